//! `cargo xtask bench`: measures the release build on both databases.

use crate::build::release_server;
use std::process::Command;

use crate::cargo::{SERVER, cargo};
use crate::paths::Paths;
use crate::postgres::{Cluster, Durability};
use crate::programs::succeed;
use crate::{CommandResult, no_arguments, prerequisites, split_at_dashes};

/// Builds the release server and runs the load generator (`tests`, bin `bench`). The environment gives it
/// MAILLAGE_BIN, the server to measure, and BENCH_POSTGRES_URL, an empty cluster where it may create databases.
pub fn bench(arguments: &[String]) -> CommandResult {
    let (own, forwarded) = split_at_dashes(arguments);
    no_arguments("bench", own)?;
    let paths = Paths::find();
    prerequisites::obtain(&[prerequisites::POSTGRES])?;
    release_server(&paths)?;
    // With the durability of production: writes that only reach memory would flatter PostgreSQL.
    let cluster = Cluster::start(Durability::OfProduction)?;
    succeed(
        cargo(&paths).args(["build", "--release"]).args(SERVER).arg("--bin=bench"),
        "the load generator does not compile; the errors are above.",
    )?;
    succeed(
        Command::new(paths.load_generator())
            .args(forwarded)
            .current_dir(&paths.root)
            .env("MAILLAGE_BIN", paths.release_server())
            .env("BENCH_POSTGRES_URL", cluster.url()),
        "the benchmark failed; the reason is above.",
    )
}
