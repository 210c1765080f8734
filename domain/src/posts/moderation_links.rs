//! The links of mails to moderators: each opens one post that waits, and lets its moderator decide without signing in. A link is worth what its moderator
//! may do when it is used: who manages the list no more decides nothing, and so does a link after the decision.

use super::moderation::{self, HeldPosts};
use super::{ModerationDecision, decide};
use crate::db::{Conn, Db, InstanceKey, Tx};
use crate::error::{Error, Result};
use crate::ids::{PersonId, PostId};
use crate::policy::Actor;

const PURPOSE: &str = "moderate";

/// The link by which that person decides on a post.
pub(super) fn link(tx: &Tx, key: &InstanceKey, post: &PostId, person: &PersonId) -> String {
    let text = format!("{post}.{person}");
    tx.link(&format!("/moderate/{text}.{}", key.mark(PURPOSE, &text)))
}

struct ModerationLink {
    post: PostId,
    moderator: Actor,
    /// The address of the list.
    list: String,
}

/// # Errors
/// [`Error::LinkOver`] for a token that this instance did not write, and for a post that is deleted by now.
async fn open(db: &Db, token: &str) -> Result<ModerationLink> {
    let key = InstanceKey::of(db).await?;
    let (text, mark) = token.rsplit_once('.').ok_or(Error::LinkOver)?;
    let (post, person) = text.split_once('.').filter(|_| key.verify(PURPOSE, text, mark)).ok_or(Error::LinkOver)?;
    let mut tx = db.read().await?;
    let list = list_of(&mut tx, post).await?.ok_or(Error::LinkOver)?;
    Ok(ModerationLink { post: post.into(), moderator: Actor::Person(person.into()), list })
}

async fn list_of(conn: &mut Conn, post: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar("SELECT l.slug FROM post p JOIN list l ON l.id = p.list WHERE p.id = $1").bind(post).fetch_optional(conn).await?)
}

/// The post of a link, if it still waits; without it, it is decided. Changes nothing: programs that read mail follow links.
///
/// # Errors
/// [`Error::LinkOver`]; [`Error::NotFound`] if its moderator manages the list no more.
pub async fn held_by_link(db: &Db, token: &str) -> Result<HeldPosts> {
    let link = open(db, token).await?;
    moderation::held_one(db, &link.moderator, &link.list, &link.post).await
}

/// Decides on the post of a link, as its moderator.
///
/// # Errors
/// As for [`held_by_link`]; those of [`decide`].
pub async fn decide_by_link(db: &Db, token: &str, decision: &ModerationDecision) -> Result<()> {
    let link = open(db, token).await?;
    decide(db, &link.moderator, &link.list, &link.post, decision).await
}
