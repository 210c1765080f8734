//! The newest posts of a discussion, for its feed.

use super::{Post, post_columns};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::enums::ListKind;
use crate::error::{Error, Result};
use crate::lists::{self, List};
use crate::policy::{self, Act, Actor};

/// The most posts in the feed.
const MOST: i64 = 50;

#[derive(Debug, Clone)]
pub struct NewestPosts {
    pub list: List,
    /// The newest first. Those that were removed are left out.
    pub posts: Vec<Post>,
    /// The time of the newest one; without posts, that at which the list was made.
    pub updated_at: Timestamp,
}

/// The newest accepted posts of a discussion, at most 50, for those who may read its archive.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the archive, and for a list of announcements.
pub async fn newest(db: &Db, actor: &Actor, address: &str) -> Result<NewestPosts> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ReadArchive(&access))?;
    if list.kind != ListKind::Discussion {
        return Err(Error::NotFound);
    }
    let start = lists::archive_start(&mut tx, &rights, &list, &access).await?;
    let posts: Vec<Post> = sqlx::query_as(concat!(
        "SELECT ",
        post_columns!(),
        " FROM post p WHERE p.list = $1 AND p.state = 'accepted' AND p.posted_at >= $3 ORDER BY p.posted_at DESC, p.id DESC LIMIT $2"
    ))
    .bind_all((&list.id, MOST, start))
    .fetch_all(&mut *tx)
    .await?;
    let updated_at = match posts.first() {
        Some(post) => post.posted_at,
        None => sqlx::query_scalar("SELECT created_at FROM list WHERE id = $1").bind(&list.id).fetch_one(&mut *tx).await?,
    };
    Ok(NewestPosts { list, posts, updated_at })
}
