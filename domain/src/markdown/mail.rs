//! Mails of ours, in which names and titles stand that people typed.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{Dialect, Outline, output, parse};

/// HTML for a mail from the site at `site`. What people typed (a name, a title, a message) stands in it, and is read by others under
/// our name: markup is shown as text, pictures are left out, and a link that shows other words than its address leads to this site alone.
pub fn letter(text: &str, site: &str) -> String {
    let rendered = parse(text, Dialect::Mail)
        .and_then(|events| output::html(without_foreign_links(events, site).into_iter(), text.len()))
        .unwrap_or_else(|_| output::as_typed(text));
    ammonia::Builder::default().url_schemes(["http", "https", "mailto"].into()).clean(&rendered).to_string()
}

fn without_foreign_links<'a>(events: Vec<Event<'a>>, site: &str) -> Vec<Event<'a>> {
    let mut kept = Vec::with_capacity(events.len());
    let mut outline = Outline::from(HeadingLevel::H3);
    let mut open_links = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let ours = dest_url.strip_prefix(site).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
                open_links.push(shown || ours);
                if shown || ours {
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
    fn a_letter_lends_our_name_to_nobody() {
        let site = "https://maillage.example.org";
        let typed =
            letter("[Cliquez](https://evil.example) <a href=\"https://evil.example\">ici</a> ![](https://evil.example/p.gif)", site);
        assert!(!typed.contains("<a ") && !typed.contains("<img"), "{typed}");
        let ours = letter("[Voir](https://maillage.example.org/events/x) <https://visio.example.org/a>", site);
        assert_eq!(ours.matches("href=").count(), 2, "{ours}");
        assert!(!letter("[x](https://maillage.example.org.evil.example/)", site).contains("href"));
    }
}
