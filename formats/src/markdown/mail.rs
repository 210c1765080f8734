//! Mails of the program, with names and titles that people typed.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{Dialect, HeadingOutline, output, parse, plain_text};

/// HTML for a mail from the site at `site`. It contains text that people typed (a name, a title, a message), which others read under the
/// name of the site. Markup is therefore shown as text, pictures are left out, and only links to this site may show other words than their address.
pub fn mail_html(text: &str, site: &str) -> String {
    let rendered = parse(text, Dialect::Mail)
        .and_then(|events| output::html(without_foreign_links(events, site).into_iter(), text.len()))
        .unwrap_or_else(|_| output::as_typed(text));
    ammonia::Builder::default().url_schemes(["http", "https", "mailto"].into()).clean(&rendered).to_string()
}

/// The same mail as plain text.
pub fn mail_text(text: &str, site: &str) -> String {
    let written = parse(text, Dialect::Mail).and_then(|events| plain_text::write(without_foreign_links(events, site), text.len(), site));
    written.unwrap_or_else(|_| text.trim().to_owned())
}

/// Escapes typed text for a place within a line of a mail's Markdown: it is shown as typed, whatever characters it contains.
pub fn literal(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, sign) in text.char_indices() {
        let begins_block = at == 0 && matches!(sign, '#' | '+' | '-' | '=' | '~');
        let ends_number = matches!(sign, '.' | ')') && at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if begins_block || ends_number || matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

/// Typed text as a quotation in a mail, line by line: it stays separate from the program's own words.
pub fn quotation(text: &str) -> String {
    let mut lines = text.trim_end().lines().map(|line| format!("> {}", literal(line.trim()))).peekable();
    let mut quoted = String::new();
    while let Some(line) = lines.next() {
        quoted.push_str(&line);
        match lines.peek() {
            // Line breaks are kept.
            Some(next) if line != "> " && next != "> " => quoted.push_str("\\\n"),
            Some(_) => quoted.push('\n'),
            None => {}
        }
    }
    quoted
}

fn without_foreign_links<'a>(events: Vec<Event<'a>>, site: &str) -> Vec<Event<'a>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut outline = HeadingOutline::from(HeadingLevel::H3);
    let mut open_links = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let is_own = dest_url.strip_prefix(site).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
                open_links.push(is_bare || is_own);
                if is_bare || is_own {
                    kept.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) if !open_links.pop().unwrap_or(false) => {}
            other => kept.push(outline.place(other)),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_is_shown_as_typed() {
        let site = "https://maillage.example.org";
        for typed in [
            "C*-algèbres & *-algèbres",
            "un_nom_à_tirets __init__",
            "[Cliquez](https://evil.example)",
            "<https://evil.example>",
            "# 1",
            "1. Un",
            "- a",
            "a\\b `c` &amp; ![x](y)",
        ] {
            let mail = format!("**Titre** : {}\n\n{}", literal(typed), literal(typed));
            assert_eq!(mail_text(&mail, site), format!("Titre : {typed}\n\n{typed}"));
            assert_eq!(mail_html(&mail, site).matches("<a ").count(), 0, "{typed}");
        }
        assert_eq!(mail_text(&quotation("Un *mot*,\n# deux\n\ntrois"), site), "> Un *mot*,\n> # deux\n>\n> trois");
        assert_eq!(mail_html(&quotation("un\ndeux"), site).matches("<br").count(), 1);
    }

    #[test]
    fn the_text_has_the_links_of_the_page() {
        let site = "https://maillage.example.org";
        let text =
            mail_text("**a**, [Voir](https://maillage.example.org/events/x) [y](https://evil.example) <https://visio.example.org/a>", site);
        assert_eq!(text, "a, Voir <https://maillage.example.org/events/x> y https://visio.example.org/a");
    }

    #[test]
    fn a_mail_shows_no_link_to_another_site_under_other_words() {
        let site = "https://maillage.example.org";
        let typed =
            mail_html("[Cliquez](https://evil.example) <a href=\"https://evil.example\">ici</a> ![](https://evil.example/p.gif)", site);
        assert!(!typed.contains("<a ") && !typed.contains("<img"), "{typed}");
        let own = mail_html("[Voir](https://maillage.example.org/events/x) <https://visio.example.org/a>", site);
        assert_eq!(own.matches("href=").count(), 2, "{own}");
        assert!(!mail_html("[x](https://maillage.example.org.evil.example/)", site).contains("href"));
    }
}
