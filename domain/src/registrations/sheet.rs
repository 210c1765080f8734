//! The list of participants as a spreadsheet.

use std::collections::HashMap;

use super::answer_table::{AnswerColumn, cells, columns};
use super::{ParticipantList, ParticipantQuery, RegistrationAnswer, answers, list};
use crate::audit::{self, AuditAction};
use crate::clock;
use crate::db::Db;
use crate::enums::{Language, Presence, QuestionKind, RegistrationState};
use crate::error::Result;
use crate::forms;
use crate::ids::RegistrationId;
use crate::policy::Actor;
use formats::spreadsheets;
use words::tr;

/// The participants that match the query, for a spreadsheet: one row each, one column for each half-day and for each
/// question of the form.
///
/// # Errors
/// As for [`list`].
pub async fn export(db: &Db, actor: &Actor, slug: &str, query: &ParticipantQuery, language: Language) -> Result<Vec<u8>> {
    let list = list(db, actor, slug, query).await?;
    let (columns, mut answers) = answers(db, &list).await?;
    audit::record_export(db, actor, AuditAction::RegistrationExport, list.event.id.as_str(), "").await?;
    let zone = clock::zone(&list.event.zone).unwrap_or(clock::HOME);
    let mut heading = vec![
        tr!(language, "registrations-export-column-family-name"),
        tr!(language, "registrations-export-column-given-name"),
        tr!(language, "registrations-export-column-address"),
        tr!(language, "registrations-export-column-organisation"),
        tr!(language, "registrations-export-column-presence"),
        tr!(language, "registrations-export-column-state"),
        tr!(language, "registrations-export-column-place"),
        tr!(language, "registrations-export-column-since"),
    ];
    heading.extend(list.half_days.iter().map(|half_day| {
        let part = if half_day.is_afternoon {
            tr!(language, "registrations-export-column-afternoon")
        } else {
            tr!(language, "registrations-export-column-morning")
        };
        format!("{} {part}", half_day.date)
    }));
    heading.extend(columns.iter().map(|column| column.label.clone()));
    let rows = list.participants.into_iter().map(|participant| {
        let answers = answers.remove(&participant.id).unwrap_or_default();
        let mut row = vec![
            participant.family_name,
            participant.given_name,
            participant.address,
            participant.organisation,
            presence_label(language, participant.presence),
            state_label(language, participant.state),
            participant.place.map(|place| place.to_string()).unwrap_or_default(),
            participant.since.local(zone).format("%Y-%m-%d %H:%M").to_string(),
        ];
        row.extend(participant.marks.iter().map(|mark| match mark {
            Some(true) => tr!(language, "registrations-export-present"),
            Some(false) => tr!(language, "registrations-export-absent"),
            None => String::new(),
        }));
        row.extend(cells(&columns, answers).into_iter().zip(&columns).map(|(values, column)| answer_text(language, column.kind, &values)));
        row
    });
    Ok(spreadsheets::csv(language, &heading, rows))
}

/// The columns of the answers, and the answers of each participant.
async fn answers(db: &Db, list: &ParticipantList) -> Result<(Vec<AnswerColumn>, HashMap<RegistrationId, Vec<RegistrationAnswer>>)> {
    let mut tx = db.read().await?;
    let questions = forms::questions(&mut tx, &list.event.id).await?;
    let answers = answers::of_event(&mut tx, &list.event.id).await?;
    let listed = list.participants.iter().filter_map(|participant| answers.get(&participant.id)).flatten();
    Ok((columns(&questions, listed), answers))
}

/// An answer as it is read.
pub(super) fn answer_text(language: Language, kind: QuestionKind, values: &[String]) -> String {
    let text = |value: &String| match (kind, value.as_str()) {
        (QuestionKind::YesNo | QuestionKind::Consent, forms::YES) => tr!(language, "registrations-export-yes"),
        (QuestionKind::YesNo, forms::NO) => tr!(language, "registrations-export-no"),
        _ => value.clone(),
    };
    values.iter().map(text).collect::<Vec<_>>().join(" | ")
}

fn presence_label(language: Language, presence: Presence) -> String {
    match presence {
        Presence::OnSite => tr!(language, "registrations-export-on-site"),
        Presence::Online => tr!(language, "registrations-export-online"),
    }
}

fn state_label(language: Language, state: RegistrationState) -> String {
    match state {
        RegistrationState::Unconfirmed => tr!(language, "registrations-export-unconfirmed"),
        RegistrationState::Requested => tr!(language, "registrations-export-requested"),
        RegistrationState::Declined => tr!(language, "registrations-export-declined"),
        RegistrationState::Confirmed => tr!(language, "registrations-export-confirmed"),
        RegistrationState::Waiting => tr!(language, "registrations-export-waiting"),
        RegistrationState::Withdrawn => tr!(language, "registrations-export-withdrawn"),
    }
}
