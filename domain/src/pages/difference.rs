//! The difference between two texts, by line and by word within lines.

use std::time::{Duration, Instant};

use similar::{ChangeTag, TextDiff};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// Whether it was kept, removed, added or skipped.
    pub kind: LineKind,
    /// Its words; changed ones are marked.
    pub words: Vec<DiffWord>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// In both texts.
    Kept,
    /// In the first text only.
    Removed,
    /// In the second text only.
    Added,
    /// Lines in both texts that are not shown.
    Skipped,
}

/// A run of words in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffWord {
    pub text: String,
    pub changed: bool,
}

/// The number of unchanged lines shown around a change.
const AROUND: usize = 2;
/// The time limit for comparing lines, and again for comparing words in them. Two texts without anything in common are not worth more. Matches not
/// found by then are shown as removed and added.
const LONGEST: Duration = Duration::from_millis(300);

/// The difference between two texts; empty if they are equal.
pub fn difference(before: &str, after: &str) -> Vec<DiffLine> {
    difference_within(LONGEST, before, after)
}

fn difference_within(time_limit: Duration, before: &str, after: &str) -> Vec<DiffLine> {
    // Every line gets a line end: the last line of one text may be in the middle of the other.
    let ended = |text: &str| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let (before, after) = (ended(before), ended(after));
    let diff = TextDiff::configure().timeout(time_limit).diff_lines(&*before, &*after);
    // One deadline for all lines: otherwise each could take the whole time.
    let deadline = Instant::now().checked_add(time_limit);
    let mut lines = Vec::new();
    for (number, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if number > 0 || group.first().is_some_and(|first| first.old_range().start > 0) {
            lines.push(DiffLine { kind: LineKind::Skipped, words: Vec::new() });
        }
        for change in group.iter().flat_map(|op| diff.iter_inline_changes_deadline(op, deadline)) {
            let kind = match change.tag() {
                ChangeTag::Equal => LineKind::Kept,
                ChangeTag::Delete => LineKind::Removed,
                ChangeTag::Insert => LineKind::Added,
            };
            let mut words: Vec<DiffWord> = Vec::new();
            for (changed, text) in change.iter_strings_lossy() {
                let text = text.trim_end_matches('\n');
                if !text.is_empty() {
                    words.push(DiffWord { text: text.to_owned(), changed });
                }
            }
            // A line without a counterpart has changed as a whole.
            if kind != LineKind::Kept && !words.iter().any(|word| word.changed) {
                for word in &mut words {
                    word.changed = true;
                }
            }
            lines.push(DiffLine { kind, words });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(before: &str, after: &str) -> Vec<String> {
        let word = |word: &DiffWord| if word.changed { format!("[{}]", word.text) } else { word.text.clone() };
        let line = |line: &DiffLine| {
            let sign = match line.kind {
                LineKind::Kept => " ",
                LineKind::Removed => "-",
                LineKind::Added => "+",
                LineKind::Skipped => "…",
            };
            format!("{sign}{}", line.words.iter().map(word).collect::<String>())
        };
        difference(before, after).iter().map(line).collect()
    }

    #[test]
    fn the_words_that_changed_are_marked_within_their_lines() {
        let lines = describe("un\nLa réunion a lieu à Toulouse\ntrois\n", "un\nLa réunion a lieu à Brest\ntrois\n");
        assert_eq!(lines, [" un", "-La réunion a lieu à [Toulouse]", "+La réunion a lieu à [Brest]", " trois"]);
        assert_eq!(describe("a", "a\nb"), [" a", "+[b]"]);
        assert_eq!(describe("a\n", "a\n"), Vec::<String>::new());
    }

    #[test]
    fn what_is_far_from_a_change_is_left_out() {
        let text = (0..40).map(|line| format!("ligne {line}\n")).collect::<String>();
        let lines = describe(&text, &text.replace("ligne 20", "ligne vingt"));
        assert_eq!(lines.len(), 1 + AROUND * 2 + 2);
        assert_eq!(lines[0], "…");
    }

    #[test]
    fn when_time_is_over_all_of_a_text_is_removed_and_all_of_the_other_added() {
        let text = |word: &str| (0..20_000).map(|line| format!("{}\n", if line % 2 == 0 { word } else { "en commun" })).collect::<String>();
        let count = |lines: &[DiffLine], kind| lines.iter().filter(|line| line.kind == kind).count();
        let none = difference_within(Duration::ZERO, &text("un"), &text("deux"));
        assert_eq!((count(&none, LineKind::Removed), count(&none, LineKind::Added)), (19_999, 19_999), "but the last, which ends both");
        let (short, other) = ("un\nen commun\nun\n", "deux\nen commun\ndeux\n");
        assert_eq!(count(&difference(short, other), LineKind::Kept), 1, "with time, what is in both is found");
    }
}
