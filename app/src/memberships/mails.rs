//! `/networks/{slug}/members/{membership}/mails`: did she get it? The mails of a network to one of its members, for its coordinators.

use axum::extract::Path;
use axum::response::Response;
use domain::ids::MembershipId;
use domain::{Error, delivery};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::extract::Query;
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::people::mails::{PersonMailsQuery, table};
use crate::request_context::RequestContext;

pub async fn index(
    context: RequestContext,
    Path((slug, membership)): Path<(String, String)>,
    Query(query): Query<PersonMailsQuery>,
) -> Result<Response> {
    let language = context.language;
    let found = delivery::member_mails(context.db(), &context.actor, &MembershipId::from(membership.as_str()), &query.page).await?;
    if found.network.slug != slug {
        return Err(Error::NotFound.into());
    }
    let card = found.network.clone();
    let name = if found.name.is_empty() { tr!(language, "memberships-unnamed-person") } else { found.name.clone() };
    let title = tr!(language, "person-mails-title", name = name.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let member = format!("/networks/{}/members/{membership}", card.slug);
        let steps = vec![(format!("/networks/{}/members", card.slug), tr!(language, "networks-tab-members")), (member.clone(), name)];
        view! {
            {breadcrumbs(language, &card, steps, tr!(language, "person-mails"))}
            <h1>{title}</h1>
            <p class="lead">{tr!(language, "person-mails-member-lead", network = card.acronym.as_str())}</p>
            {table(language, &format!("{member}/mails"), &found.mails)}
        }
    }))
}
