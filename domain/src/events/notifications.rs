//! Mails about changes to an event. They are written in the transaction that makes the change, to everyone who registered, once per revision.

use super::{Event, Organiser};
use crate::agenda::EventMails;
use crate::calendar_entry::{self, Attendee, Method};
use crate::db::{Conn, Tx};
use crate::enums::{HolderState, Language, RegistrationState};
use crate::error::Result;
use crate::ids::{EventId, PersonId, RegistrationId};
use crate::mail::{self, AttachedCalendar, MailContent, MailRecipient};
use crate::{memberships, registrations};
use formats::markdown::{literal, quotation};
use words::tr;

/// Tells everyone that the time or place has changed.
pub(super) async fn moved(tx: &mut Tx, before: &Event, event: &Event, holders: &[Organiser]) -> Result<()> {
    tell(tx, event, holders, "event.moved", Method::Request, Readers::All, |language, event, link| {
        let mut lines = vec![tr!(language, "events-mail-moved", title = literal(&event.title)), when_and_where(language, event)];
        if before.span(language) != event.span(language) {
            lines.push(tr!(language, "events-mail-before", when = before.span(language)));
        }
        if !event.video_link.is_empty() && before.video_link != event.video_link {
            lines.push(new_link(language, event));
        }
        lines.push(tr!(language, "events-mail-calendar"));
        (tr!(language, "events-mail-moved-subject", title = event.title.clone()), finish(language, lines, link))
    })
    .await
}

/// Tells people with a seat that the video link has changed.
pub(super) async fn relinked(tx: &mut Tx, event: &Event, holders: &[Organiser]) -> Result<()> {
    tell(tx, event, holders, "event.link", Method::Request, Readers::Seated, |language, event, link| {
        let mut lines = vec![tr!(language, "events-mail-link", title = literal(&event.title)), when_and_where(language, event)];
        if !event.video_link.is_empty() {
            lines.push(new_link(language, event));
        }
        lines.push(tr!(language, "events-mail-calendar"));
        (tr!(language, "events-mail-link-subject", title = event.title.clone()), finish(language, lines, link))
    })
    .await
}

/// Tells everyone that the event is postponed.
pub(super) async fn postponed(tx: &mut Tx, event: &Event, holders: &[Organiser]) -> Result<()> {
    tell(tx, event, holders, "event.postponed", Method::Request, Readers::All, |language, event, link| {
        let mut lines = vec![tr!(language, "events-mail-postponed", title = literal(&event.title), when = event.span(language))];
        lines.extend(quoted(&event.state_note));
        lines.push(tr!(language, "events-mail-postponed-more"));
        (tr!(language, "events-mail-postponed-subject", title = event.title.clone()), finish(language, lines, link))
    })
    .await
}

/// Tells everyone that the postponed event has a new date.
pub(super) async fn dated(tx: &mut Tx, event: &Event, holders: &[Organiser]) -> Result<()> {
    tell(tx, event, holders, "event.dated", Method::Request, Readers::All, |language, event, link| {
        let lines = vec![
            tr!(language, "events-mail-dated", title = literal(&event.title)),
            when_and_where(language, event),
            tr!(language, "events-mail-calendar"),
        ];
        (tr!(language, "events-mail-dated-subject", title = event.title.clone()), finish(language, lines, link))
    })
    .await
}

/// Tells everyone that the event is cancelled.
pub(super) async fn cancelled(tx: &mut Tx, event: &Event, holders: &[Organiser]) -> Result<()> {
    tell(tx, event, holders, "event.cancelled", Method::Cancel, Readers::All, |language, event, link| {
        let mut lines = vec![tr!(language, "events-mail-cancelled", title = literal(&event.title), when = event.span(language))];
        lines.extend(quoted(&event.state_note));
        lines.push(tr!(language, "events-mail-cancelled-more"));
        (tr!(language, "events-mail-cancelled-subject", title = event.title.clone()), finish(language, lines, link))
    })
    .await
}

/// Tells the coordinators of each invited network that has not answered, once per invitation.
pub(super) async fn invited(tx: &mut Tx, event: &Event, holders: &[Organiser]) -> Result<()> {
    let lead = holders.iter().find(|holder| holder.state == HolderState::Lead).map(|lead| lead.acronym.clone()).unwrap_or_default();
    let link = tx.link(&format!("/events/{}", event.slug));
    let mails = EventMails::about(tx, event).await?;
    let today = tx.now.today();
    // Read again: a network may have been invited a moment ago.
    let holders = super::holders(tx, &event.id).await?;
    for asked in holders.iter().filter(|holder| holder.state == HolderState::Invited) {
        for reader in memberships::coordinators(tx, &asked.network, &today).await? {
            let language = reader.language;
            let lines = [
                tr!(
                    language,
                    "events-mail-invited",
                    lead = literal(&lead),
                    network = literal(&asked.acronym),
                    title = literal(&event.title)
                ),
                when_and_where(language, event),
                tr!(language, "events-mail-invited-do", link = link.clone()),
            ];
            let letter = MailContent {
                cause: "event.invited",
                once: Some(format!("event.invited:{}:{}:{}:{}", event.id, asked.network, asked.asked_at, reader.address)),
                subject: tr!(language, "events-mail-invited-subject", lead = lead.clone(), title = event.title.clone()),
                body: lines.join("\n\n"),
                why: tr!(language, "mail-why-coordinator", network = asked.acronym.as_str()),
                reply_to: mails.reply_to.clone(),
                thread: mails.thread(&reader.address),
                calendar: None,
            };
            mail::post(tx, &reader, &letter).await?;
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// Everyone with a seat or on the waiting list.
    All,
    /// People with a seat who may read the video link.
    Seated,
}

/// Writes one mail to each recipient, about the event as they may read it.
async fn tell(
    tx: &mut Tx,
    event: &Event,
    holders: &[Organiser],
    cause: &'static str,
    method: Method,
    readers: Readers,
    write: impl Fn(Language, &Event, &str) -> (String, String),
) -> Result<()> {
    let link = tx.link(&format!("/events/{}", event.slug));
    let (at, mails) = (tx.now, EventMails::about(tx, event).await?);
    for Registered { id, person, given_name, family_name, address, address_key, language, state } in registered(tx, &event.id).await? {
        let has_seat = state == RegistrationState::Confirmed;
        let theirs = super::for_participant(tx, event, holders, person.as_ref(), has_seat).await?;
        if readers == Readers::Seated && (!has_seat || theirs.video_link != event.video_link) {
            continue;
        }
        let (subject, mut body) = write(language, &theirs, &link);
        if method != Method::Cancel {
            let own = registrations::registration_links::give(tx, &id).await?;
            body = format!("{body}\n\n{}", tr!(language, "registrations-mail-link", link = own));
        }
        let name = format!("{given_name} {family_name}").trim().to_owned();
        let attendee = Attendee { name: &name, address: &address, standing: state, at };
        let object = calendar_entry::object(&theirs, holders, method, language, Some(&attendee), &link);
        let title = event.title.as_str();
        let why = match method {
            Method::Cancel => tr!(language, "registrations-mail-why-past", title = title),
            _ => tr!(language, "registrations-mail-why", title = title),
        };
        let letter = MailContent {
            cause,
            once: Some(format!("{cause}:{}:{}:{address_key}", event.id, event.sequence)),
            subject,
            body,
            why,
            reply_to: mails.reply_to.clone(),
            thread: mails.thread(&address),
            calendar: Some(AttachedCalendar { method: method.code(), calendar: object }),
        };
        mail::post(tx, &MailRecipient { person, name, address, language }, &letter).await?;
    }
    Ok(())
}

fn when_and_where(language: Language, event: &Event) -> String {
    let place = super::whereabouts(language, event.mode, &event.place);
    tr!(language, "events-mail-when-where", when = event.span(language), place = literal(&place))
}

fn new_link(language: Language, event: &Event) -> String {
    tr!(language, "events-mail-link-new", link = event.video_link.clone())
}

fn quoted(note: &str) -> Option<String> {
    (!note.is_empty()).then(|| quotation(note))
}

/// Appends the link to the event's page.
fn finish(language: Language, mut lines: Vec<String>, link: &str) -> String {
    lines.push(tr!(language, "events-mail-see", link = link.to_owned()));
    lines.join("\n\n")
}

#[derive(sqlx::FromRow)]
struct Registered {
    id: RegistrationId,
    person: Option<PersonId>,
    given_name: String,
    family_name: String,
    address: String,
    address_key: String,
    language: Language,
    state: RegistrationState,
}

async fn registered(conn: &mut Conn, event: &EventId) -> Result<Vec<Registered>> {
    Ok(sqlx::query_as(
        "SELECT id, person, given_name, family_name, address, address_key, language, state FROM registration
          WHERE event = $1 AND state IN ('confirmed', 'waiting') AND address <> '' ORDER BY queued_at, id",
    )
    .bind(event)
    .fetch_all(conn)
    .await?)
}
