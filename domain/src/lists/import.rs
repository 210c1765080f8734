//! Taking over the subscribers of an older list, from a table of addresses.
//!
//! They said it to another program. A person's own word always wins: nobody who unsubscribed here, or refused the list, is subscribed again by it, and
//! no choice that was made here changes. Nobody is written to.

use std::collections::HashSet;

use super::known_choices::KnownChoices;
use super::subscriptions::{GuestSubscriber, choice_of_address, choice_of_person, record_change};
use super::{List, find_to_manage};
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Db, Tx};
use crate::enums::{Language, NetworkVisibility, SubscriptionState};
use crate::error::{Error, FieldProblem, Result};
use crate::fields;
use crate::graph::NetworkHead;
use crate::ids::{ListId, PersonId};
use crate::names;
use crate::policy::{self, Act, Actor, Rights};
use crate::rendering;
use formats::spreadsheets::read::{self, FileLine};

/// The most lines of a file, its heading excluded.
pub const MOST_LINES: usize = 100_000;
/// The largest file, in megabytes: that many lines with long names.
pub const MOST_MEGABYTES: usize = 16;
/// The lines of a transaction. Other writers wait no longer than it takes, some thousand statements.
const BATCH: usize = 500;
/// How the subscriptions came about, in their record.
const CAUSE: &str = "import";

/// What became of the lines of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubscriberImport {
    pub subscribed: usize,
    /// Subscribed before, or by an earlier line.
    pub known: usize,
    /// In the order of the file.
    pub refused: Vec<RefusedSubscriber>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedSubscriber {
    /// Its number in the file, from 1.
    pub line: u64,
    /// As it is in the file.
    pub address: String,
    pub reason: SubscriberRefusal,
}

/// Why a line subscribes nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubscriberRefusal {
    #[error("not an e-mail address")]
    NotAnAddress,
    #[error("not a name: too long, invisible, or with characters that turn the direction of reading")]
    NotAName,
    #[error("not a language of the site: fr, en, or nothing")]
    NotALanguage,
    #[error("they unsubscribed or refused the list here, and only they can come back")]
    Unsubscribed,
    /// They would get no mail: see `subscriber_sql`.
    #[error("the network of the list is private, and they can't see it")]
    PrivateNetwork,
}

/// Subscribes the addresses of a CSV: an address, a name and a language (of the network, if there is none), with or without a heading. An address that an
/// account has proved is a choice of its person, the others are guests. With `dry_run`, nothing is written.
///
/// Each transaction takes some lines. It has a fixed number of queries, one more for each person if the network is private, and two statements for each
/// new subscriber. A file may be imported again after an outage.
///
/// # Errors
/// [`Error::NotFound`] for actors who do not manage the list; [`Error::Closed`] for a closed one; [`Error::Invalid`] on `file`.
pub async fn import_subscribers(db: &Db, actor: &Actor, address: &str, csv: Vec<u8>, dry_run: bool) -> Result<SubscriberImport> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    find_open(&mut tx, &rights, address).await?;
    drop(tx);
    if csv.len() > MOST_MEGABYTES * 1_000_000 {
        return Err(Error::field("file", FieldProblem::FileTooLarge(MOST_MEGABYTES)));
    }
    let parsed = rendering::beside_requests(csv.len(), move || read::read_csv(&csv, MOST_LINES)).await?;
    let lines = parsed.map_err(|problem| Error::field("file", problem.into()))?;
    let (mut import, mut seen) = (SubscriberImport::default(), HashSet::new());
    for lines in without_heading(&lines).chunks(BATCH) {
        let (mut tx, rights) = if dry_run { policy::begin_read(db, actor).await? } else { policy::begin_write(db, actor).await? };
        let (head, list) = find_open(&mut tx, &rights, address).await?;
        let new = decide(&mut tx, (&head, &list), lines, &mut import, &mut seen).await?;
        if dry_run {
            import.subscribed += new.len();
            continue;
        }
        let mut added = 0;
        for subscriber in &new {
            added += usize::from(add(&mut tx, &list.id, subscriber).await?);
        }
        import.subscribed += added;
        // Somebody was faster: they made a choice meanwhile.
        import.known += new.len() - added;
        if added > 0 {
            audit::record_daily(&mut tx, &rights, AuditAction::SubscriptionImport, list.id.as_str(), &list.slug).await?;
            tx.commit().await?;
        }
    }
    Ok(import)
}

async fn find_open(tx: &mut Tx, rights: &Rights, address: &str) -> Result<(NetworkHead, List)> {
    let (head, list) = find_to_manage(tx, rights, address).await?;
    if list.is_closed() { Err(Error::Closed) } else { Ok((head, list)) }
}

/// The first line is a heading if its first cell can't be an address.
fn without_heading(lines: &[FileLine]) -> &[FileLine] {
    match lines {
        [first, rest @ ..] if first.cells.first().is_none_or(|cell| !cell.contains('@')) => rest,
        _ => lines,
    }
}

/// Somebody to subscribe.
struct NewSubscriber {
    guest: GuestSubscriber,
    /// The account that has proved the address.
    person: Option<PersonId>,
}

impl NewSubscriber {
    /// The same for two addresses of one person.
    fn key(&self) -> String {
        self.person.as_ref().map_or_else(|| self.guest.address_key.clone(), PersonId::to_string)
    }
}

/// The new subscribers of some lines. What becomes of the others is added to `import`. `seen`: the people and the keys of addresses of earlier lines.
async fn decide(
    tx: &mut Tx,
    (head, list): (&NetworkHead, &List),
    lines: &[FileLine],
    import: &mut SubscriberImport,
    seen: &mut HashSet<String>,
) -> Result<Vec<NewSubscriber>> {
    let checked: Vec<_> = lines.iter().map(|line| (line, check(line, head.card.language))).collect();
    let keys: Vec<&str> = checked.iter().filter_map(|(_, checked)| Some(checked.as_ref().ok()?.address_key.as_str())).collect();
    let choices = KnownChoices::read(tx, &list.id, &keys).await?;
    let mut new = Vec::new();
    for (line, checked) in checked {
        let decided = match checked {
            Ok(guest) => decide_one(tx, head, &choices, guest).await?,
            Err(reason) => Err(reason),
        };
        match decided {
            Ok(Some(subscriber)) if seen.insert(subscriber.key()) => new.push(subscriber),
            Ok(_) => import.known += 1,
            Err(reason) => {
                let address = line.cells.first().cloned().unwrap_or_default();
                import.refused.push(RefusedSubscriber { line: line.number, address, reason });
            }
        }
    }
    Ok(new)
}

/// `None` for a subscriber of the list.
async fn decide_one(
    tx: &mut Tx,
    head: &NetworkHead,
    choices: &KnownChoices,
    guest: GuestSubscriber,
) -> Result<Result<Option<NewSubscriber>, SubscriberRefusal>> {
    let person = choices.people.get(&guest.address_key).cloned();
    match choices.of(&guest.address_key, person.as_ref()) {
        Some(SubscriptionState::Subscribed) => return Ok(Ok(None)),
        Some(_) => return Ok(Err(SubscriberRefusal::Unsubscribed)),
        None => {}
    }
    if may_receive(tx, head, person.as_ref()).await? {
        Ok(Ok(Some(NewSubscriber { guest, person })))
    } else {
        Ok(Err(SubscriberRefusal::PrivateNetwork))
    }
}

fn check(line: &FileLine, language: Language) -> Result<GuestSubscriber, SubscriberRefusal> {
    let cell = |at: usize| line.cells.get(at).map_or("", String::as_str);
    let address = fields::address(cell(0)).map_err(|_| SubscriberRefusal::NotAnAddress)?;
    let name = fields::optional_line(cell(1)).map_err(|_| SubscriberRefusal::NotAName)?;
    let language = match cell(2).to_lowercase().split(['-', '_']).next().unwrap_or_default() {
        "" => language,
        code => Language::parse(code).map_err(|_| SubscriberRefusal::NotALanguage)?,
    };
    Ok(GuestSubscriber { address_key: names::address_key(&address), address, name, language })
}

/// Whether the list would write to them. People who can't sign in can't know of a private network; others must be allowed to.
async fn may_receive(tx: &mut Tx, head: &NetworkHead, person: Option<&PersonId>) -> Result<bool> {
    let (network, visibility) = (&head.card.id, head.card.visibility);
    match person {
        _ if visibility == NetworkVisibility::Public => Ok(true),
        None => Ok(false),
        Some(person) => {
            let rights = Rights::of(tx, &Actor::Person(person.clone())).await?;
            Ok(policy::allows(&rights, Act::SeeNetwork(network, visibility)))
        }
    }
}

/// Subscribes somebody; `false` if there is a choice, whatever it is.
async fn add(tx: &mut Tx, list: &ListId, subscriber: &NewSubscriber) -> Result<bool> {
    let (id, now, state): (String, _, _) = (tx.new_id(), tx.now, SubscriptionState::Subscribed);
    let NewSubscriber { guest, person } = subscriber;
    let added: Option<String> = match person {
        Some(person) => {
            let statement = sqlx::query_scalar(concat!(choice_of_person!(), "DO NOTHING RETURNING id"));
            statement.bind_all((id, list, person, state, now)).fetch_optional(&mut **tx).await?
        }
        None => {
            let statement = sqlx::query_scalar(concat!(choice_of_address!(), "DO NOTHING RETURNING id"));
            let values = (id, list, &guest.address, &guest.address_key, &guest.name, guest.language, state, now);
            statement.bind_all(values).fetch_optional(&mut **tx).await?
        }
    };
    record_change(tx, added, state, CAUSE).await
}
