//! The journal in sentences: each act with its actor, its subject and its time.

use axum::response::Response;
use domain::administration::{self, AuditQuery, JournalEntry};
use domain::clock::HOME;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;

use super::journal_details::detail;
use super::journal_sentences::{kind, sentence};
use super::{breadcrumbs, page};
use crate::address::address;
use crate::error_page::Result;
use crate::extract::Query;
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

pub async fn index(context: RequestContext, Query(query): Query<AuditQuery>) -> Result<Response> {
    let language = context.language;
    let results = administration::journal(context.db(), &context.actor, &query).await?;
    let title = tr!(language, "administration-audit-log");
    Ok(page(&title).render(&context, move || {
        let rows: Vec<_> = results.acts.iter().map(|act| row(language, act)).collect();
        let kinds: Vec<_> = results
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
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "administration-audit-log-none")}</p></div> }.into_any()
        } else {
            view! { <ol class="history">{rows}</ol> }.into_any()
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
                    {input("by", "search", tr!(language, "administration-audit-log-actor"), &query.by)}
                    <div class="field">
                        <label for="act">{tr!(language, "administration-audit-log-kind")}</label>
                        <select id="act" name="act"><option value="">{tr!(language, "administration-filter-all")}</option>{kinds}</select>
                    </div>
                    {input("from", "date", tr!(language, "administration-audit-log-from"), &query.from)}
                    {input("to", "date", tr!(language, "administration-audit-log-to"), &query.to)}
                    {subject}
                    <button class="button button-quiet">{tr!(language, "fields-filter")}</button>
                    " "
                    <a href="/admin/journal">{tr!(language, "fields-clear-filters")}</a>
                </form>
            </div>
            <p class="count" role="status">{tr!(language, "administration-audit-log-count", count = results.total, number = number(language, results.total))}</p>
            {list}
            {pager(language, results.page, ListLength::Page(results.pages), to)}
        }
    }))
}

fn row(language: Language, act: &JournalEntry) -> impl IntoView + use<> {
    let by = match (act.by(), act.person.as_str()) {
        (_, "") => tr!(language, "administration-audit-log-system"),
        (name, _) if name.is_empty() => tr!(language, "privacy-erased-person"),
        (name, _) => name,
    };
    let details = detail(language, act);
    // For acts of people on their own data, the name is not repeated.
    let name = Some(subject_name(language, act)).filter(|name| !name.is_empty() && act.subject != act.person);
    let text = match &name {
        Some(name) => sentence_before(language, sentence(language, &act.action), name),
        None if is_deleted_subject(act) && details.is_empty() => {
            format!("{} {}", sentence(language, &act.action), tr!(language, "audit-subject-deleted"))
        }
        None => sentence(language, &act.action),
    };
    let subject_link = name.map(|name| {
        let path = address("/admin/journal", &[("subject", &act.subject)]);
        view! { <a href=path>{name}</a> }
    });
    let detail = (!details.is_empty() && details != act.about).then(|| view! { " "<span class="small muted">{details}</span> });
    view! {
        <li>
            <time datetime=act.at.to_string()>{dates::moment(language, act.at, HOME)}</time>
            {tr!(language, "fields-colon")}<strong>{by}</strong>" "{text}{subject_link}{detail}
        </li>
    }
}

/// The name of the subject. The membership or mandate of an erased person has a network and no name.
fn subject_name(language: Language, act: &JournalEntry) -> String {
    match act.about.trim() {
        name if name.starts_with(',') => format!("{}{name}", tr!(language, "privacy-erased-person")),
        name => name.to_owned(),
    }
}

/// The sentence up to the name: French "de" is elided before a vowel.
fn sentence_before(language: Language, sentence: String, name: &str) -> String {
    let starts_with_vowel =
        name.chars().next().is_some_and(|first| "aeiouâàéèêëîïôöûüyœæ".contains(first.to_lowercase().next().unwrap_or(first)));
    match sentence.strip_suffix(" de") {
        Some(start) if language == Language::Fr && starts_with_vowel => format!("{start} d’"),
        _ => sentence + " ",
    }
}

/// Whether the subject is of a kind that has a name, and no longer exists.
fn is_deleted_subject(act: &JournalEntry) -> bool {
    let (kind, verb) = act.action.split_once('.').unwrap_or_default();
    let has_a_name =
        ["event", "list", "membership", "message", "network", "page", "registration", "committee", "attendance"].contains(&kind);
    has_a_name && verb != "remove" && !act.subject.is_empty() && act.subject != act.person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_its_sentence() {
        assert_eq!(sentence_before(Language::Fr, "a mis fin à l’adhésion de".to_owned(), "Élise Roy"), "a mis fin à l’adhésion d’");
        assert_eq!(sentence_before(Language::Fr, "a mis fin à l’adhésion de".to_owned(), "Léa Martinet"), "a mis fin à l’adhésion de ");
        assert_eq!(sentence_before(Language::En, "ended the membership of".to_owned(), "Ada"), "ended the membership of ");
    }
}
