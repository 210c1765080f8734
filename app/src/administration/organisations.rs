//! Organisations: creating, correcting, adding aliases, merging.

pub mod merge;
pub mod new;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, OrganisationInput, Unmerged};
use domain::ids::OrganisationId;
use domain::numbers::number;
use domain::{Language, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use super::{AdminListQuery, breadcrumbs, page, search_form, success_notice};
use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField, SelectField, TextField};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

/// The fields of both forms; one of them was sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    act: String,
    name: String,
    kind: String,
    place: String,
    region: String,
    aliases: String,
    version: String,
    into: String,
    merge: String,
}

pub async fn index(context: RequestContext, Query(query): Query<AdminListQuery>) -> Result<Response> {
    let language = context.language;
    let (organisations, total, page_number, pages) =
        administration::organisation_list(context.db(), &context.actor, &query.q, &query.page).await?;
    let title = tr!(language, "administration-organisations");
    Ok(page(&title).render(&context, move || {
        let rows: Vec<_> = organisations
            .iter()
            .map(|organisation| {
                let kind = if language == Language::Fr { organisation.kind_fr.clone() } else { organisation.kind_en.clone() };
                let people = tr!(language, "administration-people-more", count = organisation.people, number = number(language, organisation.people));
                let place = (!organisation.place.is_empty()).then(|| format!("{}, ", organisation.place));
                view! {
                    <li>
                        <div>
                            <p><a href=format!("/admin/organisations/{}", organisation.id)>{organisation.name.clone()}</a>" "<span class="badge">{kind}</span></p>
                            <p class="small muted">{place}{people}</p>
                        </div>
                    </li>
                }
            })
            .collect();
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <div class="page-title">
                <h1>{title}</h1>
                <p class="actions">
                    <a class="button" href="/admin/organisations/new">{tr!(language, "administration-organisation-new")}</a>
                    " "
                    <a class="button button-quiet" href="/admin/import">{tr!(language, "imports-organisations-title")}</a>
                </p>
            </div>
            {search_form(language, tr!(language, "administration-search-organisations"), &query.q)}
            <p class="count" role="status">{tr!(language, "administration-organisations-more", count = total, number = number(language, total))}</p>
            <ul class="rows">{rows}</ul>
            {pager(language, page_number, ListLength::Page(pages), |page| address("/admin/organisations", &[("q", &query.q), ("page", &page_text(page))]))}
        }
    }))
}

pub async fn show(context: RequestContext, Path(id): Path<String>, Query(query): Query<AdminListQuery>) -> Result<Response> {
    detail_page(&context, &OrganisationId::from(id), TypedOrganisation::default(), &query.done, FormErrors::none(context.language)).await
}

#[derive(Default)]
struct TypedOrganisation {
    input: Option<OrganisationInput>,
    into: String,
}

/// Corrects it, leads to a merge with another, or undoes a merge into it.
pub async fn update(context: RequestContext, Path(id): Path<String>, Form(form): Form<OrganisationForm>) -> Result<Response> {
    let id = OrganisationId::from(id);
    let (db, actor) = (context.db(), &context.actor);
    if form.act == "merge" {
        return match administration::organisation_called(db, actor, &id, &form.into).await {
            Ok(target) => Ok(context.redirect(&merge::merge_path(&id, &target)).into_response()),
            Err(error) => {
                let typed = TypedOrganisation { into: form.into, input: None };
                detail_page(&context, &id, typed, "", FormErrors::of(context.language, error)?).await
            }
        };
    }
    if form.act == "unmerge" {
        return match administration::unmerge_organisations(db, actor, &id, &form.merge).await {
            Ok(Unmerged { organisation, unchanged }) => {
                let done = if unchanged > 0 { "unmerged-partly" } else { "unmerged" };
                Ok(context.redirect(&format!("/admin/organisations/{organisation}?done={done}")).into_response())
            }
            Err(error) => detail_page(&context, &id, TypedOrganisation::default(), "", FormErrors::of(context.language, error)?).await,
        };
    }
    let OrganisationForm { name, kind, place, region, aliases, version, .. } = form;
    let input = OrganisationInput { name, kind, place, region, aliases, version };
    match administration::edit_organisation(db, actor, &id, &input).await {
        Ok(()) => Ok(context.redirect(&format!("/admin/organisations/{id}?done=saved")).into_response()),
        Err(error) => {
            let typed = TypedOrganisation { input: Some(input), into: String::new() };
            detail_page(&context, &id, typed, "", FormErrors::of(context.language, error)?).await
        }
    }
}

async fn detail_page(
    context: &RequestContext,
    id: &OrganisationId,
    typed: TypedOrganisation,
    done: &str,
    errors: FormErrors,
) -> Result<Response> {
    let (language, done) = (context.language, done.to_owned());
    let organisation = administration::organisation(context.db(), &context.actor, id).await?;
    let choices = OrganisationChoices::read(context).await?;
    let mut input = typed.input.unwrap_or_else(|| organisation.input.clone());
    if errors.is_stale() {
        input.version = organisation.input.version;
    }
    let title = organisation.name;
    let merges: Vec<_> = organisation.merges.iter().map(|recent| merge::undo(language, recent, &title, &errors)).collect();
    Ok(page(&title).errors(&errors).render(context, move || {
        let people = number(language, organisation.people);
        let merges = (!merges.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="unmerge">
                    <h2 id="unmerge" tabindex="-1">{tr!(language, "administration-unmerge-title")}</h2>
                    {merges}
                </section>
            }
        });
        view! {
            {breadcrumbs(language, list_breadcrumb(language), title.clone())}
            <h1>{title}</h1>
            {success_notice(&done, language)}
            <ErrorSummary />
            <form class="form" method="post" novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {fields(language, input, choices)}
                <div class="form-actions"><button class="button" name="act" value="save">{tr!(language, "fields-save")}</button></div>
            </form>
            <section class="stack" aria-labelledby="merge">
                <h2 id="merge">{tr!(language, "administration-merge")}</h2>
                <p>{tr!(language, "administration-merge-more", people = people)}</p>
                <form class="form" method="post" novalidate>
                    <LineField name="into" label=tr!(language, "administration-merge-into") value=typed.into required=true max_length=200 />
                    <div class="form-actions"><button class="button button-quiet" name="act" value="merge">{tr!(language, "administration-merge-preview")}</button></div>
                </form>
            </section>
            {merges}
        }
    }))
}

fn list_breadcrumb(language: Language) -> Vec<(String, String)> {
    vec![("/admin/organisations".to_owned(), tr!(language, "administration-organisations"))]
}

struct OrganisationChoices {
    kinds: Vec<(String, String)>,
    regions: Vec<(String, String)>,
}

impl OrganisationChoices {
    async fn read(context: &RequestContext) -> Result<Self> {
        Ok(Self {
            kinds: taxonomies::organisation_kinds(context.db(), context.language).await?,
            regions: taxonomies::regions(context.db(), context.language).await?,
        })
    }
}

fn fields(language: Language, input: OrganisationInput, choices: OrganisationChoices) -> impl IntoView + use<> {
    let regions = std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(choices.regions).collect();
    let kind_hint = match input.version.as_str() {
        "" => tr!(language, "administration-organisation-kind-hint-new"),
        _ => tr!(language, "administration-organisation-kind-hint"),
    };
    view! {
        <LineField name="name" label=tr!(language, "administration-organisation-name") value=input.name required=true max_length=200 />
        <SelectField name="kind" label=tr!(language, "organisations-kind") hint=kind_hint value=input.kind choices=choices.kinds required=true />
        <LineField name="place" label=tr!(language, "organisations-place") value=input.place max_length=200 />
        <SelectField name="region" label=tr!(language, "fields-region") value=input.region choices=regions />
        <TextField name="aliases" label=tr!(language, "administration-organisation-aliases") hint=tr!(language, "administration-organisation-aliases-hint") value=input.aliases />
    }
}
