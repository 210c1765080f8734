//! The form of a network: creating and editing.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::clock::{HOME, Timestamp};
use domain::enums::{JoinPolicy, NetworkKind, NetworkVisibility, PlacementState};
use domain::networks::{self, NetworkInput, Placement};
use domain::policy::Act;
use domain::{Language, dates, preview};
use leptos::prelude::*;
use serde::Deserialize;

use super::header::breadcrumbs;
use crate::error_page::Result;
use crate::events::saved_values;
use crate::extract::{Form, OnceForm, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField, SelectField, TextField};
use crate::islands::check::Check;
use crate::islands::preview::MarkdownPreview;
use crate::labels::{Labelled, choices, stored_label};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NetworkFormQuery {
    /// Not empty: show a preview of the text, and save nothing.
    preview: String,
}

impl NetworkFormQuery {
    fn is_preview(&self) -> bool {
        !self.preview.is_empty()
    }
}

pub async fn new(context: RequestContext) -> Result<Response> {
    domain::policy::authorize(context.db(), &context.actor, Act::Administer).await?;
    let input = NetworkInput {
        hue: "210".to_owned(),
        kind: "thematic".to_owned(),
        join_policy: "approval".to_owned(),
        visibility: "public".to_owned(),
        language: context.instance.language.to_string(),
        ..NetworkInput::default()
    };
    form(&context, NetworkFormContext::default(), input, FormErrors::none(context.language)).await
}

pub async fn create(
    context: RequestContext,
    Query(query): Query<NetworkFormQuery>,
    OnceForm { db, input }: OnceForm<NetworkInput>,
) -> Result<Response> {
    if query.is_preview() {
        domain::policy::authorize(context.db(), &context.actor, Act::Administer).await?;
        return show_preview(&context, NetworkFormContext::default(), input).await;
    }
    match networks::create(&db, &context.actor, &input).await {
        Ok(network) => Ok(context.redirect(&format!("/networks/{}", network.slug)).into_response()),
        Err(error) => form(&context, NetworkFormContext::default(), input, FormErrors::of(context.language, error)?).await,
    }
}

pub async fn edit(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let input = networks::form(context.db(), &context.actor, &slug).await?;
    form(&context, NetworkFormContext::of(slug), input, FormErrors::none(context.language)).await
}

/// Saves the network. If someone else changed it meanwhile, the typed values are shown beside the saved ones; saving again then overwrites
/// knowingly.
pub async fn update(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<NetworkFormQuery>,
    Form(input): Form<NetworkInput>,
) -> Result<Response> {
    if query.is_preview() {
        networks::form(context.db(), &context.actor, &slug).await?;
        return show_preview(&context, NetworkFormContext::of(slug), input).await;
    }
    match networks::edit(context.db(), &context.actor, &slug, &input).await {
        Ok(network) => Ok(context.redirect(&format!("/networks/{}?done=saved", network.slug)).into_response()),
        Err(domain::Error::Stale) => {
            let current = networks::form(context.db(), &context.actor, &slug).await?;
            let form_context =
                NetworkFormContext { saved: differences(context.language, &input, &current), ..NetworkFormContext::of(slug) };
            let input = NetworkInput { version: current.version, ..input };
            form(&context, form_context, input, FormErrors::of(context.language, domain::Error::Stale)?).await
        }
        Err(error) => form(&context, NetworkFormContext::of(slug), input, FormErrors::of(context.language, error)?).await,
    }
}

async fn show_preview(context: &RequestContext, form_context: NetworkFormContext, input: NetworkInput) -> Result<Response> {
    match preview::preview(context.db(), &context.actor, "description", &input.description).await {
        Ok(preview) => form(context, NetworkFormContext { preview, ..form_context }, input, FormErrors::none(context.language)).await,
        Err(error) => form(context, form_context, input, FormErrors::of_preview(context.language, "description", error)?).await,
    }
}

#[derive(Default)]
struct NetworkFormContext {
    slug: Option<String>,
    preview: String,
    /// The values that someone else saved meanwhile, each with its field's label.
    saved: Vec<(String, String)>,
}

impl NetworkFormContext {
    fn of(slug: String) -> Self {
        Self { slug: Some(slug), ..Self::default() }
    }
}

/// The saved values that differ from the typed ones.
fn differences(language: Language, typed: &NetworkInput, saved: &NetworkInput) -> Vec<(String, String)> {
    let kind = stored_label(language, NetworkKind::LIST, &saved.kind);
    let policy = stored_label(language, JoinPolicy::LIST, &saved.join_policy);
    let visibility = stored_label(language, NetworkVisibility::LIST, &saved.visibility);
    let content_language = stored_label(language, Language::LIST, &saved.language);
    let fields = [
        (tr!(language, "networks-acronym"), typed.acronym.trim() != saved.acronym, saved.acronym.clone()),
        (tr!(language, "networks-name"), typed.name.trim() != saved.name, saved.name.clone()),
        (tr!(language, "networks-summary"), typed.summary.trim() != saved.summary, saved.summary.clone()),
        (tr!(language, "networks-kind"), typed.kind != saved.kind, kind),
        (tr!(language, "fields-region"), typed.region != saved.region, saved.region.clone()),
        (tr!(language, "networks-parents"), typed.parents != saved.parents, saved.parents.join(", ")),
        (
            tr!(language, "networks-includes-below"),
            typed.includes_below.is_empty() != saved.includes_below.is_empty(),
            if saved.includes_below.is_empty() { tr!(language, "fields-no") } else { tr!(language, "fields-yes") },
        ),
        (tr!(language, "networks-join-policy"), typed.join_policy != saved.join_policy, policy),
        (tr!(language, "networks-join-domain-label"), typed.join_domain.trim() != saved.join_domain, saved.join_domain.clone()),
        (tr!(language, "networks-visibility"), typed.visibility != saved.visibility, visibility),
        (tr!(language, "networks-contact"), typed.contact.trim() != saved.contact, saved.contact.clone()),
        (tr!(language, "networks-language"), typed.language != saved.language, content_language),
        (tr!(language, "networks-hue"), typed.hue.trim() != saved.hue, saved.hue.clone()),
        (tr!(language, "networks-description"), !is_same_text(&typed.description, &saved.description), saved.description.clone()),
        (tr!(language, "networks-poles"), !is_same_text(&typed.poles, &saved.poles), saved.poles.clone()),
        (tr!(language, "networks-resources"), !is_same_text(&typed.resources, &saved.resources), saved.resources.clone()),
    ];
    fields.into_iter().filter(|(_, differs, _)| *differs).map(|(label, _, value)| (label, value)).collect()
}

/// Whether two texts are equal apart from the line ends that browsers send.
fn is_same_text(typed: &str, saved: &str) -> bool {
    typed.trim_end().lines().eq(saved.trim_end().lines())
}

/// The state of a request to be placed below another network.
fn placement_text(language: Language, placement: &Placement) -> Option<String> {
    let day = |moment: Option<Timestamp>| moment.map(|at| dates::day(language, at.local(HOME).date())).unwrap_or_default();
    let network = placement.network.acronym.as_str();
    match placement.state {
        PlacementState::Requested => Some(tr!(language, "networks-parents-requested", network = network, day = day(placement.asked_at))),
        PlacementState::Declined => Some(tr!(language, "networks-parents-declined", network = network, day = day(placement.asked_at))),
        PlacementState::Accepted => None,
    }
}

/// Whether the members of the networks below are members here, and what that means.
fn includes_below(language: Language, value: &str) -> impl IntoView + use<> {
    let checked = !value.is_empty();
    view! {
        <div class="field">
            <label class="choice">
                <input type="checkbox" id="includes_below" name="includes_below" value="1" checked=checked aria-describedby="includes_below-hint" />
                " "
                <span>{tr!(language, "networks-includes-below")}</span>
            </label>
            <p class="field-hint" id="includes_below-hint">{tr!(language, "networks-includes-below-hint")}</p>
        </div>
    }
}

async fn form(context: &RequestContext, form_context: NetworkFormContext, input: NetworkInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let NetworkFormContext { slug, preview, saved } = form_context;
    let card = match &slug {
        Some(slug) => Some(networks::head(context.db(), &context.actor, slug).await?.card),
        None => None,
    };
    let regions = domain::taxonomies::regions(context.db(), language).await?;
    let requested = match &slug {
        Some(slug) => networks::requested_parents(context.db(), &context.actor, slug).await?,
        None => Vec::new(),
    };
    let networks = networks::list_placed(context.db(), &context.actor).await?;
    let federations = networks.iter().filter(|network| Some(&network.card.slug) != slug.as_ref());
    let federations =
        federations.map(|network| (network.card.slug.clone(), format!("{} – {}", network.card.acronym, network.card.name))).collect();
    let key = slug.is_none().then(|| context.form_key());
    let title = if slug.is_some() { tr!(language, "networks-edit") } else { tr!(language, "networks-new") };
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).errors(&errors);
    let page = match &card {
        Some(card) => page.hue(card.hue),
        None => page,
    };
    Ok(page.render(context, move || {
        let with_none = |choices: Vec<(String, String)>| std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(choices).collect::<Vec<_>>();
        let kinds = choices::<NetworkKind>(language);
        let policies = choices::<JoinPolicy>(language);
        let visibilities = choices::<NetworkVisibility>(language);
        let languages = choices::<Language>(language);
        let slug_field = slug.is_none().then(|| {
            view! { <LineField name="slug" label=tr!(language, "networks-slug") hint=tr!(language, "networks-slug-hint") value=input.slug.clone() required=true max_length=80 check=Check::Slug /> }
        });
        let path = slug.as_ref().map_or_else(|| "/networks/new".to_owned(), |slug| format!("/networks/{slug}/edit"));
        let to_preview = format!("{path}?preview=1");
        let preview = view! { <MarkdownPreview source="description".to_owned() title=tr!(language, "fields-preview") html=preview.clone() /> };
        let done = if slug.is_some() { tr!(language, "fields-save") } else { tr!(language, "networks-create") };
        let requested: Vec<_> = requested.iter().filter_map(|placement| placement_text(language, placement)).collect();
        let requested = (!requested.is_empty()).then(|| {
            let items: Vec<_> = requested.into_iter().map(|text| view! { <li>{text}</li> }).collect();
            view! { <ul class="small muted">{items}</ul> }
        });
        let breadcrumbs = card.map(|card| breadcrumbs(language, &card, Vec::new(), title.clone()));
        view! {
            {breadcrumbs}
            <h1>{title}</h1>
            <ErrorSummary />
            {saved_values(language, &saved)}
            <form class="form" method="post" action=path novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                <LineField name="acronym" label=tr!(language, "networks-acronym") value=input.acronym required=true max_length=200 />
                <LineField name="name" label=tr!(language, "networks-name") value=input.name required=true max_length=200 />
                {slug_field}
                <LineField name="summary" label=tr!(language, "networks-summary") hint=tr!(language, "networks-summary-hint") value=input.summary max_length=500 />
                <SelectField name="kind" label=tr!(language, "networks-kind") value=input.kind choices=kinds required=true />
                <SelectField name="region" label=tr!(language, "fields-region") value=input.region choices=with_none(regions) />
                <ChoicesField name="parents" legend=tr!(language, "networks-parents") hint=tr!(language, "networks-parents-hint") chosen=input.parents choices=federations />
                {requested}
                {includes_below(language, &input.includes_below)}
                <SelectField name="join_policy" label=tr!(language, "networks-join-policy") value=input.join_policy choices=policies required=true />
                <LineField name="join_domain" label=tr!(language, "networks-join-domain-label") hint=tr!(language, "networks-join-domain-hint") value=input.join_domain check=Check::Domain />
                <SelectField name="visibility" label=tr!(language, "networks-visibility") value=input.visibility choices=visibilities required=true />
                <LineField name="contact" kind="email" label=tr!(language, "networks-contact") hint=tr!(language, "networks-contact-hint") value=input.contact max_length=254 check=Check::Address />
                <SelectField name="language" label=tr!(language, "networks-language") hint=tr!(language, "networks-language-hint") value=input.language choices=languages required=true />
                <LineField name="hue" kind="number" label=tr!(language, "networks-hue") hint=tr!(language, "networks-hue-hint") value=input.hue required=true />
                <TextField name="description" class="markdown" label=tr!(language, "networks-description") hint=tr!(language, "fields-markdown-hint") value=input.description />
                {preview}
                <TextField name="poles" label=tr!(language, "networks-poles") hint=tr!(language, "networks-poles-hint") value=input.poles />
                <TextField name="resources" label=tr!(language, "networks-resources") hint=tr!(language, "networks-resources-hint") value=input.resources />
                <div class="form-actions">
                    <button class="button">{done}</button>
                    " "
                    <button class="button button-quiet" name="act" value="preview" formaction=to_preview>{tr!(language, "fields-preview")}</button>
                </div>
            </form>
        }
    }))
}
