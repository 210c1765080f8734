//! What the program asks of the system for itself, before it does anything else.

/// Descriptors that are not connections of clients: database files, SMTP, log, what a request opens for a moment.
const OWN: usize = 128;
/// More descriptors than that are no use to one process: a connection may hold some 30 kB with a request on its way.
const MOST: u64 = 4_096 + OWN as u64;

/// What is written from now on (database, backups, outbox, exports) is its owner's alone.
pub fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// How glibc's allocator gives back what a peak took: large blocks go back to the system when they are freed (by itself it stops doing so after
/// the first of them), and two arenas instead of eight for each core are trimmed in time. It reads this only when a process starts.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ALLOCATOR: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "131072"), ("MALLOC_ARENA_MAX", "2")];

/// Says that the program was started anew already: with file capabilities or setuid, glibc takes its variables out of the environment.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const RESTARTED: &str = "ALLOCATOR_IS_SET";

/// Starts this program anew, as the same process, if its allocator would keep what a peak took. What the environment says already stands. Once
/// at most.
pub fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use std::os::unix::process::CommandExt;
        if std::env::var_os(RESTARTED).is_some() {
            return;
        }
        let missing = ALLOCATOR.into_iter().filter(|(name, _)| std::env::var_os(name).is_none());
        let mut arguments = std::env::args_os();
        let Some(name) = arguments.next().filter(|_| missing.clone().next().is_some()) else { return };
        // It returns only if it could not be done: then the program runs as it is.
        let _ = std::process::Command::new("/proc/self/exe").arg0(name).args(arguments).envs(missing).env(RESTARTED, "1").exec();
    }
}

/// Raises the soft limit of open descriptors as far as the hard one allows: many systems start a program with 1,024, which a thousand silent
/// clients hold. Gives how many connections of clients there is room for.
pub fn room_for_connections() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(MOST, |hard| hard.min(MOST));
        if limit.current.is_some_and(|soft| soft < wanted) {
            // Where it is refused, the limit is as it was.
            let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
        }
        let soft = getrlimit(Resource::Nofile).current.unwrap_or(MOST).min(MOST) as usize;
        soft.saturating_sub(OWN).max(soft / 2).max(1)
    }
    #[cfg(not(unix))]
    {
        MOST as usize - OWN
    }
}

/// What other accounts of the machine may do with a file that only its owner should read; `None`: nothing, or there is no such file.
pub fn exposure(file: &std::path::Path) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).ok()?.permissions().mode();
        if mode & 0o002 != 0 {
            Some("written by every account of this machine")
        } else if mode & 0o004 != 0 {
            Some("read by every account of this machine")
        } else {
            None
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        None
    }
}

/// Memory in use, in bytes; `None` where the system does not tell.
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes: u64 = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}
