//! Paths on disk.

use std::env;
use std::path::{Path, PathBuf};

pub struct Paths {
    pub root: PathBuf,
    /// Cargo's target folder. With CARGO_TARGET_DIR it is not under `root`.
    pub target: PathBuf,
    /// Always under `root`: the server crate embeds the site from there.
    pub site: PathBuf,
}

impl Paths {
    /// `root` comes from the environment that cargo sets, `target` from the path of this program.
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

    pub fn dev_server(&self) -> PathBuf {
        self.target.join("debug").join("maillage")
    }

    pub fn release_server(&self) -> PathBuf {
        self.target.join("release").join("maillage")
    }

    pub fn load_generator(&self) -> PathBuf {
        self.target.join("release").join("bench")
    }
}
