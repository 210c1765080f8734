//! What a mail says, as text and as HTML.

use crate::enums::Language;
use formats::markdown;
use words::tr;

/// The text part: the words to read, and at the foot [why](reason) it is sent. `site` is the address of the site.
pub fn plain(body: &str, why: &str, site: &str) -> String {
    format!("{}\n\n-- \n{why}\n{site}\n", markdown::letter_text(body, site))
}

/// The HTML part: a whole document, without pictures and without anything from elsewhere.
pub fn html(language: Language, subject: &str, body: &str, why: &str, site: &str) -> String {
    let why = escape(why);
    let (body, site) = (markdown::letter(body, site), escape(site));
    document(language, subject, &body, &format!("<p>{why}<br><a href=\"{site}\">{site}</a></p>"))
}

/// The document around the HTML of a mail and of what stands at its foot.
pub fn document(language: Language, subject: &str, body: &str, foot: &str) -> String {
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
{foot}
</footer>
</body>
</html>
"#
    )
}

/// Why a mail is sent to its address: in the words that it was written with, or, for those of older versions, as its cause says.
pub fn reason(language: Language, cause: &str, why: &str) -> String {
    if !why.is_empty() {
        return why.to_owned();
    }
    match cause.split('.').next().unwrap_or_default() {
        "sign_in" => tr!(language, "mail-why-sign-in"),
        "address" => tr!(language, "mail-why-address"),
        "registration" | "event" => tr!(language, "mail-why-event"),
        "membership" | "network" | "mandate" => tr!(language, "mail-why-network"),
        "alert" => tr!(language, "mail-why-administration"),
        _ => tr!(language, "mail-why"),
    }
}

/// Text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_stands_below_in_the_readers_language() {
        let site = "https://maillage.example.org";
        let text = plain("Hello.\n", &reason(Language::En, "sign_in.link", ""), site);
        assert!(text.starts_with("Hello.\n\n-- \n") && text.contains("sign-in page"), "{text}");
        let text = plain("**Hello**\n", &reason(Language::En, "sign_in.link", "Because."), site);
        assert_eq!(text, "Hello\n\n-- \nBecause.\nhttps://maillage.example.org\n");
    }

    #[test]
    fn a_subject_can_not_write_html() {
        let page = html(Language::Fr, "<script>", "<script>alert(1)</script>\n\n**a**", "Because.", "https://x.example");
        assert!(!page.contains("<script") && page.contains("<strong>a</strong>"), "{page}");
    }
}
