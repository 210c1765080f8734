//! Calls of cargo from inside cargo.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::places::Places;

/// How cargo is asked for the server. Beside the tests, of which nothing is compiled here: cargo gives a shared crate the features of all
/// that it is asked for, and alone the server would have two of its crates without one feature, and everything above them twice.
pub const SERVER: [&str; 3] = ["--package=server", "--package=tests", "--bin=maillage"];

/// The cargo that runs us, at the top of the repository.
pub fn cargo(places: &Places) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&places.root);
    // What cargo says about the package xtask is not true of what we build.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_BIN_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// As [`cargo`], without the flags of `.cargo/config.toml`: the browser half is smaller with its views as types of their own.
pub fn cargo_for_browser(places: &Places) -> Command {
    let mut command = cargo(places);
    if env::var_os("RUSTFLAGS").is_none() && env::var_os("CARGO_ENCODED_RUSTFLAGS").is_none() {
        command.env("RUSTFLAGS", "");
    }
    command
}

/// Cargo's progress is worth seeing while hundreds of crates compile for the first time; later it would be noise before each start.
/// Errors and warnings are shown either way.
pub fn quiet_unless_first(made: &Path) -> Option<&'static str> {
    made.exists().then_some("--quiet")
}
