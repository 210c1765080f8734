//! The profile of the signed-in person, with present and past affiliations.

use axum::response::{IntoResponse, Response};
use domain::people::affiliations::{self, Affiliation};
use domain::people::profile::{self, ProfileInput};
use domain::{Error, Language, dates, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{breadcrumbs, notice};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField, SelectField};
use crate::language::local_path;
use crate::organisations::OrganisationFields;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The query of the page. A new person comes here first, on the way to another page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfileQuery {
    welcome: String,
    next: String,
    done: String,
}

pub async fn edit(context: RequestContext, Query(query): Query<ProfileQuery>) -> Result<Response> {
    let input = profile::form(context.db(), &context.actor).await?;
    form(&context, &query, input, FormErrors::none(context.language)).await
}

pub async fn update(context: RequestContext, Query(query): Query<ProfileQuery>, Form(mut input): Form<ProfileInput>) -> Result<Response> {
    match profile::edit(context.db(), &context.actor, &input).await {
        Ok(()) => {
            let next = match local_path(&query.next) {
                "/" => "/me/profile?done=saved",
                path => path,
            };
            Ok(context.redirect(next).into_response())
        }
        Err(error) => {
            if error == Error::Stale {
                // The conflict is shown once: sending the form again overwrites knowingly.
                input.version = profile::form(context.db(), &context.actor).await?.version;
            }
            form(&context, &query, input, FormErrors::of(context.language, error)?).await
        }
    }
}

async fn form(context: &RequestContext, query: &ProfileQuery, input: ProfileInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let affiliations = affiliations::list(context.db(), &context.actor).await?;
    let professions = taxonomies::professions(context.db(), language).await?;
    let regions = taxonomies::regions(context.db(), language).await?;
    let kinds = taxonomies::organisation_kinds(context.db(), language).await?;
    let is_welcome = !query.welcome.is_empty();
    let done = match query.done.as_str() {
        "saved" => Some(tr!(language, "people-profile-saved")),
        "affiliation" => Some(tr!(language, "people-affiliation-saved")),
        "removed" => Some(tr!(language, "people-affiliation-removed")),
        _ => None,
    };
    let title = if is_welcome { tr!(language, "people-profile-welcome") } else { tr!(language, "people-profile") };
    let page = PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors);
    Ok(page.render(context, move || {
        let with_none = |choices: Vec<(String, String)>| std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(choices).collect::<Vec<_>>();
        let languages = vec![("fr".to_owned(), "Français".to_owned()), ("en".to_owned(), "English".to_owned())];
        let welcome = is_welcome.then(|| view! { <p class="lead">{tr!(language, "people-profile-welcome-lead")}</p> });
        let breadcrumbs = (!is_welcome).then(|| breadcrumbs(language, title.clone()));
        let history = (!is_welcome).then(|| history(language, &affiliations));
        view! {
            {breadcrumbs}
            <h1>{title}</h1>
            <ErrorSummary />
            {notice(language, done)}
            {welcome}
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                <LineField name="given_name" label=tr!(language, "people-given-name") value=input.given_name required=true max_length=200 autocomplete="given-name" />
                <LineField name="family_name" label=tr!(language, "people-family-name") value=input.family_name required=true max_length=200 autocomplete="family-name" />
                <OrganisationFields label=tr!(language, "people-organisation-current") hint=tr!(language, "organisations-hint")
                    value=input.organisation kind=input.organisation_kind place=input.organisation_place kinds=kinds />
                <SelectField name="profession" label=tr!(language, "people-profession") value=input.profession choices=with_none(professions) />
                <SelectField name="region" label=tr!(language, "people-region") value=input.region choices=with_none(regions) />
                <SelectField name="language" label=tr!(language, "people-language") hint=tr!(language, "people-language-hint") value=input.language choices=languages required=true />
                <div class="form-actions"><button class="button">{tr!(language, "people-profile-save")}</button></div>
            </form>
            {history}
        }
    }))
}

fn history(language: Language, affiliations: &[Affiliation]) -> impl IntoView + use<> {
    let rows: Vec<_> = affiliations
        .iter()
        .map(|affiliation| {
            let name = affiliation.name.clone();
            view! {
                <li>
                    <div>
                        <p><strong>{name.clone()}</strong></p>
                        <p class="small muted">{span(language, affiliation)}</p>
                    </div>
                    <a href=format!("/me/affiliations/{}", affiliation.id)>
                        {tr!(language, "people-affiliation-correct")}<span class="visually-hidden">" "{name}</span>
                    </a>
                </li>
            }
        })
        .collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> });
    view! {
        <section class="stack" aria-labelledby="affiliations">
            <h2 id="affiliations">{tr!(language, "people-affiliations")}</h2>
            <p class="muted">{tr!(language, "people-affiliations-lead")}</p>
            {list}
            <p><a class="button button-quiet" href="/me/affiliations/new">{tr!(language, "people-affiliation-add")}</a></p>
        </section>
    }
}

/// `depuis le jeudi 1ᵉʳ janvier 2026`.
fn span(language: Language, affiliation: &Affiliation) -> String {
    let from = dates::day_of(language, &affiliation.started_on);
    match &affiliation.ended_on {
        None => tr!(language, "people-affiliation-since", from = from),
        Some(to) => tr!(language, "people-affiliation-span", from = from, to = dates::day_of(language, to)),
    }
}
