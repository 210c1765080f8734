//! The two parts of a mail: plain text and HTML.

use crate::html::escape;
use crate::markdown;
use words::Language;

/// The text part: the body, and a footer with the `reason` why it is sent. `site` is the address of the site.
pub fn plain(body: &str, reason: &str, site: &str) -> String {
    format!("{}\n\n-- \n{reason}\n{site}\n", markdown::mail_text(body, site))
}

/// The HTML part: a whole document, without pictures or external resources.
pub fn html(language: Language, subject: &str, body: &str, reason: &str, site: &str) -> String {
    let reason = escape(reason);
    let (body, site) = (markdown::mail_html(body, site), escape(site));
    document(language, subject, &body, &format!("<p>{reason}<br><a href=\"{site}\">{site}</a></p>"))
}

/// The document around the HTML of a mail and of its footer.
pub fn document(language: Language, subject: &str, body: &str, footer: &str) -> String {
    let subject = escape(subject);
    format!(
        r#"<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
<style>
html {{ background: Canvas; color: CanvasText; }}
body {{ margin: 0; padding: 1.5rem 1rem; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }}
main, footer {{ max-width: 36rem; margin: 0 auto; overflow-wrap: anywhere; }}
h3, h4, h5, h6 {{ line-height: 1.25; margin: 1.5rem 0 .5rem; }}
table {{ border-collapse: collapse; }} td, th {{ padding: .25rem .5rem; border: 1px solid #8888; text-align: start; }}
footer {{ margin-top: 2rem; padding-top: .75rem; border-top: 1px solid #8888; font-size: .875rem; opacity: .8; }}
</style>
</head>
<body>
<main>
{body}</main>
<footer>
{footer}
</footer>
</body>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_can_not_write_html() {
        let page = html(Language::Fr, "<script>", "<script>alert(1)</script>\n\n**a**", "Because.", "https://x.example");
        assert!(!page.contains("<script") && page.contains("<strong>a</strong>"), "{page}");
    }
}
