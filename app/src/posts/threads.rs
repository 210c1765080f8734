//! The threads of a discussion: the list, and one thread with its posts.

use axum::extract::Path;
use axum::response::Response;
use domain::clock::HOME;
use domain::enums::{ListArchive, NetworkVisibility, PostState};
use domain::ids::PostId;
use domain::numbers::number;
use domain::posts::{self, DiscussionPage, DiscussionThread, ListedThread, PostFile, PostInput, ThreadPost};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::text::PostText;
use super::write::post_form;
use super::{author_name, feed, files, steps, text};
use crate::address::{address, page_text};
use crate::atom::ATOM;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::networks::header::{NetworkTab, breadcrumbs, masthead, notice, tabs};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ThreadListQuery {
    page: String,
}

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<ThreadListQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let discussion = posts::threads(context.db(), &context.actor, &slug, &query.page).await?;
    let card = discussion.head.card.clone();
    let title = tr!(language, "posts-threads-title", list = discussion.list.name.as_str());
    let done = (done.done == "held").then(|| tr!(language, "posts-done-held"));
    let path = format!("/lists/{}/threads", discussion.list.slug);
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue);
    let page = page.feed(ATOM, feed::title(language, &discussion.list), format!("{path}.atom"));
    Ok(page.render(&context, move || {
        let rows: Vec<_> = discussion.threads.iter().map(|thread| row(language, &path, thread)).collect();
        let threads = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "posts-threads-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        view! {
            {masthead(language, &discussion.head)}
            {tabs(language, &discussion.head, NetworkTab::Lists)}
            {notice(done)}
            <h2>{title}</h2>
            {actions(language, &discussion)}
            {threads}
            {pager(language, discussion.page, ListLength::Page(discussion.pages), |page| address(&path, &[("page", &page_text(page))]))}
            {exports(language, &path, &discussion)}
        }
    }))
}

/// Starting a thread, and the posts that wait, for those who may.
fn actions(language: Language, discussion: &DiscussionPage) -> impl IntoView + use<> {
    let path = format!("/lists/{}", discussion.list.slug);
    let start =
        discussion.may_post.then(|| view! { <a class="button" href=format!("{path}/threads/new")>{tr!(language, "posts-start")}</a> });
    let held = discussion.held.filter(|count| *count > 0).map(|count| {
        let text = tr!(language, "posts-held-waiting", count = count, number = number(language, count));
        view! { <a class="button button-quiet" href=format!("{path}/held")>{text}</a> }
    });
    let is_empty = start.is_none() && held.is_none();
    (!is_empty).then(|| view! { <p class="actions no-print">{start}" "{held}</p> })
}

/// The threads for other programs: the feed, and for moderators the mailbox.
fn exports(language: Language, path: &str, discussion: &DiscussionPage) -> impl IntoView + use<> {
    let is_public = discussion.list.archive == ListArchive::Public && discussion.head.card.visibility == NetworkVisibility::Public;
    let for_readers = (!is_public).then(|| view! { <br /><span class="small muted">{tr!(language, "posts-feed-not-public")}</span> });
    // Only moderators know how many posts wait.
    let mailbox = discussion.held.is_some().then(|| {
        view! {
            <p class="no-print">
                <a href=format!("{path}.mbox") download="">{tr!(language, "posts-mailbox")}</a>
                <br />
                <span class="small muted">{tr!(language, "posts-mailbox-more")}</span>
            </p>
        }
    });
    view! {
        <p class="no-print"><a href=format!("{path}.atom")>{tr!(language, "posts-feed")}</a>{for_readers}</p>
        {mailbox}
    }
}

fn row(language: Language, path: &str, thread: &ListedThread) -> impl IntoView + use<> {
    let author = author_name(language, &thread.author_name);
    let count = tr!(language, "posts-count", count = thread.posts, number = number(language, thread.posts));
    let day = thread.newest_at.today();
    view! {
        <li>
            <p>
                <a href=format!("{path}/{}", thread.id) lang=thread.language.code()>{thread.subject.clone()}</a>
                <br />
                <span class="small muted">
                    {author}" · "{count}" · "<time datetime=day.clone()>{dates::date_of(language, &day)}</time>
                </span>
            </p>
        </li>
    }
}

pub async fn show(
    context: RequestContext,
    Path((slug, thread)): Path<(String, String)>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let discussion = posts::thread(context.db(), &context.actor, &slug, &PostId::from(thread.as_str())).await?;
    let texts = text::texts(discussion.posts.iter().map(|listed| &listed.post)).await?;
    // The form at the foot answers the last post that has a text, and says beforehand whether the answer will wait.
    let answer = last_accepted(&discussion).zip(discussion.rule);
    let card = discussion.head.card.clone();
    let (subject, lang) =
        discussion.posts.first().map_or_else(Default::default, |first| (first.post.subject.clone(), first.post.language.code()));
    let done = (done.done == "removed").then(|| tr!(language, "posts-done-removed"));
    let key = context.form_key();
    let page = PageBuilder::titled(subject.clone()).section(Section::Networks).hue(card.hue);
    // The form has a key.
    let page = if answer.is_some() { page.private() } else { page };
    Ok(page.render(&context, move || {
        let path = format!("/lists/{}/threads/{thread}", discussion.list.slug);
        let posts: Vec<_> =
            discussion.posts.iter().zip(texts).map(|(listed, text)| post_view(language, &path, &discussion, listed, text)).collect();
        let answer = answer.map(|(parent, rule)| {
            let input = PostInput { parent: parent.to_string(), ..PostInput::default() };
            let form = post_form(language, format!("{path}/answer"), key, input, rule, String::new());
            view! { <section class="stack no-print"><h2>{tr!(language, "posts-answer")}</h2>{form}</section> }
        });
        view! {
            {breadcrumbs(language, &card, steps(language, &card, &discussion.list), subject.clone())}
            <h1 lang=lang>{subject}</h1>
            {notice(done)}
            <div class="thread">{posts}</div>
            {answer}
        }
    }))
}

/// The last post with a text.
fn last_accepted(discussion: &DiscussionThread) -> Option<PostId> {
    discussion.posts.iter().rev().find(|listed| listed.post.state == PostState::Accepted).map(|listed| listed.post.id.clone())
}

/// A post in its thread, whose address is `path`.
fn post_view(language: Language, path: &str, discussion: &DiscussionThread, listed: &ThreadPost, text: PostText) -> impl IntoView + use<> {
    let post = &listed.post;
    let (id, author) = (post.id.to_string(), author_name(language, &post.author_name));
    let is_accepted = post.state == PostState::Accepted;
    let parent = post.parent.as_ref().map(|parent| {
        let answered = author_name(language, listed.answers.as_deref().unwrap_or_default());
        view! { " · "<a href=format!("#{parent}")>{tr!(language, "posts-in-reply-to", author = answered)}</a> }
    });
    let shown = if is_accepted {
        let files: Vec<PostFile> = discussion.files.iter().filter(|file| file.post == post.id).cloned().collect();
        view! { {text::view(language, post.language, text)}{files::list(language, path, &files)} }.into_any()
    } else {
        view! { <p class="muted">{tr!(language, "posts-removed")}</p> }.into_any()
    };
    let answer = (is_accepted && discussion.rule.is_some()).then(|| {
        let hidden = format!(" {author}");
        view! { <a class="button-plain" href=format!("{path}/answer?post={id}")>{tr!(language, "posts-answer")}<span class="visually-hidden">{hidden}</span></a> }
    });
    let remove = (is_accepted && discussion.may_moderate).then(|| {
        let (action, post) = (format!("{path}/remove"), id.clone());
        view! {
            <ConfirmDisclosure label=tr!(language, "posts-remove") subject=author.clone() explanation=tr!(language, "posts-remove-more")>
                <form method="post" action=action>
                    <input type="hidden" name="post" value=post />
                    <button class="button button-danger">{tr!(language, "posts-remove")}</button>
                </form>
            </ConfirmDisclosure>
        }
    });
    let has_actions = answer.is_some() || remove.is_some();
    let actions = has_actions.then(|| view! { <div class="post-actions no-print">{answer}{remove}</div> });
    view! {
        <article class="post" id=id>
            <header>
                <h2>{author}</h2>
                <p class="small muted"><time datetime=post.posted_at.to_string()>{dates::moment(language, post.posted_at, HOME)}</time>{parent}</p>
            </header>
            {shown}
            {actions}
        </article>
    }
}
