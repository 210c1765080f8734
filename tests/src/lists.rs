//! Subscribers and messages that a story starts with.

use domain::db::Db;
use domain::ids::MessageId;
use domain::lists::{self, ListInput, MessageInput, SendInput, SendingTime};
use domain::policy::Actor;

/// Subscribes addresses that belong to nobody here, each with a name. They are rows, because a verb would first ask each address for its
/// consent by mail.
pub async fn subscribe_strangers(db: &Db, list: &str, strangers: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) {
    let mut tx = db.write().await.expect("the database answers");
    for (name, address) in strangers {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, id, NULL, $2, $2, $3, 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list WHERE slug = $4",
        )
        .bind(id)
        .bind(address.into())
        .bind(name.into())
        .bind(list.to_owned())
        .execute(&mut *tx)
        .await
        .expect("a subscription");
    }
    tx.commit().await.expect("the subscriptions are kept");
}

/// The form of a discussion that the members of a network receive and read, and to which they write. Nobody's first post waits.
pub fn discussion(slug: &str, network: &str) -> ListInput {
    ListInput {
        name: slug.to_uppercase(),
        slug: slug.to_owned(),
        kind: "discussion".to_owned(),
        archive: "members".to_owned(),
        posting: "subscribers".to_owned(),
        rules: vec![format!("members:{network}")],
        ..ListInput::default()
    }
}

/// The form of a message to the subscribers of a network's list.
pub fn message(subject: &str, body: &str) -> MessageInput {
    MessageInput {
        subject: subject.to_owned(),
        body: body.to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    }
}

/// Creates a message and sends it now to its whole audience.
pub async fn send_message(db: &Db, actor: &Actor, network: &str, input: &MessageInput) -> MessageId {
    let id = lists::create(db, actor, network, input).await.expect("a message");
    send_draft(db, actor, network, &id).await;
    id
}

/// Sends a draft now to its whole audience, however unusual that is.
pub async fn send_draft(db: &Db, actor: &Actor, network: &str, id: &MessageId) {
    let check = lists::check_audience(db, actor, network, id).await.expect("an audience");
    let input = SendInput { version: "1".to_owned(), seen: check.count.to_string(), sure: "1".to_owned(), ..SendInput::default() };
    lists::send(db, actor, network, id, SendingTime::Now, &input).await.expect("it is sent");
}
