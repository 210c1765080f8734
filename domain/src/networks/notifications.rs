//! The mails about placements: to the coordinators of a network that is asked, and to those of the network that asked.

use super::NetworkCard;
use crate::db::Tx;
use crate::enums::{Language, PlacementState};
use crate::error::Result;
use crate::ids::PersonId;
use crate::mail::{self, MailContent, ReplyTo};
use crate::memberships;
use formats::markdown::literal;
use words::tr;

/// Tells the coordinators of `parent` that `child` asks to be placed below it. At most once a day for each pair of networks.
pub(super) async fn requested(tx: &mut Tx, child: &NetworkCard, parent: &NetworkCard) -> Result<()> {
    let link = tx.link(&format!("/networks/{}/below", parent.slug));
    let (child_name, name, acronym) = (child.acronym.as_str(), child.name.as_str(), parent.acronym.as_str());
    let once = format!("network.requested:{}:{}:{}", child.id, parent.id, tx.now.today());
    notify_coordinators(tx, parent, child, "network.requested", &once, |language| {
        (
            tr!(language, "networks-mail-requested-subject", child = child_name, network = acronym),
            [
                tr!(language, "networks-mail-requested", child = child_name, name = literal(name), network = acronym),
                tr!(language, "networks-mail-requested-effects", network = acronym),
                tr!(language, "networks-mail-requested-link", link = link.as_str()),
            ]
            .join("\n\n"),
        )
    })
    .await
}

/// Tells the coordinators of `child` the answer, or that an accepted placement has ended.
pub(super) async fn answered(
    tx: &mut Tx,
    child: &NetworkCard,
    parent: &NetworkCard,
    before: PlacementState,
    now: PlacementState,
) -> Result<()> {
    let link = tx.link(&format!("/networks/{}", child.slug));
    let (child_name, acronym) = (child.acronym.as_str(), parent.acronym.as_str());
    let once = format!("network.answered:{}:{}:{now}:{}", child.id, parent.id, tx.now);
    notify_coordinators(tx, child, parent, "network.answered", &once, |language| {
        let (subject, text) = match (before, now) {
            (_, PlacementState::Accepted) => (
                tr!(language, "networks-mail-accepted-subject", child = child_name, network = acronym),
                tr!(language, "networks-mail-accepted", child = child_name, network = acronym),
            ),
            (PlacementState::Accepted, _) => (
                tr!(language, "networks-mail-ended-subject", child = child_name, network = acronym),
                tr!(language, "networks-mail-ended", child = child_name, network = acronym),
            ),
            _ => (
                tr!(language, "networks-mail-declined-subject", child = child_name, network = acronym),
                tr!(language, "networks-mail-declined", child = child_name, network = acronym),
            ),
        };
        let see = tr!(language, "networks-mail-page-link", link = link.as_str());
        (subject, [text, see].join("\n\n"))
    })
    .await
}

/// Tells the coordinators of every network directly below that its members are members of `network` from now on. At most once a day. The members of
/// networks further below become members too, but their coordinators are not notified.
pub(super) async fn included(tx: &mut Tx, network: &NetworkCard) -> Result<()> {
    let children: Vec<NetworkCard> = sqlx::query_as(
        "SELECT n.id, n.slug, n.acronym, n.name, n.kind, n.summary, n.hue, n.visibility, n.language
           FROM network_parent p JOIN network n ON n.id = p.child WHERE p.parent = $1 AND p.state = 'accepted' ORDER BY n.id",
    )
    .bind(&network.id)
    .fetch_all(&mut **tx)
    .await?;
    let link = tx.link(&format!("/networks/{}", network.slug));
    let acronym = network.acronym.as_str();
    for child in children {
        let once = format!("network.included:{}:{}:{}", child.id, network.id, tx.now.today());
        let child_name = child.acronym.as_str();
        notify_coordinators(tx, &child, network, "network.included", &once, |language| {
            (
                tr!(language, "networks-mail-included-subject", child = child_name, network = acronym),
                [
                    tr!(language, "networks-mail-included", child = child_name, network = acronym),
                    tr!(language, "networks-mail-page-link", link = link.as_str()),
                ]
                .join("\n\n"),
            )
        })
        .await?;
    }
    Ok(())
}

/// One mail to each coordinator of `network`, in their language. Replies go to the network `from`.
async fn notify_coordinators(
    tx: &mut Tx,
    network: &NetworkCard,
    from: &NetworkCard,
    cause: &'static str,
    once: &str,
    compose: impl Fn(Language) -> (String, String),
) -> Result<()> {
    let today = tx.now.today();
    let reply_to = ReplyTo::network(tx, &from.id).await?;
    for coordinator in memberships::coordinators(tx, &network.id, &today).await? {
        let (subject, body) = compose(coordinator.language);
        let once = format!("{once}:{}", coordinator.person.as_ref().map_or("", PersonId::as_str));
        let why = tr!(coordinator.language, "mail-reason-coordinator", network = network.acronym.as_str());
        let content = MailContent { cause, once: Some(once), subject, body, why, reply_to: reply_to.clone(), ..MailContent::default() };
        mail::post(tx, &coordinator, &content).await?;
    }
    Ok(())
}
