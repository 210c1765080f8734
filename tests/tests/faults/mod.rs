//! Failing storage does no lasting damage: full, read-only, removed, replaced, away. The program runs as a process.

mod backups;
mod database;
mod held;
mod postgres;
mod storage;

use std::path::Path;

use domain::clock::Clock;
use domain::db::Db;
use domain::rng::IdGenerator;
use tests::{RunningServer, SiteProgram};

const ADMINISTRATOR: &str = "agnes.delorme@example.org";

fn program(folder: &Path) -> SiteProgram {
    SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder, &format!("sqlite:{}", folder.join("site.db").display()))
}

/// The program with a new site in that folder.
fn new_site(folder: &Path) -> SiteProgram {
    let program = program(folder);
    program.does(&["migrate"]);
    program
}

async fn open(folder: &Path) -> Db {
    Db::open(&format!("sqlite:{}", folder.join("site.db").display()), 2, Clock::System, IdGenerator::system()).await.expect("the database")
}

fn invited(program: &SiteProgram) -> String {
    let output = program.does(&["admin", "invite", ADMINISTRATOR]);
    output.split_whitespace().find(|word| word.starts_with("http")).expect("a link").to_owned()
}

/// Changes the motto of the site: an ordinary write, by a form that keeps the typed text.
fn writes(server: &RunningServer, motto: &str) -> tests::HttpAnswer {
    server.post("/admin/instance", &[("name", "Maillage"), ("motto", motto), ("hue", ""), ("contact", ""), ("language", "fr")])
}

/// Whether the server is ready. It caches the result for a second.
fn is_ready(server: &RunningServer) -> bool {
    server.get("/readyz").status == 200
}
