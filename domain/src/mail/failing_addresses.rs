//! Addresses whose mail comes back. Each has one score, over all lists and single mails. At the threshold a mail asks whether the address still works; if
//! that one comes back too, nothing is sent there but links that prove the address, until its owner uses one.

use std::collections::HashSet;

use chrono::Duration;
use formats::delivery_status::{BounceKind, is_about_address};
use formats::markdown::literal;
use sqlx::AssertSqlSafe;

use super::{MailContent, MailRecipient};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx, placeholders};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::PersonId;
use crate::names;
use words::tr;

/// The score of a failure that says that the address is bad, and of any other one that counts.
const PERMANENT: i64 = 2;
const OTHER: i64 = 1;
/// The score from which the address is probed: three days with permanent failures, or six with others.
const THRESHOLD: i64 = 6;
/// The days without a failure that take one from the score. A dead address on a list of one mail a month still reaches the threshold, in half a year.
const DECAY_DAYS: i64 = 30;
/// A probe that did not come back within so many days has arrived: servers give up after five (RFC 5321, 4.5.4.1).
const PROBE_DAYS: i64 = 7;
/// The cause of a probe.
pub(crate) const PROBE: &str = "bounce.probe";
/// The causes of mails that prove an address when their link is used: in SQL. They leave although the address is suspended.
macro_rules! proofs {
    () => {
        "('sign_in.link', 'address.proof', 'list.confirm', 'registration.asked', 'bounce.probe')"
    };
}

/// A mail that did not arrive.
pub(crate) struct AddressFailure<'a> {
    pub(crate) address: &'a str,
    pub(crate) kind: BounceKind,
    /// RFC 3463; may be empty.
    pub(crate) status: &'a str,
    /// What the server said; may be empty.
    pub(crate) reason: &'a str,
    /// Whether the mail was the one that asks.
    pub(crate) is_probe: bool,
}

impl AddressFailure<'_> {
    fn points(&self) -> i64 {
        let status = Some(self.status).filter(|status| !status.is_empty());
        match (self.kind, is_about_address(status, self.reason)) {
            (BounceKind::AutoReply | BounceKind::Delayed, _) => 0,
            // The mail, the sender or the relay was refused, not the address.
            (_, Some(false)) => 0,
            (BounceKind::Permanent, Some(true)) => PERMANENT,
            (BounceKind::Permanent | BounceKind::Temporary, _) => OTHER,
        }
    }
}

#[derive(sqlx::FromRow)]
struct ScoreRow {
    score: i64,
    failed_at: Timestamp,
    probed_at: Option<Timestamp>,
    suspended_at: Option<Timestamp>,
}

/// Counts a failure: at most one a day for an address. Probes or suspends the address if it is time for that.
pub(crate) async fn record_failure(tx: &mut Tx, failure: &AddressFailure<'_>) -> Result<()> {
    let (key, points, now) = (names::address_key(failure.address), failure.points(), tx.now);
    if key.is_empty() || points == 0 {
        return Ok(());
    }
    let inserted = sqlx::query(
        "INSERT INTO failing_address (address_key, address, score, first_failed_at, failed_at, status, reason) VALUES ($1, $2, $3, $4, $4, $5, $6)
         ON CONFLICT (address_key) DO NOTHING",
    )
    .bind_all((&key, failure.address, points, now, failure.status, failure.reason))
    .execute(&mut **tx)
    .await?;
    // Locks the row: of two failures at once, the second one sees the score of the first.
    let row: ScoreRow = sqlx::query_as(
        "UPDATE failing_address SET status = $2, reason = $3 WHERE address_key = $1 RETURNING score, failed_at, probed_at, suspended_at",
    )
    .bind_all((&key, failure.status, failure.reason))
    .fetch_one(&mut **tx)
    .await?;
    let score = match inserted.rows_affected() {
        1 => points,
        _ if row.failed_at.today() == now.today() => row.score,
        _ => (row.score - months_between(row.failed_at, now)).max(0) + points,
    };
    sqlx::query("UPDATE failing_address SET score = $2, failed_at = $3 WHERE address_key = $1")
        .bind_all((&key, score, now))
        .execute(&mut **tx)
        .await?;
    match (row.suspended_at, row.probed_at) {
        (Some(_), _) => Ok(()),
        // A report of a probe that comes after the address was proved, or after a week, is a failure as any other.
        (None, Some(_)) if failure.is_probe => suspend(tx, &key, failure).await,
        (None, None) if score >= THRESHOLD => probe(tx, &key, failure).await,
        _ => Ok(()),
    }
}

fn months_between(before: Timestamp, now: Timestamp) -> i64 {
    (now.seconds() - before.seconds()).max(0) / (DECAY_DAYS * 24 * 3600)
}

/// Which of these keys have mail suspended.
pub(super) async fn suspended_among(conn: &mut Conn, keys: &[String]) -> Result<HashSet<String>> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let statement = format!(
        "SELECT address_key FROM failing_address WHERE suspended_at IS NOT NULL AND address_key IN ({})",
        placeholders(1, keys.len())
    );
    let query = sqlx::query_scalar(AssertSqlSafe(statement));
    let found: Vec<String> = keys.iter().fold(query, |query, key| query.bind(key.clone())).fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// Whether mail to the address is suspended.
pub(crate) async fn is_suspended(conn: &mut Conn, address_key: &str) -> Result<bool> {
    Ok(!suspended_among(conn, &[address_key.to_owned()]).await?.is_empty())
}

/// Settles what waits for suspended addresses: what was in flight when they were suspended, and is due again.
pub(crate) async fn settle_suspended(conn: &mut Conn) -> Result<()> {
    sqlx::query(concat!(
        "UPDATE delivery SET state = 'suspended', due_at = NULL WHERE due_at IS NOT NULL AND cause NOT IN ",
        proofs!(),
        " AND address_key IN (SELECT f.address_key FROM failing_address f WHERE f.suspended_at IS NOT NULL)"
    ))
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a mail of that cause leaves although its address is suspended.
pub(super) fn is_proof(cause: &str) -> bool {
    proofs!().contains(&format!("'{cause}'"))
}

/// The address works: its owner used a link that was sent there.
pub(crate) async fn lift(conn: &mut Conn, address_key: &str) -> Result<()> {
    sqlx::query("DELETE FROM failing_address WHERE address_key = $1").bind(address_key).execute(conn).await?;
    Ok(())
}

/// Whether a probe to the address waits, or could not leave: it proves nothing. In SQL.
macro_rules! unsent_probe {
    () => {
        "EXISTS (SELECT 1 FROM delivery d WHERE d.address_key = failing_address.address_key AND d.cause = 'bounce.probe'
                    AND d.queued_at >= failing_address.probed_at AND d.state <> 'sent')"
    };
}

/// Forgets the failures of addresses whose probe left and did not come back, of those that have decayed, and of suspended ones that nobody has any more. Returns the number of
/// probes that arrived.
pub async fn settle_probes(db: &Db) -> Result<u64> {
    let mut tx = db.write().await?;
    let now = tx.now;
    let arrived =
        sqlx::query(concat!("DELETE FROM failing_address WHERE suspended_at IS NULL AND probed_at < $1 AND NOT ", unsent_probe!()))
            .bind(now.plus(-Duration::days(PROBE_DAYS)))
            .execute(&mut *tx)
            .await?
            .rows_affected();
    // One that could not leave is as none.
    sqlx::query(
        "UPDATE failing_address SET probed_at = NULL WHERE suspended_at IS NULL AND probed_at < $1
            AND EXISTS (SELECT 1 FROM delivery d WHERE d.address_key = failing_address.address_key AND d.cause = 'bounce.probe'
                           AND d.queued_at >= failing_address.probed_at AND d.state = 'failed')",
    )
    .bind(now.plus(-Duration::days(PROBE_DAYS)))
    .execute(&mut *tx)
    .await?;
    sqlx::query("DELETE FROM failing_address WHERE suspended_at IS NULL AND probed_at IS NULL AND failed_at < $1")
        .bind(now.plus(-Duration::days(DECAY_DAYS * THRESHOLD)))
        .execute(&mut *tx)
        .await?;
    sqlx::query(
        "DELETE FROM failing_address WHERE suspended_at < $1
            AND NOT EXISTS (SELECT 1 FROM address a WHERE a.address_key = failing_address.address_key)
            AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.address_key = failing_address.address_key)
            AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.address_key = failing_address.address_key)",
    )
    .bind(now.plus(-Duration::days(DECAY_DAYS)))
    .execute(&mut *tx)
    .await?;
    tx.commit_without_revision().await?;
    Ok(arrived)
}

async fn probe(tx: &mut Tx, key: &str, failure: &AddressFailure<'_>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE failing_address SET probed_at = $2 WHERE address_key = $1").bind_all((key, now)).execute(&mut **tx).await?;
    let (person, name, language) = owner(tx, key).await?;
    let to = MailRecipient { person, name, address: failure.address.to_owned(), language };
    let content = MailContent {
        cause: PROBE,
        subject: tr!(language, "bounce-mail-probe-subject"),
        body: with_answer(
            language,
            tr!(language, "bounce-mail-probe-intro"),
            failure.reason,
            &tr!(language, "bounce-mail-probe", link = tx.link("/me/addresses"), days = PROBE_DAYS),
        ),
        why: tr!(language, "bounce-mail-reason"),
        ..MailContent::default()
    };
    super::post(tx, &to, &content).await
}

/// A text with what a server said, if it said something.
fn with_answer(language: Language, intro: String, reason: &str, rest: &str) -> String {
    let answer = if reason.is_empty() { String::new() } else { tr!(language, "bounce-mail-answer", reason = literal(reason)) };
    format!("{}\n\n{rest}", format!("{intro} {answer}").trim())
}

/// The account of a proved address, or else the reader of a list by that name.
async fn owner(tx: &mut Tx, key: &str) -> Result<(Option<PersonId>, String, Language)> {
    let found: Option<(Option<PersonId>, String, Language)> = sqlx::query_as(
        "SELECT p.id, p.given_name || ' ' || p.family_name, p.language FROM address a JOIN person p ON p.id = a.person
          WHERE a.address_key = $1 AND a.verified_at IS NOT NULL
         UNION ALL SELECT CAST(NULL AS TEXT), s.name, s.language FROM subscription s WHERE s.address_key = $1 LIMIT 1",
    )
    .bind(key)
    .fetch_optional(&mut **tx)
    .await?;
    let (person, name, language) = found.unwrap_or((None, String::new(), Language::Fr));
    Ok((person, name.trim().to_owned(), language))
}

/// Stops mail to an address. What waits for it does not leave; its owner is told at another address of theirs, if there is one that works.
async fn suspend(tx: &mut Tx, key: &str, failure: &AddressFailure<'_>) -> Result<()> {
    let now = tx.now;
    sqlx::query("UPDATE failing_address SET suspended_at = $2 WHERE address_key = $1").bind_all((key, now)).execute(&mut **tx).await?;
    sqlx::query(concat!(
        "UPDATE delivery SET state = 'suspended', due_at = NULL WHERE address_key = $1 AND due_at IS NOT NULL AND cause NOT IN ",
        proofs!()
    ))
    .bind(key)
    .execute(&mut **tx)
    .await?;
    super::erase_settled(tx).await?;
    let other: Option<(PersonId, String, Language, String)> = sqlx::query_as(
        "SELECT p.id, p.given_name || ' ' || p.family_name, p.language, o.address
           FROM address a JOIN person p ON p.id = a.person JOIN address o ON o.person = p.id AND o.verified_at IS NOT NULL AND o.address_key <> a.address_key
          WHERE a.address_key = $1 AND a.verified_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM failing_address f WHERE f.address_key = o.address_key AND f.suspended_at IS NOT NULL)
          ORDER BY o.preferred DESC, o.created_at, o.id LIMIT 1",
    )
    .bind(key)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((person, name, language, address)) = other else { return Ok(()) };
    let content = MailContent {
        cause: "bounce.suspended",
        subject: tr!(language, "bounce-mail-suspended-subject", address = failure.address),
        body: with_answer(
            language,
            tr!(language, "bounce-mail-suspended-intro", address = literal(failure.address)),
            failure.reason,
            &tr!(language, "bounce-mail-suspended", link = tx.link("/me/addresses")),
        ),
        why: tr!(language, "bounce-mail-suspended-reason"),
        ..MailContent::default()
    };
    super::post(tx, &MailRecipient { person: Some(person), name: name.trim().to_owned(), address, language }, &content).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_speaks_of_the_address_counts() {
        let points = |kind, status, reason| AddressFailure { address: "x@y.fr", kind, status, reason, is_probe: false }.points();
        assert_eq!(points(BounceKind::Permanent, "5.1.1", "User unknown"), PERMANENT);
        assert_eq!(points(BounceKind::Permanent, "", "550 User unknown"), PERMANENT);
        assert_eq!(points(BounceKind::Permanent, "", "550 no"), OTHER);
        assert_eq!(points(BounceKind::Permanent, "5.0.0", "550 no"), OTHER);
        assert_eq!(points(BounceKind::Permanent, "5.7.1", "550 5.7.1 spam"), 0);
        assert_eq!(points(BounceKind::Permanent, "5.1.8", "550 5.1.8 Sender address rejected"), 0);
        assert_eq!(points(BounceKind::Temporary, "4.7.1", "450 4.7.1 rate limited"), 0);
        assert_eq!(points(BounceKind::Temporary, "5.2.2", "552 5.2.2 mailbox full"), OTHER);
        assert_eq!(points(BounceKind::Delayed, "4.4.1", "") + points(BounceKind::AutoReply, "", ""), 0);
    }

    #[test]
    fn proofs_leave_in_any_case() {
        assert!(is_proof("sign_in.link") && is_proof(PROBE));
        assert!(!is_proof("list.post") && !is_proof("sign_in") && !is_proof(""));
    }
}
