//! Finds and runs other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::CommandResult;

/// The first of these names found in PATH.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| env::split_paths(&path).map(|folder| folder.join(name)).find(|file| is_file(file)))
}

pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Runs a program in the terminal. If it fails, the error is `otherwise`.
pub fn succeed(command: &mut Command, otherwise: &str) -> CommandResult {
    let status = command.status().map_err(|cause| not_started(command, &cause))?;
    if status.success() { Ok(()) } else { Err(otherwise.to_owned()) }
}

/// Runs a program without showing its output. If it fails, the error is `otherwise` followed by that output.
pub fn succeed_quietly(command: &mut Command, otherwise: &str) -> CommandResult<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|cause| not_started(command, &cause))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let text = [output.stdout, output.stderr].concat();
    Err(format!("{otherwise}\n{}", String::from_utf8_lossy(&text).trim()))
}

pub fn not_started(command: &Command, cause: &std::io::Error) -> String {
    format!("{} could not be started: {cause}.", Path::new(command.get_program()).display())
}

/// Root may install packages for the whole machine.
pub fn is_root() -> bool {
    succeed_quietly(Command::new("id").arg("-u"), "").is_ok_and(|id| id == "0")
}
