//! `cargo xtask run`: from a fresh clone to a page in the browser, with only rustup and a C compiler.

use std::process::Command;

use crate::cargo::{SERVER, cargo, quiet_unless_first};
use crate::places::Places;
use crate::programs::{not_started, succeed};
use crate::steps::step;
use crate::{CommandResult, no_arguments, prerequisites, site, split_at_dashes};

/// Builds what changed, then becomes the server. Arguments after `--` go to `maillage serve`.
pub fn run(arguments: &[String]) -> CommandResult {
    let (ours, theirs) = split_at_dashes(arguments);
    no_arguments("run", ours)?;
    let places = Places::find();
    prerequisites::wasm_target()?;
    site::make(&places)?;
    dev_server(&places)?;
    become_server(Command::new(places.dev_server()).arg("serve").args(theirs).current_dir(&places.root))
}

pub fn dev_server(places: &Places) -> CommandResult {
    step("compiling the server", || {
        succeed(
            cargo(places).arg("build").args(SERVER).args(quiet_unless_first(&places.dev_server())),
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
