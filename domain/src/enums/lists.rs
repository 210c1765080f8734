//! The closed lists of mailing lists, of what people write to them, and of what leaves.

use super::text_enum;

text_enum!(
    /// Who may read the messages that a list has sent.
    ListArchive {
        Public = "public",
        /// The members of the list's network.
        Members = "members",
        /// The people who receive the list's mail.
        Subscribers = "subscribers",
        None = "none",
    }
);

text_enum!(
    /// What a list is for.
    ListKind {
        /// Its managers write to its subscribers.
        Announcement = "announcement",
        /// Its subscribers write to each other.
        Discussion = "discussion",
    }
);

text_enum!(
    /// Who may post to a discussion. Posts of other people wait for a moderator.
    PostingPolicy { Coordinators = "coordinators", Subscribers = "subscribers", Members = "members" }
);

text_enum!(
    /// Where answers to a post go by themselves.
    ReplyRule { List = "list", Author = "author" }
);

text_enum!(
    /// The state of a post.
    PostState {
        /// It waits for a moderator.
        Held = "held",
        Accepted = "accepted",
        /// A moderator returned it to its author.
        Refused = "refused",
        /// A moderator dropped it as spam.
        Discarded = "discarded",
        /// Nobody decided in time: it was returned to its author.
        Returned = "returned",
        /// Its text was removed after it had been accepted.
        Removed = "removed",
    }
);

text_enum!(
    /// The format of a post's text.
    PostFormat {
        /// Written on the site.
        Markdown = "markdown",
        /// The text of a mail.
        Plain = "plain",
    }
);

text_enum!(
    /// Why a post waits for a moderator.
    HoldReason {
        /// It is the first post of its author.
        FirstPost = "first_post",
        /// Its author is not among those who may post.
        NotAPoster = "not_a_poster",
        /// A mail that nobody whom we trust says is from its author.
        Unverified = "unverified",
        /// A mail that names the list neither in To nor in Cc.
        NotAddressed = "not_addressed",
        /// A mail that looks like a command, sent to everybody by mistake.
        Administrivia = "administrivia",
        /// A mail larger than the list takes.
        TooLarge = "too_large",
        /// A mail with files, which the list does not take.
        HasFiles = "has_files",
        AnswersDigest = "answers_digest",
    }
);

text_enum!(
    /// A part of the register that reads a list without a subscription.
    ListRuleKind {
        /// The members of a network.
        Members = "members",
        /// The members of a network and of the public networks below it.
        Below = "below",
        /// The participants of an event that the list's network holds, until the day it ends.
        Participants = "participants",
    }
);

text_enum!(
    /// A person's choice about a list.
    SubscriptionState {
        Subscribed = "subscribed",
        /// A member who refused the list from the start.
        Refused = "refused",
        Unsubscribed = "unsubscribed",
    }
);

text_enum!(
    /// When the posts of a list reach a reader.
    ReadingRhythm {
        /// Each post at once.
        Each = "each",
        /// One mail a day with what was posted.
        Daily = "daily",
        /// One mail a week.
        Weekly = "weekly",
        /// No mail: they read on the site.
        None = "none",
    }
);

text_enum!(
    /// The format of a digest.
    DigestFormat {
        /// One text with a table of contents.
        Plain = "plain",
        /// A table of contents, and each post as an attached mail (RFC 2046, 5.1.5).
        Mime = "mime",
    }
);

text_enum!(
    /// The state of a message.
    MessageState {
        Draft = "draft",
        Scheduled = "scheduled",
        /// Its recipients are fixed, and its deliveries are being sent.
        Sending = "sending",
        Sent = "sent",
    }
);

text_enum!(
    /// The state of a delivery.
    DeliveryState {
        Queued = "queued",
        /// In flight: a worker has it.
        Sending = "sending",
        Sent = "sent",
        /// The mail server said "later", or the connection broke. It is tried again.
        Deferred = "deferred",
        Failed = "failed",
        /// The recipient unsubscribed before it was sent.
        Unsubscribed = "unsubscribed",
        /// It was waiting in a backup that was restored, and may have been sent before.
        Discarded = "discarded",
        /// It was sent, and a server on the way returned it.
        Bounced = "bounced",
        /// It was not sent: mail to its address came back too often.
        Suspended = "suspended",
    }
);

text_enum!(
    /// A way to choose the recipients of a message.
    ChoiceKind {
        /// The subscribers of the network's list.
        Subscribers = "subscribers",
        /// Active members of one network.
        Members = "members",
        /// Active members of a network and of all networks below it.
        Below = "below",
        /// Narrows members to those who work in an organisation of that kind.
        Organisations = "organisations",
        /// Confirmed participants of an event.
        Participants = "participants",
        /// Confirmed participants of an event who were marked absent each time.
        Absent = "absent",
        /// People on the waiting list of an event.
        Waiting = "waiting",
    }
);
