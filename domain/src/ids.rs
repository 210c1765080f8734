//! Keys of things, one type for each kind of thing.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "db", derive(sqlx::Type), sqlx(transparent, no_pg_array))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id!(
    /// A person.
    PersonId,
    /// An e-mail address of a person.
    AddressId,
    /// A session of a person in one browser.
    SessionId,
    /// An organisation.
    OrganisationId,
    /// The form of an event's registrations.
    FormId,
    /// A question of a form, under one number of it.
    QuestionId,
    /// A certificate of attendance.
    CertificateId,
    /// A person's affiliation to an organisation for some time.
    AffiliationId,
    /// A network.
    NetworkId,
    /// A person's membership of a network.
    MembershipId,
    /// A committee of a network.
    CommitteeId,
    /// A person's mandate in a committee.
    MandateId,
    /// An event.
    EventId,
    /// A talk or a break in an event's programme.
    TalkId,
    /// A document or recording of an event.
    MaterialId,
    /// A page of a network or of an event.
    PageId,
    /// A file on a page.
    AttachmentId,
    /// A registration: a seat, or a place on the waiting list.
    RegistrationId,
    /// The private address of a person's calendar feed.
    FeedId,
    /// An invitation to an address to join a network.
    InvitationId,
    /// An imported file.
    ImportId,
    /// A network's mailing list.
    ListId,
    /// A message to a list, or to the people of events.
    MessageId,
    /// A digest of a list's posts.
    DigestId,
    /// A post to a discussion list.
    PostId,
    /// A mail to one address.
    DeliveryId,
);
