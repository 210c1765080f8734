//! The reviews of a network: the list, and each review as a page, as Markdown, as PDF.

pub mod adopt;
pub mod form;

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::networks::NetworkCard;
use domain::reports::reviews::{self, ListedReview, ReviewPage};
use domain::{Language, dates, rendering};
use formats::documents::{Document, DocumentBlock};
use leptos::prelude::*;

use super::charts::bars;
use super::table::figure;
use super::{ReportPart, count_computation, header, title};
use crate::downloads;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Query};
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// The number of years with a button that starts a review; further years are folded.
const RECENT: usize = 4;

pub async fn index(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let language = context.language;
    let results = reviews::list(context.db(), &context.actor, &slug).await?;
    let card = results.head.card.clone();
    let page = PageBuilder::titled(title(language, tr!(language, "reviews-title"), &card)).section(Section::Networks).hue(card.hue);
    Ok(page.render(&context, move || {
        let path = format!("/networks/{}/reviews", card.slug);
        let rows: Vec<_> = results.reviews.iter().map(|review| row(language, &path, review)).collect();
        let empty = rows.is_empty().then(|| {
            view! { <div class="empty"><p>{tr!(language, "reviews-empty", network = card.acronym.as_str())}</p></div> }
        });
        let start_links = |years: &[i32]| {
            let links: Vec<_> = years
                .iter()
                .map(|year| {
                    let label = tr!(language, "reviews-new", year = year.to_string());
                    view! { <a class="button button-quiet" href=format!("{path}/{year}/edit")>{label}</a>" " }
                })
                .collect();
            view! { <p class="actions no-print">{links}</p> }
        };
        let (recent, earlier) = results.missing.split_at(results.missing.len().min(RECENT));
        let recent = (!recent.is_empty()).then(|| start_links(recent));
        let earlier = (!earlier.is_empty()).then(|| {
            view! { <details class="no-print"><summary>{tr!(language, "reviews-earlier-years")}</summary>{start_links(earlier)}</details> }
        });
        view! {
            {header(language, &results.head, ReportPart::Reviews)}
            <p class="muted">{tr!(language, "reviews-lead")}</p>
            <ul class="rows">{rows}</ul>
            {empty}
            {recent}
            {earlier}
        }
    }))
}

fn row(language: Language, path: &str, review: &ListedReview) -> impl IntoView + use<> {
    let state = match &review.adopted_on {
        Some(day) => view! { <span>{tr!(language, "reviews-adopted", day = dates::date_of(language, day))}</span> }.into_any(),
        None => view! { <span class="badge badge-warning">{tr!(language, "reviews-draft")}</span> }.into_any(),
    };
    let year = review.year.to_string();
    view! {
        <li>
            <p><strong><a href=format!("{path}/{year}")>{tr!(language, "reviews-title-year", year = year.as_str())}</a></strong>" "{state}</p>
            <p class="small">{files(language, path, &year)}</p>
        </li>
    }
}

fn files(language: Language, path: &str, year: &str) -> impl IntoView + use<> {
    let of = tr!(language, "reviews-title-year", year = year);
    view! {
        <a href=format!("{path}/{year}.pdf")>"PDF"<span class="visually-hidden">{format!("\u{a0}: {of}")}</span></a>
        " "
        <a href=format!("{path}/{year}.md")>"Markdown"<span class="visually-hidden">{format!("\u{a0}: {of}")}</span></a>
    }
}

/// A review: `2019`, `2019.md`, `2019.pdf`.
pub async fn show(context: RequestContext, Path((slug, file)): Path<(String, String)>, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let (year, extension) = file.split_once('.').unwrap_or((&file, ""));
    if !["", "md", "pdf"].contains(&extension) {
        return Err(domain::Error::NotFound.into());
    }
    if extension == "pdf" {
        count_computation(&context)?;
    }
    let review = reviews::review(context.db(), &context.actor, &slug, year).await?;
    let document = reviews::document(language, &review);
    match extension {
        "md" => Ok(([(CONTENT_TYPE, "text/markdown; charset=utf-8")], document.markdown()).into_response()),
        "pdf" => Ok(downloads::file("application/pdf", &format!("{slug}-{file}"), rendering::pdf(document).await?)),
        _ => page(&context, review, document, &done.done).await,
    }
}

async fn page(context: &RequestContext, review: ReviewPage, document: Document, done: &str) -> Result<Response> {
    let language = context.language;
    let card = review.head.card.clone();
    let success = match done {
        "saved" => Some(tr!(language, "reviews-done-saved")),
        "adopted" => Some(tr!(language, "reviews-done-adopted")),
        _ => None,
    };
    let texts =
        document.blocks.iter().filter_map(|block| if let DocumentBlock::Prose(text) = block { Some(text.clone()) } else { None }).collect();
    let mut texts = rendering::htmls(texts).await?.into_iter();
    Ok(PageBuilder::titled(document.title.clone()).section(Section::Networks).hue(card.hue).render(context, move || {
        let year = review.content.year.to_string();
        let path = format!("/networks/{}/reviews", card.slug);
        let write = review.may_write.then(|| {
            view! {
                <a class="button button-quiet" href=format!("{path}/{year}/edit")>{tr!(language, "reviews-edit")}</a>
                " "
                <a class="button" href=format!("{path}/{year}/adopt")>{tr!(language, "reviews-adopt")}</a>
            }
        });
        let draft = review.adopted_on.is_none().then(|| {
            view! { <div class="notice notice-warning"><p>{tr!(language, "reviews-draft-more")}</p></div> }
        });
        let blocks: Vec<_> = document.blocks.iter().enumerate().map(|(at, block)| block_view(language, at, block, &mut texts)).collect();
        view! {
            {review_breadcrumbs(language, &card, Some(year.clone()), None)}
            {notice(success)}
            <header class="review-header">
                <h1>{document.title.clone()}</h1>
                <p class="lead">{document.subtitle.clone()}</p>
            </header>
            {draft}
            <p class="actions no-print">{write}" "{files(language, &path, &year)}</p>
            <article class="review">{blocks}</article>
        }
    }))
}

fn review_breadcrumbs(language: Language, card: &NetworkCard, year: Option<String>, title: Option<String>) -> impl IntoView + use<> {
    let path = format!("/networks/{}/reviews", card.slug);
    let mut steps = vec![(path.clone(), tr!(language, "reviews-title"))];
    let title = match (year, title) {
        (Some(year), Some(title)) => {
            steps.push((format!("{path}/{year}"), year));
            title
        }
        (year, title) => year.or(title).unwrap_or_default(),
    };
    breadcrumbs(language, card, steps, title)
}

/// A block of the document; `texts`: the HTML of texts that people wrote, in order.
fn block_view(language: Language, at: usize, block: &DocumentBlock, texts: &mut impl Iterator<Item = String>) -> AnyView {
    match block {
        DocumentBlock::Heading(text) => view! { <h2 id=format!("s-{at}")>{text.clone()}</h2> }.into_any(),
        DocumentBlock::Sentence(text) => view! { <p>{text.clone()}</p> }.into_any(),
        DocumentBlock::Prose(_) => view! { <div class="prose" inner_html=texts.next().unwrap_or_default()></div> }.into_any(),
        DocumentBlock::QrCode { lines, .. } => lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view().into_any(),
        DocumentBlock::Table(table) => {
            let drawing = match table.code {
                "kinds" | "event-kinds" | "turnout-organisations" => bars(language, table).into_any(),
                _ => ().into_any(),
            };
            figure(language, at, table, drawing, None).into_any()
        }
    }
}
