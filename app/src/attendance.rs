//! Attendance: the boxes in the list of participants.

use std::collections::HashSet;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use domain::attendance::{self, AttendanceInput, HalfDay};
use domain::registrations::{self, ParticipantList, ParticipantQuery};
use domain::{Language, dates};

use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::FormErrors;
use crate::registrations::participants;
use crate::request_context::RequestContext;

/// Records attendance. If it is refused, the boxes stay as they were ticked.
pub async fn mark(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<ParticipantQuery>,
    Form(input): Form<AttendanceInput>,
) -> Result<Response> {
    match attendance::mark(context.db(), &context.actor, &slug, &input).await {
        Ok(()) => Ok(context
            .redirect(&participants::address(&format!("/events/{slug}/registrations"), &query, &query.sort, "marked"))
            .into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let list = registrations::list(context.db(), &context.actor, &slug, &query).await?;
            Ok(participants::page(&context, restore_ticks(list, &input), query, "", errors))
        }
    }
}

/// Ticks the boxes that were ticked in the form.
fn restore_ticks(mut list: ParticipantList, input: &AttendanceInput) -> ParticipantList {
    let ticked: HashSet<&str> = input.present.iter().map(String::as_str).collect();
    for participant in &mut list.participants {
        for (half_day, state) in list.half_days.iter().zip(&mut participant.marks) {
            if ticked.contains(format!("{} {half_day}", participant.id).as_str()) {
                *state = Some(true);
            }
        }
    }
    list
}

/// `mar. 24 nov. matin`.
pub fn half_day_label(language: Language, half_day: HalfDay) -> String {
    let (weekday, month) = dates::stamp(language, half_day.date);
    let part = if half_day.is_afternoon {
        tr!(language, "registrations-attendance-afternoon")
    } else {
        tr!(language, "registrations-attendance-morning")
    };
    format!("{weekday} {} {month} {part}", half_day.date.day())
}
