//! Mail of ours that comes back (RFC 3464). Each delivery leaves with an envelope sender of its own (VERP), so that whatever comes back to that address names
//! the delivery, and thus the address that we wrote to: what the report itself says of addresses may be another one, to which a server forwarded the mail.

use formats::delivery_status::{BounceKind, BounceReport, BouncedRecipient};

use super::failing_addresses::{self, AddressFailure, PROBE};
use crate::db::{BindAll, InstanceKey, Tx};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::DeliveryId;
use crate::names;

const LOCAL: &str = "bounces+";
const PURPOSE: &str = "bounce";

/// The envelope sender of a delivery: `bounces+…@lists.example.org`. Its mark proves that this instance wrote it: nobody else can make an address fail.
pub(crate) fn return_address(key: &InstanceKey, host: &str, delivery: &DeliveryId) -> String {
    format!("{LOCAL}{delivery}-{}@{host}", key.short_mark(PURPOSE, delivery.as_str()))
}

/// The delivery whose envelope sender it is; `None` for any other address. `host`: the domain of all lists. Letter case does not count.
pub(crate) fn delivery_of(key: &InstanceKey, host: &str, address: &str) -> Option<DeliveryId> {
    let (local, domain) = address.rsplit_once('@')?;
    if host.is_empty() || !domain.eq_ignore_ascii_case(host) {
        return None;
    }
    let local = local.to_ascii_lowercase();
    let (delivery, mark) = local.strip_prefix(LOCAL)?.rsplit_once('-')?;
    key.verify_short(PURPOSE, delivery, mark).then(|| delivery.into())
}

#[derive(sqlx::FromRow)]
struct BouncedDelivery {
    address: String,
    cause: String,
    state: DeliveryState,
    forget: i64,
}

/// Records what came back for a delivery: nothing for the answer of a robot, and for a delivery whose row is deleted by now. A delay changes no state. A failure
/// counts once, however often it is reported.
pub(crate) async fn record(tx: &mut Tx, delivery: &DeliveryId, report: &BounceReport) -> Result<()> {
    let row: Option<BouncedDelivery> =
        sqlx::query_as("UPDATE delivery SET state = state WHERE id = $1 RETURNING address, cause, state, forget")
            .bind(delivery)
            .fetch_optional(&mut **tx)
            .await?;
    let Some(row) = row.filter(|row| !row.address.is_empty()) else { return Ok(()) };
    let recipient = report.recipients.iter().find(|found| found.address.eq_ignore_ascii_case(&row.address)).or(report.recipients.first());
    let (kind, status, reason) = match recipient {
        Some(BouncedRecipient { kind, status, diagnostic, .. }) => {
            (*kind, status.as_deref().unwrap_or_default(), diagnostic.as_deref().or(status.as_deref()).unwrap_or_default())
        }
        None => (report.kind, "", ""),
    };
    let reason = &without_other_addresses(reason, &row.address);
    match kind {
        BounceKind::AutoReply => return Ok(()),
        BounceKind::Delayed => return record_delay(tx, delivery, reason).await,
        BounceKind::Temporary | BounceKind::Permanent => {}
    }
    // A relay may be faster than the worker that reports the delivery as sent.
    if !matches!(row.state, DeliveryState::Sent | DeliveryState::Sending) {
        return Ok(());
    }
    let now = tx.now;
    sqlx::query(
        "UPDATE delivery SET state = 'bounced', last_error = $2, sent_at = COALESCE(sent_at, $3), due_at = NULL, worker = NULL WHERE id = $1",
    )
    .bind_all((delivery, reason, now))
    .execute(&mut **tx)
    .await?;
    super::queue::record_event(tx, delivery, "bounced", reason).await?;
    // Of an erased person, nothing new is stored.
    if row.forget == 0 {
        let failure = AddressFailure { address: &row.address, kind, status, reason, is_probe: row.cause == PROBE };
        failing_addresses::record_failure(tx, &failure).await?;
    }
    super::erase_settled(tx).await
}

/// Once for each delivery: servers repeat it.
async fn record_delay(tx: &mut Tx, delivery: &DeliveryId, reason: &str) -> Result<()> {
    let known = sqlx::query("SELECT 1 FROM delivery_event WHERE delivery = $1 AND step = 'delayed'").bind(delivery);
    if known.fetch_optional(&mut **tx).await?.is_some() {
        return Ok(());
    }
    super::queue::record_event(tx, delivery, "delayed", reason).await
}

/// What a server said without addresses but the one that we wrote to: it may name another one, to which its owner forwards mail.
pub(crate) fn without_other_addresses(reason: &str, known: &str) -> String {
    let known = names::address_key(known);
    let is_other = |word: &str| word.contains('@') && names::address_key(word.trim_end_matches('.')) != known;
    let is_around = |letter: char| letter.is_whitespace() || "<>()[],;:\"'=".contains(letter);
    reason
        .split_inclusive(is_around)
        .map(|word| {
            let (word, end) = word.split_at(word.trim_end_matches(is_around).len());
            [if is_other(word) { "…" } else { word }, end].concat()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_names_no_address_that_we_did_not_write_to() {
        let reason = "550 5.1.1 <Ada@cnrs.fr>: (expanded to <ada.privee@gmail.com>) User unknown";
        assert_eq!(without_other_addresses(reason, "ada@cnrs.fr"), "550 5.1.1 <Ada@cnrs.fr>: (expanded to <…>) User unknown");
        assert_eq!(
            without_other_addresses("550 to=<ada@cnrs.fr> orcpt=rfc822;nada@cnrs.fr,", "ada@cnrs.fr"),
            "550 to=<ada@cnrs.fr> orcpt=rfc822;…,"
        );
        assert_eq!(without_other_addresses("", "ada@cnrs.fr"), "");
    }
}
