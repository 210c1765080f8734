//! Mailing lists. Each network has one, by which its coordinators write to its subscribers.
//!
//! The register is the list: active members receive its mail without a row of their own, from the day they join to the day they leave, unless they
//! chose otherwise. Other people subscribe with the public form and confirm by mail. Each choice is stored with its day: together with the history of
//! memberships, this is the record of consent.
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
mod indexing;
mod instance_key;
mod journal;
mod messages;
mod people;
mod retention;
mod settings;
mod sources;
mod subscribe;
mod subscriber_sql;
mod subscribers;
mod subscriptions;
mod template;
mod unsubscribe;

pub use archive::{ArchivedMessage, ListArchivePage, archive, archived_message, without_name_marks};
pub use audience::{Audience, Recipient, audience, reasons, reasons_of};
pub use audience_check::{AudienceCheck, check_audience};
pub use choices::{AudienceChoice, AudienceChoices, choices};
pub use deliveries::finish_messages;
pub use dispatch::{SendInput, SendingTime, send, send_due, send_proof, unschedule};
pub use drafts::{MOST_CHOICES, MessageInput, create, edit, form, remove};
pub use fixtures::seed;
pub(crate) use indexing::FoundMessages;
pub use instance_key::InstanceKey;
pub use journal::{DeliveryStep, MessageDelivery, MessageJournal, MessageJournalQuery, journal, journal_csv};
pub use messages::{ListedMessage, Message, MessageList, ShownMessage, messages, show};
pub(crate) use people::{count_subscribed_lists, erase_person, unsubscribe_all};
pub(crate) use retention::delete_expired_journals;
pub use settings::{ListInput, edit as edit_list, form as list_form};
pub use subscribe::{PendingConfirmation, SubscribeInput, confirm, delete_expired_requests, form_mark, pending, request_subscription};
pub use subscribers::{Subscriber, SubscriberPage, SubscriberQuery, remove_subscriber, standing_label, subscribers, subscribers_csv};
pub use subscriptions::{MyList, SubscriptionStep, my_lists, set_subscription};
pub(crate) use subscriptions::{record_join, record_leave};
pub(crate) use template::{ListMail, MessageTemplate, list_mails};
pub use unsubscribe::{UnsubscribePage, resubscribe, token, unsubscribe, unsubscribe_page};

use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::ListArchive;
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{ListId, NetworkId};
use crate::policy::{self, Act, Actor, Rights};

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct List {
    pub id: ListId,
    pub network: NetworkId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub archive: ListArchive,
    pub version: i64,
}

#[derive(Debug, Clone)]
pub struct ListPage {
    /// The network and its surroundings.
    pub head: NetworkHead,
    pub list: List,
    pub may_write: bool,
    pub may_read: bool,
    pub mine: Option<MyList>,
    /// The number of people and addresses that the list writes to, for actors who may write to it.
    pub subscribers: i64,
}

/// The page of a list, for any reader who may know of its network.
pub async fn page(db: &Db, actor: &Actor, slug: &str) -> Result<ListPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find(&mut tx, &rights, slug).await?;
    let may_write = policy::allows(&rights, Act::WriteMessages(&list.network));
    let may_read = policy::allows(&rights, Act::ReadArchive(&list.network, head.card.visibility, list.archive));
    let mine = match rights.person() {
        Some(person) => subscriptions::of_person(&mut tx, &rights, person).await?.into_iter().find(|mine| mine.slug == list.slug),
        None => None,
    };
    let subscribers = if may_write { subscriptions::count(&mut tx, &list).await? } else { 0 };
    Ok(ListPage { head, list, may_write, may_read, mine, subscribers })
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

/// [`find`], for actors who may write to the list; not found for others.
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

/// Creates the list of a new network.
pub(crate) async fn create_for_network(tx: &mut Tx, network: &NetworkId, slug: &str, acronym: &str) -> Result<()> {
    let (id, now): (ListId, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO list (id, network, slug, name, description, archive, created_at, version) VALUES ($1, $2, $3, $4, '', 'members', $5, 1)")
        .bind_all((id, network, slug, acronym, now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Creates the missing lists of networks that were inserted by SQL.
pub async fn create_missing(conn: &mut Conn) -> Result<()> {
    sqlx::query(
        "INSERT INTO list (id, network, slug, name, description, archive, created_at, version)
         SELECT n.id, n.id, n.slug, n.acronym, '', 'members', n.created_at, 1 FROM network n
          WHERE NOT EXISTS (SELECT 1 FROM list l WHERE l.network = n.id)",
    )
    .execute(conn)
    .await?;
    Ok(())
}
