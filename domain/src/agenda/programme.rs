//! The programme of an event: talks and breaks.

mod shift;

pub(crate) use shift::{copy, days_moved, shift};

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Event, begin_edit, event_access, find};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::{EventId, TalkId};
use crate::policy::{self, Act, Actor, Rights};
use crate::search_index;

/// The most rows in a programme.
pub const MOST_ROWS: usize = 300;
const MOST_SPEAKERS: usize = 50;
/// The most minutes of a talk.
const DAY: i64 = 24 * 60;

/// A talk, or a break, in a programme.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Talk {
    pub id: TalkId,
    /// The session it belongs to; may be empty.
    pub session: String,
    /// Local time in the event's zone; empty if it has none.
    pub starts_local: String,
    /// Its duration, in minutes.
    pub minutes: Option<i64>,
    pub title: String,
    /// Markdown.
    pub summary: String,
    /// Its speakers; a break has none.
    #[sqlx(skip)]
    pub speakers: Vec<Speaker>,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Speaker {
    /// Their name, as written in the programme.
    pub name: String,
    /// Their organisation; may be empty.
    pub organisation: String,
}

/// The form of a programme. Each list holds one value per row. A row without text is dropped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeInput {
    /// The version of the record when the form was opened.
    pub version: String,
    pub title: Vec<String>,
    pub session: Vec<String>,
    /// The days; empty: the first day.
    pub day: Vec<String>,
    /// The times; empty: no time.
    pub time: Vec<String>,
    /// The durations, in minutes.
    pub minutes: Vec<String>,
    /// The summaries, in Markdown.
    #[serde(rename = "abstract")]
    pub summary: Vec<String>,
    /// `Name, Organisation; Name, Organisation`.
    pub speakers: Vec<String>,
    /// The button pressed: `add` shows one more row and saves nothing.
    pub act: String,
}

impl ProgrammeInput {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        let lists = [&self.title, &self.session, &self.day, &self.time, &self.minutes, &self.summary, &self.speakers];
        lists.iter().map(|list| list.len()).max().unwrap_or(0)
    }

    fn check_rows(&self) -> Result<()> {
        if self.rows() > MOST_ROWS { Err(Error::TooLarge) } else { Ok(()) }
    }

    /// The value typed in one field of a row.
    pub fn cell(list: &[String], row: usize) -> &str {
        list.get(row).map_or("", String::as_str)
    }

    fn of(event: &Event, talks: &[Talk]) -> Self {
        let mut input = Self { version: event.version.to_string(), ..Self::default() };
        for talk in talks {
            let (day, time) = talk.starts_local.split_once('T').unwrap_or_default();
            let speakers: Vec<String> = talk
                .speakers
                .iter()
                .map(|speaker| match speaker.organisation.as_str() {
                    "" => speaker.name.clone(),
                    organisation => format!("{}, {organisation}", speaker.name),
                })
                .collect();
            input.title.push(talk.title.clone());
            input.session.push(talk.session.clone());
            input.day.push(day.to_owned());
            input.time.push(time.to_owned());
            input.minutes.push(talk.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
            input.summary.push(talk.summary.clone());
            input.speakers.push(speakers.join("; "));
        }
        input
    }

    /// The talks of the form, with timed talks in order of time. `stored` has the days of the stored programme: a talk may stay on a day that the
    /// event no longer has.
    fn check(&self, event: &Event, stored: &BTreeSet<String>) -> Result<Vec<Talk>> {
        let mut errors = Validation::default();
        let mut talks = Vec::new();
        let mut last = String::new();
        for row in 0..self.rows() {
            let cell = |list: &'_ Vec<String>| Self::cell(list, row).to_owned();
            let cells =
                [cell(&self.title), cell(&self.session), cell(&self.time), cell(&self.minutes), cell(&self.summary), cell(&self.speakers)];
            if cells.iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let starts_local = starts(&mut errors, (event, stored), row, &cell(&self.day), &cell(&self.time));
            if !starts_local.is_empty() {
                last.clone_from(&starts_local);
            }
            let talk = Talk {
                id: TalkId::default(),
                title: errors.check(&format!("title-{row}"), fields::line(&cells[0])),
                session: errors.check(&format!("session-{row}"), fields::optional_line(&cells[1])),
                starts_local,
                minutes: errors.check(&format!("minutes-{row}"), minutes(&cells[3])),
                summary: errors.check(&format!("abstract-{row}"), fields::abstract_text(&cells[4])),
                speakers: errors.check(&format!("speakers-{row}"), speakers(&cells[5])),
            };
            // A talk without a time stays after the one before it in the form.
            talks.push((last.clone(), talk));
        }
        talks.sort_by(|a, b| a.0.cmp(&b.0));
        errors.or(talks.into_iter().map(|(_, talk)| talk).collect())
    }
}

fn starts(errors: &mut Validation, (event, stored): (&Event, &BTreeSet<String>), row: usize, day: &str, time: &str) -> String {
    if time.trim().is_empty() {
        return String::new();
    }
    let time = errors.check(&format!("time-{row}"), fields::time(time));
    let (first, last) = (event.starts_local.get(..10).unwrap_or_default(), event.ends_local.get(..10).unwrap_or_default());
    let day = if day.trim().is_empty() { first.to_owned() } else { errors.check(&format!("day-{row}"), fields::date(day)) };
    if !day.is_empty() && (day.as_str() < first || day.as_str() > last) && !stored.contains(&day) {
        errors.note(&format!("day-{row}"), FieldProblem::NotAChoice);
    }
    format!("{day}T{time}")
}

fn minutes(typed: &str) -> Result<Option<i64>, FieldProblem> {
    match typed.trim() {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|minutes| (1..=DAY).contains(minutes)).map(Some).ok_or(FieldProblem::NotACount(DAY)),
    }
}

fn speakers(typed: &str) -> Result<Vec<Speaker>, FieldProblem> {
    let parts = typed.split(';').map(str::trim).filter(|speaker| !speaker.is_empty());
    if parts.clone().nth(MOST_SPEAKERS).is_some() {
        return Err(FieldProblem::TooMany(MOST_SPEAKERS));
    }
    parts
        .map(|speaker| {
            let (name, organisation) = speaker.split_once(',').unwrap_or((speaker, ""));
            Ok(Speaker { name: fields::line(name)?, organisation: fields::optional_line(organisation)? })
        })
        .collect()
}

/// The event, and the form filled in from its stored programme.
pub async fn programme(db: &Db, actor: &Actor, slug: &str) -> Result<(Event, ProgrammeInput)> {
    let mut tx = db.read().await?;
    let event = find_editable(&mut tx, actor, slug).await?;
    let talks = talks(&mut tx, &event.id).await?;
    let input = ProgrammeInput::of(&event, &talks);
    Ok((event, input))
}

async fn find_editable(tx: &mut Tx, actor: &Actor, slug: &str) -> Result<Event> {
    let rights = Rights::of(tx, actor).await?;
    let (event, organisers) = find(tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    Ok(event)
}

/// The event, to show the form again with the values typed so far.
///
/// # Errors
/// [`Error::TooLarge`] for more than [`MOST_ROWS`].
pub async fn typed_programme(db: &Db, actor: &Actor, slug: &str, input: &ProgrammeInput) -> Result<Event> {
    let mut tx = db.read().await?;
    let event = find_editable(&mut tx, actor, slug).await?;
    input.check_rows().map(|()| event)
}

/// Replaces the programme.
///
/// # Errors
/// As for [`typed_programme`]; [`Error::Stale`] if someone changed the event since the form was opened; [`Error::Invalid`] with fields named
/// `title-0`, `time-3`…
pub async fn set_programme(db: &Db, actor: &Actor, slug: &str, input: &ProgrammeInput) -> Result<()> {
    let (mut tx, rights, event, _) = begin_edit(db, actor, slug).await?;
    input.check_rows()?;
    if input.version.trim().parse() != Ok(event.version) {
        return Err(Error::Stale);
    }
    let stored = talks(&mut tx, &event.id).await?.iter().filter_map(|talk| Some(talk.starts_local.get(..10)?.to_owned())).collect();
    let talks = input.check(&event, &stored)?;
    clear(&mut tx, &event.id).await?;
    for (position, talk) in (0..).zip(&talks) {
        insert(&mut tx, &event.id, position, talk).await?;
    }
    let now = tx.now;
    sqlx::query("UPDATE event SET updated_at = $2, version = version + 1 WHERE id = $1")
        .bind_all((&event.id, now))
        .execute(&mut *tx)
        .await?;
    search_index::refresh::<crate::agenda::FoundEvents>(&mut tx, event.id.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::EventProgramme, event.id.as_str(), slug).await?;
    tx.commit().await
}

/// The programme of an event, in order. Two queries.
pub(crate) async fn talks(conn: &mut Conn, event: &EventId) -> Result<Vec<Talk>> {
    let mut talks: Vec<Talk> = sqlx::query_as(
        "SELECT id, session, starts_local, minutes, title, abstract AS summary FROM talk WHERE event = $1 ORDER BY position, id",
    )
    .bind(event)
    .fetch_all(&mut *conn)
    .await?;
    if talks.is_empty() {
        return Ok(talks);
    }
    let rows: Vec<(TalkId, String, String)> = sqlx::query_as(
        "SELECT s.talk, s.name, s.organisation FROM speaker s JOIN talk t ON t.id = s.talk WHERE t.event = $1 ORDER BY t.position, s.position",
    )
    .bind(event)
    .fetch_all(conn)
    .await?;
    for (talk, name, organisation) in rows {
        if let Some(talk) = talks.iter_mut().find(|candidate| candidate.id == talk) {
            talk.speakers.push(Speaker { name, organisation });
        }
    }
    Ok(talks)
}

pub(crate) async fn clear(conn: &mut Conn, event: &EventId) -> Result<()> {
    sqlx::query("DELETE FROM speaker WHERE talk IN (SELECT id FROM talk WHERE event = $1)").bind(event).execute(&mut *conn).await?;
    sqlx::query("DELETE FROM talk WHERE event = $1").bind(event).execute(conn).await?;
    Ok(())
}

async fn insert(tx: &mut Tx, event: &EventId, position: i64, talk: &Talk) -> Result<()> {
    let id: TalkId = tx.new_id();
    sqlx::query(
        "INSERT INTO talk (id, event, position, session, starts_local, minutes, title, abstract) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind_all((&id, event, position, &talk.session, &talk.starts_local, talk.minutes, &talk.title, &talk.summary))
    .execute(&mut **tx)
    .await?;
    for (position, speaker) in (0_i64..).zip(&talk.speakers) {
        let speaker_id: String = tx.new_id();
        sqlx::query("INSERT INTO speaker (id, talk, position, name, organisation) VALUES ($1, $2, $3, $4, $5)")
            .bind_all((speaker_id, &id, position, &speaker.name, &speaker.organisation))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
