//! One member: their profile as the network sees it, the history, ending the membership.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::ids::MembershipId;
use domain::memberships::{self, Member, MembershipChange};
use domain::{Error, Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::members::{address_to_check, state_badge};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path((slug, membership)): Path<(String, String)>) -> Result<Response> {
    page(&context, &slug, &membership, String::new(), FormErrors::none(context.language)).await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EndMembershipForm {
    reason: String,
}

pub async fn end(
    context: RequestContext,
    Path((slug, membership)): Path<(String, String)>,
    Form(input): Form<EndMembershipForm>,
) -> Result<Response> {
    let key = MembershipId::from(membership.as_str());
    match memberships::end(context.db(), &context.actor, &key, &input.reason).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/members?done=ended")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, &membership, input.reason, errors).await
        }
    }
}

async fn page(context: &RequestContext, slug: &str, membership: &str, typed: String, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let history = memberships::history(context.db(), &context.actor, &MembershipId::from(membership)).await?;
    if history.network.slug != slug {
        return Err(Error::NotFound.into());
    }
    let card = history.network.clone();
    let name = match history.member.name() {
        name if name.is_empty() => tr!(language, "memberships-unnamed-person"),
        name => name,
    };
    let page = PageBuilder::titled(format!("{name} – {}", card.acronym)).section(Section::Networks).hue(card.hue).errors(&errors);
    let is_wrong = errors.has_error("reason");
    Ok(page.render(context, move || {
        let members = (format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members"));
        let before = history.changes.iter().skip(1).map(|change| Some(change.state)).chain([None]);
        let rows: Vec<_> = history.changes.iter().zip(before).map(|(change, before)| row(language, change, before)).collect();
        let end = (history.member.state == MembershipState::Active).then(|| {
            let label = tr!(language, "memberships-end", name = name.as_str());
            view! {
                <section class="stack no-print" aria-labelledby="ending">
                    <h2 id="ending">{tr!(language, "memberships-end-title")}</h2>
                    <ConfirmDisclosure label=label.clone() explanation=tr!(language, "memberships-end-more") open=is_wrong>
                    <form class="form" method="post" novalidate>
                        <LineField name="reason" label=tr!(language, "memberships-reason") hint=tr!(language, "memberships-reason-hint") value=typed max_length=500 />
                        <div class="form-actions"><button class="button button-danger">{label}</button></div>
                    </form>
                    </ConfirmDisclosure>
                </section>
            }
        });
        let mails = (history.member.state == MembershipState::Active).then(|| {
            view! { <p><a href=format!("/networks/{}/members/{}/mails", card.slug, history.member.id)>{tr!(language, "person-mails-of-member")}</a></p> }
        });
        view! {
            {breadcrumbs(language, &card, vec![members], name.clone())}
            <h1>{name.clone()}</h1>
            <ErrorSummary />
            {facts(language, &history.member)}
            {mails}
            <h2>{tr!(language, "memberships-history")}</h2>
            <ol class="history">{rows}</ol>
            {end}
        }
    }))
}

fn facts(language: Language, member: &Member) -> impl IntoView + use<> {
    let french = language == Language::Fr;
    let address = member.address.clone();
    let mail = (!address.is_empty()).then(|| view! { <a href=format!("mailto:{address}")>{address.clone()}</a> }.into_any());
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned().into_any());
    let mail = mail.map(|mail| view! { {mail}{address_to_check(language, member.bounce_reason.as_deref())} }.into_any());
    let rows = [
        (tr!(language, "memberships-state"), Some(state_badge(language, member.state).into_any())),
        (tr!(language, "memberships-address"), mail),
        (tr!(language, "memberships-organisation"), text(&member.organisation)),
        (tr!(language, "memberships-profession"), text(if french { &member.profession_fr } else { &member.profession_en })),
        (tr!(language, "fields-region"), text(if french { &member.region_fr } else { &member.region_en })),
    ];
    let rows: Vec<_> =
        rows.into_iter().filter_map(|(name, value)| value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })).collect();
    view! { <div class="facts"><dl>{rows}</dl></div> }
}

/// `2 mars 2017 : demande acceptée par Noa Lemaire`, and the text written with it.
fn row(language: Language, change: &MembershipChange, before: Option<MembershipState>) -> impl IntoView + use<> {
    use MembershipState::{Active, Left, Refused, Requested};
    let by = change.by.clone().unwrap_or_else(|| tr!(language, "memberships-history-by-administrator"));
    let by = by.as_str();
    let text = match (change.state, change.by_self, before) {
        (Requested, ..) => tr!(language, "memberships-history-requested"),
        (Active, true, _) => tr!(language, "memberships-history-joined"),
        (Active, false, Some(Requested)) => tr!(language, "memberships-history-accepted", by = by),
        (Active, false, _) => tr!(language, "memberships-history-added", by = by),
        (Refused, ..) => tr!(language, "memberships-history-refused", by = by),
        (Left, true, Some(Requested)) => tr!(language, "memberships-history-withdrawn"),
        (Left, true, _) => tr!(language, "memberships-history-left"),
        (Left, false, _) => tr!(language, "memberships-history-ended", by = by),
    };
    let day = change.at.today();
    let reason = (!change.reason.is_empty()).then(|| view! { <blockquote>{change.reason.clone()}</blockquote> });
    view! {
        <li>
            <time datetime=day.clone()>{dates::date_of(language, &day)}</time>
            {tr!(language, "memberships-history-entry", words = text)}
            {reason}
        </li>
    }
}
