//! How a discussion passes mail on, which mails it holds for their size or their files, and since when each person reads its archive.

use super::List;
use super::settings::ListInput;
use crate::db::{BindAll, Conn};
use crate::enums::ReplyRule;
use crate::error::{FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::ids::ListId;

/// The longest prefix of subjects, in characters.
const MOST_PREFIX: usize = 40;
/// The longest text under posts, in characters.
const MOST_FOOTER: usize = 500;
/// The largest mail that a list can be told to take, in megabytes.
const MOST_MEGABYTES: i64 = 100;
/// Kilobytes in a megabyte, as people count.
const MEGABYTE: i64 = 1000;

/// As typed, after the checks.
pub(super) struct MailSettings {
    reply_to: ReplyRule,
    subject_prefix: String,
    footer: String,
    archive_from_joining: bool,
    /// In kilobytes; 0: as the site takes.
    largest: i64,
    files_held: bool,
}

/// Checks the fields; empty ones are as in a new list.
pub(super) fn check(errors: &mut Validation, input: &ListInput) -> MailSettings {
    let reply_to = match input.reply_to.as_str() {
        "" => ReplyRule::List,
        typed => errors.check("reply_to", ReplyRule::parse(typed).map(Some)).unwrap_or(ReplyRule::List),
    };
    MailSettings {
        reply_to,
        subject_prefix: errors.check("subject_prefix", prefix(&input.subject_prefix)),
        footer: errors.check("footer", footer(&input.footer)),
        archive_from_joining: !input.archive_from_joining.is_empty(),
        largest: errors.check("largest", megabytes(&input.largest)),
        files_held: !input.files_held.is_empty(),
    }
}

fn prefix(typed: &str) -> Result<String, FieldProblem> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let line = fields::line(typed)?;
    if line.chars().count() > MOST_PREFIX { Err(FieldProblem::TooLong(MOST_PREFIX)) } else { Ok(line) }
}

fn footer(typed: &str) -> Result<String, FieldProblem> {
    let text = fields::text(typed)?.trim().to_owned();
    if text.chars().count() > MOST_FOOTER { Err(FieldProblem::TooLong(MOST_FOOTER)) } else { Ok(text) }
}

fn megabytes(typed: &str) -> Result<i64, FieldProblem> {
    match typed.trim() {
        "" => Ok(0),
        typed => match typed.parse::<i64>() {
            Ok(megabytes) if (1..=MOST_MEGABYTES).contains(&megabytes) => Ok(megabytes * MEGABYTE),
            _ => Err(FieldProblem::NotBetween(1, MOST_MEGABYTES)),
        },
    }
}

/// Fills the fields of the form.
pub(super) fn fill(input: &mut ListInput, list: &List) {
    input.reply_to = list.reply_to.to_string();
    input.subject_prefix = list.subject_prefix.clone();
    input.footer = list.footer.clone();
    input.archive_from_joining = if list.archive_from_joining == 1 { "yes".to_owned() } else { String::new() };
    input.largest = if list.largest == 0 { String::new() } else { (list.largest / MEGABYTE).to_string() };
    input.files_held = if list.files_held == 1 { "yes".to_owned() } else { String::new() };
}

/// Writes the settings of a list.
pub(super) async fn update(conn: &mut Conn, list: &ListId, settings: &MailSettings) -> Result<()> {
    let (files_held, from_joining) = (i64::from(settings.files_held), i64::from(settings.archive_from_joining));
    sqlx::query(
        "UPDATE list SET reply_to = $2, subject_prefix = $3, largest = $4, files_held = $5, footer = $6, archive_from_joining = $7 WHERE id = $1",
    )
    .bind_all((list, settings.reply_to, &settings.subject_prefix, settings.largest, files_held, &settings.footer, from_joining))
    .execute(conn)
    .await?;
    Ok(())
}
