//! Mail of ours that comes back (RFC 3464). Each delivery leaves with an envelope sender of its own (VERP), so that whatever comes back to that address names
//! the delivery, and thus the address that we wrote to: what the report itself says of addresses may be another one, to which a server forwarded the mail.

use formats::delivery_status::{BounceKind, BounceReport, BouncedRecipient};

use super::failing_addresses::{self, AddressFailure, PROBE};
use crate::db::{BindAll, InstanceKey, Tx};
use crate::enums::DeliveryState;
use crate::error::Result;
use crate::ids::DeliveryId;

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
}

/// Records what came back for a delivery: nothing for the answer of a robot, and for a delivery whose row is deleted by now. A delay changes no state. The
/// same report twice counts once.
pub(crate) async fn record(tx: &mut Tx, delivery: &DeliveryId, report: &BounceReport) -> Result<()> {
    let row: Option<BouncedDelivery> = sqlx::query_as("UPDATE delivery SET state = state WHERE id = $1 RETURNING address, cause, state")
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
    match kind {
        BounceKind::AutoReply => return Ok(()),
        BounceKind::Delayed => return super::queue::record_event(tx, delivery, "delayed", reason).await,
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
    let failure = AddressFailure { address: &row.address, kind, status, reason, is_probe: row.cause == PROBE };
    failing_addresses::record_failure(tx, &failure).await?;
    super::erase_settled(tx).await
}
