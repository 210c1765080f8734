//! The content of a review, independent of any language: it is read in French and in English, today and in ten years.

use serde::{Deserialize, Serialize};

use super::super::figures_query::last_day;
use super::super::k_anonymity::merged;
use super::super::label::{Label, ReportShare, Taxonomies, shares};
use super::super::lists::{YearLists, frozen_or_counted};
use super::super::snapshots::{YearSnapshot, find_snapshot};
use super::super::{KindTurnout, MembershipTurnover, PeopleFigures, YearEvents};
use crate::db::{BindAll, Conn, Tx};
use crate::error::Result;
use crate::ids::NetworkId;
use crate::networks::NetworkHead;
use crate::people::names;

/// The version of the stored format; later versions read earlier ones.
const VERSION: u32 = 1;

/// The whole content of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewContent {
    version: u32,
    pub year: i32,
    pub acronym: String,
    pub name: String,
    pub now: YearFigures,
    /// The figures of the year before; `None` if there was no data yet.
    pub before: Option<YearFigures>,
    /// The first year whose events are known here; `None` in reviews stored before this was recorded.
    #[serde(default)]
    pub events_since: Option<i32>,
    /// Networks below it: acronym, members, members in the year before.
    pub networks: Vec<(String, i64, i64)>,
    /// Who held which mandate in that year.
    pub committees: Vec<SeatedCommittee>,
    /// The highlights of the year, in Markdown.
    pub highlights: String,
    /// The plans for the next year, in Markdown.
    pub plans: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearFigures {
    /// Members at the end of the year, or on the day of counting if the year is not over.
    pub people: PeopleFigures,
    #[serde(rename = "moves")]
    pub turnover: MembershipTurnover,
    pub events: YearEvents,
    /// Registrations and attendance, by kind of event.
    pub turnout: KindTurnout,
    /// Registrations by kind of organisation.
    pub organisations: Vec<ReportShare>,
    /// The mailing lists; `None` in reviews adopted before they were counted.
    #[serde(default)]
    pub lists: Option<YearLists>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatedCommittee {
    pub name: String,
    /// Its members, by the start of their mandates.
    pub seats: Vec<CommitteeSeat>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitteeSeat {
    /// The name of its holder.
    pub name: String,
    pub role: String,
    /// The first day.
    pub started_on: String,
    /// The last day, if it has one.
    pub ended_on: Option<String>,
}

impl YearFigures {
    fn of(year: YearSnapshot, taxonomies: &Taxonomies) -> Self {
        let organisations = year.turnout.organisations.iter().map(|(code, turnout)| (code.as_str(), turnout.registered)).collect();
        let mut events = year.events;
        for event in &mut events.held {
            // The page of figures breaks down each event by organisation; a review only breaks down the year.
            if let Some(turnout) = &mut event.turnout {
                turnout.own = 0;
            }
        }
        Self {
            people: year.people.for_public(),
            turnover: year.turnover,
            events,
            turnout: KindTurnout { organisations: Default::default(), ..year.turnout },
            organisations: merged(&shares(&taxonomies.organisations, &organisations)),
            lists: year.lists.map(YearLists::for_public),
        }
    }

    fn is_empty(&self) -> bool {
        self.people.total == 0 && self.events.held.is_empty()
    }
}

impl ReviewContent {
    /// The day of its figures, if the year was not over then.
    pub fn unfinished_on(&self) -> Option<&str> {
        let on = self.now.people.on.as_str();
        (on < last_day(self.year).as_str()).then_some(on)
    }

    /// The year before, if its events are known: having no events is a fact only of a year in which events were recorded here.
    pub(super) fn before_with_events(&self) -> Option<&YearFigures> {
        let known = self.events_since.is_some_and(|since| since < self.year);
        self.before.as_ref().filter(|before| known || !before.events.held.is_empty())
    }
}

/// Counts the content of a review, as of now; `today` decides whether the year is over. About twenty queries.
pub(super) async fn build(tx: &mut Tx, head: &NetworkHead, year: i32, highlights: &str, plans: &str) -> Result<ReviewContent> {
    let taxonomies = Taxonomies::read(tx).await?;
    let today = tx.now.today();
    let on = last_day(year).min(today);
    let now = counted(tx, &taxonomies, head, year, &on).await?;
    let before = counted(tx, &taxonomies, head, year - 1, &last_day(year - 1)).await?;
    let networks = if head.children.is_empty() { Vec::new() } else { below(tx, &head.card.id).await? };
    let members = |counted: &YearFigures, key: &str| counted.people.networks.get(key).copied().unwrap_or(0);
    let networks = networks
        .into_iter()
        .map(|(key, acronym)| (acronym, members(&now, &key), members(&before, &key)))
        .filter(|(_, now, before)| now + before > 0)
        .collect();
    let events_since = events_since(tx, &head.card.id).await?;
    Ok(ReviewContent {
        version: VERSION,
        year,
        acronym: head.card.acronym.clone(),
        name: head.card.name.clone(),
        networks,
        events_since,
        committees: committees(tx, &head.card.id, year).await?,
        highlights: highlights.to_owned(),
        plans: plans.to_owned(),
        before: Some(before).filter(|before| !before.is_empty()),
        now,
    })
}

async fn counted(conn: &mut Conn, taxonomies: &Taxonomies, head: &NetworkHead, year: i32, on: &str) -> Result<YearFigures> {
    let snapshot = if on == last_day(year) { find_snapshot(conn, &head.card.id, year).await? } else { None };
    let mut figures = match snapshot {
        Some(snapshot) => snapshot,
        None => YearSnapshot::count(conn, taxonomies, &head.card, year, on).await?,
    };
    figures.lists = Some(frozen_or_counted(conn, &head.card.id, year, figures.lists).await?);
    Ok(YearFigures::of(figures, taxonomies))
}

/// The year in which the network was created here, or that of its first event if earlier.
async fn events_since(conn: &mut Conn, network: &NetworkId) -> Result<Option<i32>> {
    let first: Option<String> = sqlx::query_scalar(
        "SELECT MIN(x.day) FROM (
           SELECT n.created_at AS day FROM network n WHERE n.id = $1
           UNION ALL
           SELECT MIN(e.starts_local) FROM counted_below b
             JOIN event_network h ON h.network = b.below AND h.state IN ('lead', 'accepted') JOIN event e ON e.id = h.event
            WHERE b.network = $1 AND e.state = 'published' AND e.kind <> 'deadline') x",
    )
    .bind(network)
    .fetch_one(conn)
    .await?;
    Ok(first.and_then(|day| day.get(..4)?.parse().ok()))
}

/// The public networks below it, by acronym: key and acronym.
async fn below(conn: &mut Conn, network: &NetworkId) -> Result<Vec<(String, String)>> {
    Ok(sqlx::query_as(
        "SELECT n.id, n.acronym FROM counted_below b JOIN network n ON n.id = b.below
          WHERE b.network = $1 ORDER BY lower(n.acronym), n.id",
    )
    .bind(network)
    .fetch_all(conn)
    .await?)
}

/// Who held which mandate at any time of the year.
async fn committees(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<Vec<SeatedCommittee>> {
    type Row = (String, String, String, String, String, String, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT c.id, c.name, p.given_name, p.family_name, m.role, m.started_on, m.ended_on
           FROM committee c JOIN mandate m ON m.committee = c.id JOIN person p ON p.id = m.person
          WHERE c.network = $1 AND m.started_on <= $3 AND (m.ended_on IS NULL OR m.ended_on >= $2)
          ORDER BY c.position, c.id, m.started_on, p.sort_name, m.id",
    )
    .bind_all((network, format!("{year}-01-01"), last_day(year)))
    .fetch_all(conn)
    .await?;
    let seat = |row: &Row| CommitteeSeat {
        name: names::full(&row.2, &row.3),
        role: row.4.clone(),
        started_on: row.5.clone(),
        ended_on: row.6.clone(),
    };
    let committee = |rows: &[Row]| SeatedCommittee { name: rows[0].1.clone(), seats: rows.iter().map(seat).collect() };
    Ok(rows.chunk_by(|one, next| one.0 == next.0).map(committee).collect())
}

/// The parts of this year beside those of the year before, matched by name. A missing part counts as zero, unless small groups are merged:
/// it may be one of them.
pub(super) fn beside(now: &[ReportShare], before: Option<&[ReportShare]>) -> Vec<(Label, Option<i64>, Option<i64>)> {
    let count = |shares: &[ReportShare], label: &Label| shares.iter().find(|share| share.label == *label).map(|share| share.count);
    let known = |shares: &[ReportShare], label: &Label| {
        let hidden = *label == Label::Others || count(shares, &Label::Others).is_some();
        count(shares, label).or((!hidden).then_some(0))
    };
    let dropped = before.unwrap_or_default().iter().map(|share| &share.label).filter(|label| count(now, label).is_none());
    let labels = now.iter().map(|share| &share.label).chain(dropped);
    labels.map(|label| (label.clone(), known(now, label), before.and_then(|before| known(before, label)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_not_there_is_nobody_unless_it_may_stand_among_others() {
        let named = |code: &str| Label::Named(code.to_owned(), code.to_owned());
        let share = |label: &Label, count| ReportShare { label: label.clone(), count };
        let (agency, company) = (named("agency"), named("company"));
        let all = [share(&agency, 9), share(&company, 6)];
        let rows =
            |before: Option<&[ReportShare]>| beside(&all, before).into_iter().map(|(_, now, before)| (now, before)).collect::<Vec<_>>();
        assert_eq!(rows(Some(&all[..1])), [(Some(9), Some(9)), (Some(6), Some(0))]);
        let some_hidden = [share(&agency, 9), share(&Label::Others, 7)];
        assert_eq!(rows(Some(&some_hidden)), [(Some(9), Some(9)), (Some(6), None), (None, Some(7))]);
        assert_eq!(rows(None), [(Some(9), None), (Some(6), None)]);
    }
}
