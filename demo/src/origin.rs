//! Whether a database was made as a demo: in a demo, everybody reads everybody's mail, so it must never be a real site's.

use domain::db::{Conn, Db, Tx};
use domain::error::{Error, Result};

/// The row of `setting` that marks a demo.
const MARK: &str = "demo";

/// Whose data a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody's: no person, no network.
    Empty,
    /// The demo's.
    Demo,
    /// A real site's.
    Site,
}

/// Whose data this database holds.
pub async fn origin(db: &Db) -> Result<Origin> {
    let mut tx = db.read().await?;
    read(&mut tx).await
}

/// A demo of before there was a mark has the demo's administrator as its administrator: an address that cannot receive mail, so that no
/// real site ever gave it that right.
async fn read(conn: &mut Conn) -> Result<Origin> {
    let (marked, cast, rows): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM setting WHERE name = $1),
                (SELECT COUNT(*) FROM address a JOIN person p ON p.id = a.person WHERE a.address_key = $2 AND p.administrator_since IS NOT NULL),
                (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM network)",
    )
    .bind(MARK)
    .bind(super::ADMINISTRATOR)
    .fetch_one(conn)
    .await?;
    Ok(match (marked + cast, rows) {
        (1.., _) => Origin::Demo,
        (_, 0) => Origin::Empty,
        _ => Origin::Site,
    })
}

/// Makes an empty database the demo's.
///
/// # Errors
/// [`Error::Forbidden`] if it is a real site's.
pub(super) async fn claim(tx: &mut Tx) -> Result<()> {
    if read(tx).await? == Origin::Site {
        return Err(Error::Forbidden);
    }
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, '1') ON CONFLICT (name) DO NOTHING").bind(MARK).execute(&mut **tx).await?;
    Ok(())
}
