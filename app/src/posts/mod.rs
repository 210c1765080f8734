//! `/lists/{list}/threads`: what people write to a discussion list, and what waits for a moderator.

pub mod feed;
pub mod files;
pub mod mailbox;
pub mod moderation;
mod text;
pub mod threads;
pub mod write;

use domain::Language;
use domain::lists::List;
use domain::networks::NetworkCard;

use crate::lists;

/// The steps between the network and a page below the threads of a list.
fn steps(language: Language, card: &NetworkCard, list: &List) -> Vec<(String, String)> {
    let mut steps = lists::steps(language, card, list);
    steps.push((format!("/lists/{}/threads", list.slug), tr!(language, "posts-threads")));
    steps
}

/// The author's name; that of an erased person is not kept.
fn author_name(language: Language, name: &str) -> String {
    if name.is_empty() { tr!(language, "privacy-erased-person") } else { name.to_owned() }
}
