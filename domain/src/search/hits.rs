//! The search: finds the things that hold every word of the query, in any of its forms, among those that the reader may see.

use std::cmp::Reverse;
use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::excerpt::{self, ExcerptPiece};
use super::query::SearchQuery;
use crate::db::{BindAll, Conn, Db, placeholders};
use crate::enums::{Language, SearchKind};
use crate::error::Result;
use crate::graph::{self, NetworkCard};
use crate::ids::NetworkId;
use crate::paging;
use crate::policy::{self, Actor, Rights};
use crate::search_index::{SearchTerm, SearchTerms};
use crate::{readable_archives, visible_events, visible_messages, visible_networks, visible_pages, visible_people, way_to_member};

/// The number of results on one page.
pub const PAGE: i64 = 20;

/// The results of a search, for one reader.
#[derive(Debug, Clone, Default)]
pub struct SearchResults {
    /// The results of this page, the best first.
    pub hits: Vec<SearchHit>,
    /// The number of results of each kind that the reader may see, with the other filters applied. Kinds without results are left out.
    pub counts: Vec<(SearchKind, i64)>,
    /// The page of the results, from 1.
    pub page: i64,
    pub pages: i64,
    /// The networks that the reader may filter by.
    pub networks: Vec<NetworkCard>,
    /// Whether the query has any words.
    pub has_query: bool,
}

/// One result.
#[derive(Debug, Clone)]
pub struct SearchHit {
    pub kind: SearchKind,
    /// The path of its page; `None` for a person whom the reader only knows by name.
    pub path: Option<String>,
    pub title: Vec<ExcerptPiece>,
    /// The passage with the most hits.
    pub excerpt: Vec<ExcerptPiece>,
    pub language: Language,
    /// Its network, if the reader may know of it.
    pub network: Option<NetworkCard>,
    /// Its date, `2026-11-24`; empty if it has none.
    pub on: String,
}

/// Searches for `actor`. Five queries at most, whatever the question, and one more if the page is beyond the last one: the last one is then returned.
pub async fn search(db: &Db, actor: &Actor, query: &SearchQuery) -> Result<SearchResults> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    tx.reuse_plans().await?;
    let networks = graph::visible(&mut tx, &rights).await?;
    let terms = SearchTerms::of(&query.q);
    if terms.0.is_empty() {
        return Ok(SearchResults { networks, page: 1, ..SearchResults::default() });
    }
    let network = networks.iter().find(|network| network.slug == query.network.trim()).map(|network| network.id.clone());
    let requested_page = query.page();
    let (counts, mut best) = matches(&mut tx, &rights, &terms, query, network.as_ref(), requested_page).await?;
    let total: i64 = counts.iter().filter(|(kind, _)| query.kind().is_none_or(|wanted| wanted == *kind)).map(|(_, count)| count).sum();
    let pages = paging::count(total, PAGE);
    let page = requested_page.min(pages);
    if page < requested_page && total > 0 {
        best = matches(&mut tx, &rights, &terms, query, network.as_ref(), page).await?.1;
    }
    let mut hits = Vec::new();
    if !best.is_empty() {
        let ids: Vec<i64> = best.iter().map(|(_, id)| *id).collect();
        let people: Vec<i64> = best.iter().filter(|(kind, _)| *kind == SearchKind::Person).map(|(_, id)| *id).collect();
        let people = if people.is_empty() { HashMap::new() } else { paths_to_people(&mut tx, &rights, &people).await? };
        let mut entries = entries(&mut tx, &ids).await?;
        for id in &ids {
            let Some(row) = entries.remove(id) else { continue };
            hits.push(hit(row, &terms, &networks, &people, rights.key()));
        }
    }
    Ok(SearchResults { hits, counts, page, pages, networks, has_query: true })
}

/// The rules of who may find what, over `search_entry s` and the list `ra` of a post among the [`readable_archives!`], one for each kind: `$1` is the
/// reader, `$2` is today.
macro_rules! findable {
    () => {
        concat!(
            "((s.kind = 'event' AND EXISTS (SELECT 1 FROM event e WHERE e.id = s.subject AND ",
            visible_events!(),
            ")) OR (s.kind = 'page' AND EXISTS (SELECT 1 FROM page p WHERE p.id = s.subject AND ",
            visible_pages!(),
            ")) OR (s.kind = 'network' AND EXISTS (SELECT 1 FROM network n WHERE n.id = s.subject AND ",
            visible_networks!(),
            ")) OR (s.kind = 'person' AND ",
            visible_people!(),
            ") OR (s.kind = 'message' AND ",
            visible_messages!(),
            ") OR (s.kind = 'post' AND s.at >= ra.since))"
        )
    };
}

/// The network `$3` and the networks below it, as far as the reader may see them.
macro_rules! visible_below {
    () => {
        concat!("(SELECT b.below FROM network_below b JOIN network n ON n.id = b.below WHERE b.network = $3 AND ", visible_networks!(), ")")
    };
}

/// The filters, over `search_entry s`: `$3` is a network or empty, `$4` a year or empty. For a person, the filter only looks at the memberships
/// through which this reader may find them, so that it does not reveal the person's other networks. The networks that the reader may not see
/// contain nothing for them.
const FILTERS: &str = concat!(
    "($4 = '' OR substr(s.at, 1, 4) = $4)
    AND ($3 = '' OR s.network IN ",
    visible_below!(),
    " OR (s.kind = 'event' AND EXISTS (SELECT 1 FROM event_network h WHERE h.event = s.subject AND h.state IN ('lead', 'accepted')
                                        AND h.network IN ",
    visible_below!(),
    "))
      OR (s.kind = 'person' AND EXISTS (SELECT 1 FROM belonging m WHERE m.person = s.subject AND m.network IN ",
    visible_below!(),
    " AND (s.subject = $1 OR ",
    way_to_member!(),
    " > 0))))"
);

/// The numbers by kind, and the entries of the page with their kinds, the best first.
async fn matches(
    conn: &mut Conn,
    rights: &Rights,
    terms: &SearchTerms,
    query: &SearchQuery,
    network: Option<&NetworkId>,
    page: i64,
) -> Result<(Vec<(SearchKind, i64)>, Vec<(SearchKind, i64)>)> {
    // A network that the reader may not see has no results for them.
    let unknown = network.is_none() && !query.network.trim().is_empty();
    let mut values: Vec<String> = Vec::new();
    let term_statements: Vec<String> = terms.0.iter().map(|term| term_sql(term, &mut values)).collect();
    let scores = match &*term_statements {
        [term] => format!("SELECT entry, weight AS score FROM ({term}) u"),
        terms => format!(
            "SELECT entry, CAST(SUM(weight) AS BIGINT) AS score FROM ({}) u GROUP BY entry HAVING COUNT(*) = {}",
            terms.join(" UNION ALL "),
            terms.len()
        ),
    };
    let statement = format!(
        "WITH readable_archive AS MATERIALIZED ({}),
         hit AS MATERIALIZED (
           SELECT s.id AS id, s.kind AS kind, s.recency AS recency, f.score AS score
             FROM ({}) f
             JOIN search_entry s ON s.id = f.entry
             LEFT JOIN readable_archive ra ON ra.list = s.group_key AND s.kind = 'post'
            WHERE {FILTERS} AND {})
         SELECT kind, CAST(0 AS BIGINT) AS id, CAST(0 AS BIGINT) AS recency, CAST(0 AS BIGINT) AS score, COUNT(*) AS total FROM hit GROUP BY kind
          UNION ALL
         SELECT kind, id, recency, score, CAST(0 AS BIGINT) AS total
           FROM (SELECT kind, id, recency, score FROM hit WHERE $5 = '' OR kind = $5
                  ORDER BY score DESC, recency DESC, kind, id LIMIT {PAGE} OFFSET {}) best",
        readable_archives!(),
        scores,
        findable!(),
        (page - 1) * PAGE,
    );
    let kind = query.kind().map_or("", SearchKind::code);
    let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind_all((
        rights.key(),
        rights.today(),
        if unknown { "-" } else { network.map_or("", NetworkId::as_str) },
        query.year(),
        kind,
    ));
    for value in &values {
        query = query.bind(value);
    }
    let rows: Vec<HitRow> = query.fetch_all(conn).await?;
    let (mut best, totals): (Vec<HitRow>, Vec<HitRow>) = rows.into_iter().partition(|row| row.total == 0);
    let rank = |row: &HitRow| (Reverse((row.score, row.recency)), row.kind.code(), row.id);
    best.sort_by_key(rank);
    let mut counts: Vec<(SearchKind, i64)> = totals.into_iter().map(|row| (row.kind, row.total)).collect();
    counts.sort();
    Ok((counts, best.into_iter().map(|row| (row.kind, row.id)).collect()))
}

/// The entries that contain a word; whole words count before words that only begin with it. The values to bind are added to `values`, after five
/// others.
fn term_sql(term: &SearchTerm, values: &mut Vec<String>) -> String {
    let mut placeholder = |value: String| {
        values.push(value);
        format!("${}", values.len() + 5)
    };
    let (mut begun_forms, mut whole_forms) = (Vec::new(), Vec::new());
    for form in term.stored_forms() {
        let is_begun = term.prefix.as_ref().is_some_and(|prefix| form.starts_with(&**prefix));
        let forms = if is_begun { &mut begun_forms } else { &mut whole_forms };
        forms.push(placeholder(form));
    }
    let whole = format!("SELECT entry, weight * 3 AS weight FROM search_word WHERE word IN ({})", whole_forms.join(", "));
    // A whole word that also begins with the prefix is read once.
    let begun = term.prefix_range().map(|(from, to)| {
        let (from, to) = (placeholder(from), placeholder(to));
        let weight = match &*begun_forms {
            [] => "weight".to_owned(),
            forms => format!("CASE WHEN word IN ({}) THEN weight * 3 ELSE weight END", forms.join(", ")),
        };
        format!(" UNION ALL SELECT entry, {weight} AS weight FROM search_word WHERE word >= {from} AND word <= {to}")
    });
    format!("SELECT entry, MAX(weight) AS weight FROM ({whole}{}) w GROUP BY entry", begun.unwrap_or_default())
}

/// A result, or the number of those of a kind.
#[derive(sqlx::FromRow)]
struct HitRow {
    kind: SearchKind,
    id: i64,
    recency: i64,
    score: i64,
    total: i64,
}

#[derive(sqlx::FromRow)]
struct SearchEntryRow {
    id: i64,
    kind: SearchKind,
    subject: String,
    network: Option<NetworkId>,
    path: String,
    title: String,
    body: String,
    language: Language,
    at: String,
}

async fn entries(conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, SearchEntryRow>> {
    let statement = format!(
        "SELECT s.id, s.kind, s.subject, s.network, t.path, t.title, t.body, t.language, s.at
           FROM search_entry s JOIN search_text t ON t.entry = s.id WHERE s.id IN ({})",
        placeholders(1, ids.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(statement));
    for id in ids {
        query = query.bind(id);
    }
    let rows: Vec<SearchEntryRow> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The paths of the pages where the reader sees the people found: their membership in a network that the reader coordinates, the list of members of
/// a network to which they belong through another one, or the directory of a network that both belong to.
async fn paths_to_people(conn: &mut Conn, rights: &Rights, ids: &[i64]) -> Result<HashMap<String, String>> {
    let statement = format!(
        "SELECT * FROM (
           SELECT m.person, (SELECT n.slug FROM network n WHERE n.id = m.network) AS slug,
                  COALESCE((SELECT x.id FROM membership x WHERE x.network = m.network AND x.person = m.person AND m.through = m.network), '') AS own,
                  {} AS way
             FROM belonging m WHERE m.person IN (SELECT s.subject FROM search_entry s WHERE s.id IN ({}))) ways
          WHERE way > 0 ORDER BY way, own, slug DESC",
        way_to_member!(),
        placeholders(3, ids.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind(rights.key()).bind(rights.today());
    for id in ids {
        query = query.bind(id);
    }
    let rows: Vec<(String, String, String, i64)> = query.fetch_all(conn).await?;
    // The rows are sorted so that the best path is stored last.
    let path = |(person, network, membership, way): (String, String, String, i64)| match way {
        1 => (person, format!("/networks/{network}/directory")),
        _ if membership.is_empty() => (person, format!("/networks/{network}/members")),
        _ => (person, format!("/networks/{network}/members/{membership}")),
    };
    Ok(rows.into_iter().map(path).collect())
}

fn hit(row: SearchEntryRow, terms: &SearchTerms, networks: &[NetworkCard], people: &HashMap<String, String>, me: &str) -> SearchHit {
    let path = match row.kind {
        SearchKind::Person if row.subject == me => Some("/me/profile".to_owned()),
        SearchKind::Person => people.get(&row.subject).cloned(),
        _ => Some(row.path),
    };
    SearchHit {
        kind: row.kind,
        path,
        title: excerpt::mark_hits(&row.title, terms, row.language),
        excerpt: excerpt::best_passage(&row.body, terms, row.language),
        language: row.language,
        network: row
            .network
            .and_then(|id| networks.iter().find(|network| network.id == id).cloned())
            .filter(|_| row.kind != SearchKind::Network),
        on: row.at,
    }
}
