//! Leaving everything (memberships, lists, registrations, feeds) in one confirmed act.

use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::numbers::number;
use domain::privacy::{self, DepartureSummary};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let summary = privacy::departure_summary(context.db(), &context.actor).await?;
    let title = tr!(language, "privacy-leave-title");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{tr!(language, "privacy-leave-lead")}</p>
                {consequences(language, &summary, false)}
                <form class="form" method="post">
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "privacy-leave")}</button>
                        " "
                        <a class="button button-quiet" href="/me/data">{tr!(language, "memberships-cancel")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

pub async fn leave(context: RequestContext) -> Result<Response> {
    privacy::leave_everything(context.db(), &context.actor).await?;
    Ok(context.redirect("/me/data?done=left").into_response())
}

pub(super) fn consequences(language: Language, summary: &DepartureSummary, with_mandates: bool) -> impl IntoView + use<> {
    let mut rows = vec![
        (summary.memberships, tr!(language, "privacy-leave-memberships")),
        (summary.lists, tr!(language, "privacy-leave-lists")),
        (summary.registrations, tr!(language, "privacy-leave-registrations")),
        (summary.feeds, tr!(language, "privacy-leave-feeds")),
    ];
    if with_mandates {
        rows.push((summary.mandates, tr!(language, "privacy-leave-mandates")));
    }
    let rows: Vec<_> =
        rows.into_iter().map(|(count, label)| view! { <div><dt>{label}</dt><dd>{number(language, count)}</dd></div> }).collect();
    view! { <dl class="consequences">{rows}</dl> }
}
