//! The mails of memberships: to coordinators when a request arrives, to the person when a decision about them is made.

use crate::db::{BindAll, Conn, Tx};
use crate::error::Result;
use crate::graph::NetworkCard;
use crate::ids::{MandateId, NetworkId, PersonId};
use crate::mail::{self, MailContent, MailRecipient, ReplyTo};
use crate::people::{NamedPerson, names};
use crate::{Language, dates};
use formats::markdown::{literal, quotation};
use words::tr;

/// Tells everyone whose mandate coordinates the network today that `person` asks to join. One mail for each request and recipient.
pub(super) async fn join_requested(tx: &mut Tx, network: &NetworkCard, person: &NamedPerson, message: &str, change: &str) -> Result<()> {
    let name = names::full(&person.given_name, &person.family_name);
    let link = tx.link(&format!("/networks/{}/requests", network.slug));
    let today = tx.now.today();
    for recipient in coordinators(tx, &network.id, &today).await? {
        let language = recipient.language;
        let (member_name, acronym) = (name.as_str(), network.acronym.as_str());
        let from = match person.organisation_name.as_str() {
            "" => member_name.to_owned(),
            organisation => format!("{member_name} ({organisation})"),
        };
        let content = MailContent {
            cause: "membership.requested",
            once: idempotency_key("membership.requested", change, &recipient),
            subject: tr!(language, "memberships-mail-requested-subject", name = member_name, network = acronym),
            body: paragraphs([
                tr!(
                    language,
                    "memberships-mail-requested",
                    name = literal(&from),
                    network = literal(acronym),
                    address = literal(&person.address)
                ),
                quotation(message),
                tr!(language, "memberships-mail-requested-link", link = link.as_str()),
            ]),
            why: tr!(language, "mail-reason-coordinator", network = acronym),
            // Replies go to the person who asks.
            reply_to: Some(ReplyTo { name: name.clone(), address: person.address.clone() }),
            ..MailContent::default()
        };
        mail::post(tx, &recipient, &content).await?;
    }
    Ok(())
}

/// Tells the person the answer to their request.
pub(super) async fn request_decided(
    tx: &mut Tx,
    network: &NetworkCard,
    person: &PersonId,
    accept: bool,
    reason: &str,
    change: &str,
) -> Result<()> {
    let text = |language: Language, link: &str| {
        let (acronym, name) = (network.acronym.as_str(), literal(&network.name));
        if accept {
            (
                tr!(language, "memberships-mail-accepted-subject", network = acronym),
                tr!(language, "memberships-mail-accepted", network = acronym, name = name),
                tr!(language, "memberships-mail-accepted-link", link = link),
            )
        } else {
            (
                tr!(language, "memberships-mail-refused-subject", network = acronym),
                tr!(language, "memberships-mail-refused", network = acronym, name = name),
                tr!(language, "memberships-mail-refused-link", link = link),
            )
        }
    };
    send_decision(tx, if accept { "membership.accepted" } else { "membership.refused" }, network, person, reason, change, text).await
}

/// Tells the person that a coordinator added them.
pub(super) async fn member_added(tx: &mut Tx, network: &NetworkCard, person: &PersonId, change: &str) -> Result<()> {
    let text = |language: Language, link: &str| {
        let (acronym, name) = (network.acronym.as_str(), literal(&network.name));
        (
            tr!(language, "memberships-mail-added-subject", network = acronym),
            tr!(language, "memberships-mail-added", network = acronym, name = name),
            tr!(language, "memberships-mail-added-link", link = link),
        )
    };
    send_decision(tx, "membership.added", network, person, "", change, text).await
}

/// Tells the person that a coordinator ended their membership.
pub(super) async fn membership_ended(tx: &mut Tx, network: &NetworkCard, person: &PersonId, reason: &str, change: &str) -> Result<()> {
    let text = |language: Language, link: &str| {
        let (acronym, name) = (network.acronym.as_str(), literal(&network.name));
        (
            tr!(language, "memberships-mail-ended-subject", network = acronym),
            tr!(language, "memberships-mail-ended", network = acronym, name = name),
            tr!(language, "memberships-mail-ended-link", link = link),
        )
    };
    send_decision(tx, "membership.ended", network, person, reason, change, text).await
}

pub(super) struct GivenMandate<'a> {
    pub(super) id: &'a MandateId,
    pub(super) committee: &'a str,
    /// Whether its running mandates give the coordinator's rights.
    pub(super) coordinates: bool,
    /// Free text.
    pub(super) role: &'a str,
    /// The first day.
    pub(super) started_on: &'a str,
    /// The last day, if one is set.
    pub(super) ended_on: Option<&'a str>,
}

/// Tells the person that `by` gave them a mandate, what it allows them to do, and how to sign in.
pub(super) async fn mandate_given(tx: &mut Tx, network: &NetworkId, person: &PersonId, by: &str, mandate: &GivenMandate<'_>) -> Result<()> {
    let Some(recipient) = recipient(tx, person).await? else { return Ok(()) };
    let (slug, acronym, name): (String, String, String) =
        sqlx::query_as("SELECT slug, acronym, name FROM network WHERE id = $1").bind(network).fetch_one(&mut **tx).await?;
    let language = recipient.language;
    let path = format!("/networks/{slug}");
    let link = if has_proved_address(tx, person).await? { tx.link(&path) } else { tx.link(&format!("/sign-in?next={path}")) };
    let (role, committee, first) = (literal(mandate.role), literal(mandate.committee), dates::date_of(language, mandate.started_on));
    let (reply_to, network_id) = (ReplyTo::network(tx, network).await?, network.clone());
    let (by, network, name) = (literal(by), acronym.as_str(), literal(&name));
    let announcement = if by.is_empty() {
        tr!(language, "memberships-mail-mandate", network = network, name = name, committee = committee, role = role)
    } else {
        tr!(language, "memberships-mail-mandate-by", by = by, network = network, name = name, committee = committee, role = role)
    };
    let period = match mandate.ended_on {
        Some(last) => tr!(language, "memberships-mail-mandate-until", first = first, last = dates::date_of(language, last)),
        None => tr!(language, "memberships-mail-mandate-from", first = first),
    };
    let rights = if mandate.coordinates { tr!(language, "memberships-mail-mandate-rights") } else { String::new() };
    let sign_in = tr!(language, "memberships-mail-mandate-link", address = literal(&recipient.address), link = link);
    let content = MailContent {
        cause: "mandate.given",
        once: idempotency_key("mandate.given", mandate.id.as_str(), &recipient),
        subject: tr!(language, "memberships-mail-mandate-subject", network = network),
        body: paragraphs([announcement, period, rights, sign_in]),
        why: tr!(language, "memberships-mail-reason-mandate", network = network),
        reply_to,
        network: Some(network_id),
        ..MailContent::default()
    };
    mail::post(tx, &recipient, &content).await
}

/// Whether a person has proved an address.
async fn has_proved_address(conn: &mut Conn, person: &PersonId) -> Result<bool> {
    let row = sqlx::query("SELECT 1 FROM address WHERE person = $1 AND verified_at IS NOT NULL").bind(person).fetch_optional(conn).await?;
    Ok(row.is_some())
}

/// One mail to the person that a decision is about: the decision, the reason, what they can do next.
async fn send_decision(
    tx: &mut Tx,
    cause: &'static str,
    network: &NetworkCard,
    person: &PersonId,
    reason: &str,
    change: &str,
    text: impl Fn(Language, &str) -> (String, String, String),
) -> Result<()> {
    let Some(recipient) = recipient(tx, person).await? else { return Ok(()) };
    let link = tx.link(&format!("/networks/{}", network.slug));
    let language = recipient.language;
    let (subject, decision, next) = text(language, &link);
    let why = match cause {
        "membership.accepted" | "membership.refused" => {
            tr!(language, "memberships-mail-reason-request", network = network.acronym.as_str())
        }
        _ => tr!(language, "memberships-mail-reason-member", network = network.acronym.as_str()),
    };
    let content = MailContent {
        cause,
        once: idempotency_key(cause, change, &recipient),
        subject,
        body: paragraphs([decision, quotation(reason), next]),
        why,
        reply_to: ReplyTo::network(tx, &network.id).await?,
        network: Some(network.id.clone()),
        ..MailContent::default()
    };
    mail::post(tx, &recipient, &content).await
}

fn idempotency_key(cause: &str, change: &str, recipient: &MailRecipient) -> Option<String> {
    Some(format!("{cause} {change} {}", recipient.person.as_ref().map_or("", PersonId::as_str)))
}

fn paragraphs<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

type RecipientRow = (PersonId, String, String, String, Language);

fn to_recipient((person, given, family, address, language): RecipientRow) -> MailRecipient {
    MailRecipient { person: Some(person), name: names::full(&given, &family), address, language }
}

async fn recipient(conn: &mut Conn, person: &PersonId) -> Result<Option<MailRecipient>> {
    let row: Option<RecipientRow> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name, a.address, p.language
           FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE p.id = $1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(to_recipient))
}

/// Everyone whose mandate coordinates the network on that day and who has proved their address. The proof is needed because these mails contain
/// data about other people.
pub(crate) async fn coordinators(conn: &mut Conn, network: &NetworkId, today: &str) -> Result<Vec<MailRecipient>> {
    let rows: Vec<RecipientRow> = sqlx::query_as(
        "SELECT DISTINCT p.id, p.given_name, p.family_name, a.address, p.language
           FROM committee c JOIN mandate m ON m.committee = c.id JOIN person p ON p.id = m.person
           JOIN address a ON a.person = p.id AND a.preferred = 1 AND a.verified_at IS NOT NULL
          WHERE c.network = $1 AND c.coordinates = 1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on >= $2)
          ORDER BY p.id",
    )
    .bind_all((network, today))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(to_recipient).collect())
}
