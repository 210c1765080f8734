//! Creates, changes and removes events.

use super::input::{EventFacts, EventInput};
use super::rows::{insert, update};
use super::{Event, begin_edit, event_access, find, notifications, programme, slug};
use crate::audit::{self, AuditAction};
use crate::db::{Conn, Db};
use crate::enums::{EventMode, EventState, OrganiserState, SearchKind};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::forms;
use crate::graph;
use crate::ids::EventId;
use crate::pages;
use crate::policy::{self, Act, Actor};
use crate::registrations;
use crate::search_index;

/// Creates a draft led by a network; returns its slug.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn create(db: &Db, actor: &Actor, network: &str, input: &EventInput) -> Result<String> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let network = graph::find(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::CreateEvent(&network.id))?;
    let facts = input.check(&mut tx).await?;
    let (event, slug) = insert(&mut tx, &rights, &network.id, &facts).await?;
    search_index::refresh::<crate::agenda::FoundEvents>(&mut tx, event.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::EventCreate, event.as_str(), &slug).await?;
    tx.lead_to(&format!("/events/{slug}")).await?;
    tx.commit().await?;
    Ok(slug)
}

/// The form filled in from the stored event.
pub async fn form(db: &Db, actor: &Actor, slug: &str) -> Result<EventInput> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditEvent(&event_access(&event, &organisers)?))?;
    Ok(EventInput::of(&event))
}

/// The side effects of saving the form of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditOutcome {
    /// The slug: that of a draft follows its year.
    pub slug: String,
    /// The number of talks in the programme that moved with the event.
    pub talks_moved: usize,
}

/// Changes an event and moves its programme with it.
///
/// - Once it is published, a change of time, place, title, mode or video link is a new revision for calendars. A change of time or place is mailed to
///   everyone who registered, a change of the video link to people with a seat.
/// - More seats: the waiting list moves up.
/// - A mode with one way of taking part: everyone who registered is moved to it.
///
/// # Errors
/// [`Error::Stale`] if someone changed it since the form was opened; [`Error::Closed`] once it is cancelled; [`Error::Invalid`] with every field to
/// correct, [`FieldProblem::BelowTaken`] for fewer seats than confirmed people.
pub async fn edit(db: &Db, actor: &Actor, slug: &str, input: &EventInput) -> Result<EditOutcome> {
    let (mut tx, rights, before, _) = begin_edit(db, actor, slug).await?;
    if before.state == EventState::Cancelled {
        return Err(Error::Closed);
    }
    if input.version.trim().parse() != Ok(before.version) {
        return Err(Error::Stale);
    }
    let facts = input.check(&mut tx).await?;
    check_seats(&mut tx, &before.id, &facts).await?;
    let change = EventChange::between(&before, &facts);
    let link_changed = before.video_link != facts.video_link;
    update(&mut tx, &before, &facts, change).await?;
    let talks_moved = match programme::days_moved(&before, &facts) {
        Some(days) => programme::shift(&mut tx, &before.id, days).await?,
        None => 0,
    };
    let slug = slug::follow_year(&mut tx, &before, &facts).await?;
    search_index::refresh::<crate::agenda::FoundEvents>(&mut tx, before.id.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::EventEdit, before.id.as_str(), &slug).await?;
    let (event, organisers) = find(&mut tx, &rights, &slug).await?;
    if before.mode != event.mode {
        registrations::apply_mode(&mut tx, &event).await?;
    }
    if event.state == EventState::Published && !event.is_past(tx.now) {
        match change {
            EventChange::Moved => notifications::moved(&mut tx, &before, &event, &organisers).await?,
            _ if link_changed => notifications::relinked(&mut tx, &event, &organisers).await?,
            _ => {}
        }
    }
    if event.state == EventState::Published {
        // There may be new seats: they go to the first on the waiting list.
        registrations::promote(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(EditOutcome { slug, talks_moved })
}

/// Removes a draft and everything that belongs to it; returns the slug of its lead network.
///
/// # Errors
/// [`Error::Closed`] once it was published: it has to be cancelled, so that calendars learn of it.
pub async fn remove(db: &Db, actor: &Actor, slug: &str) -> Result<String> {
    let (mut tx, rights, event, organisers) = begin_edit(db, actor, slug).await?;
    if event.state != EventState::Draft {
        return Err(Error::Closed);
    }
    programme::clear(&mut tx, &event.id).await?;
    forms::clear(&mut tx, &event.id).await?;
    registrations::clear_letters(&mut tx, &event.id).await?;
    pages::clear(&mut tx, event.id.as_str()).await?;
    search_index::remove(&mut tx, SearchKind::Event, event.id.as_str()).await?;
    for table in ["DELETE FROM material WHERE event = $1", "DELETE FROM event_network WHERE event = $1", "DELETE FROM event WHERE id = $1"]
    {
        sqlx::query(table).bind(&event.id).execute(&mut *tx).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::EventRemove, event.id.as_str(), slug).await?;
    tx.commit().await?;
    Ok(organisers.into_iter().find(|organiser| organiser.state == OrganiserState::Lead).map(|lead| lead.slug).unwrap_or_default())
}

/// What a change of the form means for calendars that have the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EventChange {
    /// Nothing that a calendar shows.
    Unseen,
    /// A change of text.
    Described,
    /// A change of title: a new revision (RFC 5545, 3.8.7.4).
    Renamed,
    /// A change of time or place: a new revision, and people are notified.
    Moved,
}

impl EventChange {
    fn between(before: &Event, after: &EventFacts) -> Self {
        let moved = before.is_all_day() != after.all_day
            || before.starts_local != after.starts_local
            || before.ends_local != after.ends_local
            || before.zone != after.zone
            || before.place != after.place
            || before.mode != after.mode;
        let described = before.summary != after.summary
            || before.description != after.description
            || before.contact != after.contact
            || before.video_link != after.video_link
            || before.kind != after.kind
            || before.visibility != after.visibility;
        match (moved, before.title != after.title, described) {
            (true, ..) => Self::Moved,
            (_, true, _) => Self::Renamed,
            (.., true) => Self::Described,
            _ => Self::Unseen,
        }
    }
}

/// Checks that every confirmed person keeps a seat. If one way of taking part is left, all seats count there.
async fn check_seats(conn: &mut Conn, event: &EventId, facts: &EventFacts) -> Result<()> {
    let seats_taken = super::cards::seats_taken(conn, event).await?;
    let mut errors = Validation::default();
    let rooms = match facts.mode {
        EventMode::OnSite => vec![("seats_on_site", facts.seats_on_site, seats_taken.confirmed())],
        EventMode::Online => vec![("seats_online", facts.seats_online, seats_taken.confirmed())],
        EventMode::Hybrid => {
            vec![("seats_on_site", facts.seats_on_site, seats_taken.on_site), ("seats_online", facts.seats_online, seats_taken.online)]
        }
    };
    for (field, seats, count) in rooms {
        if seats.is_some_and(|seats| seats < count) {
            errors.note(field, FieldProblem::BelowTaken(count));
        }
    }
    errors.or(())
}
