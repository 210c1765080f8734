//! The journal: who did what to what, when, in sentences.

use axum::response::Response;
use domain::administration::{self, Act, JournalQuery};
use domain::clock::HOME;
use domain::words::number;
use domain::{Language, dates};
use leptos::prelude::*;

use super::journal_details::detail;
use super::journal_words::{kind, sentence};
use super::{breadcrumbs, page};
use crate::address::address;
use crate::extract::Query;
use crate::fault::Result;
use crate::pager::{Last, pager};
use crate::visit::Visit;

/// A page of it.
pub async fn show(visit: Visit, Query(query): Query<JournalQuery>) -> Result<Response> {
    let language = visit.language;
    let found = administration::journal(visit.db(), &visit.who, &query).await?;
    let title = t!(language, "administration-journal");
    Ok(page(&title).render(&visit, move || {
        let lines: Vec<_> = found.acts.iter().map(|act| line(language, act)).collect();
        let kinds: Vec<_> = found
            .kinds
            .iter()
            .map(|code| {
                let chosen = query.act.split('.').next() == Some(code.as_str());
                view! { <option value=code.clone() selected=chosen>{kind(language, code)}</option> }
            })
            .collect();
        let input = |name: &'static str, kind: &'static str, label: String, value: &str| {
            view! {
                <div class="field">
                    <label for=name>{label}</label>
                    <input id=name name=name type=kind value=value.to_owned() />
                </div>
            }
        };
        let subject = (!query.subject.is_empty()).then(|| view! { <input type="hidden" name="subject" value=query.subject.clone() /> });
        let list = if lines.is_empty() {
            view! { <div class="empty"><p>{t!(language, "administration-no-act")}</p></div> }.into_any()
        } else {
            view! { <ol class="history">{lines}</ol> }.into_any()
        };
        let to = |page: i64| {
            let page = page.to_string();
            let pairs =
                [("by", &query.by), ("act", &query.act), ("subject", &query.subject), ("from", &query.from), ("to", &query.to), ("page", &page)];
            address("/admin/journal", &pairs.map(|(name, value)| (name, value.as_str())))
        };
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            <div class="toolbar no-print">
                <form method="get">
                    {input("by", "search", t!(language, "administration-by"), &query.by)}
                    <div class="field">
                        <label for="act">{t!(language, "administration-about")}</label>
                        <select id="act" name="act"><option value="">{t!(language, "administration-any")}</option>{kinds}</select>
                    </div>
                    {input("from", "date", t!(language, "administration-from"), &query.from)}
                    {input("to", "date", t!(language, "administration-to"), &query.to)}
                    {subject}
                    <button class="button button-quiet">{t!(language, "memberships-filter")}</button>
                    " "
                    <a href="/admin/journal">{t!(language, "memberships-clear")}</a>
                </form>
            </div>
            <p class="count" role="status">{t!(language, "administration-acts", count = found.total, number = number(language, found.total))}</p>
            {list}
            {pager(language, found.page, Last::Page(found.pages), to)}
        }
    }))
}

fn line(language: Language, act: &Act) -> impl IntoView + use<> {
    let by = match (act.by(), act.person.as_str()) {
        (_, "") => t!(language, "administration-program"),
        (name, _) if name.is_empty() => t!(language, "privacy-unnamed"),
        (name, _) => name,
    };
    // What people do with what is their own names them once.
    let about = (!act.about.trim().is_empty() && act.subject != act.person).then(|| {
        let path = address("/admin/journal", &[("subject", &act.subject)]);
        view! { " "<a href=path>{act.about.clone()}</a> }
    });
    let more = detail(language, act);
    let detail = (!more.is_empty() && more != act.about).then(|| view! { " "<span class="small soft">{more}</span> });
    view! {
        <li>
            <time datetime=act.at.to_string()>{dates::moment(language, act.at, HOME)}</time>
            {t!(language, "registrations-colon")}<strong>{by}</strong>" "{sentence(language, &act.action)}{about}{detail}
        </li>
    }
}
