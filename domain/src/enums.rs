//! Closed lists of choices, stored as the short codes that the schema names.

mod lists;
mod text_enum;

pub use lists::*;
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
    /// How a question of a form is answered.
    QuestionKind {
        ShortText = "short_text",
        LongText = "long_text",
        OneOf = "one_of",
        SeveralOf = "several_of",
        YesNo = "yes_no",
        Number = "number",
        Date = "date",
        /// A box that is ticked.
        Consent = "consent",
        /// The title of the questions below it.
        Heading = "heading",
    }
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
        /// Of an event that chooses: the organisers have not answered.
        Requested = "requested",
        Confirmed = "confirmed",
        Waiting = "waiting",
        /// The organisers answered no.
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
);

text_enum!(
    /// What the organisers decide about a request.
    RegistrationDecision { Accepted = "accepted", Waiting = "waiting", Declined = "declined" }
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
