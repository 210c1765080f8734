//! Transactions of one actor: each one begins with the rights that the actor has in it.

use super::{Act, Actor, Rights, check};
use crate::db::{Db, Tx};
use crate::error::Result;

/// Begins a read-only transaction, and reads the rights of `actor` in it.
pub async fn begin_read(db: &Db, actor: &Actor) -> Result<(Tx, Rights)> {
    let mut tx = db.read().await?;
    let rights = Rights::of(&mut tx, actor).await?;
    Ok((tx, rights))
}

/// Begins a transaction that writes, and reads the rights of `actor` in it.
///
/// # Errors
/// Those of [`Db::write`].
pub async fn begin_write(db: &Db, actor: &Actor) -> Result<(Tx, Rights)> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, actor).await?;
    Ok((tx, rights))
}

/// [`begin_read`] for an act whose permission depends only on the rights.
///
/// # Errors
/// Those of [`check`].
pub async fn begin_read_for(db: &Db, actor: &Actor, act: Act<'_>) -> Result<(Tx, Rights)> {
    let (tx, rights) = begin_read(db, actor).await?;
    check(&rights, act)?;
    Ok((tx, rights))
}

/// [`begin_write`] for an act whose permission depends only on the rights.
///
/// # Errors
/// Those of [`check`] and of [`Db::write`].
pub async fn begin_write_for(db: &Db, actor: &Actor, act: Act<'_>) -> Result<(Tx, Rights)> {
    let (tx, rights) = begin_write(db, actor).await?;
    check(&rights, act)?;
    Ok((tx, rights))
}
