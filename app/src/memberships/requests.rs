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

/// An answer to one request, or to the ticked ones.
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
    let words = match (query.done.as_str(), number(&query.count)) {
        ("accept", None) => Some(tr!(language, "memberships-done-accepted")),
        ("refuse", None) => Some(tr!(language, "memberships-done-refused")),
        ("accept", Some(count)) => Some(tr!(language, "memberships-done-accepted-several", count = count)),
        ("refuse", Some(count)) => Some(tr!(language, "memberships-done-refused-several", count = count)),
        _ => None,
    };
    let gone = number(&query.gone).filter(|gone| *gone > 0).map(|gone| tr!(language, "memberships-done-gone", count = gone));
    let words = words.map(|words| [Some(words), gone].into_iter().flatten().collect::<Vec<_>>().join(" "));
    let ticked = if query.all.is_empty() { TickedRequests::None } else { TickedRequests::All };
    page(&context, &slug, words, JoinAnswerForm::default(), ticked, FormErrors::none(language)).await
}

/// The requests whose box is ticked.
enum TickedRequests {
    None,
    /// All, up to the most that one form may answer.
    All,
    /// Those in the form.
    These(HashSet<String>),
}

/// Accepts or refuses one person, or the ticked ones.
pub async fn answer(context: RequestContext, Path(slug): Path<String>, Form(sent): Form<JoinAnswerForm>) -> Result<Response> {
    let accept = match sent.answer.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    if !sent.several.is_empty() {
        return match memberships::answer_several(context.db(), &context.actor, &slug, &sent.members, accept, &sent.reason).await {
            Ok(said) => {
                let to = format!("/networks/{slug}/requests?done={}&count={}&gone={}", sent.answer, said.answered, said.gone);
                Ok(context.go(&to).into_response())
            }
            Err(error) => {
                let errors = FormErrors::of(context.language, error)?;
                let ticked = TickedRequests::These(sent.members.iter().cloned().collect());
                page(&context, &slug, None, sent, ticked, errors).await
            }
        };
    }
    match memberships::answer(context.db(), &context.actor, &MembershipId::from(sent.membership.as_str()), accept, &sent.reason).await {
        Ok(()) => Ok(context.go(&format!("/networks/{slug}/requests?done={}", sent.answer)).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, None, sent, TickedRequests::None, errors).await
        }
    }
}

async fn page(
    context: &RequestContext,
    slug: &str,
    told: Option<String>,
    sent: JoinAnswerForm,
    ticked: TickedRequests,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let waiting = memberships::requests(context.db(), &context.actor, slug).await?;
    let card = waiting.head.card.clone();
    let title = tr!(language, "memberships-requests-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
        let empty =
            waiting.requests.is_empty().then(|| view! { <div class="empty"><p>{tr!(language, "memberships-requests-empty")}</p></div> });
        let has_several = waiting.requests.len() > 1;
        let is_ticked = |request: &JoinRequest, at: usize| match &ticked {
            TickedRequests::None => false,
            TickedRequests::All => at <= MOST_ANSWERS,
            TickedRequests::These(keys) => keys.contains(request.membership.as_str()),
        };
        let requests = waiting.requests.iter().zip(1..);
        let items: Vec<_> = requests
            .map(|(request, at)| request_view(language, request, at, has_several.then(|| is_ticked(request, at)), &sent, &errors))
            .collect();
        let items = (!items.is_empty()).then(|| view! { <ul class="requests">{items}</ul> });
        let several = has_several.then(|| several(language, &sent, &errors));
        view! {
            {breadcrumbs(language, &card, vec![members], tr!(language, "memberships-requests"))}
            <h1>{title}</h1>
            {notice(told)}
            <ErrorSummary />
            {items}
            {several}
            {empty}
        }
    }))
}

/// One answer for all ticked requests: the boxes are beside the requests and belong to this form.
fn several(language: Language, sent: &JoinAnswerForm, errors: &FormErrors) -> impl IntoView + use<> {
    let here = !sent.several.is_empty();
    let fault = |name: &str, label: &str| {
        if !here {
            return None;
        }
        errors.ask(name, label);
        errors.sentence(name)
    };
    let none = fault("members", &tr!(language, "memberships-ticked"));
    let fault = fault("reason", &tr!(language, "memberships-request-reason"));
    let none = none.map(|none| view! { <p class="field-error" id="members" tabindex="-1">{none}</p> });
    let id = if fault.is_some() { "reason" } else { "reason-several" };
    let invalid = fault.is_some().then_some("true");
    let described = fault.is_some().then_some("reason-error");
    let fault = fault.map(|fault| view! { <p class="field-error" id="reason-error">{fault}</p> });
    let typed = if here { sent.reason.clone() } else { String::new() };
    view! {
        <form id="several" method="post" class="stack" novalidate aria-labelledby="several-title">
            <h2 id="several-title">{tr!(language, "memberships-several")}</h2>
            <p>{tr!(language, "memberships-several-more")}" "<a href="?all=1#several">{tr!(language, "memberships-tick-all")}</a></p>
            {none}
            <input type="hidden" name="several" value="1" />
            <div class="field">
                <label for=id>{tr!(language, "memberships-request-reason")}" "<span class="optional">{tr!(language, "fields-optional")}</span></label>
                {fault}
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
    sent: &JoinAnswerForm,
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
    let here = request.membership.as_str() == sent.membership;
    if here {
        errors.ask("reason", &tr!(language, "memberships-request-reason"));
    }
    let fault = if here { errors.sentence("reason") } else { None };
    let id = if fault.is_some() { "reason".to_owned() } else { format!("reason-{at}") };
    let invalid = fault.is_some().then_some("true");
    let described = fault.is_some().then_some("reason-error");
    let fault = fault.map(|fault| view! { <p class="field-error" id="reason-error">{fault}</p> });
    let typed = if here { sent.reason.clone() } else { String::new() };
    let tick = ticked.map(|ticked| {
        view! {
            <label class="choice">
                <input type="checkbox" name="members" value=request.membership.to_string() checked=ticked form="several" />
                " "
                <span>{tr!(language, "memberships-tick")}<span class="visually-hidden">{format!(" {}", request.name)}</span></span>
            </label>
        }
    });
    view! {
        <li class="request">
            <h2>
                <span class="small soft">{tr!(language, "memberships-request-of", day = dates::date_of(language, &day))}</span>
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
                    {fault}
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
