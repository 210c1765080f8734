//! The lists of a network: shown to everyone who may know of the network, created by its coordinators.

use super::settings::{CheckedList, ListInput, check};
use super::subscriptions::count;
use super::{List, access, list_columns, mail_settings, managers, rules};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::ListRuleKind;
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{ListId, NetworkId};
use crate::policy::{self, Act, Actor};

#[derive(Debug, Clone)]
pub struct NetworkLists {
    pub head: NetworkHead,
    /// Whether the reader may create lists.
    pub may_create: bool,
    /// The main list first, then by name; closed ones last.
    pub lists: Vec<ListedList>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedList {
    pub list: List,
    /// Whether the reader receives its mail.
    pub is_reader: bool,
    /// Whether the reader may read its archive.
    pub may_read: bool,
    /// The number of people and addresses that it writes to, for readers who manage it.
    pub subscribers: Option<i64>,
}

/// The lists of a network that the reader may know of.
pub async fn network_lists(db: &Db, actor: &Actor, network: &str) -> Result<NetworkLists> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    let rows: Vec<List> = sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l WHERE l.network = $1
          ORDER BY CASE WHEN l.closed_at IS NULL THEN 0 ELSE 1 END, l.main DESC, lower(l.name), l.id"
    ))
    .bind(&head.card.id)
    .fetch_all(&mut *tx)
    .await?;
    let mut lists = Vec::with_capacity(rows.len());
    // A network has a handful of lists: MOST_LISTS bounds the queries of this page.
    for list in rows {
        let access = access(&mut tx, &rights, &head, &list).await?;
        let may_manage = policy::allows(&rights, Act::ManageList(&access));
        let subscribers = if may_manage { Some(count(&mut tx, &list).await?) } else { None };
        lists.push(ListedList {
            is_reader: access.is_reader,
            may_read: policy::allows(&rights, Act::ReadArchive(&access)),
            subscribers,
            list,
        });
    }
    let may_create = policy::allows(&rights, Act::CreateList(&head.card.id));
    Ok(NetworkLists { head, may_create, lists })
}

/// Creates a list of the network.
///
/// # Errors
/// [`crate::Error::Invalid`] with every field to correct; [`crate::Error::TooMany`] for a network with [`super::settings::MOST_LISTS`] lists.
pub async fn create(db: &Db, actor: &Actor, network: &str, input: &ListInput) -> Result<String> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::CreateList(&head.card.id))?;
    // Two coordinators at once would both see one place left.
    sqlx::query("UPDATE network SET version = version WHERE id = $1").bind(&head.card.id).execute(&mut *tx).await?;
    let checked = check(&mut tx, &rights, &head.card.id, None, input).await?;
    let (id, now): (ListId, _) = (tx.new_id(), tx.now);
    insert(&mut tx, &id, &head.card.id, &checked, now).await?;
    audit::record(&mut tx, &rights, AuditAction::ListCreate, id.as_str(), &checked.slug).await?;
    tx.lead_to(&format!("/lists/{}", checked.slug)).await?;
    tx.commit().await?;
    Ok(checked.slug)
}

pub(super) async fn insert(tx: &mut Tx, id: &ListId, network: &NetworkId, checked: &CheckedList, now: Timestamp) -> Result<()> {
    sqlx::query(
        "INSERT INTO list (id, network, slug, name, description, archive, kind, posting, first_posts_held, main, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, 1)",
    )
    .bind_all((
        id,
        network,
        &checked.slug,
        &checked.name,
        &checked.description,
        checked.archive,
        checked.kind,
        checked.posting,
        i64::from(checked.first_posts_held),
        now,
    ))
    .execute(&mut **tx)
    .await?;
    mail_settings::update(tx, id, &checked.mail).await?;
    add_address(tx, id, &checked.slug, now).await?;
    managers::replace(tx, id, &checked.managers).await?;
    rules::replace(tx, id, &checked.rules).await
}

/// Gives a list an address that no list has or had.
pub(super) async fn add_address(conn: &mut Conn, list: &ListId, address: &str, now: Timestamp) -> Result<()> {
    sqlx::query("INSERT INTO list_address (address, list, since) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING")
        .bind_all((address, list, now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Creates the main list of a new network. Its address is the network's slug or, if another list has it, that slug and a number.
pub(crate) async fn create_main(tx: &mut Tx, network: &NetworkId, slug: &str, acronym: &str) -> Result<()> {
    let (id, now): (ListId, _) = (tx.new_id(), tx.now);
    let mut address = slug.to_owned();
    for number in 2.. {
        let taken = sqlx::query("SELECT 1 FROM list_address WHERE address = $1").bind(&address).fetch_optional(&mut **tx).await?;
        if taken.is_none() {
            break;
        }
        address = format!("{slug}-{number}");
    }
    sqlx::query(
        "INSERT INTO list (id, network, slug, name, description, archive, main, created_at, version) VALUES ($1, $2, $3, $4, '', 'members', 1, $5, 1)",
    )
    .bind_all((&id, network, &address, acronym, now))
    .execute(&mut **tx)
    .await?;
    add_address(tx, &id, &address, now).await?;
    rules::replace(tx, &id, &[(ListRuleKind::Members, network.to_string())]).await
}

/// Creates the main lists of networks that were inserted by SQL.
pub async fn create_missing(conn: &mut Conn) -> Result<()> {
    for statement in [
        "INSERT INTO list (id, network, slug, name, description, archive, main, created_at, version)
         SELECT n.id, n.id, n.slug, n.acronym, '', 'members', 1, n.created_at, 1 FROM network n
          WHERE NOT EXISTS (SELECT 1 FROM list l WHERE l.network = n.id AND l.main = 1)",
        "INSERT INTO list_address (address, list, since)
         SELECT l.slug, l.id, l.created_at FROM list l WHERE NOT EXISTS (SELECT 1 FROM list_address a WHERE a.list = l.id)",
        "INSERT INTO list_rule (list, kind, subject)
         SELECT l.id, 'members', l.network FROM list l
          WHERE l.main = 1 AND NOT EXISTS (SELECT 1 FROM list_rule r WHERE r.list = l.id)",
    ] {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}
