//! Pages of the demo.

use super::{FrontMatter, PagePlace, find, find_owner, insert, revise};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::PersonId;
use crate::policy::{Actor, Rights};

/// Writes a page at `tx.now`, or a new revision if the page exists.
///
/// # Errors
/// [`Error::Invalid`] if the form of a page would refuse it.
pub async fn seed(
    tx: &mut Tx,
    place: &PagePlace,
    slug: &str,
    (front, body): (&FrontMatter, &str),
    author: Option<&PersonId>,
) -> Result<()> {
    let rights = Rights::of(tx, &Actor::System).await?;
    let facts = front.input(slug, body.to_owned(), "").check()?;
    match find(tx, &rights, place, slug).await {
        Ok((_, page)) => revise(tx, &page, &facts, author).await,
        Err(Error::NotFound) => {
            let owner = find_owner(tx, &rights, place).await?;
            insert(tx, &owner, &facts, author).await.map(drop)
        }
        Err(error) => Err(error),
    }
}
