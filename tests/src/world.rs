//! The world of a story.
//!
//! People, memberships and mandates are raw SQL and not verbs: a verb writes mails and audit entries, which every story would have to tell
//! from its own.

use std::sync::Arc;

use app::rate_limit::RateLimit;
use app::request_context::{AppState, SESSION_COOKIE, SiteFiles};
use axum::Router;
use chrono::Duration;
use domain::calendar::EntryCache;
use domain::clock::{Clock, Timestamp};
use domain::db::Db;
use domain::ids::PersonId;
use domain::networks::{self, NetworkCard, NetworkInput};
use domain::policy::Actor;
use domain::rng::IdGenerator;
use server::http::HttpSettings;

use crate::browser::{ADDRESS, Browser};
use crate::database::{self, Home};
use crate::mails::{self, Mail};
use crate::people::{self, TestUser};

/// The form of a public network with that slug, joined on approval.
pub fn network(slug: &str) -> NetworkInput {
    NetworkInput {
        slug: slug.to_owned(),
        acronym: slug.to_uppercase(),
        name: format!("Réseau {slug}"),
        kind: "thematic".to_owned(),
        hue: "210".to_owned(),
        join_policy: "approval".to_owned(),
        visibility: "public".to_owned(),
        ..NetworkInput::default()
    }
}

/// A site of its own: database, clock, pages. Time starts on Friday 20 November 2026 at 10:00 in Paris, and stands still until the story
/// advances it.
pub struct World {
    pub db: Db,
    router: Router,
    home: Home,
}

impl World {
    /// An empty site.
    pub async fn new() -> Self {
        Self::at(Clock::at(Timestamp::parse("2026-11-20T09:00:00Z").expect("a moment"))).await
    }

    /// An empty site with the clock of the machine, for stories with other processes.
    pub async fn of_now() -> Self {
        Self::at(Clock::System).await
    }

    async fn at(clock: Clock) -> Self {
        let (db, home) = database::open(clock, IdGenerator::system()).await;
        Self::on(db, home)
    }

    /// A site on a database that exists already.
    pub fn on(db: Db, home: Home) -> Self {
        let db = db.at_address(ADDRESS);
        let site = SiteFiles { css: "/site/main.css".to_owned(), start: "/site/start.js".to_owned(), menus: "/site/menus.js".to_owned() };
        let state = AppState {
            db: db.clone(),
            written: EntryCache::default(),
            site: Arc::new(site),
            demo: true,
            figures: RateLimit::default(),
            certificates: RateLimit::default(),
        };
        Self { db, router: server::http::site(state, &HttpSettings::default()), home }
    }

    /// The address of its database, for another process.
    pub fn url(&self) -> String {
        self.home.url()
    }

    pub fn advance(&self, duration: Duration) {
        self.db.clock().advance(duration);
    }

    /// The site without the demo, for stories that serve it over a socket.
    pub fn site(&self, settings: &HttpSettings) -> Router {
        server::http::site(self.state(), settings)
    }

    /// [`Self::site`] with these pages and no others.
    pub fn site_of(&self, pages: Router, settings: &HttpSettings) -> Router {
        server::http::with_layers(pages, self.state(), settings)
    }

    fn state(&self) -> AppState {
        let (written, figures) = (EntryCache::default(), RateLimit::default());
        AppState { db: self.db.clone(), written, site: Arc::default(), demo: false, figures, certificates: RateLimit::default() }
    }

    /// The browser of somebody without an account.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// The same on a site that is no demo.
    pub fn guest_of_real_site(&self) -> Browser {
        Browser::new(self.site(&HttpSettings::default()))
    }

    /// The same on a site with these pages and no others.
    pub fn guest_of(&self, pages: Router) -> Browser {
        Browser::new(self.site_of(pages, &HttpSettings::default()))
    }

    /// A person with an account, signed in. Ada Lovelace has the address `ada.lovelace@example.org`.
    pub async fn person(&self, name: &str) -> TestUser {
        self.insert_person(name, false).await
    }

    pub async fn administrator(&self, name: &str) -> TestUser {
        self.insert_person(name, true).await
    }

    async fn insert_person(&self, name: &str, administrator: bool) -> TestUser {
        let address = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let mut tx = self.db.write().await.expect("the database answers");
        let (id, token) = people::insert(&mut tx, name, &address, administrator).await;
        tx.commit().await.expect("a person is kept");
        let browser = self.guest();
        browser.keep(SESSION_COOKIE, token.reveal());
        TestUser { actor: Actor::Person(id.clone()), id, name: name.to_owned(), address, browser }
    }

    /// Signs in the owner of an address.
    pub async fn sign_in(&self, address: &str) -> TestUser {
        let mut tx = self.db.write().await.expect("the database answers");
        let (id, name): (PersonId, String) = sqlx::query_as(
            "SELECT p.id, p.given_name || ' ' || p.family_name FROM person p JOIN address a ON a.person = p.id WHERE a.address = $1",
        )
        .bind(address)
        .fetch_one(&mut *tx)
        .await
        .expect("a person with that address");
        let token = people::session(&mut tx, &id).await;
        tx.commit().await.expect("a session is kept");
        let browser = self.guest();
        browser.keep(SESSION_COOKIE, token.reveal());
        TestUser { actor: Actor::Person(id.clone()), id, name, address: address.to_owned(), browser }
    }

    /// A second browser of the same person, signed in.
    pub async fn sign_in_again(&self, person: &TestUser) -> Browser {
        let mut tx = self.db.write().await.expect("the database answers");
        let token = people::session(&mut tx, &person.id).await;
        tx.commit().await.expect("a session is kept");
        let browser = self.guest();
        browser.keep(SESSION_COOKIE, token.reveal());
        browser
    }

    /// A public network with that slug, joined on approval.
    pub async fn network(&self, slug: &str) -> NetworkCard {
        self.network_with(slug, |_| {}).await
    }

    /// A network whose form `change` has changed.
    pub async fn network_with(&self, slug: &str, change: impl FnOnce(&mut NetworkInput)) -> NetworkCard {
        let mut input = network(slug);
        change(&mut input);
        networks::create(&self.db, &Actor::System, &input).await.expect("a network")
    }

    /// An active member of a network.
    pub async fn member(&self, network: &NetworkCard, name: &str) -> TestUser {
        let person = self.person(name).await;
        self.joins(&person, network).await;
        person
    }

    /// Makes someone an active member.
    pub async fn joins(&self, person: &TestUser, network: &NetworkCard) {
        let mut tx = self.db.write().await.expect("the database answers");
        let (membership, change, now): (String, String, _) = (tx.new_id(), tx.new_id(), tx.now);
        sqlx::query("INSERT INTO membership (id, network, person, state, since, message) VALUES ($1, $2, $3, 'active', $4, '')")
            .bind(&membership)
            .bind(&network.id)
            .bind(&person.id)
            .bind(now)
            .execute(&mut *tx)
            .await
            .expect("a membership");
        sqlx::query("INSERT INTO membership_change (id, membership, state, at, by_person, reason) VALUES ($1, $2, 'active', $3, NULL, '')")
            .bind(change)
            .bind(&membership)
            .bind(now)
            .execute(&mut *tx)
            .await
            .expect("its history");
        tx.commit().await.expect("a membership is kept");
    }

    /// From that day on, the person works at this organisation alone.
    pub async fn works_at(&self, person: &TestUser, name: &str, kind: &str, since: &str) {
        let mut tx = self.db.write().await.unwrap();
        let (affiliation, now): (String, _) = (tx.new_id(), tx.now);
        sqlx::query("INSERT INTO organisation (id, name, name_key, kind, place, region, created_at) VALUES ($1, $1, lower($1), $2, '', NULL, $3) ON CONFLICT (id) DO NOTHING")
            .bind(name)
            .bind(kind)
            .bind(now)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE person = $1 AND ended_on IS NULL")
            .bind(&person.id)
            .bind(since)
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query("INSERT INTO affiliation (id, person, organisation, started_on, ended_on) VALUES ($1, $2, $3, $4, NULL)")
            .bind(affiliation)
            .bind(&person.id)
            .bind(name)
            .bind(since)
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A coordinator of a network, by a mandate that runs from today, without an end.
    pub async fn coordinator(&self, network: &NetworkCard, name: &str) -> TestUser {
        let person = self.person(name).await;
        self.mandate(&person, network, None).await;
        person
    }

    /// Gives someone a mandate of coordination from today to `last`.
    pub async fn mandate(&self, person: &TestUser, network: &NetworkCard, last: Option<&str>) {
        self.seat(person, network, ("Coordination", 1), last).await;
    }

    /// Gives someone a mandate from today to `last` in a committee that does not coordinate.
    pub async fn sits(&self, person: &TestUser, network: &NetworkCard, last: Option<&str>) {
        self.seat(person, network, ("Comité de pilotage", 0), last).await;
    }

    async fn seat(&self, person: &TestUser, network: &NetworkCard, (name, coordinates): (&str, i64), last: Option<&str>) {
        let mut tx = self.db.write().await.expect("the database answers");
        let (committee, mandate, today): (String, String, _) = (tx.new_id(), tx.new_id(), tx.now.today());
        sqlx::query("INSERT INTO committee (id, network, name, description, coordinates, position) VALUES ($1, $2, $3, '', $4, 0)")
            .bind(&committee)
            .bind(&network.id)
            .bind(name)
            .bind(coordinates)
            .execute(&mut *tx)
            .await
            .expect("a committee");
        sqlx::query("INSERT INTO mandate (id, committee, person, role, started_on, ended_on) VALUES ($1, $2, $3, 'coordination', $4, $5)")
            .bind(mandate)
            .bind(&committee)
            .bind(&person.id)
            .bind(today)
            .bind(last)
            .execute(&mut *tx)
            .await
            .expect("a mandate");
        tx.commit().await.expect("a mandate is kept");
    }

    /// Every mail in the queue, the oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        mails::all(&self.db).await
    }

    /// The mails to an address, the oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().await.into_iter().filter(|mail| mail.recipient == address).collect()
    }

    pub async fn last_mail_to(&self, address: &str) -> Mail {
        self.mails_to(address).await.pop().unwrap_or_else(|| panic!("a mail to {address}"))
    }
}
