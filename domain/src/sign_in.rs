//! Signing in by a link: no password to steal, no account to open first. A link proves an address, once, for a quarter of an hour.

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::Language;
use crate::error::{Error, Result};
use crate::fields::{self, Validation};
use crate::ids::PersonId;
use crate::mail::{self, MailContent, MailRecipient};
use crate::people::accounts::{self, NewAccount};
use crate::people::quota::{self, QuotaDecision, Requester};
use crate::people::sign_in_links::{self, LINK_MINUTES, NewSignInLink};
use crate::people::{self, devices, names, sessions};
use crate::policy::{self, Act, Actor, Rights};
use crate::registrations;
use crate::rng::{self, Secret};
use words::tr;

/// What a link would do, for the page that asks before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLinkEffect {
    /// The address that the link proves.
    pub address: String,
    /// The person it would be added to; `None`: the link signs in.
    pub adds_to: Option<PersonId>,
}

/// The browser in which somebody signs in.
#[derive(Debug, Clone, Copy)]
pub struct SignInBrowser<'a> {
    /// What it calls itself.
    pub name: &'a str,
    /// The cookie of [`SignedIn::device`], if it has one.
    pub device: Option<&'a Secret>,
}

/// Somebody has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// For the cookie.
    pub token: Secret,
    /// For the cookie by which this browser is known from now on.
    pub device: Secret,
    /// The path they wanted; as it was given to [`ask`].
    pub next: String,
    /// They have not said yet what to call them.
    pub is_new: bool,
}

/// The most octets of an address to go to afterwards: it is kept with the link.
pub const NEXT_BYTES: usize = 1000;

/// A request for a sign-in link.
#[derive(Debug, Clone, Copy)]
pub struct LinkRequest<'a> {
    /// The address, as it was typed.
    pub address: &'a str,
    /// Whence it comes: only its hash is kept, for quotas.
    pub client: &'a str,
    /// The cookie of [`SignedIn::device`], if the browser has one.
    pub device: Option<&'a Secret>,
    /// The path to go to afterwards; one of more than [`NEXT_BYTES`] is left aside.
    pub next: &'a str,
    /// The language of the mail.
    pub language: Language,
}

/// What became of a request for a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    /// A link is on its way.
    Sent,
    /// None is sent: the quota is used up until then. Of the links sent before, the newest is still valid.
    RetryAt(Timestamp),
}

/// Sends a link to an address. Whether it is known or not makes no difference to the asker: the link to an unknown address
/// makes its account when it is used. How often is for the quotas: a browser that has signed in with the address before has its own, which
/// strangers can't use up.
///
/// # Errors
/// [`Error::Invalid`] on `address`.
pub async fn ask(db: &Db, request: &LinkRequest<'_>) -> Result<LinkOutcome> {
    let &LinkRequest { client, device, next, language, .. } = request;
    let mut faults = Validation::default();
    let address = faults.check("address", fields::address(request.address));
    let address = faults.or(address)?;
    let next = if next.len() > NEXT_BYTES { "/me" } else { next };
    let mut tx = db.write().await?;
    let client = rng::hash(client);
    let device = match quota::judge(&mut tx, &names::address_key(&address), &Requester { client: &client, device, adds: false }).await? {
        QuotaDecision::Allowed(device) => device,
        QuotaDecision::RetryAt(at) => return Ok(LinkOutcome::RetryAt(at)),
    };
    let link = NewSignInLink { address: &address, adds_to: None, client: &client, device: &device, next, language };
    let link = sign_in_links::write(&mut tx, &link).await?;
    let (person, name) = reader(&mut tx, &address).await?;
    let letter = MailContent {
        cause: "sign_in.link",
        subject: tr!(language, "sign-in-subject", site = crate::db::instance::name_in(&mut tx).await?),
        body: tr!(language, "sign-in-body", link = link, minutes = LINK_MINUTES),
        ..MailContent::default()
    };
    mail::post(&mut tx, &MailRecipient { person, name, address, language }, &letter).await?;
    tx.commit_without_revision().await?;
    Ok(LinkOutcome::Sent)
}

/// What a link would do. Changes nothing: programs that read mail follow links.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old or never was.
pub async fn peek(db: &Db, token: &Secret) -> Result<SignInLinkEffect> {
    let mut tx = db.read().await?;
    let now = tx.now;
    let row: Option<(String, Option<PersonId>)> =
        sqlx::query_as("SELECT address, person FROM sign_in WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind_all((token.hash(), now))
            .fetch_optional(&mut *tx)
            .await?;
    let (address, adds_to) = row.ok_or(Error::LinkOver)?;
    Ok(SignInLinkEffect { address, adds_to })
}

/// Signs in by a link, which is over afterwards: of two that come at once with it, one enters. Whoever proves an address
/// that is nobody's becomes a new person. What was registered as a guest with that address is theirs from then on.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old, never was, or adds an address ([`crate::addresses::prove`]).
pub async fn enter(db: &Db, token: &Secret, browser: &SignInBrowser<'_>) -> Result<SignedIn> {
    let mut tx = db.write().await?;
    // The person before the link, as whoever erases them does: nobody is signed in to an account that is being erased.
    if let Some(person) = sign_in_links::owner(&mut tx, token).await? {
        hold(&mut tx, &person).await?;
    }
    let used = sign_in_links::use_up(&mut tx, token).await?;
    // A link that adds an address opens nothing: it was sent to an address that may turn out to be a stranger's.
    if used.person.is_some() {
        return Err(Error::LinkOver);
    }
    let person = accounts::owner_or_new(&mut tx, &used).await?;
    // Who got the address in this very instant, by another link, too.
    hold(&mut tx, &person).await?;
    registrations::adopt_all(&mut tx, &person).await?;
    let is_new = accounts::is_nameless(&mut tx, &person).await?;
    let token = sessions::open(&mut tx, &person, browser.name).await?;
    let device = devices::remember(&mut tx, &person, browser.device).await?;
    let rights = Rights::of(&mut tx, &Actor::Person(person.clone())).await?;
    audit::record(&mut tx, &rights, AuditAction::SessionStart, person.as_str(), "").await?;
    tx.commit().await?;
    Ok(SignedIn { token, device, next: used.next, is_new })
}

/// [`people::hold`]; the link of somebody who was erased meanwhile opens nothing.
async fn hold(tx: &mut Tx, person: &PersonId) -> Result<()> {
    people::hold(tx, person).await.map_err(|error| if error == Error::SignedOut { Error::LinkOver } else { error })
}

/// A link that signs in, to be printed on the machine that runs the program.
///
/// # Errors
/// [`Error::NotFound`] for any actor but the program itself.
pub async fn link(db: &Db, who: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = checked(&mut tx, who, address).await?;
    let link = sign_in_links::write(&mut tx, &NewSignInLink::printed(&address)).await?;
    tx.commit_without_revision().await?;
    Ok(link)
}

/// Makes the owner of an address an administrator, the account included if there is none, and gives a link that signs in.
///
/// # Errors
/// [`Error::NotFound`] for any actor but the program itself.
pub async fn invite_administrator(db: &Db, who: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = checked(&mut tx, who, address).await?;
    let now = tx.now;
    let owner = accounts::owner(&mut tx, &names::address_key(&address)).await?;
    let person = match owner {
        Some(owner) => owner.person,
        None => {
            let account = NewAccount { address: &address, verified_at: None, language: Language::Fr, given_name: "", family_name: "" };
            accounts::create(&mut tx, &account).await?.ok_or(Error::Internal)?
        }
    };
    sqlx::query("UPDATE person SET administrator_since = COALESCE(administrator_since, $2) WHERE id = $1")
        .bind_all((&person, now))
        .execute(&mut *tx)
        .await?;
    let rights = Rights::of(&mut tx, who).await?;
    audit::record(&mut tx, &rights, AuditAction::PersonAdministrator, person.as_str(), &address).await?;
    let link = sign_in_links::write(&mut tx, &NewSignInLink::printed(&address)).await?;
    tx.commit().await?;
    Ok(link)
}

async fn checked(tx: &mut Tx, who: &Actor, address: &str) -> Result<String> {
    let rights = Rights::of(tx, who).await?;
    policy::check(&rights, Act::Administer)?;
    // An administrator is a person: nobody signs in as somebody else from a page.
    if *who != Actor::System {
        return Err(Error::NotFound);
    }
    fields::address(address).map_err(|problem| Error::field("address", problem))
}

/// Whom a link is sent to, if the address is a known one.
async fn reader(conn: &mut Conn, address: &str) -> Result<(Option<PersonId>, String)> {
    let row: Option<(PersonId, String, String)> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name FROM address a JOIN person p ON p.id = a.person
          WHERE a.address_key = $1 AND a.verified_at IS NOT NULL",
    )
    .bind(names::address_key(address))
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or((None, String::new()), |(person, given, family)| (Some(person), names::full(&given, &family))))
}
