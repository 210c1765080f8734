//! Settings of the process itself: permissions, allocator, descriptors.

/// Descriptors that are not client connections: database files, SMTP, the log, files that a request opens for a moment.
const OWN_DESCRIPTORS: usize = 128;
/// One process needs no more: a connection with a request under way may hold some 30 kB.
const MAX_DESCRIPTORS: u64 = 4_096 + OWN_DESCRIPTORS as u64;

/// Files created from now on (database, backups, outbox, exports) are readable by their owner alone.
pub fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Makes glibc's allocator return the memory of a peak: blocks from 1.25 MiB on, such as the largest forms, go back to the system when freed (by default this stops after the first
/// one), and two arenas instead of eight per core get trimmed in time. Smaller blocks stay for the next request: the buffers of a compressor, some
/// 300 kB to 1 MB, would be given back and asked for again with each response, and the pages of fresh memory cost more than a small page of the site.
/// glibc reads these variables only when a process starts.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ALLOCATOR: [(&str, &str); 3] =
    [("MALLOC_MMAP_THRESHOLD_", "1310720"), ("MALLOC_TRIM_THRESHOLD_", "4194304"), ("MALLOC_ARENA_MAX", "2")];

/// Marks a restarted process. Needed because with file capabilities or setuid, glibc removes its own variables from the environment.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const RESTARTED: &str = "ALLOCATOR_IS_SET";

/// Restarts this program in place if its allocator would keep the memory of a peak. Values in the environment win. Happens at most
/// once.
pub fn return_memory_to_the_system() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use std::os::unix::process::CommandExt;
        if std::env::var_os(RESTARTED).is_some() {
            return;
        }
        let missing = ALLOCATOR.into_iter().filter(|(name, _)| std::env::var_os(name).is_none());
        let mut arguments = std::env::args_os();
        let Some(name) = arguments.next().filter(|_| missing.clone().next().is_some()) else { return };
        // `exec` returns only on failure; the program then runs as it is.
        let _ = std::process::Command::new("/proc/self/exe").arg0(name).args(arguments).envs(missing).env(RESTARTED, "1").exec();
    }
}

/// Raises the soft limit of open descriptors as far as the hard one allows: many systems set it to 1,024, which a thousand silent clients can
/// hold. Returns how many client connections fit.
pub fn max_client_connections() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let wanted = limit.maximum.map_or(MAX_DESCRIPTORS, |hard| hard.min(MAX_DESCRIPTORS));
        if limit.current.is_some_and(|soft| soft < wanted) {
            // If this is refused, the limit stays as it was.
            let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
        }
        let soft = getrlimit(Resource::Nofile).current.unwrap_or(MAX_DESCRIPTORS).min(MAX_DESCRIPTORS) as usize;
        soft.saturating_sub(OWN_DESCRIPTORS).max(soft / 2).max(1)
    }
    #[cfg(not(unix))]
    {
        MAX_DESCRIPTORS as usize - OWN_DESCRIPTORS
    }
}

/// What other accounts of the machine can do with a file that should be private; `None` if nothing, or if the file is missing.
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

/// Resident memory in bytes; `None` where the system does not report it.
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes: u64 = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}
