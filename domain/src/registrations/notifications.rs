//! Mails about a registration: the fact in the first line, then time and place, then the link that changes the registration.

use super::Registration;
use super::{letters, registration_links};
use crate::agenda::{self, Event, EventMails, Organiser};
use crate::calendar_entry::{self, Attendee, Method};
use crate::db::Tx;
use crate::enums::{EventMode, Language, Presence, RegistrationDecision, RegistrationState};
use crate::error::Result;
use crate::mail::{self, AttachedCalendar, MailContent, MailRecipient};
use crate::marks;
use crate::rng::Secret;
use formats::markdown::literal;
use words::tr;

/// What a mail about a registration reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RegistrationNews {
    /// A guest sent the form: they have to confirm the address.
    Requested,
    /// A guest sent the form, but is registered already.
    AlreadyRegistered,
    /// The person asked for a seat of an event that chooses.
    Applied,
    /// The organisers answered no.
    Declined,
    /// The person has a seat.
    Confirmed,
    /// The person has a place in the queue; 1 is the next in line.
    Waiting(i64),
    /// A seat became free for a person on the waiting list.
    Promoted,
    /// The person changed how they take part, and has a seat.
    Changed,
    /// The person changed how they take part, and waits for a seat; the place in the queue.
    ChangedWaiting(i64),
    /// A person who attended was added to the list afterwards.
    AddedAfterwards,
    /// [`Self::AddedAfterwards`] was a mistake.
    AdditionCancelled,
    Withdrawn,
    /// The registration has ended because the person is erased. Nothing of this mail is kept once it is sent.
    Erased,
}

impl RegistrationNews {
    fn cause(self) -> &'static str {
        match self {
            Self::Requested => "registration.asked",
            Self::AlreadyRegistered => "registration.known",
            Self::Applied => "registration.applied",
            Self::Declined => "registration.declined",
            Self::Confirmed => "registration.confirmed",
            Self::Waiting(_) => "registration.waiting",
            Self::Promoted => "registration.promoted",
            Self::Changed | Self::ChangedWaiting(_) => "registration.changed",
            Self::AddedAfterwards => "registration.noted",
            Self::AdditionCancelled => "registration.noted_no_more",
            Self::Withdrawn => "registration.withdrawn",
            Self::Erased => "registration.erased",
        }
    }

    fn has_seat(self) -> bool {
        matches!(self, Self::Confirmed | Self::Promoted | Self::Changed)
    }

    fn subject(self, language: Language, title: &str, presence: Presence) -> String {
        match self {
            Self::Requested => tr!(language, "registrations-mail-to-confirm-subject", title = title),
            Self::AlreadyRegistered => tr!(language, "registrations-mail-already-registered-subject", title = title),
            Self::Applied => tr!(language, "registrations-mail-applied-subject", title = title),
            Self::Declined => tr!(language, "registrations-mail-declined-subject", title = title),
            Self::Confirmed => tr!(language, "registrations-mail-confirmed-subject", title = title),
            Self::Waiting(_) => tr!(language, "registrations-mail-waiting-subject", title = title),
            Self::Promoted => tr!(language, "registrations-mail-promoted-subject", title = title),
            Self::Changed => match presence {
                Presence::OnSite => tr!(language, "registrations-mail-changed-on-site-subject", title = title),
                Presence::Online => tr!(language, "registrations-mail-changed-online-subject", title = title),
            },
            Self::ChangedWaiting(_) => tr!(language, "registrations-mail-changed-waiting-subject", title = title),
            Self::AddedAfterwards => tr!(language, "registrations-mail-added-after-subject", title = title),
            Self::AdditionCancelled => tr!(language, "registrations-mail-removed-after-subject", title = title),
            Self::Withdrawn | Self::Erased => tr!(language, "registrations-mail-withdrawn-subject", title = title),
        }
    }

    fn fact(self, language: Language, title: &str, presence: Presence) -> String {
        let title = literal(title);
        let title = title.as_str();
        match self {
            Self::Requested => tr!(language, "registrations-mail-to-confirm", title = title),
            Self::AlreadyRegistered => tr!(language, "registrations-mail-already-registered", title = title),
            Self::Applied => tr!(language, "registrations-mail-applied", title = title),
            Self::Declined => tr!(language, "registrations-mail-declined", title = title),
            Self::Confirmed => tr!(language, "registrations-mail-confirmed", title = title),
            Self::Waiting(place) => tr!(language, "registrations-mail-waiting", title = title, place = place),
            Self::Promoted => tr!(language, "registrations-mail-promoted", title = title),
            Self::Changed => match presence {
                Presence::OnSite => tr!(language, "registrations-mail-changed-on-site", title = title),
                Presence::Online => tr!(language, "registrations-mail-changed-online", title = title),
            },
            Self::ChangedWaiting(place) => match presence {
                Presence::OnSite => tr!(language, "registrations-mail-changed-waiting-on-site", title = title, place = place),
                Presence::Online => tr!(language, "registrations-mail-changed-waiting-online", title = title, place = place),
            },
            Self::AddedAfterwards => tr!(language, "registrations-mail-added-after", title = title),
            Self::AdditionCancelled => tr!(language, "registrations-mail-removed-after", title = title),
            Self::Withdrawn => tr!(language, "registrations-mail-withdrawn", title = title),
            Self::Erased => tr!(language, "registrations-mail-erased", title = title),
        }
    }

    /// The reason for the mail, and how to stop mail about this event.
    fn why(self, language: Language, title: &str) -> String {
        match self {
            Self::Requested => tr!(language, "registrations-mail-reason-to-confirm", title = title),
            Self::AddedAfterwards | Self::AdditionCancelled => tr!(language, "registrations-mail-reason-after", title = title),
            Self::Withdrawn | Self::Declined | Self::Erased => tr!(language, "registrations-mail-reason-past", title = title),
            _ => tr!(language, "registrations-mail-reason", title = title),
        }
    }

    /// What the registration's link is for, and the link to the event's page.
    fn links(self, language: Language, link: &str, page: &str) -> Vec<String> {
        let own = match self {
            Self::Requested => tr!(language, "registrations-mail-link-confirm", link = link, hours = registration_links::HOURS_TO_CONFIRM),
            // There is nothing left to change.
            Self::Erased | Self::AdditionCancelled | Self::Declined => return vec![tr!(language, "events-mail-page-link", link = page)],
            Self::Withdrawn => tr!(language, "registrations-mail-link-again", link = link),
            Self::AddedAfterwards => tr!(language, "registrations-mail-link-after", link = link),
            _ => tr!(language, "registrations-mail-link", link = link),
        };
        vec![own, tr!(language, "events-mail-page-link", link = page)]
    }
}

/// Writes a mail to the person registered, with a new link. `in_calendar`: an earlier mail may have put the event into their calendar, so this mail
/// takes it out if they have no seat any more.
pub(super) async fn notify(
    tx: &mut Tx,
    event: &Event,
    registration: &Registration,
    news: RegistrationNews,
    in_calendar: bool,
) -> Result<()> {
    let (token, recipient) = (tx.secret(), registration.recipient());
    if !matches!(news, RegistrationNews::Erased | RegistrationNews::AdditionCancelled) {
        registration_links::store(tx, &registration.id, &token, None).await?;
    }
    let organisers = agenda::organisers(tx, &event.id).await?;
    let event = &agenda::for_participant(tx, event, &organisers, registration.person.as_ref(), news.has_seat()).await?;
    let calendar = match (news.has_seat(), in_calendar) {
        (true, _) => Some(calendar(tx, event, &organisers, &recipient, Method::Request, RegistrationState::Confirmed)),
        (false, true) => Some(calendar(tx, event, &organisers, &recipient, Method::Cancel, RegistrationState::Withdrawn)),
        (false, false) => None,
    };
    post(tx, event, &recipient, (registration.presence, news), None, &token, calendar).await
}

/// Tells a decision with a letter, in place of the first sentence of the mail. `place`: on the waiting list. An empty letter is that of the program.
pub(super) async fn notify_decision(
    tx: &mut Tx,
    event: &Event,
    registration: &Registration,
    decision: RegistrationDecision,
    place: Option<i64>,
    letter: &str,
) -> Result<()> {
    let (token, recipient) = (tx.secret(), registration.recipient());
    let news = match decision {
        RegistrationDecision::Accepted => RegistrationNews::Confirmed,
        RegistrationDecision::Waiting => RegistrationNews::Waiting(place.unwrap_or(1)),
        RegistrationDecision::Declined => RegistrationNews::Declined,
    };
    registration_links::store(tx, &registration.id, &token, None).await?;
    let organisers = agenda::organisers(tx, &event.id).await?;
    let event = &agenda::for_participant(tx, event, &organisers, registration.person.as_ref(), news.has_seat()).await?;
    let letter = if letter.is_empty() { letters::default_letter(recipient.language, decision) } else { letter.to_owned() };
    // What people typed elsewhere stands for itself, not for Markdown.
    let values = [literal(&recipient.name), literal(&event.title)];
    let filled = marks::fill(&letter, &letters::LETTER_MARKS.into_iter().zip(values).collect::<Vec<_>>());
    let calendar = news.has_seat().then(|| calendar(tx, event, &organisers, &recipient, Method::Request, RegistrationState::Confirmed));
    post(tx, event, &recipient, (registration.presence, news), Some(filled), &token, calendar).await
}

/// Answers a guest's form, with a link that is already [stored](registration_links::store).
pub(super) async fn notify_guest(
    tx: &mut Tx,
    event: &Event,
    recipient: &MailRecipient,
    presence: Presence,
    news: RegistrationNews,
    token: &Secret,
) -> Result<()> {
    post(tx, event, recipient, (presence, news), None, token, None).await
}

async fn post(
    tx: &mut Tx,
    event: &Event,
    recipient: &MailRecipient,
    (presence, news): (Presence, RegistrationNews),
    letter: Option<String>,
    token: &Secret,
    calendar: Option<AttachedCalendar>,
) -> Result<()> {
    let language = recipient.language;
    let page = tx.link(&format!("/events/{}", event.slug));
    let first = letter.unwrap_or_else(|| news.fact(language, &event.title, presence));
    let mut paragraphs = vec![first, facts(language, event, presence, news)];
    paragraphs.extend(news.links(language, &registration_links::url(tx, token), &page));
    if calendar.as_ref().is_some_and(|attached| attached.method == Method::Cancel.code()) {
        paragraphs.insert(1, tr!(language, "registrations-mail-calendar-removal"));
    }
    if matches!(news, RegistrationNews::Requested) {
        paragraphs.push(tr!(language, "registrations-mail-to-confirm-more"));
    }
    let mails = EventMails::about(tx, event).await?;
    let content = MailContent {
        cause: news.cause(),
        subject: news.subject(language, &event.title, presence),
        body: paragraphs.join("\n\n"),
        why: news.why(language, &event.title),
        thread: mails.thread(&recipient.address),
        reply_to: mails.reply_to,
        calendar,
        ..MailContent::default()
    };
    if news == RegistrationNews::Erased {
        mail::post_and_erase(tx, recipient, &content).await
    } else {
        mail::post(tx, recipient, &content).await
    }
}

/// Time and place, as a list. The video link is included only for a person with a seat.
fn facts(language: Language, event: &Event, presence: Presence, news: RegistrationNews) -> String {
    let mut facts = vec![tr!(language, "registrations-mail-when", when = event.span(language))];
    if presence == Presence::OnSite && !event.place.is_empty() {
        facts.push(tr!(language, "registrations-mail-where", place = literal(&event.place)));
    }
    if event.mode == EventMode::Hybrid {
        facts.push(match presence {
            Presence::OnSite => tr!(language, "registrations-mail-on-site"),
            Presence::Online => tr!(language, "registrations-mail-online"),
        });
    }
    if news.has_seat() && !event.video_link.is_empty() {
        facts.push(tr!(language, "registrations-mail-video", link = event.video_link.as_str()));
    }
    facts.iter().map(|fact| format!("- {fact}")).collect::<Vec<_>>().join("\n")
}

fn calendar(
    tx: &Tx,
    event: &Event,
    organisers: &[Organiser],
    recipient: &MailRecipient,
    method: Method,
    standing: RegistrationState,
) -> AttachedCalendar {
    let attendee = Attendee { name: &recipient.name, address: &recipient.address, standing, at: tx.now };
    let link = tx.link(&format!("/events/{}", event.slug));
    AttachedCalendar {
        method: method.code(),
        calendar: calendar_entry::object(event, organisers, method, recipient.language, Some(&attendee), &link),
    }
}
