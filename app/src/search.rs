//! Search: one page over everything that the reader may see.

use axum::response::Response;
use domain::enums::SearchKind;
use domain::numbers::number;
use domain::search::{self, ExcerptPiece, SearchHit, SearchQuery, SearchResults};
use domain::{Language, dates};
use leptos::prelude::*;

use crate::address::{address, page_text};
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::Query;
use crate::fields::SelectField;
use crate::labels::{label, label_in};
use crate::networks::network_tag;
use crate::page::PageBuilder;
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Query(query): Query<SearchQuery>) -> Result<Response> {
    let language = context.language;
    let results = search::search(context.db(), &context.actor, &query).await?;
    let title = if results.has_query { tr!(language, "search-title-of", words = query.q.trim()) } else { tr!(language, "search-title") };
    Ok(PageBuilder::titled(title).render(&context, move || {
        let content = match (results.has_query, query.q.trim().is_empty()) {
            (true, _) => results_view(language, &query, &results).into_any(),
            (false, false) => no_word_notice(language).into_any(),
            (false, true) => ().into_any(),
        };
        view! {
            <h1>{tr!(language, "search-title")}</h1>
            {form(language, &query, &results)}
            {content}
        }
    }))
}

fn form(language: Language, query: &SearchQuery, results: &SearchResults) -> impl IntoView + use<> {
    let or_all = |label: String| std::iter::once((String::new(), label));
    let networks: Vec<_> = or_all(tr!(language, "search-all-networks"))
        .chain(results.networks.iter().map(|network| (network.slug.clone(), format!("{} – {}", network.acronym, network.name))))
        .collect();
    let is_narrowed = !query.network.is_empty() || !query.year.is_empty();
    view! {
        <form class="search-page" role="search" method="get" action="/search">
            <div class="search">
                <div class="field">
                    <label for="q">{tr!(language, "search-query")}</label>
                    <input id="q" name="q" type="search" value=query.q.clone() maxlength="200" />
                </div>
                <button class="button">{tr!(language, "search-submit")}</button>
            </div>
            {(!query.kind.is_empty()).then(|| view! { <input type="hidden" name="kind" value=query.kind.clone() /> })}
            <details class="search-more" open=is_narrowed>
                <summary>{tr!(language, "search-filters")}</summary>
                <div class="field-row">
                    <SelectField name="network" label=tr!(language, "search-network") value=query.network.clone() choices=networks required=true />
                    <div class="field">
                        <label for="year">{tr!(language, "search-year")}</label>
                        <input id="year" name="year" type="number" min="1900" max="2199" value=query.year.clone() />
                    </div>
                </div>
            </details>
        </form>
    }
}

fn results_view(language: Language, query: &SearchQuery, results: &SearchResults) -> impl IntoView + use<> {
    let total: i64 = results.counts.iter().map(|(_, count)| count).sum();
    let kinds: Vec<_> = std::iter::once((None, tr!(language, "search-all-kinds"), total))
        .chain(results.counts.iter().map(|(kind, count)| (Some(*kind), label_in(language, "search-kinds", *kind), *count)))
        .map(|(kind, label, count)| {
            let code = kind.map_or("", SearchKind::code);
            let current = (query.kind == code).then_some("page");
            let to = address_of(&SearchQuery { kind: code.to_owned(), page: String::new(), ..query.clone() });
            view! { <li><a href=to aria-current=current>{label}" "<span class="numbers muted">{number(language, count)}</span></a></li> }
        })
        .collect();
    let kinds = (total > 0).then(|| view! { <nav class="tabs" aria-label=tr!(language, "search-kinds")><ul>{kinds}</ul></nav> });
    let hits: Vec<_> = results.hits.iter().map(|hit| hit_view(language, hit)).collect();
    let list = if hits.is_empty() {
        view! { <div class="empty"><p>{tr!(language, "search-no-result")}</p><p class="muted">{tr!(language, "search-no-result-more")}</p></div> }
            .into_any()
    } else {
        view! { <ol class="search-results" role="list">{hits}</ol> }.into_any()
    };
    let quotes = query.q.contains(['"', '«', '»', '“', '”']).then(|| view! { <p class="small muted">{tr!(language, "search-quotes")}</p> });
    view! {
        <p class="count" id="count" role="status">{tr!(language, "search-count", count = total, number = number(language, total))}</p>
        {quotes}
        {kinds}
        {list}
        {pager(language, results.page, ListLength::Page(results.pages), |page| address_of(&SearchQuery { page: page_text(page), ..query.clone() }))}
    }
}

/// Something was typed, but it contains no word.
fn no_word_notice(language: Language) -> impl IntoView + use<> {
    view! {
        <div class="empty" role="status">
            <p>{tr!(language, "search-no-word")}</p>
            <p class="muted">{tr!(language, "search-no-word-more")}</p>
        </div>
    }
}

fn hit_view(language: Language, hit: &SearchHit) -> impl IntoView + use<> {
    let title = highlighted(&hit.title);
    let lang = lang_attribute(language, hit.language);
    let title = match &hit.path {
        Some(path) => view! { <a href=path.clone() lang=lang>{title}</a> }.into_any(),
        None => view! { <span lang=lang>{title}</span> }.into_any(),
    };
    let on = (!hit.on.is_empty()).then(|| view! { " "<time datetime=hit.on.clone()>{dates::day_of(language, &hit.on)}</time> });
    let network = hit.network.as_ref().map(|network| view! { " "{network_tag(network)} });
    let excerpt = (!hit.excerpt.is_empty()).then(|| view! { <p class="excerpt" lang=lang>{highlighted(&hit.excerpt)}</p> });
    view! {
        <li>
            <h2>{title}</h2>
            <p class="small muted"><span>{label(language, hit.kind)}</span>{network}{on}</p>
            {excerpt}
        </li>
    }
}

/// Matches in `<mark>`; the text around them unchanged.
fn highlighted(pieces: &[ExcerptPiece]) -> Vec<AnyView> {
    pieces
        .iter()
        .map(|piece| if piece.hit { view! { <mark>{piece.text.clone()}</mark> }.into_any() } else { piece.text.clone().into_any() })
        .collect()
}

fn address_of(query: &SearchQuery) -> String {
    address("/search", &[("q", &query.q), ("kind", &query.kind), ("network", &query.network), ("year", &query.year), ("page", &query.page)])
}
