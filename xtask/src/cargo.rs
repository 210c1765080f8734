//! Runs cargo from inside cargo.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::paths::Paths;

/// Selects the server, together with the package `tests` (nothing of it is compiled for this). Cargo unifies features over the packages it is
/// asked for: alone, the server would get two shared crates with other features, and everything above them would be compiled twice.
pub const SERVER: [&str; 3] = ["--package=server", "--package=tests", "--bin=maillage"];

/// The cargo that runs xtask, at the root of the repository.
pub fn cargo(paths: &Paths) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(&paths.root);
    // Cargo sets these for the package xtask; they would be wrong for other packages.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_BIN_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Like [`cargo`], without the flags of `.cargo/config.toml`: without type erasure of views the browser half is smaller.
pub fn cargo_for_browser(paths: &Paths) -> Command {
    let mut command = cargo(paths);
    if env::var_os("RUSTFLAGS").is_none() && env::var_os("CARGO_ENCODED_RUSTFLAGS").is_none() {
        command.env("RUSTFLAGS", "");
    }
    command
}

/// Cargo's progress is useful while hundreds of crates compile for the first time, and noise before every later start.
/// Errors and warnings are shown either way.
pub fn quiet_unless_first(output: &Path) -> Option<&'static str> {
    output.exists().then_some("--quiet")
}
