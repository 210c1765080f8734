//! The addresses of lists: of the list itself, and of what can be asked of it by mail.

use crate::db::Conn;
use crate::error::Result;
use crate::lists::{List, list_columns};

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
    /// `ri3-l-help@…`
    Help,
}

const SUFFIXES: [(&str, MailPurpose); 5] = [
    ("-owner", MailPurpose::Owner),
    ("-subscribe", MailPurpose::Subscribe),
    ("-unsubscribe", MailPurpose::Unsubscribe),
    ("-help", MailPurpose::Help),
    ("-request", MailPurpose::Help),
];

/// The list that an address belongs to and what a mail to it is for; `None` for an address of no list. `host`: the domain of all lists. No list has a
/// local part that ends with one of these suffixes, so that each address means one thing.
pub async fn find_by_mail_address(conn: &mut Conn, host: &str, address: &str) -> Result<Option<(List, MailPurpose)>> {
    let Some((local, domain)) = address.rsplit_once('@') else { return Ok(None) };
    let is_ours = local.len() <= 100 && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if host.is_empty() || !domain.eq_ignore_ascii_case(host) || !is_ours {
        return Ok(None);
    }
    let local = local.to_ascii_lowercase();
    let (local, purpose) = SUFFIXES
        .iter()
        .find_map(|(suffix, purpose)| local.strip_suffix(suffix).map(|list| (list, *purpose)))
        .unwrap_or((local.as_str(), MailPurpose::Post));
    let list: Option<List> = sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l JOIN list_address a ON a.list = l.id WHERE a.address = $1 AND l.closed_at IS NULL"
    ))
    .bind(local)
    .fetch_optional(conn)
    .await?;
    Ok(list.map(|list| (list, purpose)))
}
