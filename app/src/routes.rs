//! Every address of the site, in one file.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::people::{addresses, affiliations, dashboard, mails, profile, restore, sessions, sign_in};
use crate::request_context::AppState;
use crate::{
    about, administration, agenda, api, attendance, attendance_log, calendar, certificates, error_page, events, exports, extract, forms,
    home, imports, language, lists, memberships, messages, networks, outbox, pages, posts, privacy, registrations, reports, search,
};

/// The pages and their forms. A form is sent to the address of its own page.
pub fn pages(state: AppState) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/language", post(language::update))
        .route("/about", get(about::show))
        .route("/search", get(search::show))
        .route("/api/{*function}", post(api::call))
        .route("/agenda", get(agenda::index))
        .route("/agenda/month", get(agenda::month::show))
        .route("/networks", get(networks::index))
        .route("/networks/new", get(networks::form::new).post(networks::form::create))
        .nest("/networks/{slug}", network())
        .nest("/events/{slug}", event())
        .merge(links())
        .merge(calendar())
        .nest("/lists/{list}", list())
        .nest("/me", me())
        .nest("/admin", administration())
        .nest("/outbox", outbox())
        .layer(axum::middleware::from_fn(extract::limit_address))
        .layer(axum::middleware::from_fn_with_state(state.clone(), error_page::explain))
        .with_state(state)
}

fn network() -> Router<AppState> {
    use networks::{child_networks, form, governance, governance_edit, library, presentation};
    Router::new()
        .route("/", get(presentation::show))
        .route("/edit", get(form::edit).post(form::update))
        .route("/below", get(child_networks::index).post(child_networks::answer))
        .route("/resources", get(library::show))
        .route("/governance", get(governance::show))
        .route("/governance/edit", get(governance_edit::edit).post(governance_edit::update))
        .route("/certificate-text", get(certificates::text::edit).post(certificates::text::update))
        .route("/export", get(exports::show))
        .route("/export.zip", get(exports::download))
        .route("/agenda", get(agenda::of_network))
        .route("/agenda.ics", get(calendar::network))
        .route("/agenda.atom", get(calendar::network_news))
        .route("/events/new", get(events::form::new).post(events::form::create))
        .merge(members())
        .merge(mailing())
        .merge(reports())
        .nest("/import", imports())
        .nest("/pages", owned_pages())
}

fn members() -> Router<AppState> {
    use memberships::{departure, directory, history, mails, members, requests};
    Router::new()
        .route("/join", post(memberships::join))
        .route("/leave", get(departure::show).post(departure::leave))
        .route("/members", get(members::index).post(members::create))
        .route("/members.csv", get(members::export))
        .route("/members/{membership}", get(history::show).post(history::end))
        .route("/members/{membership}/mails", get(mails::index))
        .route("/directory", get(directory::show).post(directory::enter))
        .route("/requests", get(requests::index).post(requests::answer))
}

/// A network's lists; its messages, for those who write them.
fn mailing() -> Router<AppState> {
    use lists::{former_addresses, network_lists, settings};
    use messages::{form, journal, send};
    Router::new()
        .route("/lists", get(network_lists::index))
        .route("/lists/new", get(settings::new).post(settings::create))
        .route("/list", get(former_addresses::settings))
        .route("/list/subscribers", get(former_addresses::subscribers))
        .route("/messages", get(messages::index))
        .route("/messages/new", get(form::new).post(form::create))
        .route("/messages/{message}", get(messages::show).post(messages::update))
        .route("/messages/{message}/edit", get(form::edit).post(form::update))
        .route("/messages/{message}/recipients", get(send::recipients))
        .route("/messages/{message}/send", get(send::show).post(send::send))
        .route("/messages/{message}/journal", get(journal::show))
        .route("/messages/{message}/journal.csv", get(journal::export))
}

fn reports() -> Router<AppState> {
    use reports::reviews::{adopt, form};
    use reports::{events, files, lists, members, overlap, reviews};
    Router::new()
        .route("/figures", get(members::show))
        .route("/figures/events", get(events::show))
        .route("/figures/lists", get(lists::show))
        .route("/figures/overlap", get(overlap::show))
        .route("/figures/tables/{file}", get(files::show))
        .route("/reviews", get(reviews::index))
        .route("/reviews/{year}", get(reviews::show))
        .route("/reviews/{year}/edit", get(form::edit).post(form::update))
        .route("/reviews/{year}/adopt", get(adopt::show).post(adopt::adopt))
}

/// Imports of members of a network, and of organisations of the instance.
fn imports() -> Router<AppState> {
    use imports::{columns, dry_run, rejected_rows, values};
    Router::new()
        .route("/", get(imports::new).post(imports::create))
        .route("/{id}", get(columns::edit).post(columns::update))
        .route("/{id}/values", get(values::edit).post(values::update))
        .route("/{id}/plan", get(dry_run::show).post(dry_run::run))
        .route("/{id}/refused.csv", get(rejected_rows::download))
}

/// The pages of networks and events: the same routes below both.
fn owned_pages() -> Router<AppState> {
    use pages::{attachments, download, form, removal, revisions};
    let files = DefaultBodyLimit::max(attachments::MOST_SENT);
    Router::new()
        .route("/new", get(form::new).post(form::create))
        .route("/{page}", get(pages::show))
        .route("/{page}/edit", get(form::edit).post(form::update))
        .route("/{page}/remove", get(removal::show).post(removal::delete))
        .route("/{page}/revisions", get(revisions::index))
        .route("/{page}/revisions/{number}", get(revisions::show).post(revisions::restore))
        .route("/{page}/attachments", get(attachments::index).post(attachments::update).layer(files))
        .route("/{page}/attachments/{name}", get(download::show))
}

fn event() -> Router<AppState> {
    use events::{co_organisers, form, lifecycle, materials, programme};
    Router::new()
        .route("/", get(events::show))
        .route("/edit", get(form::edit).post(form::update))
        .route("/publish", get(lifecycle::show_publish).post(lifecycle::publish))
        .route("/postpone", get(lifecycle::show_postpone).post(lifecycle::postpone))
        .route("/cancel", get(lifecycle::show_cancel).post(lifecycle::cancel))
        .route("/remove", get(lifecycle::show_delete).post(lifecycle::delete))
        .route("/clone", post(lifecycle::duplicate))
        .route("/form", get(forms::editor::edit).post(forms::editor::update))
        .route("/co-organisers", get(co_organisers::edit).post(co_organisers::update))
        .route("/programme", get(programme::edit).post(programme::update))
        .route("/materials", get(materials::edit).post(materials::update))
        .route("/certificates", get(certificates::register::index).post(certificates::register::update))
        .route("/certificates/{registration}", post(certificates::register::update_one))
        .route("/event.ics", get(calendar::event))
        .merge(registrations())
        .nest("/pages", owned_pages())
}

fn registrations() -> Router<AppState> {
    use registrations::{answers, choosing, form, letters, manual_entry, own_answers, participants, record};
    Router::new()
        .route("/register", get(form::new).post(form::register))
        .route("/presence", post(form::change_presence))
        .route("/answers", post(own_answers::update))
        .route("/withdraw", post(form::withdraw))
        .route("/registrations", get(participants::index).post(attendance::mark))
        .route("/registrations.csv", get(participants::export))
        .route("/registrations/answers", get(answers::index).post(choosing::update))
        .route("/registrations/letters", get(letters::edit).post(letters::update))
        .route("/registrations/log", get(attendance_log::new).post(attendance_log::plan))
        .route("/registrations/log/file", post(attendance_log::upload))
        .route("/registrations/new", get(manual_entry::new).post(manual_entry::create))
        .route("/registrations/{registration}", get(record::show).post(record::update))
}

/// The targets of links in mails: most of these addresses are keys.
fn links() -> Router<AppState> {
    use lists::{confirmation, options, unsubscribe};
    use registrations::registration_link;
    Router::new()
        .route("/sign-in", get(sign_in::new).post(sign_in::create))
        .route("/sign-in/{token}", get(sign_in::show).post(sign_in::enter))
        .route("/sign-in/address/{token}", get(restore::show).post(restore::restore))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/registrations/{token}", get(registration_link::show).post(registration_link::update))
        .route("/registrations/{token}/event.ics", get(registration_link::calendar))
        .route("/certificates", get(certificates::check::index))
        .route("/certificates/{secret}", get(certificates::check::show).post(certificates::check::compare))
        .route("/invitations/{id}", get(memberships::invitations::show).post(memberships::invitations::accept))
        .route("/subscriptions/{token}", get(confirmation::show).post(confirmation::confirm))
        .route("/moderate/{token}", get(posts::moderation::show_by_link).post(posts::moderation::decide_by_link))
        .route("/unsubscribe/{token}", get(unsubscribe::show).post(unsubscribe::update))
        .route("/unsubscribe/{token}/options", get(options::edit_by_link).post(options::update_by_link))
}

/// Calendars, news and files for programs.
fn calendar() -> Router<AppState> {
    Router::new()
        .route("/agenda.ics", get(calendar::agenda))
        .route("/agenda.atom", get(calendar::agenda_news))
        .route("/feeds/{file}", get(calendar::personal::read))
        .route("/sitemap.xml", get(calendar::sitemap))
        .route("/robots.txt", get(calendar::robots))
}

/// A list, for its subscribers and for those who manage it.
fn list() -> Router<AppState> {
    use lists::{options, settings, subscribers};
    use posts::{feed, files, mailbox, moderation, threads, write};
    Router::new()
        .route("/", get(lists::show).post(lists::subscribe))
        .route("/settings", get(settings::edit).post(settings::update))
        .route("/options", get(options::edit).post(options::update))
        .route("/close", post(settings::close))
        .route("/reopen", post(settings::reopen))
        .route("/subscribers", get(subscribers::index).post(subscribers::end))
        .route("/subscribers.csv", get(subscribers::export))
        .route("/archive", get(lists::archive::index))
        .route("/archive/{message}", get(lists::archive::show))
        .route("/threads", get(threads::index))
        .route("/threads.atom", get(feed::show))
        .route("/threads.mbox", get(mailbox::show))
        .route("/threads/new", get(write::new).post(write::create))
        .route("/threads/{thread}", get(threads::show))
        .route("/threads/{thread}/files/{post}/{position}", get(files::show))
        .route("/threads/{thread}/answer", get(write::show_answer).post(write::answer))
        .route("/threads/{thread}/remove", post(moderation::remove))
        .route("/held", get(moderation::index).post(moderation::decide))
}

fn me() -> Router<AppState> {
    use privacy::{departure, erasure};
    Router::new()
        .route("/", get(dashboard::show))
        .route("/profile", get(profile::edit).post(profile::update))
        .route("/affiliations/new", get(affiliations::new).post(affiliations::create))
        .route("/affiliations/{id}", get(affiliations::edit).post(affiliations::update))
        .route("/addresses", get(addresses::index).post(addresses::update))
        .route("/mails", get(mails::index))
        .route("/certificates", get(certificates::mine::index).post(certificates::mine::download))
        .route("/sessions", get(sessions::index).post(sessions::end))
        .route("/lists", get(lists::my_subscriptions::index).post(lists::my_subscriptions::update))
        .route("/feeds", get(calendar::personal::index).post(calendar::personal::update))
        .route("/data", get(privacy::show).post(privacy::agree))
        .route("/data.json", get(privacy::json))
        .route("/data.zip", get(privacy::archive))
        .route("/data/leave", get(departure::show).post(departure::leave))
        .route("/data/erase", get(erasure::show).post(erasure::erase))
        .route("/data/erased", get(erasure::erased))
}

/// For administrators; for others these pages don't exist.
fn administration() -> Router<AppState> {
    use administration::{instance, journal, mails, organisations, people, retention, taxonomies};
    Router::new()
        .route("/", get(administration::show))
        .route("/instance", get(instance::edit).post(instance::update))
        .route("/taxonomies", get(taxonomies::index))
        .route("/taxonomies/{list}", get(taxonomies::show).post(taxonomies::update))
        .route("/people", get(people::index))
        .route("/people/{id}", get(people::show).post(people::update))
        .route("/organisations", get(organisations::index))
        .route("/organisations/new", get(organisations::new::new).post(organisations::new::create))
        .route("/organisations/{id}/merge", get(organisations::merge::show).post(organisations::merge::merge))
        .route("/organisations/{id}", get(organisations::show).post(organisations::update))
        .route("/mandates", get(administration::mandates))
        .route("/mails", get(mails::index).post(mails::update_all))
        .route("/mails/{id}", get(mails::show).post(mails::retry))
        .route("/journal", get(journal::index))
        .route("/retention", get(retention::edit).post(retention::update))
        .nest("/import", imports())
}

/// The mails of a demo; elsewhere these addresses answer as if they did not exist.
fn outbox() -> Router<AppState> {
    Router::new()
        .route("/", get(outbox::index))
        .route("/{id}", get(outbox::show))
        .route("/{id}/html", get(outbox::html))
        .route("/{id}/event.ics", get(outbox::calendar))
}
