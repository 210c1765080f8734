//! The reader's membership on a network's page, and the form to join.

use domain::Language;
use domain::enums::{JoinPolicy, MembershipState};
use domain::networks::NetworkPage;
use leptos::prelude::*;

use super::contact::by_invitation;
use crate::fields::{FormErrors, TextField};
use crate::request_context::RequestContext;

/// A failed attempt to join, as typed.
pub struct JoinAttempt {
    pub message: String,
    pub errors: FormErrors,
    /// Whether this network takes people by invitation only, which has an answer of its own.
    pub by_invitation: bool,
    /// Whether the form asks for consent to being listed in the directories, which the person has not given yet.
    pub offers_directory: bool,
}

impl JoinAttempt {
    pub fn first(language: Language) -> Self {
        Self { message: String::new(), errors: FormErrors::none(language), by_invitation: false, offers_directory: false }
    }
}

/// The reader's membership, and what they can do about it.
pub(super) fn membership_box(context: &RequestContext, network: &NetworkPage, attempt: JoinAttempt) -> impl IntoView + use<> {
    let language = context.language;
    let card = &network.head.card;
    let (slug, acronym) = (card.slug.as_str(), card.acronym.as_str());
    match network.standing {
        Some(MembershipState::Active) => view! {
            <div class="facts-group">
                <p><span class="badge badge-good">{tr!(language, "memberships-status-member")}</span></p>
                <p><a href=format!("/networks/{slug}/directory")>{tr!(language, "memberships-directory")}</a></p>
                <p><a href=format!("/networks/{slug}/leave")>{tr!(language, "memberships-leave-open", network = acronym)}</a></p>
            </div>
        }
        .into_any(),
        _ if !network.through.is_empty() => {
            let networks = network.through.join(", ");
            view! {
                <div class="facts-group">
                    <p><span class="badge badge-good">{tr!(language, "memberships-status-member-through", networks = networks.as_str())}</span></p>
                    <p class="small muted">{tr!(language, "memberships-status-member-through-more", networks = networks, network = acronym)}</p>
                    <p><a href=format!("/networks/{slug}/directory")>{tr!(language, "memberships-directory")}</a></p>
                </div>
            }
        }
        .into_any(),
        Some(MembershipState::Requested) => view! {
            <div class="facts-group">
                <p><span class="badge badge-warning">{tr!(language, "memberships-status-requested")}</span></p>
                <p class="small muted">{tr!(language, "memberships-status-requested-more")}</p>
                <form method="post" action=format!("/networks/{slug}/leave")>
                    <button class="button-plain">{tr!(language, "memberships-withdraw-request")}</button>
                </form>
            </div>
        }
        .into_any(),
        _ if network.join_policy == JoinPolicy::Invitation && !network.head.may.see_members => {
            view! { <p class="small muted">{by_invitation(context, network)}</p> }.into_any()
        }
        _ if context.visitor.is_none() => view! {
            <a class="button" href=format!("/sign-in?next=%2Fnetworks%2F{slug}")>{tr!(language, "memberships-sign-in", network = acronym)}</a>
            <p class="small muted">{policy_sentence(language, network)}</p>
        }
        .into_any(),
        _ => join_form(language, network, attempt).into_any(),
    }
}

fn join_form(language: Language, network: &NetworkPage, attempt: JoinAttempt) -> impl IntoView + use<> {
    let card = &network.head.card;
    let acronym = card.acronym.as_str();
    let asks_message = !network.head.may.see_members && matches!(network.join_policy, JoinPolicy::Approval | JoinPolicy::Domain);
    let message = asks_message.then(|| {
        view! { <TextField name="message" label=tr!(language, "memberships-request-message") value=attempt.message /> }
    });
    let label = if asks_message && network.join_policy == JoinPolicy::Approval {
        tr!(language, "memberships-request", network = acronym)
    } else {
        tr!(language, "memberships-join", network = acronym)
    };
    let directory = attempt.offers_directory.then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name="directory" value="1" />
                " "
                <span>{tr!(language, "memberships-join-directory")}</span>
                <span class="field-hint">{tr!(language, "purpose-more-directory")}</span>
            </label>
        }
    });
    view! {
        <form class="stack" method="post" action=format!("/networks/{}/join", card.slug) novalidate>
            {message}
            <label class="choice"><input type="checkbox" name="no_list" value="1" />" "<span>{tr!(language, "lists-join-without-subscribing")}</span></label>
            {directory}
            <button class="button">{label}</button>
        </form>
        <p class="small muted">{policy_sentence(language, network)}</p>
    }
}

fn policy_sentence(language: Language, network: &NetworkPage) -> String {
    match network.join_policy {
        JoinPolicy::Open => tr!(language, "memberships-policy-open"),
        JoinPolicy::Approval => tr!(language, "memberships-policy-approval"),
        JoinPolicy::Invitation => tr!(language, "memberships-by-invitation", network = network.head.card.acronym.as_str()),
        JoinPolicy::Domain => tr!(language, "memberships-policy-domain", domain = network.join_domain.as_str()),
    }
}
