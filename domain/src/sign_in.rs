//! Signing in by a link: there is no password to steal and no account to open first. A link proves an address once, and is valid for a
//! quarter of an hour.

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

/// The effect of a link, for the confirmation page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLinkEffect {
    pub address: String,
    /// The person to whom the address would be added; `None`: the link signs in.
    pub adds_to: Option<PersonId>,
}

/// The browser in which somebody signs in.
#[derive(Debug, Clone, Copy)]
pub struct SignInBrowser<'a> {
    /// The name it gives itself.
    pub name: &'a str,
    /// The cookie of [`SignedIn::device`], if it has one.
    pub device: Option<&'a Secret>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The token of the session cookie.
    pub token: Secret,
    /// The token of the cookie that identifies this browser from now on.
    pub device: Secret,
    /// The path they wanted, as given to [`request_link`].
    pub next: String,
    /// Whether they have not given a name yet.
    pub is_new: bool,
}

/// The maximum length of the path to go to afterwards, in octets: it is stored with the link.
pub const NEXT_BYTES: usize = 1000;

#[derive(Debug, Clone, Copy)]
pub struct LinkRequest<'a> {
    pub address: &'a str,
    /// The network address of the client. Only its hash is stored, for quotas.
    pub client: &'a str,
    /// The cookie of [`SignedIn::device`], if the browser has one.
    pub device: Option<&'a Secret>,
    /// The path to go to afterwards; one longer than [`NEXT_BYTES`] is ignored.
    pub next: &'a str,
    pub language: Language,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkOutcome {
    /// A link is being sent.
    Sent,
    /// No link is sent: the quota is used up until then. The newest link sent before is still valid.
    RetryAt(Timestamp),
}

/// Sends a link to an address. The answer is the same for known and unknown addresses: using the link to an unknown address creates its
/// account. Quotas limit how often. A browser that has signed in with the address before has a quota of its own, which strangers can't use
/// up.
///
/// # Errors
/// [`Error::Invalid`] on `address`.
pub async fn request_link(db: &Db, request: &LinkRequest<'_>) -> Result<LinkOutcome> {
    let &LinkRequest { client, device, next, language, .. } = request;
    let mut errors = Validation::default();
    let address = errors.check("address", fields::address(request.address));
    let address = errors.or(address)?;
    let next = if next.len() > NEXT_BYTES { "/me" } else { next };
    let mut tx = db.write().await?;
    let client = rng::hash(client);
    let device = match quota::check(&mut tx, &names::address_key(&address), &Requester { client: &client, device, adds: false }).await? {
        QuotaDecision::Allowed(device) => device,
        QuotaDecision::RetryAt(at) => return Ok(LinkOutcome::RetryAt(at)),
    };
    let link = NewSignInLink { address: &address, adds_to: None, client: &client, device: &device, next, language };
    let link = sign_in_links::create(&mut tx, &link).await?;
    let (person, name) = recipient(&mut tx, &address).await?;
    let content = MailContent {
        cause: "sign_in.link",
        subject: tr!(language, "sign-in-mail-subject", site = crate::db::instance::name_in(&mut tx).await?),
        body: tr!(language, "sign-in-mail-body", link = link, minutes = LINK_MINUTES),
        ..MailContent::default()
    };
    mail::post(&mut tx, &MailRecipient { person, name, address, language }, &content).await?;
    tx.commit_without_revision().await?;
    Ok(LinkOutcome::Sent)
}

/// The effect of a link. Changes nothing: programs that read mail follow links.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old or never existed.
pub async fn link_effect(db: &Db, token: &Secret) -> Result<SignInLinkEffect> {
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

/// Signs in by a link and uses it up: of two concurrent requests, one signs in. An address that belongs to nobody becomes a new person's.
/// Registrations made as a guest with that address become theirs.
///
/// # Errors
/// [`Error::LinkOver`] for a link that was used, is too old, never existed, or adds an address ([`crate::addresses::prove`]).
pub async fn open_session(db: &Db, token: &Secret, browser: &SignInBrowser<'_>) -> Result<SignedIn> {
    let mut tx = db.write().await?;
    // Locks the person before the link, as erasure does: nobody is signed in to an account that is being erased.
    if let Some(person) = sign_in_links::address_owner(&mut tx, token).await? {
        lock(&mut tx, &person).await?;
    }
    let link = sign_in_links::consume(&mut tx, token).await?;
    // A link that adds an address does not sign in: the address that it was sent to may be a stranger's.
    if link.person.is_some() {
        return Err(Error::LinkOver);
    }
    let person = accounts::find_or_create_owner(&mut tx, &link).await?;
    // The person may have got the address just now, through another link.
    lock(&mut tx, &person).await?;
    registrations::adopt_all(&mut tx, &person).await?;
    let is_new = accounts::is_nameless(&mut tx, &person).await?;
    let token = sessions::start(&mut tx, &person, browser.name).await?;
    let device = devices::register(&mut tx, &person, browser.device).await?;
    let rights = Rights::of(&mut tx, &Actor::Person(person.clone())).await?;
    audit::record(&mut tx, &rights, AuditAction::SessionStart, person.as_str(), "").await?;
    tx.commit().await?;
    Ok(SignedIn { token, device, next: link.next, is_new })
}

/// [`people::lock`]; the link of a person who was erased meanwhile is void.
async fn lock(tx: &mut Tx, person: &PersonId) -> Result<()> {
    people::lock(tx, person).await.map_err(|error| if error == Error::SignedOut { Error::LinkOver } else { error })
}

/// A link that signs in, to be printed on the machine that runs the program.
///
/// # Errors
/// [`Error::NotFound`] for any actor except the program itself.
pub async fn create_link(db: &Db, actor: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = check_address(&mut tx, actor, address).await?;
    let link = sign_in_links::create(&mut tx, &NewSignInLink::printed(&address)).await?;
    tx.commit_without_revision().await?;
    Ok(link)
}

/// Makes the owner of an address an administrator, creates the account if there is none, and returns a link that signs in.
///
/// # Errors
/// [`Error::NotFound`] for any actor except the program itself.
pub async fn invite_administrator(db: &Db, actor: &Actor, address: &str) -> Result<String> {
    let mut tx = db.write().await?;
    let address = check_address(&mut tx, actor, address).await?;
    let now = tx.now;
    let owner = accounts::find_owner(&mut tx, &names::address_key(&address)).await?;
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
    let rights = Rights::of(&mut tx, actor).await?;
    audit::record(&mut tx, &rights, AuditAction::PersonAdministrator, person.as_str(), &address).await?;
    let link = sign_in_links::create(&mut tx, &NewSignInLink::printed(&address)).await?;
    tx.commit().await?;
    Ok(link)
}

async fn check_address(tx: &mut Tx, actor: &Actor, address: &str) -> Result<String> {
    let rights = Rights::of(tx, actor).await?;
    policy::check(&rights, Act::Administer)?;
    // Administrators are people too: no page lets them sign in as somebody else.
    if *actor != Actor::System {
        return Err(Error::NotFound);
    }
    fields::address(address).map_err(|problem| Error::field("address", problem))
}

/// The recipient of a link, if the address is known.
async fn recipient(conn: &mut Conn, address: &str) -> Result<(Option<PersonId>, String)> {
    let row: Option<(PersonId, String, String)> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name FROM address a JOIN person p ON p.id = a.person
          WHERE a.address_key = $1 AND a.verified_at IS NOT NULL",
    )
    .bind(names::address_key(address))
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or((None, String::new()), |(person, given, family)| (Some(person), names::full(&given, &family))))
}
