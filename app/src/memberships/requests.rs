//! The requests to join that wait for an answer.

use std::collections::HashSet;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::MembershipId;
use domain::memberships::{self, JoinRequest, MOST_ANSWERS};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors};
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct JoinAnswerForm {
    membership: String,
    /// `accept` or `refuse`.
    answer: String,
    reason: String,
    /// Not empty: the form below the list was sent, and answers the ticked requests.
    several: String,
    members: Vec<String>,
}

/// The notice to show, and whether every request is ticked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RequestsQuery {
    done: String,
    /// How many were answered at once; empty: one, by its own form.
    count: String,
    /// How many of the ticked requests could not be answered.
    gone: String,
    /// Not empty: all are ticked.
    all: String,
}

pub async fn index(context: RequestContext, Path(slug): Path<String>, Query(query): Query<RequestsQuery>) -> Result<Response> {
    let language = context.language;
    let number = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= MOST_ANSWERS);
    let success = match (query.done.as_str(), number(&query.count)) {
        ("accept", None) => Some(tr!(language, "memberships-done-accepted")),
        ("refuse", None) => Some(tr!(language, "memberships-done-refused")),
        ("accept", Some(count)) => Some(tr!(language, "memberships-done-accepted-several", count = count)),
        ("refuse", Some(count)) => Some(tr!(language, "memberships-done-refused-several", count = count)),
        _ => None,
    };
    let missing = number(&query.gone)
        .filter(|missing| *missing > 0)
        .map(|missing| tr!(language, "memberships-done-already-answered", count = missing));
    let success = success.map(|success| [Some(success), missing].into_iter().flatten().collect::<Vec<_>>().join(" "));
    let ticked = if query.all.is_empty() { TickedRequests::None } else { TickedRequests::All };
    page(&context, &slug, success, JoinAnswerForm::default(), ticked, FormErrors::none(language)).await
}

enum TickedRequests {
    None,
    /// All, up to the most that one form may answer.
    All,
    /// Those in the form.
    These(HashSet<String>),
}

/// Accepts or refuses one person, or the ticked ones.
pub async fn answer(context: RequestContext, Path(slug): Path<String>, Form(form): Form<JoinAnswerForm>) -> Result<Response> {
    let accept = match form.answer.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    if !form.several.is_empty() {
        return match memberships::answer_several(context.db(), &context.actor, &slug, &form.members, accept, &form.reason).await {
            Ok(outcome) => {
                let to = format!("/networks/{slug}/requests?done={}&count={}&gone={}", form.answer, outcome.answered, outcome.skipped);
                Ok(context.redirect(&to).into_response())
            }
            Err(error) => {
                let errors = FormErrors::of(context.language, error)?;
                let ticked = TickedRequests::These(form.members.iter().cloned().collect());
                page(&context, &slug, None, form, ticked, errors).await
            }
        };
    }
    match memberships::answer(context.db(), &context.actor, &MembershipId::from(form.membership.as_str()), accept, &form.reason).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/requests?done={}", form.answer)).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, None, form, TickedRequests::None, errors).await
        }
    }
}

async fn page(
    context: &RequestContext,
    slug: &str,
    success: Option<String>,
    form: JoinAnswerForm,
    ticked: TickedRequests,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let pending = memberships::requests(context.db(), &context.actor, slug).await?;
    let card = pending.head.card.clone();
    let title = tr!(language, "memberships-requests-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
        let empty =
            pending.requests.is_empty().then(|| view! { <div class="empty"><p>{tr!(language, "memberships-requests-empty")}</p></div> });
        let has_several = pending.requests.len() > 1;
        let is_ticked = |request: &JoinRequest, at: usize| match &ticked {
            TickedRequests::None => false,
            TickedRequests::All => at <= MOST_ANSWERS,
            TickedRequests::These(keys) => keys.contains(request.membership.as_str()),
        };
        let requests = pending.requests.iter().zip(1..);
        let items: Vec<_> = requests
            .map(|(request, at)| request_view(language, request, at, has_several.then(|| is_ticked(request, at)), &form, &errors))
            .collect();
        let items = (!items.is_empty()).then(|| view! { <ul class="requests">{items}</ul> });
        let several = has_several.then(|| answer_several_form(language, &form, &errors));
        view! {
            {breadcrumbs(language, &card, vec![members], tr!(language, "memberships-requests"))}
            <h1>{title}</h1>
            {notice(success)}
            <ErrorSummary />
            {items}
            {several}
            {empty}
        }
    }))
}

/// One answer for all ticked requests: the boxes are beside the requests and belong to this form.
fn answer_several_form(language: Language, form: &JoinAnswerForm, errors: &FormErrors) -> impl IntoView + use<> {
    let is_sent = !form.several.is_empty();
    let error_of = |name: &str, label: &str| {
        if !is_sent {
            return None;
        }
        errors.register_label(name, label);
        errors.sentence(name)
    };
    let none_ticked = error_of("members", &tr!(language, "memberships-requests-ticked"));
    let error = error_of("reason", &tr!(language, "memberships-request-reason"));
    let none_ticked = none_ticked.map(|none_ticked| view! { <p class="field-error" id="members" tabindex="-1">{none_ticked}</p> });
    let id = if error.is_some() { "reason" } else { "reason-several" };
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("reason-error");
    let error = error.map(|error| view! { <p class="field-error" id="reason-error">{error}</p> });
    let typed = if is_sent { form.reason.clone() } else { String::new() };
    view! {
        <form id="several" method="post" class="stack" novalidate aria-labelledby="several-title">
            <h2 id="several-title">{tr!(language, "memberships-requests-several")}</h2>
            <p>{tr!(language, "memberships-requests-several-more")}" "<a href="?all=1#several">{tr!(language, "memberships-requests-tick-all")}</a></p>
            {none_ticked}
            <input type="hidden" name="several" value="1" />
            <div class="field">
                <label for=id>{tr!(language, "memberships-request-reason")}" "<span class="optional">{tr!(language, "fields-optional")}</span></label>
                {error}
                <input id=id name="reason" maxlength="500" value=typed aria-invalid=invalid aria-describedby=described />
            </div>
            <div class="form-actions">
                <button class="button" name="answer" value="accept">{tr!(language, "memberships-accept-several")}</button>
                " "
                <button class="button button-quiet" name="answer" value="refuse">{tr!(language, "memberships-refuse-several")}</button>
            </div>
        </form>
    }
}

fn request_view(
    language: Language,
    request: &JoinRequest,
    at: usize,
    ticked: Option<bool>,
    form: &JoinAnswerForm,
    errors: &FormErrors,
) -> impl IntoView + use<> {
    let pick =
        |name: &Option<(String, String)>| name.clone().map(|(french, english)| if language == Language::Fr { french } else { english });
    let organisation = Some(request.organisation.clone()).filter(|name| !name.is_empty());
    let about: Vec<String> = [pick(&request.profession), organisation, pick(&request.region)].into_iter().flatten().collect();
    let about = (!about.is_empty()).then(|| view! { {about.join(", ")}<br /> });
    let message = (!request.message.is_empty()).then(|| view! { <blockquote>{request.message.clone()}</blockquote> });
    let day = request.since.today();
    // The form that was sent keeps what was typed, and the summary links to it.
    let is_sent = request.membership.as_str() == form.membership;
    if is_sent {
        errors.register_label("reason", &tr!(language, "memberships-request-reason"));
    }
    let error = if is_sent { errors.sentence("reason") } else { None };
    let id = if error.is_some() { "reason".to_owned() } else { format!("reason-{at}") };
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("reason-error");
    let error = error.map(|error| view! { <p class="field-error" id="reason-error">{error}</p> });
    let typed = if is_sent { form.reason.clone() } else { String::new() };
    let tick = ticked.map(|ticked| {
        view! {
            <label class="choice">
                <input type="checkbox" name="members" value=request.membership.to_string() checked=ticked form="several" />
                " "
                <span>{tr!(language, "memberships-request-tick")}<span class="visually-hidden">{format!(" {}", request.name)}</span></span>
            </label>
        }
    });
    view! {
        <li class="request">
            <h2>
                <span class="small muted">{tr!(language, "memberships-request-date", day = dates::date_of(language, &day))}</span>
                <br />
                {request.name.clone()}
            </h2>
            <p>{about}<a href=format!("mailto:{}", request.address)>{request.address.clone()}</a></p>
            {message}
            {tick}
            <form method="post" class="stack" novalidate>
                <input type="hidden" name="membership" value=request.membership.to_string() />
                <div class="field">
                    <label for=id.clone()>{tr!(language, "memberships-request-reason")}" "<span class="optional">{tr!(language, "fields-optional")}</span></label>
                    {error}
                    <input id=id name="reason" maxlength="500" value=typed aria-invalid=invalid aria-describedby=described />
                </div>
                <div class="form-actions">
                    <button class="button" name="answer" value="accept">{tr!(language, "memberships-accept", name = request.name.as_str())}</button>
                    " "
                    <button class="button button-quiet" name="answer" value="refuse">
                        {tr!(language, "memberships-refuse")}<span class="visually-hidden">{format!(" {}", request.name)}</span>
                    </button>
                </div>
            </form>
        </li>
    }
}
