//! Imports: the members of a network, or organisations, from a file. The file is read once and stored for some hours. The person who
//! uploads it matches its columns; a dry run says row by row what will be done; then all of it is done, or nothing.
//!
//! A person who has a profile gets a mail when a list makes them a member; a person whom a coordinator merely entered gets none before they
//! sign in. A dry run discloses which addresses the site knows, so the journal records who ran it, of how many rows, for which network.

mod choices;
mod columns;
mod days;
mod heading;
mod lookup;
mod member_import;
mod members;
mod organisations;
mod plan;
mod rejected_rows;
mod upload;
mod values;

use std::collections::HashSet;

use chrono::Duration;

pub use columns::{MEMBER_COLUMNS, ORGANISATION_COLUMNS};
pub use formats::spreadsheets::read::{FileLine, LINES, TITLE_LINES};
use heading::Table;
pub(crate) use plan::start_of_day;
pub use plan::{ImportCounts, PlannedRow, RowNote, RowOutcome};
pub use rejected_rows::{RejectedRows, rejected_rows};
pub use upload::{
    ColumnMatching, MatchInput, RecentImport, UploadPage, choose_heading, column_matching, match_columns, upload, upload_page,
};
use values::Meanings;
pub use values::{LEAVE_EMPTY, MOST_VALUES, MeaningInput, UnknownValue, UnknownValues, set_meanings, unknown_values};

use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{Column, Language};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{ImportId, PersonId};
use crate::networks::{self, NetworkCard};
use crate::policy::{self, Act, Actor, Rights};
use words::tr;

/// From this number of rows on, the planner's statistics of the tables are out of date.
const MANY: usize = 200;
/// How long a file is stored, in hours.
pub const HOURS: i64 = 24;

/// The target of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportTarget {
    Members(String),
    Organisations,
}

impl ImportTarget {
    /// The columns that its files can have.
    pub fn columns(&self) -> &'static [Column] {
        match self {
            Self::Members(_) => &MEMBER_COLUMNS,
            Self::Organisations => &ORGANISATION_COLUMNS,
        }
    }

    fn needed(&self) -> &'static [Column] {
        match self {
            Self::Members(_) => &members::NEEDED,
            Self::Organisations => &organisations::NEEDED,
        }
    }
}

/// The dry run, or the result of an import.
#[derive(Debug, Clone)]
pub struct DryRun {
    pub network: Option<NetworkCard>,
    pub file_name: String,
    /// In the order of the file; empty once the import is done.
    pub rows: Vec<PlannedRow>,
    pub counts: ImportCounts,
    /// The digest of this plan; the form sends it back, to check that the plan is still the one shown.
    pub digest: String,
    /// Includes those that were given a meaning.
    pub unknown_values: usize,
    /// Whether the rejected rows are stored for download; set once the import is done.
    pub has_rejected_rows: bool,
    pub done_at: Option<Timestamp>,
}

/// The fields of the confirmation form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportConfirmation {
    pub digest: String,
    /// Whether the importer agrees to leave out the rejected rows.
    pub leave_out: bool,
    /// The numbers of the questioned rows to import all the same; the others are rejected.
    pub accepted: Vec<u64>,
}

async fn authorize(tx: &mut Tx, actor: &Actor, target: &ImportTarget) -> Result<(Rights, Option<NetworkCard>, PersonId)> {
    let rights = Rights::of(tx, actor).await?;
    let network = match target {
        ImportTarget::Members(slug) => {
            let network = networks::find(tx, &rights, slug).await?;
            policy::check(&rights, Act::SeeMembers(&network.id))?;
            policy::check(&rights, Act::AdmitMembers(&network.id))?;
            Some(network)
        }
        ImportTarget::Organisations => {
            policy::check(&rights, Act::Administer)?;
            None
        }
    };
    let person = rights.signed_in()?.clone();
    Ok((rights, network, person))
}

/// The current plan of the import; or its result, once it is done.
///
/// # Errors
/// [`Error::NotFound`] for another person's file, and before its columns are matched.
pub async fn dry_run(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, language: Language) -> Result<DryRun> {
    let mut tx = db.read().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    let run = DryRun {
        network,
        file_name: upload.file_name.clone(),
        rows: Vec::new(),
        counts: ImportCounts::from_text(&upload.result),
        digest: String::new(),
        unknown_values: 0,
        has_rejected_rows: !upload.rejected.is_empty(),
        done_at: upload.done_at,
    };
    if run.done_at.is_some() {
        return Ok(run);
    }
    let (rows, _) = plan(&mut tx, language, run.network.as_ref(), &upload).await?;
    let (values, _) = values::collect(&mut tx, language, &upload.table()?, &upload.columns()?, &upload.meanings()).await?;
    let (counts, digest) = (ImportCounts::of(&rows), plan::digest(&upload.choices_text(), &rows));
    Ok(DryRun { rows, counts, digest, unknown_values: values.len(), ..run })
}

/// Applies the plan that was shown, in one transaction: all of it or nothing.
///
/// # Errors
/// [`Error::Stale`] if the plan is no longer the one shown; [`Error::Invalid`] on `leave_out` where rows are rejected and the importer has
/// not agreed to leave them out, and on `accept` if no line is left to do; [`Error::Closed`] if it is done already or there is nothing to
/// do.
pub async fn run(
    db: &Db,
    actor: &Actor,
    target: &ImportTarget,
    id: &ImportId,
    language: Language,
    confirmation: &ImportConfirmation,
) -> Result<ImportCounts> {
    let mut tx = db.write().await?;
    let (rights, network, person) = authorize(&mut tx, actor, target).await?;
    // Claims the file for this transaction: of two concurrent requests, one imports.
    let now = tx.now;
    let claimed =
        sqlx::query("UPDATE import SET done_at = $2 WHERE id = $1 AND done_at IS NULL").bind(id).bind(now).execute(&mut *tx).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if claimed.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    let (mut rows, steps) = plan(&mut tx, language, network.as_ref(), &upload).await?;
    if plan::digest(&upload.choices_text(), &rows) != confirmation.digest {
        return Err(Error::Stale);
    }
    let is_questioned = ImportCounts::of(&rows).questioned > 0;
    plan::decide(&mut rows, &confirmation.accepted);
    let counts = ImportCounts::of(&rows);
    if counts.rejected > 0 && !confirmation.leave_out {
        return Err(Error::field("leave_out", FieldProblem::Required));
    }
    if counts.to_write() == 0 {
        return Err(if is_questioned { Error::field("accept", FieldProblem::Required) } else { Error::Closed });
    }
    let is_written = match (steps, network.as_ref()) {
        (ImportSteps::Members(steps), Some(network)) => {
            let reason = tr!(language, "imports-reason", file = upload.file_name.as_str());
            let import = member_import::MemberImport { rights: &rights, network, language, file_name: &upload.file_name, reason: &reason };
            let rejected: HashSet<u64> = rows.iter().filter(|row| row.outcome == RowOutcome::Rejected).map(|row| row.number).collect();
            let steps = steps.into_iter().filter(|(number, _)| !rejected.contains(number)).map(|(_, step)| step).collect();
            member_import::write(&mut tx, &import, steps).await?
        }
        (ImportSteps::Organisations(steps), _) => organisations::write(&mut tx, steps).await?,
        (ImportSteps::Members(_), None) => return Err(Error::Internal),
    };
    if !is_written {
        return Err(Error::Stale);
    }
    let rejected = RejectedRows::of(upload.table()?, &upload.columns()?, &rows).to_text()?;
    sqlx::query("UPDATE import SET lines = '', result = $2, refused = $3 WHERE id = $1")
        .bind_all((id, counts.to_text(), rejected))
        .execute(&mut *tx)
        .await?;
    let subject = network.as_ref().map_or("", |network| network.id.as_str());
    let action = if network.is_some() { AuditAction::ImportMembers } else { AuditAction::ImportOrganisations };
    audit::record(&mut tx, &rights, action, subject, &format!("{}: {}", upload.file_name, counts.to_text())).await?;
    tx.commit().await?;
    if counts.to_write() >= MANY {
        db.analyze().await;
    }
    Ok(counts)
}

/// Deletes the files that were uploaded more than a day ago.
pub(crate) async fn delete_expired(tx: &mut Tx) -> Result<u64> {
    let since = tx.now.plus(Duration::hours(-HOURS));
    Ok(sqlx::query("DELETE FROM import WHERE created_at <= $1").bind(since).execute(&mut **tx).await?.rows_affected())
}

enum ImportSteps {
    /// Each step with the number of its line.
    Members(Vec<(u64, members::MemberStep)>),
    Organisations(Vec<organisations::OrganisationStep>),
}

async fn plan(
    tx: &mut Tx,
    language: Language,
    network: Option<&NetworkCard>,
    upload: &UploadRow,
) -> Result<(Vec<PlannedRow>, ImportSteps)> {
    let reading = FileReading { columns: &upload.columns()?, kind: &upload.kind, meanings: &upload.meanings() };
    let rows = upload.table()?.rows;
    Ok(match network {
        Some(network) => {
            let (planned, steps) = members::plan(tx, language, &network.id, &rows, &reading).await?;
            (planned, ImportSteps::Members(steps))
        }
        None => {
            let (planned, steps) = organisations::plan(tx, language, &rows, &reading).await?;
            (planned, ImportSteps::Organisations(steps))
        }
    })
}

/// How the lines of a file are read, as the importer chose.
struct FileReading<'a> {
    columns: &'a [Column],
    /// The kind of new organisations where no line gives it; [`LEAVE_EMPTY`]: they are left out.
    kind: &'a str,
    meanings: &'a Meanings,
}

#[derive(sqlx::FromRow)]
struct UploadRow {
    file_name: String,
    lines: String,
    heading: i64,
    matched: String,
    kind: String,
    meanings: String,
    done_at: Option<Timestamp>,
    result: String,
    #[sqlx(rename = "refused")]
    rejected: String,
}

impl UploadRow {
    fn lines(&self) -> Result<Vec<FileLine>> {
        serde_json::from_str(&self.lines).map_err(|_| Error::Internal)
    }

    fn table(&self) -> Result<Table> {
        Ok(Table::cut(self.lines()?, self.heading))
    }

    /// The content of each column; [`Error::NotFound`] until it is chosen.
    fn columns(&self) -> Result<Vec<Column>> {
        let columns = columns::from_text(&self.matched);
        if columns.is_empty() { Err(Error::NotFound) } else { Ok(columns) }
    }

    fn meanings(&self) -> Meanings {
        Meanings::from_text(&self.meanings)
    }

    /// All choices about how to read the file, as text for the digest.
    fn choices_text(&self) -> String {
        [&self.heading.to_string(), &self.matched, &self.kind, &self.meanings].map(String::as_str).join("\n")
    }
}

async fn find(conn: &mut Conn, id: &ImportId, person: &PersonId, network: Option<&NetworkCard>) -> Result<UploadRow> {
    Ok(sqlx::query_as(
        "SELECT file_name, lines, heading, matched, kind, meanings, done_at, result, refused
           FROM import WHERE id = $1 AND person = $2 AND COALESCE(network, '') = $3",
    )
    .bind_all((id, person, network.map_or("", |network| network.id.as_str())))
    .fetch_one(conn)
    .await?)
}
