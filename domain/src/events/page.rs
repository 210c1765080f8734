//! The page of an event: everything the reader may know of it.

use super::{Event, Material, Organiser, Seats, Talk, cards, event_access, find, materials, programme};
use crate::attendance::{self, HalfDay};
use crate::db::{Conn, Db};
use crate::enums::{EventState, OrganiserState};
use crate::error::Result;
use crate::pages::{self, PageLink};
use crate::policy::{self, Act, Actor};
use crate::registrations::{self, RegistrationBox};

#[derive(Debug, Clone)]
pub struct EventPage {
    /// The event. Its video link is empty for readers who may not see it.
    pub event: Event,
    /// The organisers the reader may know of, the lead first. Coordinators of the event also get the invited networks.
    pub organisers: Vec<Organiser>,
    /// The name of its region, in French and in English.
    pub region: Option<(String, String)>,
    pub talks: Vec<Talk>,
    pub materials: Vec<Material>,
    /// Its pages, as far as the reader may read them.
    pub pages: Vec<PageLink>,
    pub seats_taken: Seats,
    /// The reader's own registration and what they can do about it.
    pub registration: RegistrationBox,
    /// Whether there is a video meeting, also for readers who may not see its link.
    pub has_video_link: bool,
    /// The attendance, once it is over.
    pub attendance: Option<EventTurnout>,
    pub may: EventMay,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventTurnout {
    /// The number of people with a seat, and how many of them were marked present at least once. For coordinators of its organisers only.
    pub marked: Option<(i64, i64)>,
    /// The half-days at which the reader was marked present.
    pub own: Vec<HalfDay>,
}

/// What the policy allows the reader to do with the event. The page shows only actions that will work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMay {
    /// Edit, publish, postpone and cancel it.
    pub edit: bool,
    /// Read the registrations and mark attendance.
    pub see_registrations: bool,
    /// See the video link, even if there is none yet.
    pub see_video_link: bool,
    /// The network whose list the reader can use to write to participants: the lead if they may, else a co-organiser.
    pub write_from: Option<Organiser>,
    /// The networks for which the reader can answer an invitation.
    pub answer_for: Vec<Organiser>,
}

impl EventPage {
    /// The organisers: the lead and the networks that accepted.
    pub fn active_organisers(&self) -> impl Iterator<Item = &Organiser> {
        self.organisers.iter().filter(|organiser| matches!(organiser.state, OrganiserState::Lead | OrganiserState::Accepted))
    }

    /// The lead network.
    pub fn lead(&self) -> Option<&Organiser> {
        self.organisers.iter().find(|organiser| organiser.state == OrganiserState::Lead)
    }

    /// The seats left; `None`: no limit.
    pub fn seats_left(&self) -> Option<i64> {
        self.seats_taken.left(self.event.mode, self.event.seats_on_site, self.event.seats_online)
    }
}

/// The page of an event, for `actor`.
///
/// # Errors
/// [`crate::Error::NotFound`] for an event that `actor` may not know of.
pub async fn page(db: &Db, actor: &Actor, slug: &str) -> Result<EventPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (event, organisers) = find(&mut tx, &rights, slug).await?;
    let event_access = event_access(&event, &organisers)?;
    let edit = policy::allows(&rights, Act::EditEvent(&event_access));
    let now = tx.now;
    let registration = registrations::registration_box(&mut tx, &rights, &event, &organisers, now).await?;
    let see_video_link = policy::allows(&rights, Act::SeeVideoLink(&event_access, registration.has_seat()));
    let attendance = if event.is_past(now) && event.state == EventState::Published {
        Some(turnout(&mut tx, &event, &registration, policy::allows(&rights, Act::SeeRegistrations(&event_access))).await?)
    } else {
        None
    };
    let can_answer = |organiser: &&Organiser| {
        organiser.state != OrganiserState::Lead && policy::allows(&rights, Act::AnswerInvitation(&organiser.network))
    };
    let can_write = |organiser: &&Organiser| {
        matches!(organiser.state, OrganiserState::Lead | OrganiserState::Accepted)
            && policy::allows(&rights, Act::WriteMessages(&organiser.network))
    };
    let may = EventMay {
        edit,
        see_registrations: policy::allows(&rights, Act::SeeRegistrations(&event_access)),
        see_video_link,
        write_from: organisers.iter().find(can_write).cloned(),
        answer_for: organisers.iter().filter(can_answer).cloned().collect(),
    };
    let is_visible = |organiser: &Organiser| match organiser.state {
        OrganiserState::Lead | OrganiserState::Accepted => cards::may_see_organiser(&rights, organiser),
        OrganiserState::Invited | OrganiserState::Declined => edit || rights.coordinates(&organiser.network),
    };
    Ok(EventPage {
        region: region(&mut tx, event.region.as_deref()).await?,
        talks: programme::talks(&mut tx, &event.id).await?,
        materials: materials::materials_of(&mut tx, &event.id).await?,
        pages: pages::list_pages(&mut tx, &rights, event.id.as_str()).await?,
        seats_taken: registration.seats(),
        organisers: organisers.into_iter().filter(|organiser| edit || is_visible(organiser)).collect(),
        has_video_link: !event.video_link.is_empty(),
        attendance,
        event: Event { video_link: if see_video_link { event.video_link.clone() } else { String::new() }, ..event },
        registration,
        may,
    })
}

async fn turnout(conn: &mut Conn, event: &Event, registration: &RegistrationBox, sees_registrations: bool) -> Result<EventTurnout> {
    let own = match registration.standing.as_ref().filter(|_| registration.has_seat()) {
        Some(standing) => attendance::attended_half_days(conn, event, &standing.registration).await?,
        None => Vec::new(),
    };
    let marked =
        if sees_registrations { Some((registration.seats().confirmed(), attendance::count_present(conn, &event.id).await?)) } else { None };
    Ok(EventTurnout { marked, own })
}

async fn region(conn: &mut Conn, code: Option<&str>) -> Result<Option<(String, String)>> {
    let Some(code) = code else { return Ok(None) };
    Ok(sqlx::query_as("SELECT name_fr, name_en FROM region WHERE code = $1").bind(code).fetch_optional(conn).await?)
}
