//! How a reader wants a list's mail: `/lists/{list}/options` for an account, `/unsubscribe/{token}/options` for who has the link of a mail.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::enums::{DigestFormat, ReadingRhythm};
use domain::lists::{self, ReadingOptionsForm, ReadingOptionsInput};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField};
use crate::labels::choices;
use crate::networks::header::notice;
use crate::page::{PageBuilder, Section};
use crate::people;
use crate::request_context::RequestContext;

pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let form = lists::options(context.db(), &context.actor, &slug).await?;
    Ok(page(&context, form, &done.done, FormErrors::none(context.language)))
}

pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<ReadingOptionsInput>) -> Result<Response> {
    match lists::set_options(context.db(), &context.actor, &slug, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/lists/{slug}/options?done=saved")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let form = lists::options(context.db(), &context.actor, &slug).await?;
            Ok(page(&context, ReadingOptionsForm { input, ..form }, "", errors))
        }
    }
}

pub async fn edit_by_link(context: RequestContext, Path(token): Path<String>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let form = lists::options_by_link(context.db(), &token).await?;
    Ok(page(&context, form, &done.done, FormErrors::none(context.language)))
}

pub async fn update_by_link(
    context: RequestContext,
    Path(token): Path<String>,
    Form(input): Form<ReadingOptionsInput>,
) -> Result<Response> {
    match lists::set_options_by_link(context.db(), &token, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/unsubscribe/{token}/options?done=saved")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let form = lists::options_by_link(context.db(), &token).await?;
            Ok(page(&context, ReadingOptionsForm { input, ..form }, "", errors))
        }
    }
}

fn page(context: &RequestContext, form: ReadingOptionsForm, done: &str, errors: FormErrors) -> Response {
    let language = context.language;
    let done = (done == "saved").then(|| tr!(language, "lists-options-saved"));
    let title = tr!(language, "lists-options-title", list = form.list.name.as_str());
    // By a link, the page's address is a secret: no cache stores it.
    PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors).private().render(context, move || {
        let has_account = form.address.is_none();
        let breadcrumbs = has_account.then(|| people::breadcrumbs(language, title.clone()));
        let address = form.address.clone().filter(|address| !address.is_empty()).map(|address| view! { <p class="lead">{address}</p> });
        let back = has_account.then(|| {
            view! { <p><a href="/me/lists">{tr!(language, "lists-my-subscriptions")}</a></p> }
        });
        view! {
            {breadcrumbs}
            <h1>{title}</h1>
            {notice(done)}
            <ErrorSummary />
            {address}
            <p>{tr!(language, "lists-options-lead")}</p>
            {fields(language, &form)}
            {back}
        }
    })
}

fn fields(language: Language, form: &ReadingOptionsForm) -> impl IntoView + use<> {
    let input = form.input.clone();
    let has_posts = form.has_posts();
    let is_offered = |rhythm: &str| has_posts || ![ReadingRhythm::Daily.code(), ReadingRhythm::Weekly.code()].contains(&rhythm);
    let rhythms: Vec<_> = choices::<ReadingRhythm>(language).into_iter().filter(|(code, _)| is_offered(code)).collect();
    let hint =
        if has_posts { tr!(language, "lists-options-rhythm-hint") } else { tr!(language, "lists-options-rhythm-hint-announcements") };
    let posts = has_posts.then(|| {
        let formats = choices::<DigestFormat>(language);
        let own = vec![("yes".to_owned(), tr!(language, "lists-options-own-posts-yes"))];
        view! {
            <ChoicesField name="format" kind="radio" legend=tr!(language, "lists-options-format") hint=tr!(language, "lists-options-format-hint") chosen=vec![input.format.clone()] choices=formats />
            <ChoicesField name="own_posts" legend=tr!(language, "lists-options-own-posts") chosen=vec![input.own_posts.clone()] choices=own />
        }
    });
    view! {
        <form class="form" method="post" novalidate>
            <ChoicesField name="rhythm" kind="radio" legend=tr!(language, "lists-options-rhythm") hint=hint chosen=vec![input.rhythm.clone()] choices=rhythms />
            {posts}
            <LineField name="paused_until" kind="date" label=tr!(language, "lists-options-pause") hint=tr!(language, "lists-options-pause-hint") value=input.paused_until.clone() />
            <div class="form-actions"><button class="button">{tr!(language, "lists-save")}</button></div>
        </form>
    }
}
