//! Names: one search for a type finds one definition, and the name of a test fits on a line of a report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Names that are defined twice, each with its reason.
const EXCEPTIONS: [(&str, &str); 1] = [("Result", "the alias of each floor for its own error, as everywhere in Rust")];

const FLOORS: [&str; 9] =
    ["words/src", "formats/src", "domain/src", "demo/src", "app/src", "server/src", "tests/src", "tests/tests", "xtask/src"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// The type that a line defines. Associated types are indented, and belong to their trait.
fn defined(line: &str) -> Option<&str> {
    let is_indented = line.starts_with(' ');
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.strip_prefix(' ')?,
        None => line,
    };
    let (keyword, rest) = line.split_once(' ')?;
    let is_type = matches!(keyword, "struct" | "enum" | "trait" | "union") || (keyword == "type" && !is_indented);
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    (is_type && name.starts_with(char::is_uppercase)).then_some(name)
}

/// The type that a line of `text_enum!` defines.
fn defined_as_text(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("    ")?.split_once(" {")?;
    (name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric)).then_some(name)
}

const LONGEST_TEST: usize = 69;

#[test]
fn the_names_of_tests_are_shorter_than_seventy_characters() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for floor in FLOORS {
        sources(&root.join(floor), &mut files);
    }
    let (mut count, mut long) = (0, Vec::new());
    for file in files {
        let place = file.strip_prefix(root).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("#[test]") || pair[0].starts_with("#[tokio::test")) {
            let name = pair[1].trim_start_matches("async ").trim_start_matches("fn ").split('(').next().unwrap();
            count += 1;
            if name.len() > LONGEST_TEST {
                long.push(format!("{place}: {name}"));
            }
        }
    }
    assert!(count > 500, "the tests were read: {count}");
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_names_of_types_are_unique() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for floor in FLOORS {
        sources(&root.join(floor), &mut files);
    }
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let has_enums = ["domain/src/enums.rs", "domain/src/enums/lists.rs"].iter().any(|enums| file.ends_with(enums));
        let as_text = if has_enums { defined_as_text } else { |_: &str| None };
        for name in text.lines().filter_map(|line| defined(line).or_else(|| as_text(line))) {
            places.entry(name.to_owned()).or_default().push(file.strip_prefix(root).unwrap().display().to_string());
        }
    }
    assert!(places.len() > 500, "the definitions were read: {}", places.len());
    places.retain(|name, places| places.len() > 1 && EXCEPTIONS.iter().all(|(known, _)| known != name));
    assert!(places.is_empty(), "{places:#?}");
}
