//! Writing to a list from the web: a new thread, or an answer.

use chrono::Duration;
use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::rules::{self, PostingRule};
use super::{Post, digests, distribution, indexing, notifications, of_list};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx};
use crate::enums::{HoldReason, Language, ListKind, PostFormat, PostState};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph::NetworkHead;
use crate::ids::{PersonId, PostId};
use crate::lists::{self, List};
use crate::names;
use crate::policy::{self, Act, Actor, ListAccess, Rights};

/// The most posts of one person to one list within an hour.
pub(super) const HOURLY_LIMIT: i64 = 20;
/// The most posts that one statement inserts.
const MOST_INSERTED: usize = 50;

/// The form of a post, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostInput {
    /// One line; of an answer: empty, it has the subject of its thread.
    pub subject: String,
    /// Markdown.
    pub body: String,
    /// The post that it answers; empty: it starts a thread.
    pub parent: String,
}

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostOutcome {
    /// It is in this thread, and on its way to the list.
    Accepted {
        thread: PostId,
        post: PostId,
        /// Whether its author may read the thread on the site: a list may have no archive.
        reads_archive: bool,
    },
    /// It waits for a moderator.
    Held { reason: HoldReason, reads_archive: bool },
}

impl PostOutcome {
    /// Why it waits, if it does.
    pub fn hold_reason(&self) -> Option<HoldReason> {
        match self {
            Self::Accepted { .. } => None,
            Self::Held { reason, .. } => Some(*reason),
        }
    }
}

/// The page of the site that a post leads its author to.
pub fn path_after(slug: &str, outcome: &PostOutcome) -> String {
    match outcome {
        PostOutcome::Accepted { thread, post, reads_archive: true } => format!("/lists/{slug}/threads/{thread}#{post}"),
        PostOutcome::Accepted { .. } => format!("/lists/{slug}?done=posted"),
        PostOutcome::Held { reads_archive: true, .. } => format!("/lists/{slug}/threads?done=held"),
        PostOutcome::Held { .. } => format!("/lists/{slug}?done=held"),
    }
}

/// The form of a new thread.
#[derive(Debug, Clone)]
pub struct PostForm {
    pub head: NetworkHead,
    pub list: List,
    /// What would happen to the post.
    pub rule: PostingRule,
}

/// The form of a new thread, for people who may write to the list.
pub async fn start_form(db: &Db, actor: &Actor, address: &str) -> Result<PostForm> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let Posting { head, list, rule, .. } = posting(&mut tx, &rights, address).await?;
    Ok(PostForm { head, list, rule })
}

/// [`start_form`] for an answer, with the post to answer.
pub async fn answer_form(db: &Db, actor: &Actor, address: &str, post: &PostId) -> Result<(PostForm, Post)> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let Posting { head, list, rule, archive_start, .. } = posting(&mut tx, &rights, address).await?;
    let parent = accepted(&mut tx, &list, &archive_start, post).await?;
    Ok((PostForm { head, list, rule }, parent))
}

/// Starts a thread.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::NotFound`] for a list that the actor can't read or that is no discussion; [`Error::Closed`] for a closed one;
/// [`Error::Invalid`] with every field to correct, with [`FieldProblem::TooOften`] beyond 20 posts an hour.
pub async fn start(db: &Db, actor: &Actor, address: &str, language: Language, input: &PostInput) -> Result<PostOutcome> {
    write(db, actor, address, language, input, None).await
}

/// Answers a post.
///
/// # Errors
/// As for [`start`]; [`Error::NotFound`] for a post that is not in the list's threads.
pub async fn answer(db: &Db, actor: &Actor, address: &str, post: &PostId, language: Language, input: &PostInput) -> Result<PostOutcome> {
    write(db, actor, address, language, input, Some(post)).await
}

async fn write(
    db: &Db,
    actor: &Actor,
    address: &str,
    language: Language,
    input: &PostInput,
    parent: Option<&PostId>,
) -> Result<PostOutcome> {
    let key = InstanceKey::of(db).await?;
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let Posting { list, rule, author, reads_archive, archive_start, .. } = posting(&mut tx, &rights, address).await?;
    let parent = match parent {
        Some(parent) => Some(accepted(&mut tx, &list, &archive_start, parent).await?),
        None => None,
    };
    let mut errors = Validation::default();
    let subject = match &parent {
        Some(parent) => parent.subject.clone(),
        None => errors.check("subject", fields::line(&input.subject)),
    };
    let body = errors.check("body", fields::text(&input.body));
    if body.trim().is_empty() && !errors.touches("body") {
        errors.note("body", FieldProblem::Required);
    }
    // Locks the list, so that posts sent at once are counted.
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(&list.id).execute(&mut *tx).await?;
    if recent(&mut tx, &list, &author.person).await? >= HOURLY_LIMIT {
        errors.note("body", FieldProblem::TooOften);
    }
    errors.or(())?;
    let posted_at = digests::time_of_new_post(&mut tx, &list.id).await?;
    let id: PostId = tx.new_id();
    let message_id = format!("{id}@{}", tx.host());
    let (state, hold_reason) = match rule {
        PostingRule::Accept => (PostState::Accepted, ""),
        PostingRule::Hold(reason) => (PostState::Held, reason.code()),
    };
    let post = Post {
        thread: parent.as_ref().map_or_else(|| id.clone(), |parent| parent.thread.clone()),
        parent: parent.map(|parent| parent.id),
        list: list.id.clone(),
        message_id,
        person: Some(author.person.clone()),
        author_name: author.name.clone(),
        author_key: names::address_key(&author.address),
        author_address: author.address.clone(),
        subject,
        body,
        language,
        state,
        hold_reason: hold_reason.to_owned(),
        posted_at,
        recipients: 0,
        format: PostFormat::Markdown,
        source: None,
        id,
    };
    insert(&mut tx, &post).await?;
    let outcome = match rule {
        PostingRule::Accept => {
            distribution::distribute(&mut tx, &list, &post).await?;
            indexing::enqueue(&mut tx, std::slice::from_ref(&post.id)).await?;
            let outcome = PostOutcome::Accepted { thread: post.thread.clone(), post: post.id.clone(), reads_archive };
            tx.lead_to(&path_after(&list.slug, &outcome)).await?;
            outcome
        }
        PostingRule::Hold(reason) => {
            notifications::notify_moderators(&mut tx, &list, &key).await?;
            let outcome = PostOutcome::Held { reason, reads_archive };
            tx.lead_to(&path_after(&list.slug, &outcome)).await?;
            outcome
        }
    };
    audit::record(&mut tx, &rights, AuditAction::PostWrite, post.id.as_str(), &list.slug).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// The author of a post.
pub(super) struct PostAuthor {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) address: String,
}

struct Posting {
    head: NetworkHead,
    list: List,
    rule: PostingRule,
    author: PostAuthor,
    reads_archive: bool,
    /// The first day of the archive that is theirs.
    archive_start: String,
}

/// A discussion that the actor may write to, and what would happen to a post of theirs.
async fn posting(tx: &mut Tx, rights: &Rights, address: &str) -> Result<Posting> {
    let (head, list, access) = lists::find_with_access(tx, rights, address).await?;
    let person = rights.signed_in()?.clone();
    policy::check(rights, Act::PostToList(&access))?;
    if list.kind != ListKind::Discussion {
        return Err(Error::NotFound);
    }
    if list.is_closed() {
        return Err(Error::Closed);
    }
    let (author, rule) = author_and_rule(tx, rights, person, &list, &access).await?;
    let reads_archive = policy::allows(rights, Act::ReadArchive(&access));
    let archive_start = lists::archive_start(tx, rights, &list, &access).await?;
    Ok(Posting { head, list, rule, author, reads_archive, archive_start })
}

/// The person as an author, and what would happen to a post of theirs.
pub(super) async fn author_and_rule(
    tx: &mut Tx,
    rights: &Rights,
    person: PersonId,
    list: &List,
    access: &ListAccess,
) -> Result<(PostAuthor, PostingRule)> {
    let author = author(tx, person).await?;
    let facts = rules::facts(tx, rights, list, access, &names::address_key(&author.address)).await?;
    Ok((author, rules::apply(facts)))
}

pub(super) async fn author(conn: &mut Conn, person: PersonId) -> Result<PostAuthor> {
    let (given_name, family_name, address): (String, String, String) = sqlx::query_as(
        "SELECT p.given_name, p.family_name, a.address FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE p.id = $1",
    )
    .bind(&person)
    .fetch_one(conn)
    .await?;
    let name = names::full(&given_name, &family_name);
    // An account without a name yet: as mails without one are shown.
    let name = if name.is_empty() { address.split('@').next().unwrap_or_default().to_owned() } else { name };
    Ok(PostAuthor { person, name, address })
}

/// A post of the list that its readers see since that day, even if its text was removed.
async fn accepted(conn: &mut Conn, list: &List, start: &str, post: &PostId) -> Result<Post> {
    let post = of_list(conn, list, post).await?;
    let is_seen = matches!(post.state, PostState::Accepted | PostState::Removed) && post.posted_at.to_string().as_str() >= start;
    if is_seen { Ok(post) } else { Err(Error::NotFound) }
}

async fn recent(tx: &mut Tx, list: &List, person: &PersonId) -> Result<i64> {
    let since = tx.now.plus(-Duration::hours(1));
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM post WHERE list = $1 AND person = $2 AND posted_at > $3")
        .bind_all((&list.id, person, since))
        .fetch_one(&mut **tx)
        .await?)
}

pub(super) async fn insert(tx: &mut Tx, post: &Post) -> Result<()> {
    insert_all(tx, std::iter::once(post), false).await
}

/// Inserts posts, each after the one that it answers. Of those that an archive brought, no digest has any.
pub(super) async fn insert_all<'a>(tx: &mut Tx, posts: impl Iterator<Item = &'a Post>, is_imported: bool) -> Result<()> {
    let posts: Vec<&Post> = posts.collect();
    for posts in posts.chunks(MOST_INSERTED) {
        let statement = format!(
            "INSERT INTO post (id, list, thread, parent, message_id, person, author_name, author_address, author_key, subject, body, language, state,
                               hold_reason, posted_at, recipients, format, source, imported)
             VALUES {}",
            tx.rows(posts.len(), 19)
        );
        let insert = posts.iter().fold(sqlx::query(AssertSqlSafe(statement)), |insert, post| {
            insert
                .bind_all((&post.id, &post.list, &post.thread, &post.parent, &post.message_id))
                .bind_all((&post.person, &post.author_name, &post.author_address, &post.author_key, &post.subject))
                .bind_all((&post.body, post.language, post.state, &post.hold_reason, post.posted_at))
                .bind_all((post.recipients, post.format, &post.source, i64::from(is_imported)))
        });
        insert.execute(&mut **tx).await?;
    }
    Ok(())
}
