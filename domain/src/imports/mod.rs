//! Imports: the members of a network, or organisations, from a file. The file is read once and kept for some hours; its columns are
//! matched by whoever brings it; a dry run says line by line what will be done; then all of it is done, or nothing.
//!
//! Who has a profile already hears of it by mail when a list makes them a member; who is only written down hears nothing before they come.
//! A dry run tells which addresses the site knows: the journal keeps who asked it, of how many lines, for which network.

mod bringing;
mod columns;
mod file;
mod known;
mod members;
mod organisations;
mod plan;
mod writing;

use chrono::Duration;

pub use bringing::{MatchInput, Matching, Opening, Recent, bring, match_columns, matching, opening};
pub use columns::{OF_MEMBERS, OF_ORGANISATIONS};
pub use file::{LINES, Line};
pub(crate) use plan::morning;
pub use plan::{Counts, Note, Outcome, Planned};

use crate::audit;
use crate::clock::Moment;
use crate::codes::{Column, Language};
use crate::db::{Conn, Db, Tx};
use crate::error::{Error, Problem, Result};
use crate::ids::{ImportId, PersonId};
use crate::networks::{self, NetworkCard};
use crate::policy::{self, Act, Actor, Rights};
use crate::say;

/// From so many rows on, the tables are no more what the planner knows of them.
const MANY: usize = 200;
/// How long a file is kept.
pub const HOURS: i64 = 24;

/// What a file is imported into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The members of the network with that slug.
    Members(String),
    /// The organisations of the instance.
    Organisations,
}

impl Target {
    /// What the columns of its files can hold.
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

/// What an import would do, or did.
#[derive(Debug, Clone)]
pub struct DryRun {
    /// The network; `None`: organisations.
    pub network: Option<NetworkCard>,
    /// What the file was called.
    pub file_name: String,
    /// Line by line, in the order of the file; nothing once it is done.
    pub lines: Vec<Planned>,
    /// How many lines come to what.
    pub counts: Counts,
    /// What makes this plan the one that was shown: comes back with the form.
    pub shown: String,
    /// When it was done.
    pub done_at: Option<Moment>,
}

/// Who may bring a file comes in.
async fn door(tx: &mut Tx, who: &Actor, target: &Target) -> Result<(Rights, Option<NetworkCard>, PersonId)> {
    let rights = Rights::of(tx, who).await?;
    let network = match target {
        Target::Members(slug) => {
            let network = networks::find(tx, &rights, slug).await?;
            policy::check(&rights, Act::SeeMembers(&network.id))?;
            policy::check(&rights, Act::AdmitMembers(&network.id))?;
            Some(network)
        }
        Target::Organisations => {
            policy::check(&rights, Act::Administer)?;
            None
        }
    };
    let person = rights.signed_in()?.clone();
    Ok((rights, network, person))
}

/// What the import would do now; or how it came out, once it is done.
///
/// # Errors
/// [`Error::NotFound`] for another person's file, and before its columns are matched.
pub async fn dry_run(db: &Db, who: &Actor, target: &Target, id: &ImportId, language: Language) -> Result<DryRun> {
    let mut tx = db.read().await?;
    let (_, network, person) = door(&mut tx, who, target).await?;
    let kept = find(&mut tx, id, &person, network.as_ref()).await?;
    if let Some(done_at) = kept.done_at {
        let counts = Counts::from_text(&kept.result);
        return Ok(DryRun { network, file_name: kept.file_name, lines: Vec::new(), counts, shown: String::new(), done_at: Some(done_at) });
    }
    let (lines, _) = plan(&mut tx, language, network.as_ref(), &kept).await?;
    let (counts, shown) = (Counts::of(&lines), plan::digest(&lines));
    Ok(DryRun { network, file_name: kept.file_name, lines, counts, shown, done_at: None })
}

/// Does what was shown, in one transaction: all of it or nothing. `leave_out` says that refused lines are left out knowingly.
///
/// # Errors
/// [`Error::Stale`] if it would not be what was shown; [`Error::Invalid`] on `leave_out`; [`Error::Closed`] if it is done already
/// or there is nothing to do.
pub async fn run(db: &Db, who: &Actor, target: &Target, id: &ImportId, language: Language, shown: &str, leave_out: bool) -> Result<Counts> {
    let mut tx = db.write().await?;
    let (rights, network, person) = door(&mut tx, who, target).await?;
    // Taken for this transaction: of two that come at once, one imports.
    let now = tx.now;
    let taken =
        sqlx::query("UPDATE import SET done_at = $2 WHERE id = $1 AND done_at IS NULL").bind(id).bind(now).execute(&mut *tx).await?;
    let kept = find(&mut tx, id, &person, network.as_ref()).await?;
    if taken.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    let (lines, steps) = plan(&mut tx, language, network.as_ref(), &kept).await?;
    let counts = Counts::of(&lines);
    if plan::digest(&lines) != shown {
        return Err(Error::Stale);
    }
    if counts.to_write() == 0 {
        return Err(Error::Closed);
    }
    if counts.refused > 0 && !leave_out {
        return Err(Error::field("leave_out", Problem::Required));
    }
    let written = match (steps, network.as_ref()) {
        (Steps::Members(steps), Some(network)) => {
            let reason = say!(language, "imports-reason", file = kept.file_name.as_str());
            let into = writing::Into { rights: &rights, network, language, file_name: &kept.file_name, reason: &reason };
            writing::write(&mut tx, &into, steps).await?
        }
        (Steps::Organisations(steps), _) => organisations::write(&mut tx, steps).await?,
        (Steps::Members(_), None) => return Err(Error::Internal),
    };
    if !written {
        return Err(Error::Stale);
    }
    sqlx::query("UPDATE import SET lines = '', result = $2 WHERE id = $1").bind(id).bind(counts.to_text()).execute(&mut *tx).await?;
    let subject = network.as_ref().map_or("", |network| network.id.as_str());
    let action = if network.is_some() { "import.members" } else { "import.organisations" };
    audit::note(&mut tx, &rights, action, subject, &format!("{}: {}", kept.file_name, counts.to_text())).await?;
    tx.commit().await?;
    if counts.to_write() >= MANY {
        db.analyze().await;
    }
    Ok(counts)
}

/// Forgets the files that were brought more than a day ago.
pub(crate) async fn forget_old(tx: &mut Tx) -> Result<u64> {
    let since = tx.now.plus(Duration::hours(-HOURS));
    Ok(sqlx::query("DELETE FROM import WHERE created_at <= $1").bind(since).execute(&mut **tx).await?.rows_affected())
}

enum Steps {
    Members(Vec<members::Step>),
    Organisations(Vec<organisations::Step>),
}

async fn plan(tx: &mut Tx, language: Language, network: Option<&NetworkCard>, kept: &Kept) -> Result<(Vec<Planned>, Steps)> {
    let columns = columns::from_text(&kept.matched);
    if columns.is_empty() {
        return Err(Error::NotFound);
    }
    let lines = kept.lines()?;
    let below = lines.get(1..).unwrap_or_default();
    Ok(match network {
        Some(network) => {
            let (planned, steps) = members::plan(tx, language, &network.id, below, &columns, &kept.kind).await?;
            (planned, Steps::Members(steps))
        }
        None => {
            let (planned, steps) = organisations::plan(tx, language, below, &columns, &kept.kind).await?;
            (planned, Steps::Organisations(steps))
        }
    })
}

#[derive(sqlx::FromRow)]
struct Kept {
    file_name: String,
    lines: String,
    matched: String,
    kind: String,
    done_at: Option<Moment>,
    result: String,
}

impl Kept {
    fn lines(&self) -> Result<Vec<Line>> {
        serde_json::from_str(&self.lines).map_err(|_| Error::Internal)
    }
}

async fn find(conn: &mut Conn, id: &ImportId, person: &PersonId, network: Option<&NetworkCard>) -> Result<Kept> {
    Ok(sqlx::query_as(
        "SELECT file_name, lines, matched, kind, done_at, result FROM import WHERE id = $1 AND person = $2 AND COALESCE(network, '') = $3",
    )
    .bind(id)
    .bind(person)
    .bind(network.map_or("", |network| network.id.as_str()))
    .fetch_one(conn)
    .await?)
}
