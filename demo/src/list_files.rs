//! The files `lists.toml` and `threads.toml` of `content/demo`.

use serde::Deserialize;

use domain::enums::{Language, ListArchive, ListKind, PostingPolicy};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListFiles {
    pub(super) list: Vec<DemoListFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoListFile {
    pub(super) network: String,
    /// Whether these are the settings of the network's main list.
    #[serde(default)]
    pub(super) main: bool,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: ListKind,
    pub(super) archive: ListArchive,
    /// Of a discussion.
    pub(super) posting: Option<PostingPolicy>,
    #[serde(default)]
    pub(super) first_posts_held: bool,
    /// As in the form of a list: `members:ri3`, `below:resinfo`.
    pub(super) rules: Vec<String>,
    /// The addresses of people who subscribed by themselves.
    #[serde(default)]
    pub(super) subscribers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreadFiles {
    pub(super) thread: Vec<ThreadFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreadFile {
    /// The address of a discussion.
    pub(super) list: String,
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) authors: Vec<ThreadAuthorFile>,
    /// The oldest first; each one answers the one before it.
    pub(super) post: Vec<ThreadPostFile>,
}

/// Without `person`, the loader picks a member of the list's network, of `organisation` if one is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreadAuthorFile {
    pub(super) person: Option<String>,
    pub(super) organisation: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThreadPostFile {
    /// One of the authors; 1 is the first.
    pub(super) author: usize,
    days_ago: i64,
    #[serde(default)]
    hours_ago: i64,
    /// Markdown. `{{2}}` is the given name of the second author.
    pub(super) body: String,
}

impl ThreadPostFile {
    /// The age of the post in hours.
    pub(super) fn age(&self) -> i64 {
        self.days_ago * 24 + self.hours_ago
    }
}
