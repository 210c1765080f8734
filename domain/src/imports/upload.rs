//! Uploading a file, and matching its columns.

use chrono::Duration;

use super::choices::ChoiceLookup;
use super::values::{LEAVE_EMPTY, Meanings};
use super::{HOURS, ImportTarget, authorize, columns, delete_expired, find, heading, values};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db};
use crate::enums::{Column, Language};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{ImportId, NetworkId};
use crate::imports::FileLine;
use crate::networks::NetworkCard;
use crate::policy::Actor;
use formats::spreadsheets::read;

/// How many lines the page of columns shows as a sample.
const SAMPLE: usize = 3;
/// How many lines that page offers as the heading.
const FIRST: usize = read::TITLE_LINES + 1;

#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct RecentImport {
    pub id: ImportId,
    pub file_name: String,
    pub created_at: Timestamp,
    pub done_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct UploadPage {
    pub network: Option<NetworkCard>,
    /// The reader's own files of the last hours, newest first.
    pub recent: Vec<RecentImport>,
}

#[derive(Debug, Clone)]
pub struct ColumnMatching {
    pub network: Option<NetworkCard>,
    pub file_name: String,
    /// How many lines follow the heading.
    pub row_count: usize,
    pub headings: Vec<String>,
    /// The first lines below the heading.
    pub sample: Vec<FileLine>,
    /// The first lines of the file; the heading is one of them.
    pub first_lines: Vec<FileLine>,
    /// The number of the heading line; `None`: no line names the columns.
    pub heading: Option<u64>,
    pub columns: Vec<Column>,
    /// The kind of new organisations where no column gives it.
    pub kind: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchInput {
    /// A [`Column`] for each.
    pub columns: Vec<String>,
    /// A kind of organisation, or nothing. In a list of members also [`LEAVE_EMPTY`]: organisations without a kind are left out.
    pub kind: String,
}

/// The upload page.
///
/// # Errors
/// [`Error::NotFound`] unless the actor may upload a file.
pub async fn upload_page(db: &Db, actor: &Actor, target: &ImportTarget) -> Result<UploadPage> {
    let mut tx = db.read().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let since = tx.now.plus(Duration::hours(-HOURS));
    let recent = sqlx::query_as(
        "SELECT id, file_name, created_at, done_at FROM import
          WHERE person = $1 AND COALESCE(network, '') = $2 AND created_at > $3 ORDER BY created_at DESC, id DESC LIMIT 5",
    )
    .bind_all((person, network.as_ref().map_or("", |network| network.id.as_str()), since))
    .fetch_all(&mut *tx)
    .await?;
    Ok(UploadPage { network, recent })
}

/// Reads a file and stores it: only the person who uploaded it can go on with it. It replaces a file that the same person uploaded to the
/// same target and has not imported.
///
/// # Errors
/// [`Error::Invalid`] on `file`; [`Error::NotFound`] unless the actor may upload a file.
pub async fn upload(db: &Db, actor: &Actor, target: &ImportTarget, file_name: &str, bytes: Vec<u8>) -> Result<ImportId> {
    check_policy(db, actor, target).await?;
    if bytes.is_empty() {
        return Err(Error::field("file", FieldProblem::Required));
    }
    let parsed = tokio::task::spawn_blocking(move || read::read(&bytes)).await.map_err(|cause| {
        tracing::error!(%cause, "a file to import");
        Error::Internal
    })?;
    let lines = parsed.map_err(|problem| Error::field("file", problem.into()))?;
    let mut tx = db.write().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let heading = heading::check(heading::guess(&lines, target.columns()), lines.len(), "file")?;
    delete_expired(&mut tx).await?;
    let network = network.map(|network| network.id);
    sqlx::query("DELETE FROM import WHERE person = $1 AND COALESCE(network, '') = $2 AND done_at IS NULL")
        .bind_all((&person, network.as_ref().map_or("", NetworkId::as_str)))
        .execute(&mut *tx)
        .await?;
    let (id, now): (ImportId, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO import (id, person, network, file_name, lines, heading, matched, kind, meanings, created_at, result, refused)
         VALUES ($1, $2, $3, $4, $5, $6, '', '', '', $7, '', '')",
    )
    .bind_all((
        &id,
        person,
        network,
        file_name.chars().filter(|c| !c.is_control()).take(120).collect::<String>(),
        serde_json::to_string(&lines).map_err(|_| Error::Internal)?,
        heading,
        now,
    ))
    .execute(&mut *tx)
    .await?;
    tx.commit_without_revision().await?;
    Ok(id)
}

/// Checks the policy before the file is parsed: nobody makes the program read a file that they may not upload.
async fn check_policy(db: &Db, actor: &Actor, target: &ImportTarget) -> Result<()> {
    let mut tx = db.read().await?;
    authorize(&mut tx, actor, target).await.map(drop)
}

/// The page where columns are matched.
///
/// # Errors
/// [`Error::NotFound`] for another person's file; [`Error::Closed`] once it is done.
pub async fn column_matching(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId) -> Result<ColumnMatching> {
    let mut tx = db.read().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if upload.done_at.is_some() {
        return Err(Error::Closed);
    }
    let mut first_lines = upload.lines()?;
    let mut table = upload.table()?;
    let heading = usize::try_from(upload.heading).ok().and_then(|at| first_lines.get(at)).map(|line| line.number);
    let columns = match upload.matched.as_str() {
        "" => columns::guess_table(&table, target.columns()),
        text => columns::from_text(text),
    };
    let row_count = table.rows.len();
    first_lines.truncate(FIRST);
    table.rows.truncate(SAMPLE);
    Ok(ColumnMatching {
        network,
        file_name: upload.file_name,
        row_count,
        headings: table.headings,
        sample: table.rows,
        first_lines,
        heading,
        columns,
        kind: upload.kind,
    })
}

/// Sets the line that names the columns: its number, or nothing where none does. What each column holds is guessed again.
///
/// # Errors
/// [`Error::Invalid`] on `heading`; [`Error::Closed`] once the file is imported.
pub async fn choose_heading(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, number: &str) -> Result<()> {
    let mut tx = db.write().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if upload.done_at.is_some() {
        return Err(Error::Closed);
    }
    let lines = upload.lines()?;
    let chosen = heading::parse_choice(&lines, number).ok_or_else(|| Error::field("heading", FieldProblem::NotAChoice))?;
    let heading = heading::check(chosen, lines.len(), "heading")?;
    sqlx::query("UPDATE import SET heading = $2, matched = '', meanings = '' WHERE id = $1 AND done_at IS NULL")
        .bind_all((id, heading))
        .execute(&mut *tx)
        .await?;
    tx.commit_without_revision().await
}

/// Sets what each column holds. Returns whether the file has unknown values that nothing was decided about.
///
/// # Errors
/// [`Error::Invalid`] on `column-0`, `column-1`…, on `columns` for a missing one, and on `kind`.
pub async fn match_columns(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, input: &MatchInput) -> Result<bool> {
    let mut tx = db.write().await?;
    let (rights, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if upload.done_at.is_some() {
        return Err(Error::Closed);
    }
    let table = upload.table()?;
    let width = table.headings.len();
    let typed: Vec<String> = input.columns.iter().cloned().chain(std::iter::repeat_n("ignored".to_owned(), width)).take(width).collect();
    let columns = columns::check(&typed, target.columns(), target.needed())?;
    let kinds = ChoiceLookup::coded(&mut tx, Language::Fr, Column::OrganisationKind, &Meanings::default()).await?;
    let is_left_out = input.kind == LEAVE_EMPTY && matches!(target, ImportTarget::Members(_));
    if !input.kind.is_empty() && !is_left_out && !kinds.has(&input.kind) {
        return Err(Error::field("kind", FieldProblem::NotAChoice));
    }
    let (unknown, _) = values::collect(&mut tx, Language::Fr, &table, &columns, &upload.meanings()).await?;
    let changed = sqlx::query("UPDATE import SET matched = $2, kind = $3 WHERE id = $1 AND done_at IS NULL")
        .bind_all((id, columns::to_text(&columns), &input.kind))
        .execute(&mut *tx)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    // The dry run that follows discloses which addresses the site knows. The journal therefore records who runs one, whether or not they
    // import.
    let subject = network.as_ref().map_or("", |network| network.id.as_str());
    let action = if network.is_some() { AuditAction::ImportTryMembers } else { AuditAction::ImportTryOrganisations };
    audit::record(&mut tx, &rights, action, subject, &format!("{}: {}", upload.file_name, table.rows.len())).await?;
    tx.commit_without_revision().await?;
    Ok(unknown.iter().any(|value| value.meaning.is_empty()))
}
