//! Merging two organisations: a preview in figures before it is done; and undoing it.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, MergePreview, MergeSide, RecentMerge, UNDO_DAYS};
use domain::clock::HOME;
use domain::ids::OrganisationId;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{OrganisationChoices, list_breadcrumb};
use crate::address::address;
use crate::administration::{breadcrumbs, page};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MergeQuery {
    into: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MergeConfirmation {
    shown: String,
}

pub(super) fn merge_path(id: &OrganisationId, target: &OrganisationId) -> String {
    address(&format!("/admin/organisations/{id}/merge"), &[("into", target.as_str())])
}

pub async fn show(context: RequestContext, Path(id): Path<String>, Query(query): Query<MergeQuery>) -> Result<Response> {
    confirmation_page(&context, &OrganisationId::from(id), &OrganisationId::from(query.into), FormErrors::none(context.language)).await
}

pub async fn merge(
    context: RequestContext,
    Path(id): Path<String>,
    Query(query): Query<MergeQuery>,
    Form(confirmation): Form<MergeConfirmation>,
) -> Result<Response> {
    let (id, target) = (OrganisationId::from(id), OrganisationId::from(query.into));
    match administration::merge_organisations(context.db(), &context.actor, &id, &target, &confirmation.shown).await {
        Ok(()) => Ok(context.redirect(&format!("/admin/organisations/{target}?done=merged")).into_response()),
        Err(error) => confirmation_page(&context, &id, &target, FormErrors::of(context.language, error)?).await,
    }
}

async fn confirmation_page(context: &RequestContext, id: &OrganisationId, target: &OrganisationId, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let preview = administration::merge_preview(context.db(), &context.actor, id, target).await?;
    let choices = OrganisationChoices::read(context).await?;
    let title =
        tr!(language, "administration-merge-question", name = preview.merged.form.name.as_str(), into = preview.kept.form.name.as_str());
    Ok(page(&title).errors(&errors).render(context, move || {
        let MergePreview { merged, kept, at_both, affiliations, events, digest } = preview;
        let back = format!("/admin/organisations/{}", merged.id);
        let mut steps = list_breadcrumb(language);
        steps.push((back.clone(), merged.form.name.clone()));
        let changes = [
            Some(tr!(
                language,
                "administration-merge-people",
                count = merged.people,
                number = number(language, merged.people),
                into = kept.form.name.as_str()
            )),
            (at_both > 0).then(|| tr!(language, "administration-merge-both", count = at_both, number = number(language, at_both))),
            Some(tr!(language, "administration-merge-affiliations", count = affiliations, number = number(language, affiliations))),
            (events > 0).then(|| tr!(language, "administration-merge-events", count = events, number = number(language, events))),
            Some(tr!(language, "administration-merge-names", name = merged.form.name.as_str(), into = kept.form.name.as_str())),
        ];
        let changes: Vec<_> = changes.into_iter().flatten().map(|text| view! { <li>{text}</li> }).collect();
        view! {
            {breadcrumbs(language, steps, tr!(language, "administration-merge"))}
            <h1>{title}</h1>
            <ErrorSummary />
            {sides(language, &merged, &kept, &choices)}
            <h2>{tr!(language, "administration-merge-changes")}</h2>
            <ul>{changes}</ul>
            <p class="notice">{tr!(language, "administration-merge-undo", days = UNDO_DAYS.to_string())}</p>
            <form method="post" class="actions">
                <input type="hidden" name="shown" value=digest />
                <button class="button button-danger">{tr!(language, "administration-merge-submit")}</button>
                " "
                <a class="button button-quiet" href=back>{tr!(language, "administration-merge-cancel")}</a>
            </form>
        }
    }))
}

/// The two side by side: fields that are empty in the one that stays are not filled from the other.
fn sides(language: Language, merged: &MergeSide, kept: &MergeSide, choices: &OrganisationChoices) -> impl IntoView + use<> {
    let name_of = |list: &[(String, String)], code: &str| {
        list.iter().find(|(listed, _)| listed == code).map_or_else(|| code.to_owned(), |(_, label)| label.clone())
    };
    let others = |side: &MergeSide| side.form.aliases.lines().collect::<Vec<_>>().join(", ");
    let rows = [
        (tr!(language, "organisations-kind"), name_of(&choices.kinds, &merged.form.kind), name_of(&choices.kinds, &kept.form.kind)),
        (tr!(language, "organisations-place"), merged.form.place.clone(), kept.form.place.clone()),
        (tr!(language, "fields-region"), name_of(&choices.regions, &merged.form.region), name_of(&choices.regions, &kept.form.region)),
        (tr!(language, "administration-organisation-aliases"), others(merged), others(kept)),
        (tr!(language, "administration-people"), number(language, merged.people), number(language, kept.people)),
    ];
    let (leaving_label, staying_label) = (tr!(language, "administration-merge-removed"), tr!(language, "administration-merge-kept"));
    let or_nothing = |value: String| if value.is_empty() { tr!(language, "administration-merge-no-value") } else { value };
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(label, merged, kept)| {
            let (leaving_label, staying_label) = (leaving_label.clone(), staying_label.clone());
            view! { <tr><th scope="row">{label}</th><td data-label=leaving_label>{or_nothing(merged)}</td><td data-label=staying_label>{or_nothing(kept)}</td></tr> }
        })
        .collect();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "administration-merge-organisations")}</caption>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{merged.form.name.clone()}" "<span class="badge badge-warning">{leaving_label.clone()}</span></th>
                    <th scope="col">{kept.form.name.clone()}" "<span class="badge badge-good">{staying_label.clone()}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The button that undoes the merge, on the page of the organisation that stayed.
pub(super) fn undo(language: Language, recent: &RecentMerge, into: &str, errors: &FormErrors) -> impl IntoView + use<> {
    let (name, id) = (recent.name.clone(), recent.id.clone());
    let (at, until) = (dates::moment(language, recent.merged_at, HOME), dates::moment(language, recent.until(), HOME));
    let error = errors.has_error("unmerge").then(|| tr!(language, "administration-unmerge-name-taken", name = name.as_str()));
    let summary = tr!(
        language,
        "administration-unmerge-entry",
        name = name.as_str(),
        at = at,
        until = until,
        count = recent.people,
        number = number(language, recent.people)
    );
    let more = tr!(language, "administration-unmerge-more", name = name.as_str(), into = into);
    view! {
        <p>{summary}</p>
        {error.clone().map(|error| view! { <p class="field-error">{error}</p> })}
        <ConfirmDisclosure label=tr!(language, "administration-unmerge", name = name.as_str()) explanation=more open=error.is_some()>
            <form method="post" class="actions">
                <input type="hidden" name="merge" value=id />
                <button class="button" name="act" value="unmerge">{tr!(language, "administration-unmerge-submit")}</button>
            </form>
        </ConfirmDisclosure>
    }
}
