//! "Mon espace": what waits for the person, their events, their networks.

use axum::response::Response;
use domain::Language;
use domain::clock::Timestamp;
use domain::dashboard::{self, Dashboard, NetworkStanding};
use domain::enums::MembershipState;
use domain::events::EventCard;
use domain::numbers::number;
use leptos::prelude::*;

use crate::error_page::Result;
use crate::events::event_card;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext) -> Result<Response> {
    let language = context.language;
    let dashboard = dashboard::dashboard(context.db(), &context.actor).await?;
    let now = context.now;
    Ok(PageBuilder::titled(tr!(language, "shell-dashboard")).section(Section::Me).render(&context, move || {
        let title = match dashboard.given_name.as_str() {
            "" => tr!(language, "people-dashboard-greeting-unnamed"),
            name => tr!(language, "people-dashboard-greeting", name = name),
        };
        let nameless = dashboard.given_name.is_empty().then(|| {
            view! {
                <div class="notice" role="status">
                    <p>
                        <strong>{tr!(language, "people-dashboard-name-missing")}</strong>" "
                        <a href="/me/profile">{tr!(language, "people-dashboard-name-missing-link")}</a>
                    </p>
                </div>
            }
        });
        let suspended = (!dashboard.suspended_addresses.is_empty()).then(|| {
            let addresses = dashboard.suspended_addresses.join(", ");
            view! {
                <div class="notice notice-warning">
                    <p>
                        <strong>{tr!(language, "bounce-dashboard", address = addresses)}</strong>" "
                        <a href="/me/addresses">{tr!(language, "bounce-dashboard-link")}</a>
                    </p>
                </div>
            }
        });
        let queues = (!dashboard.queues.is_empty()).then(|| {
            view! { <h2>{tr!(language, "people-dashboard-waiting-lists")}</h2>{list(language, now, &dashboard.queues)} }
        });
        view! {
            <h1>{title}</h1>
            {nameless}
            {suspended}
            {tasks(language, &dashboard)}
            <div class="columns">
                <section class="stack" aria-labelledby="coming">
                    <h2 id="coming">{tr!(language, "people-dashboard-events")}</h2>
                    {events(language, now, &dashboard.events)}
                    {queues}
                </section>
                <section class="sidebar stack" aria-labelledby="mine">
                    <h2 id="mine">{tr!(language, "people-dashboard-networks")}</h2>
                    {networks(language, &dashboard.networks)}
                    <ul class="links">
                        <li><a href="/me/profile">{tr!(language, "people-profile")}</a></li>
                        <li><a href="/me/addresses">{tr!(language, "people-addresses")}</a></li>
                        <li><a href="/me/lists">{tr!(language, "lists-my-subscriptions")}</a></li>
                        <li><a href="/me/certificates">{tr!(language, "certificates-mine")}</a></li>
                        <li><a href="/me/mails">{tr!(language, "person-mails")}</a></li>
                        <li><a href="/me/feeds">{tr!(language, "people-dashboard-feeds")}</a></li>
                        <li><a href="/me/sessions">{tr!(language, "people-sessions")}</a></li>
                        <li><a href="/me/data">{tr!(language, "privacy-title")}</a></li>
                    </ul>
                </section>
            </div>
        }
    }))
}

fn tasks(language: Language, dashboard: &Dashboard) -> Option<impl IntoView + use<>> {
    if !dashboard.has_pending_items() {
        return None;
    }
    let task = |count: i64, path: String, label: String| view! { <li><b>{number(language, count)}</b>" "<a href=path>{label}</a></li> };
    let mut tasks: Vec<_> = Vec::new();
    for requests in &dashboard.requests {
        let label = tr!(language, "people-dashboard-task-requests", count = requests.count, network = requests.acronym.clone());
        tasks.push(task(requests.count, format!("/networks/{}/requests", requests.slug), label));
    }
    for placement in &dashboard.placements {
        let label = tr!(language, "people-dashboard-task-placement", child = placement.child.clone(), network = placement.acronym.clone());
        tasks.push(task(1, format!("/networks/{}/below", placement.slug), label));
    }
    for invitation in &dashboard.invitations {
        let label =
            tr!(language, "people-dashboard-task-invitation", network = invitation.acronym.clone(), event = invitation.title.clone());
        tasks.push(task(1, format!("/events/{}/co-organisers", invitation.slug), label));
    }
    for draft in &dashboard.drafts {
        let label = tr!(language, "people-dashboard-task-draft", event = draft.title.clone());
        tasks.push(task(1, format!("/events/{}", draft.slug), label));
    }
    for message in &dashboard.troubled_messages {
        let path = format!("/networks/{}/messages/{}", message.slug, message.id);
        if message.failed > 0 {
            let label = tr!(language, "people-dashboard-task-failed", count = message.failed, subject = message.subject.clone());
            tasks.push(task(message.failed, path.clone(), label));
        }
        if message.doubtful > 0 {
            let label = tr!(language, "people-dashboard-task-doubtful", count = message.doubtful, subject = message.subject.clone());
            tasks.push(task(message.doubtful, path, label));
        }
    }
    if dashboard.failed_mails > 0 {
        let label = tr!(language, "people-dashboard-task-mails", count = dashboard.failed_mails);
        tasks.push(task(dashboard.failed_mails, "/admin/mails?state=failed".to_owned(), label));
    }
    Some(view! {
        <section aria-labelledby="waiting">
            <h2 id="waiting">{tr!(language, "people-dashboard-tasks")}</h2>
            <ul class="tasks">{tasks}</ul>
        </section>
    })
}

fn networks(language: Language, networks: &[NetworkStanding]) -> AnyView {
    if networks.is_empty() {
        return view! {
            <div class="empty">
                <p>{tr!(language, "people-dashboard-no-network")}</p>
                <a class="button button-quiet" href="/networks">{tr!(language, "people-dashboard-find-network")}</a>
            </div>
        }
        .into_any();
    }
    let rows: Vec<_> = networks
        .iter()
        .map(|network| {
            let standing = match (network.is_coordinating(), network.membership) {
                (true, _) => tr!(language, "people-dashboard-role-coordinator"),
                (false, Some(MembershipState::Requested)) => tr!(language, "people-dashboard-role-requested"),
                (false, None) if !network.through.is_empty() => {
                    tr!(language, "people-dashboard-role-member-through", networks = network.through.as_str())
                }
                _ => tr!(language, "people-dashboard-role-member"),
            };
            view! {
                <li style=format!("--hue: {}", network.hue)>
                    <h3><a href=format!("/networks/{}", network.slug)>{network.acronym.clone()}</a></h3>
                    <p class="muted">{standing}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="tiles tiles-compact">{rows}</ul> }.into_any()
}

fn events(language: Language, now: Timestamp, events: &[EventCard]) -> AnyView {
    if events.is_empty() {
        return view! {
            <div class="empty">
                <p>{tr!(language, "people-dashboard-no-event")}</p>
                <a class="button button-quiet" href="/agenda">{tr!(language, "people-dashboard-find-event")}</a>
            </div>
        }
        .into_any();
    }
    list(language, now, events).into_any()
}

fn list(language: Language, now: Timestamp, events: &[EventCard]) -> impl IntoView + use<> {
    let cards: Vec<_> = events.iter().map(|card| event_card(language, now, card)).collect();
    view! { <ol class="agenda">{cards}</ol> }
}
