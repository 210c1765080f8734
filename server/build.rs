//! A release build holds the site inside: cargo is told to look whether it changed.
//! In development the site is read from disk, and a changed stylesheet costs no compilation.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../target/site");
    }
}
