//! The rules that decide about a post, in order. The first that applies decides.

use crate::db::{BindAll, Conn};
use crate::enums::{HoldReason, PostingPolicy};
use crate::error::Result;
use crate::lists::List;
use crate::policy::{self, Act, ListAccess, Rights};

/// What the rules need to know about a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostingFacts {
    /// Whether the author is a coordinator of the network or a manager of the list.
    pub is_manager: bool,
    /// Whether the author is among those who may post.
    pub is_poster: bool,
    /// Whether a moderator trusts the author.
    pub is_trusted: bool,
    /// Whether a moderator reads the first post of each author.
    pub first_posts_held: bool,
}

/// What happens to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingRule {
    Accept,
    Hold(HoldReason),
}

/// Applies the rules.
pub fn apply(facts: PostingFacts) -> PostingRule {
    match facts {
        PostingFacts { is_manager: true, .. } => PostingRule::Accept,
        PostingFacts { is_poster: false, .. } => PostingRule::Hold(HoldReason::NotAPoster),
        PostingFacts { first_posts_held: true, is_trusted: false, .. } => PostingRule::Hold(HoldReason::FirstPost),
        _ => PostingRule::Accept,
    }
}

/// The facts about an author who writes from the web.
pub(super) async fn facts(conn: &mut Conn, rights: &Rights, list: &List, access: &ListAccess, author_key: &str) -> Result<PostingFacts> {
    let is_poster = match list.posting {
        PostingPolicy::Coordinators => false,
        PostingPolicy::Subscribers => access.is_reader,
        PostingPolicy::Members => rights.belongs_to(&list.network),
    };
    let trusted = sqlx::query("SELECT 1 FROM list_trust WHERE list = $1 AND author_key = $2").bind_all((&list.id, author_key));
    Ok(PostingFacts {
        is_manager: policy::allows(rights, Act::ManageList(access)),
        is_poster,
        is_trusted: trusted.fetch_optional(conn).await?.is_some(),
        first_posts_held: list.first_posts_held == 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_applies_decides() {
        let facts = |is_manager, is_poster, is_trusted, first_posts_held| {
            apply(PostingFacts { is_manager, is_poster, is_trusted, first_posts_held })
        };
        let (first, stranger) = (PostingRule::Hold(HoldReason::FirstPost), PostingRule::Hold(HoldReason::NotAPoster));
        assert_eq!(facts(true, false, false, true), PostingRule::Accept, "a manager is not moderated");
        assert_eq!(facts(false, false, true, false), stranger, "trust opens no list that one may not write to");
        assert_eq!(facts(false, true, false, true), first);
        assert_eq!(facts(false, true, true, true), PostingRule::Accept);
        assert_eq!(facts(false, true, false, false), PostingRule::Accept);
    }
}
