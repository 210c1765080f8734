//! The contributor's commands: `cargo xtask run`, `test`, `build`, `bench`.
//!
//! One file per command and one per shared concern. An error is a sentence that says what to do next; it is printed once, here.

mod bench;
mod browser_half;
mod build;
mod cargo;
mod compress;
mod paths;
mod postgres;
mod prerequisites;
mod programs;
mod progress;
mod run;
mod site;
mod style;
mod test;

use std::process::ExitCode;

/// The result of a command. The error is a sentence that a newcomer can act on.
pub type CommandResult<T = ()> = Result<T, String>;

const USAGE: &str = "\
Maillage, the commands of a contributor

  cargo xtask run [-- <arguments of serve>]     build and serve on this machine, with the demo networks
  cargo xtask test [<step> ...] [-- <more>]     run every check, or only the steps named:
                                                  fmt       the source is formatted
                                                  clippy    no warning, server and browser half
                                                  sqlite    unit and story tests on SQLite
                                                  postgres  story tests on PostgreSQL: a cluster of their own,
                                                            or the one at TEST_DATABASE_URL
                                                  browser   stories in a real browser (CHROMIUM=<path> to choose it)
                                                <more> goes to `cargo test`; to `node --test` if the only step is browser
  cargo xtask build                             make the binary that is deployed, target/release/maillage
  cargo xtask bench [-- <arguments of bench>]   measure the binary that is deployed
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("", arguments.as_slice()),
    };
    let outcome = match verb {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "build" => build::build(rest),
        "bench" => bench::bench(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        "" => {
            eprint!("{USAGE}");
            return ExitCode::FAILURE;
        }
        unknown => Err(format!("there is no command \"{unknown}\".\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {}", sentence.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// The arguments before `--`, and those after it.
fn split_at_dashes(arguments: &[String]) -> (&[String], &[String]) {
    match arguments.iter().position(|argument| argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[]),
    }
}

fn no_arguments(verb: &str, arguments: &[String]) -> CommandResult {
    match arguments.first() {
        None => Ok(()),
        Some(first) => Err(format!("`cargo xtask {verb}` does not know \"{first}\".\n\n{USAGE}")),
    }
}
