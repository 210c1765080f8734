//! The members of a network, for its coordinators: search, filter, sort, pages, export, adding someone.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::memberships::{self, Member, MemberQuery};
use domain::networks::NetworkCard;
use domain::numbers::number;
use domain::{Language, dates, taxonomies};
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{address, page_text};
use crate::downloads;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::labels::label;
use crate::networks::header::{breadcrumbs, notice};
use crate::networks::{NetworkTab, tabs};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<MemberQuery>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let success = match done.done.as_str() {
        "added" => Some(tr!(context.language, "memberships-done-added")),
        "invited" => Some(tr!(context.language, "memberships-done-invited")),
        "ended" => Some(tr!(context.language, "memberships-done-ended")),
        _ => None,
    };
    page(&context, &slug, query, success, String::new(), FormErrors::none(context.language)).await
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AddMemberForm {
    address: String,
    invite: String,
}

pub async fn create(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(query): Query<MemberQuery>,
    Form(input): Form<AddMemberForm>,
) -> Result<Response> {
    if !input.invite.is_empty() {
        return match memberships::invite(context.db(), &context.actor, &slug, &input.address).await {
            Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/members?done=invited")).into_response()),
            Err(error) => {
                let errors = FormErrors::of(context.language, error)?;
                page(&context, &slug, query, None, input.address, errors).await
            }
        };
    }
    match memberships::add(context.db(), &context.actor, &slug, &input.address).await {
        Ok(_) => Ok(context.redirect(&format!("/networks/{slug}/members?done=added")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, query, None, input.address, errors).await
        }
    }
}

/// Every member who matches the query, for a spreadsheet.
pub async fn export(context: RequestContext, Path(slug): Path<String>, Query(query): Query<MemberQuery>) -> Result<Response> {
    let file = memberships::export(context.db(), &context.actor, &slug, &query, context.language).await?;
    Ok(downloads::csv(&format!("{slug}-{}.csv", context.now.today()), file))
}

/// The address of the same query with another order or page.
fn address_of(path: &str, query: &MemberQuery, sort: &str, page: i64) -> String {
    let page = page_text(page);
    let (kind, region, state) = (&query.kind, &query.region, &query.state);
    address(path, &[("q", &query.q), ("kind", kind), ("region", region), ("state", state), ("sort", sort), ("page", &page)])
}

async fn page(
    context: &RequestContext,
    slug: &str,
    query: MemberQuery,
    success: Option<String>,
    typed: String,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let results = memberships::list(context.db(), &context.actor, slug, &query).await?;
    let kinds = taxonomies::organisation_kinds(context.db(), language).await?;
    let regions = taxonomies::regions(context.db(), language).await?;
    let card = results.head.card.clone();
    let title = tr!(language, "memberships-members-title", network = card.acronym.as_str());
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let path = format!("/networks/{}/members", card.slug);
        let requests = (results.requests > 0).then(|| {
            let label = tr!(language, "memberships-requests-count", count = results.requests);
            view! { <p><a class="button button-quiet" href=format!("/networks/{}/requests", card.slug)>{label}</a></p> }
        });
        let count = tr!(
            language,
            "memberships-count",
            count = results.total,
            number = number(language, results.total),
            page = results.page.to_string(),
            pages = results.pages.to_string(),
            several = if results.pages > 1 { "yes" } else { "no" }
        );
        let lead = results.members.iter().any(|member| !member.through.is_empty()).then(|| {
            view! { <p class="muted">{tr!(language, "memberships-through-lead")}</p> }
        });
        let unnamed = (results.unnamed > 0).then(|| {
            view! { <p class="muted">{tr!(language, "memberships-through-private-networks", count = results.unnamed, number = number(language, results.unnamed))}</p> }
        });
        let rows: Vec<_> = results.members.iter().map(|member| row(language, &card, member)).collect();
        let table = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "memberships-nobody")}</p></div> }.into_any()
        } else {
            table(language, &path, &query, &title, rows).into_any()
        };
        view! {
            {breadcrumbs(language, &card, Vec::new(), tr!(language, "networks-tab-members"))}
            {tabs(language, &results.head, NetworkTab::Members)}
            <h1>{title.clone()}</h1>
            {notice(success)}
            <ErrorSummary />
            {requests}
            <div class="toolbar no-print">
                {filters(language, &path, &query, kinds, regions)}
                <a class="button button-quiet" href=address_of(&format!("{path}.csv"), &query, &query.sort, 1)>{tr!(language, "memberships-export")}</a>
            </div>
            <p class="count" role="status">{count}</p>
            {lead}
            {unnamed}
            {table}
            {pager(language, results.page, ListLength::Page(results.pages), |page| address_of(&path, &query, &query.sort, page))}
            {add_member_form(language, &card, typed)}
        }
    }))
}

fn filters(
    language: Language,
    path: &str,
    query: &MemberQuery,
    kinds: Vec<(String, String)>,
    regions: Vec<(String, String)>,
) -> impl IntoView + use<> {
    let states = [("", tr!(language, "memberships-state-active"))]
        .into_iter()
        .chain([
            ("bouncing", tr!(language, "memberships-state-bouncing")),
            ("requested", tr!(language, "memberships-state-requested")),
            ("left", tr!(language, "memberships-state-left")),
            ("refused", tr!(language, "memberships-state-refused")),
            ("all", tr!(language, "memberships-state-all")),
        ])
        .map(|(code, label)| (code.to_owned(), label))
        .collect();
    let or_any = |label: String, choices: Vec<(String, String)>| std::iter::once((String::new(), label)).chain(choices).collect::<Vec<_>>();
    let clear = (*query != MemberQuery { sort: query.sort.clone(), page: query.page.clone(), ..MemberQuery::default() })
        .then(|| view! { " "<a href=path.to_owned()>{tr!(language, "fields-clear-filters")}</a> });
    view! {
        <form method="get" action=path.to_owned()>
            <div class="field field-wide">
                <label for="m-q">{tr!(language, "memberships-search")}</label>
                <input id="m-q" name="q" type="search" value=query.q.clone() />
            </div>
            {select("kind", tr!(language, "memberships-kind"), &query.kind, or_any(tr!(language, "memberships-any-kind"), kinds))}
            {select("region", tr!(language, "fields-region"), &query.region, or_any(tr!(language, "memberships-any-region"), regions))}
            {select("state", tr!(language, "memberships-state"), &query.state, states)}
            <input type="hidden" name="sort" value=query.sort.clone() />
            <button class="button button-quiet">{tr!(language, "fields-filter")}</button>
            {clear}
        </form>
    }
}

fn select(name: &'static str, label: String, value: &str, choices: Vec<(String, String)>) -> impl IntoView + use<> {
    let options: Vec<_> = choices
        .into_iter()
        .map(|(code, label)| {
            let selected = code == value;
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect();
    let id = format!("m-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}

fn table<V: IntoView + 'static>(language: Language, path: &str, query: &MemberQuery, title: &str, rows: Vec<V>) -> impl IntoView + use<V> {
    let heading = |key: &str, label: String| {
        let current = if query.sort.is_empty() { "name" } else { query.sort.as_str() };
        let (order, next) = match current {
            current if current == key => (Some("ascending"), format!("-{key}")),
            current if current.strip_prefix('-') == Some(key) => (Some("descending"), key.to_owned()),
            _ => (None, key.to_owned()),
        };
        view! { <th scope="col" aria-sort=order><a href=address_of(path, query, &next, 1)>{label}</a></th> }
    };
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{title.to_owned()}</caption>
            <thead>
                <tr>
                    {heading("name", tr!(language, "memberships-name"))}
                    {heading("organisation", tr!(language, "memberships-organisation"))}
                    {heading("region", tr!(language, "fields-region"))}
                    {heading("since", tr!(language, "memberships-since"))}
                    <th scope="col">{tr!(language, "memberships-state")}</th>
                    <th scope="col" class="no-print"><span class="visually-hidden">{tr!(language, "governance-actions")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(language: Language, card: &NetworkCard, member: &Member) -> impl IntoView + use<> {
    let history = member.through.is_empty().then(|| format!("/networks/{}/members/{}", card.slug, member.id));
    let since = member.since.today();
    let region = if language == Language::Fr { member.region_fr.clone() } else { member.region_en.clone() };
    let name = member.name();
    let history = history.map(|history| {
        view! { <a href=history>{tr!(language, "memberships-history")}<span class="visually-hidden">{format!(" {name}")}</span></a> }
    });
    let through = (!member.through.is_empty())
        .then(|| view! { " "<span class="small muted">{tr!(language, "memberships-through", networks = member.through.as_str())}</span> });
    let sort_name = format!("{} {}", member.family_name, member.given_name).trim().to_owned();
    let sort_name = if sort_name.is_empty() { tr!(language, "memberships-unnamed-person") } else { sort_name };
    // An empty cell disappears on a phone, an empty text does not.
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let address = (!member.address.is_empty()).then(|| {
        view! { <br /><a class="small" href=format!("mailto:{}", member.address)>{member.address.clone()}</a> }
    });
    view! {
        <tr>
            <th scope="row">{sort_name}{address}{address_to_check(language, member.bounce_reason.as_deref())}</th>
            <td data-label=tr!(language, "memberships-organisation")>{filled(&member.organisation)}</td>
            <td data-label=tr!(language, "fields-region")>{filled(&region)}</td>
            <td data-label=tr!(language, "memberships-since")><time datetime=since.clone()>{dates::date_of(language, &since)}</time></td>
            <td data-label=tr!(language, "memberships-state")><span>{state_badge(language, member.state)}{through}</span></td>
            <td class="no-print">{history}</td>
        </tr>
    }
}

/// Says that mail to an address comes back, with the reason.
pub fn address_to_check(language: Language, bounce_reason: Option<&str>) -> Option<impl IntoView + use<>> {
    let reason = bounce_reason?.to_owned();
    let reason =
        (!reason.is_empty()).then(|| view! { <br /><span class="small muted">{tr!(language, "bounce-answer", answer = reason)}</span> });
    Some(view! { <br /><span class="badge badge-bad">{tr!(language, "bounce-address-to-check")}</span>{reason} })
}

pub fn state_badge(language: Language, state: MembershipState) -> impl IntoView + use<> {
    let class = match state {
        MembershipState::Active => "badge badge-good",
        MembershipState::Requested => "badge badge-warning",
        MembershipState::Left | MembershipState::Refused => "badge",
    };
    view! { <span class=class>{label(language, state)}</span> }
}

fn add_member_form(language: Language, card: &NetworkCard, typed: String) -> impl IntoView + use<> {
    let import = format!("/networks/{}/import", card.slug);
    let export = format!("/networks/{}/export", card.slug);
    view! {
        <section class="stack no-print" aria-labelledby="adding">
            <h2 id="adding">{tr!(language, "memberships-add-title")}</h2>
            <form class="form" method="post" novalidate>
                <LineField name="address" kind="email" label=tr!(language, "memberships-add-address") hint=tr!(language, "memberships-add-hint") value=typed required=true />
                <div class="form-actions"><button class="button button-quiet">{tr!(language, "memberships-add")}</button>" "<button class="button button-quiet" name="invite" value="1">{tr!(language, "memberships-invite")}</button></div>
            </form>
            <ul class="links">
                <li><a href=import>{tr!(language, "memberships-import")}</a></li>
                <li><a href=export>{tr!(language, "exports-open")}</a></li>
            </ul>
        </section>
    }
}
