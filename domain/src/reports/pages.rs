//! The pages of figures: members on a day, events of a year, mailing lists of a year, the overlap of a federation's networks.

use super::disclosure::disclose;
use super::events::{YearEvents, events as events_of};
use super::figures_query::{FiguresQuery, ParsedQuery, last_day};
use super::label::{Label, Taxonomies};
use super::lists::{YearLists, first_year, of_year};
use super::overlap::{Overlap, disclose as disclose_overlap, overlap as overlap_of};
use super::participation::{KindTurnout, count_own, turnout as turnout_of};
use super::people::{PeopleFigures, people as count_people};
use super::register::{Histories, Register};
use super::snapshots::find_snapshot;
use super::turnover::{MembershipTurnover, turnover as count_turnover};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::EventKind;
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::networks::{self, NetworkCard, NetworkHead};
use crate::policy::{self, Act, Actor, Rights};
use crate::visible_networks;

/// The most events that a page lists; a longer list is only in the file.
pub const LISTED: usize = 120;

/// The most years that a page offers.
const MOST_YEARS: usize = 60;

/// The part that all pages of figures have in common.
#[derive(Debug, Clone)]
pub struct FiguresContext {
    pub head: NetworkHead,
    pub on: String,
    /// Whether that is today.
    pub is_today: bool,
    pub year: i32,
    /// Years that have figures, newest first.
    pub years: Vec<i32>,
    /// Kinds of organisation: code and name.
    pub organisations: Vec<(String, Label)>,
    /// Whether the reader may cross breakdowns and see small groups.
    pub reads_small: bool,
}

/// Members on a day, and the turnover of a year.
#[derive(Debug, Clone)]
pub struct MemberFigures {
    /// The network and the query.
    pub context: FiguresContext,
    /// The kind of organisation, if only its members are counted.
    pub organisations: Option<(String, Label)>,
    /// The members; small groups are merged if the reader must not see them.
    pub people: PeopleFigures,
    /// Whether the reader sees the breakdowns of that day, and not only the total.
    pub shows_breakdowns: bool,
    /// For a federation: each network below it that the reader may see, with its members. Empty if there is only one.
    pub networks: Vec<(NetworkCard, i64)>,
    pub turnover: MembershipTurnover,
}

/// The events of a year.
#[derive(Debug, Clone)]
pub struct EventFigures {
    /// The network and the query.
    pub context: FiguresContext,
    /// The kind of event, if only these are counted.
    pub kind: Option<EventKind>,
    pub events: YearEvents,
    /// Who registered and came, by kind of event and of organisation.
    pub turnout: KindTurnout,
}

/// The mailing lists of a year, and of the year before.
#[derive(Debug, Clone)]
pub struct ListFigures {
    /// The network and the query.
    pub context: FiguresContext,
    /// The lists; small numbers of authors are hidden if the reader must not see them.
    pub lists: YearLists,
    pub before: YearLists,
    /// Whether the year has ended.
    pub is_over: bool,
}

/// The networks of a federation, and how many people any two of them share.
#[derive(Debug, Clone)]
pub struct OverlapFigures {
    /// The network and the query.
    pub context: FiguresContext,
    /// The networks that the reader may see and that have members, by acronym.
    pub networks: Vec<NetworkCard>,
    /// People in both of two of them, as far as it may be shown.
    pub overlap: Overlap,
}

/// Members of a network at the end of a day, and who joined and left in its year. Ten queries, whatever the size of the network.
///
/// # Errors
/// [`crate::FieldProblem::NotADate`] on `on` or `year`.
pub async fn members(db: &Db, actor: &Actor, slug: &str, query: &FiguresQuery) -> Result<MemberFigures> {
    let mut tx = db.read().await?;
    let (context, parsed, taxonomies, rights) = load_context(&mut tx, actor, slug, query).await?;
    let network = &context.head.card.id;
    let organisations = context.organisations.iter().find(|(code, _)| context.reads_small && *code == parsed.organisations).cloned();
    let snapshot = if parsed.on == last_day(parsed.year) { find_snapshot(&mut tx, network, parsed.year).await? } else { None };
    let (people, turnover) = match snapshot {
        Some(year) if organisations.is_none() => (year.people, year.turnover),
        _ => {
            let code = organisations.as_ref().map_or("", |(code, _)| code);
            let histories = Histories::read(&mut tx, network).await?;
            let register = Register::of(&histories);
            (count_people(&mut tx, &taxonomies, &register, &parsed.on, code).await?, count_turnover(&register, parsed.year)?)
        }
    };
    let is_federation = !context.head.children.is_empty();
    let below = if is_federation { visible_below(&mut tx, actor, network).await? } else { Vec::new() };
    let counted = |card: NetworkCard| people.networks.get(card.id.as_str()).map(|count| (card, *count));
    let mut networks: Vec<_> = below.into_iter().filter_map(counted).collect();
    if networks.len() < 2 {
        // With one network only, the total says the same.
        networks.clear();
    }
    let is_over = parsed.on == last_day(parsed.year) && parsed.on.as_str() < rights.today();
    let shows_breakdowns = context.reads_small || context.is_today || is_over;
    let people = match (context.reads_small, shows_breakdowns) {
        (true, _) => people,
        (_, true) => people.for_public(),
        (_, false) => people.total_only(),
    };
    Ok(MemberFigures { organisations, people, shows_breakdowns, networks, turnover, context })
}

/// Events of a network in a year: those that it held or that a network below it held, each once. Twelve queries.
///
/// # Errors
/// [`crate::FieldProblem::NotADate`] on `year`.
pub async fn events(db: &Db, actor: &Actor, slug: &str, query: &FiguresQuery) -> Result<EventFigures> {
    events_listed(db, actor, slug, query, LISTED).await
}

/// [`events`], each with its turnout if there are no more than `most`.
pub(super) async fn events_listed(db: &Db, actor: &Actor, slug: &str, query: &FiguresQuery, most: usize) -> Result<EventFigures> {
    let mut tx = db.read().await?;
    let (context, parsed, _, rights) = load_context(&mut tx, actor, slug, query).await?;
    let (year, kind) = (parsed.year, parsed.kind);
    let (mut events, mut turnout) = match find_snapshot(&mut tx, &context.head.card.id, year).await? {
        Some(snapshot) => {
            let snapshot = snapshot.of_kind(kind);
            (snapshot.events, snapshot.turnout)
        }
        None => {
            let card = &context.head.card;
            let mut held = events_of(&mut tx, card, year, kind).await?;
            let turnout = turnout_of(&mut tx, &card.id, year, kind, &mut held).await?;
            if held.held.len() <= most {
                let histories = Histories::read(&mut tx, &card.id).await?;
                count_own(&mut tx, &Register::of(&histories), &card.id, year, kind, &mut held).await?;
            } else {
                held.held.iter_mut().for_each(|event| event.turnout = None);
            }
            (held, turnout)
        }
    };
    events.hide_private_titles(context.head.card.visibility);
    disclose(&mut tx, &rights, &context.head.card.id, year, &mut events).await?;
    if kind.is_some() && !context.reads_small {
        // This would cross two breakdowns.
        turnout.organisations.clear();
    }
    Ok(EventFigures { kind, events, turnout, context })
}

/// The mailing lists of a network in a year and in the year before, with those of the public networks below it. Eleven queries, however
/// many lists there are.
///
/// # Errors
/// [`crate::FieldProblem::NotADate`] on `year`.
pub async fn lists(db: &Db, actor: &Actor, slug: &str, query: &FiguresQuery) -> Result<ListFigures> {
    let mut tx = db.read().await?;
    let (mut context, parsed, ..) = load_context(&mut tx, actor, slug, query).await?;
    let network = &context.head.card.id;
    let mut lists = of_year(&mut tx, network, parsed.year).await?;
    let mut before = of_year(&mut tx, network, parsed.year - 1).await?;
    // An imported archive may be older than all members and events.
    let oldest = context.years.last().copied().into_iter().chain(first_year(&mut tx, network).await?).min();
    if let (Some(newest), Some(oldest)) = (context.years.first().copied(), oldest) {
        context.years = (oldest..=newest).rev().take(MOST_YEARS).collect();
    }
    if !context.reads_small {
        (lists, before) = (lists.for_public(), before.for_public());
    }
    Ok(ListFigures { is_over: parsed.year < tx.now.year(), lists, before, context })
}

/// How the networks of a federation overlap at the end of a day. Nine queries.
///
/// # Errors
/// [`Error::NotFound`] for a network with nothing below it; [`crate::FieldProblem::NotADate`] on `on`.
pub async fn overlap(db: &Db, actor: &Actor, slug: &str, query: &FiguresQuery) -> Result<OverlapFigures> {
    let mut tx = db.read().await?;
    let (context, parsed, ..) = load_context(&mut tx, actor, slug, query).await?;
    if context.head.children.is_empty() {
        return Err(Error::NotFound);
    }
    let network = &context.head.card.id;
    let counts = overlap_of(&Register::of(&Histories::read(&mut tx, network).await?), &parsed.on)?;
    let mut networks = visible_below(&mut tx, actor, network).await?;
    networks.retain(|card| counts.contains_key(&(card.id.to_string(), card.id.to_string())));
    let mut keys: Vec<&str> = networks.iter().map(|card| card.id.as_str()).collect();
    keys.sort_unstable();
    let overlap = disclose_overlap(&counts, &keys, context.reads_small);
    Ok(OverlapFigures { networks, overlap, context })
}

async fn load_context(
    tx: &mut Tx,
    actor: &Actor,
    slug: &str,
    query: &FiguresQuery,
) -> Result<(FiguresContext, ParsedQuery, Taxonomies, Rights)> {
    let rights = Rights::of(tx, actor).await?;
    let head = networks::head_in(tx, &rights, slug).await?;
    let parsed = query.parse(tx.now)?;
    let taxonomies = Taxonomies::read(tx).await?;
    let context = FiguresContext {
        on: parsed.on.clone(),
        is_today: parsed.on == rights.today(),
        year: parsed.year,
        years: years(tx, parsed.year).await?,
        organisations: taxonomies.organisations.clone(),
        reads_small: policy::allows(&rights, Act::SeeSmallGroups(&head.card.id)),
        head,
    };
    Ok((context, parsed, taxonomies, rights))
}

/// From the first year that the instance has data about to the current one, or to the requested one.
pub(super) async fn years(tx: &mut Tx, requested: i32) -> Result<Vec<i32>> {
    let present = tx.now.year();
    let first: Option<String> = sqlx::query_scalar(
        "SELECT MIN(x.day) FROM (SELECT MIN(at) AS day FROM membership_change UNION ALL SELECT MIN(starts_at) FROM event) x",
    )
    .fetch_one(&mut **tx)
    .await?;
    let first = first.and_then(|day| day.get(..4)?.parse().ok()).unwrap_or(present).min(requested);
    Ok((first..=present.max(requested)).rev().take(MOST_YEARS).collect())
}

/// The network itself and every network below it that the reader may see, by acronym.
async fn visible_below(conn: &mut Tx, actor: &Actor, network: &NetworkId) -> Result<Vec<NetworkCard>> {
    let today = conn.now.today();
    let key = if let Actor::Person(person) = actor { person.as_str() } else { "" };
    let conn: &mut Conn = conn;
    Ok(sqlx::query_as(concat!(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language
           FROM counted_below b JOIN network n ON n.id = b.below WHERE b.network = $3 AND ",
        visible_networks!(),
        " ORDER BY lower(n.acronym), n.id"
    ))
    .bind_all((key, today, network))
    .fetch_all(conn)
    .await?)
}
