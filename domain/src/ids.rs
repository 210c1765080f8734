//! A key can never be mistaken for another key.

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
    /// A place where a person is signed in.
    SessionId,
    /// An organisation.
    OrganisationId,
    /// A person's time at an organisation.
    AffiliationId,
    /// A network.
    NetworkId,
    /// A person in a network.
    MembershipId,
    /// A committee of a network.
    CommitteeId,
    /// A person's term in a committee.
    MandateId,
    /// An event.
    EventId,
    /// A talk, or a break, in an event's programme.
    TalkId,
    /// A document or recording of an event.
    MaterialId,
    /// A page of a network or of an event.
    PageId,
    /// A file on a page.
    AttachmentId,
    /// A seat, or a place on the waiting list.
    RegistrationId,
    /// A person's own calendar address.
    FeedId,
    /// A question to an address: will they join?
    InvitationId,
    /// A file that is being imported.
    ImportId,
    /// A network's list.
    ListId,
    /// A message to a list, or to the people of events.
    MessageId,
    /// A mail to one address.
    DeliveryId,
);
