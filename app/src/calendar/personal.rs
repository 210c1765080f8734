//! A person's own feed addresses: creating one, showing it once, revoking it; and the feed itself.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::calendar::personal::{self, FeedInput, PersonalFeed};
use domain::calendar::{self, FeedMark};
use domain::enums::FeedScope;
use domain::rng::Secret;
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::CALENDAR;
use super::response::{FeedResponse, is_known};
use crate::conditional::Conditions;
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, LineField};
use crate::labels::{choices, label};
use crate::page::{PageBuilder, Section};
use crate::people;
use crate::request_context::RequestContext;

/// The feed: `/feeds/{token}.ics`. The secret is the only credential: no session, no cookie.
pub async fn read(context: RequestContext, headers: HeaderMap, Path(file): Path<String>) -> Result<Response> {
    let token = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let conditions = Conditions::of(&headers);
    let is_known = |mark: &FeedMark| is_known(&conditions, mark);
    let is_known_if_conditional: Option<calendar::IsKnown> = if conditions.is_empty() { None } else { Some(&is_known) };
    let feed = personal::read(context.db(), &context.state.written, &Secret::from_text(token), is_known_if_conditional).await?;
    Ok(FeedResponse { kind: CALENDAR, mark: feed.mark, body: feed.calendar, file: Some("maillage.ics".to_owned()), shared: false }
        .respond())
}

pub async fn index(context: RequestContext, Query(done): Query<DoneQuery>) -> Result<Response> {
    let input = FeedInput { scope: FeedScope::Registrations.to_string(), ..FeedInput::default() };
    page(&context, input, FormErrors::none(context.language), None, done.done == "revoked").await
}

/// The form and the buttons of the page: a name and a scope create an address, `revoke` ends one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FeedForm {
    name: String,
    scope: String,
    revoke: String,
}

/// Creates an address and shows it this once; or revokes one.
pub async fn update(context: RequestContext, Form(form): Form<FeedForm>) -> Result<Response> {
    if !form.revoke.is_empty() {
        personal::revoke(context.db(), &context.actor, &form.revoke.as_str().into()).await?;
        return Ok(context.redirect("/me/feeds?done=revoked").into_response());
    }
    let input = FeedInput { name: form.name, scope: form.scope };
    match personal::create(context.db(), &context.actor, &input).await {
        Ok(secret) => {
            let new_feed = NewFeed { name: input.name.trim().to_owned(), path: format!("/feeds/{}.ics", secret.reveal()) };
            let blank = FeedInput { scope: input.scope, ..FeedInput::default() };
            page(&context, blank, FormErrors::none(context.language), Some(new_feed), false).await
        }
        Err(error) => page(&context, input, FormErrors::of(context.language, error)?, None, false).await,
    }
}

struct NewFeed {
    name: String,
    path: String,
}

async fn page(
    context: &RequestContext,
    input: FeedInput,
    errors: FormErrors,
    new_feed: Option<NewFeed>,
    revoked: bool,
) -> Result<Response> {
    let language = context.language;
    let feeds = personal::list(context.db(), &context.actor).await?;
    let title = tr!(language, "calendar-feeds");
    // Private: the page may show a secret. It also shows when an address was last read, which raises no revision.
    let page = PageBuilder::titled(title.clone()).section(Section::Me).errors(&errors).private();
    let absolute = new_feed.as_ref().map(|new_feed| context.absolute(&new_feed.path)).unwrap_or_default();
    Ok(page.render(context, move || {
        let rows: Vec<_> = feeds.iter().map(|feed| row(language, feed)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "calendar-feeds-none")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        let revoked = revoked.then(|| {
            view! { <div class="notice notice-good" role="status"><p>{tr!(language, "calendar-feed-revoked")}</p></div> }
        });
        view! {
            {people::breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            <ErrorSummary />
            {revoked}
            {new_feed.map(|new_feed| notice(language, &new_feed, absolute))}
            <p class="lead">{tr!(language, "calendar-feeds-lead")}</p>
            {list}
            <h2>{tr!(language, "calendar-feed-new")}</h2>
            {form(language, input)}
        }
    }))
}

fn notice(language: Language, new_feed: &NewFeed, address: String) -> impl IntoView + use<> {
    let subscribe = webcal(&address);
    view! {
        <div class="notice notice-good" role="status">
            <p><strong>{tr!(language, "calendar-feed-created", name = new_feed.name.clone())}</strong>" "{tr!(language, "calendar-feed-created-more")}</p>
            <div class="feed-address">
                <input readonly aria-label=tr!(language, "calendar-feed-address", name = new_feed.name.clone()) value=address />" "
                <a class="button" href=subscribe>{tr!(language, "calendar-feed-subscribe")}</a>
            </div>
        </div>
    }
}

fn row(language: Language, feed: &PersonalFeed) -> impl IntoView + use<> {
    let scope = label(language, feed.scope);
    let last_use = match &feed.last_used_on {
        Some(day) => tr!(language, "calendar-feed-last-read", day = dates::day_of(language, day)),
        None => tr!(language, "calendar-feed-never-read"),
    };
    let (name, id) = (feed.name.clone(), feed.id.to_string());
    view! {
        <li>
            <div>
                <p><strong>{feed.name.clone()}</strong></p>
                <p class="small muted">{format!("{scope}, {last_use}")}</p>
            </div>
            <ConfirmDisclosure label=tr!(language, "calendar-feed-revoke") subject=name.clone() explanation=tr!(language, "calendar-feed-revoke-more")>
                <form method="post" class="form-actions">
                    <button class="button button-danger" name="revoke" value=id>
                        {tr!(language, "calendar-feed-revoke")}<span class="visually-hidden">" "{name}</span>
                    </button>
                </form>
            </ConfirmDisclosure>
        </li>
    }
}

fn form(language: Language, input: FeedInput) -> impl IntoView {
    let scopes = choices::<FeedScope>(language);
    view! {
        <form class="form" method="post" action="/me/feeds" novalidate>
            <LineField name="name" label=tr!(language, "calendar-feed-name") hint=tr!(language, "calendar-feed-name-hint") value=input.name required=true max_length=200 autocomplete="off" />
            <ChoicesField name="scope" kind="radio" legend=tr!(language, "calendar-feed-scope") chosen=vec![input.scope] choices=scopes />
            <div class="form-actions"><button class="button">{tr!(language, "calendar-feed-create")}</button></div>
        </form>
    }
}

/// The same address with the `webcal` scheme: the calendar program subscribes instead of downloading.
pub fn webcal(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("webcal://{rest}")
}
