//! The demo's files are compiled in. Cargo must also notice new files, not only changes of known ones.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../content/demo");
}
