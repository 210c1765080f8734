//! Leaving everything (memberships, lists, registrations, feeds) in one confirmed act.

use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::numbers::number;
use domain::privacy::{self, LeavingSummary};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The confirmation page.
pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let leaving = privacy::before_leaving(context.db(), &context.actor).await?;
    let title = tr!(language, "privacy-leave-title");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{tr!(language, "privacy-leave-lead")}</p>
                {consequence(language, &leaving, false)}
                <form class="form" method="post">
                    <div class="form-actions">
                        <button class="button button-danger">{tr!(language, "privacy-leave")}</button>
                        " "
                        <a class="button button-quiet" href="/me/data">{tr!(language, "memberships-stay")}</a>
                    </div>
                </form>
            </div>
        }
    }))
}

pub async fn leave(context: RequestContext) -> Result<Response> {
    privacy::leave_everything(context.db(), &context.actor).await?;
    Ok(context.go("/me/data?done=left").into_response())
}

/// The consequences in figures.
pub(super) fn consequence(language: Language, leaving: &LeavingSummary, with_mandates: bool) -> impl IntoView + use<> {
    let mut lines = vec![
        (leaving.memberships, tr!(language, "privacy-ends-memberships")),
        (leaving.lists, tr!(language, "privacy-ends-lists")),
        (leaving.registrations, tr!(language, "privacy-ends-registrations")),
        (leaving.feeds, tr!(language, "privacy-ends-feeds")),
    ];
    if with_mandates {
        lines.push((leaving.mandates, tr!(language, "privacy-ends-mandates")));
    }
    let lines: Vec<_> =
        lines.into_iter().map(|(count, words)| view! { <div><dt>{words}</dt><dd>{number(language, count)}</dd></div> }).collect();
    view! { <dl class="consequence">{lines}</dl> }
}
