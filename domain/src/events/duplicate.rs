//! Copies an event to a later year.

use chrono::{Days, Duration, NaiveDateTime};

use super::input::EventInput;
use super::rows::insert;
use super::{Event, event_access, find, programme};
use crate::audit::{self, AuditAction};
use crate::clock::{self, HOME, Timestamp};
use crate::db::Db;
use crate::error::Result;
use crate::forms;
use crate::policy::{self, Act, Actor};
use crate::search_index;

/// Makes a draft with the same content, programme and form, without co-organisers and materials, on the same weekday a year later (or in the first such
/// year still to come). Returns its slug.
pub async fn duplicate(db: &Db, actor: &Actor, slug: &str) -> Result<String> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    let later = years_later(&event, tx.now);
    let zone = clock::zone(&event.zone).unwrap_or(HOME);
    let input = EventInput::of(&event);
    let input = EventInput {
        starts_date: shift_date(&input.starts_date, later),
        ends_date: shift_date(&input.ends_date, later),
        closes_date: shift_date(&input.closes_date, later),
        starts_time: shift_time(&input.starts_date, &input.starts_time, later, zone),
        ends_time: shift_time(&input.ends_date, &input.ends_time, later, zone),
        ..input
    };
    let facts = input.check(&mut tx).await?;
    let (copy, copy_slug) = insert(&mut tx, &rights, &event.network, &facts).await?;
    programme::copy(&mut tx, &event.id, &copy, later).await?;
    forms::copy(&mut tx, &event.id, &copy).await?;
    search_index::refresh::<crate::agenda::FoundEvents>(&mut tx, copy.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::EventDuplicate, copy.as_str(), slug).await?;
    tx.lead_to(&format!("/events/{copy_slug}/edit")).await?;
    tx.commit().await?;
    Ok(copy_slug)
}

/// A multiple of fifty-two weeks, which keeps the weekday: the smallest that gives a date after `now`.
fn years_later(event: &Event, now: Timestamp) -> Days {
    let mut weeks = 52;
    while event.starts_at.plus(Duration::weeks(weeks)) <= now && weeks < 52 * 200 {
        weeks += 52;
    }
    Days::new(u64::try_from(weeks * 7).unwrap_or(364))
}

fn shift_date(date: &str, later: Days) -> String {
    clock::date(date).ok().and_then(|date| date.checked_add_days(later)).map(|date| date.to_string()).unwrap_or_default()
}

/// The same time on the new day; one hour later if the clocks skip it that year.
fn shift_time(date: &str, time: &str, later: Days, zone: chrono_tz::Tz) -> String {
    let Ok(local) = clock::local(&format!("{}T{time}", shift_date(date, later))) else { return time.to_owned() };
    let shifted: NaiveDateTime = if clock::moment(local, zone).is_err() { local + Duration::hours(1) } else { local };
    shifted.format("%H:%M").to_string()
}
