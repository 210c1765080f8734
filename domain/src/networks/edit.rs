//! Creating and editing a network.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{NetworkCard, find, notifications, placement, rows};
use crate::audit::{self, AuditAction};
use crate::db::instance;
use crate::db::{Conn, Db};
use crate::enums::{JoinPolicy, Language, NetworkKind, NetworkVisibility};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph::{self, closure};
use crate::ids::NetworkId;
use crate::lists;
use crate::policy::{self, Act, Actor, Rights};
use crate::search_index;

/// The most networks that one network is placed below or asks to be.
pub const MOST_PARENTS: usize = 20;
const MOST_POLES: usize = 50;
const MOST_RESOURCES: usize = 100;

/// The form of a network, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkInput {
    /// The slug. That of an existing network does not change, so that links stay valid.
    pub slug: String,
    pub acronym: String,
    pub name: String,
    /// A [`NetworkKind`].
    pub kind: String,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// A region's code, or nothing.
    pub region: String,
    /// The hue, 0 to 359.
    pub hue: String,
    /// A [`JoinPolicy`].
    pub join_policy: String,
    /// The domain for [`JoinPolicy::Domain`].
    pub join_domain: String,
    /// A [`NetworkVisibility`].
    pub visibility: String,
    /// The contact: an e-mail address, or nothing for the instance's contact.
    pub contact: String,
    /// The [`Language`] of its name and texts; nothing for the instance's language.
    pub language: String,
    /// The slugs of the networks directly above it, those that it asks included; at most [`MOST_PARENTS`].
    pub parents: Vec<String>,
    /// `1` if the members of the networks below it are members here too.
    pub includes_below: String,
    /// One pole on each line.
    pub poles: String,
    /// One resource on each line: its address, a space, its title.
    pub resources: String,
    /// The version with which the form was opened.
    pub version: String,
}

/// The content of the form, after the checks.
pub(super) struct CheckedNetwork {
    pub(super) slug: String,
    pub(super) acronym: String,
    pub(super) name: String,
    pub(super) kind: NetworkKind,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) region: Option<String>,
    pub(super) hue: i64,
    pub(super) join_policy: JoinPolicy,
    pub(super) join_domain: String,
    pub(super) visibility: NetworkVisibility,
    pub(super) contact: String,
    pub(super) language: Language,
    pub(super) includes_below: bool,
    pub(super) poles: Vec<String>,
    pub(super) resources: Vec<(String, String)>,
}

/// Creates a network. Its slug never changes afterwards.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct: [`FieldProblem::SlugTaken`], [`FieldProblem::Unknown`] for a parent that `actor` does not see…
pub async fn create(db: &Db, actor: &Actor, input: &NetworkInput) -> Result<NetworkCard> {
    let (mut tx, rights) = policy::begin_write_for(db, actor, Act::Administer).await?;
    let checked = check(&mut tx, input).await?;
    let parents = parents(&mut tx, &rights, &input.parents).await?;
    let id: NetworkId = tx.new_id();
    rows::insert(&mut tx, &id, &checked).await?;
    rows::replace_lists(&mut tx, &id, &checked).await?;
    lists::create_main(&mut tx, &id, &checked.slug, &checked.acronym).await?;
    let card = find(&mut tx, &rights, &checked.slug).await?;
    placement::place(&mut tx, &rights, &card, &parents).await?;
    // Also for a network without parents, because the closure contains each network with itself.
    closure::rebuild(&mut tx).await?;
    search_index::refresh::<crate::graph::FoundNetworks>(&mut tx, id.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::NetworkCreate, id.as_str(), &checked.slug).await?;
    tx.lead_to(&format!("/networks/{}", checked.slug)).await?;
    tx.commit().await?;
    Ok(card)
}

/// Changes a network. Parents that the actor can't see stay as they are: a form never undoes what it does not show. A parent that the actor does
/// not coordinate receives a request: see [`super::answer_placement`].
///
/// # Errors
/// [`Error::Stale`] if somebody changed it after the form was opened; [`Error::Invalid`] with every field to correct.
pub async fn edit(db: &Db, actor: &Actor, slug: &str, input: &NetworkInput) -> Result<NetworkCard> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let card = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditNetwork(&card.id))?;
    let checked = check(&mut tx, &NetworkInput { slug: card.slug.clone(), ..input.clone() }).await?;
    let parents = parents(&mut tx, &rights, &input.parents).await?;
    let included_before: i64 =
        sqlx::query_scalar("SELECT includes_below FROM network WHERE id = $1").bind(&card.id).fetch_one(&mut *tx).await?;
    rows::update(&mut tx, &card.id, &checked, input.version.parse().unwrap_or(-1)).await?;
    rows::replace_lists(&mut tx, &card.id, &checked).await?;
    let card = find(&mut tx, &rights, slug).await?;
    if placement::place(&mut tx, &rights, &card, &parents).await? {
        closure::rebuild(&mut tx).await?;
    }
    if checked.includes_below && included_before == 0 {
        notifications::included(&mut tx, &card).await?;
    }
    search_index::refresh::<crate::graph::FoundNetworks>(&mut tx, card.id.as_str()).await?;
    audit::record(&mut tx, &rights, AuditAction::NetworkEdit, card.id.as_str(), slug).await?;
    tx.commit().await?;
    Ok(card)
}

/// The form of a network with its present values.
pub async fn form(db: &Db, actor: &Actor, slug: &str) -> Result<NetworkInput> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let card = find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::EditNetwork(&card.id))?;
    type Row = (String, Option<String>, JoinPolicy, String, String, i64, i64);
    let (description, region, join_policy, join_domain, contact, includes_below, version): Row =
        sqlx::query_as("SELECT description, region, join_policy, join_domain, contact, includes_below, version FROM network WHERE id = $1")
            .bind(&card.id)
            .fetch_one(&mut *tx)
            .await?;
    let visible: HashSet<String> = super::visible(&mut tx, &rights).await?.into_iter().map(|card| card.slug).collect();
    let parents: Vec<String> = sqlx::query_scalar(
        "SELECT n.slug FROM network_parent p JOIN network n ON n.id = p.parent
          WHERE p.child = $1 AND p.state <> 'declined' ORDER BY n.slug",
    )
    .bind(&card.id)
    .fetch_all(&mut *tx)
    .await?;
    let parents = parents.into_iter().filter(|slug| visible.contains(slug)).collect();
    let poles = graph::poles(&mut tx, &card.id).await?;
    let resources = graph::resources(&mut tx, &card.id).await?;
    Ok(NetworkInput {
        slug: card.slug,
        acronym: card.acronym,
        name: card.name,
        kind: card.kind.to_string(),
        summary: card.summary,
        description,
        region: region.unwrap_or_default(),
        hue: card.hue.to_string(),
        join_policy: join_policy.to_string(),
        join_domain,
        visibility: card.visibility.to_string(),
        contact,
        language: card.language.to_string(),
        parents,
        includes_below: if includes_below == 1 { "1".to_owned() } else { String::new() },
        poles: poles.join("\n"),
        resources: resources.iter().map(|resource| format!("{} {}", resource.url, resource.title)).collect::<Vec<_>>().join("\n"),
        version: version.to_string(),
    })
}

async fn check(conn: &mut Conn, input: &NetworkInput) -> Result<CheckedNetwork> {
    let mut errors = Validation::default();
    let slug = errors.check("slug", fields::slug(&input.slug));
    let acronym = errors.check("acronym", fields::line(&input.acronym));
    let name = errors.check("name", fields::line(&input.name));
    let summary = errors.check("summary", fields::summary(&input.summary));
    let description = errors.check("description", fields::text(&input.description));
    let kind = errors.check("kind", NetworkKind::parse(&input.kind).map(Some));
    let join_policy = errors.check("join_policy", JoinPolicy::parse(&input.join_policy).map(Some));
    let visibility = errors.check("visibility", NetworkVisibility::parse(&input.visibility).map(Some));
    let hue =
        errors.check("hue", input.hue.trim().parse().ok().filter(|hue| (0..360).contains(hue)).ok_or(FieldProblem::NotBetween(0, 359)));
    let join_domain = match join_policy {
        Some(JoinPolicy::Domain) => errors.check("join_domain", fields::domain(&input.join_domain)),
        _ => String::new(),
    };
    let contact = match input.contact.trim() {
        "" => String::new(),
        typed => errors.check("contact", fields::address(typed)),
    };
    let language = match input.language.trim() {
        "" => Some(instance::language_in(conn).await?),
        typed => errors.check("language", Language::parse(typed).map(Some)),
    };
    for (field, typed, most) in [("poles", &input.poles, MOST_POLES), ("resources", &input.resources, MOST_RESOURCES)] {
        if non_empty_lines(typed).nth(most).is_some() {
            errors.note(field, FieldProblem::TooMany(most));
        }
    }
    let poles = non_empty_lines(&input.poles).take(MOST_POLES).map(|pole| errors.check("poles", fields::line(pole))).collect();
    let resources = non_empty_lines(&input.resources)
        .take(MOST_RESOURCES)
        .map(|line| {
            let (url, title) = line.split_once(' ').unwrap_or((line, line));
            (errors.check("resources", fields::link(url)), errors.check("resources", fields::line(title)))
        })
        .collect();
    let region = Some(input.region.clone()).filter(|region| !region.is_empty());
    if let Some(region) = &region
        && !region_exists(conn, region).await?
    {
        errors.note("region", FieldProblem::NotAChoice);
    }
    match (kind, join_policy, visibility, language) {
        (Some(kind), Some(join_policy), Some(visibility), Some(language)) => errors.or(CheckedNetwork {
            slug,
            acronym,
            name,
            kind,
            summary,
            description,
            region,
            hue,
            join_policy,
            join_domain,
            visibility,
            contact,
            language,
            includes_below: !input.includes_below.is_empty(),
            poles,
            resources,
        }),
        _ => Err(errors.or(()).err().unwrap_or(Error::Internal)),
    }
}

fn non_empty_lines(typed: &str) -> impl Iterator<Item = &str> {
    typed.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The networks that the actor sees, each with whether it is chosen as a parent.
async fn parents(conn: &mut Conn, rights: &Rights, slugs: &[String]) -> Result<Vec<(NetworkCard, bool)>> {
    if slugs.len() > MOST_PARENTS {
        return Err(Error::field("parents", FieldProblem::TooMany(MOST_PARENTS)));
    }
    let chosen: HashSet<&str> = slugs.iter().map(String::as_str).filter(|slug| !slug.is_empty()).collect();
    let visible = super::visible(conn, rights).await?;
    let parents: Vec<_> =
        visible.into_iter().map(|card| (chosen.contains(card.slug.as_str()), card)).map(|(is, card)| (card, is)).collect();
    let found_count = parents.iter().filter(|(_, is_chosen)| *is_chosen).count();
    if found_count < chosen.len() { Err(Error::field("parents", FieldProblem::Unknown)) } else { Ok(parents) }
}

async fn region_exists(conn: &mut Conn, code: &str) -> Result<bool> {
    Ok(sqlx::query("SELECT 1 FROM region WHERE code = $1").bind(code).fetch_optional(conn).await?.is_some())
}
