//! The open tasks of administrators.

use super::alerts::{self, Alert};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::delivery::{HeldDeliveries, held_in};
use crate::error::Result;
use crate::policy::{self, Act, Actor};

/// The open tasks, and figures about the instance.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Overview {
    /// Deliveries that are held after a backup was restored, until an administrator decides.
    #[sqlx(skip)]
    pub held: Option<HeldDeliveries>,
    #[sqlx(skip)]
    pub alerts: Vec<Alert>,
    /// Whether the program makes the backups itself: only of a SQLite file.
    #[sqlx(skip)]
    pub makes_backups: bool,
    #[sqlx(skip)]
    pub last_backup: Option<Timestamp>,
    /// When the oldest waiting mail was written.
    pub oldest_mail: Option<Timestamp>,
    /// People with a name.
    pub people: i64,
    pub organisations: i64,
    pub failed_mails: i64,
    /// Mails that wait or are in flight.
    pub queued_mails: i64,
    /// Networks without a coordinator today.
    pub uncoordinated: i64,
    /// When the last purge that removed something ran.
    pub purged_at: Option<Timestamp>,
    /// The items that it removed, as text; may be empty.
    pub purged: String,
}

/// The open tasks of an administrator.
pub async fn overview(db: &Db, actor: &Actor) -> Result<Overview> {
    let (mut tx, rights) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let held = held_in(&mut tx).await?;
    let overview: Overview = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM person WHERE family_name <> '') AS people, (SELECT COUNT(*) FROM organisation) AS organisations,
                (SELECT COUNT(*) FROM delivery WHERE state = 'failed' AND mail IS NOT NULL) AS failed_mails,
                (SELECT COUNT(*) FROM delivery WHERE mail IS NOT NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)) AS queued_mails,
                (SELECT MIN(queued_at) FROM delivery WHERE mail IS NOT NULL AND (due_at IS NOT NULL OR worker IS NOT NULL)) AS oldest_mail,
                (SELECT COUNT(*) FROM network n WHERE NOT EXISTS (SELECT 1 FROM committee c JOIN mandate t ON t.committee = c.id
                    WHERE c.network = n.id AND c.coordinates = 1 AND t.started_on <= $1 AND (t.ended_on IS NULL OR t.ended_on >= $1))) AS uncoordinated,
                (SELECT MAX(at) FROM audit WHERE action = 'purge.run') AS purged_at,
                COALESCE((SELECT detail FROM audit WHERE action = 'purge.run' ORDER BY at DESC, id DESC LIMIT 1), '') AS purged",
    )
    .bind(rights.today())
    .fetch_one(&mut *tx)
    .await?;
    let (alerts, last_backup) = (alerts::current_alerts(&mut tx).await?, alerts::last_backup(&mut tx).await?);
    Ok(Overview { held, alerts, makes_backups: db.is_sqlite(), last_backup, ..overview })
}
