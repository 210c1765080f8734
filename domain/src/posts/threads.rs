//! The threads of a discussion, for those who may read its archive.

use sqlx::AssertSqlSafe;

use super::attachments::{self, PostFile};
use super::rules::PostingRule;
use super::write::author_and_rule;
use super::{Post, post_columns};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, placeholders};
use crate::enums::{Language, ListKind};
use crate::error::{Error, Result};
use crate::graph::NetworkHead;
use crate::ids::PostId;
use crate::lists::{self, List};
use crate::paging::Paging;
use crate::policy::{self, Act, Actor};

/// The number of threads on a page.
const PAGE: i64 = 50;
/// The newest posts by which the first pages are found.
const MOST_RECENT: i64 = 1000;
/// The most posts on the page of a thread; the newest are left out beyond it.
const MOST_POSTS: i64 = 500;

#[derive(Debug, Clone)]
pub struct DiscussionPage {
    pub head: NetworkHead,
    pub list: List,
    /// Whether the reader may write to it; the post may be held.
    pub may_post: bool,
    /// The number of posts that wait for a moderator, for moderators.
    pub held: Option<i64>,
    /// The page, from 1.
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
    /// The thread with the newest post first.
    pub threads: Vec<ListedThread>,
}

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedThread {
    pub id: PostId,
    pub subject: String,
    pub language: Language,
    pub author_name: String,
    pub posted_at: Timestamp,
    pub posts: i64,
    /// The day of its newest post.
    pub newest_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct DiscussionThread {
    pub head: NetworkHead,
    pub list: List,
    /// What would happen to an answer of the reader; `None`: they can't answer.
    pub rule: Option<PostingRule>,
    /// Whether the reader may remove posts.
    pub may_moderate: bool,
    /// The oldest first.
    pub posts: Vec<ThreadPost>,
    /// The files of its posts, which came by mail.
    pub files: Vec<PostFile>,
}

/// A post in its thread, with the author of the post that it answers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ThreadPost {
    #[sqlx(flatten)]
    pub post: Post,
    pub answers: Option<String>,
}

/// One page of the threads of a discussion. A page out of range becomes the first or the last one.
///
/// # Errors
/// [`Error::NotFound`] for actors who may not read the archive, and for a list of announcements.
pub async fn threads(db: &Db, actor: &Actor, address: &str, page: &str) -> Result<DiscussionPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ReadArchive(&access))?;
    if list.kind != ListKind::Discussion {
        return Err(Error::NotFound);
    }
    let start = lists::archive_start(&mut tx, &rights, &list, &access).await?;
    let count = count_threads(&mut tx, &list, &start).await?;
    let Paging { page, pages, skip } = Paging::of(page, count, PAGE);
    let threads = list_threads(&mut tx, &list, &start, skip, (count - skip).min(PAGE)).await?;
    let held = if policy::allows(&rights, Act::ManageList(&access)) { Some(count_held(&mut tx, &list).await?) } else { None };
    let may_post = policy::allows(&rights, Act::PostToList(&access)) && !list.is_closed();
    Ok(DiscussionPage { head, list, may_post, held, page, pages, threads })
}

/// The number of threads with posts since `start`; `''`: of all, each of which has its first post.
async fn count_threads(conn: &mut Conn, list: &List, start: &str) -> Result<i64> {
    let all = "SELECT COUNT(*) FROM post WHERE list = $1 AND state IN ('accepted', 'removed') AND thread = id AND posted_at >= $2";
    let since = "SELECT COUNT(DISTINCT thread) FROM post WHERE list = $1 AND state IN ('accepted', 'removed') AND posted_at >= $2";
    let statement = if start.is_empty() { all } else { since };
    Ok(sqlx::query_scalar(statement).bind_all((&list.id, start)).fetch_one(conn).await?)
}

/// A page of so many threads. Their order is that of their newest posts, of which few are read for the first pages, and all of them for later ones.
async fn list_threads(conn: &mut Conn, list: &List, start: &str, skip: i64, count: i64) -> Result<Vec<ListedThread>> {
    let recent = newest_threads(conn, list, start, skip, MOST_RECENT).await?;
    let threads = if (recent.len() as i64) < count { newest_threads(conn, list, start, skip, i64::MAX).await? } else { recent };
    if threads.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!(
        "SELECT f.id, f.subject, f.language, f.author_name, f.posted_at, q.posts, q.newest_at
           FROM (SELECT p.thread, COUNT(*) AS posts, MAX(p.posted_at) AS newest_at FROM post p
                  WHERE p.thread IN ({}) AND p.list = $1 AND p.state IN ('accepted', 'removed') AND p.posted_at >= $2 GROUP BY p.thread) q
           JOIN post f ON f.id = q.thread
          ORDER BY q.newest_at DESC, f.id DESC",
        placeholders(3, threads.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(&list.id).bind(start);
    Ok(threads.into_iter().fold(query, |query, thread| query.bind(thread)).fetch_all(conn).await?)
}

/// The keys of a page of threads, by the newest `most` posts alone.
async fn newest_threads(conn: &mut Conn, list: &List, start: &str, skip: i64, most: i64) -> Result<Vec<PostId>> {
    // Each state by itself, in the order of the index.
    Ok(sqlx::query_scalar(
        "SELECT n.thread FROM (SELECT * FROM (
             SELECT * FROM (SELECT p.thread, p.posted_at FROM post p WHERE p.list = $1 AND p.state = 'accepted' AND p.posted_at >= $2
                             ORDER BY p.posted_at DESC, p.thread DESC LIMIT $5) a
             UNION ALL
             SELECT * FROM (SELECT p.thread, p.posted_at FROM post p WHERE p.list = $1 AND p.state = 'removed' AND p.posted_at >= $2
                             ORDER BY p.posted_at DESC, p.thread DESC LIMIT $5) r) u
           ORDER BY u.posted_at DESC, u.thread DESC LIMIT $5) n
          GROUP BY n.thread ORDER BY MAX(n.posted_at) DESC, n.thread DESC LIMIT $3 OFFSET $4",
    )
    .bind_all((&list.id, start, PAGE, skip, most))
    .fetch_all(conn)
    .await?)
}

pub(super) async fn count_held(conn: &mut Conn, list: &List) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM post WHERE list = $1 AND state = 'held'").bind(&list.id).fetch_one(conn).await?)
}

/// A thread, for those who may read the archive.
///
/// # Errors
/// As for [`threads`].
pub async fn thread(db: &Db, actor: &Actor, address: &str, thread: &PostId) -> Result<DiscussionThread> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ReadArchive(&access))?;
    let start = lists::archive_start(&mut tx, &rights, &list, &access).await?;
    let posts: Vec<ThreadPost> = sqlx::query_as(concat!(
        "SELECT ",
        post_columns!(),
        ", a.author_name AS answers FROM post p LEFT JOIN post a ON a.id = p.parent
          WHERE p.thread = $1 AND p.list = $2 AND p.state IN ('accepted', 'removed') AND p.posted_at >= $4 ORDER BY p.posted_at, p.id LIMIT $3"
    ))
    .bind_all((thread, &list.id, MOST_POSTS, &start))
    .fetch_all(&mut *tx)
    .await?;
    if posts.is_empty() {
        return Err(Error::NotFound);
    }
    let files = attachments::of_thread(&mut tx, thread, &start).await?;
    let may_post = policy::allows(&rights, Act::PostToList(&access)) && !list.is_closed() && list.kind == ListKind::Discussion;
    let rule = match rights.person().filter(|_| may_post) {
        Some(person) => Some(author_and_rule(&mut tx, &rights, person.clone(), &list, &access).await?.1),
        None => None,
    };
    Ok(DiscussionThread { may_moderate: policy::allows(&rights, Act::ManageList(&access)), head, list, rule, posts, files })
}
