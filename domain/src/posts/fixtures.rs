//! Demo threads, dated as if they had been written some days ago.

use chrono::Duration;

use super::write::{author, insert};
use super::{Post, of_list};
use crate::db::{BindAll, Tx};
use crate::enums::{Language, PostFormat, PostState};
use crate::error::Result;
use crate::ids::{PersonId, PostId};
use crate::lists::{List, list_columns};

/// A post of a demo thread.
#[derive(Debug, Clone)]
pub struct SeededPost<'a> {
    /// The address of its author.
    pub author: &'a str,
    pub body: &'a str,
    pub hours_ago: i64,
}

/// Writes a thread to a list: each post answers the one before it. Nothing is sent.
pub async fn seed_thread(tx: &mut Tx, list: &str, language: Language, subject: &str, posts: &[SeededPost<'_>]) -> Result<()> {
    let list: List =
        sqlx::query_as(concat!("SELECT ", list_columns!(), " FROM list l WHERE l.slug = $1")).bind(list).fetch_one(&mut **tx).await?;
    let mut parent: Option<Post> = None;
    for seeded in posts {
        let person: PersonId =
            sqlx::query_scalar("SELECT person FROM address WHERE address_key = $1").bind(seeded.author).fetch_one(&mut **tx).await?;
        let author = author(tx, person).await?;
        let id: PostId = tx.new_id();
        let post = Post {
            thread: parent.as_ref().map_or_else(|| id.clone(), |parent| parent.thread.clone()),
            parent: parent.map(|parent| parent.id),
            list: list.id.clone(),
            message_id: format!("{id}@{}", tx.host()),
            person: Some(author.person),
            author_name: author.name,
            author_key: seeded.author.to_owned(),
            author_address: author.address,
            subject: subject.to_owned(),
            body: seeded.body.to_owned(),
            language,
            state: PostState::Accepted,
            hold_reason: String::new(),
            posted_at: tx.now.plus(-Duration::hours(seeded.hours_ago)),
            recipients: 0,
            format: PostFormat::Markdown,
            source: None,
            id: id.clone(),
        };
        insert(tx, &post).await?;
        let now = tx.now;
        sqlx::query("INSERT INTO list_trust (list, author_key, since) VALUES ($1, $2, $3) ON CONFLICT (list, author_key) DO NOTHING")
            .bind_all((&list.id, seeded.author, now))
            .execute(&mut **tx)
            .await?;
        parent = Some(of_list(tx, &list, &id).await?);
    }
    Ok(())
}
