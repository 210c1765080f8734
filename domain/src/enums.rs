//! Closed lists of choices, stored as the short codes that the schema names.

mod text_enum;

pub(crate) use text_enum::text_enum;
pub use words::Language;

text_enum!(
    /// The kind of a network.
    NetworkKind {
        Federation = "federation",
        Community = "community",
        Thematic = "thematic",
        Regional = "regional",
        WorkingGroup = "working_group",
        Centre = "centre",
    }
);

text_enum!(
    /// How a person becomes a member.
    JoinPolicy {
        /// A request is accepted at once.
        Open = "open",
        /// A coordinator decides.
        Approval = "approval",
        /// Only a coordinator adds people.
        Invitation = "invitation",
        /// Accepted at once for a verified address of a domain; other people send a request.
        Domain = "domain",
    }
);

text_enum!(
    /// Who may know that a network exists.
    NetworkVisibility { Public = "public", Private = "private" }
);

text_enum!(
    /// A person's standing in a network.
    MembershipState { Requested = "requested", Active = "active", Left = "left", Refused = "refused" }
);

text_enum!(
    /// The kind of an event.
    EventKind {
        Webinar = "webinar",
        School = "school",
        Workshop = "workshop",
        ThematicDay = "thematic_day",
        Conference = "conference",
        Meeting = "meeting",
        Visit = "visit",
        Deadline = "deadline",
    }
);

text_enum!(
    /// The geographic level of an event.
    EventLevel { Local = "local", Regional = "regional", National = "national", International = "international" }
);

text_enum!(
    /// Where an event takes place.
    EventMode { OnSite = "on_site", Online = "online", Hybrid = "hybrid" }
);

text_enum!(
    /// The state of an event.
    EventState { Draft = "draft", Published = "published", Postponed = "postponed", Cancelled = "cancelled" }
);

text_enum!(
    /// Who may see a published event.
    EventVisibility {
        /// Everyone.
        Public = "public",
        /// Members of a network that organises it.
        Members = "members",
    }
);

text_enum!(
    /// Who may register.
    RegistrationPolicy {
        /// The event takes no registrations.
        None = "none",
        /// Anyone, with or without an account.
        Open = "open",
        /// Members of a network that organises the event.
        Members = "members",
    }
);

text_enum!(
    /// A network's part in an event.
    OrganiserState { Lead = "lead", Invited = "invited", Accepted = "accepted", Declined = "declined" }
);

text_enum!(
    /// The state of a network's request to be placed below another one.
    PlacementState { Requested = "requested", Accepted = "accepted", Declined = "declined" }
);

text_enum!(
    /// The kind of material kept with an event.
    MaterialKind { Slides = "slides", Recording = "recording", Link = "link" }
);

text_enum!(
    /// The kind of a page.
    PageKind { Page = "page", Guide = "guide", Minutes = "minutes" }
);

text_enum!(
    /// Who may read the content of a network or an event.
    PageAccess {
        /// Everyone who may see the network or the event.
        Public = "public",
        /// Its members; for an event also those who have a seat.
        Members = "members",
        /// Members of one of its committees.
        Committee = "committee",
    }
);

text_enum!(
    /// What administrators are alerted to if it lasts.
    AlertKind {
        /// Outgoing mail is blocked.
        Mail = "mail",
        /// The last backup is too old.
        Backup = "backup",
    }
);

text_enum!(
    /// The kind of a search result.
    SearchKind { Event = "event", Page = "page", Network = "network", Person = "person", Message = "message", Post = "post" }
);

text_enum!(
    /// How a participant takes part.
    Presence { OnSite = "on_site", Online = "online" }
);

text_enum!(
    /// The state of a registration.
    RegistrationState {
        /// A guest whose address is not proved yet; it takes no seat.
        Unconfirmed = "unconfirmed",
        Confirmed = "confirmed",
        Waiting = "waiting",
        Withdrawn = "withdrawn",
    }
);

text_enum!(
    /// The content of a personal feed.
    FeedScope {
        /// The events that the person registered for.
        Registrations = "registrations",
        /// All events of the person's networks.
        Networks = "networks",
    }
);

text_enum!(
    /// A list of choices that is stored as data. Its code is the name of its table.
    TaxonomyList { OrganisationKind = "organisation_kind", Profession = "profession", Region = "region" }
);

text_enum!(
    /// The purpose of a consent.
    Purpose {
        /// The other members of the person's networks may read their name, organisation and region.
        Directory = "directory",
    }
);

text_enum!(
    /// The content of a column of an imported file.
    Column {
        Ignored = "ignored",
        Address = "address",
        GivenName = "given_name",
        FamilyName = "family_name",
        Since = "since",
        Profession = "profession",
        Region = "region",
        Organisation = "organisation",
        OrganisationKind = "organisation_kind",
        OrganisationPlace = "organisation_place",
        OrganisationRegion = "organisation_region",
        Aliases = "aliases",
        AffiliatedSince = "affiliated_since",
    }
);

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
    }
);

text_enum!(
    /// A part of the register that reads a list without a subscription.
    ListRuleKind {
        /// The members of a network.
        Members = "members",
        /// The members of a network and of the public networks below it.
        Below = "below",
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
