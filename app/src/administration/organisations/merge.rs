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

use super::{Lists, way};
use crate::address::address;
use crate::administration::{breadcrumbs, page};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::request_context::RequestContext;

/// The organisation to merge into.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MergeQuery {
    into: String,
}

/// The fields of the confirmation form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MergeConfirmation {
    shown: String,
}

/// The address of the confirmation page.
pub(super) fn path(id: &OrganisationId, kept: &OrganisationId) -> String {
    address(&format!("/admin/organisations/{id}/merge"), &[("into", kept.as_str())])
}

/// The preview.
pub async fn show(context: RequestContext, Path(id): Path<String>, Query(asked): Query<MergeQuery>) -> Result<Response> {
    ask(&context, &OrganisationId::from(id), &OrganisationId::from(asked.into), FormErrors::none(context.language)).await
}

pub async fn merge(
    context: RequestContext,
    Path(id): Path<String>,
    Query(asked): Query<MergeQuery>,
    Form(agreed): Form<MergeConfirmation>,
) -> Result<Response> {
    let (id, kept) = (OrganisationId::from(id), OrganisationId::from(asked.into));
    match administration::merge_organisations(context.db(), &context.actor, &id, &kept, &agreed.shown).await {
        Ok(()) => Ok(context.go(&format!("/admin/organisations/{kept}?done=merged")).into_response()),
        Err(error) => ask(&context, &id, &kept, FormErrors::of(context.language, error)?).await,
    }
}

async fn ask(context: &RequestContext, id: &OrganisationId, kept: &OrganisationId, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let preview = administration::merge_preview(context.db(), &context.actor, id, kept).await?;
    let lists = Lists::read(context).await?;
    let title = tr!(language, "administration-merge-ask", name = preview.gone.says.name.as_str(), into = preview.kept.says.name.as_str());
    Ok(page(&title).errors(&errors).render(context, move || {
        let MergePreview { gone, kept, at_both, affiliations, events, shown } = preview;
        let back = format!("/admin/organisations/{}", gone.id);
        let mut steps = way(language);
        steps.push((back.clone(), gone.says.name.clone()));
        let changes = [
            Some(tr!(
                language,
                "administration-merge-people",
                count = gone.people,
                number = number(language, gone.people),
                into = kept.says.name.as_str()
            )),
            (at_both > 0).then(|| tr!(language, "administration-merge-both", count = at_both, number = number(language, at_both))),
            Some(tr!(language, "administration-merge-affiliations", count = affiliations, number = number(language, affiliations))),
            (events > 0).then(|| tr!(language, "administration-merge-events", count = events, number = number(language, events))),
            Some(tr!(language, "administration-merge-names", name = gone.says.name.as_str(), into = kept.says.name.as_str())),
        ];
        let changes: Vec<_> = changes.into_iter().flatten().map(|words| view! { <li>{words}</li> }).collect();
        view! {
            {breadcrumbs(language, steps, tr!(language, "administration-merge"))}
            <h1>{title}</h1>
            <ErrorSummary />
            {sides(language, &gone, &kept, &lists)}
            <h2>{tr!(language, "administration-merge-changes")}</h2>
            <ul>{changes}</ul>
            <p class="notice">{tr!(language, "administration-merge-undo", days = UNDO_DAYS.to_string())}</p>
            <form method="post" class="actions">
                <input type="hidden" name="shown" value=shown />
                <button class="button button-danger">{tr!(language, "administration-merge-do")}</button>
                " "
                <a class="button button-quiet" href=back>{tr!(language, "administration-merge-not")}</a>
            </form>
        }
    }))
}

/// The two side by side: fields that are empty in the one that stays are not filled from the other.
fn sides(language: Language, gone: &MergeSide, kept: &MergeSide, lists: &Lists) -> impl IntoView + use<> {
    let named = |list: &[(String, String)], code: &str| {
        list.iter().find(|(known, _)| known == code).map_or_else(|| code.to_owned(), |(_, words)| words.clone())
    };
    let others = |side: &MergeSide| side.says.aliases.lines().collect::<Vec<_>>().join(", ");
    let rows = [
        (tr!(language, "organisations-kind"), named(&lists.kinds, &gone.says.kind), named(&lists.kinds, &kept.says.kind)),
        (tr!(language, "organisations-place"), gone.says.place.clone(), kept.says.place.clone()),
        (tr!(language, "networks-region"), named(&lists.regions, &gone.says.region), named(&lists.regions, &kept.says.region)),
        (tr!(language, "administration-aliases"), others(gone), others(kept)),
        (tr!(language, "administration-people"), number(language, gone.people), number(language, kept.people)),
    ];
    let (goes, stays) = (tr!(language, "administration-merge-goes"), tr!(language, "administration-merge-stays"));
    let said = |value: String| if value.is_empty() { tr!(language, "administration-merge-nothing") } else { value };
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(words, gone, kept)| {
            let (goes, stays) = (goes.clone(), stays.clone());
            view! { <tr><th scope="row">{words}</th><td data-label=goes>{said(gone)}</td><td data-label=stays>{said(kept)}</td></tr> }
        })
        .collect();
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{tr!(language, "administration-merge-sides")}</caption>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{gone.says.name.clone()}" "<span class="badge badge-warning">{goes.clone()}</span></th>
                    <th scope="col">{kept.says.name.clone()}" "<span class="badge badge-good">{stays.clone()}</span></th>
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
    let fault = errors.touches("unmerge").then(|| tr!(language, "administration-unmerge-taken", name = name.as_str()));
    let kept = tr!(
        language,
        "administration-unmerge-kept",
        name = name.as_str(),
        at = at,
        until = until,
        count = recent.people,
        number = number(language, recent.people)
    );
    let more = tr!(language, "administration-unmerge-more", name = name.as_str(), into = into);
    view! {
        <p>{kept}</p>
        {fault.clone().map(|fault| view! { <p class="field-error">{fault}</p> })}
        <ConfirmDisclosure words=tr!(language, "administration-unmerge", name = name.as_str()) more=more open=fault.is_some()>
            <form method="post" class="actions">
                <input type="hidden" name="merge" value=id />
                <button class="button" name="act" value="unmerge">{tr!(language, "administration-unmerge-do")}</button>
            </form>
        </ConfirmDisclosure>
    }
}
