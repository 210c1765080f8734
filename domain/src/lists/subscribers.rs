//! The subscribers of a list and the people who refused it, for actors who manage it.

use serde::{Deserialize, Serialize};

use super::subscriber_sql::still_sees;
use super::subscriptions::{self, put_person, set};
use super::{List, find_to_manage};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Language, SubscriptionState};
use crate::error::{Error, Result};
use crate::graph::NetworkHead;
use crate::ids::PersonId;
use crate::paging::Paging;
use crate::people::names;
use crate::policy::{self, Actor};
use crate::{like_pattern, members_by_rule};
use formats::spreadsheets;
use words::tr;

/// The number of lines on a page.
const PAGE: i64 = 50;

/// The filters, as in the query string. Values that can't be parsed select everybody who receives the list's mail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscriberQuery {
    /// Part of a name or an address.
    pub q: String,
    /// `outside`: subscribers who are not members; `bouncing`: subscribers whose mail comes back; `not`: people who refused the list or unsubscribed.
    pub who: String,
    /// The page, from 1.
    pub page: String,
}

#[derive(Debug, Clone)]
pub struct SubscriberPage {
    pub head: NetworkHead,
    pub list: List,
    /// The number that match the query.
    pub total: i64,
    /// The page, from 1.
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
    /// The subscribers on the page, by name.
    pub subscribers: Vec<Subscriber>,
    /// The number of people who receive it as members through a network below. That network's own coordinators know them.
    pub through: i64,
    /// The number of participants of an event who receive it until that ends. Those who organise the event know them.
    pub participants: i64,
}

/// A person who receives the list's mail, or made a choice about it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Subscriber {
    /// The argument of [`remove_subscriber`]: `p.` and a person, or `s.` and a subscription.
    pub handle: String,
    /// May be empty.
    pub given_name: String,
    /// May be empty.
    pub family_name: String,
    /// The address that mail goes to.
    pub address: String,
    /// 1: an active member of the network.
    pub member: i64,
    /// The last choice; a member who made none receives the mail.
    pub state: SubscriptionState,
    /// When that state began.
    pub since: Timestamp,
    /// How the choice was made: `form`, `one_click`, `me`, `join`, `leave`, `coordinator`, `import`.
    pub cause: String,
    /// Mail to their address comes back: what a server said last. `None`: it arrives.
    pub bounce_reason: Option<String>,
}

impl Subscriber {
    /// The name, such as "Ada Lovelace", or the address if there is none.
    pub fn name(&self) -> String {
        let name = names::full(&self.given_name, &self.family_name);
        if name.trim().is_empty() { self.address.clone() } else { name }
    }

    /// Whether the list writes to them.
    pub fn is_subscribed(&self) -> bool {
        self.state == SubscriptionState::Subscribed
    }
}

/// The subscribers of a list, for actors who manage it.
pub async fn subscribers(db: &Db, actor: &Actor, slug: &str, query: &SubscriberQuery) -> Result<SubscriberPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_manage(&mut tx, &rights, slug).await?;
    let total = count(&mut tx, &list, query).await?;
    let Paging { page, pages, skip } = Paging::of(&query.page, total, PAGE);
    let subscribers = rows(&mut tx, &list, query, PAGE, skip).await?;
    let through = count_through(&mut tx, &list).await?;
    let participants = subscriptions::count_participants(&mut tx, &list).await?;
    Ok(SubscriberPage { head, list, total, page, pages, subscribers, through, participants })
}

/// Everybody who matches the query, for a spreadsheet.
pub async fn subscribers_csv(db: &Db, actor: &Actor, slug: &str, query: &SubscriberQuery, language: Language) -> Result<Vec<u8>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list) = find_to_manage(&mut tx, &rights, slug).await?;
    let heading = [
        tr!(language, "lists-export-column-family-name"),
        tr!(language, "lists-export-column-given-name"),
        tr!(language, "lists-export-column-address"),
        tr!(language, "lists-export-column-state"),
        tr!(language, "lists-export-column-since"),
    ];
    let rows = rows(&mut tx, &list, query, i64::MAX, 0).await?.into_iter().map(|subscriber| {
        let state = standing_label(language, &subscriber);
        [subscriber.family_name, subscriber.given_name, subscriber.address, state, subscriber.since.today()]
    });
    let sheet = spreadsheets::csv(language, &heading, rows);
    drop(tx);
    audit::record_export(db, actor, AuditAction::SubscriptionExport, list.id.as_str(), "").await?;
    Ok(sheet)
}

/// Why the list writes to them, or that it does not, in words.
pub fn standing_label(language: Language, subscriber: &Subscriber) -> String {
    match (subscriber.state, subscriber.member) {
        (SubscriptionState::Subscribed, 1) => tr!(language, "lists-export-member"),
        (SubscriptionState::Subscribed, _) => tr!(language, "lists-export-subscriber"),
        (SubscriptionState::Refused, _) => tr!(language, "lists-export-refused"),
        (SubscriptionState::Unsubscribed, _) => tr!(language, "lists-export-unsubscribed"),
    }
}

/// Unsubscribes a person for a coordinator, at their request or because their address is gone. They can come back themselves; nobody else can bring
/// them back. A member stays a member.
///
/// # Errors
/// [`Error::NotFound`] for a person who does not receive the list's mail.
pub async fn remove_subscriber(db: &Db, actor: &Actor, slug: &str, handle: &str) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let (_, list) = find_to_manage(&mut tx, &rights, slug).await?;
    let subscriber = find_subscriber(&mut tx, &list, handle).await?;
    if !subscriber.is_subscribed() {
        return Err(Error::NotFound);
    }
    let state = SubscriptionState::Unsubscribed;
    match subscriber.handle.split_once('.') {
        Some(("p", person)) => put_person(&mut tx, &list.id, &PersonId::from(person), state, "coordinator").await?,
        Some((_, subscription)) => set(&mut tx, subscription, state, "coordinator").await?,
        None => return Err(Error::NotFound),
    };
    audit::record(&mut tx, &rights, AuditAction::SubscriptionChange, list.id.as_str(), state.code()).await?;
    tx.commit().await
}

/// Members who made no choice receive the list; for everybody else, the last choice counts. Addresses of an account count as its person.
macro_rules! all {
    () => {
        concat!(
            "WITH one AS (
            SELECT 'p.' || p.id AS handle, p.given_name, p.family_name, p.sort_name, a.address, a.address_key, 1 AS member,
                   'subscribed' AS state, m.since, 'join' AS cause
              FROM membership m JOIN person p ON p.id = m.person JOIN address a ON a.person = p.id AND a.preferred = 1
             WHERE m.network = $2 AND m.state = 'active' AND EXISTS (SELECT 1 FROM list_rule r WHERE r.list = $1 AND r.subject = $2)
               AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.person = p.id)
            UNION ALL
            SELECT 'p.' || p.id, p.given_name, p.family_name, p.sort_name, a.address, a.address_key,
                   CASE WHEN p.id IN (SELECT g.person FROM belonging g WHERE g.network = $2 AND g.named = 1) THEN 1 ELSE 0 END,
                   CASE WHEN s.state = 'subscribed' AND NOT ",
            still_sees!("$3"),
            " THEN 'unsubscribed' ELSE s.state END, s.since,
                   COALESCE((SELECT c.cause FROM subscription_change c WHERE c.subscription = s.id ORDER BY c.at DESC, c.id DESC LIMIT 1), '')
              FROM subscription s JOIN person p ON p.id = s.person JOIN address a ON a.person = p.id AND a.preferred = 1 WHERE s.list = $1
            UNION ALL
            SELECT 's.' || s.id, s.name, '', lower(s.name), s.address, s.address_key, 0,
                   CASE WHEN EXISTS (SELECT 1 FROM network v WHERE v.id = $2 AND v.visibility = 'public') THEN s.state ELSE 'unsubscribed' END, s.since,
                   COALESCE((SELECT c.cause FROM subscription_change c WHERE c.subscription = s.id ORDER BY c.at DESC, c.id DESC LIMIT 1), '')
              FROM subscription s WHERE s.list = $1 AND s.person IS NULL AND s.address IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM address a WHERE a.address_key = s.address_key AND a.verified_at IS NOT NULL))"
        )
    };
}

/// The columns of a [`Subscriber`], over `one`.
macro_rules! subscriber_columns {
    () => {
        "handle, given_name, family_name, address, member, state, since, cause,
         (SELECT b.reason FROM failing_address b WHERE b.address_key = one.address_key AND b.probed_at IS NOT NULL) AS bounce_reason"
    };
}

macro_rules! matching {
    () => {
        " FROM one WHERE (($4 = 'not' AND state <> 'subscribed') OR ($4 = 'outside' AND state = 'subscribed' AND member = 0)
                       OR ($4 = 'bouncing' AND state = 'subscribed'
                           AND EXISTS (SELECT 1 FROM failing_address b WHERE b.address_key = one.address_key AND b.probed_at IS NOT NULL))
                       OR ($4 = '' AND state = 'subscribed')) AND (sort_name LIKE $5 ESCAPE '\\' OR address_key LIKE $6 ESCAPE '\\')"
    };
}

/// The last three values that [`matching`] binds.
fn filter_values(query: &SubscriberQuery) -> (&str, String, String) {
    let scope = Some(query.who.as_str()).filter(|scope| ["outside", "bouncing", "not"].contains(scope)).unwrap_or_default();
    (scope, like_pattern::contains(&names::normalize(&query.q)), like_pattern::contains(&names::address_key(&query.q)))
}

/// The number of people who receive the list by a rule for other networks only, and made no choice about it.
async fn count_through(conn: &mut Conn, list: &List) -> Result<i64> {
    Ok(sqlx::query_scalar(concat!(
        "SELECT COUNT(DISTINCT q.person) FROM (",
        members_by_rule!("$1"),
        ") q WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.network = $2 AND m.person = q.person AND m.state = 'active'
                                AND EXISTS (SELECT 1 FROM list_rule r WHERE r.list = $1 AND r.subject = $2))
            AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.list = $1 AND s.person = q.person)"
    ))
    .bind_all((&list.id, &list.network))
    .fetch_one(conn)
    .await?)
}

async fn count(tx: &mut Tx, list: &List, query: &SubscriberQuery) -> Result<i64> {
    let today = tx.now.today();
    let (scope, name, address) = filter_values(query);
    Ok(sqlx::query_scalar(concat!(all!(), " SELECT COUNT(*)", matching!()))
        .bind_all((&list.id, &list.network, today, scope, name, address))
        .fetch_one(&mut **tx)
        .await?)
}

async fn rows(tx: &mut Tx, list: &List, query: &SubscriberQuery, most: i64, skip: i64) -> Result<Vec<Subscriber>> {
    let today = tx.now.today();
    let (scope, name, address) = filter_values(query);
    Ok(sqlx::query_as(concat!(
        all!(),
        " SELECT ",
        subscriber_columns!(),
        matching!(),
        " ORDER BY sort_name, address_key, handle LIMIT $7 OFFSET $8"
    ))
    .bind_all((&list.id, &list.network, today, scope, name, address, most, skip))
    .fetch_all(&mut **tx)
    .await?)
}

async fn find_subscriber(tx: &mut Tx, list: &List, handle: &str) -> Result<Subscriber> {
    let today = tx.now.today();
    Ok(sqlx::query_as(concat!(all!(), " SELECT ", subscriber_columns!(), " FROM one WHERE handle = $4"))
        .bind_all((&list.id, &list.network, today, handle))
        .fetch_one(&mut **tx)
        .await?)
}
