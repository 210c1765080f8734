//! The readers of a list, with what each wants of it.

use super::List;
use super::audience::{OrganisationKindFilter, Recipient, RecipientSet};
use super::reading_options::{self, ReadingOptions};
use super::sources::{FoundRecipient, guest_participants, guest_subscribers, subscribers};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::enums::{DigestFormat, ReadingRhythm};
use crate::error::Result;
use crate::ids::PersonId;
use crate::people::names;

/// Adds the people and addresses that receive the list's mail and want this one.
pub(super) async fn add_readers(
    tx: &mut Tx,
    recipient_set: &mut RecipientSet,
    list: &List,
    filter: &OrganisationKindFilter,
    wants: impl Fn(&FoundRecipient, &ReadingOptions) -> bool,
) -> Result<()> {
    let options = reading_options::of_list(tx, &list.id).await?;
    let default = ReadingOptions::default();
    for found in filter.apply(guest_subscribers(tx, list).await?) {
        let unsubscribe_target = format!("s.{}", found.id);
        if wants(&found, options.get(&unsubscribe_target).unwrap_or(&default)) {
            recipient_set.add(found, "subscriber", &list.name, unsubscribe_target);
        }
    }
    for found in filter.apply(subscribers(tx, list).await?) {
        let unsubscribe_target = found.person.as_ref().map(|person| format!("l.{}.{person}", list.id)).unwrap_or_default();
        if wants(&found, options.get(&unsubscribe_target).unwrap_or(&default)) {
            recipient_set.add(found, "subscriber", &list.name, unsubscribe_target);
        }
    }
    // They have no options: they have a row of their own once they choose something.
    for found in filter.apply(guest_participants(tx, list).await?) {
        if wants(&found, &default) {
            let (about, unsubscribe_target) = (found.about.clone(), format!("g.{}.{}", list.id, found.id));
            recipient_set.add(found, "participant", &about, unsubscribe_target);
        }
    }
    Ok(())
}

/// Everybody to whom a post of this author goes at once, each person once, in the order found.
pub(crate) async fn post_readers(tx: &mut Tx, list: &List, author: Option<&PersonId>, author_key: &str) -> Result<Vec<Recipient>> {
    let (today, mut recipient_set) = (tx.now.today(), RecipientSet::default());
    let is_author = |found: &FoundRecipient| match (&found.person, author) {
        (Some(person), Some(author)) => person == author,
        _ => names::address_key(&found.address) == author_key,
    };
    let wants = |found: &FoundRecipient, options: &ReadingOptions| options.takes_post(&today, is_author(found));
    add_readers(tx, &mut recipient_set, list, &OrganisationKindFilter::NONE, wants).await?;
    Ok(recipient_set.recipients)
}

/// A reader of a list's digests.
#[derive(Debug, Clone)]
pub(crate) struct DigestReader {
    pub(crate) recipient: Recipient,
    pub(crate) format: DigestFormat,
    /// Their next digest has what was accepted after this.
    pub(crate) digest_from: Timestamp,
    /// They left digests then, and are owed one more.
    pub(crate) digest_until: Option<Timestamp>,
}

/// Everybody who gets the digests of the list of that rhythm now.
pub(crate) async fn digest_readers(tx: &mut Tx, list: &List, rhythm: ReadingRhythm) -> Result<Vec<DigestReader>> {
    let today = tx.now.today();
    with_digests(tx, list, |options| options.takes_digest(&today, rhythm)).await
}

/// Everybody who left the digests of the list and is owed one more.
pub(crate) async fn leaving_digest_readers(tx: &mut Tx, list: &List) -> Result<Vec<DigestReader>> {
    with_digests(tx, list, |options| options.digest_until.is_some()).await
}

async fn with_digests(tx: &mut Tx, list: &List, wants: impl Fn(&ReadingOptions) -> bool) -> Result<Vec<DigestReader>> {
    let mut recipient_set = RecipientSet::default();
    add_readers(tx, &mut recipient_set, list, &OrganisationKindFilter::NONE, |_, options| wants(options)).await?;
    let mut options = reading_options::of_list(tx, &list.id).await?;
    let reader = |recipient: Recipient| {
        let options = options.remove(&recipient.unsubscribe_target)?;
        let digest_from = if options.digest_until.is_some() { options.digest_from } else { options.next_digest_from() };
        Some(DigestReader { recipient, format: options.format, digest_from, digest_until: options.digest_until })
    };
    Ok(recipient_set.recipients.into_iter().filter_map(reader).collect())
}
