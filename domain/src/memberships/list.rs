//! The members of a network, for its coordinators: the list and its export.

use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::rows::{affiliation_on, member_columns, member_source, members_by_name, memberships, searched_text};
use crate::audit::{self, AuditAction};
use crate::clock::Timestamp;
use crate::db::{BindAll, Db, Tx};
use crate::enums::{Language, MembershipState};
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{MembershipId, NetworkId};
use crate::like_pattern;
use crate::paging::Paging;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use formats::spreadsheets;
use words::tr;

/// The number of members on one page.
const PAGE: i64 = 50;

/// The query of the list, as it is in the URL. Invalid values are ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberQuery {
    /// Words of a name, an address or an organisation; accents and case are ignored.
    pub q: String,
    /// The code of a kind of organisation.
    pub kind: String,
    /// The code of a region.
    pub region: String,
    /// A [`MembershipState`], or `all`, or `bouncing` for active members whose mail comes back; active members if empty.
    pub state: String,
    /// `name`, `organisation`, `region`, `since`; with a hyphen before it for descending order.
    pub sort: String,
    pub page: String,
}

impl MemberQuery {
    /// The state for the SQL.
    fn state(&self) -> &str {
        match self.state.as_str() {
            "all" => "all",
            "bouncing" => "bouncing",
            code => MembershipState::parse(code).unwrap_or(MembershipState::Active).code(),
        }
    }

    /// The words as patterns. Only the first four are used.
    fn patterns(&self) -> [String; 4] {
        let plain = names::normalize(&self.q.chars().take(200).collect::<String>());
        let mut words = plain.split(' ').map(like_pattern::contains);
        std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".to_owned()))
    }

    /// The order in SQL. It is chosen from constants, never built from input.
    fn order(&self) -> &'static str {
        match self.sort.as_str() {
            "-name" => "p.sort_name DESC, m.id DESC",
            "organisation" => "o.name_key IS NULL, o.name_key, p.sort_name, m.id",
            "-organisation" => "o.name_key IS NULL, o.name_key DESC, p.sort_name, m.id",
            "region" => "r.position IS NULL, r.position, p.sort_name, m.id",
            "-region" => "r.position IS NULL, r.position DESC, p.sort_name, m.id",
            "since" => "m.since, p.sort_name, m.id",
            "-since" => "m.since DESC, p.sort_name, m.id",
            _ => "p.sort_name, m.id",
        }
    }
}

#[derive(Debug, Clone)]
pub struct MemberPage {
    /// The network.
    pub head: NetworkHead,
    /// The members of this page, fifty at most.
    pub members: Vec<Member>,
    /// The number of members that match the query.
    pub total: i64,
    pub page: i64,
    /// The number of pages, at least 1.
    pub pages: i64,
    pub requests: i64,
    /// The number of members through private networks below, who are not named here.
    pub unnamed: i64,
}

/// A person in a network, as its coordinators see them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    /// The key of the membership; empty for a member through a network below, who has no membership here to end.
    pub id: MembershipId,
    pub given_name: String,
    pub family_name: String,
    /// Their address for mail; may be empty. It is empty for a member through a network below, which keeps it.
    pub address: String,
    pub profession_fr: String,
    /// Their profession, in English; may be empty.
    pub profession_en: String,
    pub region_fr: String,
    /// Their region, in English; may be empty.
    pub region_en: String,
    /// The organisation they work for today; may be empty.
    pub organisation: String,
    /// The kind of that organisation, in French; may be empty.
    pub kind_fr: String,
    /// The kind of that organisation, in English; may be empty.
    pub kind_en: String,
    pub state: MembershipState,
    /// Since when they are in that state.
    pub since: Timestamp,
    /// The acronyms, separated by commas, of the networks below through which they are members; empty for a membership of their own.
    pub through: String,
    /// Mail to their address comes back: what a server said last. `None`: it arrives.
    pub bounce_reason: Option<String>,
}

impl Member {
    /// Given name, then family name.
    pub fn name(&self) -> String {
        names::full(&self.given_name, &self.family_name)
    }
}

macro_rules! matching_members {
    () => {
        concat!(
            member_source!(memberships!()),
            "WHERE ($3 = 'all' OR m.state = $3 OR ($3 = 'bouncing' AND m.state = 'active' AND m.through = '' AND b.address_key IS NOT NULL)) AND ($4 = '' OR o.kind = $4) AND ($5 = '' OR p.region = $5)
               AND ",
            searched_text!(),
            " LIKE $6 ESCAPE '\\' AND ",
            searched_text!(),
            " LIKE $7 ESCAPE '\\' AND ",
            searched_text!(),
            " LIKE $8 ESCAPE '\\' AND ",
            searched_text!(),
            " LIKE $9 ESCAPE '\\' "
        )
    };
}

/// A page of the members of a network. Seven queries, whatever its content.
pub async fn list(db: &Db, actor: &Actor, slug: &str, query: &MemberQuery) -> Result<MemberPage> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeMembers(&head.card.id))?;
    let (total, requests, unnamed) = count(&mut tx, &rights, &head.card.id, query).await?;
    let Paging { page, pages, skip } = Paging::of(&query.page, total, PAGE);
    let members = members(&mut tx, &rights, &head.card.id, query, PAGE, skip).await?;
    Ok(MemberPage { head, members, total, page, pages, requests, unnamed })
}

/// A spreadsheet of everyone who matches the query. The file opens correctly in the reader's language.
pub async fn export(db: &Db, actor: &Actor, slug: &str, query: &MemberQuery, language: Language) -> Result<Vec<u8>> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let network = graph::find(&mut tx, &rights, slug).await?;
    policy::check(&rights, Act::SeeMembers(&network.id))?;
    let sheet = member_sheet(&mut tx, &rights, &network.id, query, language).await?;
    drop(tx);
    audit::record_export(db, actor, AuditAction::MembershipExport, network.id.as_str(), "").await?;
    Ok(sheet)
}

/// The spreadsheet of [`export`], for a verb that has checked the policy.
pub(crate) async fn member_sheet(
    tx: &mut Tx,
    rights: &Rights,
    network: &NetworkId,
    query: &MemberQuery,
    language: Language,
) -> Result<Vec<u8>> {
    let members = members(tx, rights, network, query, i64::MAX, 0).await?;
    let heading = [
        tr!(language, "memberships-export-column-family-name"),
        tr!(language, "memberships-export-column-given-name"),
        tr!(language, "memberships-export-column-address"),
        tr!(language, "memberships-export-column-organisation"),
        tr!(language, "memberships-export-column-organisation-kind"),
        tr!(language, "memberships-export-column-profession"),
        tr!(language, "memberships-export-column-region"),
        tr!(language, "memberships-export-column-state"),
        tr!(language, "memberships-export-column-since"),
    ];
    let french = language == Language::Fr;
    let rows = members.into_iter().map(|member| {
        let pick = |fr: String, en: String| if french { fr } else { en };
        [
            member.family_name,
            member.given_name,
            member.address,
            member.organisation,
            pick(member.kind_fr, member.kind_en),
            pick(member.profession_fr, member.profession_en),
            pick(member.region_fr, member.region_en),
            state_label(language, member.state, &member.through),
            member.since.today(),
        ]
    });
    Ok(spreadsheets::csv(language, &heading, rows))
}

/// The state of a member in a word.
fn state_label(language: Language, state: MembershipState, through: &str) -> String {
    match state {
        MembershipState::Active if !through.is_empty() => tr!(language, "memberships-export-active-through", networks = through),
        MembershipState::Requested => tr!(language, "memberships-export-requested"),
        MembershipState::Active => tr!(language, "memberships-export-active"),
        MembershipState::Left => tr!(language, "memberships-export-left"),
        MembershipState::Refused => tr!(language, "memberships-export-refused"),
    }
}

async fn count(tx: &mut Tx, rights: &Rights, network: &NetworkId, query: &MemberQuery) -> Result<(i64, i64, i64)> {
    let [one, two, three, four] = query.patterns();
    Ok(sqlx::query_as(concat!(
        "SELECT COUNT(*), (SELECT COUNT(*) FROM membership WHERE network = $1 AND state = 'requested'),
                (SELECT COUNT(DISTINCT g.person) FROM belonging g WHERE g.network = $1 AND g.named = 0
                    AND g.person NOT IN (SELECT k.person FROM belonging k WHERE k.network = $1 AND k.named = 1))",
        matching_members!()
    ))
    .bind_all((network, rights.today(), query.state(), &query.kind, &query.region, one, two, three, four))
    .fetch_one(&mut **tx)
    .await?)
}

async fn members(tx: &mut Tx, rights: &Rights, network: &NetworkId, query: &MemberQuery, limit: i64, offset: i64) -> Result<Vec<Member>> {
    let [one, two, three, four] = query.patterns();
    let statement = format!("{} ORDER BY {} LIMIT $10 OFFSET $11", concat!(member_columns!(), matching_members!()), query.order());
    // Safe: the only part that is not literal is one of the orders above.
    Ok(sqlx::query_as(AssertSqlSafe(statement))
        .bind_all((network, rights.today(), query.state(), &query.kind, &query.region, one, two, three, four, limit, offset))
        .fetch_all(&mut **tx)
        .await?)
}
