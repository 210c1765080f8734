//! The rules that decide about a post, in order. The first that applies decides.

use super::commands::DAILY_ANSWERS;
use super::mail_addresses::MailPurpose;
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

/// What the rules need to know about a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFacts {
    pub purpose: MailPurpose,
    /// The facts about the author that it names.
    pub posting: PostingFacts,
    /// A program wrote it, or it comes back from a list.
    pub is_from_robot: bool,
    /// The list has a post with its Message-ID.
    pub is_duplicate: bool,
    /// It names one author, with an address.
    pub has_one_author: bool,
    /// A trusted relay found that it is from that address.
    pub is_verified: bool,
    /// To or Cc name the list.
    pub is_addressed: bool,
    /// It looks like a command for a list program, sent to everybody by mistake.
    pub is_administrivia: bool,
    /// It is larger than the list takes.
    pub is_too_large: bool,
    /// It has attached files, and the list holds those.
    pub has_held_files: bool,
    /// It answers a digest, and not a post of it.
    pub answers_digest: bool,
    /// The commands and questions of its author that were answered within a day.
    pub commands_today: i64,
}

/// What happens to a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailRule {
    /// Dropped: answering programs makes loops.
    Loop,
    /// Dropped: it is in the archive.
    Duplicate,
    /// Answered with a link.
    Command,
    /// Dropped: its author has had enough answers today.
    TooManyCommands,
    /// Passed on to the coordinators and managers.
    Owner,
    Accept,
    Hold(HoldReason),
}

impl MailRule {
    /// Its name in the journal of received mails.
    pub fn code(self) -> &'static str {
        match self {
            Self::Loop => "loop",
            Self::Duplicate => "duplicate",
            Self::Command => "command",
            Self::TooManyCommands => "too_many_commands",
            Self::Owner => "owner",
            Self::Accept => "accepted",
            Self::Hold(reason) => reason.code(),
        }
    }
}

/// Applies the rules to a mail.
pub fn apply_to_mail(facts: &MailFacts) -> MailRule {
    if facts.is_from_robot {
        return MailRule::Loop;
    }
    match facts.purpose {
        MailPurpose::Post => {}
        _ if facts.commands_today >= DAILY_ANSWERS => return MailRule::TooManyCommands,
        MailPurpose::Owner => return MailRule::Owner,
        MailPurpose::Subscribe | MailPurpose::Unsubscribe | MailPurpose::Options | MailPurpose::Help => return MailRule::Command,
    }
    if facts.is_duplicate {
        return MailRule::Duplicate;
    }
    match apply(facts.posting) {
        PostingRule::Hold(HoldReason::NotAPoster) => MailRule::Hold(HoldReason::NotAPoster),
        // Anybody can write the name of a member into a mail.
        _ if !facts.has_one_author || !facts.is_verified => MailRule::Hold(HoldReason::Unverified),
        _ if !facts.is_addressed => MailRule::Hold(HoldReason::NotAddressed),
        _ if facts.is_administrivia => MailRule::Hold(HoldReason::Administrivia),
        // Managers know what they send.
        _ if facts.is_too_large && !facts.posting.is_manager => MailRule::Hold(HoldReason::TooLarge),
        _ if facts.has_held_files && !facts.posting.is_manager => MailRule::Hold(HoldReason::HasFiles),
        _ if facts.answers_digest && !facts.posting.is_manager => MailRule::Hold(HoldReason::AnswersDigest),
        PostingRule::Hold(reason) => MailRule::Hold(reason),
        PostingRule::Accept => MailRule::Accept,
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

    #[test]
    fn a_mail_is_dropped_answered_held_or_accepted_by_one_rule() {
        let posting = PostingFacts { is_manager: false, is_poster: true, is_trusted: true, first_posts_held: true };
        let good = MailFacts {
            purpose: MailPurpose::Post,
            posting,
            is_from_robot: false,
            is_duplicate: false,
            has_one_author: true,
            is_verified: true,
            is_addressed: true,
            is_administrivia: false,
            is_too_large: false,
            has_held_files: false,
            answers_digest: false,
            commands_today: 0,
        };
        let hold = MailRule::Hold;
        assert_eq!(apply_to_mail(&good), MailRule::Accept);
        assert_eq!(apply_to_mail(&MailFacts { is_from_robot: true, purpose: MailPurpose::Help, ..good.clone() }), MailRule::Loop);
        assert_eq!(apply_to_mail(&MailFacts { is_duplicate: true, ..good.clone() }), MailRule::Duplicate);
        assert_eq!(apply_to_mail(&MailFacts { purpose: MailPurpose::Unsubscribe, is_duplicate: true, ..good.clone() }), MailRule::Command);
        let often = MailFacts { purpose: MailPurpose::Help, commands_today: DAILY_ANSWERS, ..good.clone() };
        assert_eq!(apply_to_mail(&often), MailRule::TooManyCommands);
        let manager = PostingFacts { is_manager: true, ..posting };
        let forged = MailFacts { posting: manager, is_verified: false, ..good.clone() };
        assert_eq!(apply_to_mail(&forged), hold(HoldReason::Unverified), "the name of a manager opens nothing");
        assert_eq!(apply_to_mail(&MailFacts { has_one_author: false, ..good.clone() }), hold(HoldReason::Unverified));
        assert_eq!(apply_to_mail(&MailFacts { is_addressed: false, ..good.clone() }), hold(HoldReason::NotAddressed));
        assert_eq!(apply_to_mail(&MailFacts { is_administrivia: true, ..good.clone() }), hold(HoldReason::Administrivia));
        let stranger = MailFacts { posting: PostingFacts { is_poster: false, ..posting }, is_verified: false, ..good.clone() };
        assert_eq!(apply_to_mail(&stranger), hold(HoldReason::NotAPoster));
        let large = MailFacts { is_too_large: true, ..good.clone() };
        assert_eq!(apply_to_mail(&large), hold(HoldReason::TooLarge));
        assert_eq!(apply_to_mail(&MailFacts { posting: manager, ..large }), MailRule::Accept, "a manager knows what they send");
        assert_eq!(apply_to_mail(&MailFacts { has_held_files: true, ..good.clone() }), hold(HoldReason::HasFiles));
        assert_eq!(apply_to_mail(&MailFacts { answers_digest: true, ..good.clone() }), hold(HoldReason::AnswersDigest));
        let first = MailFacts { posting: PostingFacts { is_trusted: false, ..posting }, ..good };
        assert_eq!(apply_to_mail(&first), hold(HoldReason::FirstPost));
    }
}
