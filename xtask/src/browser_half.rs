//! The browser half: the islands of `app` compiled to WebAssembly, and the JavaScript that loads them.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::CommandResult;
use crate::cargo::{cargo_for_browser, quiet_unless_first};
use crate::paths::Paths;
use crate::programs::succeed;
use crate::progress::step;

/// Selects the islands and nothing else of `app`.
pub const SELECTION: [&str; 5] =
    ["--package=app", "--lib", "--no-default-features", "--features=hydrate", "--target=wasm32-unknown-unknown"];

pub struct BrowserHalf {
    pub script: Vec<u8>,
    pub wasm: Vec<u8>,
}

/// Compiles what changed. Development and deployment use the same file, so that what is tested is what users download.
pub fn build(paths: &Paths) -> CommandResult<BrowserHalf> {
    let compiled = paths.target.join("wasm32-unknown-unknown/browser/app.wasm");
    step("compiling the islands to WebAssembly", || {
        succeed(
            cargo_for_browser(paths).args(["build", "--profile=browser"]).args(SELECTION).args(quiet_unless_first(&compiled)),
            "the browser half (crate `app`, feature `hydrate`) does not compile; the errors are above.",
        )
    })?;
    let cache = paths.root.join("target/browser-half");
    let bytes = fs::read(&compiled).map_err(|cause| format!("{} cannot be read: {cause}.", compiled.display()))?;
    // The key stands for the input and for this program: hashing this file's source drops the cache when the options change.
    let hash = Sha256::new().chain_update(include_str!("browser_half.rs")).chain_update(&bytes).finalize();
    let key: String = hash.iter().map(|octet| format!("{octet:02x}")).collect();
    if let Some(half) = read_cached(&cache, &key) {
        return Ok(half);
    }
    let half = step("joining WebAssembly and JavaScript", || bind(bytes))?;
    write_cached(&cache, &key, &half).map_err(|cause| format!("{} cannot be written: {cause}.", cache.display()))?;
    Ok(half)
}

fn bind(bytes: Vec<u8>) -> CommandResult<BrowserHalf> {
    let failed = |cause| format!("wasm-bindgen could not read the browser half: {cause:#}.");
    let mut output = Bindgen::new()
        .input_bytes("maillage", bytes)
        .web(true)
        .map_err(failed)?
        .typescript(false)
        .demangle(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(failed)?;
    let snippets = output.snippets().iter().filter(|(_, files)| !files.is_empty()).map(|(name, _)| name);
    let foreign_scripts: Vec<&str> = snippets.chain(output.local_modules().keys()).map(String::as_str).collect();
    if !foreign_scripts.is_empty() {
        return Err(format!(
            "a crate of the browser half brings JavaScript files of its own ({}), which the site has no place for; \
             do without it, or teach xtask/src/browser_half.rs to copy them.",
            foreign_scripts.join(", ")
        ));
    }
    let script = output.js().as_bytes().to_vec();
    Ok(BrowserHalf { script, wasm: output.wasm_mut().emit_wasm() })
}

fn read_cached(folder: &Path, key: &str) -> Option<BrowserHalf> {
    if fs::read_to_string(folder.join("key")).ok()? != key {
        return None;
    }
    Some(BrowserHalf { script: fs::read(folder.join("maillage.js")).ok()?, wasm: fs::read(folder.join("maillage.wasm")).ok()? })
}

/// The key is cleared first and written last, so that an interruption never leaves a key beside files of another build.
fn write_cached(folder: &Path, key: &str, half: &BrowserHalf) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("key"), "")?;
    fs::write(folder.join("maillage.js"), &half.script)?;
    fs::write(folder.join("maillage.wasm"), &half.wasm)?;
    fs::write(folder.join("key"), key)
}
