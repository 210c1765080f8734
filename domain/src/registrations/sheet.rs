//! The list of participants as a spreadsheet.

use super::{ParticipantQuery, list};
use crate::audit::{self, AuditAction};
use crate::clock;
use crate::db::Db;
use crate::enums::{Language, Presence, RegistrationState};
use crate::error::Result;
use crate::policy::Actor;
use formats::spreadsheets;
use words::tr;

/// The participants that match the query, for a spreadsheet: one row each, one column for each half-day.
///
/// # Errors
/// As for [`list`].
pub async fn export(db: &Db, actor: &Actor, slug: &str, query: &ParticipantQuery, language: Language) -> Result<Vec<u8>> {
    let list = list(db, actor, slug, query).await?;
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
    let rows = list.participants.into_iter().map(|participant| {
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
        row
    });
    Ok(spreadsheets::csv(language, &heading, rows))
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
        RegistrationState::Confirmed => tr!(language, "registrations-export-confirmed"),
        RegistrationState::Waiting => tr!(language, "registrations-export-waiting"),
        RegistrationState::Withdrawn => tr!(language, "registrations-export-withdrawn"),
    }
}
