//! The text of an HTML mail. Only text leaves here: no element, no script. Quotations get the `>` that they have in plain mails, so that both
//! fold the same way.

use mail_parser::decoders::html::add_html_token;

use super::clean::cut;

/// Elements whose content is not text.
const SILENT: [&str; 7] = ["script", "style", "title", "template", "textarea", "noscript", "svg"];
/// Elements with an empty line before and after them.
const PARAGRAPHS: [&str; 12] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "dl"];
/// Elements that begin and end a line.
const LINES: [&str; 9] = ["div", "tr", "li", "dt", "dd", "section", "article", "center", "address"];
/// The deepest quotation that is marked.
const QUOTES: usize = 20;
/// The longest address of a link that is shown.
const LINK: usize = 500;

/// The text of HTML, in a time that grows with its length. The caller cuts both.
pub(crate) fn text(html: &str) -> String {
    // Small letters at the same places.
    let small = html.to_ascii_lowercase();
    let mut writer = HtmlTextWriter::default();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        writer.text(&html[at..start]);
        let rest = &small[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            writer.text("<");
            at = start + 1;
            continue;
        }
        let Some(end) = tag_end(rest) else { return writer.finish() };
        let (tag, is_closing) = rest[1..end].strip_prefix('/').map_or((&rest[1..end], false), |tag| (tag, true));
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        at = start + end + 1;
        if is_closing {
            writer.close(name);
        } else if let Some(silent) = SILENT.iter().find(|silent| **silent == name).filter(|_| !tag.ends_with('/')) {
            at = small[at..].find(&format!("</{silent}")).map_or(html.len(), |end| at + end);
        } else {
            writer.open(name, || href(&html[start..start + end]));
        }
    }
    writer.text(&html[at..]);
    writer.finish()
}

/// Where the `>` of a tag is: outside the quotation marks of its attributes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut previous = '<';
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') if previous == '=' => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        if !c.is_whitespace() {
            previous = c;
        }
    }
    None
}

/// The address of a link, if it is one of the web.
fn href(tag: &str) -> Option<String> {
    let small = tag.to_ascii_lowercase();
    let value = tag[small.find("href")? + 4..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split_whitespace().next()?,
    };
    let address = decoded(value.trim());
    let is_web = ["http://", "https://"].iter().any(|scheme| address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    (is_web && address.len() <= LINK && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>')))
        .then_some(address)
}

/// Text with its entities as characters.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(40).position(|byte| byte == b';');
        match end.filter(|end| rest.as_bytes()[1..*end].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')) {
            Some(end) => {
                add_html_token(&mut out, &rest.as_bytes()[..=end], false);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[derive(Default)]
struct HtmlTextWriter {
    out: String,
    line: String,
    quotes: usize,
    preformatted: usize,
    /// An empty line comes before the next one.
    wants_gap: bool,
    /// The address of the open link, and where its text begins in the line.
    link: Option<(String, usize)>,
}

impl HtmlTextWriter {
    fn text(&mut self, text: &str) {
        for c in decoded(text).chars() {
            match c {
                '\n' if self.preformatted > 0 => self.end_line(),
                '\r' => {}
                c if c.is_whitespace() && self.preformatted == 0 => {
                    if !self.line.is_empty() && !self.line.ends_with(' ') {
                        self.line.push(' ');
                    }
                }
                c => self.line.push(c),
            }
        }
    }

    fn open(&mut self, name: &str, href: impl FnOnce() -> Option<String>) {
        match name {
            "br" => self.break_line(),
            "hr" => self.gap(),
            "td" | "th" => self.text(" "),
            "a" => self.link = href().map(|href| (href, self.line.len())),
            "blockquote" => {
                self.gap();
                self.quotes += 1;
            }
            _ => self.block(name),
        }
        match name {
            "li" => self.line.push_str("- "),
            "pre" => self.preformatted += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => {
                if let Some((href, at)) = self.link.take() {
                    let text = self.line.get(at..).unwrap_or_default().trim();
                    if !text.is_empty() && text.trim_end_matches('/') != href.trim_end_matches('/') {
                        self.line.truncate(self.line.trim_end().len());
                        self.line.push_str(&format!(" <{href}>"));
                    }
                }
            }
            "blockquote" => {
                self.end_if_begun();
                self.quotes = self.quotes.saturating_sub(1);
                self.wants_gap = true;
            }
            _ => self.block(name),
        }
        if name == "pre" {
            self.preformatted = self.preformatted.saturating_sub(1);
        }
    }

    fn block(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.gap();
        } else if LINES.contains(&name) {
            self.end_if_begun();
        }
    }

    fn gap(&mut self) {
        self.end_if_begun();
        self.wants_gap = true;
    }

    fn end_if_begun(&mut self) {
        if !self.line.trim().is_empty() {
            self.end_line();
        }
        self.line.clear();
    }

    /// The line break that was written: two of them make an empty line.
    fn break_line(&mut self) {
        if self.line.trim().is_empty() {
            self.line.clear();
            self.wants_gap = true;
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let marks = ">".repeat(self.quotes.min(QUOTES));
        if std::mem::take(&mut self.wants_gap) && !self.out.is_empty() {
            self.out.push_str(&marks);
            self.out.push('\n');
        }
        self.out.push_str(&marks);
        if !marks.is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(self.line.trim_end());
        self.out.push('\n');
        self.line.clear();
        self.link = self.link.take().map(|(href, _)| (href, 0));
    }

    fn finish(mut self) -> String {
        self.end_if_begun();
        let length = self.out.trim_end().len();
        cut(&mut self.out, length);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_html_of_a_mail_becomes_text() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Bonjour &agrave; tous,</p>\n<p>La r&#233;union est le\n\
            <b>3&nbsp;novembre</b>.<br>Voir <a href=\"https://ri3.fr/a?b=1&amp;c=2\">la page</a>.</p><ul><li>un</li><li>deux</li></ul>\
            <div>Le 2 nov., Claire a écrit :</div><blockquote><p>Quand ?</p><blockquote>Hier</blockquote></blockquote></body>";
        assert_eq!(
            text(html),
            "Bonjour à tous,\n\nLa réunion est le 3 novembre.\nVoir la page <https://ri3.fr/a?b=1&c=2>.\n\n- un\n- deux\n\n\
             Le 2 nov., Claire a écrit :\n>\n> Quand ?\n>>\n>> Hier"
        );
    }

    #[test]
    fn scripts_and_broken_tags_leave_nothing() {
        assert_eq!(text("a<script>alert(1)</script>b<SCRIPT src=x>c"), "ab");
        assert_eq!(text("a<!-- <p> -->b<a title=\"x>y\">c</a> 1 < 2 <3"), "abc 1 < 2 <3");
        assert_eq!(text("a<p title=\"never closed> b"), "a");
        assert_eq!(text("<a href='javascript:alert(1)'>lien</a>"), "lien");
        assert_eq!(text("&lt;script&gt;&#0;&#x110000;&nope;&"), "<script>\0\u{fffd}&nope;&");
        assert_eq!(text("<pre>a\n  b</pre>c"), "a\n  b\n\nc");
        assert_eq!(text("a<br><br><br>b"), "a\n\nb");
    }

    #[test]
    fn hostile_html_takes_little_time() {
        for piece in ["<", "<!--", "<a href=", "<blockquote>", "&amp", "<a href=\"", "<title>", "</"] {
            let long = piece.repeat(200_000 / piece.len());
            assert!(text(&long).len() <= 3 * long.len(), "{piece}");
        }
    }
}
