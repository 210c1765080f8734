//! The files of `content/demo`, in their own format: the README.md beside them explains each key.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::event_files::DemoEventFile;
use super::list_files::{DemoListFile, ListFiles, ThreadFile, ThreadFiles};
use super::network_files::{DemoNetworkFile, ReviewFile};
use super::pages::PageFile;

#[derive(RustEmbed)]
#[folder = "../content/demo"]
struct DemoFiles;

/// The whole content of `content/demo`.
pub(super) struct DemoContent {
    pub(super) kinds: Vec<KindFile>,
    pub(super) organisations: Vec<OrganisationFile>,
    pub(super) people: PeopleFile,
    pub(super) networks: Vec<DemoNetworkFile>,
    pub(super) events: Vec<DemoEventFile>,
    pub(super) pages: Vec<PageFile>,
    pub(super) reviews: Vec<ReviewFile>,
    pub(super) messages: Vec<MessageFile>,
    pub(super) lists: Vec<DemoListFile>,
    pub(super) threads: Vec<ThreadFile>,
}

/// Reads all files.
///
/// # Errors
/// The file and what is wrong with it, for its editor.
pub(super) fn read() -> Result<DemoContent, String> {
    let organisations: Organisations = toml_file("organisations.toml")?;
    let messages: MessageFiles = toml_file("messages.toml")?;
    let lists: ListFiles = toml_file("lists.toml")?;
    let threads: ThreadFiles = toml_file("threads.toml")?;
    let mut networks = Vec::new();
    let mut events = Vec::new();
    let mut pages = Vec::new();
    let mut reviews = Vec::new();
    for path in DemoFiles::iter() {
        if let Some(page) = PageFile::read(&path, &text)? {
            pages.push(page);
        } else if let Some(slug) = path.strip_prefix("networks/").and_then(|name| name.strip_suffix(".md")) {
            let (mut network, description): (DemoNetworkFile, String) = markdown_file(&path)?;
            (network.slug, network.description) = (slug.to_owned(), description);
            networks.push(network);
        } else if path.starts_with("events/") && path.ends_with(".md") {
            let (mut event, description): (DemoEventFile, String) = markdown_file(&path)?;
            event.description = description;
            events.push(event);
        } else if path.starts_with("reviews/") && path.ends_with(".md") {
            let (mut review, highlights): (ReviewFile, String) = markdown_file(&path)?;
            review.highlights = highlights;
            reviews.push(review);
        }
    }
    Ok(DemoContent {
        kinds: organisations.kind,
        organisations: organisations.organisation,
        people: toml_file("people.toml")?,
        networks,
        events,
        pages,
        reviews,
        messages: messages.message,
        lists: lists.list,
        threads: threads.thread,
    })
}

fn text(path: &str) -> Result<String, String> {
    let file = DemoFiles::get(path).ok_or_else(|| format!("content/demo/{path} is missing"))?;
    String::from_utf8(file.data.into_owned()).map_err(|_| format!("content/demo/{path} is not UTF-8"))
}

fn toml_file<T: DeserializeOwned>(path: &str) -> Result<T, String> {
    toml::from_str(&text(path)?).map_err(|cause| format!("content/demo/{path}: {cause}"))
}

/// The front matter between the two `+++` lines, and the Markdown after it.
fn markdown_file<T: DeserializeOwned>(path: &str) -> Result<(T, String), String> {
    let text = text(path)?.replace("\r\n", "\n");
    let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let (front, markdown) = parts.ok_or_else(|| format!("content/demo/{path}: the front matter stands between two lines +++"))?;
    let front = toml::from_str(front).map_err(|cause| format!("content/demo/{path}: {cause}"))?;
    Ok((front, markdown.trim_end().to_owned()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageFiles {
    message: Vec<MessageFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageFile {
    pub(super) network: String,
    pub(super) author: String,
    /// How many days ago it was sent; `None`: a draft.
    pub(super) days_ago: Option<i64>,
    pub(super) subject: String,
    pub(super) body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisations {
    #[serde(default)]
    kind: Vec<KindFile>,
    organisation: Vec<OrganisationFile>,
}

/// A kind of organisation, as the demo's networks count them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindFile {
    pub(super) code: String,
    pub(super) name_fr: String,
    pub(super) name_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganisationFile {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) region: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) weight: usize,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeopleFile {
    pub(super) given: Vec<String>,
    pub(super) family: Vec<String>,
    pub(super) left_because: Vec<String>,
    pub(super) refused_because: Vec<String>,
    pub(super) person: Vec<PersonFile>,
    pub(super) members: Vec<MembersFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonFile {
    pub(super) key: String,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) organisation: String,
    pub(super) profession: String,
    pub(super) region: String,
    #[serde(default)]
    pub(super) administrator: bool,
    #[serde(default)]
    pub(super) networks: Vec<JoinFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinFile {
    pub(super) slug: String,
    pub(super) joined: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MembersFile {
    pub(super) network: String,
    pub(super) total: usize,
    pub(super) founded: String,
    #[serde(default)]
    pub(super) milestones: Vec<MilestoneFile>,
    #[serde(default)]
    pub(super) turnover: usize,
    #[serde(default)]
    pub(super) reuse: Vec<ReuseFile>,
    #[serde(default)]
    pub(super) professions: BTreeMap<String, usize>,
    #[serde(default)]
    pub(super) requests: Vec<String>,
    #[serde(default)]
    pub(super) refused: usize,
    pub(super) slices: Vec<SliceFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MilestoneFile {
    pub(super) on: String,
    pub(super) members: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReuseFile {
    pub(super) from: String,
    pub(super) count: usize,
}

/// A number of people of certain organisations. All given conditions must hold.
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct SliceFile {
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) groups: Vec<String>,
    #[serde(default)]
    pub(super) without_groups: Vec<String>,
    #[serde(default)]
    pub(super) organisations: Vec<String>,
    #[serde(default)]
    pub(super) except: Vec<String>,
    pub(super) count: usize,
    #[serde(default)]
    pub(super) regions: BTreeMap<String, usize>,
    pub(super) profession: Option<String>,
    /// For an event's participants: members of these networks.
    #[serde(default)]
    pub(super) from: Vec<String>,
}

impl SliceFile {
    /// Whether people of `organisation` are included.
    pub(super) fn includes(&self, organisation: &OrganisationFile) -> bool {
        let among = |groups: &[String]| groups.iter().any(|group| organisation.groups.contains(group));
        self.kind.as_ref().is_none_or(|kind| *kind == organisation.kind)
            && (self.groups.is_empty() || among(&self.groups))
            && !among(&self.without_groups)
            && (self.organisations.is_empty() || self.organisations.contains(&organisation.name))
            && !self.except.contains(&organisation.name)
    }
}
