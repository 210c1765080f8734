//! The recipients of a message and the reasons, computed from the register, each person once.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::choices::{AudienceChoice, chosen};
use super::sources::{FoundRecipient, addresses, members, readers, registered};
use super::{List, find_to_write, messages};
use crate::db::{Db, Tx};
use crate::enums::{ChoiceKind, Language};
use crate::error::Result;
use crate::graph::{self, NetworkHead};
use crate::ids::{MessageId, PersonId};
use crate::people::names;
use crate::policy::{self, Act, Actor, Rights};
use words::tr;

/// A recipient of a message.
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
    pub(super) opt_out: String,
    /// The networks through whose members' lists alone the recipient was found. Empty: a subscriber, member or participant of the list's own network.
    pub(super) through: Vec<String>,
}

impl Recipient {
    /// Whether the author may know the recipient's name. A parent network may write to the members of networks below it, but knows only their number.
    fn is_named_to(&self, rights: &Rights) -> bool {
        self.through.is_empty() || self.through.iter().any(|network| policy::allows(rights, Act::SeeMembers(&network.as_str().into())))
    }
}

/// The recipients a message would have now.
#[derive(Debug, Clone)]
pub struct Audience {
    /// The network.
    pub head: NetworkHead,
    /// The message's subject.
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
pub async fn audience(db: &Db, who: &Actor, slug: &str, message: &MessageId) -> Result<Audience> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = messages::of_list(&mut tx, &list, message).await?;
    let choices = chosen(&mut tx, &message.id).await?;
    let gathered = gather(&mut tx, &rights, &list, &choices).await?;
    let count = gathered.recipients.len();
    let (recipients, others): (Vec<_>, Vec<_>) = gathered.recipients.into_iter().partition(|recipient| recipient.is_named_to(&rights));
    let seen: HashMap<String, String> =
        graph::visible(&mut tx, &rights).await?.into_iter().map(|card| (card.id.to_string(), card.acronym)).collect();
    let mut unnamed: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for recipient in others {
        *unnamed.entry(recipient.through.iter().find_map(|network| seen.get(network)).cloned()).or_default() += 1;
    }
    Ok(Audience { head, subject: message.subject, chosen: gathered.chosen, recipients, unnamed, count })
}

/// The reasons of a [`Recipient`] in words addressed to them: "vous suivez la liste".
pub fn reasons(language: Language, why: &str) -> Vec<String> {
    let reason = |line: &str| {
        let (code, about) = line.split_once(' ').unwrap_or((line, ""));
        match code {
            "subscriber" => tr!(language, "lists-why-subscriber", list = about),
            "member" => tr!(language, "lists-why-member", network = about),
            "participant" => tr!(language, "lists-why-participant", event = about),
            "absent" => tr!(language, "lists-why-absent", event = about),
            "waiting" => tr!(language, "lists-why-waiting", event = about),
            "proof" => tr!(language, "lists-why-proof"),
            _ => about.to_owned(),
        }
    };
    why.lines().map(reason).collect()
}

/// The reasons of a [`Recipient`] in words about them, for authors: "suit la liste".
pub fn reasons_of(language: Language, why: &str) -> Vec<String> {
    let reason = |line: &str| {
        let (code, about) = line.split_once(' ').unwrap_or((line, ""));
        match code {
            "subscriber" => tr!(language, "lists-reason-subscriber", list = about),
            "member" => tr!(language, "lists-reason-member", network = about),
            "participant" => tr!(language, "lists-reason-participant", event = about),
            "absent" => tr!(language, "lists-reason-absent", event = about),
            "waiting" => tr!(language, "lists-reason-waiting", event = about),
            "proof" => tr!(language, "lists-reason-proof"),
            _ => about.to_owned(),
        }
    };
    why.lines().map(reason).collect()
}

/// The foot of a mail: its source and reason.
pub fn foot(language: Language, network: &str, why: &str) -> String {
    tr!(language, "lists-foot-why", network = network, why = why)
}

/// The foot of a mail: what its unsubscribe link stops.
pub fn stop_words(language: Language, of_event: bool) -> String {
    if of_event { tr!(language, "lists-foot-stop-event") } else { tr!(language, "lists-foot-stop") }
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
    fn add(&mut self, found: FoundRecipient, reason: &str, about: &str, opt_out: String) {
        self.chosen += 1;
        let why = if about.is_empty() { reason.to_owned() } else { format!("{reason} {}", about.replace('\n', " ")) };
        let key = names::address_key(&found.address);
        let known = found.person.as_ref().and_then(|person| self.by_person.get(person)).or_else(|| self.by_address.get(&key)).copied();
        if let Some(at) = known {
            let known = &mut self.recipients[at];
            // A reason that the author may not know never joins one that they may: it would reveal something about a named person.
            match (known.through.is_empty(), found.through.is_empty()) {
                (true, false) => {}
                (false, true) => {
                    known.through.clear();
                    known.why = why;
                }
                _ if known.why.lines().any(|line| line == why) => {}
                _ => known.why = format!("{}\n{why}", known.why),
            }
            if !known.through.is_empty() && !found.through.is_empty() {
                known.through.extend(found.through.split(' ').map(str::to_owned));
                known.through.sort_unstable();
                known.through.dedup();
            }
            if let Some(person) = found.person {
                self.by_person.insert(person, at);
            }
            return;
        }
        let at = self.recipients.len();
        self.by_address.insert(key, at);
        if let Some(person) = &found.person {
            self.by_person.insert(person.clone(), at);
        }
        self.recipients.push(Recipient {
            person: found.person,
            name: names::full(&found.given_name, &found.family_name),
            sort_name: names::sort_name(&found.given_name, &found.family_name),
            address: found.address,
            language: found.language,
            why,
            opt_out,
            through: found.through.split(' ').filter(|network| !network.is_empty()).map(str::to_owned).collect(),
        });
    }
}

/// The recipients, by name, for an author with these rights. A network below that the author no longer sees is skipped. Subscribers come first: a
/// person chosen both as a subscriber and as a participant gets the mail as a subscriber.
pub(super) async fn gather(tx: &mut Tx, rights: &Rights, list: &List, choices: &[AudienceChoice]) -> Result<RecipientSet> {
    let of_networks = choices.iter().any(|choice| matches!(choice.kind, ChoiceKind::Members | ChoiceKind::Below));
    let seen = if of_networks { graph::visible(tx, rights).await? } else { Vec::new() };
    let is_seen = |slug: &str| seen.iter().any(|card| card.slug == slug);
    let mut gathered = RecipientSet::default();
    let fits = OrganisationKindFilter::by(tx, choices).await?;
    for choice in choices {
        let (reason, people) = match choice.kind {
            ChoiceKind::Subscribers => {
                for found in fits.keep(addresses(tx, list).await?) {
                    let opt_out = format!("s.{}", found.id);
                    gathered.add(found, "subscriber", &list.name, opt_out);
                }
                ("subscriber", readers(tx, list).await?)
            }
            ChoiceKind::Members if is_seen(&choice.subject) => ("member", members(tx, list, &choice.subject, false).await?),
            ChoiceKind::Below if is_seen(&choice.subject) => ("member", members(tx, list, &choice.subject, true).await?),
            _ => continue,
        };
        for found in fits.keep(people) {
            let about = found.about.clone();
            let opt_out = found.person.as_ref().map(|person| format!("l.{}.{person}", list.id)).unwrap_or_default();
            gathered.add(found, reason, &about, opt_out);
        }
    }
    for choice in choices {
        let reason = match choice.kind {
            ChoiceKind::Participants => "participant",
            ChoiceKind::Absent => "absent",
            ChoiceKind::Waiting => "waiting",
            _ => continue,
        };
        for found in fits.keep(registered(tx, list, &choice.subject, choice.kind).await?) {
            let (about, opt_out) = (found.about.clone(), format!("e.{}", found.id));
            gathered.add(found, reason, &about, opt_out);
        }
    }
    gathered.recipients.sort_by(|one, other| (&one.sort_name, &one.address).cmp(&(&other.sort_name, &other.address)));
    Ok(gathered)
}

/// The kinds of organisation that a message is limited to: recipients must work in one of them today. The organisation of a recipient without an
/// account is unknown.
struct OrganisationKindFilter(Option<HashSet<PersonId>>);

impl OrganisationKindFilter {
    async fn by(tx: &mut Tx, choices: &[AudienceChoice]) -> Result<Self> {
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

    fn keep(&self, mut people: Vec<FoundRecipient>) -> Vec<FoundRecipient> {
        if let Self(Some(workers)) = self {
            people.retain(|found| found.person.as_ref().is_some_and(|person| workers.contains(person)));
        }
        people
    }
}
