//! People that a story starts with: rows, and a browser for each. `world.rs` says why they are raw SQL.

use domain::db::Tx;
use domain::ids::PersonId;
use domain::policy::Actor;
use domain::rng::Secret;

use crate::browser::Browser;

/// A person with an account, signed in.
pub struct TestUser {
    pub id: PersonId,
    pub actor: Actor,
    /// Given name and family name.
    pub name: String,
    /// Verified.
    pub address: String,
    pub browser: Browser,
}

impl std::ops::Deref for TestUser {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// Inserts a person, an address and a session. Returns the token of the session.
pub async fn insert(tx: &mut Tx, name: &str, address: &str, administrator: bool) -> (PersonId, Secret) {
    let (given, family) = name.split_once(' ').unwrap_or((name, "Exemple"));
    let (person, now): (PersonId, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO person (id, given_name, family_name, sort_name, language, administrator_since, created_at, updated_at, version)
         VALUES ($1, $2, $3, $4, 'fr', $5, $6, $6, 1)",
    )
    .bind(&person)
    .bind(given)
    .bind(family)
    .bind(format!("{family} {given}").to_lowercase())
    .bind(administrator.then_some(now))
    .bind(now)
    .execute(&mut **tx)
    .await
    .expect("a person");
    let id: String = tx.new_id();
    sqlx::query(
        "INSERT INTO address (id, person, address, address_key, verified_at, preferred, created_at) VALUES ($1, $2, $3, $4, $5, 1, $5)",
    )
    .bind(id)
    .bind(&person)
    .bind(address)
    .bind(address.to_lowercase())
    .bind(now)
    .execute(&mut **tx)
    .await
    .expect("an address");
    let token = session(tx, &person).await;
    (person, token)
}

/// Inserts a session. Returns its token.
pub async fn session(tx: &mut Tx, person: &PersonId) -> Secret {
    let (id, token, now): (String, _, _) = (tx.new_id(), tx.secret(), tx.now);
    sqlx::query("INSERT INTO session (id, token_hash, person, device, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, 'story', $4, $4, $5)")
        .bind(id)
        .bind(token.hash())
        .bind(person)
        .bind(now)
        .bind(now.plus(chrono::Duration::days(365)))
        .execute(&mut **tx)
        .await
        .expect("a session");
    token
}
