//! The reviews of a network: the list, and each review as a page, as Markdown, as PDF.

pub mod adopt;
pub mod form;

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::networks::NetworkCard;
use domain::reports::reviews::{self, ListedReview, ReviewPage};
use domain::{Language, dates, rendering};
use formats::paper::{Block, Paper};
use leptos::prelude::*;

use super::charts::bars;
use super::table::figure;
use super::{ReportPart, count_made, title, top};
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
    let found = reviews::list(context.db(), &context.actor, &slug).await?;
    let card = found.head.card.clone();
    let page = PageBuilder::titled(title(language, tr!(language, "reviews-title"), &card)).section(Section::Networks).hue(card.hue);
    Ok(page.render(&context, move || {
        let path = format!("/networks/{}/reviews", card.slug);
        let rows: Vec<_> = found.reviews.iter().map(|review| line(language, &path, review)).collect();
        let empty = rows.is_empty().then(|| {
            view! { <div class="empty"><p>{tr!(language, "reviews-empty", network = card.acronym.as_str())}</p></div> }
        });
        let begin = |years: &[i32]| {
            let links: Vec<_> = years
                .iter()
                .map(|year| {
                    let words = tr!(language, "reviews-begin", year = year.to_string());
                    view! { <a class="button button-quiet" href=format!("{path}/{year}/edit")>{words}</a>" " }
                })
                .collect();
            view! { <p class="actions no-print">{links}</p> }
        };
        let (recent, earlier) = found.missing.split_at(found.missing.len().min(RECENT));
        let recent = (!recent.is_empty()).then(|| begin(recent));
        let earlier = (!earlier.is_empty()).then(|| {
            view! { <details class="no-print"><summary>{tr!(language, "reviews-earlier")}</summary>{begin(earlier)}</details> }
        });
        view! {
            {top(language, &found.head, ReportPart::Reviews)}
            <p class="soft">{tr!(language, "reviews-lead")}</p>
            <ul class="rows">{rows}</ul>
            {empty}
            {recent}
            {earlier}
        }
    }))
}

fn line(language: Language, path: &str, review: &ListedReview) -> impl IntoView + use<> {
    let state = match &review.adopted_on {
        Some(day) => view! { <span>{tr!(language, "reviews-adopted", day = dates::date_of(language, day))}</span> }.into_any(),
        None => view! { <span class="badge badge-warning">{tr!(language, "reviews-draft")}</span> }.into_any(),
    };
    let year = review.year.to_string();
    view! {
        <li>
            <p><strong><a href=format!("{path}/{year}")>{tr!(language, "reviews-of", year = year.as_str())}</a></strong>" "{state}</p>
            <p class="small">{files(language, path, &year)}</p>
        </li>
    }
}

/// Links to the same review as files.
fn files(language: Language, path: &str, year: &str) -> impl IntoView + use<> {
    let of = tr!(language, "reviews-of", year = year);
    view! {
        <a href=format!("{path}/{year}.pdf")>"PDF"<span class="visually-hidden">{format!("\u{a0}: {of}")}</span></a>
        " "
        <a href=format!("{path}/{year}.md")>"Markdown"<span class="visually-hidden">{format!("\u{a0}: {of}")}</span></a>
    }
}

/// A review: `2019`, `2019.md`, `2019.pdf`.
pub async fn show(context: RequestContext, Path((slug, file)): Path<(String, String)>, Query(told): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let (year, ending) = file.split_once('.').unwrap_or((&file, ""));
    if !["", "md", "pdf"].contains(&ending) {
        return Err(domain::Error::NotFound.into());
    }
    if ending == "pdf" {
        count_made(&context)?;
    }
    let review = reviews::review(context.db(), &context.actor, &slug, year).await?;
    let paper = reviews::paper(language, &review);
    match ending {
        "md" => Ok(([(CONTENT_TYPE, "text/markdown; charset=utf-8")], paper.markdown()).into_response()),
        "pdf" => Ok(downloads::file("application/pdf", &format!("{slug}-{file}"), rendering::pdf(paper).await?)),
        _ => page(&context, review, paper, &told.done).await,
    }
}

async fn page(context: &RequestContext, review: ReviewPage, paper: Paper, done: &str) -> Result<Response> {
    let language = context.language;
    let card = review.head.card.clone();
    let told = match done {
        "saved" => Some(tr!(language, "reviews-saved")),
        "adopted" => Some(tr!(language, "reviews-now-adopted")),
        _ => None,
    };
    let texts = paper.blocks.iter().filter_map(|block| if let Block::Prose(text) = block { Some(text.clone()) } else { None }).collect();
    let mut texts = rendering::htmls(texts).await?.into_iter();
    Ok(PageBuilder::titled(paper.title.clone()).section(Section::Networks).hue(card.hue).render(context, move || {
        let year = review.content.year.to_string();
        let path = format!("/networks/{}/reviews", card.slug);
        let write = review.may_write.then(|| {
            view! {
                <a class="button button-quiet" href=format!("{path}/{year}/edit")>{tr!(language, "reviews-write")}</a>
                " "
                <a class="button" href=format!("{path}/{year}/adopt")>{tr!(language, "reviews-adopt")}</a>
            }
        });
        let draft = review.adopted_on.is_none().then(|| {
            view! { <div class="notice notice-warning"><p>{tr!(language, "reviews-draft-more")}</p></div> }
        });
        let blocks: Vec<_> = paper.blocks.iter().enumerate().map(|(at, block)| block_view(language, at, block, &mut texts)).collect();
        view! {
            {way(language, &card, Some(year.clone()), None)}
            {notice(told)}
            <header class="review-head">
                <h1>{paper.title.clone()}</h1>
                <p class="lead">{paper.subtitle.clone()}</p>
            </header>
            {draft}
            <p class="actions no-print">{write}" "{files(language, &path, &year)}</p>
            <article class="review">{blocks}</article>
        }
    }))
}

/// The breadcrumbs of a page of reviews.
fn way(language: Language, card: &NetworkCard, year: Option<String>, here: Option<String>) -> impl IntoView + use<> {
    let path = format!("/networks/{}/reviews", card.slug);
    let mut steps = vec![(path.clone(), tr!(language, "reviews-title"))];
    let here = match (year, here) {
        (Some(year), Some(here)) => {
            steps.push((format!("{path}/{year}"), year));
            here
        }
        (year, here) => year.or(here).unwrap_or_default(),
    };
    breadcrumbs(language, card, steps, here)
}

/// A block of the paper; `texts`: the HTML of texts that people wrote, in order.
fn block_view(language: Language, at: usize, block: &Block, texts: &mut impl Iterator<Item = String>) -> AnyView {
    match block {
        Block::Heading(words) => view! { <h2 id=format!("s-{at}")>{words.clone()}</h2> }.into_any(),
        Block::Sentence(words) => view! { <p>{words.clone()}</p> }.into_any(),
        Block::Prose(_) => view! { <div class="prose" inner_html=texts.next().unwrap_or_default()></div> }.into_any(),
        Block::Table(table) => {
            let drawing = match table.code {
                "kinds" | "event-kinds" | "turnout-organisations" => bars(language, table).into_any(),
                _ => ().into_any(),
            };
            figure(language, at, table, drawing, None).into_any()
        }
    }
}
