//! `cargo xtask test`: everything that must hold before a change is merged. A missing prerequisite is an error, never a skip.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use crate::cargo::cargo;
use crate::paths::Paths;
use crate::postgres::{Cluster, Durability};
use crate::prerequisites::{self, CHROMIUM, NODE, NPM, OPENSSL, POSTFIX, POSTGRES, PYTHON};
use crate::programs::{is_root, succeed};
use crate::progress::Summary;
use crate::{CommandResult, browser_half, run, site, split_at_dashes};

/// The PostgreSQL server of the story tests; without it they use SQLite.
const TEST_DATABASE_URL: &str = "TEST_DATABASE_URL";

/// Every crate except xtask. Its dependencies turn on features of shared crates (indexmap, hashbrown): with it, sqlx and Leptos would be
/// compiled a second time, which takes minutes on a small machine.
const PRODUCT: [&str; 2] = ["--workspace", "--exclude=xtask"];

const NOT_ROOT: &str = "\
the story \"postfix\" starts Postfix, which only root can do. Run this as root, in a container for example, or leave that story out:

  cargo xtask test -- -- --skip real_postfix";

#[derive(Clone, Copy, PartialEq, Eq)]
enum TestStep {
    Fmt,
    Clippy,
    Sqlite,
    Postgres,
    Browser,
}

/// In the order they run: the quickest to fail comes first.
const STEPS: [(&str, TestStep); 5] = [
    ("fmt", TestStep::Fmt),
    ("clippy", TestStep::Clippy),
    ("sqlite", TestStep::Sqlite),
    ("postgres", TestStep::Postgres),
    ("browser", TestStep::Browser),
];

/// Runs the named steps, or all. Stops at the first failure; the last line shows the duration of each.
pub fn test(arguments: &[String]) -> CommandResult {
    let (names, more) = split_at_dashes(arguments);
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|(known, _)| known != name)) {
        let known: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is no step \"{unknown}\"; the steps are {}.", known.join(", ")));
    }
    let chosen: Vec<(&str, TestStep)> =
        STEPS.into_iter().filter(|(name, _)| names.is_empty() || names.iter().any(|wanted| wanted == name)).collect();
    let paths = Paths::find();
    let chosen_steps: Vec<TestStep> = chosen.iter().map(|(_, step)| *step).collect();
    if more.is_empty() && chosen_steps.iter().any(|step| matches!(step, TestStep::Sqlite | TestStep::Postgres)) && !is_root() {
        return Err(NOT_ROOT.to_owned());
    }
    obtain(&paths, &chosen_steps)?;

    let mut summary = Summary::default();
    let outcome = chosen.into_iter().try_for_each(|(name, step)| {
        summary.record(name, || match step {
            TestStep::Fmt => fmt(&paths),
            TestStep::Clippy => clippy(&paths),
            TestStep::Sqlite => sqlite(&paths, more),
            TestStep::Postgres => postgres(&paths, more),
            TestStep::Browser => browser(&paths, if chosen_steps.len() == 1 { more } else { &[] }),
        })
    });
    summary.print();
    outcome
}

/// Looks for missing programs now, not after ten minutes of compiling.
fn obtain(paths: &Paths, steps: &[TestStep]) -> CommandResult {
    let mut programs = Vec::new();
    if steps.contains(&TestStep::Browser) {
        programs.extend([CHROMIUM, NODE, NPM]);
    }
    if steps.contains(&TestStep::Sqlite) || steps.contains(&TestStep::Postgres) {
        // One story stops and freezes a cluster of its own, whichever database the others use.
        programs.extend([PYTHON, OPENSSL, POSTGRES]);
        // Others can't start it, and have to leave its story out.
        programs.extend(is_root().then_some(POSTFIX));
    }
    prerequisites::obtain(&programs)?;
    if steps.contains(&TestStep::Fmt) {
        prerequisites::component(cargo(paths).arg("fmt"), "rustfmt")?;
    }
    if steps.contains(&TestStep::Clippy) {
        prerequisites::component(cargo(paths).arg("clippy"), "clippy")?;
    }
    if steps.contains(&TestStep::Clippy) || steps.contains(&TestStep::Browser) {
        prerequisites::wasm_target()?;
    }
    if steps.contains(&TestStep::Browser) {
        prerequisites::npm_packages(paths)?;
    }
    Ok(())
}

fn fmt(paths: &Paths) -> CommandResult {
    succeed(cargo(paths).args(["fmt", "--all", "--check"]), "some files are not formatted, as shown above. Type:\n\n  cargo fmt --all")
}

fn clippy(paths: &Paths) -> CommandResult {
    let failure = "clippy has remarks, and each counts as an error; they are above.";
    let deny = ["--", "--deny=warnings"];
    succeed(cargo(paths).arg("clippy").args(PRODUCT).arg("--all-targets").args(deny), failure)?;
    succeed(cargo(paths).args(["clippy", "--package=xtask", "--all-targets"]).args(deny), failure)?;
    succeed(cargo(paths).arg("clippy").args(browser_half::SELECTION).args(deny), failure)
}

/// With `more`, the caller selects tests of the product, so the tests of xtask are left out.
fn sqlite(paths: &Paths, more: &[String]) -> CommandResult {
    succeed(
        cargo(paths).arg("test").args(PRODUCT).args(more).env_remove(TEST_DATABASE_URL),
        "a test failed on SQLite; its story is above.",
    )?;
    if more.is_empty() {
        succeed(cargo(paths).args(["test", "--package=xtask"]), "a test of xtask failed; it is above.")?;
    }
    Ok(())
}

/// The same packages as on SQLite: others would compile the product again, with other features. Unit tests open no database, so they are not run again.
fn postgres(paths: &Paths, more: &[String]) -> CommandResult {
    let (_cluster, url) = match env::var(TEST_DATABASE_URL) {
        Ok(url) => (None, url),
        Err(_) => {
            let cluster = Cluster::start(Durability::None)?;
            let url = cluster.url();
            (Some(cluster), url)
        }
    };
    let selects_targets = more.first().is_some_and(|first| first != "--");
    let stories: &[&str] = if !selects_targets { &["--test=*"] } else { &[] };
    succeed(
        cargo(paths).arg("test").args(PRODUCT).args(stories).args(more).env(TEST_DATABASE_URL, url),
        "a test failed on PostgreSQL; its story is above.",
    )
}

fn browser(paths: &Paths, more: &[String]) -> CommandResult {
    let folder = paths.root.join("tests/browser");
    let mut stories: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|cause| format!("{} cannot be read: {cause}.", folder.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".story.mjs"))
        .collect();
    stories.sort();
    if stories.is_empty() {
        return Err(format!("{} holds no story (*.story.mjs).", folder.display()));
    }
    site::update(paths)?;
    run::dev_server(paths)?;
    succeed(
        Command::new("node")
            .arg("--test")
            .args(more)
            .args(&stories)
            .current_dir(&folder)
            .env("MAILLAGE_BIN", paths.dev_server())
            .env("CHROMIUM", prerequisites::chromium().unwrap_or_default()),
        "a browser story failed; it is above.",
    )
}
