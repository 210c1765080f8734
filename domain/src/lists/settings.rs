//! The settings of a list: its address, what it is for, its readers and managers, access to its archive.

use serde::{Deserialize, Serialize};

use super::mail_settings::{self, MailSettings};
use super::rules::{self, ListRule, RuleChoice};
use super::{List, find_to_manage, indexing, managers, network_lists};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{ListArchive, ListKind, PostingPolicy, ReplyRule};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph::{self, NetworkHead};
use crate::ids::{NetworkId, PersonId};
use crate::policy::{self, Act, Actor, Rights};

/// The most lists of one network.
pub const MOST_LISTS: i64 = 50;
/// The most rules of one list.
const MOST_RULES: usize = 100;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInput {
    pub name: String,
    /// The local part of its address: `ri3-l`. An address that it had goes on leading to it.
    pub slug: String,
    /// One or two sentences.
    pub description: String,
    /// A [`ListKind`].
    pub kind: String,
    /// A [`ListArchive`].
    pub archive: String,
    /// Not empty: each person reads the archive from the day they joined.
    pub archive_from_joining: String,
    /// A [`PostingPolicy`], of a discussion.
    pub posting: String,
    /// Not empty: a moderator reads the first post of each author.
    pub first_posts_held: String,
    /// A [`crate::enums::ReplyRule`]; empty: answers go to the list.
    pub reply_to: String,
    /// Before each subject; may be empty.
    pub subject_prefix: String,
    /// Plain text under each post; may be empty.
    pub footer: String,
    /// Megabytes of the largest mail that is not held; empty: as the site takes.
    pub largest: String,
    /// Not empty: a mail with attached files waits for a moderator.
    pub files_held: String,
    /// Who reads it without a subscription: `members:sil`, `below:comet`, `participants:ecole-ri3`.
    pub rules: Vec<String>,
    /// The addresses of managers who need not be coordinators, one a line.
    pub managers: String,
    /// The version of the record when the form was opened.
    pub version: String,
}

/// The form of a list, filled in.
#[derive(Debug, Clone)]
pub struct ListForm {
    pub head: NetworkHead,
    /// `None`: it is to be created.
    pub list: Option<List>,
    pub input: ListInput,
    /// The choices for [`ListInput::rules`].
    pub rules: Vec<RuleChoice>,
}

/// The form of a new list.
pub async fn new(db: &Db, actor: &Actor, network: &str) -> Result<ListForm> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::CreateList(&head.card.id))?;
    let rules = rules::choices(&mut tx, &rights, &head.card.id, None).await?;
    let input = ListInput {
        slug: format!("{}-", head.card.slug),
        kind: ListKind::Announcement.to_string(),
        archive: ListArchive::Members.to_string(),
        posting: PostingPolicy::Subscribers.to_string(),
        first_posts_held: "yes".to_owned(),
        reply_to: ReplyRule::List.to_string(),
        ..ListInput::default()
    };
    Ok(ListForm { head, list: None, input, rules })
}

/// The form filled in from the stored list, for actors who manage it.
pub async fn form(db: &Db, actor: &Actor, address: &str) -> Result<ListForm> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_manage(&mut tx, &rights, address).await?;
    let rules = rules::choices(&mut tx, &rights, &list.network, Some(&list)).await?;
    let mut input = ListInput {
        name: list.name.clone(),
        slug: list.slug.clone(),
        description: list.description.clone(),
        kind: list.kind.to_string(),
        archive: list.archive.to_string(),
        posting: list.posting.to_string(),
        first_posts_held: if list.first_posts_held == 1 { "yes".to_owned() } else { String::new() },
        rules: rules::of_list(&mut tx, &list).await?,
        managers: managers::addresses(&mut tx, &list.id).await?.join("\n"),
        version: list.version.to_string(),
        ..ListInput::default()
    };
    mail_settings::fill(&mut input, &list);
    Ok(ListForm { head, list: Some(list), input, rules })
}

/// A list as typed, after the checks.
pub(super) struct CheckedList {
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) description: String,
    pub(super) kind: ListKind,
    pub(super) archive: ListArchive,
    pub(super) posting: PostingPolicy,
    pub(super) first_posts_held: bool,
    pub(super) mail: MailSettings,
    pub(super) rules: Vec<ListRule>,
    pub(super) managers: Vec<PersonId>,
}

/// # Errors
/// [`Error::Invalid`] with every field to correct; [`Error::TooMany`] if the network has too many lists for a new one.
pub(super) async fn check(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkId,
    list: Option<&List>,
    input: &ListInput,
) -> Result<CheckedList> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM list WHERE network = $1").bind(network).fetch_one(&mut **tx).await?;
    if list.is_none() && count >= MOST_LISTS {
        return Err(Error::TooMany);
    }
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    // A list that had its address before the address was reserved keeps it.
    let is_own = |slug: &str| list.is_some_and(|list| list.slug == slug);
    let is_free = |slug: String| if is_reserved(&slug) && !is_own(&slug) { Err(FieldProblem::SlugTaken) } else { Ok(slug) };
    let slug = errors.check("slug", fields::slug(&input.slug).and_then(is_free));
    let description = errors.check("description", fields::summary(&input.description));
    let kind = errors.check("kind", ListKind::parse(&input.kind).map(Some)).unwrap_or(ListKind::Announcement);
    let archive = errors.check("archive", ListArchive::parse(&input.archive).map(Some)).unwrap_or(ListArchive::Members);
    // An announcement form does not show who may post.
    let posting = match (kind, input.posting.as_str()) {
        (ListKind::Announcement, "") => PostingPolicy::Coordinators,
        (_, typed) => errors.check("posting", PostingPolicy::parse(typed).map(Some)).unwrap_or(PostingPolicy::Subscribers),
    };
    if !errors.touches("slug") && is_taken(tx, &slug, list).await? {
        errors.note("slug", FieldProblem::SlugTaken);
    }
    let rules = if input.rules.len() > MOST_RULES {
        Err(FieldProblem::TooMany(MOST_RULES))
    } else {
        let offered = rules::choices(tx, rights, network, list).await?;
        let before = match list {
            Some(list) => rules::of_list(tx, list).await?,
            None => Vec::new(),
        };
        rules::parse(tx, &offered, &before, &input.rules).await?
    };
    let rules = errors.check("rules", rules);
    let mail = mail_settings::check(&mut errors, input);
    let managers = errors.check("managers", managers::parse(tx, &input.managers).await?);
    let checked = CheckedList {
        name,
        slug,
        description,
        kind,
        archive,
        posting,
        first_posts_held: !input.first_posts_held.is_empty(),
        mail,
        rules,
        managers,
    };
    errors.or(checked)
}

/// Addresses that mail servers and list commands need (RFC 2142): no list may have them.
fn is_reserved(slug: &str) -> bool {
    let names = [
        "abuse",
        "bounces",
        "hostmaster",
        "lists",
        "mailer-daemon",
        "noc",
        "noreply",
        "no-reply",
        "postmaster",
        "root",
        "security",
        "webmaster",
    ];
    let suffixes = ["-confirm", "-help", "-options", "-owner", "-request", "-subscribe", "-unsubscribe", "-bounces"];
    names.contains(&slug) || suffixes.iter().any(|suffix| slug.ends_with(suffix))
}

async fn is_taken(conn: &mut Conn, slug: &str, list: Option<&List>) -> Result<bool> {
    let found = sqlx::query("SELECT 1 FROM list_address WHERE address = $1 AND list <> $2")
        .bind_all((slug, list.map_or("", |list| list.id.as_str())))
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// Changes the list; returns its address.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Invalid`] with every field to correct.
pub async fn edit(db: &Db, actor: &Actor, address: &str, input: &ListInput) -> Result<String> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_manage(&mut tx, &rights, address).await?;
    let checked = check(&mut tx, &rights, &list.network, Some(&list), input).await?;
    update(&mut tx, &list, input.version.parse().unwrap_or(-1), &checked).await?;
    audit::record(&mut tx, &rights, AuditAction::ListEdit, list.id.as_str(), &checked.slug).await?;
    tx.commit().await?;
    Ok(checked.slug)
}

/// Writes the settings of a list.
///
/// # Errors
/// [`Error::Stale`] if its version is another one.
pub(super) async fn update(tx: &mut Tx, list: &List, version: i64, checked: &CheckedList) -> Result<()> {
    let now = tx.now;
    let changed = sqlx::query(
        "UPDATE list SET name = $3, slug = $4, description = $5, archive = $6, kind = $7, posting = $8, first_posts_held = $9, version = version + 1
          WHERE id = $1 AND version = $2",
    )
    .bind_all((
        &list.id,
        version,
        &checked.name,
        &checked.slug,
        &checked.description,
        checked.archive,
        checked.kind,
        checked.posting,
        i64::from(checked.first_posts_held),
    ))
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() != 1 {
        return Err(Error::Stale);
    }
    mail_settings::update(tx, &list.id, &checked.mail).await?;
    network_lists::add_address(tx, &list.id, &checked.slug, now).await?;
    rules::replace(tx, &list.id, &checked.rules).await?;
    managers::replace(tx, &list.id, &checked.managers).await?;
    indexing::reindex(tx, &List { archive: checked.archive, slug: checked.slug.clone(), ..list.clone() }).await
}

/// Closes a list: nothing is sent to it any more, and its archive stays. Idempotent.
///
/// # Errors
/// [`Error::NotFound`] for the main list: a network always has one.
pub async fn close(db: &Db, actor: &Actor, address: &str) -> Result<()> {
    set_closed(db, actor, address, true).await
}

/// Opens a closed list again: its readers are those of its rules now, and the subscribers it had. Idempotent.
pub async fn reopen(db: &Db, actor: &Actor, address: &str) -> Result<()> {
    set_closed(db, actor, address, false).await
}

async fn set_closed(db: &Db, actor: &Actor, address: &str, closes: bool) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_manage(&mut tx, &rights, address).await?;
    if list.is_main() {
        return Err(Error::NotFound);
    }
    if list.is_closed() == closes {
        return Ok(());
    }
    let now = tx.now;
    sqlx::query("UPDATE list SET closed_at = $2, version = version + 1 WHERE id = $1")
        .bind_all((&list.id, closes.then_some(now)))
        .execute(&mut *tx)
        .await?;
    let action = if closes { AuditAction::ListClose } else { AuditAction::ListReopen };
    audit::record(&mut tx, &rights, action, list.id.as_str(), &list.slug).await?;
    tx.commit().await
}
