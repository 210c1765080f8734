//! Text of others, made safe to show: no control characters, nothing that turns the direction of what follows.

/// Control characters, marks that turn the direction of writing, and marks of byte order.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Cuts at a limit in bytes, between two characters. Returns whether anything was cut.
pub(crate) fn cut(text: &mut String, bytes: usize) -> bool {
    if text.len() <= bytes {
        return false;
    }
    text.truncate(text.floor_char_boundary(bytes));
    true
}

/// Lines end with LF; of the control characters only LF and tabs stay.
pub(crate) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_cr = false;
    for c in text.chars() {
        match c {
            '\n' if after_cr => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{0c}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
        after_cr = c == '\r';
    }
    out
}

/// One line of at most `characters`, without spaces around it.
pub(crate) fn one_line(text: &str, characters: usize) -> String {
    let shown = text.chars().map(|c| if matches!(c, '\r' | '\n' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let line: String = shown.filter(|c| !is_hidden(*c)).skip_while(|c| c.is_whitespace()).take(characters).collect();
    line.trim_end().to_owned()
}

/// The longest name of a file, in characters.
const FILE_NAME: usize = 150;

/// The name of a file without a path and without what a file system refuses. A long name keeps its extension. `None` if nothing is left.
pub(crate) fn file_name(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = one_line(last, 4_000).replace(['<', '>', ':', '"', '|', '?', '*'], "_");
    let plain = line.trim_start_matches(['.', ' ', '~']).trim_end_matches(['.', ' ']);
    if plain.is_empty() {
        return None;
    }
    if plain.chars().count() <= FILE_NAME {
        return Some(plain.to_owned());
    }
    let (stem, extension) = plain.rsplit_once('.').filter(|(_, end)| end.chars().count() <= 10).unwrap_or((plain, ""));
    let dot = if extension.is_empty() { "" } else { "." };
    let stem: String = stem.chars().take(FILE_NAME - dot.len() - extension.chars().count()).collect();
    Some(format!("{stem}{dot}{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_lines_and_loses_what_hides() {
        assert_eq!(lines("a\r\nb\rc\n\0d\u{202e}e\u{2067}\tf\u{7}\u{feff}"), "a\nb\nc\nde\tf");
        assert_eq!(one_line(" a\r\n\tb\0 \u{202e}c ", 100), "a   b c");
        assert_eq!(one_line("éééé", 2), "éé");
    }

    #[test]
    fn a_file_has_a_name_without_a_path() {
        let cases = [
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\Claire\\cr réunion.pdf", Some("cr réunion.pdf")),
            (".htaccess", Some("htaccess")),
            ("..", None),
            ("", None),
            ("a\0\u{202e}fdp.exe", Some("afdp.exe")),
            ("<script>.html", Some("_script_.html")),
        ];
        for (name, safe) in cases {
            assert_eq!(file_name(name).as_deref(), safe, "{name}");
        }
        let long = file_name(&format!("{}.pdf", "é".repeat(5_000))).unwrap();
        assert_eq!(long.chars().count(), 150);
        assert!(file_name(&format!("{}.pdf", "é".repeat(500))).unwrap().ends_with(".pdf"));
    }
}
