//! `/lists/{list}/settings`, `/networks/{slug}/lists/new`: what a list is for, its address, its readers and managers, access to its archive.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::{ListArchive, ListKind, ListRuleKind, PostingPolicy, ReplyRule};
use domain::lists::{self, List, ListForm, ListInput};
use domain::{Error, Language};
use leptos::prelude::*;

use super::steps;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField, TextField};
use crate::islands::check::Check;
use crate::labels::choices;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn new(context: RequestContext, Path(network): Path<String>) -> Result<Response> {
    let form = lists::new_list_form(context.db(), &context.actor, &network).await?;
    Ok(page(&context, form, FormErrors::none(context.language)))
}

pub async fn create(context: RequestContext, Path(network): Path<String>, Form(input): Form<ListInput>) -> Result<Response> {
    match lists::create_list(context.db(), &context.actor, &network, &input).await {
        Ok(slug) => Ok(context.redirect(&format!("/lists/{slug}?done=created")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            let form = lists::new_list_form(context.db(), &context.actor, &network).await?;
            Ok(page(&context, ListForm { input, ..form }, errors))
        }
    }
}

pub async fn edit(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let form = lists::list_form(context.db(), &context.actor, &slug).await?;
    Ok(page(&context, form, FormErrors::none(context.language)))
}

/// Saves the list. If someone else changed it meanwhile, the typed values stay, and saving again overwrites knowingly.
pub async fn update(context: RequestContext, Path(slug): Path<String>, Form(input): Form<ListInput>) -> Result<Response> {
    match lists::edit_list(context.db(), &context.actor, &slug, &input).await {
        Ok(slug) => Ok(context.redirect(&format!("/lists/{slug}?done=saved")).into_response()),
        Err(error) => {
            let is_stale = error == Error::Stale;
            let errors = FormErrors::of(context.language, error)?;
            let form = lists::list_form(context.db(), &context.actor, &slug).await?;
            let version = if is_stale { form.input.version.clone() } else { input.version.clone() };
            Ok(page(&context, ListForm { input: ListInput { version, ..input }, ..form }, errors))
        }
    }
}

pub async fn close(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    lists::close(context.db(), &context.actor, &slug).await?;
    Ok(context.redirect(&format!("/lists/{slug}?done=closed")).into_response())
}

pub async fn reopen(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    lists::reopen(context.db(), &context.actor, &slug).await?;
    Ok(context.redirect(&format!("/lists/{slug}?done=reopened")).into_response())
}

fn page(context: &RequestContext, form: ListForm, errors: FormErrors) -> Response {
    let language = context.language;
    let card = form.head.card.clone();
    let title = if form.list.is_some() { tr!(language, "lists-settings") } else { tr!(language, "lists-new") };
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    page.render(context, move || {
        let input = form.input;
        let steps = match &form.list {
            Some(list) => steps(language, &card, list),
            None => vec![(format!("/networks/{}/lists", card.slug), tr!(language, "networks-tab-lists"))],
        };
        let rules = form.rules.into_iter().map(|(code, kind, name)| (code, rule_label(language, kind, &name))).collect();
        let (kinds, archives, policies) = (choices::<ListKind>(language), choices::<ListArchive>(language), choices::<PostingPolicy>(language));
        let held = vec![("yes".to_owned(), tr!(language, "lists-first-posts-held"))];
        let (replies, files) = (choices::<ReplyRule>(language), vec![("yes".to_owned(), tr!(language, "lists-files-held"))]);
        let joining = vec![("yes".to_owned(), tr!(language, "lists-archive-from-joining"))];
        let closing = form.list.as_ref().filter(|list| !list.is_main()).map(|list| closing(language, list));
        view! {
            {breadcrumbs(language, &card, steps, title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version />
                <LineField name="name" label=tr!(language, "lists-field-name") value=input.name required=true max_length=200 />
                <LineField name="slug" label=tr!(language, "lists-slug") hint=tr!(language, "lists-slug-hint") value=input.slug required=true max_length=80 check=Check::Slug />
                <TextField name="description" label=tr!(language, "lists-description") hint=tr!(language, "lists-description-hint") value=input.description />
                <ChoicesField name="kind" kind="radio" legend=tr!(language, "lists-kind") chosen=vec![input.kind] choices=kinds />
                <ChoicesField name="rules" legend=tr!(language, "lists-rules") hint=tr!(language, "lists-rules-hint") chosen=input.rules choices=rules />
                <ChoicesField name="archive" kind="radio" legend=tr!(language, "lists-archive-access") chosen=vec![input.archive] choices=archives />
                <ChoicesField name="archive_from_joining" legend=tr!(language, "lists-archive-beginning") hint=tr!(language, "lists-archive-beginning-hint") chosen=vec![input.archive_from_joining] choices=joining />
                <ChoicesField name="posting" kind="radio" legend=tr!(language, "lists-posting") hint=tr!(language, "lists-posting-hint") chosen=vec![input.posting] choices=policies />
                <ChoicesField name="first_posts_held" legend=tr!(language, "lists-moderation") chosen=vec![input.first_posts_held] choices=held />
                <ChoicesField name="reply_to" kind="radio" legend=tr!(language, "lists-reply-to") chosen=vec![input.reply_to] choices=replies />
                <LineField name="subject_prefix" label=tr!(language, "lists-subject-prefix") hint=tr!(language, "lists-subject-prefix-hint") value=input.subject_prefix max_length=40 />
                <TextField name="footer" label=tr!(language, "lists-post-footer") hint=tr!(language, "lists-post-footer-hint") value=input.footer />
                <LineField name="largest" kind="number" label=tr!(language, "lists-largest") hint=tr!(language, "lists-largest-hint") value=input.largest min=1 />
                <ChoicesField name="files_held" legend=tr!(language, "lists-files") chosen=vec![input.files_held] choices=files />
                <TextField name="managers" label=tr!(language, "lists-managers") hint=tr!(language, "lists-managers-hint") value=input.managers />
                <div class="form-actions"><button class="button">{tr!(language, "lists-save")}</button></div>
            </form>
            {closing}
        }
    })
}

/// `name`: an acronym or a title.
fn rule_label(language: Language, kind: ListRuleKind, name: &str) -> String {
    match kind {
        ListRuleKind::Members => tr!(language, "messages-choice-members", network = name),
        ListRuleKind::Below => tr!(language, "messages-choice-below", network = name),
        ListRuleKind::Participants => tr!(language, "lists-rule-participants", event = name),
    }
}

/// Closing a list, or opening it again.
fn closing(language: Language, list: &List) -> AnyView {
    let path = format!("/lists/{}", list.slug);
    if list.is_closed() {
        return view! {
            <section class="stack">
                <p>{tr!(language, "lists-closed")}</p>
                <form method="post" action=format!("{path}/reopen")><button class="button button-quiet">{tr!(language, "lists-reopen")}</button></form>
            </section>
        }
        .into_any();
    }
    view! {
        <ConfirmDisclosure label=tr!(language, "lists-close") subject=list.name.clone() explanation=tr!(language, "lists-close-more")>
            <form method="post" action=format!("{path}/close")><button class="button button-danger">{tr!(language, "lists-close")}</button></form>
        </ConfirmDisclosure>
    }
    .into_any()
}
