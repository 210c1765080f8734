//! Programs that the commands need. As root on Debian they are installed; otherwise an error says what to type.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, iter};

use crate::CommandResult;
use crate::paths::Paths;
use crate::programs::{find, is_file, is_root, succeed, succeed_quietly};
use crate::progress::{announce, step};

/// A program of the machine, with the name of its package for each package manager.
pub struct Program {
    is_installed: fn() -> bool,
    apt: &'static str,
    dnf: &'static str,
    brew: &'static str,
}

pub const POSTGRES: Program =
    Program { is_installed: || postgres_binaries().is_some(), apt: "postgresql", dnf: "postgresql-server", brew: "postgresql@17" };

pub const CHROMIUM: Program = Program { is_installed: || chromium().is_some(), apt: "chromium", dnf: "chromium", brew: "--cask chromium" };

/// Runs the browser stories.
pub const NODE: Program = Program { is_installed: || find(&["node"]).is_some(), apt: "nodejs", dnf: "nodejs", brew: "node" };

/// Fetches the packages of the browser stories. Separate from [`NODE`]: not every package of Node contains npm.
pub const NPM: Program = Program { is_installed: || find(&["npm"]).is_some(), apt: "npm", dnf: "nodejs-npm", brew: "node" };

/// Verifies DKIM signatures independently: Python, with the modules that make a virtual environment for dkimpy.
pub const PYTHON: Program = Program {
    is_installed: || Command::new("python3").args(["-c", "import ensurepip, venv"]).output().is_ok_and(|output| output.status.success()),
    apt: "python3-venv",
    dnf: "python3",
    brew: "python",
};

/// Makes the keys for these signatures.
pub const OPENSSL: Program = Program { is_installed: || find(&["openssl"]).is_some(), apt: "openssl", dnf: "openssl", brew: "openssl" };

/// Carries mail to a list and back. Debian keeps it out of the PATH of those who are not root.
pub const POSTFIX: Program = Program {
    is_installed: || find(&["postfix"]).is_some() || is_file(Path::new("/usr/sbin/postfix")),
    apt: "postfix",
    dnf: "postfix",
    brew: "postfix",
};

/// Debian starts what it installs, and Postfix would take mail from everywhere: without a configuration it is not started.
const POSTFIX_ANSWER: &str = "postfix postfix/main_mailer_type select No configuration";

/// Installs missing programs (as root on Debian), or says what to type.
pub fn obtain(programs: &[Program]) -> CommandResult {
    let missing: Vec<&Program> = programs.iter().filter(|program| !(program.is_installed)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = |name: fn(&Program) -> &'static str| missing.iter().map(|program| name(program)).collect::<Vec<_>>();
    let apt = list(|program| program.apt);
    if find(&["apt-get"]).is_some() && is_root() {
        install(&apt)?;
        return match missing.iter().find(|program| !(program.is_installed)()) {
            None => Ok(()),
            Some(program) => Err(format!("{} was installed, but its programs are not in PATH.", program.apt)),
        };
    }
    let line = if find(&["apt-get"]).is_some() {
        format!("sudo apt-get install -y --no-install-recommends {}", apt.join(" "))
    } else if find(&["dnf"]).is_some() {
        format!("sudo dnf install -y {}", list(|program| program.dnf).join(" "))
    } else if find(&["brew"]).is_some() {
        list(|program| program.brew).iter().map(|name| format!("brew install {name}")).collect::<Vec<_>>().join(" && ")
    } else {
        return Err(format!("these programs are missing: {}. Install them with your package manager, then try again.", apt.join(", ")));
    };
    Err(format!("{} missing on this machine. Type this, then try again:\n\n  {line}", list_of(&apt)))
}

fn list_of(names: &[&str]) -> String {
    format!("{} {}", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}

fn install(packages: &[&str]) -> CommandResult {
    let all = packages.join(" ");
    step(&format!("installing {all} (apt-get)"), || {
        if packages.contains(&POSTFIX.apt) {
            succeed_quietly(
                Command::new("sh").args(["-c", r#"echo "$0" | debconf-set-selections"#, POSTFIX_ANSWER]),
                "debconf-set-selections failed. It said:",
            )?;
        }
        // Another mail server of the machine is not removed for Postfix: that is an error.
        let keep: &[&str] = if packages.contains(&POSTFIX.apt) { &["--no-remove"] } else { &[] };
        for arguments in [vec!["update"], [["install", "-y", "--no-install-recommends"].as_slice(), keep, packages].concat()] {
            succeed_quietly(
                Command::new("apt-get").args(&arguments).env("DEBIAN_FRONTEND", "noninteractive"),
                &format!("apt-get could not install {all}. It said:"),
            )?;
        }
        Ok(())
    })
}

/// The folder of PostgreSQL's server programs. Debian keeps them out of PATH; the newest version wins.
pub fn postgres_binaries() -> Option<PathBuf> {
    let in_path = find(&["initdb"]).and_then(|file| file.parent().map(Path::to_path_buf));
    let debian = || {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
            .collect();
        versions.sort();
        versions.into_iter().rev().map(|(_, folder)| folder)
    };
    let complete = |folder: &PathBuf| ["initdb", "postgres", "pg_ctl", "pg_isready"].iter().all(|name| is_file(&folder.join(name)));
    in_path.into_iter().chain(iter::once_with(debian).flatten()).find(complete)
}

/// The browser at CHROMIUM, or the first one in PATH.
pub fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM").map(PathBuf::from).or_else(|| find(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]))
}

/// Adds the WebAssembly target through rustup if it is missing.
pub fn wasm_target() -> CommandResult {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    // Cargo is in the same folder as its compiler. Looking there saves a process.
    let sysroot_of_cargo = env::var_os("CARGO").and_then(|cargo| Some(Path::new(&cargo).parent()?.parent()?.to_path_buf()));
    if sysroot_of_cargo.is_some_and(|sysroot| has_wasm(&sysroot)) {
        return Ok(());
    }
    let sysroot = succeed_quietly(Command::new(rustc).args(["--print", "sysroot"]), "rustc does not answer:")?;
    if has_wasm(Path::new(&sysroot)) {
        return Ok(());
    }
    rustup(&["target", "add", "wasm32-unknown-unknown"], "the WebAssembly target of the Rust compiler (wasm32-unknown-unknown)")
}

fn has_wasm(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
}

/// `cargo fmt` or `cargo clippy`: rustup's minimal profile has neither.
pub fn component(cargo: &mut Command, name: &str) -> CommandResult {
    match succeed_quietly(cargo.arg("--version"), "") {
        Ok(_) => Ok(()),
        Err(_) => rustup(&["component", "add", name], name),
    }
}

fn rustup(arguments: &[&str], what: &str) -> CommandResult {
    if find(&["rustup"]).is_none() {
        return Err(format!(
            "{what} is missing, and there is no rustup to add it. \
             Install Rust from https://rustup.rs, or the package of your system that holds it."
        ));
    }
    announce(&format!("{what} is missing: rustup {}", arguments.join(" ")));
    succeed(
        Command::new("rustup").args(arguments),
        &format!("rustup could not add it. With the network back, type:\n\n  rustup {}", arguments.join(" ")),
    )
}

/// Fetches the packages again when the lock file is newer than the installed ones.
pub fn npm_packages(paths: &Paths) -> CommandResult {
    let folder = paths.root.join("tests/browser");
    let modified_at = |file: PathBuf| fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    let installed = modified_at(folder.join("node_modules/.package-lock.json"));
    let locked = modified_at(folder.join("package-lock.json"));
    if locked.is_none() {
        return Err("tests/browser/package-lock.json is missing; take it back from git.".to_owned());
    }
    if installed >= locked {
        return Ok(());
    }
    step("fetching the packages of the browser stories (npm ci)", || {
        let npm = find(&["npm"]).unwrap_or_else(|| "npm".into());
        succeed_quietly(
            Command::new(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder),
            "npm could not fetch the packages of the browser stories (npm ci in tests/browser). It said:",
        )
        .map(drop)
    })
}
