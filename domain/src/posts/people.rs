//! The data of people in posts: an erased person's name and texts go, and the threads stay readable; who got which copy is deleted in time.

use super::indexing;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::files;
use crate::ids::{PersonId, PostId};

/// The settled deliveries of posts and digests that were queued before `$1`, in SQL.
macro_rules! expired {
    () => {
        "(post IS NOT NULL OR digest IS NOT NULL) AND due_at IS NULL AND worker IS NULL AND queued_at < $1"
    };
}

/// Deletes the stored mail of a post and its files; the text of the post is up to the caller.
pub(super) async fn delete_source(tx: &mut Tx, post: &PostId) -> Result<()> {
    let hashes: Vec<String> = sqlx::query_scalar(
        "SELECT source FROM post WHERE id = $1 AND source IS NOT NULL UNION SELECT hash FROM post_attachment WHERE post = $1",
    )
    .bind(post)
    .fetch_all(&mut **tx)
    .await?;
    for statement in ["UPDATE post SET source = NULL WHERE id = $1", "DELETE FROM post_attachment WHERE post = $1"] {
        sqlx::query(statement).bind(post).execute(&mut **tx).await?;
    }
    for hash in hashes {
        files::delete_unused(tx, &hash).await?;
    }
    Ok(())
}

/// The posts of person `$1`, under their account or one of their proved addresses, in SQL.
macro_rules! own_posts {
    ($alias:literal) => {
        concat!(
            "(",
            $alias,
            ".person = $1 OR ",
            $alias,
            ".author_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL))"
        )
    };
}

/// Copies of a post without a text do not leave. Of one that a worker is sending at this moment, its report says whether it left.
pub(super) async fn discard_copies(tx: &mut Tx, post: &PostId) -> Result<()> {
    sqlx::query("UPDATE delivery SET state = 'discarded', due_at = NULL, worker = NULL WHERE post = $1 AND (due_at IS NOT NULL OR worker IS NOT NULL)")
        .bind(post)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes the identity and the texts of a person from posts, under their account or one of their proved addresses. The subject of a thread that they
/// began stays: it names what others say. To be called before the addresses are deleted.
pub(crate) async fn erase_person(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let posts: Vec<PostId> = sqlx::query_scalar(concat!("SELECT p.id FROM post p WHERE p.state = 'accepted' AND ", own_posts!("p")))
        .bind(person)
        .fetch_all(&mut **tx)
        .await?;
    let hashes: Vec<String> = sqlx::query_scalar(concat!(
        "SELECT p.source FROM post p WHERE p.source IS NOT NULL AND ",
        own_posts!("p"),
        " UNION SELECT t.hash FROM post_attachment t JOIN post p ON p.id = t.post WHERE ",
        own_posts!("p")
    ))
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    sqlx::query(concat!("DELETE FROM post_attachment WHERE post IN (SELECT p.id FROM post p WHERE ", own_posts!("p"), ")"))
        .bind(person)
        .execute(&mut **tx)
        .await?;
    sqlx::query("DELETE FROM received_mail WHERE author_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)")
        .bind(person)
        .execute(&mut **tx)
        .await?;
    for statement in [
        "DELETE FROM list_trust WHERE author_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)",
        "UPDATE delivery SET state = 'discarded', due_at = NULL, worker = NULL
          WHERE (due_at IS NOT NULL OR worker IS NOT NULL) AND post IN (SELECT p.id FROM post p WHERE p.person = $1)",
        "UPDATE post SET body = '', source = NULL, subject = CASE WHEN id = thread AND state IN ('accepted', 'removed') THEN subject ELSE '' END,
                state = CASE state WHEN 'accepted' THEN 'removed' WHEN 'held' THEN 'discarded' ELSE state END,
                person = NULL, author_name = '', author_address = '', author_key = id
          WHERE person = $1 OR author_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)",
        "UPDATE post SET decided_by = NULL WHERE decided_by = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    for post in posts {
        indexing::remove(tx, &post).await?;
    }
    for hash in hashes {
        files::delete_unused(tx, &hash).await?;
    }
    // The copies of posts that they got.
    for statement in [
        "UPDATE delivery_event SET detail = '' WHERE delivery IN (SELECT d.id FROM delivery d WHERE (d.post IS NOT NULL OR d.digest IS NOT NULL)
           AND (d.person = $1 OR d.address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL)))",
        "UPDATE delivery SET address = '', address_key = id, domain = '', name = '', sort_name = '', why = '', unsubscribe_target = '', last_error = '',
                state = CASE WHEN due_at IS NULL AND worker IS NULL THEN state ELSE 'unsubscribed' END, due_at = NULL, worker = NULL, person = NULL
          WHERE (post IS NOT NULL OR digest IS NOT NULL) AND (person = $1 OR address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1 AND a.verified_at IS NOT NULL))",
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Deletes the deliveries of copies queued before `before`, except those that wait or are in flight. Their number stays with each
/// post.
pub(crate) async fn delete_expired_deliveries(tx: &mut Tx, before: Timestamp) -> Result<()> {
    sqlx::query(concat!("DELETE FROM delivery_event WHERE delivery IN (SELECT id FROM delivery WHERE ", expired!(), ")"))
        .bind(before)
        .execute(&mut **tx)
        .await?;
    sqlx::query(concat!("DELETE FROM delivery WHERE ", expired!())).bind(before).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM digest WHERE posted_until < $1 AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.digest = digest.id)")
        .bind(before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Deletes the posts that were refused, discarded or returned before `before`: they were never in a thread.
pub(crate) async fn delete_expired_refusals(tx: &mut Tx, before: Timestamp) -> Result<()> {
    for statement in [
        "UPDATE received_mail SET post = NULL WHERE post IN (SELECT p.id FROM post p WHERE p.state IN ('refused', 'discarded', 'returned') AND p.decided_at < $1)",
        "DELETE FROM post WHERE state IN ('refused', 'discarded', 'returned') AND decided_at < $1",
    ] {
        sqlx::query(statement).bind(before).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Deletes the journal of received mails from before `before`.
pub(crate) async fn delete_expired_received_mails(tx: &mut Tx, before: Timestamp) -> Result<()> {
    sqlx::query("DELETE FROM received_mail WHERE received_at < $1").bind(before).execute(&mut **tx).await?;
    Ok(())
}
