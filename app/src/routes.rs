//! Every address of the site, on one page.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::people::{addresses, affiliations, dashboard, profile, restore, sessions, sign_in};
use crate::visit::AppState;
use crate::{
    about, administration, agenda, api, attendance, calendar, events, exports, extract, fault, home, imports, language, lists, memberships,
    messages, networks, outbox, pages, privacy, registrations, reports, search,
};

/// The pages and their forms. A form is sent to the address of its own page.
pub fn pages(house: AppState) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/language", post(language::choose))
        .route("/about", get(about::show))
        .route("/search", get(search::show))
        .route("/api/{*function}", post(api::functions))
        .merge(people())
        .merge(networks())
        .merge(memberships())
        .merge(imports())
        .merge(reports())
        .merge(lists())
        .merge(agenda_and_events())
        .merge(written())
        .merge(registrations())
        .merge(calendar())
        .merge(administration())
        .merge(demonstration())
        .layer(axum::middleware::from_fn(extract::bound_address))
        .layer(axum::middleware::from_fn_with_state(house.clone(), fault::explain))
        .with_state(house)
}

fn people() -> Router<AppState> {
    Router::new()
        .route("/sign-in", get(sign_in::blank).post(sign_in::ask))
        .route("/sign-in/{token}", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/address/{token}", get(restore::ask).post(restore::restore))
        .route("/sign-out", post(sign_in::leave))
        .route("/me", get(dashboard::show))
        .route("/me/profile", get(profile::filled).post(profile::edit))
        .route("/me/affiliations/new", get(affiliations::blank).post(affiliations::add))
        .route("/me/affiliations/{id}", get(affiliations::filled).post(affiliations::correct))
        .route("/me/addresses", get(addresses::list).post(addresses::change))
        .route("/me/sessions", get(sessions::list).post(sessions::end))
        .route("/me/data", get(privacy::show).post(privacy::agree))
        .route("/me/data.json", get(privacy::json))
        .route("/me/data.zip", get(privacy::archive))
        .route("/me/data/leave", get(privacy::leaving::ask).post(privacy::leaving::leave))
        .route("/me/data/erase", get(privacy::erasure::ask).post(privacy::erasure::erase))
        .route("/me/data/erased", get(privacy::erasure::done))
}

fn networks() -> Router<AppState> {
    Router::new()
        .route("/networks", get(networks::list))
        .route("/networks/new", get(networks::form::blank).post(networks::form::create))
        .route("/networks/{slug}", get(networks::presentation::show))
        .route("/networks/{slug}/edit", get(networks::form::filled).post(networks::form::edit))
        .route("/networks/{slug}/below", get(networks::below::list).post(networks::below::answer))
        .route("/networks/{slug}/resources", get(networks::library::show))
        .route("/networks/{slug}/governance", get(networks::governance::show))
        .route("/networks/{slug}/governance/edit", get(networks::governing::open).post(networks::governing::send))
}

/// Figures and reviews.
fn reports() -> Router<AppState> {
    Router::new()
        .route("/networks/{slug}/figures", get(reports::members::show))
        .route("/networks/{slug}/figures/events", get(reports::events::show))
        .route("/networks/{slug}/figures/overlap", get(reports::overlap::show))
        .route("/networks/{slug}/figures/tables/{file}", get(reports::files::table))
        .route("/networks/{slug}/reviews", get(reports::reviews::list))
        .route("/networks/{slug}/reviews/{year}", get(reports::reviews::show))
        .route("/networks/{slug}/reviews/{year}/edit", get(reports::reviews::form::filled).post(reports::reviews::form::send))
        .route("/networks/{slug}/reviews/{year}/adopt", get(reports::reviews::adopt::ask).post(reports::reviews::adopt::adopt))
}

fn memberships() -> Router<AppState> {
    Router::new()
        .route("/networks/{slug}/join", post(memberships::join))
        .route("/networks/{slug}/leave", get(memberships::ask_to_leave).post(memberships::leave))
        .route("/networks/{slug}/members", get(memberships::members::list).post(memberships::members::add))
        .route("/networks/{slug}/members.csv", get(memberships::members::export))
        .route("/networks/{slug}/members/{membership}", get(memberships::history::show).post(memberships::history::end))
        .route("/invitations/{id}", get(memberships::invitations::show).post(memberships::invitations::accept))
        .route("/networks/{slug}/directory", get(memberships::directory::show).post(memberships::directory::enter))
        .route("/networks/{slug}/requests", get(memberships::requests::list).post(memberships::requests::answer))
}

/// From a file, in steps: the members of a network, the organisations of the instance. And everything that a network owns, to take away.
fn imports() -> Router<AppState> {
    use imports::{columns, dry_run, refused, values};
    Router::new()
        .route("/networks/{slug}/import", get(imports::open).post(imports::bring))
        .route("/networks/{slug}/import/{id}", get(columns::show).post(columns::send))
        .route("/networks/{slug}/import/{id}/values", get(values::show).post(values::send))
        .route("/networks/{slug}/import/{id}/plan", get(dry_run::show).post(dry_run::run))
        .route("/networks/{slug}/import/{id}/refused.csv", get(refused::download))
        .route("/networks/{slug}/export", get(exports::show))
        .route("/networks/{slug}/export.zip", get(exports::download))
        .route("/admin/import", get(imports::open).post(imports::bring))
        .route("/admin/import/{id}", get(columns::show).post(columns::send))
        .route("/admin/import/{id}/values", get(values::show).post(values::send))
        .route("/admin/import/{id}/plan", get(dry_run::show).post(dry_run::run))
        .route("/admin/import/{id}/refused.csv", get(refused::download))
}

/// Lists, for those who read them; messages, for those who write them; the links that their copies carry.
fn lists() -> Router<AppState> {
    Router::new()
        .route("/lists/{list}", get(lists::show).post(lists::ask))
        .route("/lists/{list}/archive", get(lists::archive::list))
        .route("/lists/{list}/archive/{message}", get(lists::archive::show))
        .route("/subscriptions/{token}", get(lists::unsubscribe::pending).post(lists::unsubscribe::confirm))
        .route("/unsubscribe/{token}", get(lists::unsubscribe::show).post(lists::unsubscribe::act))
        .route("/me/lists", get(lists::mine::show).post(lists::mine::say))
        .route("/networks/{slug}/list", get(lists::settings::filled).post(lists::settings::edit))
        .route("/networks/{slug}/list/subscribers", get(lists::subscribers::list).post(lists::subscribers::end))
        .route("/networks/{slug}/list/subscribers.csv", get(lists::subscribers::export))
        .route("/networks/{slug}/messages", get(messages::list))
        .route("/networks/{slug}/messages/new", get(messages::form::blank).post(messages::form::create))
        .route("/networks/{slug}/messages/{message}", get(messages::show).post(messages::turn))
        .route("/networks/{slug}/messages/{message}/edit", get(messages::form::filled).post(messages::form::edit))
        .route("/networks/{slug}/messages/{message}/recipients", get(messages::send::recipients))
        .route("/networks/{slug}/messages/{message}/send", get(messages::send::ask).post(messages::send::send))
        .route("/networks/{slug}/messages/{message}/journal", get(messages::journal::show))
        .route("/networks/{slug}/messages/{message}/journal.csv", get(messages::journal::export))
}

fn agenda_and_events() -> Router<AppState> {
    Router::new()
        .route("/agenda", get(agenda::list))
        .route("/agenda/month", get(agenda::month::show))
        .route("/networks/{slug}/agenda", get(agenda::of_network))
        .route("/networks/{slug}/events/new", get(events::form::blank).post(events::form::create))
        .route("/events/{slug}", get(events::show))
        .route("/events/{slug}/edit", get(events::form::filled).post(events::form::edit))
        .route("/events/{slug}/publish", get(events::lifecycle::ask_publish).post(events::lifecycle::publish))
        .route("/events/{slug}/postpone", get(events::lifecycle::ask_postpone).post(events::lifecycle::postpone))
        .route("/events/{slug}/cancel", get(events::lifecycle::ask_cancel).post(events::lifecycle::cancel))
        .route("/events/{slug}/remove", get(events::lifecycle::ask_remove).post(events::lifecycle::remove))
        .route("/events/{slug}/clone", post(events::lifecycle::clone))
        .route("/events/{slug}/co-organisers", get(events::co_organisers::show).post(events::co_organisers::change))
        .route("/events/{slug}/programme", get(events::programme::show).post(events::programme::change))
        .route("/events/{slug}/materials", get(events::materials::show).post(events::materials::change))
}

/// The pages that networks and events keep: the same below both.
fn written() -> Router<AppState> {
    use pages::{attachments, download, form, removal, revisions};
    let files = DefaultBodyLimit::max(attachments::MOST_SENT);
    Router::new()
        .route("/networks/{slug}/pages/new", get(form::blank).post(form::create))
        .route("/networks/{slug}/pages/{page}", get(pages::show))
        .route("/networks/{slug}/pages/{page}/edit", get(form::filled).post(form::edit))
        .route("/networks/{slug}/pages/{page}/remove", get(removal::ask).post(removal::remove))
        .route("/networks/{slug}/pages/{page}/revisions", get(revisions::list))
        .route("/networks/{slug}/pages/{page}/revisions/{number}", get(revisions::show).post(revisions::restore))
        .route("/networks/{slug}/pages/{page}/attachments", get(attachments::show).post(attachments::change).layer(files))
        .route("/networks/{slug}/pages/{page}/attachments/{name}", get(download::send))
        .route("/events/{slug}/pages/new", get(form::blank).post(form::create))
        .route("/events/{slug}/pages/{page}", get(pages::show))
        .route("/events/{slug}/pages/{page}/edit", get(form::filled).post(form::edit))
        .route("/events/{slug}/pages/{page}/remove", get(removal::ask).post(removal::remove))
        .route("/events/{slug}/pages/{page}/revisions", get(revisions::list))
        .route("/events/{slug}/pages/{page}/revisions/{number}", get(revisions::show).post(revisions::restore))
        .route("/events/{slug}/pages/{page}/attachments", get(attachments::show).post(attachments::change).layer(files))
        .route("/events/{slug}/pages/{page}/attachments/{name}", get(download::send))
}

fn registrations() -> Router<AppState> {
    use registrations::{form, manual_entry, participants, record, registration_link};
    Router::new()
        .route("/events/{slug}/register", get(form::show).post(form::register))
        .route("/events/{slug}/presence", post(form::change))
        .route("/events/{slug}/withdraw", post(form::withdraw))
        .route("/events/{slug}/registrations", get(participants::show).post(attendance::mark))
        .route("/events/{slug}/registrations.csv", get(participants::export))
        .route("/events/{slug}/registrations/new", get(manual_entry::blank).post(manual_entry::add))
        .route("/events/{slug}/registrations/{registration}", get(record::show).post(record::remove))
        .route("/registrations/{token}", get(registration_link::show).post(registration_link::turn))
        .route("/registrations/{token}/event.ics", get(registration_link::calendar))
}

/// What programs read; and the addresses that a person makes for them.
fn calendar() -> Router<AppState> {
    Router::new()
        .route("/agenda.ics", get(calendar::agenda))
        .route("/agenda.atom", get(calendar::agenda_news))
        .route("/networks/{slug}/agenda.ics", get(calendar::network))
        .route("/networks/{slug}/agenda.atom", get(calendar::network_news))
        .route("/events/{slug}/event.ics", get(calendar::event))
        .route("/feeds/{file}", get(calendar::personal::read))
        .route("/me/feeds", get(calendar::personal::list).post(calendar::personal::change))
        .route("/sitemap.xml", get(calendar::sitemap))
        .route("/robots.txt", get(calendar::robots))
}

/// For those who run the instance; for the others none of it exists.
fn administration() -> Router<AppState> {
    use administration::{instance, journal, mails, organisations, people, retention, taxonomies};
    Router::new()
        .route("/admin", get(administration::overview))
        .route("/admin/instance", get(instance::filled).post(instance::edit))
        .route("/admin/taxonomies", get(taxonomies::lists))
        .route("/admin/taxonomies/{list}", get(taxonomies::show).post(taxonomies::change))
        .route("/admin/people", get(people::list))
        .route("/admin/people/{id}", get(people::show).post(people::change))
        .route("/admin/organisations", get(organisations::list))
        .route("/admin/organisations/new", get(organisations::new::show).post(organisations::new::create))
        .route("/admin/organisations/{id}/merge", get(organisations::merge::show).post(organisations::merge::merge))
        .route("/admin/organisations/{id}", get(organisations::show).post(organisations::change))
        .route("/admin/mandates", get(administration::mandates))
        .route("/admin/mails", get(mails::list).post(mails::change_all))
        .route("/admin/mails/{id}", get(mails::show).post(mails::retry))
        .route("/admin/journal", get(journal::show))
        .route("/admin/retention", get(retention::filled).post(retention::edit))
}

/// Only in a demonstration; elsewhere they answer as if they did not exist.
fn demonstration() -> Router<AppState> {
    Router::new()
        .route("/outbox", get(outbox::list))
        .route("/outbox/{id}", get(outbox::show))
        .route("/outbox/{id}/html", get(outbox::html))
        .route("/outbox/{id}/event.ics", get(outbox::calendar))
}
