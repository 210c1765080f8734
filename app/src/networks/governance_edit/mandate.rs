//! The form of a mandate: holder, role, first and last day.

use axum::response::Response;
use domain::memberships::{self, CANDIDATES, Candidates, Committee, MandateInput};
use domain::{Error, FieldProblem, Language};
use leptos::prelude::*;

use super::{GovernanceFormContext, OpenFormQuery, governance_breadcrumbs, load, sure};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::events::saved_values;
use crate::fields::{ErrorSummary, FormErrors, FormKey, LineField, SelectField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub(super) async fn mandate(
    context: &RequestContext,
    slug: &str,
    open: &OpenFormQuery,
    input: MandateInput,
    form_context: GovernanceFormContext,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let governance = load(context, slug).await?;
    let card = governance.head.card.clone();
    let is_new = open.mandate == "new";
    let key = is_new.then(|| context.form_key());
    let is_open_committee = |committee: &&Committee| {
        committee.id.as_str() == open.committee || committee.mandates.iter().any(|mandate| mandate.id.as_str() == open.mandate)
    };
    let committee = governance.committees.iter().find(is_open_committee).map(|committee| committee.name.clone()).ok_or(Error::NotFound)?;
    let members = match is_new {
        true => memberships::candidates(context.db(), &context.actor, slug, &form_context.find, &input.person).await?,
        false => Candidates::default(),
    };
    let title = if is_new {
        tr!(language, "governance-give-mandate")
    } else {
        tr!(language, "governance-mandate-of", name = form_context.name.as_str())
    };
    let mut action = format!("/networks/{}/governance/edit?mandate={}", card.slug, open.mandate);
    if is_new {
        action.push_str(&format!("&committee={}", open.committee));
    }
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let names = (input.given_name, input.family_name);
        let new = is_named(&errors, &names).then(|| new_holder(language, names));
        let holder = is_new.then(|| {
            let find = (members.are_more || !form_context.find.is_empty()).then(|| find(language, &form_context.find, &members));
            let members = std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(members.people).collect();
            view! {
                {find}
                <SelectField name="person" label=tr!(language, "governance-person") value=input.person choices=members />
                <LineField name="address" kind="email" label=tr!(language, "governance-address") hint=tr!(language, "governance-address-hint") value=input.address max_length=254 />
                {new}
            }
        });
        let remove = (!is_new).then(|| {
            view! {
                <ConfirmDisclosure label=tr!(language, "governance-withdraw-mandate") explanation=tr!(language, "governance-withdraw-mandate-more")>
                    <button class="button button-danger" name="act" value="remove">{tr!(language, "governance-withdraw-mandate")}</button>
                </ConfirmDisclosure>
            }
        });
        let submit_label = if is_new { tr!(language, "governance-give-mandate") } else { tr!(language, "fields-save") };
        view! {
            {governance_breadcrumbs(language, &card, &title, true)}
            <h1>{title}</h1>
            <p class="muted">{committee}</p>
            <ErrorSummary />
            {saved_values(language, &form_context.saved)}
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                {holder}
                <LineField name="role" label=tr!(language, "governance-role") hint=tr!(language, "governance-role-hint") value=input.role required=true max_length=200 />
                <LineField name="started_on" kind="date" label=tr!(language, "governance-first-day") value=input.started_on required=true />
                <LineField name="ended_on" kind="date" label=tr!(language, "governance-last-day") hint=tr!(language, "governance-last-day-hint") value=input.ended_on />
                {sure(language, &errors)}
                <div class="form-actions"><button class="button" name="act" value="save">{submit_label}</button></div>
                {remove}
            </form>
        }
    }))
}

/// Whether the form asks for the name of a person who has no account.
fn is_named(errors: &FormErrors, (given_name, family_name): &(String, String)) -> bool {
    errors.has_problem(&FieldProblem::NewHolder) || !given_name.is_empty() || !family_name.is_empty()
}

/// The name of a holder who has no account yet.
fn new_holder(language: Language, (given_name, family_name): (String, String)) -> impl IntoView + use<> {
    view! {
        <div class="notice"><p>{tr!(language, "governance-address-unknown")}</p></div>
        <LineField name="given_name" label=tr!(language, "governance-given-name") value=given_name required=true max_length=200 autocomplete="off" />
        <LineField name="family_name" label=tr!(language, "governance-family-name") value=family_name required=true max_length=200 autocomplete="off" />
    }
}

/// A search by name, for a network with more members than the list holds; the list says so.
fn find(language: Language, typed: &str, members: &Candidates) -> impl IntoView + use<> {
    let hint = if members.are_more {
        tr!(language, "governance-search-members-more", most = CANDIDATES)
    } else {
        tr!(language, "governance-search-members-count", count = members.people.len())
    };
    view! {
        <LineField name="find" kind="search" label=tr!(language, "governance-search-members") hint=hint value=typed.to_owned() max_length=200 />
        <p class="actions"><button class="button button-quiet" name="act" value="find">{tr!(language, "governance-search-members-submit")}</button></p>
    }
}
