//! Closed lists of choices, stored as the short codes that the schema names.

pub use words::Language;

/// Defines an enumeration that is written as text: in the database, in forms and in address bars.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs, reason = "a choice whose name says all needs no sentence")]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every choice, in the order in which forms show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it is stored.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The choice with that code.
            pub fn parse(code: &str) -> Result<Self, $crate::FieldProblem> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err($crate::FieldProblem::NotAChoice) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        #[cfg(feature = "db")]
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo {
                <String as sqlx::Type<sqlx::Any>>::type_info()
            }

            fn compatible(other: &sqlx::any::AnyTypeInfo) -> bool {
                <String as sqlx::Type<sqlx::Any>>::compatible(other)
            }
        }

        #[cfg(feature = "db")]
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(
                &self,
                buffer: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <&str as sqlx::Encode<'_, sqlx::Any>>::encode(self.code(), buffer)
            }
        }

        #[cfg(feature = "db")]
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: <sqlx::Any as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                let code = <&str as sqlx::Decode<'r, sqlx::Any>>::decode(value)?;
                Self::parse(code).map_err(|_| format!("{code} is not a {}", stringify!($name)).into())
            }
        }
    };
}

#[cfg(feature = "db")]
pub(crate) use text_enum;

text_enum!(
    /// What a network is.
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
        /// By asking: at once.
        Open = "open",
        /// A coordinator decides.
        Approval = "approval",
        /// Only a coordinator adds people.
        Invitation = "invitation",
        /// At once for verified addresses of a domain; the others ask.
        Domain = "domain",
    }
);

text_enum!(
    /// Who may know that a network exists.
    NetworkVisibility { Public = "public", Private = "private" }
);

text_enum!(
    /// Where a person stands in a network.
    MembershipState { Requested = "requested", Active = "active", Left = "left", Refused = "refused" }
);

text_enum!(
    /// What an event is.
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
    /// How far an event reaches.
    EventLevel { Local = "local", Regional = "regional", National = "national", International = "international" }
);

text_enum!(
    /// Where an event takes place.
    EventMode { OnSite = "on_site", Online = "online", Hybrid = "hybrid" }
);

text_enum!(
    /// Where an event stands in its life.
    EventState { Draft = "draft", Published = "published", Postponed = "postponed", Cancelled = "cancelled" }
);

text_enum!(
    /// Who may see a published event.
    EventVisibility {
        /// Everyone.
        Public = "public",
        /// Members of a network that holds it.
        Members = "members",
    }
);

text_enum!(
    /// Who may register.
    RegistrationPolicy {
        /// There is nothing to register for.
        None = "none",
        /// Anyone, with or without an account.
        Open = "open",
        /// Members of a network that holds the event.
        Members = "members",
    }
);

text_enum!(
    /// A network's part in an event.
    HolderState { Lead = "lead", Invited = "invited", Accepted = "accepted", Declined = "declined" }
);

text_enum!(
    /// Where a network's request to stand below another one is.
    PlacementState { Requested = "requested", Accepted = "accepted", Declined = "declined" }
);

text_enum!(
    /// What is kept of an event.
    MaterialKind { Slides = "slides", Recording = "recording", Link = "link" }
);

text_enum!(
    /// What a page is.
    PageKind { Page = "page", Guide = "guide", Minutes = "minutes" }
);

text_enum!(
    /// Who may read something that a network or an event keeps.
    PageAccess {
        /// Whoever sees the network or the event.
        Public = "public",
        /// Its members; for an event also those who have a seat.
        Members = "members",
        /// Those who sit in one of its committees.
        Committee = "committee",
    }
);

text_enum!(
    /// What administrators are told of when it lasts.
    AlertKind {
        /// Outgoing mail stands still.
        Mail = "mail",
        /// The last backup is too old.
        Backup = "backup",
    }
);

text_enum!(
    /// What can be found by its words.
    SearchKind { Event = "event", Page = "page", Network = "network", Person = "person", Message = "message" }
);

text_enum!(
    /// How a participant takes part.
    Presence { OnSite = "on_site", Online = "online" }
);

text_enum!(
    /// Where a registration stands.
    RegistrationState {
        /// A guest whose address is not proved yet: holds no seat.
        Unconfirmed = "unconfirmed",
        Confirmed = "confirmed",
        Waiting = "waiting",
        Withdrawn = "withdrawn",
    }
);

text_enum!(
    /// What a personal feed holds.
    FeedScope {
        /// What I registered for.
        Registrations = "registrations",
        /// Everything of my networks.
        Networks = "networks",
    }
);

text_enum!(
    /// A list of choices that is data; its code is the name of its table.
    TaxonomyList { OrganisationKind = "organisation_kind", Profession = "profession", Region = "region" }
);

text_enum!(
    /// What a person can agree to.
    Purpose {
        /// The other members of one's networks read one's name, organisation and region.
        Directory = "directory",
    }
);

text_enum!(
    /// What a column of an imported file holds.
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
    /// Who reads what a list has sent.
    ListArchive { Public = "public", Members = "members", None = "none" }
);

text_enum!(
    /// What somebody said about a list.
    SubscriptionState {
        Subscribed = "subscribed",
        /// A member who never wanted it.
        Refused = "refused",
        Unsubscribed = "unsubscribed",
    }
);

text_enum!(
    /// Where a message stands.
    MessageState {
        Draft = "draft",
        Scheduled = "scheduled",
        /// Its recipients are frozen, copies are on their way.
        Sending = "sending",
        Sent = "sent",
    }
);

text_enum!(
    /// Where a delivery stands.
    DeliveryState {
        Queued = "queued",
        /// In flight: a worker has it.
        Sending = "sending",
        Sent = "sent",
        /// The mail server said "later", or the connection broke: it is tried again.
        Deferred = "deferred",
        Failed = "failed",
        /// Its reader unsubscribed before it left.
        Unsubscribed = "unsubscribed",
        /// It was waiting in a backup that was restored, and may have left before.
        Discarded = "discarded",
    }
);

text_enum!(
    /// A way to choose whom a message is for.
    ChoiceKind {
        /// Who reads the network's list.
        Subscribers = "subscribers",
        /// Active members of one network.
        Members = "members",
        /// Active members of a network and of all below it.
        Below = "below",
        /// Narrows members to those who work in an organisation of that kind.
        Organisations = "organisations",
        /// Confirmed participants of an event.
        Participants = "participants",
        /// Confirmed participants of an event who were marked absent each time.
        Absent = "absent",
        /// Who waits for a seat.
        Waiting = "waiting",
    }
);
