//! The posts of a list that wait for a moderator.

use super::{Post, post_columns};
use crate::db::{BindAll, Db};
use crate::error::Result;
use crate::graph::NetworkHead;
use crate::ids::PostId;
use crate::lists::{self, List};
use crate::policy::{self, Act, Actor};

/// The most posts on the page; the oldest are decided first.
const PAGE: i64 = 50;

#[derive(Debug, Clone)]
pub struct HeldPosts {
    pub head: NetworkHead,
    pub list: List,
    /// The number of all that wait.
    pub count: i64,
    /// The oldest first.
    pub posts: Vec<HeldPost>,
}

/// A post that waits, with the subject of its thread.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct HeldPost {
    #[sqlx(flatten)]
    pub post: Post,
    /// The number of earlier posts of its author that the list accepted.
    pub accepted: i64,
}

/// The posts that wait, for actors who manage the list.
pub async fn held(db: &Db, actor: &Actor, address: &str) -> Result<HeldPosts> {
    read(db, actor, address, "").await
}

/// [`held`], with that post alone; without any if it does not wait.
pub(super) async fn held_one(db: &Db, actor: &Actor, address: &str, post: &PostId) -> Result<HeldPosts> {
    read(db, actor, address, post.as_str()).await
}

/// The posts that wait, or the one with that key.
async fn read(db: &Db, actor: &Actor, address: &str, one: &str) -> Result<HeldPosts> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ManageList(&access))?;
    let count = super::threads::count_held(&mut tx, &list).await?;
    let posts = sqlx::query_as(concat!(
        "SELECT ",
        post_columns!(),
        ", (SELECT COUNT(*) FROM post o WHERE o.list = p.list AND o.author_key = p.author_key AND o.state = 'accepted') AS accepted
           FROM post p WHERE p.list = $1 AND p.state = 'held' AND ($3 = '' OR p.id = $3) ORDER BY p.posted_at, p.id LIMIT $2"
    ))
    .bind_all((&list.id, PAGE, one))
    .fetch_all(&mut *tx)
    .await?;
    Ok(HeldPosts { head, list, count, posts })
}
