//! Writing a message, and choosing its audience.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::MessageId;
use domain::lists::{self, AudienceChoice, MessageInput};
use domain::{Error, Language, preview};
use leptos::prelude::*;
use serde::Deserialize;

use super::choice_label;
use crate::error_page::Result;
use crate::extract::{Form, OnceForm, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, SelectField, TextField};
use crate::islands::preview::{MESSAGE, MarkdownPreview};
use crate::labels::label_in;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MessageFormQuery {
    /// Not empty: show a preview of the text, and save nothing.
    preview: String,
    /// The audience of the new message, as the code of a choice: set by links from an event's page.
    audience: String,
}

/// The form of a new message. No audience is chosen at first, unless the address names one to which the network may write.
pub async fn new(context: RequestContext, Path(slug): Path<String>, Query(query): Query<MessageFormQuery>) -> Result<Response> {
    let requested: Vec<AudienceChoice> = AudienceChoice::parse(&query.audience).into_iter().collect();
    let (_, choices) = lists::choices(context.db(), &context.actor, &slug, context.language, &requested).await?;
    let audience = requested.iter().filter(|choice| choices.name(choice).is_some()).map(AudienceChoice::to_string).collect();
    let input = MessageInput { language: context.language.to_string(), audience, ..MessageInput::default() };
    form(&context, &slug, None, input, FormErrors::none(context.language), String::new()).await
}

pub async fn create(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<MessageFormQuery>,
    OnceForm { db, input }: OnceForm<MessageInput>,
) -> Result<Response> {
    if !query.preview.is_empty() {
        return show_preview(&context, &slug, None, input).await;
    }
    match lists::create(&db, &context.actor, &slug, &input).await {
        Ok(id) => Ok(context.redirect(&format!("/networks/{slug}/messages/{id}?done=saved")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, &slug, None, input, errors, String::new()).await
        }
    }
}

pub async fn edit(context: RequestContext, Path((slug, message)): Path<(String, String)>) -> Result<Response> {
    let input = lists::form(context.db(), &context.actor, &slug, &MessageId::from(message.as_str())).await?;
    form(&context, &slug, Some(message), input, FormErrors::none(context.language), String::new()).await
}

/// Saves a draft. If someone else changed it meanwhile, the typed values stay, and saving again overwrites knowingly.
pub async fn update(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Query(query): Query<MessageFormQuery>,
    Form(input): Form<MessageInput>,
) -> Result<Response> {
    let id = MessageId::from(message.as_str());
    if !query.preview.is_empty() {
        return show_preview(&context, &slug, Some(message), input).await;
    }
    match lists::edit(context.db(), &context.actor, &slug, &id, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/messages/{id}?done=saved")).into_response()),
        Err(Error::Stale) => {
            let saved = lists::form(context.db(), &context.actor, &slug, &id).await?;
            let input = MessageInput { version: saved.version, ..input };
            form(&context, &slug, Some(message), input, FormErrors::of(context.language, Error::Stale)?, String::new()).await
        }
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            form(&context, &slug, Some(message), input, errors, String::new()).await
        }
    }
}

async fn show_preview(context: &RequestContext, slug: &str, message: Option<String>, input: MessageInput) -> Result<Response> {
    // Only for those who write messages here.
    lists::list_form(context.db(), &context.actor, slug).await?;
    match preview::preview_bulletin(context.db(), &context.actor, "body", &input.body).await {
        Ok(preview) => form(context, slug, message, input, FormErrors::none(context.language), preview).await,
        Err(error) => {
            let errors = FormErrors::of_preview(context.language, "body", error)?;
            form(context, slug, message, input, errors, String::new()).await
        }
    }
}

async fn form(
    context: &RequestContext,
    slug: &str,
    message: Option<String>,
    input: MessageInput,
    errors: FormErrors,
    preview: String,
) -> Result<Response> {
    let language = context.language;
    let chosen: Vec<AudienceChoice> =
        input.audience.iter().take(lists::MOST_CHOICES).filter_map(|text| AudienceChoice::parse(text).ok()).collect();
    let (head, choices) = lists::choices(context.db(), &context.actor, slug, language, &chosen).await?;
    let card = head.card;
    let key = message.is_none().then(|| context.form_key());
    let title = if message.is_some() { tr!(language, "messages-edit") } else { tr!(language, "messages-new") };
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors).private();
    Ok(page.render(context, move || {
        let offered = |offered: &[(AudienceChoice, String)]| -> Vec<(String, String)> {
            offered.iter().map(|(choice, name)| (choice.to_string(), choice_label(language, choice, name))).collect()
        };
        // A choice that is no longer offered, such as an event without registrations, is kept until somebody removes it.
        let offered_codes: Vec<(String, String)> = offered(&choices.networks).into_iter().chain(offered(&choices.events)).collect();
        let former_choices = input.audience.iter().filter(|chosen| !chosen.is_empty() && !offered_codes.iter().any(|(code, _)| code == *chosen));
        let people = offered(&choices.events).into_iter().chain(former_choices.map(|chosen| (chosen.clone(), chosen.clone()))).collect();
        let people = (tr!(language, "messages-audience-event"), people);
        let languages = Language::ALL.iter().map(|choice| (choice.to_string(), label_in(language, "message-language", *choice))).collect();
        let path = format!("/networks/{}/messages", card.slug);
        let action = message.map_or_else(|| format!("{path}/new"), |message| format!("{path}/{message}/edit"));
        let to_preview = format!("{action}?preview=1");
        view! {
            {breadcrumbs(language, &card, vec![(path, tr!(language, "messages-title"))], title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="version" value=input.version />
                {key.map(|key| view! { <FormKey value=key /> })}
                <LineField name="subject" label=tr!(language, "messages-subject") value=input.subject required=true max_length=200 />
                <TextField name="body" class="markdown" label=tr!(language, "messages-text") hint=tr!(language, "messages-text-hint") value=input.body required=true />
                <MarkdownPreview source="body".to_owned() title=tr!(language, "fields-preview") html=preview.clone() page=MESSAGE.to_owned() />
                <SelectField name="language" label=tr!(language, "messages-language") value=input.language choices=languages required=true />
                <ChoicesField name="audience" legend=tr!(language, "messages-audience") hint=tr!(language, "messages-audience-hint") chosen=input.audience choices=offered(&choices.networks) folded=people />
                <ChoicesField name="organisations" legend=tr!(language, "messages-organisation-kinds") hint=tr!(language, "messages-organisation-kinds-hint") chosen=input.organisations choices=offered(&choices.organisations) />
                <div class="form-actions">
                    <button class="button">{tr!(language, "messages-save")}</button>
                    " "
                    <button class="button button-quiet" name="act" value="preview" formaction=to_preview>{tr!(language, "fields-preview")}</button>
                </div>
            </form>
        }
    }))
}
