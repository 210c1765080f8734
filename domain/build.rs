//! Migrations, words and demo files are compiled in: cargo is told to look for new ones, not only at those it knows.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The browser half has none of them.
    if std::env::var_os("CARGO_FEATURE_DB").is_some() {
        println!("cargo::rerun-if-changed=../migrations");
        println!("cargo::rerun-if-changed=../content");
    }
}
