//! Joins the stylesheets: a page loads one file, people edit one file per slice.

use std::fs;
use std::path::{Path, PathBuf};

use crate::CommandResult;

/// The text of a stylesheet, with each line `@import "name.css";` replaced by that file, in order.
/// Names are relative to the importing file. Every other form of import is an error: it would make the browser fetch a second file.
pub fn inline(file: &Path) -> CommandResult<String> {
    inline_into(file, &mut Vec::new())
}

fn inline_into(file: &Path, above: &mut Vec<PathBuf>) -> CommandResult<String> {
    if above.iter().any(|importing| importing == file) {
        return Err(format!("{} imports itself; remove one of the @import lines.", file.display()));
    }
    let text = fs::read_to_string(file).map_err(|cause| match above.last() {
        Some(from) => format!("{} imports {}, which cannot be read: {cause}.", from.display(), file.display()),
        None => format!("{} cannot be read: {cause}.", file.display()),
    })?;
    above.push(file.to_path_buf());
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        match parse_import(line) {
            Import::None => whole.push_str(line),
            Import::File(name) => whole.push_str(inline_into(&file.with_file_name(name), above)?.trim_end()),
            Import::Other => {
                return Err(format!(
                    "{} has a line that xtask does not understand: {}\nWrite @import \"name.css\"; alone on its line.",
                    file.display(),
                    line.trim()
                ));
            }
        }
        whole.push('\n');
    }
    above.pop();
    Ok(whole)
}

enum Import<'a> {
    None,
    File(&'a str),
    Other,
}

fn parse_import(line: &str) -> Import<'_> {
    let Some(rest) = line.trim().strip_prefix("@import") else {
        return Import::None;
    };
    match rest.trim().strip_suffix(';').and_then(quoted) {
        Some(name) if name.ends_with(".css") && !name.contains(':') => Import::File(name),
        _ => Import::Other,
    }
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    text.strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of stylesheets, removed when the test ends.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("maillage-style-{name}-{}", std::process::id()));
            let _ = fs::create_dir_all(&folder);
            for (name, text) in files {
                let _ = fs::write(folder.join(name), text);
            }
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn imports_are_replaced_in_order() {
        let folder = Folder::new(
            "order",
            &[
                ("main.css", "@import \"a.css\";\n@import \"b.css\";\nbody { color: red }\n"),
                ("a.css", "a { }\n"),
                ("b.css", "@import \"c.css\";\nb { }\n"),
                ("c.css", "c { }\n"),
            ],
        );
        assert_eq!(inline(&folder.0.join("main.css")), Ok("a { }\nc { }\nb { }\nbody { color: red }\n".to_owned()));
    }

    #[test]
    fn other_imports_are_refused() {
        let folder = Folder::new(
            "refused",
            &[
                ("far.css", "@import url(https://example.org/x.css);\n"),
                ("lost.css", "@import \"nowhere.css\";\n"),
                ("circle.css", "@import \"circle.css\";\n"),
            ],
        );
        for (file, word) in [("far.css", "understand"), ("lost.css", "nowhere.css"), ("circle.css", "itself")] {
            let refusal = inline(&folder.0.join(file)).err().unwrap_or_default();
            assert!(refusal.contains(word), "{file}: {refusal}");
        }
    }
}
