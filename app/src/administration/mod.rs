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

/// The query of a list.
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
        let held = overview.held.map_or(0, |held| held.mails + held.copies + held.messages + held.newer);
        let waiting = [
            (held, "/admin/mails", tr!(language, "administration-held-short", count = held)),
            (overview.failed_mails, "/admin/mails?state=failed", tr!(language, "administration-failed", count = overview.failed_mails)),
            (overview.uncoordinated, "/admin/mandates", tr!(language, "administration-uncoordinated", count = overview.uncoordinated)),
        ];
        let waiting: Vec<_> = waiting
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, path, words)| view! { <li><b>{number(language, count)}</b>" "<a href=path>{words}</a></li> })
            .collect();
        let waiting = (!waiting.is_empty()).then(|| view! { <ul class="waiting">{waiting}</ul> });
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
            ("/admin/journal", tr!(language, "administration-journal"), tr!(language, "administration-journal-more")),
            ("/admin/retention", tr!(language, "administration-retention"), tr!(language, "administration-retention-more")),
        ];
        let pages: Vec<_> = pages
            .into_iter()
            .map(|(path, words, more)| view! { <li><h2><a href=path>{words}</a></h2><p class="soft">{more}</p></li> })
            .collect();
        let alerts: Vec<_> = overview.alerts.iter().map(|alert| notice(language, alert, overview.last_backup.is_some())).collect();
        let when = |moment| dates::moment(language, moment, HOME);
        let oldest =
            overview.oldest_mail.map(|at| view! { <p class="small soft">{tr!(language, "administration-oldest-mail", at = when(at))}</p> });
        let backup = overview.makes_backups.then(|| {
            let words = match overview.last_backup {
                Some(at) => tr!(language, "administration-last-backup", at = when(at)),
                None => tr!(language, "administration-no-backup"),
            };
            view! { <p class="small soft">{words}</p> }
        });
        let purged = overview.purged_at.map(|at| {
            let words = tr!(
                language,
                "administration-purged",
                at = dates::moment(language, at, HOME),
                what = journal_details::counted(language, &overview.purged)
            );
            view! { <p class="small soft">{words}</p> }
        });
        view! {
            <div class="page-title">
                <h1>{title}</h1>
                <a class="button" href="/networks/new">{tr!(language, "networks-new")}</a>
            </div>
            {steps.as_ref().map(|steps| first_steps::view(language, steps))}
            {overview.held.map(|held| held_deliveries::notice(language, &held))}
            {alerts}
            {waiting}
            <ul class="tiles">{pages}</ul>
            {oldest}
            {backup}
            {purged}
        }
    }))
}

/// A current alert.
fn notice(language: Language, alert: &Alert, has_backup: bool) -> impl IntoView + use<> {
    let since = dates::moment(language, alert.since, HOME);
    let words = match alert.kind {
        AlertKind::Mail => tr!(language, "administration-alert-mail", since = since),
        AlertKind::Backup if has_backup => tr!(language, "administration-alert-backup", since = since),
        AlertKind::Backup => tr!(language, "administration-alert-no-backup", since = since),
    };
    let link = (alert.kind == AlertKind::Mail)
        .then(|| view! { " "<a href="/admin/mails?state=queued">{tr!(language, "administration-alert-mail-see")}</a> });
    view! { <div class="notice notice-warning"><p>{words}{link}</p></div> }
}

/// Current mandates, those about to end, networks without a coordinator.
pub async fn mandates(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let mandates = administration::mandates(context.db(), &context.actor).await?;
    let title = tr!(language, "administration-mandates");
    Ok(page(&title).render(&context, move || {
        let table = |id: &'static str, words: String, rows: &[administration::EndingMandate]| {
            (!rows.is_empty()).then(|| {
                let rows: Vec<_> = rows.iter().map(|row| mandate(language, row)).collect();
                view! {
                    <section class="stack" aria-labelledby=id>
                        <h2 id=id>{words}</h2>
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
        let alone: Vec<_> = mandates
            .uncoordinated
            .iter()
            .map(|network| view! { <li><a href=format!("/networks/{}/governance/edit", network.slug)>{network.acronym.clone()}</a></li> })
            .collect();
        let alone = (!alone.is_empty()).then(|| {
            view! {
                <section class="stack" aria-labelledby="alone">
                    <h2 id="alone">{tr!(language, "administration-alone")}</h2>
                    <ul class="links">{alone}</ul>
                </section>
            }
        });
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            {alone}
            {table("ending", tr!(language, "administration-ending"), &mandates.ending)}
            {table("running", tr!(language, "administration-running"), &mandates.running)}
        }
    }))
}

fn mandate(language: Language, row: &administration::EndingMandate) -> impl IntoView + use<> {
    let until = row.ended_on.as_ref().map(|last| dates::date_of(language, last));
    let until = until.unwrap_or_else(|| tr!(language, "governance-open"));
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

/// A private page of the administration.
fn page(title: &str) -> PageBuilder {
    PageBuilder::titled(title).section(Section::Administration).private()
}

/// Breadcrumbs for pages below the first.
pub fn breadcrumbs(language: Language, steps: Vec<(String, String)>, here: String) -> impl IntoView + use<> {
    let first = ("/admin".to_owned(), tr!(language, "administration-title"));
    let steps = std::iter::once(first).chain(steps).map(Breadcrumb::from).collect();
    crate::breadcrumbs::breadcrumbs(language, steps, here)
}

/// A notice of success.
fn told(done: &str, language: Language) -> impl IntoView + use<> {
    let words = match done {
        "saved" => Some(tr!(language, "administration-saved")),
        "queued" => Some(tr!(language, "administration-queued")),
        "released" => Some(tr!(language, "administration-released")),
        "ended" => Some(tr!(language, "administration-ended")),
        "created" => Some(tr!(language, "administration-created")),
        "unmerged" => Some(tr!(language, "administration-unmerged")),
        "unmerged-partly" => Some(tr!(language, "administration-unmerged-partly")),
        "merged" => Some(tr!(language, "administration-merged")),
        "purged" => Some(tr!(language, "administration-purge-asked")),
        "used" => Some(tr!(language, "administration-choice-used")),
        _ => None,
    };
    let look = if done == "used" { "notice notice-bad" } else { "notice notice-good" };
    words.map(|words| view! { <div class=look role="status"><p>{words}</p></div> })
}

/// The search field of a list.
fn search(language: Language, label: String, q: &str) -> impl IntoView + use<> {
    view! {
        <div class="toolbar no-print">
            <form method="get">
                <div class="field field-wide">
                    <label for="q">{label}</label>
                    <input id="q" name="q" type="search" value=q.to_owned() />
                </div>
                <button class="button button-quiet">{tr!(language, "fault-search-do")}</button>
            </form>
        </div>
    }
}
