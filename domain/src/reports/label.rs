//! Parts of a whole, with their names in both languages: figures counted in French can be read in English, at any later time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::db::Conn;
use crate::enums::{EventKind, EventLevel, Language};
use crate::error::Result;
use words::tr;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// A choice of a taxonomy: its name in French and in English.
    Named(String, String),
    /// A range of years, the upper bound excluded; the last range has none.
    Years(i64, Option<i64>),
    /// Not given.
    Unknown,
    /// Several parts together, each too small to be shown alone.
    Others,
}

impl Label {
    /// The name in a language.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Named(french, english) => if language == Language::Fr { french } else { english }.clone(),
            Self::Years(0, _) => tr!(language, "reports-seniority-first"),
            Self::Years(from, Some(to)) => tr!(language, "reports-seniority-range", from = from.to_string(), to = to.to_string()),
            Self::Years(from, None) => tr!(language, "reports-seniority-more", from = from.to_string()),
            Self::Unknown => tr!(language, "reports-unknown"),
            Self::Others => tr!(language, "reports-others"),
        }
    }
}

/// A part: its name and its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportShare {
    /// Its name.
    pub label: Label,
    pub count: i64,
}

/// The taxonomies of the instance.
pub(super) struct Taxonomies {
    pub(super) organisations: TaxonomyLabels,
    pub(super) professions: TaxonomyLabels,
    pub(super) regions: TaxonomyLabels,
}

/// Codes in order, with their names in French and in English.
pub(super) type TaxonomyLabels = Vec<(String, Label)>;

impl Taxonomies {
    /// Reads all three. One query.
    pub(super) async fn read(conn: &mut Conn) -> Result<Self> {
        let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
            "SELECT 'organisation', code, name_fr, name_en, position FROM organisation_kind
             UNION ALL SELECT 'profession', code, name_fr, name_en, position FROM profession
             UNION ALL SELECT 'region', code, name_fr, name_en, position FROM region
             ORDER BY 1, 5, 2",
        )
        .fetch_all(conn)
        .await?;
        let of = |kind: &str| {
            let rows = rows.iter().filter(|(taxonomy, ..)| taxonomy == kind);
            rows.map(|(_, code, french, english, _)| (code.clone(), Label::Named(french.clone(), english.clone()))).collect()
        };
        Ok(Self { organisations: of("organisation"), professions: of("profession"), regions: of("region") })
    }
}

/// Counts by code as parts, in the order of the taxonomy. The empty code (not given) comes last.
pub(super) fn shares(taxonomy: &TaxonomyLabels, counts: &BTreeMap<&str, i64>) -> Vec<ReportShare> {
    let count_of = |code: &str| counts.get(code).copied();
    let known = taxonomy.iter().filter_map(|(code, label)| count_of(code).map(|count| ReportShare { label: label.clone(), count }));
    let unknown = counts.iter().filter(|(code, _)| !taxonomy.iter().any(|(known, _)| known == *code)).map(|(_, count)| count).sum();
    let unknown = (unknown > 0).then_some(ReportShare { label: Label::Unknown, count: unknown });
    known.chain(unknown).filter(|share| share.count > 0).collect()
}

pub(super) fn kind_label(language: Language, kind: EventKind) -> String {
    match kind {
        EventKind::Webinar => tr!(language, "reports-kind-webinar"),
        EventKind::School => tr!(language, "reports-kind-school"),
        EventKind::Workshop => tr!(language, "reports-kind-workshop"),
        EventKind::ThematicDay => tr!(language, "reports-kind-thematic-day"),
        EventKind::Conference => tr!(language, "reports-kind-conference"),
        EventKind::Meeting => tr!(language, "reports-kind-meeting"),
        EventKind::Visit => tr!(language, "reports-kind-visit"),
        EventKind::Deadline => tr!(language, "reports-kind-deadline"),
    }
}

pub(super) fn level_label(language: Language, level: EventLevel) -> String {
    match level {
        EventLevel::Local => tr!(language, "reports-level-local"),
        EventLevel::Regional => tr!(language, "reports-level-regional"),
        EventLevel::National => tr!(language, "reports-level-national"),
        EventLevel::International => tr!(language, "reports-level-international"),
    }
}
