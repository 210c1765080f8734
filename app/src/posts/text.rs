//! The text of posts: Markdown written on the site, or the text of a mail, whose quotations are folded.

use domain::Language;
use domain::enums::PostFormat;
use domain::posts::Post;
use domain::rendering;
use formats::html::escape;
use formats::mail_text::{MailBlock, paragraphs};
use leptos::prelude::*;

use crate::error_page::Result;

/// The text of a post, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PostText {
    /// Safe HTML.
    Html(String),
    Mail(Vec<MailBlock>),
}

/// The texts of these posts, in order.
pub(super) async fn texts(posts: impl Iterator<Item = &Post> + Clone) -> Result<Vec<PostText>> {
    let is_markdown = |post: &&Post| post.format == PostFormat::Markdown;
    let mut htmls = rendering::htmls(posts.clone().filter(is_markdown).map(|post| post.body.clone()).collect()).await?.into_iter();
    let text = |post: &Post| match post.format {
        PostFormat::Markdown => PostText::Html(htmls.next().unwrap_or_default()),
        PostFormat::Plain => PostText::Mail(paragraphs(&post.body)),
    };
    Ok(posts.map(text).collect())
}

/// The text in its language.
pub(super) fn view(language: Language, of_text: Language, text: PostText) -> AnyView {
    let blocks = match text {
        PostText::Html(html) => return view! { <div class="prose" lang=of_text.code() inner_html=html></div> }.into_any(),
        PostText::Mail(blocks) => blocks,
    };
    let block = |block: MailBlock| {
        match block {
        MailBlock::Text(text) => view! { <p class="mail-text">{text}</p> }.into_any(),
        MailBlock::Quote { text, .. } => view! {
            <details class="mail-quote"><summary lang=language.code()>{tr!(language, "posts-quote")}</summary><p class="mail-text">{text}</p></details>
        }
        .into_any(),
        MailBlock::Signature(text) => view! { <p class="mail-text small muted">{text}</p> }.into_any(),
    }
    };
    let blocks: Vec<_> = blocks.into_iter().map(block).collect();
    view! { <div class="prose" lang=of_text.code()>{blocks}</div> }.into_any()
}

/// The text of a mail as HTML without scripts and styles, for readers elsewhere. What it quotes is left out, and so is the signature, which often has
/// an address.
pub(super) fn mail_html(blocks: &[MailBlock]) -> String {
    let paragraph = |block: &MailBlock| match block {
        MailBlock::Text(text) => Some(escape(text).replace('\n', "<br>\n")),
        MailBlock::Quote { .. } => Some("[…]".to_owned()),
        MailBlock::Signature(_) => None,
    };
    let mut paragraphs: Vec<String> = blocks.iter().filter_map(paragraph).collect();
    // Quotations of several levels are one gap.
    paragraphs.dedup_by(|one, next| one.as_str() == "[…]" && one == next);
    paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_mail_is_no_markup_and_quotes_nobody() {
        let text = "Bonjour <b>,\nvoici & merci.\n\nLe 3 novembre, Bo Martin a écrit :\n> Qui ?\n>> Quoi ?\n\nOui.\n-- \nada@example.org";
        let html = mail_html(&paragraphs(text));
        assert_eq!(html, "<p>Bonjour &lt;b&gt;,<br>\nvoici &amp; merci.</p>\n<p>[…]</p>\n<p>Oui.</p>\n");
    }
}
