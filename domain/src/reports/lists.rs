//! The mailing lists of a network and of the public networks below it, in a year: what was sent and written to each, and by how many people.
//!
//! **Which lists.** Those that were open at any time of the year, and those with a message or a post in it: an imported archive may be older
//! than its list. A list that was opened again keeps no trace of having been closed, and counts as open ever since it was created.
//!
//! **Messages, threads and posts.** A message counts for each list that it was sent to as a whole, as the archive of that list has it. A post
//! counts in the year in which the list accepted it, also if its text was removed later: it was said. Posts that wait, and those that were
//! refused, dropped or returned, do not count.
//!
//! **Authors.** A person counts once, whatever address they used. Nobody is known to have written the posts of erased people: for each list, and
//! in the total, these count as one unknown author. Two erasures may therefore lower the numbers of a year, until it is frozen.
//!
//! **Not counted: the subscribers at the end of a year.** No history tells them. Whom a list reaches follows from its rules, of which only
//! today's are stored, and from subscriptions, which are deleted with the people who had them.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::author_counts::{AuthorCount, public_counts};
use super::figures_query::span_of;
use super::row_packing::{PackedQuery, PackedRows, packed};
use super::snapshots::find_snapshot;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::enums::ListKind;
use crate::error::{Error, Result};
use crate::ids::NetworkId;
use crate::lists::is_archived;

/// The lists of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearLists {
    /// Those of the network itself first, then by the acronym of their network; of each network, the main list first, then by name.
    pub lists: Vec<ListYear>,
    /// All of them. A person counts once, and so does a message that went to several lists.
    pub total: ListActivity,
}

/// A list in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListYear {
    pub id: String,
    /// The key of its network.
    pub network: String,
    /// The acronym of its network.
    pub acronym: String,
    /// The local part of its address.
    pub slug: String,
    pub name: String,
    pub kind: ListKind,
    pub activity: ListActivity,
}

/// What was sent and written to a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListActivity {
    /// Messages to the whole list.
    pub messages: i64,
    /// Threads that were begun.
    pub threads: i64,
    pub posts: i64,
    /// Different people who wrote posts.
    pub authors: AuthorCount,
}

impl YearLists {
    /// Whether nothing was sent or written to any list.
    pub fn is_silent(&self) -> bool {
        self.total.messages == 0 && self.total.posts == 0
    }

    /// The figures for everyone to read: no small number of authors, except zero.
    pub(super) fn for_public(mut self) -> Self {
        for list in &mut self.lists {
            list.activity.authors = list.activity.authors.for_public();
        }
        self.total.authors = self.total.authors.for_public();
        self
    }
}

/// The lists of a year, frozen or counted now. Two queries.
pub(super) async fn of_year(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<YearLists> {
    let snapshot = find_snapshot(conn, network, year).await?;
    frozen_or_counted(conn, network, year, snapshot.and_then(|snapshot| snapshot.lists)).await
}

/// `frozen`, without the lists of networks that are not counted here any more: a network that has become private is not named. The total stays
/// as it was on that day. Without a snapshot, or with one from before lists were counted, counts them now. One query.
pub(super) async fn frozen_or_counted(conn: &mut Conn, network: &NetworkId, year: i32, frozen: Option<YearLists>) -> Result<YearLists> {
    let Some(mut lists) = frozen else { return count_year(conn, network, year).await };
    let counted: Vec<String> =
        sqlx::query_scalar("SELECT below FROM counted_below WHERE network = $1").bind(network).fetch_all(conn).await?;
    lists.lists.retain(|list| counted.contains(&list.network));
    Ok(lists)
}

/// The first year with a list or a post.
pub(super) async fn first_year(conn: &mut Conn, network: &NetworkId) -> Result<Option<i32>> {
    let first: Option<String> = sqlx::query_scalar(
        "SELECT MIN(x.day) FROM
          (SELECT MIN(l.created_at) AS day FROM counted_below b JOIN list l ON l.network = b.below WHERE b.network = $1
           UNION ALL
           SELECT MIN(p.posted_at) FROM counted_below b JOIN list l ON l.network = b.below
             JOIN post p ON p.list = l.id AND p.state IN ('accepted', 'removed')
            WHERE b.network = $1) x",
    )
    .bind(network)
    .fetch_one(conn)
    .await?;
    Ok(first.and_then(|moment| Timestamp::parse(&moment)).map(Timestamp::year))
}

/// What was sent and written to a list, by key.
#[derive(Default)]
struct ListTally<'a> {
    messages: HashSet<&'a str>,
    threads: i64,
    posts: i64,
    /// The empty key: people who were erased, and mails without a usable address.
    authors: HashSet<&'a str>,
}

/// Counts the lists of a year, whatever snapshot there is. One query: a row for each list, for each author of each list, and for each message to
/// each list.
pub(super) async fn count_year(conn: &mut Conn, network: &NetworkId, year: i32) -> Result<YearLists> {
    let (from, to) = span_of(year)?;
    let query: PackedQuery = sqlx::query_as(concat!(
        "SELECT 'list', ",
        packed!(
            "l.id",
            "l.network",
            "n.acronym",
            "l.slug",
            "l.kind",
            "CAST(l.main AS TEXT)",
            "CASE WHEN l.created_at < $3 AND (l.closed_at IS NULL OR l.closed_at >= $2) THEN '1' ELSE '0' END",
            "l.name"
        ),
        " FROM counted_below b JOIN network n ON n.id = b.below JOIN list l ON l.network = n.id WHERE b.network = $1
         UNION ALL SELECT 'post', ",
        packed!("q.list", "q.author", "CAST(q.threads AS TEXT)", "CAST(q.posts AS TEXT)"),
        " FROM (SELECT x.list, x.author, SUM(x.begins) AS threads, COUNT(*) AS posts
                  FROM (SELECT p.list, CASE WHEN p.thread = p.id THEN 1 ELSE 0 END AS begins,
                               CASE WHEN p.author_address = '' THEN ''
                                    ELSE COALESCE(p.person, (SELECT oa.person FROM address oa
                                                              WHERE oa.address_key = p.author_key AND oa.verified_at IS NOT NULL), p.author_key)
                               END AS author
                          FROM counted_below b JOIN list l ON l.network = b.below
                          JOIN post p ON p.list = l.id AND p.state IN ('accepted', 'removed') AND p.posted_at >= $2 AND p.posted_at < $3
                         WHERE b.network = $1) x
                 GROUP BY x.list, x.author) q
         UNION ALL SELECT 'message', ",
        packed!("l.id", "m.id"),
        " FROM counted_below b JOIN list l ON l.network = b.below JOIN list o ON o.network = l.network
          JOIN message m ON m.list = o.id AND m.sent_at >= $2 AND m.sent_at < $3
         WHERE b.network = $1 AND ",
        is_archived!()
    ));
    let rows = PackedRows::fetch(query.bind(network.to_string()).bind(from).bind(to), conn).await?;
    let mut tallies = tally(&rows);
    let mut found: Vec<[&str; 8]> =
        rows.of("list").filter(|[id, _, _, _, _, _, is_open, _]| *is_open == "1" || tallies.contains_key(id)).collect();
    let own = network.as_str();
    found.sort_by_cached_key(|[id, network, acronym, _, _, main, _, name]| {
        (*network != own, acronym.to_lowercase(), *network, *main != "1", name.to_lowercase(), *id)
    });
    let tallied: Vec<ListTally> = found.iter().map(|[id, ..]| tallies.remove(id).unwrap_or_default()).collect();
    let (public, is_total_public) = public_counts(&tallied.iter().map(|tally| &tally.authors).collect::<Vec<_>>());
    let messages: HashSet<&str> = tallied.iter().flat_map(|tally| tally.messages.iter().copied()).collect();
    let authors: HashSet<&str> = tallied.iter().flat_map(|tally| tally.authors.iter().copied()).collect();
    let total = ListActivity {
        messages: i64::try_from(messages.len()).unwrap_or(0),
        threads: tallied.iter().map(|tally| tally.threads).sum(),
        posts: tallied.iter().map(|tally| tally.posts).sum(),
        authors: AuthorCount::of(&authors, is_total_public),
    };
    let mut lists = Vec::with_capacity(found.len());
    for (([id, network, acronym, slug, kind, _, _, name], tally), is_public) in found.into_iter().zip(tallied).zip(public) {
        lists.push(ListYear {
            id: id.to_owned(),
            network: network.to_owned(),
            acronym: acronym.to_owned(),
            slug: slug.to_owned(),
            name: name.to_owned(),
            kind: ListKind::parse(kind).map_err(|_| Error::Internal)?,
            activity: ListActivity {
                messages: i64::try_from(tally.messages.len()).unwrap_or(0),
                threads: tally.threads,
                posts: tally.posts,
                authors: AuthorCount::of(&tally.authors, is_public),
            },
        });
    }
    Ok(YearLists { lists, total })
}

/// The tallies by the keys of the lists; a list without a message or a post has none.
fn tally(rows: &PackedRows) -> HashMap<&str, ListTally<'_>> {
    let mut tallies: HashMap<&str, ListTally> = HashMap::new();
    for [list, author, threads, posts] in rows.of("post") {
        let tally = tallies.entry(list).or_default();
        tally.threads += threads.parse::<i64>().unwrap_or(0);
        tally.posts += posts.parse::<i64>().unwrap_or(0);
        tally.authors.insert(author);
    }
    for [list, message] in rows.of("message") {
        tallies.entry(list).or_default().messages.insert(message);
    }
    tallies
}
