//! The people who wait for an answer.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::ids::MembershipId;
use domain::memberships::{self, Request};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use crate::extract::{Form, Query};
use crate::fault::Result;
use crate::fields::{ErrorSummary, Refusal};
use crate::networks::head::{Told, breadcrumbs, notice};
use crate::page::{Page, Section};
use crate::visit::Visit;

/// An answer to one request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    membership: String,
    /// `accept` or `refuse`.
    answer: String,
    reason: String,
}

/// The page.
pub async fn list(visit: Visit, Path(slug): Path<String>, Query(told): Query<Told>) -> Result<Response> {
    let words = match told.done.as_str() {
        "accept" => Some(t!(visit.language, "memberships-done-accepted")),
        "refuse" => Some(t!(visit.language, "memberships-done-refused")),
        _ => None,
    };
    page(&visit, &slug, words, Answer::default(), Refusal::none(visit.language)).await
}

/// Accepts or refuses one person.
pub async fn answer(visit: Visit, Path(slug): Path<String>, Form(sent): Form<Answer>) -> Result<Response> {
    let accept = match sent.answer.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(domain::Error::Invalid(Vec::new()).into()),
    };
    match memberships::answer(visit.db(), &visit.who, &MembershipId::from(sent.membership.as_str()), accept, &sent.reason).await {
        Ok(()) => Ok(visit.go(&format!("/networks/{slug}/requests?done={}", sent.answer)).into_response()),
        Err(error) => {
            let refusal = Refusal::of(visit.language, error)?;
            page(&visit, &slug, None, sent, refusal).await
        }
    }
}

async fn page(visit: &Visit, slug: &str, told: Option<String>, sent: Answer, refusal: Refusal) -> Result<Response> {
    let language = visit.language;
    let waiting = memberships::requests(visit.db(), &visit.who, slug).await?;
    let card = waiting.head.card.clone();
    let title = t!(language, "memberships-requests-title", network = card.acronym.as_str());
    let page = Page::titled(refusal.title(title.clone())).section(Section::Networks).hue(card.hue).status(refusal.status());
    Ok(page.render(visit, move || {
        let members = (format!("/networks/{}/members", card.slug), t!(language, "networks-tab-members"));
        let empty =
            waiting.requests.is_empty().then(|| view! { <div class="empty"><p>{t!(language, "memberships-requests-empty")}</p></div> });
        let items: Vec<_> =
            waiting.requests.iter().zip(1..).map(|(request, at)| request_view(language, request, at, &sent, &refusal)).collect();
        let items = (!items.is_empty()).then(|| view! { <ul class="requests">{items}</ul> });
        view! {
            {breadcrumbs(language, &card, vec![members], t!(language, "memberships-requests"))}
            <h1>{title}</h1>
            {notice(told)}
            <ErrorSummary refusal=refusal.clone() />
            {items}
            {empty}
        }
    }))
}

fn request_view(language: Language, request: &Request, at: usize, sent: &Answer, refusal: &Refusal) -> impl IntoView + use<> {
    let pick =
        |name: &Option<(String, String)>| name.clone().map(|(french, english)| if language == Language::Fr { french } else { english });
    let organisation = Some(request.organisation.clone()).filter(|name| !name.is_empty());
    let about: Vec<String> = [pick(&request.profession), organisation, pick(&request.region)].into_iter().flatten().collect();
    let about = (!about.is_empty()).then(|| view! { {about.join(", ")}<br /> });
    let message = (!request.message.is_empty()).then(|| view! { <blockquote>{request.message.clone()}</blockquote> });
    let day = request.since.today();
    // The one that was sent keeps what was typed, and the summary links to it.
    let here = request.membership.as_str() == sent.membership;
    if here {
        refusal.ask("reason", &t!(language, "memberships-request-reason"));
    }
    let fault = if here { refusal.sentence("reason") } else { None };
    let id = if fault.is_some() { "reason".to_owned() } else { format!("reason-{at}") };
    let invalid = fault.is_some().then_some("true");
    let described = fault.is_some().then_some("reason-error");
    let fault = fault.map(|fault| view! { <p class="field-error" id="reason-error">{fault}</p> });
    let typed = if here { sent.reason.clone() } else { String::new() };
    view! {
        <li class="request">
            <h2>
                <span class="small soft">{t!(language, "memberships-request-of", day = dates::date_of(language, &day))}</span>
                <br />
                {request.name.clone()}
            </h2>
            <p>{about}<a href=format!("mailto:{}", request.address)>{request.address.clone()}</a></p>
            {message}
            <form method="post" class="stack" novalidate>
                <input type="hidden" name="membership" value=request.membership.to_string() />
                <div class="field">
                    <label for=id.clone()>{t!(language, "memberships-request-reason")}" "<span class="optional">{t!(language, "fields-optional")}</span></label>
                    {fault}
                    <input id=id name="reason" maxlength="500" value=typed aria-invalid=invalid aria-describedby=described />
                </div>
                <div class="form-actions">
                    <button class="button" name="answer" value="accept">{t!(language, "memberships-accept", name = request.name.as_str())}</button>
                    " "
                    <button class="button button-quiet" name="answer" value="refuse">
                        {t!(language, "memberships-refuse")}<span class="visually-hidden">{format!(" {}", request.name)}</span>
                    </button>
                </div>
            </form>
        </li>
    }
}
