//! Who came: the boxes on the list of who comes.

use std::collections::HashSet;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use chrono::Datelike;
use domain::attendance::{self, HalfDay, Mark};
use domain::ids::RegistrationId;
use domain::registrations::{self, ParticipantList, ParticipantQuery};
use domain::{Language, dates};
use serde::Deserialize;

use crate::fault::Result;
use crate::fields::Refusal;
use crate::registrations::participants;
use crate::visit::Visit;

/// The form of who came: a box for each half-day of each row, and what the rows showed, so that an empty box says « absent ».
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    /// The columns, as they are stored, in the order of `shown`, with commas between.
    half_days: String,
    /// A row: the registration, a space, a letter for each column: `y` came, `n` did not come, `-` not marked.
    shown: Vec<String>,
    /// A box that is ticked: the registration, a space, the half-day.
    present: Vec<String>,
    /// The button: `whole` marks everyone on the list for one half-day, beside what is ticked.
    act: String,
    /// That half-day, as it is stored.
    whole: String,
}

impl AttendanceForm {
    fn marks(&self) -> Vec<Mark> {
        let half_days: Vec<&str> = self.half_days.split(',').collect();
        let mut ticked: HashSet<&str> = self.present.iter().map(String::as_str).collect();
        let mut marks = Vec::new();
        for row in &self.shown {
            let Some((registration, states)) = row.split_once(' ') else { continue };
            for (half_day, state) in half_days.iter().zip(states.chars()) {
                let was = match state {
                    'y' => Some(true),
                    'n' => Some(false),
                    _ => None,
                };
                let is_ticked = ticked.remove(format!("{registration} {half_day}").as_str());
                let present = is_ticked || (self.act == "whole" && self.whole == **half_day);
                marks.push(Mark { registration: RegistrationId::from(registration), half_day: (*half_day).to_owned(), was, present });
            }
        }
        // A box of no row is answered too, by the domain: it is a foreign one.
        marks.extend(ticked.into_iter().map(|ticked| {
            let (registration, half_day) = ticked.split_once(' ').unwrap_or((ticked, ""));
            Mark { registration: RegistrationId::from(registration), half_day: half_day.to_owned(), was: None, present: true }
        }));
        marks
    }
}

/// Marks who came. What was ticked stays ticked when it is refused.
pub async fn mark(
    visit: Visit,
    Path(slug): Path<String>,
    Query(query): Query<ParticipantQuery>,
    Form(form): Form<AttendanceForm>,
) -> Result<Response> {
    let marks = form.marks();
    match attendance::mark(visit.db(), &visit.who, &slug, &marks).await {
        Ok(()) => {
            Ok(visit.go(&participants::address(&format!("/events/{slug}/registrations"), &query, &query.sort, "marked")).into_response())
        }
        Err(error) => {
            let refusal = Refusal::of(visit.language, error)?;
            let list = registrations::list(visit.db(), &visit.who, &slug, &query).await?;
            Ok(participants::page(&visit, retyped(list, &marks), query, "", refusal))
        }
    }
}

/// The list, with the boxes as they were sent.
fn retyped(mut list: ParticipantList, marks: &[Mark]) -> ParticipantList {
    for participant in &mut list.participants {
        for (half_day, state) in list.half_days.iter().zip(&mut participant.marks) {
            let typed = marks.iter().find(|mark| mark.registration == participant.id && mark.half_day == half_day.to_string());
            if let Some(typed) = typed.filter(|typed| typed.present) {
                *state = Some(typed.present);
            }
        }
    }
    list
}

/// `mar. 24 nov. matin`.
pub fn half_day_words(language: Language, half_day: HalfDay) -> String {
    let (weekday, month) = dates::stamp(language, half_day.date);
    let part = if half_day.is_afternoon { t!(language, "registrations-afternoon") } else { t!(language, "registrations-morning") };
    format!("{weekday} {} {month} {part}", half_day.date.day())
}
