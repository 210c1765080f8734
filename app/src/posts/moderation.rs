//! `/lists/{list}/held`: the posts that wait for a moderator, and their decisions. Removing a post from its thread.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::enums::HoldReason;
use domain::ids::PostId;
use domain::numbers::number;
use domain::posts::{self, HeldPost, HeldPosts, ModerationDecision};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::text::PostText;
use super::{author_name, steps, text};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::labels::label;
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ModerationForm {
    post: String,
    /// `accept`, `trust`, `refuse` or `discard`.
    act: String,
    /// Why it is refused.
    reason: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PostRemovalForm {
    post: String,
}

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    page(&context, &slug, done_text(language, &done.done), ModerationForm::default(), FormErrors::none(language)).await
}

/// `/moderate/{token}`: one post, for the moderator who got the link by mail.
pub async fn show_by_link(context: RequestContext, Path(token): Path<String>) -> Result<Response> {
    let queue = posts::held_by_link(context.db(), &token).await?;
    let errors = FormErrors::none(context.language);
    render(&context, queue, QueueOrigin::Link, None, ModerationForm::default(), errors).await
}

pub async fn decide_by_link(context: RequestContext, Path(token): Path<String>, Form(form): Form<ModerationForm>) -> Result<Response> {
    let (decision, done) = decision(&form)?;
    let (errors, success) = match posts::decide_by_link(context.db(), &token, &decision).await {
        Ok(()) => (FormErrors::none(context.language), done_text(context.language, done)),
        Err(error) => (FormErrors::of(context.language, error)?, None),
    };
    let queue = posts::held_by_link(context.db(), &token).await?;
    render(&context, queue, QueueOrigin::Link, success, form, errors).await
}

/// Where the queue of posts was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QueueOrigin {
    Page,
    /// By the link of a mail: for one post, and perhaps for somebody who is not signed in.
    Link,
}

fn decision(form: &ModerationForm) -> Result<(ModerationDecision, &'static str)> {
    Ok(match form.act.as_str() {
        "accept" => (ModerationDecision::Accept, "accepted"),
        "trust" => (ModerationDecision::AcceptAndTrust, "accepted"),
        "refuse" => (ModerationDecision::Refuse(form.reason.clone()), "refused"),
        "discard" => (ModerationDecision::Discard, "discarded"),
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    })
}

fn done_text(language: Language, done: &str) -> Option<String> {
    match done {
        "accepted" => Some(tr!(language, "posts-done-accepted")),
        "refused" => Some(tr!(language, "posts-done-refused")),
        "discarded" => Some(tr!(language, "posts-done-discarded")),
        _ => None,
    }
}

pub async fn decide(context: RequestContext, Path(slug): Path<String>, Form(form): Form<ModerationForm>) -> Result<Response> {
    let (decision, done) = decision(&form)?;
    match posts::decide(context.db(), &context.actor, &slug, &PostId::from(form.post.as_str()), &decision).await {
        Ok(()) => Ok(context.redirect(&format!("/lists/{slug}/held?done={done}")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, None, form, errors).await
        }
    }
}

/// Removes the text of a post from its thread.
pub async fn remove(
    context: RequestContext,
    Path((slug, thread)): Path<(String, String)>,
    Form(form): Form<PostRemovalForm>,
) -> Result<Response> {
    posts::remove(context.db(), &context.actor, &slug, &PostId::from(form.post.as_str())).await?;
    Ok(context.redirect(&format!("/lists/{slug}/threads/{thread}?done=removed")).into_response())
}

async fn page(context: &RequestContext, slug: &str, success: Option<String>, form: ModerationForm, errors: FormErrors) -> Result<Response> {
    let queue = posts::held(context.db(), &context.actor, slug).await?;
    render(context, queue, QueueOrigin::Page, success, form, errors).await
}

async fn render(
    context: &RequestContext,
    queue: HeldPosts,
    origin: QueueOrigin,
    success: Option<String>,
    form: ModerationForm,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let texts = text::texts(queue.posts.iter().map(|held| &held.post)).await?;
    let card = queue.head.card.clone();
    let title = tr!(language, "posts-held-title", list = queue.list.name.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors).private();
    Ok(page.render(context, move || {
        let held = queue.posts.iter().zip(texts).zip(1..);
        let items: Vec<_> = held.map(|((held, text), at)| held_post(language, held, text, at, &form, &errors)).collect();
        let items = if items.is_empty() {
            let words = if origin == QueueOrigin::Link { tr!(language, "posts-held-decided") } else { tr!(language, "posts-held-empty") };
            view! { <div class="empty"><p>{words}</p></div> }.into_any()
        } else {
            let count = tr!(language, "posts-held-waiting", count = queue.count, number = number(language, queue.count));
            let count = (origin == QueueOrigin::Page).then(|| view! { <p class="count" role="status">{count}</p> });
            view! {
                {count}
                <p>{tr!(language, "posts-held-more", days = posts::DAYS_TO_DECIDE.to_string())}</p>
                <ul class="held-posts">{items}</ul>
            }
            .into_any()
        };
        view! {
            {breadcrumbs(language, &card, steps(language, &card, &queue.list), tr!(language, "posts-held"))}
            <h1>{title}</h1>
            {notice(success)}
            <ErrorSummary />
            {items}
        }
    }))
}

/// A post that waits, with its decisions.
fn held_post(
    language: Language,
    held: &HeldPost,
    text: PostText,
    at: usize,
    form: &ModerationForm,
    errors: &FormErrors,
) -> impl IntoView + use<> {
    let post = &held.post;
    let author = author_name(language, &post.author_name);
    let kind = if post.parent.is_some() { tr!(language, "posts-held-answer") } else { tr!(language, "posts-held-thread") };
    let why = post.hold_reason().map(|reason| view! { <br />{tr!(language, "posts-held-because", reason = label(language, reason))} });
    let accepted = tr!(language, "posts-held-accepted", count = held.accepted, number = number(language, held.accepted));
    view! {
        <li class="request">
            <h2 lang=post.language.code()>{post.subject.clone()}</h2>
            <p>
                {author.clone()}" · "<a href=format!("mailto:{}", post.author_address)>{post.author_address.clone()}</a>
                <br />
                <time class="small muted" datetime=post.posted_at.to_string()>{dates::moment(language, post.posted_at, HOME)}</time>
            </p>
            <p class="small muted">{kind}{why}<br />{accepted}</p>
            {text::view(language, post.language, text)}
            {acceptance(language, held, &author)}
            {refusal(language, held, &author, at, form, errors)}
            {discarding(language, held, author)}
        </li>
    }
}

fn acceptance(language: Language, held: &HeldPost, author: &str) -> impl IntoView + use<> {
    let hidden = format!(" {author}");
    let trust = (held.post.hold_reason() == Some(HoldReason::FirstPost)).then(|| {
        let hidden = hidden.clone();
        view! {
            " "
            <button class="button button-quiet" name="act" value="trust">
                {tr!(language, "posts-accept-and-trust")}<span class="visually-hidden">{hidden}</span>
            </button>
        }
    });
    view! {
        <form method="post">
            <input type="hidden" name="post" value=held.post.id.to_string() />
            <div class="form-actions">
                <button class="button" name="act" value="accept">{tr!(language, "posts-accept")}<span class="visually-hidden">{hidden}</span></button>
                {trust}
            </div>
        </form>
    }
}

/// A form of its own: the key Enter in the field of the reason must not accept.
fn refusal(
    language: Language,
    held: &HeldPost,
    author: &str,
    at: usize,
    form: &ModerationForm,
    errors: &FormErrors,
) -> impl IntoView + use<> {
    // The form that was sent keeps what was typed, and the summary links to it.
    let is_sent = held.post.id.as_str() == form.post;
    if is_sent {
        errors.register_label("reason", &tr!(language, "posts-refuse-reason"));
    }
    let error = if is_sent { errors.sentence("reason") } else { None };
    let id = if error.is_some() { "reason".to_owned() } else { format!("reason-{at}") };
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("reason-error");
    let error = error.map(|error| view! { <p class="field-error" id="reason-error">{error}</p> });
    let typed = if is_sent { form.reason.clone() } else { String::new() };
    view! {
        <form method="post" class="stack" novalidate>
            <input type="hidden" name="post" value=held.post.id.to_string() />
            <div class="field">
                <label for=id.clone()>{tr!(language, "posts-refuse-reason")}" "<span class="optional">{tr!(language, "fields-optional")}</span></label>
                {error}
                <input id=id name="reason" maxlength="500" value=typed aria-invalid=invalid aria-describedby=described />
            </div>
            <div class="form-actions">
                <button class="button button-quiet" name="act" value="refuse">
                    {tr!(language, "posts-refuse")}<span class="visually-hidden">{format!(" {author}")}</span>
                </button>
            </div>
        </form>
    }
}

fn discarding(language: Language, held: &HeldPost, author: String) -> impl IntoView + use<> {
    let post = held.post.id.to_string();
    view! {
        <ConfirmDisclosure label=tr!(language, "posts-discard") subject=author explanation=tr!(language, "posts-discard-more")>
            <form method="post">
                <input type="hidden" name="post" value=post />
                <button class="button button-danger" name="act" value="discard">{tr!(language, "posts-discard")}</button>
            </form>
        </ConfirmDisclosure>
    }
}
