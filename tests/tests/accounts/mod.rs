//! Attacks on accounts: links are rate limited but nobody is locked out, sessions end, and no address changes unnoticed.

mod addresses;
mod links;
mod sessions;

use tests::{Answer, Browser, World};

const ADA: &str = "ada@example.org";

/// Requests a link.
async fn asks(browser: &Browser, address: &str) -> Answer {
    browser.post("/sign-in", &[("address", address), ("next", "")]).await
}

/// Signs in with the newest link to an address.
async fn signs_in(world: &World, browser: &Browser, address: &str) {
    assert_eq!(asks(browser, address).await.status, 200);
    let link = world.last_mail_to(address).await.link("/sign-in/");
    assert_eq!(browser.post(&link, &[]).await.status, 303);
}

async fn count(world: &World, query: &'static str) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}
