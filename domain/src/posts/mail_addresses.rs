//! The addresses of lists: of the list itself, and of what can be asked of it by mail.

use crate::db::{Conn, Db, InstanceKey, Tx};
use crate::enums::ListKind;
use crate::error::Result;
use crate::ids::PersonId;
use crate::lists::{self, List, list_columns};
use crate::mail::bounces;
use crate::names;
use crate::people::accounts::proved_owner;
use crate::policy::{self, Act, Actor, ListAccess, Rights};

/// What a mail to an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailPurpose {
    /// The list: `ri3-l@…`.
    Post,
    /// Its coordinators and managers: `ri3-l-owner@…`.
    Owner,
    /// `ri3-l-subscribe@…`
    Subscribe,
    /// `ri3-l-unsubscribe@…`
    Unsubscribe,
    /// `ri3-l-options@…`: digests, a pause.
    Options,
    /// `ri3-l-help@…`
    Help,
}

const SUFFIXES: [(&str, MailPurpose); 6] = [
    ("-owner", MailPurpose::Owner),
    ("-subscribe", MailPurpose::Subscribe),
    ("-unsubscribe", MailPurpose::Unsubscribe),
    ("-options", MailPurpose::Options),
    ("-help", MailPurpose::Help),
    ("-request", MailPurpose::Help),
];

/// Whether mail to an address is taken: one of a list, or the envelope sender of a mail of ours. The sender is not asked about: relays probe recipients in their own name (Postfix,
/// `reject_unverified_recipient`), so a guessed address of a private network's discussion is answered here. What a stranger sends there is refused
/// after its text: see [`find_for`].
pub async fn is_mail_address(db: &Db, address: &str) -> Result<bool> {
    // No list has a +.
    if address.contains('+') {
        return Ok(bounces::delivery_of(&InstanceKey::of(db).await?, db.lists_host(), address).is_some());
    }
    let mut tx = db.read().await?;
    Ok(find_by_mail_address(&mut tx, db.lists_host(), address).await?.is_some())
}

/// The list that takes a mail, and its author as they are known here.
pub(super) struct AddressedList {
    pub(super) list: List,
    pub(super) purpose: MailPurpose,
    /// Whose proved address the mail says it is from.
    pub(super) person: Option<PersonId>,
    pub(super) rights: Rights,
    pub(super) access: ListAccess,
}

/// The list that takes a mail of this author, and what the mail is for; `None` for an address that is no list's, and for a list of a private network
/// that the author may not know of. `host`: the domain of all lists.
pub(super) async fn find_for(tx: &mut Tx, host: &str, address: &str, author: &str) -> Result<Option<AddressedList>> {
    let Some((list, purpose)) = find_by_mail_address(tx, host, address).await? else { return Ok(None) };
    let person = proved_owner(tx, &names::address_key(author)).await?;
    let rights = Rights::of(tx, &person.clone().map_or(Actor::Guest, Actor::Person)).await?;
    let access = lists::access_of(tx, &rights, &list).await?;
    let may_know = policy::allows(&rights, Act::SeeNetwork(&list.network, access.visibility));
    Ok(may_know.then_some(AddressedList { list, purpose, person, rights, access }))
}

/// The open list that an address belongs to, and what a mail to it is for. The whole local part counts first: a list may have had an address with
/// one of the suffixes before they meant anything. Announcements take commands and questions, and no posts.
async fn find_by_mail_address(conn: &mut Conn, host: &str, address: &str) -> Result<Option<(List, MailPurpose)>> {
    let Some((local, domain)) = address.rsplit_once('@') else { return Ok(None) };
    let is_ours = local.len() <= 100 && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if host.is_empty() || !domain.eq_ignore_ascii_case(host) || !is_ours {
        return Ok(None);
    }
    let local = local.to_ascii_lowercase();
    if let Some(list) = find_open(conn, &local).await?.filter(|list| list.kind == ListKind::Discussion) {
        return Ok(Some((list, MailPurpose::Post)));
    }
    for (suffix, purpose) in SUFFIXES {
        if let Some(local) = local.strip_suffix(suffix)
            && let Some(list) = find_open(conn, local).await?
        {
            return Ok(Some((list, purpose)));
        }
    }
    Ok(None)
}

async fn find_open(conn: &mut Conn, local: &str) -> Result<Option<List>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l JOIN list_address a ON a.list = l.id WHERE a.address = $1 AND l.closed_at IS NULL"
    ))
    .bind(local)
    .fetch_optional(conn)
    .await?)
}
