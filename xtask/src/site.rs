//! The site: files that a browser may cache for ever. The server serves them under `/site/`.
//!
//! A file's name contains a hash of its content, so a name never changes its meaning. `manifest.json` gives the current names.
//! A file is kept in its compressed forms only (`.br`, `.gz`), unless its format is compressed already: the server embeds them all, and every current
//! browser reads one of the two.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::CommandResult;
use crate::browser_half;
use crate::compress::ENCODINGS;
use crate::paths::Paths;
use crate::progress::step;
use crate::style;

const COMPRESSED_FORMATS: [&str; 7] = ["avif", "gif", "ico", "jpg", "png", "webp", "woff2"];

/// Updates the site: unchanged files stay, files that the manifest no longer needs are removed.
pub fn update(paths: &Paths) -> CommandResult {
    let browser = browser_half::build(paths)?;
    step("writing the site", || write(paths, &browser))
}

fn write(paths: &Paths, browser: &browser_half::BrowserHalf) -> CommandResult {
    let mut site = SiteFolder::open(&paths.site)?;
    let style = style::inline(&paths.root.join("style/main.css"))?;
    site.put_hashed("main", "css", style.as_bytes())?;

    let script = site.put_hashed("maillage", "js", &browser.script)?;
    let wasm = site.put_hashed("maillage", "wasm", &browser.wasm)?;
    let start = read(&paths.root.join("app/start.js"))?;
    let start =
        String::from_utf8_lossy(&start).replace("./maillage.js", &format!("./{script}")).replace("./maillage.wasm", &format!("./{wasm}"));
    site.put_hashed("start", "js", start.as_bytes())?;
    site.put_hashed("menus", "js", &read(&paths.root.join("app/menus.js"))?)?;

    for file in files_in(&paths.root.join("style/static"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        site.put(&name, &read(&file)?)?;
    }
    site.close()
}

struct SiteFolder {
    folder: PathBuf,
    wanted: BTreeSet<String>,
    manifest: Vec<(String, String)>,
}

impl SiteFolder {
    fn open(folder: &Path) -> CommandResult<Self> {
        fs::create_dir_all(folder).map_err(|cause| write_error(folder, &cause))?;
        Ok(Self { folder: folder.to_path_buf(), wanted: BTreeSet::new(), manifest: Vec::new() })
    }

    /// Writes a file under a name that contains its hash, and returns that name.
    fn put_hashed(&mut self, stem: &str, ending: &str, bytes: &[u8]) -> CommandResult<String> {
        let hash: String = Sha256::digest(bytes)[..8].iter().map(|octet| format!("{octet:02x}")).collect();
        let name = format!("{stem}.{hash}.{ending}");
        self.put(&name, bytes)?;
        self.manifest.push((format!("{stem}.{ending}"), name.clone()));
        Ok(name)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> CommandResult {
        let ending = name.rsplit('.').next().unwrap_or_default();
        if COMPRESSED_FORMATS.contains(&ending) {
            return self.write(name, bytes);
        }
        for (encoding, compress) in ENCODINGS {
            let file = format!("{name}.{encoding}");
            // A name with a hash means one content: its compressed forms are not made twice.
            if name.matches('.').count() == 2 && self.folder.join(&file).exists() {
                self.wanted.insert(file);
            } else {
                self.write(&file, &compress(bytes)?)?;
            }
        }
        Ok(())
    }

    /// Writes a file, unless it is there already.
    fn write(&mut self, name: &str, bytes: &[u8]) -> CommandResult {
        if !fs::read(self.folder.join(name)).is_ok_and(|old| old == bytes) {
            self.replace(name, bytes)?;
        }
        self.wanted.insert(name.to_owned());
        Ok(())
    }

    /// Writes the manifest and removes every file that was not put.
    fn close(mut self) -> CommandResult {
        let lines: Vec<String> = self.manifest.iter().map(|(logical, name)| format!("  \"{logical}\": \"{name}\"")).collect();
        let manifest = format!("{{\n{}\n}}\n", lines.join(",\n"));
        self.write("manifest.json", manifest.as_bytes())?;
        for file in files_in(&self.folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if !self.wanted.contains(&*name) {
                fs::remove_file(&file).map_err(|cause| write_error(&file, &cause))?;
            }
        }
        Ok(())
    }

    /// Renames into place: a reader sees the old content or the new, never half of it.
    fn replace(&self, name: &str, bytes: &[u8]) -> CommandResult {
        let part = self.folder.join(format!("{name}.part"));
        let file = self.folder.join(name);
        fs::write(&part, bytes).and_then(|()| fs::rename(&part, &file)).map_err(|cause| write_error(&file, &cause))
    }
}

fn read(file: &Path) -> CommandResult<Vec<u8>> {
    fs::read(file).map_err(|cause| format!("{} cannot be read: {cause}.", file.display()))
}

/// The files of a folder, sorted; empty if the folder is missing. The site is flat: a folder inside is an error.
fn files_in(folder: &Path) -> CommandResult<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(files),
        Err(cause) => return Err(format!("{} cannot be read: {cause}.", folder.display())),
    };
    for entry in entries {
        let path = entry.map_err(|cause| format!("{} cannot be read: {cause}.", folder.display()))?.path();
        if path.is_dir() {
            return Err(format!("{} is a folder, and the site has none; move its files up.", path.display()));
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

fn write_error(path: &Path, cause: &io::Error) -> String {
    format!("{} cannot be written: {cause}.", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_gets_a_new_name_and_the_old_one_goes() -> CommandResult {
        let folder = std::env::temp_dir().join(format!("maillage-site-{}", std::process::id()));
        let mut site = SiteFolder::open(&folder)?;
        let old = site.put_hashed("main", "css", b"a { }")?;
        site.put("logo.png", b"picture")?;
        site.close()?;

        let mut site = SiteFolder::open(&folder)?;
        let new = site.put_hashed("main", "css", b"b { }")?;
        site.close()?;

        let names: Vec<String> =
            files_in(&folder)?.iter().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
        let manifest = read(&folder.join("manifest.json"))?;
        let _ = fs::remove_dir_all(&folder);
        assert_ne!(old, new);
        assert_eq!(names, [format!("{new}.br"), format!("{new}.gz"), "manifest.json".to_owned()]);
        assert_eq!(manifest, format!("{{\n  \"main.css\": \"{new}\"\n}}\n").as_bytes());
        Ok(())
    }
}
