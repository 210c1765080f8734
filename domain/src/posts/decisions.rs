//! Decisions on posts: of a moderator on a held one, of time on one that nobody decided on.

use chrono::Duration;

use super::{DAYS_TO_DECIDE, Post, digests, distribution, indexing, notifications, of_list, people, post_columns};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{ListKind, PostState};
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::PostId;
use crate::lists;
use crate::policy::{self, Act, Actor, Rights};

/// The most undecided posts that one transaction returns.
const BATCH: i64 = 50;

/// The decision of a moderator on a held post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModerationDecision {
    Accept,
    /// Later posts of its author are not held as first posts.
    AcceptAndTrust,
    /// It is returned to its author with this reason, which may be empty.
    Refuse(String),
    /// Nobody is told: for spam.
    Discard,
}

/// Decides on a held post. Of two moderators, the first decides.
///
/// # Errors
/// [`Error::Closed`] if it is already decided, or to accept it for a list that takes no posts any more; [`Error::Invalid`] on `reason`.
pub async fn decide(db: &Db, actor: &Actor, address: &str, post: &PostId, decision: &ModerationDecision) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ManageList(&access))?;
    // As for posts that are written: who reads the list, and when its digests end, does not change meanwhile.
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut *tx).await?;
    let post = of_list(&mut tx, &list, post).await?;
    let accepts = matches!(decision, ModerationDecision::Accept | ModerationDecision::AcceptAndTrust);
    if accepts && (list.is_closed() || list.kind != ListKind::Discussion) {
        return Err(Error::Closed);
    }
    let reason = match decision {
        ModerationDecision::Refuse(reason) => {
            let mut errors = Validation::default();
            let reason = errors.check("reason", fields::summary(reason));
            errors.or(reason)?
        }
        _ => String::new(),
    };
    let state = match decision {
        ModerationDecision::Accept | ModerationDecision::AcceptAndTrust => PostState::Accepted,
        ModerationDecision::Refuse(_) => PostState::Refused,
        ModerationDecision::Discard => PostState::Discarded,
    };
    if !settle(&mut tx, &rights, &post, state).await? {
        return Err(Error::Closed);
    }
    if *decision == ModerationDecision::AcceptAndTrust {
        let now = tx.now;
        sqlx::query("INSERT INTO list_trust (list, author_key, since) VALUES ($1, $2, $3) ON CONFLICT (list, author_key) DO NOTHING")
            .bind_all((&list.id, &post.author_key, now))
            .execute(&mut *tx)
            .await?;
    }
    match state {
        PostState::Accepted => {
            distribution::distribute(&mut tx, &list, &post).await?;
            indexing::enqueue(&mut tx, std::slice::from_ref(&post.id)).await?;
        }
        PostState::Refused => notifications::notify_refused(&mut tx, &list, &post, &reason).await?,
        _ => {}
    }
    if state != PostState::Accepted {
        people::delete_source(&mut tx, &post.id).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::PostModerate, post.id.as_str(), state.code()).await?;
    tx.commit().await
}

/// Ends the waiting of a post; `false` if it was over. An accepted post is dated now: it comes after what was said while it waited.
async fn settle(tx: &mut Tx, rights: &Rights, post: &Post, state: PostState) -> Result<bool> {
    let (now, posted_at) = match state {
        PostState::Accepted => (tx.now, digests::time_of_new_post(tx, &post.list).await?),
        _ => (tx.now, post.posted_at),
    };
    let settled =
        sqlx::query("UPDATE post SET state = $2, decided_at = $3, decided_by = $4, posted_at = $5 WHERE id = $1 AND state = 'held'")
            .bind_all((&post.id, state, now, rights.person(), posted_at))
            .execute(&mut **tx)
            .await?;
    Ok(settled.rows_affected() == 1)
}

/// Removes the text of a post from its thread, which stays readable. Copies that were sent are with their readers.
///
/// # Errors
/// [`Error::NotFound`] for a post that is not in the threads; for actors who do not manage the list.
pub async fn remove(db: &Db, actor: &Actor, address: &str, post: &PostId) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list, access) = lists::find_with_access(&mut tx, &rights, address).await?;
    policy::check(&rights, Act::ManageList(&access))?;
    let removed = sqlx::query(
        "UPDATE post SET state = 'removed', body = '', decided_at = $3, decided_by = $4 WHERE id = $1 AND list = $2 AND state = 'accepted'",
    )
    .bind_all((post, &list.id, tx.now, rights.person()))
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() != 1 {
        return Err(Error::NotFound);
    }
    people::discard_copies(&mut tx, post).await?;
    people::delete_source(&mut tx, post).await?;
    indexing::remove(&mut tx, post).await?;
    audit::record(&mut tx, &rights, AuditAction::PostRemove, post.as_str(), &list.slug).await?;
    tx.commit().await
}

/// Returns the posts that no moderator decided on within [`DAYS_TO_DECIDE`] to their authors. Returns their number.
pub async fn return_undecided(db: &Db) -> Result<u64> {
    let mut tx = db.write().await?;
    let rights = Rights::of(&mut tx, &Actor::System).await?;
    let before = tx.now.plus(-Duration::days(DAYS_TO_DECIDE));
    let posts: Vec<Post> = sqlx::query_as(concat!(
        "SELECT ",
        post_columns!(),
        " FROM post p WHERE p.state = 'held' AND p.posted_at < $1 ORDER BY p.posted_at, p.id LIMIT $2"
    ))
    .bind_all((before, BATCH))
    .fetch_all(&mut *tx)
    .await?;
    for post in &posts {
        if settle(&mut tx, &rights, post, PostState::Returned).await? {
            let list = lists::by_id(&mut tx, &post.list).await?;
            notifications::notify_returned(&mut tx, &list, post).await?;
            people::delete_source(&mut tx, &post.id).await?;
            audit::record(&mut tx, &rights, AuditAction::PostModerate, post.id.as_str(), PostState::Returned.code()).await?;
        }
    }
    if posts.is_empty() {
        return Ok(0);
    }
    tx.commit().await?;
    Ok(posts.len() as u64)
}
