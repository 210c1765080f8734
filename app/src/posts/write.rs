//! Writing to a list: a new thread, or an answer.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::HOME;
use domain::enums::HoldReason;
use domain::ids::PostId;
use domain::posts::{self, Post, PostForm, PostInput, PostingRule};
use domain::{Language, dates, preview};
use leptos::prelude::*;
use serde::Deserialize;

use super::text::PostText;
use super::{author_name, steps, text};
use crate::error_page::Result;
use crate::extract::{OnceForm, Query};
use crate::fields::{ErrorSummary, FormErrors, FormKey, LineField, TextField};
use crate::islands::preview::MarkdownPreview;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PostFormQuery {
    /// Not empty: show a preview of the text, and save nothing.
    preview: String,
    /// The post to answer; empty: the first one of the thread.
    post: String,
}

/// The form of a new thread.
pub async fn new(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    form(&context, &slug, PostInput::default(), FormErrors::none(context.language), String::new()).await
}

pub async fn create(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<PostFormQuery>,
    OnceForm { db, input }: OnceForm<PostInput>,
) -> Result<Response> {
    let input = PostInput { parent: String::new(), ..input };
    if !query.preview.is_empty() {
        return show_preview(&context, &slug, input).await;
    }
    match posts::start(&db, &context.actor, &slug, context.language, &input).await {
        Ok(outcome) => Ok(context.redirect(&posts::path_after(&slug, &outcome)).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, &slug, input, errors, String::new()).await
        }
    }
}

/// The form of an answer, below the post that it answers.
pub async fn show_answer(
    context: RequestContext,
    Path((slug, thread)): Path<(String, String)>,
    Query(query): Query<PostFormQuery>,
) -> Result<Response> {
    let parent = if query.post.is_empty() { thread } else { query.post };
    let input = PostInput { parent, ..PostInput::default() };
    form(&context, &slug, input, FormErrors::none(context.language), String::new()).await
}

/// Answers a post. If something is to correct, the typed text stays.
pub async fn answer(
    context: RequestContext,
    Path((slug, _)): Path<(String, String)>,
    Query(query): Query<PostFormQuery>,
    OnceForm { db, input }: OnceForm<PostInput>,
) -> Result<Response> {
    if !query.preview.is_empty() {
        return show_preview(&context, &slug, input).await;
    }
    let parent = PostId::from(input.parent.as_str());
    match posts::answer(&db, &context.actor, &slug, &parent, context.language, &input).await {
        Ok(outcome) => Ok(context.redirect(&posts::path_after(&slug, &outcome)).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, &slug, input, errors, String::new()).await
        }
    }
}

async fn show_preview(context: &RequestContext, slug: &str, input: PostInput) -> Result<Response> {
    match preview::preview(context.db(), &context.actor, "body", &input.body).await {
        Ok(preview) => form(context, slug, input, FormErrors::none(context.language), preview).await,
        Err(error) => {
            let errors = FormErrors::of_preview(context.language, "body", error)?;
            form(context, slug, input, errors, String::new()).await
        }
    }
}

/// The page of the form: an answer if the input has a parent.
async fn form(context: &RequestContext, slug: &str, input: PostInput, errors: FormErrors, preview: String) -> Result<Response> {
    if input.parent.is_empty() {
        let form = posts::start_form(context.db(), &context.actor, slug).await?;
        return Ok(page(context, form, None, input, &errors, preview));
    }
    let parent = PostId::from(input.parent.as_str());
    let (form, answered) = posts::answer_form(context.db(), &context.actor, slug, &parent).await?;
    let text = text::texts(std::iter::once(&answered)).await?.pop().unwrap_or(PostText::Html(String::new()));
    Ok(page(context, form, Some((answered, text)), input, &errors, preview))
}

/// `answered`: the post that it answers, with its HTML.
fn page(
    context: &RequestContext,
    form: PostForm,
    answered: Option<(Post, PostText)>,
    input: PostInput,
    errors: &FormErrors,
    preview: String,
) -> Response {
    let language = context.language;
    let card = form.head.card.clone();
    let title = match &answered {
        Some((post, _)) => tr!(language, "posts-answer-title", subject = post.subject.as_str()),
        None => tr!(language, "posts-new"),
    };
    let key = context.form_key();
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(errors).private();
    page.render(context, move || {
        let threads = format!("/lists/{}/threads", form.list.slug);
        let mut steps = steps(language, &card, &form.list);
        let action = match &answered {
            Some((post, _)) => {
                let thread = format!("{threads}/{}", post.thread);
                let action = format!("{thread}/answer");
                steps.push((thread, post.subject.clone()));
                action
            }
            None => format!("{threads}/new"),
        };
        let current = if answered.is_some() { tr!(language, "posts-answer") } else { title.clone() };
        let answered = answered.map(|(post, text)| answered_post(language, &post, text));
        view! {
            {breadcrumbs(language, &card, steps, current)}
            <h1>{title}</h1>
            <ErrorSummary />
            {answered}
            {post_form(language, action, key, input, form.rule, preview)}
        }
    })
}

/// The post that an answer is for, as a quotation; `text` is its HTML.
fn answered_post(language: Language, post: &Post, text: PostText) -> impl IntoView + use<> {
    let author = author_name(language, &post.author_name);
    let written = dates::moment(language, post.posted_at, HOME);
    view! {
        <figure class="answered-post">
            <figcaption class="small muted">{author}" · "<time datetime=post.posted_at.to_string()>{written}</time></figcaption>
            <blockquote>{text::view(language, post.language, text)}</blockquote>
        </figure>
    }
}

/// The form of a post: an answer if the input has a parent. It is sent to `action`.
pub(super) fn post_form(
    language: Language,
    action: String,
    key: String,
    input: PostInput,
    rule: PostingRule,
    preview: String,
) -> impl IntoView + use<> {
    let held = hold_sentence(language, rule).map(|text| view! { <p class="notice">{text}</p> });
    let hint = format!("{} {}", tr!(language, "posts-text-hint"), tr!(language, "fields-markdown-hint"));
    let to_preview = format!("{action}?preview=1");
    let about = if input.parent.is_empty() {
        view! { <LineField name="subject" label=tr!(language, "posts-subject") value=input.subject required=true max_length=200 /> }
            .into_any()
    } else {
        view! { <input type="hidden" name="parent" value=input.parent /> }.into_any()
    };
    view! {
        <form class="form" method="post" action=action novalidate>
            <FormKey value=key />
            {held}
            {about}
            <TextField name="body" class="markdown" label=tr!(language, "posts-text") hint=hint value=input.body required=true />
            <MarkdownPreview source="body".to_owned() title=tr!(language, "fields-preview") html=preview />
            <div class="form-actions">
                <button class="button">{tr!(language, "posts-submit")}</button>
                " "
                <button class="button button-quiet" name="act" value="preview" formaction=to_preview>{tr!(language, "fields-preview")}</button>
            </div>
        </form>
    }
}

/// Why the post will wait for a moderator; nothing if it leaves at once. The other reasons are about mails.
fn hold_sentence(language: Language, rule: PostingRule) -> Option<String> {
    match rule {
        PostingRule::Hold(HoldReason::FirstPost) => Some(tr!(language, "posts-will-wait-first-post")),
        PostingRule::Hold(HoldReason::NotAPoster) => Some(tr!(language, "posts-will-wait-not-a-poster")),
        PostingRule::Accept | PostingRule::Hold(_) => None,
    }
}
