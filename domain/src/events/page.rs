//! An event's page: everything a reader may know of it.

use super::{Event, Material, Organiser, Seats, Talk, cards, find, holding, materials, programme};
use crate::attendance::{self, HalfDay};
use crate::db::{Conn, Db};
use crate::enums::{EventState, HolderState};
use crate::error::Result;
use crate::pages::{self, PageLink};
use crate::policy::{self, Act, Actor};
use crate::registrations::{self, RegistrationBox};

/// An event's page.
#[derive(Debug, Clone)]
pub struct EventPage {
    /// The event. Its video link is empty for those who may not see it.
    pub event: Event,
    /// The networks that hold it, the lead first: those that the reader may know of. For its coordinators, those that were asked too.
    pub holders: Vec<Organiser>,
    /// The name of its region, in French and in English.
    pub region: Option<(String, String)>,
    /// Its programme, in order.
    pub talks: Vec<Talk>,
    /// What is kept of it.
    pub materials: Vec<Material>,
    /// Its pages that the reader may read.
    pub pages: Vec<PageLink>,
    /// The seats that are taken.
    pub taken: Seats,
    /// What the reader can do about a seat.
    pub desk: RegistrationBox,
    /// Whether there is a video meeting, also for those who may not see its link.
    pub has_video_link: bool,
    /// Once it is over: who came.
    pub attendance: Option<EventTurnout>,
    /// What the reader may do.
    pub may: EventMay,
}

/// Who came to an event that is over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventTurnout {
    /// People with a seat, and how many of them were marked as present once at least: for those who hold the event.
    pub marked: Option<(i64, i64)>,
    /// The half-days for which the reader was marked as present.
    pub own: Vec<HalfDay>,
}

/// What the reader of an event's page may do with it: what the policy says, for pages that show only what will work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMay {
    /// Change it, publish, postpone, cancel it.
    pub edit: bool,
    /// Read who registered, and mark who came.
    pub see_registrations: bool,
    /// See the link of the video meeting, even if there is none yet.
    pub see_video_link: bool,
    /// The network by whose list the reader can write to the people registered: the lead, if they may, else one that holds the event too.
    pub write_from: Option<Organiser>,
    /// The networks for which the reader can answer whether they hold it too.
    pub answer_for: Vec<Organiser>,
}

impl EventPage {
    /// The networks that hold it: the lead and those that accepted.
    pub fn held_by(&self) -> impl Iterator<Item = &Organiser> {
        self.holders.iter().filter(|holder| matches!(holder.state, HolderState::Lead | HolderState::Accepted))
    }

    /// The lead network.
    pub fn lead(&self) -> Option<&Organiser> {
        self.holders.iter().find(|holder| holder.state == HolderState::Lead)
    }

    /// What is left of its seats; `None`: as many as come.
    pub fn seats_left(&self) -> Option<i64> {
        self.taken.left(self.event.mode, self.event.seats_on_site, self.event.seats_online)
    }
}

/// An event's page, for `who`.
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
