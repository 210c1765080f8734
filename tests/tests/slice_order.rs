//! The order of the slices of the domain, as in CONTRIBUTING: a slice imports only earlier ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Imports against the order, as `(slice, imported slice)`, each with its reason.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The names in the block of CONTRIBUTING that begins with ```` ```order ````, without comments.
fn order() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let (_, block) = text.split_once("```order\n").expect("the order");
    let (block, _) = block.split_once("```").unwrap();
    block.lines().flat_map(|line| line.split('#').next().unwrap().split_whitespace()).map(str::to_owned).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// The code of a file without comments and without the tests at its end, which may import anything.
fn code(text: &str) -> String {
    let tests = text.match_indices("#[cfg(test)]\nmod ").find(|(at, _)| text[*at..].lines().nth(1).is_some_and(|line| line.ends_with('{')));
    let text = tests.map_or(text, |(at, _)| &text[..at]);
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The modules of a file that are for tests alone.
fn test_modules(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.lines().next()?.strip_suffix(';'))
}

fn name(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// The first names within braces: `a::b, c::{d, e}, f` gives `a`, `c`, `f`.
fn names_in_braces(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(&text[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    names.into_iter().map(|one| name(one.trim())).filter(|name| !name.is_empty()).collect()
}

/// The names after each `crate::`. In the first file of a slice, `super::` means the same.
fn imports(code: &str, is_first: bool) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for prefix in if is_first { &["crate::", "super::"][..] } else { &["crate::"] } {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                Some(braces) => found.extend(names_in_braces(braces)),
                None => _ = found.insert(name(rest)),
            }
        }
    }
    found
}

#[test]
fn slices_import_only_earlier_slices() {
    let domain = root().join("domain/src");
    let order = order();
    let place: BTreeMap<&str, usize> = order.iter().enumerate().map(|(at, slice)| (slice.as_str(), at)).collect();
    let mut files = Vec::new();
    sources(&domain, &mut files);
    let texts: Vec<(String, String)> = files
        .iter()
        .map(|file| (file.strip_prefix(&domain).unwrap().display().to_string(), std::fs::read_to_string(file).unwrap()))
        .filter(|(file, _)| file != "lib.rs")
        .collect();
    let slice = |file: &str| file.split(['/', '.']).next().unwrap().to_owned();
    let slices: BTreeSet<String> = texts.iter().map(|(file, _)| slice(file)).collect();
    assert_eq!(slices, order.iter().cloned().collect(), "CONTRIBUTING names each slice of the domain once");

    let folder = |file: &str| file.strip_suffix("/mod.rs").or(file.strip_suffix(".rs")).unwrap().to_owned();
    let for_tests: BTreeSet<String> =
        texts.iter().flat_map(|(file, text)| test_modules(text).map(move |module| format!("{}/{module}.rs", folder(file)))).collect();
    // Macros are at the root of the crate, whichever slice defines them.
    let macros: BTreeMap<&str, String> = texts
        .iter()
        .flat_map(|(file, text)| {
            let exported = text.split("#[macro_export]").skip(1).filter_map(|rest| Some(name(rest.split_once("macro_rules! ")?.1)));
            exported.map(move |name| (name, slice(file)))
        })
        .collect();

    let mut against = BTreeMap::<(String, String), String>::new();
    let mut checked = 0;
    for (file, text) in texts.iter().filter(|(file, _)| !for_tests.contains(file)) {
        let (me, code) = (slice(file), code(text));
        let is_first = !file.contains('/') || (file.ends_with("/mod.rs") && file.matches('/').count() == 1);
        for import in imports(&code, is_first) {
            // `lib.rs` re-exports types and modules of the first slices.
            let Some(other) = place.get_key_value(import).map(|(slice, _)| (*slice).to_owned()).or(macros.get(import).cloned()) else {
                continue;
            };
            checked += 1;
            if place[other.as_str()] > place[me.as_str()] {
                against.insert((me.clone(), other), file.clone());
            }
        }
    }
    assert!(checked > 500, "the imports were read: {checked}");
    for (me, other, _) in EXCEPTIONS {
        assert!(
            against.remove(&(me.to_owned(), other.to_owned())).is_some(),
            "nothing goes against the order here any more; remove the exception {me} -> {other}"
        );
    }
    assert!(against.is_empty(), "{against:#?}");
}

#[test]
fn every_form_of_import_is_recognised() {
    let text = "use crate::{audit, lists::{self, people}, policy};\n// use crate::never;\nfn f() { crate::events::find() }\n\
                #[cfg(test)]\nmod tests {\n    use crate::imports;\n}\n";
    assert_eq!(imports(&code(text), false), ["audit", "events", "lists", "policy"].into());
    assert_eq!(test_modules("#[cfg(test)]\nmod complete;\nmod erasure;").collect::<Vec<_>>(), ["complete"]);
}
