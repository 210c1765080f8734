//! The sources of recipients: subscribers, members and participants in the register.

use super::List;
use super::subscriber_sql::{addresses_that_read, people_who_read, registrations_that_read};
use crate::db::{BindAll, Conn, Tx};
use crate::enums::{ChoiceKind, Language};
use crate::error::Result;
use crate::ids::PersonId;

/// A person found as a recipient, for one reason.
#[derive(sqlx::FromRow)]
pub(super) struct FoundRecipient {
    /// The key of a subscription or registration, if there is one.
    pub(super) id: String,
    pub(super) person: Option<PersonId>,
    pub(super) address: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) language: Language,
    /// The subject of the reason: a network's acronym.
    pub(super) about: String,
    /// The networks through whose members' lists alone the person was found, separated by spaces.
    pub(super) through: String,
}

/// People with an account who receive the list's mail.
pub(super) async fn subscribers(tx: &mut Tx, list: &List) -> Result<Vec<FoundRecipient>> {
    let today = tx.now.today();
    Ok(sqlx::query_as(concat!(
        "SELECT p.id, p.id AS person, a.address, p.given_name, p.family_name, p.language, $3 AS about,
                CASE WHEN EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.person = p.id)
                       OR EXISTS (SELECT 1 FROM membership m WHERE m.network = $2 AND m.person = p.id AND m.state = 'active') THEN ''
                     ELSE COALESCE((SELECT string_agg(g.through, ' ') FROM belonging g
                                      JOIN network_below b ON b.below = g.network
                                      JOIN list_rule r ON r.list = $1 AND r.subject = b.network AND (r.kind = 'below' OR b.below = r.subject)
                                     WHERE g.person = p.id), '')
                END AS through
           FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE",
        people_who_read!("$4")
    ))
    .bind_all((&list.id, &list.network, &list.name, today))
    .fetch_all(&mut **tx)
    .await?)
}

/// Addresses without an account that receive the list's mail.
pub(super) async fn guest_subscribers(conn: &mut Conn, list: &List) -> Result<Vec<FoundRecipient>> {
    Ok(sqlx::query_as(concat!(
        "SELECT s.id, CAST(NULL AS TEXT) AS person, s.address, s.name AS given_name, '' AS family_name, s.language, $3 AS about, '' AS through
           FROM subscription s WHERE",
        addresses_that_read!()
    ))
    .bind_all((&list.id, &list.network, &list.name))
    .fetch_all(conn)
    .await?)
}

/// Participants of an event without an account who receive the list's mail until it ends, once for each address.
pub(super) async fn guest_participants(tx: &mut Tx, list: &List) -> Result<Vec<FoundRecipient>> {
    let today = tx.now.today();
    Ok(sqlx::query_as(concat!(
        "SELECT rr.id, CAST(NULL AS TEXT) AS person, rr.address, rr.given_name, rr.family_name, rr.language, rv.title AS about, '' AS through FROM",
        registrations_that_read!("$3"),
        "ORDER BY rv.starts_at, rr.id"
    ))
    .bind_all((&list.id, &list.network, today))
    .fetch_all(&mut **tx)
    .await?)
}

/// Members of a network at or below the list's own, except those who refused this list, the list of that network, or the list of the network through
/// which they are members. A private network below the chosen one is left out, except for people who are members of the chosen one through it.
pub(super) async fn members(conn: &mut Conn, list: &List, network: &str, below: bool) -> Result<Vec<FoundRecipient>> {
    Ok(sqlx::query_as(
        "SELECT p.id, p.id AS person, a.address, p.given_name, p.family_name, p.language, n.acronym AS about,
                CASE WHEN MAX(CASE WHEN g.through = $2 THEN 1 ELSE 0 END) = 1 THEN '' ELSE string_agg(g.through, ' ') END AS through
           FROM network chosen JOIN network_below b ON b.network = chosen.id AND ($4 = 1 OR b.below = chosen.id)
           JOIN network n ON n.id = b.below
           JOIN belonging g ON g.network = n.id
           JOIN person p ON p.id = g.person
           JOIN address a ON a.person = p.id AND a.preferred = 1
          WHERE chosen.slug = $3 AND (n.visibility = 'public' OR n.id = chosen.id)
            AND EXISTS (SELECT 1 FROM network_below o WHERE o.network = $2 AND o.below = chosen.id)
            AND NOT EXISTS (SELECT 1 FROM subscription s JOIN list l ON l.id = s.list
                             WHERE s.person = p.id AND s.state <> 'subscribed' AND (s.list = $1 OR (l.main = 1 AND l.network IN (n.id, g.through))))
          GROUP BY p.id, a.address, p.given_name, p.family_name, p.language, n.acronym, n.id
          ORDER BY n.acronym, p.id",
    )
    .bind_all((&list.id, &list.network, network, i64::from(below)))
    .fetch_all(conn)
    .await?)
}

/// People registered for an event that the network organises, except those who stopped messages about it.
pub(super) async fn participants(conn: &mut Conn, list: &List, event: &str, kind: ChoiceKind) -> Result<Vec<FoundRecipient>> {
    let state = if kind == ChoiceKind::Waiting { "waiting" } else { "confirmed" };
    Ok(sqlx::query_as(
        "SELECT r.id, r.person, r.address, r.given_name, r.family_name, r.language, e.title AS about, '' AS through
           FROM event e JOIN event_network h ON h.event = e.id AND h.network = $1 AND h.state IN ('lead', 'accepted')
           JOIN registration r ON r.event = e.id AND r.state = $3
          WHERE e.slug = $2 AND NOT EXISTS (SELECT 1 FROM registration_mute q WHERE q.registration = r.id)
            AND ($4 = 0 OR (EXISTS (SELECT 1 FROM attendance t WHERE t.registration = r.id)
                            AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.registration = r.id AND t.present = 1)))
          ORDER BY r.id",
    )
    .bind_all((&list.network, event, state, i64::from(kind == ChoiceKind::Absent)))
    .fetch_all(conn)
    .await?)
}
