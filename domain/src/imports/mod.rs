//! Imports: the members of a network, or organisations, from a file. The file is read once and stored for some hours. The person who
//! uploads it matches its columns; a dry run says line by line what will be done; then all of it is done, or nothing.
//!
//! A person who has a profile gets a mail when a list makes them a member; a person whom a coordinator merely entered gets none before they
//! sign in. A dry run tells which addresses the site knows, so the journal records who ran it, of how many lines, for which network.

mod bringing;
mod choices;
mod columns;
mod days;
mod heading;
mod lookup;
mod members;
mod organisations;
mod plan;
mod refused;
mod values;
mod writing;

use std::collections::HashSet;

use chrono::Duration;

pub use bringing::{ColumnMatching, ImportOpening, MatchInput, RecentImport, bring, choose_heading, match_columns, matching, opening};
pub use columns::{OF_MEMBERS, OF_ORGANISATIONS};
pub use formats::spreadsheets::read::{FileLine, LINES, TITLE_LINES};
use heading::Table;
pub(crate) use plan::morning;
pub use plan::{ImportCounts, LineNote, LineOutcome, PlannedLine};
pub use refused::{RefusedLines, refused_lines};
use values::Meanings;
pub use values::{LEAVE_EMPTY, MOST_VALUES, MeaningInput, UnknownValue, UnknownValues, give_meanings, unknown_values};

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
    /// The members of the network with this slug.
    Members(String),
    /// The organisations of the instance.
    Organisations,
}

impl ImportTarget {
    /// The columns that its files can have.
    pub fn columns(&self) -> &'static [Column] {
        match self {
            Self::Members(_) => &OF_MEMBERS,
            Self::Organisations => &OF_ORGANISATIONS,
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
    /// The network; `None`: organisations.
    pub network: Option<NetworkCard>,
    /// The name of the file.
    pub file_name: String,
    /// Line by line, in the order of the file; empty once the import is done.
    pub lines: Vec<PlannedLine>,
    /// How many lines have each outcome.
    pub counts: ImportCounts,
    /// The digest of this plan; the form sends it back, to check that the plan is still the one shown.
    pub shown: String,
    /// How many unknown values the file holds, including those that were given a meaning.
    pub unknown_values: usize,
    /// Whether the refused lines are stored for download; set once the import is done.
    pub keeps_refused: bool,
    /// When the import was done.
    pub done_at: Option<Timestamp>,
}

/// The fields of the confirmation form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The digest of the plan that was shown.
    pub shown: String,
    /// Whether the importer agrees to leave out the refused lines.
    pub leave_out: bool,
    /// The numbers of the questioned lines to import all the same; the others are refused.
    pub accepted: Vec<u64>,
}

/// Checks that the actor may import into the target.
async fn door(tx: &mut Tx, who: &Actor, target: &ImportTarget) -> Result<(Rights, Option<NetworkCard>, PersonId)> {
    let rights = Rights::of(tx, who).await?;
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
pub async fn dry_run(db: &Db, who: &Actor, target: &ImportTarget, id: &ImportId, language: Language) -> Result<DryRun> {
    let mut tx = db.read().await?;
    let (_, network, person) = door(&mut tx, who, target).await?;
    let kept = find(&mut tx, id, &person, network.as_ref()).await?;
    let run = DryRun {
        network,
        file_name: kept.file_name.clone(),
        lines: Vec::new(),
        counts: ImportCounts::from_text(&kept.result),
        shown: String::new(),
        unknown_values: 0,
        keeps_refused: !kept.refused.is_empty(),
        done_at: kept.done_at,
    };
    if run.done_at.is_some() {
        return Ok(run);
    }
    let (lines, _) = plan(&mut tx, language, run.network.as_ref(), &kept).await?;
    let (values, _) = values::collect(&mut tx, language, &kept.table()?, &kept.columns()?, &kept.meanings()).await?;
    let (counts, shown) = (ImportCounts::of(&lines), plan::digest(&kept.said(), &lines));
    Ok(DryRun { lines, counts, shown, unknown_values: values.len(), ..run })
}

/// Applies the plan that was shown, in one transaction: all of it or nothing.
///
/// # Errors
/// [`Error::Stale`] if the plan is no longer the one shown; [`Error::Invalid`] on `leave_out` where lines are refused and the importer has
/// not agreed to leave them out, and on `accept` if no line is left to do; [`Error::Closed`] if it is done already or there is nothing to
/// do.
pub async fn run(
    db: &Db,
    who: &Actor,
    target: &ImportTarget,
    id: &ImportId,
    language: Language,
    agreed: &Agreement,
) -> Result<ImportCounts> {
    let mut tx = db.write().await?;
    let (rights, network, person) = door(&mut tx, who, target).await?;
    // Claims the file for this transaction: of two concurrent requests, one imports.
    let now = tx.now;
    let taken =
        sqlx::query("UPDATE import SET done_at = $2 WHERE id = $1 AND done_at IS NULL").bind(id).bind(now).execute(&mut *tx).await?;
    let kept = find(&mut tx, id, &person, network.as_ref()).await?;
    if taken.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    let (mut lines, steps) = plan(&mut tx, language, network.as_ref(), &kept).await?;
    if plan::digest(&kept.said(), &lines) != agreed.shown {
        return Err(Error::Stale);
    }
    let is_questioned = ImportCounts::of(&lines).questioned > 0;
    plan::decide(&mut lines, &agreed.accepted);
    let counts = ImportCounts::of(&lines);
    if counts.refused > 0 && !agreed.leave_out {
        return Err(Error::field("leave_out", FieldProblem::Required));
    }
    if counts.to_write() == 0 {
        return Err(if is_questioned { Error::field("accept", FieldProblem::Required) } else { Error::Closed });
    }
    let written = match (steps, network.as_ref()) {
        (Steps::Members(steps), Some(network)) => {
            let reason = tr!(language, "imports-reason", file = kept.file_name.as_str());
            let into = writing::Into { rights: &rights, network, language, file_name: &kept.file_name, reason: &reason };
            let refused: HashSet<u64> = lines.iter().filter(|line| line.outcome == LineOutcome::Refused).map(|line| line.number).collect();
            let steps = steps.into_iter().filter(|(number, _)| !refused.contains(number)).map(|(_, step)| step).collect();
            writing::write(&mut tx, &into, steps).await?
        }
        (Steps::Organisations(steps), _) => organisations::write(&mut tx, steps).await?,
        (Steps::Members(_), None) => return Err(Error::Internal),
    };
    if !written {
        return Err(Error::Stale);
    }
    let refused = RefusedLines::of(kept.table()?, &kept.columns()?, &lines).to_text()?;
    sqlx::query("UPDATE import SET lines = '', result = $2, refused = $3 WHERE id = $1")
        .bind_all((id, counts.to_text(), refused))
        .execute(&mut *tx)
        .await?;
    let subject = network.as_ref().map_or("", |network| network.id.as_str());
    let action = if network.is_some() { AuditAction::ImportMembers } else { AuditAction::ImportOrganisations };
    audit::record(&mut tx, &rights, action, subject, &format!("{}: {}", kept.file_name, counts.to_text())).await?;
    tx.commit().await?;
    if counts.to_write() >= MANY {
        db.analyze().await;
    }
    Ok(counts)
}

/// Deletes the files that were uploaded more than a day ago.
pub(crate) async fn forget_old(tx: &mut Tx) -> Result<u64> {
    let since = tx.now.plus(Duration::hours(-HOURS));
    Ok(sqlx::query("DELETE FROM import WHERE created_at <= $1").bind(since).execute(&mut **tx).await?.rows_affected())
}

enum Steps {
    /// Each step with the number of its line.
    Members(Vec<(u64, members::MemberStep)>),
    Organisations(Vec<organisations::OrganisationStep>),
}

async fn plan(tx: &mut Tx, language: Language, network: Option<&NetworkCard>, kept: &UploadRow) -> Result<(Vec<PlannedLine>, Steps)> {
    let said = FileReading { columns: &kept.columns()?, kind: &kept.kind, meanings: &kept.meanings() };
    let below = kept.table()?.below;
    Ok(match network {
        Some(network) => {
            let (planned, steps) = members::plan(tx, language, &network.id, &below, &said).await?;
            (planned, Steps::Members(steps))
        }
        None => {
            let (planned, steps) = organisations::plan(tx, language, &below, &said).await?;
            (planned, Steps::Organisations(steps))
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
    refused: String,
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
    fn said(&self) -> String {
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
