//! Organisations: corrected, given other names, two made one.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, OrganisationInput};
use domain::ids::OrganisationId;
use domain::words::number;
use domain::{Language, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Asked, breadcrumbs, page, search, told};
use crate::address::{address, page_text};
use crate::extract::{Form, Query};
use crate::fault::Result;
use crate::fields::{ErrorSummary, LineField, Refusal, SelectField, TextField};
use crate::pager::{Last, pager};
use crate::visit::Visit;

/// What one of the two forms sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    act: String,
    name: String,
    kind: String,
    place: String,
    region: String,
    aliases: String,
    version: String,
    into: String,
}

/// The list.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let language = visit.language;
    let (found, total, number_of_page, pages) = administration::organisation_list(visit.db(), &visit.who, &asked.q, &asked.page).await?;
    let title = t!(language, "administration-organisations");
    Ok(page(&title).render(&visit, move || {
        let rows: Vec<_> = found
            .iter()
            .map(|organisation| {
                let kind = if language == Language::Fr { organisation.kind_fr.clone() } else { organisation.kind_en.clone() };
                let people = t!(language, "administration-people-more", count = organisation.people, number = number(language, organisation.people));
                let place = (!organisation.place.is_empty()).then(|| format!("{}, ", organisation.place));
                view! {
                    <li>
                        <div>
                            <p><a href=format!("/admin/organisations/{}", organisation.id)>{organisation.name.clone()}</a>" "<span class="badge">{kind}</span></p>
                            <p class="small soft">{place}{people}</p>
                        </div>
                    </li>
                }
            })
            .collect();
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <div class="page-title"><h1>{title}</h1><a class="button button-quiet" href="/admin/import">{t!(language, "imports-organisations-title")}</a></div>
            {search(language, t!(language, "administration-search-organisations"), &asked.q)}
            <p class="count" role="status">{t!(language, "administration-organisations-more", count = total, number = number(language, total))}</p>
            <ul class="rows">{rows}</ul>
            {pager(language, number_of_page, Last::Page(pages), |page| address("/admin/organisations", &[("q", &asked.q), ("page", &page_text(page))]))}
        }
    }))
}

/// One organisation.
pub async fn show(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    one(&visit, &OrganisationId::from(id), None, String::new(), &asked.done, Refusal::none(visit.language)).await
}

/// Corrects it, or makes it one with another.
pub async fn change(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent>) -> Result<Response> {
    let id = OrganisationId::from(id);
    if sent.act == "merge" {
        return match administration::merge_organisations(visit.db(), &visit.who, &id, &sent.into).await {
            Ok(kept) => Ok(visit.go(&format!("/admin/organisations/{kept}?done=merged")).into_response()),
            Err(error) => one(&visit, &id, None, sent.into, "", Refusal::of(visit.language, error)?).await,
        };
    }
    let Sent { name, kind, place, region, aliases, version, .. } = sent;
    let input = OrganisationInput { name, kind, place, region, aliases, version };
    match administration::edit_organisation(visit.db(), &visit.who, &id, &input).await {
        Ok(()) => Ok(visit.go(&format!("/admin/organisations/{id}?done=saved")).into_response()),
        Err(error) => one(&visit, &id, Some(input), String::new(), "", Refusal::of(visit.language, error)?).await,
    }
}

async fn one(
    visit: &Visit,
    id: &OrganisationId,
    typed: Option<OrganisationInput>,
    into: String,
    done: &str,
    refusal: Refusal,
) -> Result<Response> {
    let (language, done) = (visit.language, done.to_owned());
    let found = administration::organisation(visit.db(), &visit.who, id).await?;
    let kinds = taxonomies::organisation_kinds(visit.db(), language).await?;
    let regions = taxonomies::regions(visit.db(), language).await?;
    let mut input = typed.unwrap_or_else(|| found.input.clone());
    if refusal.is_stale() {
        input.version = found.input.version;
    }
    let title = found.name;
    Ok(page(&refusal.title(title.clone())).status(refusal.status()).render(visit, move || {
        let regions = std::iter::once((String::new(), t!(language, "fields-none"))).chain(regions).collect();
        let people = number(language, found.people);
        view! {
            {breadcrumbs(language, vec![("/admin/organisations".to_owned(), t!(language, "administration-organisations"))], title.clone())}
            <h1>{title}</h1>
            {told(&done, language)}
            <ErrorSummary refusal=refusal.clone() />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version />
                <LineField name="name" label=t!(language, "administration-organisation-name") value=input.name refusal=refusal.clone() required=true most=200 />
                <SelectField name="kind" label=t!(language, "organisations-kind") hint=t!(language, "administration-kind-hint") value=input.kind choices=kinds refusal=refusal.clone() required=true />
                <LineField name="place" label=t!(language, "organisations-place") value=input.place refusal=refusal.clone() most=200 />
                <SelectField name="region" label=t!(language, "networks-region") value=input.region choices=regions refusal=refusal.clone() />
                <TextField name="aliases" label=t!(language, "administration-aliases") hint=t!(language, "administration-aliases-hint") value=input.aliases refusal=refusal.clone() />
                <div class="form-actions"><button class="button" name="act" value="save">{t!(language, "networks-save")}</button></div>
            </form>
            <section class="stack" aria-labelledby="merge">
                <h2 id="merge">{t!(language, "administration-merge")}</h2>
                <p>{t!(language, "administration-merge-more", people = people)}</p>
                <form class="form" method="post" novalidate>
                    <LineField name="into" label=t!(language, "administration-merge-into") value=into refusal=refusal required=true most=200 />
                    <div class="form-actions"><button class="button button-danger" name="act" value="merge">{t!(language, "administration-merge-do")}</button></div>
                </form>
            </section>
        }
    }))
}
