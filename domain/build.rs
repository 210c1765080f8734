//! Migrations, words and demo files are compiled in. Cargo must also notice new files, not only changes of known ones.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The browser half has none of them.
    if std::env::var_os("CARGO_FEATURE_DB").is_some() {
        println!("cargo::rerun-if-changed=../migrations");
        println!("cargo::rerun-if-changed=../content");
    }
}
