//! People: their profile, how they sign in, and their sessions.

pub(crate) mod accounts;
pub mod affiliations;
pub mod devices;
mod indexing;
pub mod profile;
pub(crate) mod quota;
pub mod sessions;
pub(crate) mod sign_in_links;

pub use crate::names;
pub use sign_in_links::LINK_MINUTES;

use crate::db::{BindAll, Tx};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::ids::{OrganisationId, PersonId};
use crate::mail::MailRecipient;
pub use indexing::FoundPeople;

/// A person who has set their name, with the data that joining and registering need.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct NamedPerson {
    pub person: PersonId,
    /// Their given name, never empty.
    pub given_name: String,
    /// Their family name, never empty.
    pub family_name: String,
    /// See [`names::sort_name`].
    pub sort_name: String,
    /// Their address for mail: the preferred one, proved.
    pub address: String,
    pub language: Language,
    /// A profession's code.
    pub profession: Option<String>,
    /// A region's code.
    pub region: Option<String>,
    /// The organisation they work for today, the latest one if there are several.
    pub organisation: Option<OrganisationId>,
    /// Its name; empty if there is none.
    pub organisation_name: String,
    /// The code of its kind.
    pub organisation_kind: Option<String>,
}

impl NamedPerson {
    /// The person as the recipient of a mail.
    pub fn recipient(&self) -> MailRecipient {
        MailRecipient {
            person: Some(self.person.clone()),
            name: names::full(&self.given_name, &self.family_name),
            address: self.address.clone(),
            language: self.language,
        }
    }
}

/// Deletes expired sessions, and browsers that have been unused for too long.
pub(crate) async fn delete_expired(tx: &mut Tx) -> Result<()> {
    let now = tx.now;
    sessions::delete_expired(tx, now).await?;
    devices::delete_expired(tx, now).await
}

/// Locks a person's row until the transaction ends, so that writes about them and their erasure run one after another, on both databases. Call it
/// before any other lock is taken, so that there is no deadlock.
///
/// # Errors
/// [`Error::SignedOut`] if the person was erased meanwhile.
pub(crate) async fn lock(tx: &mut Tx, person: &PersonId) -> Result<()> {
    // The version keeps its value, so that an open form stays valid.
    sqlx::query("UPDATE person SET version = version WHERE id = $1").bind(person).execute(&mut **tx).await?;
    // In a statement of its own, because only the next one sees what the statement above waited for.
    let erased = sqlx::query("SELECT 1 FROM erasure WHERE person = $1").bind(person).fetch_optional(&mut **tx).await?;
    if erased.is_some() { Err(Error::SignedOut) } else { Ok(()) }
}

/// The person with the data that joining and registering need, [locked](lock): they can't be erased before the caller's writes are done.
///
/// # Errors
/// [`Error::Invalid`] on `given_name` and `family_name` while these are not set, which `/me/profile` asks for; [`Error::SignedOut`] as for
/// [`lock`].
pub async fn lock_named(tx: &mut Tx, person: &PersonId) -> Result<NamedPerson> {
    lock(tx, person).await?;
    let today = tx.now.today();
    let named: NamedPerson = sqlx::query_as(
        "SELECT p.id AS person, p.given_name, p.family_name, p.sort_name, a.address, p.language, p.profession, p.region,
                o.id AS organisation, COALESCE(o.name, '') AS organisation_name, o.kind AS organisation_kind
           FROM person p
           JOIN address a ON a.person = p.id AND a.preferred = 1
           LEFT JOIN affiliation f ON f.person = p.id AND f.started_on <= $2 AND (f.ended_on IS NULL OR f.ended_on >= $2)
           LEFT JOIN organisation o ON o.id = f.organisation
          WHERE p.id = $1 ORDER BY f.started_on DESC, f.id DESC LIMIT 1",
    )
    .bind_all((person, today))
    .fetch_one(&mut **tx)
    .await?;
    let mut errors = Validation::default();
    for (field, name) in [("given_name", &named.given_name), ("family_name", &named.family_name)] {
        if name.is_empty() {
            errors.note(field, FieldProblem::Required);
        }
    }
    errors.or(named)
}
