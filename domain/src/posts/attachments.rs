//! The files of mails, for those who may read the post.

use super::of_list;
use crate::db::{BindAll, Conn, Db};
use crate::enums::PostState;
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::lists;
use crate::policy::{self, Act, Actor};

/// A file of a post.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PostFile {
    pub post: PostId,
    pub position: i64,
    pub name: String,
    pub hash: String,
    /// In bytes.
    pub size: i64,
}

/// The files of the posts of a thread since that day.
pub(super) async fn of_thread(conn: &mut Conn, thread: &PostId, start: &str) -> Result<Vec<PostFile>> {
    Ok(sqlx::query_as(
        "SELECT t.post, t.position, t.name, t.hash, f.size FROM post_attachment t JOIN post p ON p.id = t.post JOIN file f ON f.hash = t.hash
          WHERE p.thread = $1 AND p.state = 'accepted' AND p.posted_at >= $2 ORDER BY t.post, t.position LIMIT 1000",
    )
    .bind_all((thread, start))
    .fetch_all(conn)
    .await?)
}

/// A file: of an accepted post for those who may read the archive, of one that waits for its moderators.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn open_file(db: &Db, actor: &Actor, address: &str, post: &PostId, position: i64) -> Result<PostFile> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    let post = of_list(&mut tx, &list, post).await?;
    match post.state {
        PostState::Accepted => {
            policy::check(&rights, Act::ReadArchive(&access))?;
            let start = lists::archive_start(&mut tx, &rights, &list, &access).await?;
            if post.posted_at.to_string() < start {
                return Err(Error::NotFound);
            }
        }
        PostState::Held => policy::check(&rights, Act::ManageList(&access))?,
        _ => return Err(Error::NotFound),
    }
    Ok(sqlx::query_as(
        "SELECT t.post, t.position, t.name, t.hash, f.size FROM post_attachment t JOIN file f ON f.hash = t.hash WHERE t.post = $1 AND t.position = $2",
    )
    .bind_all((&post.id, position))
    .fetch_one(&mut *tx)
    .await?)
}
