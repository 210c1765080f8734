//! The rules of a list: which parts of the register read it without a subscription.

use super::List;
use crate::db::{BindAll, Conn, Tx};
use crate::enums::ListRuleKind;
use crate::error::{FieldProblem, Result};
use crate::ids::{ListId, NetworkId};
use crate::policy::Rights;
use crate::visible_networks;

/// A rule of a form: its kind and the network's slug, as in `below:comet`; and the network's acronym.
pub type RuleChoice = (String, ListRuleKind, String);

/// The rules that a list of this network may have: the members of the network and of the networks below it that the actor sees.
pub(super) async fn choices(tx: &mut Tx, rights: &Rights, network: &NetworkId) -> Result<Vec<RuleChoice>> {
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
    Ok(choices)
}

/// The rules of a list, as in a form.
pub(super) async fn of_list(conn: &mut Conn, list: &List) -> Result<Vec<String>> {
    let rows: Vec<(ListRuleKind, String)> = sqlx::query_as(
        "SELECT r.kind, n.slug FROM list_rule r JOIN network n ON n.id = r.subject WHERE r.list = $1 ORDER BY n.slug, r.kind",
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
) -> Result<Result<Vec<(ListRuleKind, NetworkId)>, FieldProblem>> {
    let is_offered = |rule: &String| offered.iter().any(|(code, ..)| code == rule);
    let hidden = before.iter().filter(|rule| !is_offered(rule));
    let mut rules = Vec::new();
    for rule in typed.iter().filter(|rule| !rule.is_empty()).chain(hidden) {
        let Some((kind, slug)) = rule.split_once(':').filter(|_| is_offered(rule) || before.contains(rule)) else {
            return Ok(Err(FieldProblem::NotAChoice));
        };
        let (Ok(kind), Some(network)) = (
            ListRuleKind::parse(kind),
            sqlx::query_scalar("SELECT id FROM network WHERE slug = $1").bind(slug).fetch_optional(&mut *conn).await?,
        ) else {
            return Ok(Err(FieldProblem::NotAChoice));
        };
        rules.push((kind, network));
    }
    rules.sort_unstable();
    rules.dedup();
    Ok(Ok(rules))
}

/// Replaces the rules of a list.
pub(super) async fn replace(conn: &mut Conn, list: &ListId, rules: &[(ListRuleKind, NetworkId)]) -> Result<()> {
    sqlx::query("DELETE FROM list_rule WHERE list = $1").bind(list).execute(&mut *conn).await?;
    for (kind, network) in rules {
        sqlx::query("INSERT INTO list_rule (list, kind, subject) VALUES ($1, $2, $3)")
            .bind_all((list, *kind, network))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
