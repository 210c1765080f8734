//! Previews of typed text.

use crate::db::Db;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::{fields, rendering};

/// Checks that the actor may see a preview, and counts it. Previews are for people who can publish something: guests have none. A person may have
/// thirty a minute.
///
/// # Errors
/// [`Error::SignedOut`], [`Error::TooMany`].
pub(crate) fn authorize(db: &Db, actor: &Actor) -> Result<()> {
    match actor {
        Actor::Guest => Err(Error::SignedOut),
        Actor::Person(person) => db.previews().count(person, db.now()),
        Actor::System => Ok(()),
    }
}

/// [`rendering::html`] of the text typed in `field`.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::TooMany`] beyond thirty a minute; [`Error::Invalid`] on `field`, as when it is saved.
pub async fn preview(db: &Db, actor: &Actor, field: &str, typed: &str) -> Result<String> {
    authorize(db, actor)?;
    let text = fields::text(typed).map_err(|problem| Error::field(field, problem))?;
    rendering::html(&text).await
}

/// [`rendering::bulletin`] of the text typed in `field`.
///
/// # Errors
/// As for [`preview`].
pub async fn preview_bulletin(db: &Db, actor: &Actor, field: &str, typed: &str) -> Result<String> {
    authorize(db, actor)?;
    let text = fields::text(typed).map_err(|problem| Error::field(field, problem))?;
    rendering::bulletin(&text, "").await
}
