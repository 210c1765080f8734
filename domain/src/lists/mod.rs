//! Mailing lists. A network has any number of them. The main one is made with the network, for its members.
//!
//! The register is the list: the people of a list's rules receive its mail without a row of their own, from the day they join to the day they leave,
//! unless they chose otherwise. Other people subscribe with the public form and confirm by mail. Each choice is stored with its day: together with the
//! history of memberships, this is the record of consent.
//!
//! There are two kinds of messages, and two ways to stop them. Mail to subscribers or members is the list's mail: a person who refused it or
//! unsubscribed never gets it. Mail to the participants of an event is about that event, needs no subscription, and can be stopped for that event
//! alone.

mod archive;
mod audience;
mod audience_check;
mod choices;
mod deliveries;
mod dispatch;
mod drafts;
mod fixtures;
mod import;
mod indexing;
mod journal;
mod known_choices;
mod mail_settings;
mod managers;
mod messages;
mod my_lists;
mod network_lists;
mod options;
mod people;
mod readers;
mod reading_options;
mod retention;
mod rules;
mod settings;
mod sources;
mod subscribe;
mod subscriber_sql;
mod subscribers;
mod subscriptions;
mod template;
mod unsubscribe;

pub use archive::{ArchivedMessage, ListArchivePage, archive, archived_message, without_name_marks};
pub(crate) use archive::{archive_start, is_archived};
pub use audience::{Audience, Recipient, audience, reasons, reasons_of};
pub use audience_check::{AudienceCheck, check_audience};
pub use choices::{AudienceChoice, AudienceChoices, choices};
pub use deliveries::finish_messages;
pub use dispatch::{SendInput, SendingTime, send, send_due, send_proof, unschedule};
pub use drafts::{MOST_CHOICES, MessageInput, create, edit, form, remove};
pub use fixtures::{seed, seed_list};
pub use import::{MOST_LINES, MOST_MEGABYTES, RefusedSubscriber, SubscriberImport, SubscriberRefusal, import_subscribers};
pub(crate) use indexing::FoundMessages;
pub use journal::{DeliveryStep, MessageDelivery, MessageJournal, MessageJournalQuery, journal, journal_csv};
pub use messages::{ListedMessage, Message, MessageList, ShownMessage, messages, show};
pub use my_lists::{MyList, SubscriptionStep, my_lists};
pub(crate) use network_lists::create_main;
pub use network_lists::{ListedList, NetworkLists, create as create_list, create_missing, network_lists};
pub use options::{ReadingOptionsForm, ReadingOptionsInput, options, options_by_link, set_options, set_options_by_link};
pub(crate) use people::{count_subscribed_lists, erase_person, unsubscribe_all};
pub(crate) use readers::{DigestReader, digest_readers, leaving_digest_readers, post_readers};
pub(crate) use reading_options::{move_digest_reader, restart_digests};
pub(crate) use retention::delete_expired_journals;
pub use settings::{ListForm, ListInput, close, edit as edit_list, form as list_form, new as new_list_form, reopen};
pub(crate) use subscribe::request_by_mail;
pub use subscribe::{PendingConfirmation, SubscribeInput, confirm, delete_expired_requests, form_mark, pending, request_subscription};
pub use subscribers::{Subscriber, SubscriberPage, SubscriberQuery, remove_subscriber, standing_label, subscribers, subscribers_csv};
pub use subscriptions::set_subscription;
pub(crate) use subscriptions::{is_guest_reader, record_join, record_leave};
pub(crate) use template::{ListMail, MessageTemplate, TemplateTexts, list_mails, reads_archive, without_marks as without_template_marks};
pub(crate) use unsubscribe::{UnsubscribeLink, unsubscribe_link};
pub use unsubscribe::{UnsubscribePage, resubscribe, token, unsubscribe, unsubscribe_page};

use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{ListArchive, ListKind, NetworkVisibility, PostingPolicy, ReplyRule};
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{ListId, NetworkId, PersonId};
use crate::policy::{self, Act, Actor, ListAccess, Rights};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct List {
    pub id: ListId,
    pub network: NetworkId,
    /// The local part of its address.
    pub slug: String,
    pub name: String,
    pub description: String,
    pub archive: ListArchive,
    pub kind: ListKind,
    pub posting: PostingPolicy,
    /// 1: a moderator reads the first post of each author.
    pub first_posts_held: i64,
    /// Where answers to a post go by themselves.
    pub reply_to: ReplyRule,
    /// Before each subject; empty: subjects stay as they are, and so do signatures that cover them.
    pub subject_prefix: String,
    /// Plain text under each post that is passed on; empty: mails stay as they are, and so do signatures.
    pub footer: String,
    /// 1: those to whom the archive is open read what was sent since they joined. A public archive is read as a whole.
    pub archive_from_joining: i64,
    /// In kilobytes: a larger mail waits for a moderator. 0: as large as the site takes.
    pub largest: i64,
    /// 1: a mail with attached files waits for a moderator.
    pub files_held: i64,
    /// 1: the list of the network's members, made with the network.
    pub main: i64,
    /// Nothing is sent to it any more; its archive stays.
    pub closed_at: Option<Timestamp>,
    pub version: i64,
}

impl List {
    pub fn is_main(&self) -> bool {
        self.main == 1
    }

    pub fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }
}

/// The columns of a [`List`], over `list l`.
macro_rules! list_columns {
    () => {
        "l.id, l.network, l.slug, l.name, l.description, l.archive, l.kind, l.posting, l.first_posts_held, l.reply_to, l.subject_prefix, l.footer, l.archive_from_joining, l.largest, l.files_held, l.main, l.closed_at, l.version"
    };
}
pub(crate) use list_columns;

#[derive(Debug, Clone)]
pub struct ListPage {
    /// The network and its surroundings.
    pub head: NetworkHead,
    pub list: List,
    /// Whether the reader writes messages to the network's lists.
    pub may_write: bool,
    pub may_manage: bool,
    pub may_read: bool,
    /// The address of a discussion that takes mail, for people who may write to it.
    pub mail_address: Option<String>,
    pub mine: Option<MyList>,
    /// The number of people and addresses that the list writes to, for actors who manage it.
    pub subscribers: i64,
}

/// The page of a list, for any reader who may know of its network. `address`: one that it has or had.
pub async fn page(db: &Db, actor: &Actor, address: &str) -> Result<ListPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find(&mut tx, &rights, address).await?;
    let access = access(&mut tx, &rights, &head, &list).await?;
    let may_write = policy::allows(&rights, Act::WriteMessages(&list.network));
    let may_manage = policy::allows(&rights, Act::ManageList(&access));
    let may_read = policy::allows(&rights, Act::ReadArchive(&access));
    let mine = match rights.person() {
        Some(person) => my_lists::of_person(&mut tx, &rights, person).await?.into_iter().find(|mine| mine.slug == list.slug),
        None => None,
    };
    let subscribers = if may_manage { subscriptions::count(&mut tx, &list).await? } else { 0 };
    let takes_mail = list.kind == ListKind::Discussion && !list.is_closed() && !db.lists_host().is_empty();
    let mail_address =
        (takes_mail && policy::allows(&rights, Act::PostToList(&access))).then(|| format!("{}@{}", list.slug, db.lists_host()));
    Ok(ListPage { head, list, may_write, may_manage, may_read, mail_address, mine, subscribers })
}

/// The list at an address that it has or had, of a network that the reader may know of.
async fn find(tx: &mut Tx, rights: &Rights, address: &str) -> Result<(NetworkHead, List)> {
    let list: List = sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l WHERE l.id = (SELECT a.list FROM list_address a WHERE a.address = $1)"
    ))
    .bind(address)
    .fetch_one(&mut **tx)
    .await?;
    let network: String = sqlx::query_scalar("SELECT slug FROM network WHERE id = $1").bind(&list.network).fetch_one(&mut **tx).await?;
    Ok((graph::head_in(tx, rights, &network).await?, list))
}

/// [`find`], with what the policy needs to know.
pub(crate) async fn find_with_access(tx: &mut Tx, rights: &Rights, address: &str) -> Result<(NetworkHead, List, ListAccess)> {
    let (head, list) = find(tx, rights, address).await?;
    let access = access(tx, rights, &head, &list).await?;
    Ok((head, list, access))
}

/// [`find`], for actors who manage the list; not found for others.
async fn find_to_manage(tx: &mut Tx, rights: &Rights, address: &str) -> Result<(NetworkHead, List)> {
    let (head, list) = find(tx, rights, address).await?;
    let access = access(tx, rights, &head, &list).await?;
    policy::check(rights, Act::ManageList(&access))?;
    Ok((head, list))
}

/// What the policy needs to know about a list and the actor.
async fn access(tx: &mut Tx, rights: &Rights, head: &NetworkHead, list: &List) -> Result<ListAccess> {
    access_with(tx, rights, head.card.visibility, list).await
}

/// [`find_with_access`] for a list that is already found.
pub(crate) async fn access_of(tx: &mut Tx, rights: &Rights, list: &List) -> Result<ListAccess> {
    let visibility = sqlx::query_scalar("SELECT visibility FROM network WHERE id = $1").bind(&list.network).fetch_one(&mut **tx).await?;
    access_with(tx, rights, visibility, list).await
}

async fn access_with(tx: &mut Tx, rights: &Rights, visibility: NetworkVisibility, list: &List) -> Result<ListAccess> {
    let (is_reader, is_manager) = match rights.person() {
        Some(person) => (subscriptions::is_reader(tx, list, person).await?, is_manager(tx, &list.id, person).await?),
        None => (false, false),
    };
    Ok(ListAccess { network: list.network.clone(), visibility, archive: list.archive, is_reader, is_manager })
}

async fn is_manager(conn: &mut Conn, list: &ListId, person: &PersonId) -> Result<bool> {
    let found = sqlx::query("SELECT 1 FROM list_manager WHERE list = $1 AND person = $2").bind_all((list, person));
    Ok(found.fetch_optional(conn).await?.is_some())
}

/// The main list of a network, for actors who write the network's messages; not found for others.
async fn find_to_write(tx: &mut Tx, rights: &Rights, network: &str) -> Result<(NetworkHead, List)> {
    let head = graph::head_in(tx, rights, network).await?;
    policy::check(rights, Act::WriteMessages(&head.card.id))?;
    let list = main_list(tx, &head.card.id).await?;
    Ok((head, list))
}

async fn main_list(conn: &mut Conn, network: &NetworkId) -> Result<List> {
    Ok(sqlx::query_as(concat!("SELECT ", list_columns!(), " FROM list l WHERE l.network = $1 AND l.main = 1"))
        .bind(network)
        .fetch_one(conn)
        .await?)
}

pub(crate) async fn by_id(conn: &mut Conn, id: &ListId) -> Result<List> {
    Ok(sqlx::query_as(concat!("SELECT ", list_columns!(), " FROM list l WHERE l.id = $1")).bind(id).fetch_one(conn).await?)
}
