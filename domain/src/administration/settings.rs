//! The settings of the instance: its name and look, and the retention of data.

use serde::{Deserialize, Serialize};

use super::purge_preview::removes_more;
use crate::audit::{self, AuditAction};
use crate::db::instance::{Instance, all_settings, read_instance};
use crate::db::{BindAll, Conn, Db};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::policy::{self, Act, Actor};

/// The form of the name and look, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceInput {
    pub name: String,
    pub motto: String,
    pub hue: String,
    pub contact: String,
    pub language: String,
}

/// How many days data is kept; `None`: forever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Mails, from the day they were written.
    pub mails: Option<i64>,
    /// The recipients of a message to a list, from the day it was sent; their number stays.
    pub copies: Option<i64>,
    /// Entries of the journal.
    pub audit: Option<i64>,
    /// Sessions, from their last use.
    pub sessions: Option<i64>,
    /// The names of registrations, from the end of the event; never before its year is over.
    pub registrations: Option<i64>,
}

impl Default for Retention {
    fn default() -> Self {
        Self { mails: Some(365), copies: Some(365), audit: Some(3650), sessions: Some(365), registrations: Some(3650) }
    }
}

/// The form of the retention, as typed: days, or nothing for forever.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RetentionInput {
    pub mails: String,
    pub copies: String,
    pub audit: String,
    pub sessions: String,
    pub registrations: String,
    pub sure: String,
}

impl RetentionInput {
    pub(super) fn parse(&self) -> Result<Retention> {
        let mut errors = Validation::default();
        let mut days = |field: &str, typed: &str| errors.check(field, fields::seats(typed));
        let retention = Retention {
            mails: days("mails", &self.mails),
            copies: days("copies", &self.copies),
            audit: days("audit", &self.audit),
            sessions: days("sessions", &self.sessions),
            registrations: days("registrations", &self.registrations),
        };
        errors.or(retention)
    }
}

impl Retention {
    pub fn input(&self) -> RetentionInput {
        let days = |days: Option<i64>| days.map(|days| days.to_string()).unwrap_or_default();
        RetentionInput {
            mails: days(self.mails),
            copies: days(self.copies),
            audit: days(self.audit),
            sessions: days(self.sessions),
            registrations: days(self.registrations),
            sure: String::new(),
        }
    }
}

/// The current form of the name and look.
pub async fn instance_form(db: &Db, actor: &Actor) -> Result<InstanceInput> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    let Instance { name, motto, hue, contact, language } = read_instance(&mut tx).await?;
    Ok(InstanceInput { name, motto, hue: hue.map(|hue| hue.to_string()).unwrap_or_default(), contact, language: language.to_string() })
}

/// Saves the name and look of the instance.
///
/// # Errors
/// [`crate::Error::Invalid`] with every field to correct.
pub async fn save_instance(db: &Db, actor: &Actor, input: &InstanceInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let mut errors = Validation::default();
    let name = errors.check("name", fields::line(&input.name));
    let motto = errors.check("motto", fields::optional_line(&input.motto));
    let contact = if input.contact.trim().is_empty() { String::new() } else { errors.check("contact", fields::address(&input.contact)) };
    let hue = input.hue.trim();
    if !hue.is_empty() && !hue.parse::<i64>().is_ok_and(|hue| (0..360).contains(&hue)) {
        errors.note("hue", FieldProblem::NotBetween(0, 359));
    }
    let language = errors.check("language", Language::parse(&input.language).map(Some)).unwrap_or(Language::Fr);
    errors.or(())?;
    for (setting, value) in [("name", name.as_str()), ("motto", &motto), ("contact", &contact), ("hue", hue), ("language", language.code())]
    {
        write(&mut tx, setting, value).await?;
    }
    audit::record(&mut tx, &rights, AuditAction::InstanceEdit, "instance", &name).await?;
    tx.commit().await
}

/// The retention, for an administrator.
pub async fn retention(db: &Db, actor: &Actor) -> Result<Retention> {
    let (mut tx, _) = policy::begin_read_for(db, actor, Act::Administer).await?;
    read_retention(&mut tx).await
}

pub(super) async fn read_retention(conn: &mut Conn) -> Result<Retention> {
    let settings = all_settings(conn).await?;
    // An empty row means "forever".
    let days = |name: &str, standard: Option<i64>| settings.get(name).map_or(standard, |days| days.parse().ok());
    let standard = Retention::default();
    Ok(Retention {
        mails: days("keep_mails", standard.mails),
        copies: days("keep_copies", standard.copies),
        audit: days("keep_audit", standard.audit),
        sessions: days("keep_sessions", standard.sessions),
        registrations: days("keep_registrations", standard.registrations),
    })
}

/// Saves the retention. Older data is deleted the next night.
///
/// # Errors
/// [`crate::Error::Invalid`] with every field to correct.
pub async fn save_retention(db: &Db, actor: &Actor, input: &RetentionInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let retention = input.parse()?;
    if input.sure.is_empty() && removes_more(&mut tx, &retention).await? {
        return Err(Error::field("sure", FieldProblem::NotTicked));
    }
    let typed = [
        ("mails", "keep_mails", &input.mails),
        ("copies", "keep_copies", &input.copies),
        ("audit", "keep_audit", &input.audit),
        ("sessions", "keep_sessions", &input.sessions),
        ("registrations", "keep_registrations", &input.registrations),
    ];
    let mut detail = Vec::new();
    for (field, setting, days) in typed {
        write(&mut tx, setting, days.trim()).await?;
        detail.push(format!("{field} {}", days.trim()));
    }
    audit::record(&mut tx, &rights, AuditAction::InstanceRetention, "instance", &detail.join(", ")).await?;
    tx.commit().await
}

async fn write(conn: &mut Conn, name: &str, value: &str) -> Result<()> {
    sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind_all((name, value))
        .execute(conn)
        .await?;
    Ok(())
}
