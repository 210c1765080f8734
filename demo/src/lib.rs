//! The demo: the networks of `content/demo`, their people and their events, to show in a new instance what it can do.
//!
//! The files give the content. A random generator, seeded by names in those files, fills in the rest, always in the same way. Dates that
//! the files count from "today" follow the day of loading.

mod dates;
mod event_files;
mod events;
mod files;
mod forms;
mod list_files;
mod lists;
mod members;
mod network_files;
mod networks;
mod origin;
mod pages;
mod participants;
mod people;
mod plan;
mod rng;
mod rows;
mod scale;

use domain::clock::HOME;
use domain::db::{Db, Tx};
use domain::error::{Error, Result};
use domain::ids::PersonId;
use lists::DemoThread;
use networks::DemoMandates;
use plan::DemoPlan;
use rows::{DemoTable, Rows};

pub use origin::{Origin, origin};
pub use scale::scale;

/// The address of the demo's administrator.
pub const ADMINISTRATOR: &str = "agnes.delorme@example.org";
/// The address of the coordinator of COMET SIL.
pub const COORDINATOR: &str = "claire.fontaine@example.org";
/// The address of a member of SIL and TSI who coordinates nothing.
pub const MEMBER: &str = "lea.martinet@example.org";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSummary {
    pub networks: usize,
    pub people: usize,
    /// Events, of every state.
    pub events: usize,
    pub registrations: usize,
}

impl DemoSummary {
    fn of(rows: &Rows) -> Self {
        Self {
            networks: rows.count(DemoTable::Network),
            people: rows.count(DemoTable::Person),
            events: rows.count(DemoTable::Event),
            registrations: rows.count(DemoTable::Registration),
        }
    }
}

/// The contact address of the demo's site. Nobody can have it.
const CONTACT: &str = "maillage@example.org";

/// Loads the demo into an instance without networks.
///
/// # Errors
/// [`Error::Closed`] if there is a network; [`Error::Forbidden`] if there are people who do not belong to the demo: it would add three
/// hundred strangers to them. Nothing is written then. [`Error::Internal`] if a file is wrong: the log says which and why.
pub async fn load(db: &Db) -> Result<DemoSummary> {
    let content = files::read().map_err(|cause| file_error(&cause))?;
    let mut tx = db.write().await?;
    origin::claim(&mut tx).await?;
    let networks: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM network").fetch_one(&mut *tx).await?;
    if networks > 0 {
        return Err(Error::Closed);
    }
    let (rows, threads) = gather(&tx, &content).map_err(|cause| file_error(&cause))?;
    let summary = DemoSummary::of(&rows);
    people::write_kinds(&mut tx, &content.kinds).await?;
    rows.insert(&mut tx).await?;
    domain::attendance::store_presence(&mut tx, None).await?;
    domain::graph::closure::rebuild(&mut tx).await?;
    domain::lists::create_missing(&mut tx).await?;
    lists::add(&mut tx, &content.lists, &threads).await?;
    for message in &content.messages {
        let text = (message.subject.as_str(), message.body.trim());
        domain::lists::seed(&mut tx, &message.network, &message.author, text, message.days_ago).await?;
    }
    sqlx::query("INSERT INTO setting (name, value) VALUES ('contact', $1) ON CONFLICT (name) DO NOTHING")
        .bind(CONTACT)
        .execute(&mut *tx)
        .await?;
    write_journal(&mut tx).await?;
    pages::add(&mut tx, &content.pages).await?;
    for review in &content.reviews {
        let year = review.year.unwrap_or_else(|| tx.now.year());
        let texts = (review.highlights.as_str(), review.plans.trim());
        domain::reports::reviews::seed(&mut tx, &review.network, year, texts, review.adopted_on.as_deref()).await?;
    }
    tx.commit().await?;
    db.analyze().await;
    Ok(summary)
}

/// The rows to write, and the threads of the lists with their authors.
fn gather(tx: &Tx, content: &files::DemoContent) -> Result<(Rows, Vec<DemoThread>), String> {
    let mut plan = DemoPlan::of(content, tx.now.local(HOME).date())?;
    let mandates = DemoMandates::of(&plan)?;
    let threads = lists::plan_threads(&plan)?;
    let people: Vec<PersonId> = plan.people.iter().map(|_| tx.new_id()).collect();
    let mut rows = Rows::default();
    let organisations = people::add_organisations(tx, &mut rows, &plan);
    people::add_people(tx, &mut rows, &plan, &organisations, &people);
    let networks = networks::add(tx, &mut rows, &plan, &mandates, &people)?;
    people::add_memberships(tx, &mut rows, &plan, &mandates, &people, &networks)?;
    let references = events::EventReferences { mandates: &mandates, people: &people, networks: &networks };
    for event in &content.events {
        events::add(tx, &mut rows, &mut plan, &references, event)?;
    }
    Ok((rows, threads))
}

/// Writes the journal of the last half-year, as real use would have: who published what, who accepted whom.
async fn write_journal(tx: &mut Tx) -> Result<()> {
    let since = tx.now.plus(chrono::Duration::days(-180));
    for statement in [
        "INSERT INTO audit (id, at, person, action, subject, detail)
         SELECT 'publish ' || id, published_at, created_by, 'event.publish', id, slug FROM event
          WHERE published_at >= $1 AND published_at <= $2 AND created_by IS NOT NULL",
        "INSERT INTO audit (id, at, person, action, subject, detail)
         SELECT 'accept ' || c.id, c.at, c.by_person, 'membership.accept', c.membership, '' FROM membership_change c JOIN membership m ON m.id = c.membership
          WHERE c.state = 'active' AND c.by_person IS NOT NULL AND c.by_person <> m.person AND c.at >= $1 AND c.at <= $2",
    ] {
        sqlx::query(statement).bind(since).bind(tx.now).execute(&mut **tx).await?;
    }
    Ok(())
}

fn file_error(cause: &str) -> Error {
    tracing::error!(cause, "demo");
    Error::Internal
}

#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod tests;
