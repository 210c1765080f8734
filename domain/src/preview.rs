//! How what someone types will read.

use crate::db::Db;
use crate::error::{Error, Result};
use crate::policy::Actor;
use crate::{fields, rendering};

/// Only those who could publish something need to see how it will read, and nobody more often than thirty times a minute.
///
/// # Errors
/// [`Error::SignedOut`], [`Error::TooMany`].
pub(crate) fn ask(db: &Db, who: &Actor) -> Result<()> {
    match who {
        Actor::Guest => Err(Error::SignedOut),
        Actor::Person(person) => db.previews().count(person, db.now()),
        Actor::System => Ok(()),
    }
}

/// [`rendering::html`] of what someone is typing in `field`.
///
/// # Errors
/// [`Error::SignedOut`]; [`Error::TooMany`] beyond thirty a minute; [`Error::Invalid`] on `field`, as when it is saved.
pub async fn preview(db: &Db, who: &Actor, field: &str, typed: &str) -> Result<String> {
    ask(db, who)?;
    let text = fields::text(typed).map_err(|problem| Error::field(field, problem))?;
    rendering::html(&text).await
}

/// [`rendering::bulletin`] of what someone is typing in `field`.
///
/// # Errors
/// As for [`preview`].
pub async fn preview_bulletin(db: &Db, who: &Actor, field: &str, typed: &str) -> Result<String> {
    ask(db, who)?;
    let text = fields::text(typed).map_err(|problem| Error::field(field, problem))?;
    rendering::bulletin(&text, "").await
}
