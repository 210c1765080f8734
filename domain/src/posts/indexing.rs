//! Posts in the search index, found by actors who may read the archive of their list.

use sqlx::AssertSqlSafe;

use crate::clock::Timestamp;
use crate::db::{Tx, placeholders};
use crate::enums::{Language, PageAccess, PostFormat, SearchKind};
use crate::error::Result;
use crate::ids::{ListId, NetworkId, PostId};
use crate::rendering;
use crate::search_index::{self, SearchEntry, SearchSource};
use formats::mail_text::{MailBlock, paragraphs};
use formats::markdown;

/// Accepted posts. Who finds them is asked of their list at each search, so that a changed archive counts at once.
pub(crate) struct FoundPosts;

impl SearchSource for FoundPosts {
    const KIND: SearchKind = SearchKind::Post;
    const KEYS: &'static str = "SELECT t.id FROM (SELECT p.id FROM post p WHERE p.state = 'accepted') t WHERE";

    async fn entries(tx: &mut Tx, subjects: &[String]) -> Result<Vec<SearchEntry>> {
        let statement = format!(
            "SELECT p.id, p.thread, p.subject, p.body, p.format, p.language, p.posted_at, l.id, l.network, l.slug
               FROM post p JOIN list l ON l.id = p.list WHERE p.id IN ({}) AND p.state = 'accepted'",
            placeholders(1, subjects.len())
        );
        let query = sqlx::query_as(AssertSqlSafe(statement));
        let rows: Vec<IndexedPostRow> =
            subjects.iter().fold(query, |query, subject| query.bind(subject.clone())).fetch_all(&mut **tx).await?;
        let length = rows.iter().map(|(_, _, _, body, ..)| body.len()).sum();
        rendering::within_transaction(length, move || rows.into_iter().map(entry).collect()).await
    }
}

/// Has accepted posts indexed soon. A mail has hundreds of words, each at its own place of the index: to write them would take longer than all the rest.
pub(super) async fn enqueue(tx: &mut Tx, posts: &[PostId]) -> Result<()> {
    let subjects: Vec<String> = posts.iter().map(PostId::to_string).collect();
    search_index::enqueue(tx, SearchKind::Post, &subjects).await
}

/// Removes the entry of a post that is no longer in its thread, at once.
pub(super) async fn remove(tx: &mut Tx, post: &PostId) -> Result<()> {
    search_index::remove(tx, SearchKind::Post, post.as_str()).await
}

type IndexedPostRow = (String, String, String, String, PostFormat, Language, Timestamp, ListId, NetworkId, String);

fn entry((id, thread, subject, body, format, language, posted_at, list, network, slug): IndexedPostRow) -> SearchEntry {
    let body = match format {
        PostFormat::Markdown => markdown::plain(&body),
        PostFormat::Plain => own_words(&body),
    };
    SearchEntry {
        body,
        group: list.to_string(),
        network: Some(network),
        access: PageAccess::Committee,
        language,
        at: posted_at.today(),
        ..search_index::entry(SearchKind::Post, id.clone(), format!("/lists/{slug}/threads/{thread}#{id}"), subject)
    }
}

/// The text of a mail without what it quotes: who wrote those words is found by their own post.
fn own_words(text: &str) -> String {
    let own = |block: MailBlock| match block {
        MailBlock::Text(text) => Some(text),
        MailBlock::Quote { .. } | MailBlock::Signature(_) => None,
    };
    paragraphs(text).into_iter().filter_map(own).collect::<Vec<_>>().join("\n\n")
}
