//! One copy as its reader got it: where there is no mail server, in a demonstration.

use sqlx::AssertSqlSafe;

use super::{Copy, CopyTemplate, RenderedCopy, copy_columns, script};
use crate::db::Db;
use crate::enums::{CopyState, Language};
use crate::error::{Error, Result};
use crate::ids::CopyId;
use crate::lists::InstanceKey;
use crate::policy::{Act, Actor, Rights, check};

/// A copy, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentCopy {
    /// To whom, and why.
    pub copy: Copy,
    /// Of the message.
    pub subject: String,
    /// Of the text.
    pub language: Language,
    /// What became of it.
    pub state: CopyState,
    /// What the other side said last.
    pub last_error: String,
    /// Its words.
    pub words: RenderedCopy,
}

/// A copy as its reader gets it: for an administrator. Its link ends what it says it ends.
///
/// # Errors
/// [`Error::NotFound`] once it is forgotten.
pub async fn sent_copy(db: &Db, who: &Actor, id: &CopyId) -> Result<SentCopy> {
    let mut tx = db.read().await?;
    check(&Rights::of(&mut tx, who).await?, Act::Administer)?;
    let statement = concat!("SELECT ", copy_columns!(), " FROM copy WHERE id = $1");
    let copy: Copy = sqlx::query_as(AssertSqlSafe(statement)).bind(id).fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    let (state, last_error): (CopyState, String) =
        sqlx::query_as("SELECT state, last_error FROM copy WHERE id = $1").bind(id).fetch_one(&mut *tx).await?;
    drop(tx);
    let template = CopyTemplate::new(db, script(db, &copy.message).await?).await?;
    let words = template.render(&InstanceKey::of(db).await?, &copy).ok_or(Error::Internal)?;
    Ok(SentCopy { copy, subject: template.script.subject, language: template.script.language, state, last_error, words })
}
