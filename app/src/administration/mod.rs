//! Administration: what the administrators of the instance look after. For everybody else these pages don't exist.

pub(crate) mod first_steps;
mod held_deliveries;
pub mod instance;
pub mod journal;
pub(crate) mod journal_details;
pub(crate) mod journal_sentences;
pub mod mails;
pub mod organisations;
pub mod people;
pub mod retention;
pub mod taxonomies;

use axum::response::Response;
use domain::administration::Alert;
use domain::clock::HOME;
use domain::enums::AlertKind;
use domain::numbers::number;
use domain::{Language, administration, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::breadcrumbs::Breadcrumb;
use crate::error_page::Result;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AdminListQuery {
    q: String,
    page: String,
    done: String,
}

/// The open tasks, and links to each page.
pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let overview = administration::overview(context.db(), &context.actor).await?;
    let steps = administration::first_steps(context.db(), &context.actor).await?;
    let title = tr!(language, "administration-title");
    Ok(page(&title).render(&context, move || {
        let deliveries =
            overview.held.map_or(0, |deliveries| deliveries.mails + deliveries.copies + deliveries.messages + deliveries.newer);
        let tasks = [
            (deliveries, "/admin/mails", tr!(language, "administration-hold-count", count = deliveries)),
            (
                overview.failed_mails,
                "/admin/mails?state=failed",
                tr!(language, "administration-mails-failed", count = overview.failed_mails),
            ),
            (
                overview.uncoordinated,
                "/admin/mandates",
                tr!(language, "administration-networks-uncoordinated", count = overview.uncoordinated),
            ),
        ];
        let tasks: Vec<_> = tasks
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, path, label)| view! { <li><b>{number(language, count)}</b>" "<a href=path>{label}</a></li> })
            .collect();
        let tasks = (!tasks.is_empty()).then(|| view! { <ul class="tasks">{tasks}</ul> });
        let pages = [
            ("/admin/instance", tr!(language, "administration-instance"), tr!(language, "administration-instance-more")),
            (
                "/admin/people",
                tr!(language, "administration-people"),
                tr!(language, "administration-people-more", count = overview.people, number = number(language, overview.people)),
            ),
            (
                "/admin/organisations",
                tr!(language, "administration-organisations"),
                tr!(
                    language,
                    "administration-organisations-more",
                    count = overview.organisations,
                    number = number(language, overview.organisations)
                ),
            ),
            ("/admin/taxonomies", tr!(language, "administration-taxonomies"), tr!(language, "administration-taxonomies-more")),
            ("/admin/mandates", tr!(language, "administration-mandates"), tr!(language, "administration-mandates-more")),
            (
                "/admin/mails",
                tr!(language, "administration-mails"),
                tr!(language, "administration-mails-more", count = overview.queued_mails, number = number(language, overview.queued_mails)),
            ),
            ("/admin/journal", tr!(language, "administration-audit-log"), tr!(language, "administration-audit-log-more")),
            ("/admin/retention", tr!(language, "administration-retention"), tr!(language, "administration-retention-more")),
        ];
        let pages: Vec<_> = pages
            .into_iter()
            .map(|(path, label, explanation)| view! { <li><h2><a href=path>{label}</a></h2><p class="muted">{explanation}</p></li> })
            .collect();
        let alerts: Vec<_> = overview.alerts.iter().map(|alert| alert_notice(language, alert, overview.last_backup.is_some())).collect();
        let when = |moment| dates::moment(language, moment, HOME);
        let oldest = overview
            .oldest_mail
            .map(|at| view! { <p class="small muted">{tr!(language, "administration-oldest-mail", at = when(at))}</p> });
        let backup = overview.makes_backups.then(|| {
            let label = match overview.last_backup {
                Some(at) => tr!(language, "administration-last-backup", at = when(at)),
                None => tr!(language, "administration-no-backup"),
            };
            view! { <p class="small muted">{label}</p> }
        });
        let purged = overview.purged_at.map(|at| {
            let label = tr!(
                language,
                "administration-last-purge",
                at = dates::moment(language, at, HOME),
                what = journal_details::purge_counts(language, &overview.purged)
            );
            view! { <p class="small muted">{label}</p> }
        });
        view! {
            <div class="page-title">
                <h1>{title}</h1>
                <a class="button" href="/networks/new">{tr!(language, "networks-new")}</a>
            </div>
            {steps.as_ref().map(|steps| first_steps::view(language, steps))}
            {overview.held.map(|deliveries| held_deliveries::notice(language, &deliveries))}
            {alerts}
            {tasks}
            <ul class="tiles">{pages}</ul>
            {oldest}
            {backup}
            {purged}
        }
    }))
}

fn alert_notice(language: Language, alert: &Alert, has_backup: bool) -> impl IntoView + use<> {
    let since = dates::moment(language, alert.since, HOME);
    let text = match alert.kind {
        AlertKind::Mail => tr!(language, "administration-alert-mail", since = since),
        AlertKind::Backup if has_backup => tr!(language, "administration-alert-backup", since = since),
        AlertKind::Backup => tr!(language, "administration-alert-no-backup", since = since),
    };
    let link = (alert.kind == AlertKind::Mail)
        .then(|| view! { " "<a href="/admin/mails?state=queued">{tr!(language, "administration-alert-mail-link")}</a> });
    view! { <div class="notice notice-warning"><p>{text}{link}</p></div> }
}

/// Current mandates, those about to end, networks without a coordinator.
pub async fn mandates(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let mandates = administration::mandates(context.db(), &context.actor).await?;
    let title = tr!(language, "administration-mandates");
    Ok(page(&title).render(&context, move || {
        let table = |id: &'static str, heading: String, rows: &[administration::EndingMandate]| {
            (!rows.is_empty()).then(|| {
                let rows: Vec<_> = rows.iter().map(|row| mandate_row(language, row)).collect();
                view! {
                    <section class="stack" aria-labelledby=id>
                        <h2 id=id>{heading}</h2>
                        <table class="table-stack">
                            <thead>
                                <tr>
                                    <th scope="col">{tr!(language, "administration-network")}</th>
                                    <th scope="col">{tr!(language, "administration-committee")}</th>
                                    <th scope="col">{tr!(language, "administration-person")}</th>
                                    <th scope="col">{tr!(language, "governance-role")}</th>
                                    <th scope="col">{tr!(language, "governance-since")}</th>
                                    <th scope="col">{tr!(language, "governance-until")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </section>
                }
            })
        };
        let uncoordinated: Vec<_> = mandates
            .uncoordinated
            .iter()
            .map(|network| view! { <li><a href=format!("/networks/{}/governance/edit", network.slug)>{network.acronym.clone()}</a></li> })
            .collect();
        let uncoordinated = (!uncoordinated.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="alone">
                    <h2 id="alone">{tr!(language, "administration-mandates-none")}</h2>
                    <ul class="links">{uncoordinated}</ul>
                </section>
            }
        });
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {uncoordinated}
            {table("ending", tr!(language, "administration-mandates-ending"), &mandates.ending)}
            {table("running", tr!(language, "administration-mandates-current"), &mandates.running)}
        }
    }))
}

fn mandate_row(language: Language, row: &administration::EndingMandate) -> impl IntoView + use<> {
    let until = row.ended_on.as_ref().map(|last| dates::date_of(language, last));
    let until = until.unwrap_or_else(|| tr!(language, "governance-no-end-date"));
    view! {
        <tr>
            <th scope="row"><a href=format!("/networks/{}/governance", row.slug)>{row.acronym.clone()}</a></th>
            <td data-label=tr!(language, "administration-committee")>{row.committee.clone()}</td>
            <td data-label=tr!(language, "administration-person")>{row.name()}</td>
            <td data-label=tr!(language, "governance-role")>{row.role.clone()}</td>
            <td data-label=tr!(language, "governance-since")>{dates::date_of(language, &row.started_on)}</td>
            <td data-label=tr!(language, "governance-until")>{until}</td>
        </tr>
    }
}

fn page(title: &str) -> PageBuilder {
    PageBuilder::titled(title).section(Section::Administration).private()
}

pub fn breadcrumbs(language: Language, steps: Vec<(String, String)>, title: String) -> impl IntoView + use<> {
    let first = ("/admin".to_owned(), tr!(language, "administration-title"));
    let steps = std::iter::once(first).chain(steps).map(Breadcrumb::from).collect();
    crate::breadcrumbs::breadcrumbs(language, steps, title)
}

fn success_notice(done: &str, language: Language) -> impl IntoView + use<> {
    let text = match done {
        "saved" => Some(tr!(language, "administration-done-saved")),
        "queued" => Some(tr!(language, "administration-done-mail-retried")),
        "released" => Some(tr!(language, "administration-done-sending-resumed")),
        "ended" => Some(tr!(language, "administration-done-sessions-ended")),
        "created" => Some(tr!(language, "administration-done-organisation-created")),
        "unmerged" => Some(tr!(language, "administration-done-unmerged")),
        "unmerged-partly" => Some(tr!(language, "administration-done-unmerged-partly")),
        "merged" => Some(tr!(language, "administration-done-merged")),
        "purged" => Some(tr!(language, "administration-done-purge-requested")),
        "used" => Some(tr!(language, "administration-done-choice-in-use")),
        _ => None,
    };
    let class = if done == "used" { "notice notice-bad" } else { "notice notice-good" };
    text.map(|text| view! { <div class=class role="status"><p>{text}</p></div> })
}

fn search_form(language: Language, label: String, q: &str) -> impl IntoView + use<> {
    view! {
        <div class="toolbar no-print">
            <form method="get">
                <div class="field field-wide">
                    <label for="q">{label}</label>
                    <input id="q" name="q" type="search" value=q.to_owned() />
                </div>
                <button class="button button-quiet">{tr!(language, "error-search-submit")}</button>
            </form>
        </div>
    }
}
