//! The rules of a list: which parts of the register read it without a subscription.

use super::List;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::ListRuleKind;
use crate::error::{FieldProblem, Result};
use crate::ids::{ListId, NetworkId};
use crate::policy::{self, Act, Rights};
use crate::{visible_events, visible_networks};

/// The most events that a form offers.
const MOST_EVENTS: i64 = 50;

/// A rule of a form: its kind and the slug of a network or event, as in `below:comet`; and the network's acronym or the event's title.
pub type RuleChoice = (String, ListRuleKind, String);

/// A rule as stored: its kind, and a network or an event.
pub(super) type ListRule = (ListRuleKind, String);

/// The rules that a list of this network may have: the members of the network and of the networks below it that the actor sees; for coordinators, the
/// participants of its events to come, and of those that the list has already.
pub(super) async fn choices(tx: &mut Tx, rights: &Rights, network: &NetworkId, list: Option<&List>) -> Result<Vec<RuleChoice>> {
    let networks: Vec<(String, String, i64)> = sqlx::query_as(concat!(
        "SELECT n.slug, n.acronym, (SELECT COUNT(*) FROM counted_below c WHERE c.network = n.id AND c.below <> n.id)
           FROM network_below b JOIN network n ON n.id = b.below WHERE b.network = $3 AND (n.visibility = 'public' OR n.id = $3) AND ",
        visible_networks!(),
        " ORDER BY CASE WHEN n.id = $3 THEN 0 ELSE 1 END, lower(n.acronym), n.id"
    ))
    .bind_all((rights.key(), rights.today(), network))
    .fetch_all(&mut **tx)
    .await?;
    let mut choices = Vec::new();
    for (slug, acronym, below) in networks {
        choices.push((format!("{}:{slug}", ListRuleKind::Members), ListRuleKind::Members, acronym.clone()));
        if below > 0 {
            choices.push((format!("{}:{slug}", ListRuleKind::Below), ListRuleKind::Below, acronym));
        }
    }
    if policy::allows(rights, Act::WriteMessages(network)) {
        let rule = |(slug, title): (String, String)| (format!("{}:{slug}", ListRuleKind::Participants), ListRuleKind::Participants, title);
        choices.extend(events(tx, rights, network, list).await?.into_iter().map(rule));
    }
    Ok(choices)
}

/// The events whose participants may read a list of this network: slug and title. A private network has none, since they may not know of it.
async fn events(tx: &mut Tx, rights: &Rights, network: &NetworkId, list: Option<&List>) -> Result<Vec<(String, String)>> {
    Ok(sqlx::query_as(concat!(
        "SELECT e.slug, e.title FROM event e JOIN event_network h ON h.event = e.id AND h.network = $3 AND h.state IN ('lead', 'accepted')
           JOIN network n ON n.id = $3 AND n.visibility = 'public'
          WHERE e.registration <> 'none' AND (e.ends_at > $2 OR e.id IN (SELECT r.subject FROM list_rule r WHERE r.list = $4)) AND ",
        visible_events!(),
        " ORDER BY CASE WHEN e.id IN (SELECT r.subject FROM list_rule r WHERE r.list = $4) THEN 0 ELSE 1 END, e.starts_at, e.id LIMIT $5"
    ))
    .bind_all((rights.key(), rights.today(), network, list.map_or("", |list| list.id.as_str()), MOST_EVENTS))
    .fetch_all(&mut **tx)
    .await?)
}

/// The rules of a list, as in a form.
pub(super) async fn of_list(conn: &mut Conn, list: &List) -> Result<Vec<String>> {
    let rows: Vec<(ListRuleKind, String)> = sqlx::query_as(
        "SELECT r.kind, COALESCE(n.slug, e.slug) AS slug FROM list_rule r LEFT JOIN network n ON n.id = r.subject LEFT JOIN event e ON e.id = r.subject
          WHERE r.list = $1 AND (n.id IS NOT NULL OR e.id IS NOT NULL) ORDER BY slug, r.kind",
    )
    .bind(&list.id)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(kind, slug)| format!("{kind}:{slug}")).collect())
}

/// Reads rules as typed. Those that the list already has stay even if the actor can't see their network: a form never undoes what it does not show.
pub(super) async fn parse(
    conn: &mut Conn,
    offered: &[RuleChoice],
    before: &[String],
    typed: &[String],
) -> Result<Result<Vec<ListRule>, FieldProblem>> {
    let is_offered = |rule: &String| offered.iter().any(|(code, ..)| code == rule);
    let hidden = before.iter().filter(|rule| !is_offered(rule));
    let mut rules = Vec::new();
    for rule in typed.iter().filter(|rule| !rule.is_empty()).chain(hidden) {
        let Some((kind, slug)) = rule.split_once(':').filter(|_| is_offered(rule) || before.contains(rule)) else {
            return Ok(Err(FieldProblem::NotAChoice));
        };
        let Ok(kind) = ListRuleKind::parse(kind) else { return Ok(Err(FieldProblem::NotAChoice)) };
        let statement = match kind {
            ListRuleKind::Members | ListRuleKind::Below => "SELECT id FROM network WHERE slug = $1",
            ListRuleKind::Participants => "SELECT id FROM event WHERE slug = $1",
        };
        let subject: Option<String> = sqlx::query_scalar(statement).bind(slug).fetch_optional(&mut *conn).await?;
        let Some(subject) = subject else { return Ok(Err(FieldProblem::NotAChoice)) };
        rules.push((kind, subject));
    }
    rules.sort_unstable();
    rules.dedup();
    Ok(Ok(rules))
}

/// Replaces the rules of a list.
pub(super) async fn replace(conn: &mut Conn, list: &ListId, rules: &[ListRule]) -> Result<()> {
    sqlx::query("DELETE FROM list_rule WHERE list = $1").bind(list).execute(&mut *conn).await?;
    for (kind, subject) in rules {
        sqlx::query("INSERT INTO list_rule (list, kind, subject) VALUES ($1, $2, $3)")
            .bind_all((list, *kind, subject))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
