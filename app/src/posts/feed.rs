//! `/lists/{list}/threads.atom`: the newest posts of a discussion in Atom, for those who may read its archive. They are known by their session, as on
//! pages: a feed reader, which has none, reads public archives alone. Authors have a name and no address.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::enums::PostFormat;
use domain::lists::List;
use domain::posts::{self, NewestPosts, Post};
use domain::{Language, rendering};
use formats::mail_text::{MailBlock, paragraphs};
use formats::markdown;

use super::{author_name, text};
use crate::atom::{self, AtomHead, escape};
use crate::error_page::Result;
use crate::request_context::RequestContext;

/// Of a longer text, in bytes, the feed has the beginning: a feed is read again and again.
const MOST_CONTENT: usize = 20_000;
/// The beginning of a text, in characters.
const MOST_SUMMARY: usize = 1_000;

pub async fn show(context: RequestContext, headers: HeaderMap, Path(slug): Path<String>) -> Result<Response> {
    let newest = posts::newest(context.db(), &context.actor, &slug).await?;
    let feed = feed(&context, &newest).await?;
    Ok(atom::respond(&context, &headers, feed))
}

/// What the feed is called, where it is announced and in itself.
pub(super) fn title(language: Language, list: &List) -> String {
    tr!(language, "posts-feed-title", list = list.name.as_str())
}

async fn feed(context: &RequestContext, newest: &NewestPosts) -> Result<String> {
    let (language, list) = (context.language, &newest.list);
    let page = context.absolute(&format!("/lists/{}/threads", list.slug));
    let (address, title) = (format!("{page}.atom"), title(language, list));
    let mut entries = String::new();
    for post in &newest.posts {
        entries.push_str(&entry(context, &page, post).await?);
    }
    let updated = newest.updated_at;
    Ok(AtomHead { language, address: &address, title: &title, updated, author: &list.name, page: &page }.feed(&entries))
}

async fn entry(context: &RequestContext, page: &str, post: &Post) -> Result<String> {
    let link = format!("{page}/{}#{}", post.thread, post.id);
    let (name, kind, text) = content(post, &context.absolute("/")).await?;
    Ok(format!(
        "<entry xml:lang=\"{language}\">\n<id>{id}</id>\n<title>{title}</title>\n<updated>{at}</updated>\n<published>{at}</published>\n\
         <author><name>{author}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n\
         <{name} type=\"{kind}\">{text}</{name}>\n</entry>\n",
        language = post.language,
        id = escape(&atom::entry_id(post.id.as_str(), &link)),
        title = escape(&post.subject),
        at = post.posted_at,
        author = escape(&author_name(context.language, &post.author_name)),
        link = escape(&link),
        text = escape(&text),
    ))
}

/// The element of the text, its type, and the text. Readers of a feed are elsewhere: links have the address of the site, and there are no pictures.
async fn content(post: &Post, site: &str) -> Result<(&'static str, &'static str, String)> {
    Ok(match post.format {
        _ if post.body.len() > MOST_CONTENT => ("summary", "text", beginning(post)),
        PostFormat::Markdown => ("content", "html", rendering::bulletin(&post.body, site).await?),
        PostFormat::Plain => ("content", "html", text::mail_html(&paragraphs(&post.body))),
    })
}

fn beginning(post: &Post) -> String {
    let text = match post.format {
        PostFormat::Markdown => markdown::plain_beginning(&post.body),
        PostFormat::Plain => {
            let written = paragraphs(&post.body).into_iter().filter_map(|block| match block {
                MailBlock::Text(text) => Some(text),
                MailBlock::Quote { .. } | MailBlock::Signature(_) => None,
            });
            written.take(20).collect::<Vec<_>>().join("\n\n")
        }
    };
    if text.chars().count() > MOST_SUMMARY { text.chars().take(MOST_SUMMARY).chain(['…']).collect() } else { text }
}
