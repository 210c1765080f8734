//! `cargo xtask run`: from a fresh clone to a page in the browser, with only rustup and a C compiler.

use std::process::Command;

use crate::cargo::{SERVER, cargo, quiet_unless_first};
use crate::paths::Paths;
use crate::programs::{not_started, succeed};
use crate::progress::step;
use crate::{CommandResult, no_arguments, prerequisites, site, split_at_dashes};

/// Builds what changed, then becomes the server. Arguments after `--` go to `maillage serve`.
pub fn run(arguments: &[String]) -> CommandResult {
    let (own, forwarded) = split_at_dashes(arguments);
    no_arguments("run", own)?;
    let paths = Paths::find();
    prerequisites::wasm_target()?;
    site::update(&paths)?;
    dev_server(&paths)?;
    become_server(Command::new(paths.dev_server()).arg("serve").args(forwarded).current_dir(&paths.root))
}

pub fn dev_server(paths: &Paths) -> CommandResult {
    step("compiling the server", || {
        succeed(
            cargo(paths).arg("build").args(SERVER).args(quiet_unless_first(&paths.dev_server())),
            "the server does not compile; the errors are above.",
        )
    })
}

/// The server replaces this process, so that Ctrl-C and a supervisor reach it directly.
#[cfg(unix)]
fn become_server(command: &mut Command) -> CommandResult {
    use std::os::unix::process::CommandExt;
    let cause = command.exec();
    Err(not_started(command, &cause))
}

#[cfg(not(unix))]
fn become_server(command: &mut Command) -> CommandResult {
    succeed(command, "the server stopped with an error; it is above.")
}
