//! Whether a database was created as a demo. In a demo, everybody can read everybody's mail, so a real site must never become one.

use domain::db::{Conn, Db, Tx};
use domain::error::{Error, Result};

/// The row of `setting` that marks a demo.
const MARK: &str = "demo";

/// The origin of the data in a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// No data: no person, no network.
    Empty,
    /// The demo.
    Demo,
    /// A real site.
    Site,
}

pub async fn origin(db: &Db) -> Result<Origin> {
    let mut tx = db.read().await?;
    read(&mut tx).await
}

/// A demo created before the mark existed is recognised by its administrator: that address cannot receive mail, so no real site
/// ever made it an administrator.
async fn read(conn: &mut Conn) -> Result<Origin> {
    let (marks, demo_administrators, rows): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM setting WHERE name = $1),
                (SELECT COUNT(*) FROM address a JOIN person p ON p.id = a.person WHERE a.address_key = $2 AND p.administrator_since IS NOT NULL),
                (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM network)",
    )
    .bind(MARK)
    .bind(super::ADMINISTRATOR)
    .fetch_one(conn)
    .await?;
    Ok(match (marks + demo_administrators, rows) {
        (1.., _) => Origin::Demo,
        (_, 0) => Origin::Empty,
        _ => Origin::Site,
    })
}

/// Marks an empty database as a demo.
///
/// # Errors
/// [`Error::Forbidden`] if it belongs to a real site.
pub(super) async fn claim(tx: &mut Tx) -> Result<()> {
    if read(tx).await? == Origin::Site {
        return Err(Error::Forbidden);
    }
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, '1') ON CONFLICT (name) DO NOTHING").bind(MARK).execute(&mut **tx).await?;
    Ok(())
}
