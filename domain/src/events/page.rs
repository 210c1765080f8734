//! The page of an event: everything the reader may know of it.

use super::{Event, Material, Organiser, Seats, Talk, cards, find, holding, materials, programme};
use crate::attendance::{self, HalfDay};
use crate::db::{Conn, Db};
use crate::enums::{EventState, HolderState};
use crate::error::Result;
use crate::pages::{self, PageLink};
use crate::policy::{self, Act, Actor};
use crate::registrations::{self, RegistrationBox};

/// The page of an event.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// The event. Its video link is empty for readers who may not see it.
    pub event: Event,
    /// The organisers the reader may know of, the lead first. Coordinators of the event also get the invited networks.
    pub holders: Vec<Organiser>,
    /// The name of its region, in French and in English.
    pub region: Option<(String, String)>,
    /// Its programme, in order.
    pub talks: Vec<Talk>,
    /// Its materials.
    pub materials: Vec<Material>,
    /// Its pages, as far as the reader may read them.
    pub pages: Vec<PageLink>,
    /// The seats taken.
    pub taken: Seats,
    /// The reader's own registration and what they can do about it.
    pub desk: RegistrationBox,
    /// Whether there is a video meeting, also for readers who may not see its link.
    pub has_video_link: bool,
    /// The attendance, once it is over.
    pub attendance: Option<EventTurnout>,
    /// What the reader may do.
    pub may: EventMay,
}

/// The attendance of a past event.
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
    pub fn held_by(&self) -> impl Iterator<Item = &Organiser> {
        self.holders.iter().filter(|holder| matches!(holder.state, HolderState::Lead | HolderState::Accepted))
    }

    /// The lead network.
    pub fn lead(&self) -> Option<&Organiser> {
        self.holders.iter().find(|holder| holder.state == HolderState::Lead)
    }

    /// The seats left; `None`: no limit.
    pub fn seats_left(&self) -> Option<i64> {
        self.taken.left(self.event.mode, self.event.seats_on_site, self.event.seats_online)
    }
}

/// The page of an event, for `who`.
///
/// # Errors
/// [`crate::Error::NotFound`] for an event that `who` may not know of.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<EventPage> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (event, holders) = find(&mut tx, &rights, slug).await?;
    let holding = holding(&event, &holders)?;
    let edit = policy::allows(&rights, Act::EditEvent(&holding));
    let now = tx.now;
    let desk = registrations::desk(&mut tx, &rights, &event, &holders, now).await?;
    let see_video_link = policy::allows(&rights, Act::SeeVideoLink(&holding, desk.has_seat()));
    let attendance = if event.is_past(now) && event.state == EventState::Published {
        Some(turnout(&mut tx, &event, &desk, policy::allows(&rights, Act::SeeRegistrations(&holding))).await?)
    } else {
        None
    };
    let asked = |holder: &&Organiser| holder.state != HolderState::Lead && policy::allows(&rights, Act::AnswerInvitation(&holder.network));
    let writes = |holder: &&Organiser| {
        matches!(holder.state, HolderState::Lead | HolderState::Accepted) && policy::allows(&rights, Act::WriteMessages(&holder.network))
    };
    let may = EventMay {
        edit,
        see_registrations: policy::allows(&rights, Act::SeeRegistrations(&holding)),
        see_video_link,
        write_from: holders.iter().find(writes).cloned(),
        answer_for: holders.iter().filter(asked).cloned().collect(),
    };
    let known = |holder: &Organiser| match holder.state {
        HolderState::Lead | HolderState::Accepted => cards::is_known(&rights, holder),
        HolderState::Invited | HolderState::Declined => edit || rights.coordinates(&holder.network),
    };
    Ok(EventPage {
        region: region(&mut tx, event.region.as_deref()).await?,
        talks: programme::talks(&mut tx, &event.id).await?,
        materials: materials::kept(&mut tx, &event.id).await?,
        pages: pages::listed(&mut tx, &rights, event.id.as_str()).await?,
        taken: desk.seats(),
        holders: holders.into_iter().filter(|holder| edit || known(holder)).collect(),
        has_video_link: !event.video_link.is_empty(),
        attendance,
        event: Event { video_link: if see_video_link { event.video_link.clone() } else { String::new() }, ..event },
        desk,
        may,
    })
}

async fn turnout(conn: &mut Conn, event: &Event, desk: &RegistrationBox, holds: bool) -> Result<EventTurnout> {
    let own = match desk.standing.as_ref().filter(|_| desk.has_seat()) {
        Some(standing) => attendance::present(conn, event, &standing.registration).await?,
        None => Vec::new(),
    };
    let marked = if holds { Some((desk.seats().confirmed(), attendance::count_present(conn, &event.id).await?)) } else { None };
    Ok(EventTurnout { marked, own })
}

async fn region(conn: &mut Conn, code: Option<&str>) -> Result<Option<(String, String)>> {
    let Some(code) = code else { return Ok(None) };
    Ok(sqlx::query_as("SELECT name_fr, name_en FROM region WHERE code = $1").bind(code).fetch_optional(conn).await?)
}
