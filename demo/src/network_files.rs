//! The files of `content/demo/networks`.

use serde::Deserialize;

use domain::enums::{JoinPolicy, NetworkKind, NetworkVisibility};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoNetworkFile {
    #[serde(skip)]
    pub(super) slug: String,
    pub(super) acronym: String,
    pub(super) name: String,
    pub(super) kind: NetworkKind,
    pub(super) summary: String,
    pub(super) region: String,
    pub(super) hue: i64,
    pub(super) join_policy: JoinPolicy,
    #[serde(default)]
    pub(super) join_domain: String,
    pub(super) visibility: NetworkVisibility,
    pub(super) contact: String,
    pub(super) parents: Vec<String>,
    #[serde(default)]
    pub(super) includes_below: bool,
    #[serde(default)]
    pub(super) poles: Vec<String>,
    #[serde(default)]
    pub(super) resources: Vec<ResourceFile>,
    #[serde(default)]
    pub(super) committees: Vec<CommitteeFile>,
    #[serde(skip)]
    pub(super) description: String,
}

/// A review: of the current year if it names none, a draft if it was never adopted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReviewFile {
    pub(super) network: String,
    pub(super) year: Option<i32>,
    pub(super) adopted_on: Option<String>,
    pub(super) plans: String,
    #[serde(skip)]
    pub(super) highlights: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResourceFile {
    pub(super) title: String,
    pub(super) url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommitteeFile {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) coordinates: bool,
    pub(super) mandates: Vec<MandateFile>,
}

/// A term in a committee. Without `person`, the loader picks a member, of `organisation` if one is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MandateFile {
    pub(super) person: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) role: String,
    pub(super) started_on: String,
    pub(super) ended_on: Option<String>,
}
