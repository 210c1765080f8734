//! Storage that fails leaves no scar: full, read-only, removed, replaced, away. The program runs as a process of its own.

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

/// The program on a SQLite file in that folder.
fn program(folder: &Path) -> SiteProgram {
    SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder, &format!("sqlite:{}", folder.join("site.db").display()))
}

/// The same with a new site in it.
fn new_site(folder: &Path) -> SiteProgram {
    let program = program(folder);
    program.does(&["migrate"]);
    program
}

/// The database itself, as the server uses it.
async fn open(folder: &Path) -> Db {
    Db::open(&format!("sqlite:{}", folder.join("site.db").display()), 2, Clock::System, IdGenerator::system()).await.expect("the database")
}

/// A link by which the administrator signs in.
fn invited(program: &SiteProgram) -> String {
    let said = program.does(&["admin", "invite", ADMINISTRATOR]);
    said.split_whitespace().find(|word| word.starts_with("http")).expect("a link").to_owned()
}

/// The site's motto is changed: a write of every day, from a form that keeps what was typed.
fn writes(server: &RunningServer, motto: &str) -> tests::HttpAnswer {
    server.post("/admin/instance", &[("name", "Maillage"), ("motto", motto), ("hue", ""), ("contact", ""), ("language", "fr")])
}

/// Whether the server says that it is ready; an answer holds for a second.
fn is_ready(server: &RunningServer) -> bool {
    server.get("/readyz").status == 200
}
