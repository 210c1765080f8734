//! `cargo xtask build`: makes the one file that is deployed.

use std::fs;

use crate::cargo::{SERVER, cargo};
use crate::paths::Paths;
use crate::programs::succeed;
use crate::progress::{announce, step};
use crate::{CommandResult, no_arguments, prerequisites, site};

pub fn build(arguments: &[String]) -> CommandResult {
    no_arguments("build", arguments)?;
    let paths = Paths::find();
    release_server(&paths)?;
    let file = paths.release_server();
    let size = fs::metadata(&file).map_err(|cause| format!("{} cannot be read: {cause}.", file.display()))?.len();
    announce(&format!("{}, {:.1} MB, all it needs inside", file.display(), size as f64 / 1e6));
    Ok(())
}

/// Builds the site first: the server embeds it, with the migrations and the content.
pub fn release_server(paths: &Paths) -> CommandResult {
    prerequisites::wasm_target()?;
    site::update(paths)?;
    step("compiling the server for deployment", || {
        succeed(cargo(paths).args(["build", "--release"]).args(SERVER), "the server does not compile; the errors are above.")
    })
}
