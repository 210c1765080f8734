//! The demo's files are compiled in: cargo is told to look for new ones, not only at those it knows.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../content/demo");
}
