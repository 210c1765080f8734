//! RFC 5545 as text: content lines, escaped and folded.
//!
//! This is written here instead of using the `icalendar` crate. That crate keeps each property in maps of owned strings, a needless cost
//! for a feed of a thousand events. It has no VTIMEZONE, and it folds lines by counting characters where RFC 5545 counts octets. The part
//! of the standard that a writer needs fits in this file.

/// The maximum number of octets in a line, without its end (RFC 5545, 3.1).
const MAX_LINE: usize = 75;

/// A calendar being written. The same calls give the same bytes.
#[derive(Debug, Default)]
pub struct CalendarWriter {
    text: String,
    /// Octets in the current line.
    width: usize,
}

impl CalendarWriter {
    pub fn with_capacity(octets: usize) -> Self {
        Self { text: String::with_capacity(octets), width: 0 }
    }

    /// Adds whole lines that were written before.
    pub fn lines(&mut self, lines: &str) {
        self.text.push_str(lines);
    }

    /// `BEGIN:` of a component.
    pub fn begin(&mut self, component: &str) {
        self.value("BEGIN", component);
    }

    /// `END:` of a component.
    pub fn end(&mut self, component: &str) {
        self.value("END", component);
    }

    /// A value that is not text: a number, a code, an address. Control characters are left out: they would end the line.
    pub fn value(&mut self, name: &str, value: &str) {
        self.fold(name);
        self.fold(":");
        self.put(value);
        self.line_end();
    }

    /// [`Self::value`] with parameters, each `(name, value)`.
    pub fn value_with(&mut self, name: &str, parameters: &[(&str, &str)], value: &str) {
        self.fold(name);
        for (name, value) in parameters {
            self.fold(";");
            self.fold(name);
            self.fold("=");
            self.parameter(value);
        }
        self.fold(":");
        self.put(value);
        self.line_end();
    }

    /// Text for people: escaped.
    pub fn text(&mut self, name: &str, text: &str) {
        self.texts(name, &[text]);
    }

    /// Several texts in one property.
    pub fn texts(&mut self, name: &str, texts: &[&str]) {
        self.fold(name);
        for (at, text) in texts.iter().enumerate() {
            self.fold(if at == 0 { ":" } else { "," });
            self.escaped(text);
        }
        self.line_end();
    }

    /// Returns the calendar.
    pub fn finish(self) -> String {
        self.text
    }

    /// A parameter's value, in quotes where required. It can't contain a quote (RFC 5545, 3.2). Few programs read the escapes of RFC 6868,
    /// so a quote becomes an apostrophe.
    fn parameter(&mut self, value: &str) {
        if value.contains([',', ';', ':', '"']) {
            self.fold("\"");
            self.put(&value.replace('"', "’"));
            self.fold("\"");
        } else {
            self.put(value);
        }
    }

    /// Text escaped by RFC 5545, 3.3.11. A tab becomes a space; other control characters are left out.
    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| matches!(c, ',' | ';' | '\\') || c.is_control()) {
            self.fold(&rest[..at]);
            match c {
                // A fold never splits an escape: some readers unescape first.
                ',' => self.push_unbroken("\\,"),
                ';' => self.push_unbroken("\\;"),
                '\\' => self.push_unbroken("\\\\"),
                '\n' => self.push_unbroken("\\n"),
                '\t' => self.push_unbroken(" "),
                _ => {}
            }
            rest = &rest[at + c.len_utf8()..];
        }
        self.fold(rest);
    }

    /// The value unchanged, without control characters.
    fn put(&mut self, value: &str) {
        value.split(char::is_control).for_each(|part| self.fold(part));
    }

    /// The text unchanged, over as many lines as it needs. A fold never splits a character.
    fn fold(&mut self, mut rest: &str) {
        while rest.len() > MAX_LINE - self.width {
            let fits = rest.floor_char_boundary(MAX_LINE - self.width);
            self.text.push_str(&rest[..fits]);
            self.text.push_str("\r\n ");
            self.width = 1;
            rest = &rest[fits..];
        }
        self.text.push_str(rest);
        self.width += rest.len();
    }

    /// A few octets that stay on one line.
    fn push_unbroken(&mut self, unit: &str) {
        if unit.len() > MAX_LINE - self.width {
            self.text.push_str("\r\n ");
            self.width = 1;
        }
        self.text.push_str(unit);
        self.width += unit.len();
    }

    fn line_end(&mut self) {
        self.text.push_str("\r\n");
        self.width = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(write: impl Fn(&mut CalendarWriter)) -> String {
        let mut writer = CalendarWriter::default();
        write(&mut writer);
        writer.finish()
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn lines_fold_at_75_octets_and_never_inside_a_character() {
        // Every length, so that the fold falls on each octet of each character.
        for length in 1..200 {
            for letter in ["e", "é", "—", "\u{202f}", "🛰"] {
                let text = letter.repeat(length);
                let folded = calendar(|writer| writer.text("SUMMARY", &text));
                assert!(folded.ends_with("\r\n"));
                assert!(folded.trim_end_matches("\r\n").split("\r\n").all(|line| line.len() <= 75), "{folded}");
                assert_eq!(unfolded(&folded), format!("SUMMARY:{text}\r\n"));
            }
        }
    }

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        let folded = calendar(|writer| writer.text("SUMMARY", &"x".repeat(200)));
        let lines: Vec<usize> = folded.trim_end().split("\r\n").map(str::len).collect();
        assert_eq!(lines, [75, 75, 60]);
        assert_eq!(calendar(|writer| writer.text("SUMMARY", &"x".repeat(67))).matches("\r\n").count(), 1);
    }

    #[test]
    fn text_is_escaped_and_an_escape_is_never_torn() {
        let text = "Lieu : Toulouse, salle A; C:\\temp\nligne deux";
        assert_eq!(calendar(|writer| writer.text("LOCATION", text)), "LOCATION:Lieu : Toulouse\\, salle A\\; C:\\\\temp\\nligne deux\r\n");
        for before in 50..75 {
            let folded = calendar(|writer| writer.text("X", &format!("{},;\\\n", "x".repeat(before))));
            assert!(folded.split("\r\n").all(|line| !line.ends_with('\\') || line.ends_with("\\\\")), "{folded}");
        }
    }

    #[test]
    fn typed_text_never_begins_a_line_of_its_own() {
        let bad = "Titre\r\nATTENDEE:mailto:x@example.org\u{0}\u{85}\u{7f}\tfin";
        let text = calendar(|writer| writer.text("SUMMARY", bad));
        assert_eq!(text, "SUMMARY:Titre\\nATTENDEE:mailto:x@example.org fin\r\n");
        let value = calendar(|writer| writer.value("URL", "https://example.org/\r\nX:1"));
        assert_eq!(value, "URL:https://example.org/X:1\r\n");
    }

    #[test]
    fn parameters_are_quoted_where_they_must_be() {
        let line =
            calendar(|writer| writer.value_with("ATTENDEE", &[("CN", "Le \"chef\", dit X"), ("RSVP", "FALSE")], "mailto:x@example.org"));
        assert_eq!(unfolded(&line), "ATTENDEE;CN=\"Le ’chef’, dit X\";RSVP=FALSE:mailto:x@example.org\r\n");
    }
}
