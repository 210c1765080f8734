//! The limits of a Markdown text. All are checked before a tree of elements is built, the first ones before the text is parsed.

/// Marks of quotes and lists at the beginning of one line: the parser's work for each later line grows with them.
const MARKS: usize = 32;
/// Nested elements. An HTML parser looks through all open elements at each new one.
pub(super) const NESTING: usize = 64;
/// Notes, and references to them.
pub(super) const NOTES: usize = 1_000;
/// Events of the parser: an element has two, a run of words one.
pub(super) const EVENTS: usize = 120_000;
/// The most bytes of HTML for any text.
const OUTPUT: usize = 1 << 20;
/// For the title of a link that ends on another line, the parser counts the nodes of the paragraph again at each line: this is the limit in
/// total.
const TITLE_STEPS: usize = 40_000_000;

/// A text that would take too much time or memory: it is shown as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooComplex;

/// The most bytes of HTML for a text of that length. Markup multiplies short texts, most of all a table of empty cells.
pub(super) fn output(length: usize) -> usize {
    (length * 16 + (16 << 10)).min(OUTPUT)
}

/// Refuses a text whose parsing alone would take more than linear time.
pub(super) fn check_lines(text: &str) -> Result<(), TooComplex> {
    let (mut steps, mut paragraph) = (0usize, ParagraphLimits::default());
    for line in text.split(['\n', '\r']) {
        if marks(line) > MARKS {
            return Err(TooComplex);
        }
        if ends_paragraph(line) {
            steps = steps.saturating_add(std::mem::take(&mut paragraph).title_steps());
        }
        paragraph.add(line);
    }
    if steps.saturating_add(paragraph.title_steps()) > TITLE_STEPS { Err(TooComplex) } else { Ok(()) }
}

/// Lines that may form one paragraph.
#[derive(Default)]
struct ParagraphLimits {
    lines: usize,
    nodes: usize,
    has_open_title: bool,
}

impl ParagraphLimits {
    fn add(&mut self, line: &str) {
        self.lines += 1;
        self.nodes += 1 + line.bytes().filter(|byte| b"*_~`[]<>!&\\|".contains(byte)).count() * 2;
        self.has_open_title |= may_leave_title_open(line);
    }

    fn title_steps(self) -> usize {
        if self.has_open_title { self.lines.saturating_mul(self.nodes) } else { 0 }
    }
}

/// Whether the title of a link in this line may continue in the next one: the line has a title's opening mark without the closing one, or
/// the link itself is open.
fn may_leave_title_open(line: &str) -> bool {
    let (Some((_, rest)), Some(last)) = (line.split_once("]("), line.rfind("](")) else { return false };
    let begins = |at: usize| at.checked_sub(1).is_none_or(|before| matches!(rest.as_bytes()[before], b' ' | b'\t' | b'>'));
    let is_open = |quote| rest.rfind(quote).is_some_and(begins);
    !line[last..].contains(')') || is_open('"') || is_open('\'') || rest.rfind('(') > rest.rfind(')')
}

/// Whether this line ends any paragraph: it is empty, or an item of a list that is not indented.
fn ends_paragraph(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - rest.len()];
    rest.is_empty()
        || (indent.len() < 4 && !indent.contains('\t') && item(rest).is_some_and(|(mark, after)| mark == 1 && !after.trim().is_empty()))
}

/// The number of marks of quotes, lists and notes at the beginning of a line.
fn marks(line: &str) -> usize {
    let is_rule = ['-', '*', '_'].iter().any(|mark| line.chars().all(|c| c == *mark || c == ' ' || c == '\t'));
    if is_rule {
        return 0;
    }
    let (mut count, mut rest) = (0, line.trim_start_matches([' ', '\t']));
    loop {
        rest = match (rest.strip_prefix('>'), item(rest), note(rest)) {
            (Some(after), ..) | (_, Some((_, after)), _) | (_, _, Some(after)) => after.trim_start_matches([' ', '\t']),
            _ => return count,
        };
        count += 1;
    }
}

/// The length of an item's mark (`-`, `12.`), and the text after it.
fn item(rest: &str) -> Option<(usize, &str)> {
    let digits = rest.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let after = match digits {
        0 => rest.strip_prefix(['-', '+', '*']),
        1..=9 => rest[digits..].strip_prefix(['.', ')']),
        _ => None,
    }?;
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some((rest.len() - after.len(), after))
}

/// The text after the mark of a note (`[^1]:`).
fn note(rest: &str) -> Option<&str> {
    let (label, after) = rest.strip_prefix("[^")?.split_once(']')?;
    let after = after.strip_prefix(':')?;
    (!label.is_empty()).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_beginning_of_a_line_are_counted() {
        for (line, count) in [
            ("> - 1. x", 3),
            (">>> x", 3),
            ("  - [ ] x - y > z", 1),
            ("[^1]: > x", 2),
            ("- - - - -", 0),
            ("***", 0),
            ("* * * x", 3),
            ("1234567890. x", 0),
            ("-x", 0),
            ("1.x", 0),
            ("[^]: x", 0),
            ("", 0),
        ] {
            assert_eq!(marks(line), count, "{line}");
        }
    }

    #[test]
    fn ordinary_texts_pass_and_hostile_ones_do_not() {
        let lists = "- un [a](b \"c\")\n  - deux\n    1. trois\n\n> dit\n> > redit\n\n* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *\n\n";
        let links = "- [lire](https://un.example/page \"Un titre\") **fort**, _doux_\n".repeat(1_600);
        let table = format!("| a | b | c |\n|---|---|---|\n{}", "| un | [deux](https://un.example/) | l'autre (trois) | \n".repeat(1_800));
        let prose = format!("{}\n\n", "Un mot et [un autre](https://un.example). ".repeat(20)).repeat(100);
        for text in [lists, &links, &table, &prose] {
            assert_eq!(check_lines(text), Ok(()), "{}", &text[..40]);
        }
        for unit in [">", "> ", "1. ", "- ", "> - ", "[^a]:", "\t- "] {
            assert_eq!(check_lines(&format!("{} x", unit.repeat(40))), Err(TooComplex), "{unit}");
        }
        assert_eq!(check_lines(&format!("![](a \"{}", ")>  \n``".repeat(14_000))), Err(TooComplex));
    }
}
