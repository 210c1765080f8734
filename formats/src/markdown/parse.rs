//! The only access to the parser: its output is bounded, and contains no typed HTML and no link to a script.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::limits::{self, TooComplex};

/// The supported syntax of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// For a page of the site: with tables, notes, strikethrough and tasks. `<br>` is a line break, comments are left out.
    Site,
    /// The same for a printed document, without notes and tasks.
    Document,
    /// For a mail of the program with names and titles that people typed: CommonMark, and all HTML is shown as text.
    Mail,
}

impl Dialect {
    fn options(self) -> Options {
        let document = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        match self {
            Self::Site => document | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS,
            Self::Document => document,
            Self::Mail => Options::empty(),
        }
    }
}

/// The events of a text. Typed HTML becomes text; links lead to the web, to a mail address or to this site; tables have no alignment.
pub(crate) fn parse(text: &str, dialect: Dialect) -> Result<Vec<Event<'_>>, TooComplex> {
    limits::check_lines(text)?;
    let mut filter = MarkdownFilter { dialect, events: Vec::new(), open: Vec::new(), block: None };
    let (mut depth, mut notes) = (0usize, 0usize);
    for (count, event) in Parser::new_ext(text, dialect.options()).enumerate() {
        match &event {
            Event::Start(tag) => {
                depth += 1;
                notes += usize::from(matches!(tag, Tag::FootnoteDefinition(_)));
            }
            Event::End(_) => depth -= 1,
            Event::FootnoteReference(_) => notes += 1,
            _ => {}
        }
        if count >= limits::EVENTS || depth > limits::NESTING || notes > limits::NOTES {
            return Err(TooComplex);
        }
        filter.take(event);
    }
    Ok(filter.events)
}

struct MarkdownFilter<'a> {
    dialect: Dialect,
    events: Vec<Event<'a>>,
    /// For each open link or picture: whether it is kept.
    open: Vec<bool>,
    /// The HTML block being read.
    block: Option<String>,
}

impl<'a> MarkdownFilter<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.block = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => self.end_block(),
            Event::Html(markup) | Event::Text(markup) if self.block.is_some() => {
                if let Some(block) = &mut self.block {
                    block.push_str(&markup);
                }
            }
            Event::Html(markup) | Event::InlineHtml(markup) => self.inline(markup),
            Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. })) => {
                let (Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &tag else { return };
                let is_allowed = is_allowed(dest_url);
                self.open.push(is_allowed);
                if is_allowed {
                    self.events.push(Event::Start(tag));
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) if !self.open.pop().unwrap_or(false) => {}
            // On a page the style sheet decides; a style attribute on each cell would be most of the output.
            Event::Start(Tag::Table(_)) if self.dialect != Dialect::Document => self.events.push(Event::Start(Tag::Table(Vec::new()))),
            other => self.events.push(other),
        }
    }

    fn inline(&mut self, markup: CowStr<'a>) {
        let tag = markup.trim_end_matches('>').trim_end_matches('/').trim_end();
        match self.dialect {
            Dialect::Mail => self.events.push(Event::Text(markup)),
            _ if tag.eq_ignore_ascii_case("<br") => self.events.push(Event::HardBreak),
            _ if markup.starts_with("<!--") => {}
            _ => self.events.push(Event::Text(markup)),
        }
    }

    fn end_block(&mut self) {
        let block = self.block.take().unwrap_or_default();
        let text = if self.dialect == Dialect::Mail { block } else { without_comments(&block) };
        if !text.trim().is_empty() {
            let text = text.trim_end().to_owned();
            self.events.extend([Event::Start(Tag::Paragraph), Event::Text(text.into()), Event::End(TagEnd::Paragraph)]);
        }
    }
}

/// Whether a link may lead there: to `http(s)`, to a mail address, or to a place of this site.
fn is_allowed(address: &str) -> bool {
    let beginning = address.split(['/', '?', '#']).next().unwrap_or_default();
    match beginning.split_once(':') {
        None => true,
        // Browsers skip spaces and control characters in a scheme.
        Some((scheme, _)) => {
            let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            ["http", "https", "mailto"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
    }
}

/// A comment without an end is not a comment: it is shown, so that its author sees it.
fn without_comments(markup: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(markup.len()), markup);
    while let Some((before, after)) = rest.split_once("<!--").and_then(|(before, comment)| Some((before, comment.split_once("-->")?.1))) {
        text.push_str(before);
        rest = after;
    }
    text + rest
}

/// The prefix of a note's anchor; no heading's anchor has it.
pub(super) const NOTE: &str = "note_";

/// Shows task boxes as characters that every reader displays and speaks, and notes by their number in the text.
pub(super) fn number_notes(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut notes: HashMap<CowStr<'_>, usize> = HashMap::new();
    let mut anchor = move |name| {
        let next = notes.len() + 1;
        CowStr::from(format!("{NOTE}{}", notes.entry(name).or_insert(next)))
    };
    let renamed = events.into_iter().map(|event| match event {
        Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
        Event::FootnoteReference(name) => Event::FootnoteReference(anchor(name)),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(anchor(name))),
        other => other,
    });
    renamed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, dialect: Dialect) -> String {
        let events = parse(text, dialect).expect("an ordinary text");
        let texts = events.iter().filter_map(|event| match event {
            Event::Text(words) => Some(words.to_string()),
            Event::HardBreak => Some("⏎".to_owned()),
            Event::Html(_) | Event::InlineHtml(_) => panic!("{event:?}"),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn html_is_shown_as_text_and_comments_are_left_out() {
        let typed = "a<br>b<BR />c <b onclick=x>d</b> <!-- e -->\n\n<!-- f\n\ng -->\n\n<div>\n<!-- h -->i\n</div>\n\n<!-- j";
        assert_eq!(words(typed, Dialect::Site), "a⏎b⏎c <b onclick=x>d</b> <div>\ni\n</div><!-- j");
        assert_eq!(words("<br><!-- x -->\n\n<!-- y -->", Dialect::Mail), "<br><!-- x --><!-- y -->");
    }

    #[test]
    fn links_lead_to_the_web_to_a_mail_or_to_this_site() {
        for good in
            ["https://x.example", "HTTP://x.example", "mailto:a@x.example", "/agenda", "plan.png", "#a:b", "a/b:c", "?a:b", "//x.example"]
        {
            assert!(is_allowed(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "\u{1}javascript:x",
        ] {
            assert!(!is_allowed(bad), "{bad}");
        }
        let events =
            parse("[a](javascript:x) ![b](data:x) <javascript:x> [c](&#106;avascript:x)", Dialect::Site).expect("an ordinary text");
        assert!(events.iter().all(|event| !matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))), "{events:?}");
    }
}
