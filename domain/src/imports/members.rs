//! The members of a network, from a file.
//!
//! An address is matched with the person who has it. What is known of a person who is not in the network is neither changed nor
//! shown: they become a member, and that is all. Who has proved an address keeps their own profile. Who was only ever written down
//! by this network may be corrected by it. A person who is made has an address that is not proved: it is theirs at their first sign-in.

use std::collections::HashMap;

use super::file::Line;
use super::known::{self, Choices, KnownOrganisation, KnownPerson};
use super::plan::{Note, Outcome, Planned, Reading, means};
use crate::clock::Moment;
use crate::codes::{Column, Language};
use crate::db::Tx;
use crate::error::Result;
use crate::fields;
use crate::ids::{NetworkId, OrganisationId, PersonId};
use crate::people::names;

/// The columns without which nothing can be matched.
pub(super) const NEEDED: [Column; 1] = [Column::Address];

/// What a line says, once checked.
pub(super) struct Said {
    pub(super) address: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) since: Option<String>,
    /// The same, as the file has it.
    since_written: String,
    pub(super) profession: Option<String>,
    pub(super) region: Option<String>,
    pub(super) workplace: Option<Workplace>,
}

/// Where a person works: an organisation that is known, or one to make.
pub(super) struct Workplace {
    pub(super) name: String,
    pub(super) known: Option<OrganisationId>,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) since: Option<String>,
}

/// What is to be written for a line.
pub(super) enum Step {
    Create(Box<Said>),
    /// Since that day, or today.
    Join(PersonId, Option<String>),
    Change(PersonId, Box<Change>),
}

impl Step {
    pub(super) fn workplace(&mut self) -> Option<&mut Workplace> {
        match self {
            Self::Create(said) => said.workplace.as_mut(),
            Self::Change(_, change) => change.workplace.as_mut(),
            Self::Join(..) => None,
        }
    }
}

/// What differs.
#[derive(Default)]
pub(super) struct Change {
    /// The names to write; `None`: nothing of the profile is written.
    pub(super) name: Option<Name>,
    pub(super) profession: Option<String>,
    pub(super) region: Option<String>,
    pub(super) workplace: Option<Workplace>,
    pub(super) since: Option<SinceChange>,
}

/// What a person will be called, over the version of their profile that was read.
pub(super) struct Name {
    pub(super) given: String,
    pub(super) family: String,
    pub(super) version: i64,
}

/// Another day since which they are a member.
pub(super) struct SinceChange {
    /// As it stands: if it has moved meanwhile, nothing is done.
    pub(super) stands: Moment,
    /// What the file says.
    pub(super) day: String,
    /// Since when they stood elsewhere before: no moment before it is taken.
    pub(super) not_before: Option<Moment>,
}

impl SinceChange {
    fn note(&self) -> Note {
        Note::SinceMoves(self.stands.today(), self.day.clone())
    }
}

/// What the lines below the heading would do, and the steps that do it.
pub(super) async fn plan(
    tx: &mut Tx,
    language: Language,
    network: &NetworkId,
    lines: &[Line],
    columns: &[Column],
    kind: &str,
) -> Result<(Vec<Planned>, Vec<Step>)> {
    let today = tx.now.today();
    let cells = |column| lines.iter().map(move |line| Reading::new(line, columns).cell(column).to_owned());
    let keys: Vec<String> = cells(Column::Address).map(|address| names::address_key(&address)).collect();
    let people = known::people(tx, network, &today, &keys).await?;
    let names: Vec<String> = cells(Column::Organisation).map(|name| names::plain(&name)).collect();
    let kinds = Choices::kinds(tx, language).await?;
    let said = names.iter().zip(cells(Column::OrganisationKind)).filter_map(|(name, said)| Some((name.clone(), kinds.code(&said)?)));
    let reader = Reader {
        said_kinds: said.collect(),
        organisations: known::organisations(tx, &names).await?,
        professions: Choices::professions(tx, language).await?,
        regions: Choices::regions(tx, language).await?,
        kinds,
        kind,
        today: &today,
    };
    let mut first_lines: HashMap<&str, u64> = HashMap::new();
    let (mut planned, mut steps) = (Vec::with_capacity(lines.len()), Vec::new());
    for (line, key) in lines.iter().zip(&keys) {
        let mut reading = Reading::new(line, columns);
        let label = label(&reading);
        let said = reader.said(&mut reading);
        let known = people.get(key);
        // A person whom two addresses lead to stands twice in a file that has both.
        let whom = known.map_or(key.as_str(), |known| known.person.as_str());
        if let Some(first) = first_lines.get(whom).filter(|_| !key.is_empty()) {
            reading.faults.push(Note::Twice(*first));
        }
        first_lines.entry(whom).or_insert(line.number);
        let (outcome, notes, step) = reader.judge(said, reading.faults, known);
        planned.push(Planned { number: line.number, label, outcome, notes });
        steps.extend(step);
    }
    Ok((planned, steps))
}

fn label(reading: &Reading) -> String {
    let name = names::full(reading.cell(Column::GivenName), reading.cell(Column::FamilyName));
    let address = reading.cell(Column::Address);
    if name.is_empty() || address.is_empty() { format!("{name}{address}") } else { format!("{name}, {address}") }
}

struct Reader<'a> {
    organisations: HashMap<String, KnownOrganisation>,
    professions: Choices,
    regions: Choices,
    kinds: Choices,
    /// The kind of a new organisation, as some line of the file says it.
    said_kinds: HashMap<String, String>,
    kind: &'a str,
    today: &'a str,
}

impl Reader<'_> {
    fn said(&self, reading: &mut Reading) -> Said {
        let typed = reading.cell(Column::Address);
        let address = fields::address(typed).unwrap_or_else(|_| {
            let note = if typed.is_empty() { Note::Missing(Column::Address) } else { Note::Wrong(Column::Address, typed.to_owned()) };
            reading.faults.push(note);
            String::new()
        });
        Said {
            address,
            given_name: reading.text(Column::GivenName),
            family_name: reading.text(Column::FamilyName),
            since: reading.day(Column::Since, self.today),
            since_written: reading.cell(Column::Since).to_owned(),
            profession: reading.choice(Column::Profession, &self.professions),
            region: reading.choice(Column::Region, &self.regions),
            workplace: self.workplace(reading),
        }
    }

    fn workplace(&self, reading: &mut Reading) -> Option<Workplace> {
        let name = reading.text(Column::Organisation);
        let said = reading.choice(Column::OrganisationKind, &self.kinds);
        let (place, since) = (reading.text(Column::OrganisationPlace), reading.day(Column::AffiliatedSince, self.today));
        if name.is_empty() {
            return None;
        }
        let key = names::plain(&name);
        let known = self.organisations.get(&key).map(|organisation| organisation.id.clone());
        let kind = said.or_else(|| self.said_kinds.get(&key).cloned()).unwrap_or_else(|| self.kind.to_owned());
        if known.is_none() && kind.is_empty() && !reading.faults.iter().any(|note| matches!(note, Note::Wrong(Column::OrganisationKind, _)))
        {
            reading.faults.push(Note::Missing(Column::OrganisationKind));
        }
        Some(Workplace { name, known, kind, place, since })
    }

    fn judge(&self, said: Said, mut faults: Vec<Note>, known: Option<&KnownPerson>) -> (Outcome, Vec<Note>, Option<Step>) {
        let refused = |note: Note| (Outcome::Refused, vec![note], None);
        match known.map(|person| (person, person.state.as_str())) {
            // Whatever else is written in the line, it is not taken: nothing of it can be wrong.
            Some((person, _)) if person.verified == 0 && person.proved > 0 => refused(Note::Claimed),
            Some((_, "left")) => refused(Note::HasLeft),
            Some((_, "refused")) => refused(Note::WasRefused),
            Some((_, "requested")) => refused(Note::HasAsked),
            _ if faults.iter().any(|note| matches!(note, Note::Twice(_))) => (Outcome::Refused, faults, None),
            Some((person, "active")) if !person.is_open() => {
                // Their profile is theirs; since when they are a member is the network's to say.
                let faults: Vec<Note> = faults.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                match beginning(&said, person) {
                    _ if !faults.is_empty() => (Outcome::Refused, faults, None),
                    Err(note) => refused(note),
                    Ok(None) => (Outcome::Same, vec![Note::OwnProfile], None),
                    Ok(Some(since)) => {
                        let notes = vec![since.note(), Note::OwnProfile];
                        let change = Change { since: Some(since), ..Change::default() };
                        (Outcome::Changed, notes, Some(Step::Change(person.person.clone(), Box::new(change))))
                    }
                }
            }
            Some((person, "")) => {
                let faults: Vec<Note> = faults.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                if faults.is_empty() {
                    (Outcome::Joined, vec![Note::MemberOnly], Some(Step::Join(person.person.clone(), said.since)))
                } else {
                    (Outcome::Refused, faults, None)
                }
            }
            Some((person, _)) if faults.is_empty() => self.correct(said, person),
            Some(_) => (Outcome::Refused, faults, None),
            None => {
                for (column, name) in [(Column::GivenName, &said.given_name), (Column::FamilyName, &said.family_name)] {
                    if name.is_empty() && !faults.contains(&Note::TooLong(column)) && !faults.contains(&Note::Unreadable(column)) {
                        faults.push(Note::Missing(column));
                    }
                }
                if !faults.is_empty() {
                    return (Outcome::Refused, faults, None);
                }
                let mut notes = vec![Note::NewPerson];
                notes.extend(said.workplace.as_ref().and_then(Workplace::made));
                (Outcome::Created, notes, Some(Step::Create(Box::new(said))))
            }
        }
    }

    /// What the network wrote down and writes anew. An empty cell takes nothing away.
    fn correct(&self, said: Said, person: &KnownPerson) -> (Outcome, Vec<Note>, Option<Step>) {
        let since = match beginning(&said, person) {
            Ok(since) => since,
            Err(note) => return (Outcome::Refused, vec![note], None),
        };
        let mut notes: Vec<Note> = since.iter().map(SinceChange::note).collect();
        let of_since = notes.len();
        let mut change = Change { since, ..Change::default() };
        let mut differs = |column, said: &str, stands: &str, shown: String| {
            let differs = !said.is_empty() && said != stands;
            if differs {
                notes.push(Note::Sets(column, shown));
            }
            differs.then(|| said.to_owned())
        };
        let given = differs(Column::GivenName, &said.given_name, &person.given_name, said.given_name.clone());
        let family = differs(Column::FamilyName, &said.family_name, &person.family_name, said.family_name.clone());
        let profession = said.profession.unwrap_or_default();
        change.profession = differs(Column::Profession, &profession, &person.profession, self.professions.name(&profession));
        let region = said.region.unwrap_or_default();
        change.region = differs(Column::Region, &region, &person.region, self.regions.name(&region));
        if let Some(workplace) = said.workplace.filter(|place| place.known.as_ref().is_none_or(|id| id.as_str() != person.organisation)) {
            notes.push(Note::Sets(Column::Organisation, workplace.name.clone()));
            notes.extend(workplace.made());
            change.workplace = Some(workplace);
        }
        if notes.len() > of_since {
            let (given, family) =
                (given.unwrap_or_else(|| person.given_name.clone()), family.unwrap_or_else(|| person.family_name.clone()));
            change.name = Some(Name { given, family, version: person.version });
        }
        if notes.is_empty() {
            (Outcome::Same, notes, None)
        } else {
            (Outcome::Changed, notes, Some(Step::Change(person.person.clone(), Box::new(change))))
        }
    }
}

/// Another day since which they are a member, if the file says another.
///
/// # Errors
/// The note that says what their history has against it: who left can't have stayed.
fn beginning(said: &Said, person: &KnownPerson) -> std::result::Result<Option<SinceChange>, Note> {
    let (Some(day), Some(stands)) = (&said.since, person.since) else { return Ok(None) };
    if means(&said.since_written, &stands.today()) {
        return Ok(None);
    }
    let before = person.stood();
    match before {
        Some((state, at)) if *day < at.today() => Err(Note::Stood(state, at.today())),
        _ => Ok(Some(SinceChange { stands, day: day.clone(), not_before: before.map(|(_, at)| at) })),
    }
}

fn is_about(note: &Note, wanted: Column) -> bool {
    matches!(note, Note::Missing(column) | Note::Wrong(column, _) | Note::TooLong(column) | Note::Unreadable(column) | Note::Future(column) if *column == wanted)
}

impl Workplace {
    fn made(&self) -> Option<Note> {
        self.known.is_none().then(|| Note::NewOrganisation(self.name.clone()))
    }
}
