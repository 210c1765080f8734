//! Did she get it? The mails to one person, with the state of each: for themselves, and for the coordinators of their networks.

use sqlx::AssertSqlSafe;

use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx, placeholders};
use crate::enums::DeliveryState;
use crate::error::{Error, Result};
use crate::graph::{self, NetworkCard};
use crate::ids::{DeliveryId, MembershipId, NetworkId, PersonId};
use crate::mail::thread_of_event;
use crate::names;
use crate::paging::Paging;
use crate::policy::{self, Act, Actor};

/// The number of mails on a page.
const PAGE: i64 = 50;
/// The most registrations of one person whose mails are found.
const MOST_REGISTRATIONS: i64 = 200;

/// A mail to a person.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PersonMail {
    pub id: DeliveryId,
    pub cause: String,
    /// May be empty.
    pub subject: String,
    /// The name of the list that it came by; empty for a single mail.
    pub list: String,
    /// Empty for coordinators, if it is not the address that they know.
    pub address: String,
    pub state: DeliveryState,
    pub queued_at: Timestamp,
    /// The answer of a server, if it was an error. Empty where the address is.
    pub last_error: String,
}

/// A page of the mails to a person, the newest first.
#[derive(Debug, Clone)]
pub struct PersonMails {
    pub mails: Vec<PersonMail>,
    pub total: i64,
    /// The page, from 1.
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
}

/// The mails to a member, as the coordinators of a network see them.
#[derive(Debug, Clone)]
pub struct MemberMails {
    pub network: NetworkCard,
    /// Given name, then family name; may be empty.
    pub name: String,
    pub mails: PersonMails,
}

/// The deliveries to person `$1`, to their account or an address that they have proved, in SQL over `delivery d`.
macro_rules! to_person {
    () => {
        "d.id IN (SELECT x.id FROM delivery x WHERE x.person = $1
                   UNION SELECT x.id FROM address o JOIN delivery x ON x.address_key = o.address_key WHERE o.person = $1 AND o.verified_at IS NOT NULL)"
    };
}

/// What a delivery is of, in SQL over `delivery d`.
macro_rules! contents {
    () => {
        " FROM delivery d LEFT JOIN mail m ON m.id = d.mail LEFT JOIN message y ON y.id = d.message LEFT JOIN post t ON t.id = d.post
          LEFT JOIN digest g ON g.id = d.digest LEFT JOIN list l ON l.id = COALESCE(y.list, t.list, g.list) "
    };
}

/// The mails to the actor, as long as they are kept.
///
/// # Errors
/// [`Error::SignedOut`].
pub async fn own_mails(db: &Db, actor: &Actor, page: &str) -> Result<PersonMails> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    let total: i64 =
        sqlx::query_scalar(concat!("SELECT COUNT(*) FROM delivery d WHERE ", to_person!())).bind(&person).fetch_one(&mut *tx).await?;
    let Paging { page, pages, skip } = Paging::of(page, total, PAGE);
    let mails = sqlx::query_as(concat!(
        "SELECT d.id, d.cause, COALESCE(m.subject, y.subject, t.subject, '') AS subject, COALESCE(l.name, '') AS list, d.address, d.state, d.queued_at,
                d.last_error",
        contents!(),
        "WHERE ",
        to_person!(),
        " ORDER BY d.queued_at DESC, d.id DESC LIMIT $2 OFFSET $3"
    ))
    .bind_all((&person, PAGE, skip))
    .fetch_all(&mut *tx)
    .await?;
    Ok(PersonMails { mails, total, page, pages })
}

/// The mails of a network to one of its members: by its lists, about their membership, and about events of the network that they registered for. For its
/// coordinators.
///
/// # Errors
/// [`Error::NotFound`] for other actors, and for somebody who is not a member now.
pub async fn member_mails(db: &Db, actor: &Actor, membership: &MembershipId, page: &str) -> Result<MemberMails> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (slug, person, given_name, family_name): (String, PersonId, String, String) = sqlx::query_as(
        "SELECT n.slug, p.id, p.given_name, p.family_name FROM membership m JOIN network n ON n.id = m.network JOIN person p ON p.id = m.person
          WHERE m.id = $1 AND m.state = 'active'",
    )
    .bind(membership)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    let network = graph::find(&mut tx, &rights, &slug).await?;
    policy::check(&rights, Act::SeeMembers(&network.id))?;
    let threads = event_threads(&mut tx, &network.id, &person).await?;
    let of_events = if threads.is_empty() { String::new() } else { format!("OR m.thread IN ({})", placeholders(3, threads.len())) };
    let matching = format!("WHERE {} AND d.proof = 0 AND (l.network = $2 OR m.network = $2 {of_events})", to_person!());
    let statement = format!("SELECT COUNT(*) {} {matching}", contents!());
    let query = sqlx::query_scalar(AssertSqlSafe(statement)).bind(&person).bind(&network.id);
    let total: i64 = threads.iter().fold(query, |query, thread| query.bind(thread.clone())).fetch_one(&mut *tx).await?;
    let Paging { page, pages, skip } = Paging::of(page, total, PAGE);
    let next = 3 + threads.len();
    let statement = format!(
        "SELECT d.id, d.cause, COALESCE(m.subject, y.subject, t.subject, '') AS subject, COALESCE(l.name, '') AS list, d.state, d.queued_at,
                CASE WHEN known.address_key = d.address_key THEN d.address ELSE '' END AS address,
                CASE WHEN known.address_key = d.address_key THEN d.last_error ELSE '' END AS last_error
           {} LEFT JOIN address known ON known.person = $1 AND known.preferred = 1 {matching}
          ORDER BY d.queued_at DESC, d.id DESC LIMIT ${next} OFFSET ${}",
        contents!(),
        next + 1
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(&person).bind(&network.id);
    let query = threads.iter().fold(query, |query, thread| query.bind(thread.clone()));
    let mails = query.bind(PAGE).bind(skip).fetch_all(&mut *tx).await?;
    Ok(MemberMails { network, name: names::full(&given_name, &family_name), mails: PersonMails { mails, total, page, pages } })
}

/// The threads of the mails about the events of a network that the person registered for.
async fn event_threads(tx: &mut Tx, network: &NetworkId, person: &PersonId) -> Result<Vec<String>> {
    let registrations: Vec<(String, String)> = sqlx::query_as(
        "SELECT r.event, r.address FROM registration r JOIN event_network h ON h.event = r.event AND h.network = $1 AND h.state IN ('lead', 'accepted')
          WHERE r.person = $2 AND r.address <> '' ORDER BY r.id DESC LIMIT $3",
    )
    .bind_all((network, person, MOST_REGISTRATIONS))
    .fetch_all(&mut **tx)
    .await?;
    let host = tx.host().to_owned();
    Ok(registrations.iter().map(|(event, address)| thread_of_event(&host, event, address)).collect())
}
