//! Lists: each network has one, by which its coordination writes to its readers.
//!
//! The list is the register: active members read it without a row of their own, from the day they join to the day they leave, unless
//! they said otherwise. Whoever is no member subscribes from the public form and confirms by mail. What somebody *said* is kept with
//! its day: that, with the history of memberships, is the record of consent.
//!
//! Two kinds of messages, two ways to stop them. What goes to readers or members is the list's mail: who refused or unsubscribed never
//! gets it. What goes to the people of an event is about that event, needs no subscription, and can be stopped for that event alone.

mod archive;
mod audience;
mod audience_check;
mod choices;
mod deliveries;
mod drafts;
mod fixtures;
mod indexing;
mod journal;
mod key;
mod messages;
mod people;
mod retention;
mod sending;
mod settings;
mod sources;
mod subscribe;
mod subscriber_sql;
mod subscribers;
mod subscriptions;
mod template;
mod unsubscribe;

pub use archive::{ArchivedMessage, ListArchivePage, archive, archived, impersonal};
pub use audience::{Audience, Recipient, audience, reasons, reasons_of};
pub use audience_check::{AudienceCheck, hold_back};
pub use choices::{AudienceChoice, AudienceChoices, choices};
pub use deliveries::finish_messages;
pub use drafts::{MOST_CHOICES, MessageInput, create, edit, form, remove};
pub use fixtures::seed;
pub(crate) use indexing::FoundMessages;
pub use journal::{DeliveryLine, DeliveryStep, MessageJournal, MessageJournalQuery, journal, journal_csv};
pub use key::InstanceKey;
pub use messages::{ListedMessage, Message, MessageList, ShownMessage, messages, show};
pub(crate) use people::{count_read, forget_person, left_all};
pub(crate) use retention::forget_journals;
pub use sending::{SendInput, SendingTime, proof, send, send_due, unschedule};
pub use settings::{ListInput, edit as edit_list, form as list_form};
pub use subscribe::{AskInput, PendingConfirmation, ask, confirm, forget_requests, form_mark, pending};
pub use subscribers::{Subscriber, SubscriberPage, SubscriberQuery, end, standing, subscribers, subscribers_csv};
pub use subscriptions::{MyList, SubscriptionStep, my_lists, say};
pub(crate) use subscriptions::{joined, left};
pub(crate) use template::{ListMail, MessageTemplate, list_mails};
pub use unsubscribe::{OneClick, peek, return_by, stop_by, token};

use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::ListArchive;
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{ListId, NetworkId};
use crate::policy::{self, Act, Actor, Rights};

/// A network's list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[allow(missing_docs, reason = "the columns of the table")]
pub struct List {
    pub id: ListId,
    pub network: NetworkId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub archive: ListArchive,
    pub version: i64,
}

/// A list's page.
#[derive(Debug, Clone)]
pub struct ListPage {
    /// The network, what is around it.
    pub head: NetworkHead,
    /// The list.
    pub list: List,
    /// Whether the reader of the page may write to it.
    pub may_write: bool,
    /// Whether the reader of the page may read what it has sent.
    pub may_read: bool,
    /// Whether the reader of the page reads the list.
    pub mine: Option<MyList>,
    /// How many people and addresses read it; for those who write to it.
    pub readers: i64,
}

/// A list's page, for whoever may know of its network.
pub async fn page(db: &Db, who: &Actor, slug: &str) -> Result<ListPage> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (head, list) = find(&mut tx, &rights, slug).await?;
    let may_write = policy::allows(&rights, Act::WriteMessages(&list.network));
    let may_read = policy::allows(&rights, Act::ReadArchive(&list.network, head.card.visibility, list.archive));
    let mine = match rights.person() {
        Some(person) => subscriptions::of_person(&mut tx, &rights, person).await?.into_iter().find(|mine| mine.slug == list.slug),
        None => None,
    };
    let readers = if may_write { subscriptions::count(&mut tx, &list).await? } else { 0 };
    Ok(ListPage { head, list, may_write, may_read, mine, readers })
}

/// The list of a network that the reader may know of.
async fn find(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<(NetworkHead, List)> {
    let head = graph::head_in(tx, rights, slug).await?;
    let list = sqlx::query_as("SELECT id, network, slug, name, description, archive, version FROM list WHERE network = $1")
        .bind(&head.card.id)
        .fetch_one(&mut **tx)
        .await?;
    Ok((head, list))
}

/// [`find`], for those who write to it; to others there is nothing here.
async fn find_to_write(tx: &mut Tx, rights: &Rights, slug: &str) -> Result<(NetworkHead, List)> {
    let (head, list) = find(tx, rights, slug).await?;
    policy::check(rights, Act::WriteMessages(&list.network))?;
    Ok((head, list))
}

async fn by_id(conn: &mut Conn, id: &ListId) -> Result<List> {
    Ok(sqlx::query_as("SELECT id, network, slug, name, description, archive, version FROM list WHERE id = $1")
        .bind(id)
        .fetch_one(conn)
        .await?)
}

/// Makes the list of a new network.
pub(crate) async fn make(tx: &mut Tx, network: &NetworkId, slug: &str, acronym: &str) -> Result<()> {
    let (id, now): (ListId, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO list (id, network, slug, name, description, archive, created_at, version) VALUES ($1, $2, $3, $4, '', 'members', $5, 1)")
        .bind_all((id, network, slug, acronym, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes the lists of networks that were written table by table.
pub async fn make_missing(conn: &mut Conn) -> Result<()> {
    sqlx::query(
        "INSERT INTO list (id, network, slug, name, description, archive, created_at, version)
         SELECT n.id, n.id, n.slug, n.acronym, '', 'members', n.created_at, 1 FROM network n
          WHERE NOT EXISTS (SELECT 1 FROM list l WHERE l.network = n.id)",
    )
    .execute(conn)
    .await?;
    Ok(())
}
