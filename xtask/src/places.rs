//! Where things stand on disk.

use std::env;
use std::path::{Path, PathBuf};

/// The folders every command works with.
pub struct Places {
    /// The top of the repository.
    pub root: PathBuf,
    /// Where cargo puts what it makes; not always under `root` (CARGO_TARGET_DIR).
    pub target: PathBuf,
    /// The site: always under `root`, for that is where the server crate looks when it embeds it.
    pub site: PathBuf,
}

impl Places {
    /// Finds them from what cargo tells a program it runs, and from where this program stands.
    pub fn find() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package.parent().map_or_else(|| package.clone(), Path::to_path_buf);
        // <target>/<profile>/xtask
        let target = env::current_exe()
            .ok()
            .and_then(|program| Some(program.parent()?.parent()?.to_path_buf()))
            .unwrap_or_else(|| root.join("target"));
        let site = root.join("target").join("site");
        Self { root, target, site }
    }

    /// The server made for development.
    pub fn dev_server(&self) -> PathBuf {
        self.target.join("debug").join("maillage")
    }

    /// The server that is deployed.
    pub fn release_server(&self) -> PathBuf {
        self.target.join("release").join("maillage")
    }

    /// What measures it.
    pub fn load_generator(&self) -> PathBuf {
        self.target.join("release").join("bench")
    }
}
