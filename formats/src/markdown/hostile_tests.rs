//! Hostile texts, written by hand and generated at random from hostile pieces: every renderer must finish within bounds.

use super::{TooComplex, check, limits, mail_html, message_html, message_text, page, plain, to_html};

const SITE: &str = "https://maillage.example.org";

/// Each text, with whether it can be saved.
fn hostile() -> Vec<(String, bool)> {
    let numbered = |count: usize, unit: fn(usize) -> String| (0..count).map(unit).collect::<String>();
    let tags = format!("<p>{}{}", numbered(1_500, |at| format!("<b x{at}>")), "<p>x".repeat(3_000));
    let tags_within_lines = format!("{}\n\n{}", numbered(1_500, |at| format!("x<b x{at}>")), "x<p>x ".repeat(3_000));
    vec![
        (tags, true),
        (tags_within_lines, true),
        ("<table>x".repeat(12_000), true),
        (format!("{} x", "*".repeat(30_000)), true),
        ("[".repeat(30_000), true),
        ("&".repeat(30_000), true),
        (">".repeat(100_000), false),
        ("1. ".repeat(33_000), false),
        ("> - ".repeat(25_000), false),
        (format!("{}x\n{}", "> ".repeat(5_000), "b\n".repeat(40_000)), false),
        (format!("{}x{}", "*a ".repeat(20_000), " a*".repeat(10_000)), false),
        (format!("{}x{}", "![".repeat(10_000), "](a)".repeat(10_000)), false),
        (format!("{}\n\n[^a]: x", "[^a]".repeat(24_000)), false),
        (numbered(7_000, |at| format!("[^{at}]")) + "\n\n" + &numbered(4_000, |at| format!("[^{at}]:x\n")), false),
        (format!("| a | b |\n|--|--|\n{}", "||\n".repeat(30_000)), false),
        (format!("|{}\n|{}\n{}", "a|".repeat(10_000), "-|".repeat(10_000), "|a\n".repeat(90)), false),
        (format!("![](a \"{}", ")>  \n``".repeat(14_000)), false),
        (format!("[a]: /{}\n\n{}", "\"".repeat(990), "[a] ".repeat(24_000)), true),
    ]
}

/// The maximum nesting of elements in our own HTML.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for tag in html.split('<').skip(1) {
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        match name {
            "br" | "hr" | "img" => {}
            _ if name.starts_with('/') => open = open.saturating_sub(1),
            _ => open += 1,
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Renders a text in every available way.
fn render(text: &str) {
    let most = limits::output(text.len());
    let beginning = text.chars().take(60).collect::<String>();
    for html in [to_html(text), message_html(text, SITE), mail_html(text, SITE), page(text, "/files", &[]).html] {
        // The sanitiser adds attributes to each link.
        assert!(html.len() <= most * 4 + text.len() * 8, "{} bytes: {beginning}", html.len());
        assert!(depth(&html) <= limits::NESTING + 8, "{} deep: {beginning}", depth(&html));
        for bad in ["<script", "<b ", "<svg", "=\"javascript:", "=\"data:", " on"] {
            let of_a_tag = |at: usize| html[..at + 1].rfind('<') > html[..at].rfind('>');
            assert!(!html.match_indices(bad).any(|(at, _)| of_a_tag(at)), "{bad}: {beginning}");
        }
    }
    for rendered in [message_text(text, SITE), plain(text)] {
        assert!(rendered.len() <= most * 2 + text.len(), "{} bytes: {beginning}", rendered.len());
    }
}

#[test]
fn every_way_to_render_is_bounded() {
    for (text, can_be_saved) in hostile() {
        let beginning = text.chars().take(60).collect::<String>();
        assert_eq!(check(&text), if can_be_saved { Ok(()) } else { Err(TooComplex) }, "{beginning}");
        render(&text);
    }
}

#[test]
fn a_text_that_is_too_complex_is_shown_as_typed() {
    let text = format!("{}<script>alert(1)</script>\nBonjour *Ada*", "> ".repeat(40));
    let typed = format!("<p>{}&gt; &lt;script&gt;alert(1)&lt;/script&gt;<br>\nBonjour *Ada*</p>\n", "&gt; ".repeat(39));
    for html in [to_html(&text), message_html(&text, ""), mail_html(&text, SITE), page(&text, "/files", &[]).html] {
        assert_eq!(html, typed);
    }
    assert_eq!(message_text(&text, SITE), text);
    assert!(plain(&text).ends_with("<script>alert(1)</script> Bonjour *Ada*"));
}

/// The pieces of random texts, which repeat them a bounded number of times.
const PIECES: [&str; 44] = [
    "a",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[^a]",
    "[^a]: ",
    "[a]: b\n",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "<br>",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "# ",
    "| ",
    "|-|-|\n",
    "---\n",
    "\\",
    "&#106;avascript:",
    "javascript:x",
    "http://x",
    " \"",
    "é",
    "\u{202e}",
    "\0",
];

#[test]
fn random_texts_stay_within_bounds() {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for _ in 0..40 {
        let mut text = String::new();
        for _ in 0..1 + next(12) {
            let unit: String = (0..1 + next(4)).map(|_| PIECES[next(PIECES.len())]).collect();
            let most = if next(4) == 0 { 400 } else { 8 };
            let times = 1 + next(most);
            text.push_str(&unit.repeat(times));
        }
        render(&text);
    }
}
