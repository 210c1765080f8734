//! Copies: each recipient's, in a row of its own.

use sqlx::AssertSqlSafe;

use super::audience::Recipient;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::{CopyId, MessageId};
use crate::people::names;

/// Rows in one statement.
const TOGETHER: usize = 40;

/// Queues a copy for each recipient; a proof's is its writer's own and stands in no journal.
pub(super) async fn write(tx: &mut Tx, message: &MessageId, proof: bool, recipients: &[Recipient]) -> Result<()> {
    let now = tx.now;
    for part in recipients.chunks(TOGETHER) {
        insert(tx, message, proof, part, now).await?;
    }
    Ok(())
}

async fn insert(tx: &mut Tx, message: &MessageId, proof: bool, part: &[Recipient], now: Timestamp) -> Result<()> {
    const WIDTH: usize = 11;
    let row = |at: usize| (0..WIDTH).map(|column| format!("${}", at * WIDTH + column + 4)).collect::<Vec<_>>().join(", ");
    let rows: Vec<String> = (0..part.len()).map(|at| format!("($1, $2, {}, 'queued', 0, 0, 0, $3, '', $3)", row(at))).collect();
    let statement = format!(
        "INSERT INTO copy (message, proof, id, person, address, address_key, domain, name, sort_name, language, why, opt_out, through,
                           state, doubtful, attempts, breaks, due_at, last_error, queued_at) VALUES {}",
        rows.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(message).bind(i64::from(proof)).bind(now);
    for recipient in part {
        let id: CopyId = tx.new_id();
        let key = names::address_key(&recipient.address);
        let domain = key.rsplit_once('@').map_or(String::new(), |(_, domain)| domain.to_owned());
        query = query
            .bind(id)
            .bind(recipient.person.clone())
            .bind(recipient.address.clone())
            .bind(key)
            .bind(domain)
            .bind(recipient.name.clone())
            .bind(recipient.sort_name.clone())
            .bind(recipient.language)
            .bind(recipient.why.clone())
            .bind(recipient.opt_out.clone())
            .bind(recipient.through.join(" "));
    }
    query.execute(&mut **tx).await?;
    Ok(())
}
