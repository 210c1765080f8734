//! The demonstration: its networks, and sign-in links for a newcomer.

use std::time::{Duration, Instant};

use demo::{DemoSummary, Origin};
use domain::Error;
use domain::db::Db;
use domain::policy::Actor;
use domain::search;
use domain::sign_in;

use crate::cli::Failure;

/// How long a process waits for another one that is loading the demo networks.
const LOAD_TIMEOUT: Duration = Duration::from_secs(180);
/// The error when a demo is started on the database of a real site.
const NO_DEMO: &str = "demo is true, but this database is a real site's: in a demo anybody signs in as anybody and reads every mail. \
     Set demo = false (MAILLAGE_DEMO=false), or name another database.";

pub async fn command(db: &Db, scale: Option<u32>) -> Result<(), Failure> {
    let loaded = match scale {
        Some(times) => demo::scale(db, times).await,
        None => demo::load(db).await,
    };
    match loaded {
        Ok(summary) => {
            println!("{}", sentence(&summary));
            search::catch_up(db).await.map_err(|_| "what was loaded can't be found yet; the log says why.".to_owned())?;
            Ok(())
        }
        Err(Error::Closed | Error::Forbidden) => {
            Err("there is something already, and nothing was added; the demo wants a new database.".to_owned().into())
        }
        Err(_) => Err("the demo could not be loaded; the log says why.".to_owned().into()),
    }
}

/// Loads the demo networks into an empty database. Refuses the database of a real site: everybody could read its mail.
pub async fn load_if_empty(db: &Db) -> Result<(), Failure> {
    match demo::origin(db).await {
        Ok(Origin::Empty | Origin::Demo) => {}
        Ok(Origin::Site) => return Err(Failure::configuration(NO_DEMO.to_owned())),
        Err(_) => return Err("the database could not be read; the log says why.".to_owned().into()),
    }
    // Revision 0: nothing was ever written, so the loading that follows takes a moment.
    if db.revision().await == Ok(0) {
        println!("Loading the demo networks, once…");
    }
    let start = Instant::now();
    let loaded = loop {
        match demo::load(db).await {
            // Another process, started at the same time, is loading them: SQLite has one writer.
            Err(Error::Unavailable) if start.elapsed() < LOAD_TIMEOUT => tokio::time::sleep(Duration::from_millis(200)).await,
            loaded => break loaded,
        }
    };
    match loaded {
        Ok(summary) => {
            println!("{}", sentence(&summary));
            Ok(())
        }
        Err(Error::Closed) => Ok(()),
        Err(_) => Err("the demo could not be loaded; the log says why.".to_owned().into()),
    }
}

fn sentence(summary: &DemoSummary) -> String {
    let DemoSummary { networks, people, events, registrations } = summary;
    format!("Loaded {networks} networks, {people} people, {events} events and {registrations} registrations.")
}

/// Prints one sign-in link per role.
pub async fn print_links(db: &Db) {
    let roles = [("an administrator", demo::ADMINISTRATOR), ("a coordinator of COMET SIL", demo::COORDINATOR), ("a member", demo::MEMBER)];
    println!("\nTo sign in, once and within fifteen minutes, as");
    for (role, address) in roles {
        // A database that was not created by this demo has none of these people; that is not an error.
        if let Ok(link) = sign_in::create_link(db, &Actor::System, address).await {
            println!("  {role:<27} {link}");
        }
    }
    println!();
}
