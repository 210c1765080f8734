//! The world of a story.

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
use server::http::Frontage;

use crate::browser::{ADDRESS, Browser};
use crate::database::{self, Home};
use crate::mails::{self, Mail};
use crate::people::{self, TestUser};

/// A site of its own: database, clock, pages. People, memberships and mandates are rows that it begins with, and not verbs: a verb writes
/// mails and audit entries, which every story would have to tell from its own. Time stands still until the story moves it; it starts on Friday 20 November 2026, 10 h in Paris.
pub struct World {
    /// The database.
    pub db: Db,
    router: Router,
    home: Home,
}

impl World {
    /// An empty site.
    pub async fn new() -> Self {
        Self::at(Clock::at(Timestamp::parse("2026-11-20T09:00:00Z").expect("a moment"))).await
    }

    /// An empty site in the time of the machine: for a story that another process has a part in.
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
        let house =
            AppState { db: db.clone(), written: EntryCache::default(), site: Arc::new(site), demo: true, figures: RateLimit::default() };
        Self { db, router: server::http::site(house, &Frontage::default()), home }
    }

    /// The address of its database, for another process.
    pub fn url(&self) -> String {
        self.home.url()
    }

    /// Moves the clock.
    pub fn later(&self, duration: Duration) {
        self.db.clock().advance(duration);
    }

    /// The site, with what stands around it as `frontage` says: for stories that serve it over a socket.
    pub fn site(&self, frontage: &Frontage) -> Router {
        let house = AppState {
            db: self.db.clone(),
            written: EntryCache::default(),
            site: Arc::default(),
            demo: false,
            figures: RateLimit::default(),
        };
        server::http::site(house, frontage)
    }

    /// A site that has these pages and no others, served over a socket.
    pub fn site_of(&self, pages: Router, frontage: &Frontage) -> Router {
        let house = AppState {
            db: self.db.clone(),
            written: EntryCache::default(),
            site: Arc::default(),
            demo: false,
            figures: RateLimit::default(),
        };
        server::http::around(pages, house, frontage)
    }

    /// Someone without an account.
    pub fn guest(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Someone without an account, on the same site when it is no demonstration.
    pub fn guest_of_a_real_site(&self) -> Browser {
        let house = AppState {
            db: self.db.clone(),
            written: EntryCache::default(),
            site: Arc::default(),
            demo: false,
            figures: RateLimit::default(),
        };
        Browser::new(server::http::site(house, &Frontage::default()))
    }

    /// Someone without an account, on a site that has these pages and no others.
    pub fn guest_of(&self, pages: Router) -> Browser {
        Browser::new(self.site_of(pages, &Frontage::default()))
    }

    /// A person with an account, signed in: « Ada Lovelace » has ada.lovelace@example.org.
    pub async fn person(&self, name: &str) -> TestUser {
        self.someone(name, false).await
    }

    /// An administrator of the instance.
    pub async fn administrator(&self, name: &str) -> TestUser {
        self.someone(name, true).await
    }

    async fn someone(&self, name: &str, administrator: bool) -> TestUser {
        let address = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let mut tx = self.db.write().await.expect("the database answers");
        let (id, token) = people::insert(&mut tx, name, &address, administrator).await;
        tx.commit().await.expect("a person is kept");
        let browser = self.guest();
        browser.keep(SESSION_COOKIE, token.reveal());
        TestUser { actor: Actor::Person(id.clone()), id, name: name.to_owned(), address, browser }
    }

    /// Somebody whom the database knows by an address, signed in.
    pub async fn known(&self, address: &str) -> TestUser {
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

    /// A second browser of the same person, signed in too.
    pub async fn signs_in_elsewhere(&self, person: &TestUser) -> Browser {
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

    /// A network, with what `change` does to its form.
    pub async fn network_with(&self, slug: &str, change: impl FnOnce(&mut NetworkInput)) -> NetworkCard {
        let mut input = NetworkInput {
            slug: slug.to_owned(),
            acronym: slug.to_uppercase(),
            name: format!("Réseau {slug}"),
            kind: "thematic".to_owned(),
            hue: "210".to_owned(),
            join_policy: "approval".to_owned(),
            visibility: "public".to_owned(),
            ..NetworkInput::default()
        };
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

    /// From that day on a person works in that organisation, of that kind, and nowhere else.
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

    /// Every mail written so far, the oldest first.
    pub async fn mails(&self) -> Vec<Mail> {
        mails::all(&self.db).await
    }

    /// The mails to an address, the oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().await.into_iter().filter(|mail| mail.recipient == address).collect()
    }

    /// The newest mail to an address.
    pub async fn last_mail_to(&self, address: &str) -> Mail {
        self.mails_to(address).await.pop().unwrap_or_else(|| panic!("a mail to {address}"))
    }
}
