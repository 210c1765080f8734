//! Mails about changes to an event. They are written in the transaction that makes the change, to everyone who registered, once per revision.

use super::{Event, Organiser};
use crate::agenda::EventMails;
use crate::calendar_entry::{self, Attendee, Method};
use crate::db::{Conn, Tx};
use crate::enums::{Language, OrganiserState, RegistrationState};
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::mail::{self, AttachedCalendar, MailContent, MailRecipient};
use crate::{memberships, registrations};
use formats::markdown::{literal, quotation};
use words::tr;

/// Tells everyone that the time or place has changed.
pub(super) async fn moved(tx: &mut Tx, before: &Event, event: &Event, organisers: &[Organiser]) -> Result<()> {
    notify_registered(tx, event, organisers, "event.moved", Method::Request, EventRecipients::All, |language, event, link| {
        let mut paragraphs = vec![tr!(language, "events-mail-moved", title = literal(&event.title)), when_and_where(language, event)];
        if before.span(language) != event.span(language) {
            paragraphs.push(tr!(language, "events-mail-previous-date", when = before.span(language)));
        }
        if !event.video_link.is_empty() && before.video_link != event.video_link {
            paragraphs.push(new_link(language, event));
        }
        paragraphs.push(tr!(language, "events-mail-calendar"));
        (tr!(language, "events-mail-moved-subject", title = event.title.clone()), finish(language, paragraphs, link))
    })
    .await
}

/// Tells people with a seat that the video link has changed.
pub(super) async fn relinked(tx: &mut Tx, event: &Event, organisers: &[Organiser]) -> Result<()> {
    notify_registered(tx, event, organisers, "event.link", Method::Request, EventRecipients::Seated, |language, event, link| {
        let mut paragraphs =
            vec![tr!(language, "events-mail-video-changed", title = literal(&event.title)), when_and_where(language, event)];
        if !event.video_link.is_empty() {
            paragraphs.push(new_link(language, event));
        }
        paragraphs.push(tr!(language, "events-mail-calendar"));
        (tr!(language, "events-mail-video-changed-subject", title = event.title.clone()), finish(language, paragraphs, link))
    })
    .await
}

/// Tells everyone that the event is postponed.
pub(super) async fn postponed(tx: &mut Tx, event: &Event, organisers: &[Organiser]) -> Result<()> {
    notify_registered(tx, event, organisers, "event.postponed", Method::Request, EventRecipients::All, |language, event, link| {
        let mut paragraphs = vec![tr!(language, "events-mail-postponed", title = literal(&event.title), when = event.span(language))];
        paragraphs.extend(quote_note(&event.state_note));
        paragraphs.push(tr!(language, "events-mail-postponed-more"));
        (tr!(language, "events-mail-postponed-subject", title = event.title.clone()), finish(language, paragraphs, link))
    })
    .await
}

/// Tells everyone that the postponed event has a new date.
pub(super) async fn dated(tx: &mut Tx, event: &Event, organisers: &[Organiser]) -> Result<()> {
    notify_registered(tx, event, organisers, "event.dated", Method::Request, EventRecipients::All, |language, event, link| {
        let paragraphs = vec![
            tr!(language, "events-mail-rescheduled", title = literal(&event.title)),
            when_and_where(language, event),
            tr!(language, "events-mail-calendar"),
        ];
        (tr!(language, "events-mail-rescheduled-subject", title = event.title.clone()), finish(language, paragraphs, link))
    })
    .await
}

/// Tells everyone that the event is cancelled.
pub(super) async fn cancelled(tx: &mut Tx, event: &Event, organisers: &[Organiser]) -> Result<()> {
    notify_registered(tx, event, organisers, "event.cancelled", Method::Cancel, EventRecipients::All, |language, event, link| {
        let mut paragraphs = vec![tr!(language, "events-mail-cancelled", title = literal(&event.title), when = event.span(language))];
        paragraphs.extend(quote_note(&event.state_note));
        paragraphs.push(tr!(language, "events-mail-cancelled-more"));
        (tr!(language, "events-mail-cancelled-subject", title = event.title.clone()), finish(language, paragraphs, link))
    })
    .await
}

/// Tells the coordinators of each invited network that has not answered, once per invitation.
pub(super) async fn invited(tx: &mut Tx, event: &Event, organisers: &[Organiser]) -> Result<()> {
    let lead =
        organisers.iter().find(|organiser| organiser.state == OrganiserState::Lead).map(|lead| lead.acronym.clone()).unwrap_or_default();
    let link = tx.link(&format!("/events/{}", event.slug));
    let mails = EventMails::about(tx, event).await?;
    let today = tx.now.today();
    // Read again: a network may have been invited a moment ago.
    let organisers = super::organisers(tx, &event.id).await?;
    for invited in organisers.iter().filter(|organiser| organiser.state == OrganiserState::Invited) {
        for coordinator in memberships::coordinators(tx, &invited.network, &today).await? {
            let language = coordinator.language;
            let paragraphs = [
                tr!(
                    language,
                    "events-mail-invited",
                    lead = literal(&lead),
                    network = literal(&invited.acronym),
                    title = literal(&event.title)
                ),
                when_and_where(language, event),
                tr!(language, "events-mail-invited-link", link = link.clone()),
            ];
            let content = MailContent {
                cause: "event.invited",
                once: Some(format!("event.invited:{}:{}:{}:{}", event.id, invited.network, invited.asked_at, coordinator.address)),
                subject: tr!(language, "events-mail-invited-subject", lead = lead.clone(), title = event.title.clone()),
                body: paragraphs.join("\n\n"),
                why: tr!(language, "mail-reason-coordinator", network = invited.acronym.as_str()),
                reply_to: mails.reply_to.clone(),
                thread: mails.thread(&coordinator.address),
                ..MailContent::default()
            };
            mail::post(tx, &coordinator, &content).await?;
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EventRecipients {
    /// Everyone with a seat or on the waiting list.
    All,
    /// People with a seat who may read the video link.
    Seated,
}

/// Writes one mail to each recipient, about the event as they may read it.
async fn notify_registered(
    tx: &mut Tx,
    event: &Event,
    organisers: &[Organiser],
    cause: &'static str,
    method: Method,
    readers: EventRecipients,
    write: impl Fn(Language, &Event, &str) -> (String, String),
) -> Result<()> {
    let link = tx.link(&format!("/events/{}", event.slug));
    let (at, mails) = (tx.now, EventMails::about(tx, event).await?);
    for ActiveRegistration { id, person, given_name, family_name, address, address_key, language, state } in
        active_registrations(tx, &event.id).await?
    {
        let has_seat = state == RegistrationState::Confirmed;
        let visible = super::for_participant(tx, event, organisers, person.as_ref(), has_seat).await?;
        if readers == EventRecipients::Seated && (!has_seat || visible.video_link != event.video_link) {
            continue;
        }
        let (subject, mut body) = write(language, &visible, &link);
        if method != Method::Cancel {
            let registration_link = registrations::registration_links::create(tx, &id).await?;
            body = format!("{body}\n\n{}", tr!(language, "registrations-mail-link", link = registration_link));
        }
        let name = format!("{given_name} {family_name}").trim().to_owned();
        let attendee = Attendee { name: &name, address: &address, standing: state, at };
        let object = calendar_entry::object(&visible, organisers, method, language, Some(&attendee), &link);
        let title = event.title.as_str();
        let why = match method {
            Method::Cancel => tr!(language, "registrations-mail-reason-past", title = title),
            _ => tr!(language, "registrations-mail-reason", title = title),
        };
        let content = MailContent {
            cause,
            once: Some(format!("{cause}:{}:{}:{address_key}", event.id, event.sequence)),
            subject,
            body,
            why,
            reply_to: mails.reply_to.clone(),
            thread: mails.thread(&address),
            calendar: Some(AttachedCalendar { method: method.code(), calendar: object }),
            ..MailContent::default()
        };
        mail::post(tx, &MailRecipient { person, name, address, language }, &content).await?;
    }
    Ok(())
}

fn when_and_where(language: Language, event: &Event) -> String {
    let place = super::location(language, event.mode, &event.place);
    tr!(language, "events-mail-when-where", when = event.span(language), place = literal(&place))
}

fn new_link(language: Language, event: &Event) -> String {
    tr!(language, "events-mail-video-new-link", link = event.video_link.clone())
}

fn quote_note(note: &str) -> Option<String> {
    (!note.is_empty()).then(|| quotation(note))
}

/// Appends the link to the event's page.
fn finish(language: Language, mut paragraphs: Vec<String>, link: &str) -> String {
    paragraphs.push(tr!(language, "events-mail-page-link", link = link.to_owned()));
    paragraphs.join("\n\n")
}

#[derive(sqlx::FromRow)]
struct ActiveRegistration {
    id: RegistrationId,
    person: Option<PersonId>,
    given_name: String,
    family_name: String,
    address: String,
    address_key: String,
    language: Language,
    state: RegistrationState,
}

async fn active_registrations(conn: &mut Conn, event: &EventId) -> Result<Vec<ActiveRegistration>> {
    Ok(sqlx::query_as(
        "SELECT id, person, given_name, family_name, address, address_key, language, state FROM registration
          WHERE event = $1 AND state IN ('confirmed', 'waiting', 'requested') AND address <> '' ORDER BY queued_at, id",
    )
    .bind(event)
    .fetch_all(conn)
    .await?)
}
