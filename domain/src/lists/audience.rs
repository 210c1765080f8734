//! The recipients of a message and the reasons, computed from the register, each person once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::choices::{AudienceChoice, chosen_list, read_choices};
use super::readers::add_readers;
use super::reading_options::{self, ReadingOptions};
use super::sources::{FoundRecipient, members, participants};
use super::{List, find_to_write, messages};
use crate::db::{Db, Tx};
use crate::enums::{ChoiceKind, Language};
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{DeliveryId, MessageId, PersonId};
use crate::mail::NewDelivery;
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use words::tr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account, if there is one.
    pub person: Option<PersonId>,
    /// The address the mail goes to.
    pub address: String,
    /// Given name, then family name; may be empty.
    pub name: String,
    /// The sort key, a name.
    pub sort_name: String,
    /// The language of the mail around the text.
    pub language: Language,
    /// The reasons, one per line: a code, a space, the subject of the reason. [`reasons`] puts them in words.
    pub why: String,
    /// The target of the mail's unsubscribe link.
    pub(crate) unsubscribe_target: String,
    /// The networks through whose members' lists alone the recipient was found. Empty: a subscriber, member or participant of the list's own network.
    pub(crate) through: Vec<String>,
}

impl Recipient {
    /// The delivery of a copy to them.
    pub(crate) fn into_delivery(self, id: DeliveryId) -> NewDelivery {
        NewDelivery {
            id,
            person: self.person,
            address: self.address,
            name: self.name,
            sort_name: self.sort_name,
            language: self.language,
            why: self.why,
            unsubscribe_target: self.unsubscribe_target,
            through: self.through.join(" "),
        }
    }

    /// Whether the author may know the recipient's name. A parent network may write to the members of networks below it, but knows only their number.
    fn is_named_to(&self, rights: &Rights) -> bool {
        self.through.is_empty() || self.through.iter().any(|network| policy::allows(rights, Act::SeeMembers(&network.as_str().into())))
    }
}

/// The recipients a message would have now.
#[derive(Debug, Clone)]
pub struct Audience {
    pub head: NetworkHead,
    pub subject: String,
    /// The recipients the reader may know by name.
    pub recipients: Vec<Recipient>,
    /// The number of other recipients, by the acronym of their network; `None`: of networks that the reader does not see.
    pub unnamed: BTreeMap<Option<String>, i64>,
    /// The number of all recipients.
    pub count: usize,
    /// The number of matches: higher than the number of recipients if some were chosen twice.
    pub chosen: usize,
}

/// The recipients if the message left now, for actors who may write to the list.
pub async fn audience(db: &Db, actor: &Actor, slug: &str, message: &MessageId) -> Result<Audience> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = messages::of_list(&mut tx, &list, message).await?;
    let choices = read_choices(&mut tx, &message.id).await?;
    let recipient_set = gather(&mut tx, &rights, &list, &choices).await?;
    let count = recipient_set.recipients.len();
    let (recipients, unnamed_recipients): (Vec<_>, Vec<_>) =
        recipient_set.recipients.into_iter().partition(|recipient| recipient.is_named_to(&rights));
    let acronyms: HashMap<String, String> =
        graph::visible(&mut tx, &rights).await?.into_iter().map(|card| (card.id.to_string(), card.acronym)).collect();
    let mut unnamed: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for recipient in unnamed_recipients {
        *unnamed.entry(recipient.through.iter().find_map(|network| acronyms.get(network)).cloned()).or_default() += 1;
    }
    Ok(Audience { head, subject: message.subject, chosen: recipient_set.chosen, recipients, unnamed, count })
}

/// The reasons of a [`Recipient`] in words addressed to them: "vous suivez la liste".
pub fn reasons(language: Language, why: &str) -> Vec<String> {
    let reason = |reason_row: &str| {
        let (code, about) = reason_row.split_once(' ').unwrap_or((reason_row, ""));
        match code {
            "subscriber" => tr!(language, "lists-footer-reason-subscriber", list = about),
            "member" => tr!(language, "lists-footer-reason-member", network = about),
            "participant" => tr!(language, "lists-footer-reason-participant", event = about),
            "absent" => tr!(language, "lists-footer-reason-absent", event = about),
            "waiting" => tr!(language, "lists-footer-reason-waiting", event = about),
            "proof" => tr!(language, "lists-footer-reason-test-copy"),
            _ => about.to_owned(),
        }
    };
    why.lines().map(reason).collect()
}

/// The reasons of a [`Recipient`] in words about them, for authors: "suit la liste".
pub fn reasons_of(language: Language, why: &str) -> Vec<String> {
    let reason = |reason_row: &str| {
        let (code, about) = reason_row.split_once(' ').unwrap_or((reason_row, ""));
        match code {
            "subscriber" => tr!(language, "lists-reason-subscriber", list = about),
            "member" => tr!(language, "lists-reason-member", network = about),
            "participant" => tr!(language, "lists-reason-participant", event = about),
            "absent" => tr!(language, "lists-reason-absent", event = about),
            "waiting" => tr!(language, "lists-reason-waiting", event = about),
            "proof" => tr!(language, "lists-reason-test-copy"),
            _ => about.to_owned(),
        }
    };
    why.lines().map(reason).collect()
}

/// The foot of a mail: its source and reason.
pub fn foot(language: Language, network: &str, why: &str) -> String {
    tr!(language, "lists-footer-reason", network = network, why = why)
}

/// The foot of a mail: what its unsubscribe link stops.
pub fn unsubscribe_label(language: Language, of_event: bool) -> String {
    if of_event { tr!(language, "lists-footer-unsubscribe-event") } else { tr!(language, "lists-footer-unsubscribe") }
}

/// Recipients in the order found, each person once.
#[derive(Default)]
pub(super) struct RecipientSet {
    pub(super) recipients: Vec<Recipient>,
    pub(super) chosen: usize,
    by_person: HashMap<PersonId, usize>,
    by_address: HashMap<String, usize>,
}

impl RecipientSet {
    pub(super) fn add(&mut self, found: FoundRecipient, reason: &str, about: &str, unsubscribe_target: String) {
        self.chosen += 1;
        let why = if about.is_empty() { reason.to_owned() } else { format!("{reason} {}", about.replace('\n', " ")) };
        let key = names::address_key(&found.address);
        let existing = found.person.as_ref().and_then(|person| self.by_person.get(person)).or_else(|| self.by_address.get(&key)).copied();
        if let Some(index) = existing {
            let existing = &mut self.recipients[index];
            // A reason that the author may not know never joins one that they may: it would reveal something about a named person.
            match (existing.through.is_empty(), found.through.is_empty()) {
                (true, false) => {}
                (false, true) => {
                    existing.through.clear();
                    existing.why = why;
                }
                _ if existing.why.lines().any(|line| line == why) => {}
                _ => existing.why = format!("{}\n{why}", existing.why),
            }
            if !existing.through.is_empty() && !found.through.is_empty() {
                existing.through.extend(found.through.split(' ').map(str::to_owned));
                existing.through.sort_unstable();
                existing.through.dedup();
            }
            if let Some(person) = found.person {
                self.by_person.insert(person, index);
            }
            return;
        }
        let index = self.recipients.len();
        self.by_address.insert(key, index);
        if let Some(person) = &found.person {
            self.by_person.insert(person.clone(), index);
        }
        self.recipients.push(Recipient {
            person: found.person,
            name: names::full(&found.given_name, &found.family_name),
            sort_name: names::sort_name(&found.given_name, &found.family_name),
            address: found.address,
            language: found.language,
            why,
            unsubscribe_target,
            through: found.through.split(' ').filter(|network| !network.is_empty()).map(str::to_owned).collect(),
        });
    }
}

/// The recipients, by name, for an author with these rights. A network below that the author no longer sees is skipped. Subscribers come first: a
/// person chosen both as a subscriber and as a participant gets the mail as a subscriber.
pub(super) async fn gather(tx: &mut Tx, rights: &Rights, list: &List, choices: &[AudienceChoice]) -> Result<RecipientSet> {
    let of_networks = choices.iter().any(|choice| matches!(choice.kind, ChoiceKind::Members | ChoiceKind::Below));
    let visible = if of_networks { graph::visible(tx, rights).await? } else { Vec::new() };
    let is_visible = |slug: &str| visible.iter().any(|card| card.slug == slug);
    let mut recipient_set = RecipientSet::default();
    let filter = OrganisationKindFilter::read(tx, choices).await?;
    let (options, default, today) = (reading_options::of_list(tx, &list.id).await?, ReadingOptions::default(), tx.now.today());
    for choice in choices {
        let (reason, people) = match choice.kind {
            ChoiceKind::Subscribers => {
                if let Some(list) = chosen_list(tx, list, choice).await? {
                    let today = tx.now.today();
                    let wants = |_: &FoundRecipient, options: &ReadingOptions| options.takes_messages(&today);
                    add_readers(tx, &mut recipient_set, &list, &filter, wants).await?;
                }
                continue;
            }
            ChoiceKind::Members if is_visible(&choice.subject) => ("member", members(tx, list, &choice.subject, false).await?),
            ChoiceKind::Below if is_visible(&choice.subject) => ("member", members(tx, list, &choice.subject, true).await?),
            _ => continue,
        };
        for found in filter.apply(people) {
            let about = found.about.clone();
            let unsubscribe_target = found.person.as_ref().map(|person| format!("l.{}.{person}", list.id)).unwrap_or_default();
            if !options.get(&unsubscribe_target).unwrap_or(&default).takes_messages(&today) {
                continue;
            }
            recipient_set.add(found, reason, &about, unsubscribe_target);
        }
    }
    for choice in choices {
        let reason = match choice.kind {
            ChoiceKind::Participants => "participant",
            ChoiceKind::Absent => "absent",
            ChoiceKind::Waiting => "waiting",
            _ => continue,
        };
        for found in filter.apply(participants(tx, list, &choice.subject, choice.kind).await?) {
            let (about, unsubscribe_target) = (found.about.clone(), format!("e.{}", found.id));
            recipient_set.add(found, reason, &about, unsubscribe_target);
        }
    }
    recipient_set.recipients.sort_by(|one, other| (&one.sort_name, &one.address).cmp(&(&other.sort_name, &other.address)));
    Ok(recipient_set)
}

/// The kinds of organisation that a message is limited to: recipients must work in one of them today. The organisation of a recipient without an
/// account is unknown.
pub(super) struct OrganisationKindFilter(Option<HashSet<PersonId>>);

impl OrganisationKindFilter {
    /// Everybody, wherever they work.
    pub(super) const NONE: Self = Self(None);

    async fn read(tx: &mut Tx, choices: &[AudienceChoice]) -> Result<Self> {
        let kinds: HashSet<&str> =
            choices.iter().filter(|choice| choice.kind == ChoiceKind::Organisations).map(|choice| choice.subject.as_str()).collect();
        if kinds.is_empty() {
            return Ok(Self(None));
        }
        let rows: Vec<(PersonId, String)> = sqlx::query_as(
            "SELECT f.person, o.kind FROM affiliation f JOIN organisation o ON o.id = f.organisation WHERE f.started_on <= $1 AND (f.ended_on IS NULL OR f.ended_on >= $1)",
        )
        .bind(tx.now.today())
        .fetch_all(&mut **tx)
        .await?;
        Ok(Self(Some(rows.into_iter().filter(|(_, kind)| kinds.contains(kind.as_str())).map(|(person, _)| person).collect())))
    }

    pub(super) fn apply(&self, mut people: Vec<FoundRecipient>) -> Vec<FoundRecipient> {
        if let Self(Some(employees)) = self {
            people.retain(|found| found.person.as_ref().is_some_and(|person| employees.contains(person)));
        }
        people
    }
}
