//! The members of a network, from a file.
//!
//! An address identifies the person who has it. The data of a person outside the network is neither changed nor shown: they become a
//! member, nothing more. A person who has proved an address keeps their own profile. A network may correct a person whom only it has
//! entered. The address of a new person is not proved: it becomes theirs at their first sign-in.

mod outcome;

use std::collections::HashMap;

use super::FileReading;
use super::lookup::{self, CellMeaning, ChoiceLookup, KnownOrganisation};
use super::plan::{PlannedRow, RowNote, RowOutcome, RowReading};
use super::values::{LEAVE_EMPTY, Meanings};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::enums::{Column, Language};
use crate::error::Result;
use crate::fields;
use crate::ids::{NetworkId, OrganisationId, PersonId};
use crate::people::names;
use formats::spreadsheets::read::FileLine;

/// The columns that matching requires.
pub(super) const NEEDED: [Column; 1] = [Column::Address];

/// The contents of a line, checked.
pub(super) struct MemberFacts {
    pub(super) address: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) since: Option<String>,
    /// `since` as the file writes it.
    since_written: String,
    pub(super) profession: Option<String>,
    pub(super) region: Option<String>,
    pub(super) workplace: Option<Workplace>,
}

/// A person's workplace: a known organisation, or a new one.
pub(super) struct Workplace {
    pub(super) name: String,
    pub(super) known: Option<OrganisationId>,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) since: Option<String>,
}

/// The writes for one line.
pub(super) enum MemberStep {
    Create(Box<MemberFacts>),
    /// A membership from that day, or from today.
    Join(PersonId, Option<String>),
    Change(PersonId, Box<MemberChange>),
}

impl MemberStep {
    pub(super) fn workplace(&mut self) -> Option<&mut Workplace> {
        match self {
            Self::Create(facts) => facts.workplace.as_mut(),
            Self::Change(_, change) => change.workplace.as_mut(),
            Self::Join(..) => None,
        }
    }
}

/// The differences to write.
#[derive(Default)]
pub(super) struct MemberChange {
    /// The names to write; `None`: the profile is not written.
    pub(super) name: Option<ImportedName>,
    pub(super) profession: Option<String>,
    pub(super) region: Option<String>,
    pub(super) workplace: Option<Workplace>,
    pub(super) since: Option<SinceChange>,
}

/// A person's new name, with the version of the profile that was read.
pub(super) struct ImportedName {
    pub(super) given: String,
    pub(super) family: String,
    pub(super) version: i64,
}

/// A new start of a membership.
pub(super) struct SinceChange {
    /// The stored start: if it has changed meanwhile, nothing is done.
    pub(super) current: Timestamp,
    /// The day in the file.
    pub(super) day: String,
    /// The start of the previous state: the new start is not earlier.
    pub(super) not_before: Option<Timestamp>,
}

impl SinceChange {
    fn note(&self) -> RowNote {
        RowNote::SinceMoves(self.current.today(), self.day.clone())
    }
}

/// Plans the lines below the heading. Returns their outcomes, and the steps to write, each with the number of its line.
pub(super) async fn plan(
    tx: &mut Tx,
    language: Language,
    network: &NetworkId,
    lines: &[FileLine],
    file: &FileReading<'_>,
) -> Result<(Vec<PlannedRow>, Vec<(u64, MemberStep)>)> {
    let columns = file.columns;
    let today = tx.now.today();
    let cells = |column| lines.iter().map(move |line| RowReading::new(line, columns).cell(column).to_owned());
    let keys: Vec<String> = cells(Column::Address).map(|address| names::address_key(&address)).collect();
    let people = lookup::people(tx, network, &today, &keys).await?;
    let names: Vec<String> = cells(Column::Organisation).map(|name| names::normalize(&name)).collect();
    let kinds = ChoiceLookup::coded(tx, language, Column::OrganisationKind, file.meanings).await?;
    let kinds_in_file =
        names.iter().zip(cells(Column::OrganisationKind)).filter_map(|(name, kind)| Some((name.clone(), kinds.code(&kind)?)));
    let reader = MemberRowReader {
        kinds_in_file: kinds_in_file.collect(),
        organisations: lookup::organisations(tx, &names).await?,
        professions: ChoiceLookup::coded(tx, language, Column::Profession, file.meanings).await?,
        regions: ChoiceLookup::coded(tx, language, Column::Region, file.meanings).await?,
        kinds,
        kind: file.kind,
        meanings: file.meanings,
        today: &today,
    };
    let mut first_lines: HashMap<&str, u64> = HashMap::new();
    let (mut planned, mut steps) = (Vec::with_capacity(lines.len()), Vec::new());
    for (line, key) in lines.iter().zip(&keys) {
        let mut reading = RowReading::new(line, columns);
        let label = label(&reading);
        let facts = reader.facts(&mut reading);
        let known = people.get(key);
        // A file that has two addresses of one person names that person twice.
        let subject = known.map_or(key.as_str(), |known| known.person.as_str());
        if let Some(first) = first_lines.get(subject).filter(|_| !key.is_empty()) {
            reading.errors.push(RowNote::Twice(*first));
        }
        first_lines.entry(subject).or_insert(line.number);
        let is_other = known.is_some_and(|known| known.has_another_name(&facts.given_name, &facts.family_name));
        let (outcome, mut notes, step) = reader.plan_row(facts, reading.errors, reading.remarks, known);
        if let (true, Some(known), false) = (is_other, known, outcome == RowOutcome::Rejected) {
            notes.insert(0, RowNote::OtherName(known.visible_name()));
        }
        planned.push(PlannedRow { number: line.number, label, outcome, notes, questioned: is_other && step.is_some() });
        steps.extend(step.map(|step| (line.number, step)));
    }
    Ok((planned, steps))
}

fn label(reading: &RowReading) -> String {
    let name = names::full(reading.cell(Column::GivenName), reading.cell(Column::FamilyName));
    let address = reading.cell(Column::Address);
    if name.is_empty() || address.is_empty() { format!("{name}{address}") } else { format!("{name}, {address}") }
}

struct MemberRowReader<'a> {
    organisations: HashMap<String, KnownOrganisation>,
    professions: ChoiceLookup,
    regions: ChoiceLookup,
    kinds: ChoiceLookup,
    /// The kind of each new organisation, as a line of the file gives it.
    kinds_in_file: HashMap<String, String>,
    kind: &'a str,
    meanings: &'a Meanings,
    today: &'a str,
}

impl MemberRowReader<'_> {
    fn facts(&self, reading: &mut RowReading) -> MemberFacts {
        let typed = reading.cell(Column::Address);
        let address = fields::address(typed).unwrap_or_else(|_| {
            let note = if typed.is_empty() { RowNote::Missing(Column::Address) } else { RowNote::Wrong(Column::Address, typed.to_owned()) };
            reading.errors.push(note);
            String::new()
        });
        MemberFacts {
            address,
            given_name: reading.text(Column::GivenName),
            family_name: reading.text(Column::FamilyName),
            since: reading.day(Column::Since, self.today, self.meanings),
            since_written: reading.cell(Column::Since).to_owned(),
            profession: reading.choice(Column::Profession, &self.professions),
            region: reading.choice(Column::Region, &self.regions),
            workplace: self.workplace(reading),
        }
    }

    fn workplace(&self, reading: &mut RowReading) -> Option<Workplace> {
        let name = reading.text(Column::Organisation);
        let kind = reading.choice(Column::OrganisationKind, &self.kinds);
        let (place, since) = (reading.text(Column::OrganisationPlace), reading.day(Column::AffiliatedSince, self.today, self.meanings));
        if name.is_empty() {
            return None;
        }
        let key = names::normalize(&name);
        let known = self.organisations.get(&key).map(|organisation| organisation.id.clone());
        let default_kind = Some(self.kind).filter(|kind| *kind != LEAVE_EMPTY).unwrap_or_default();
        let kind = kind.or_else(|| self.kinds_in_file.get(&key).cloned()).unwrap_or_else(|| default_kind.to_owned());
        if known.is_none()
            && kind.is_empty()
            && !reading.errors.iter().any(|note| matches!(note, RowNote::Wrong(Column::OrganisationKind, _)))
        {
            // An importer who leaves the kind empty would rather have the person without the organisation than neither.
            let cell = reading.cell(Column::OrganisationKind);
            if self.kind == LEAVE_EMPTY || !cell.is_empty() && self.kinds.meaning(cell) == CellMeaning::Empty {
                reading.remarks.push(RowNote::OrganisationLeftOut(name));
                return None;
            }
            reading.errors.push(RowNote::Missing(Column::OrganisationKind));
        }
        Some(Workplace { name, known, kind, place, since })
    }
}

impl Workplace {
    fn creation_note(&self) -> Option<RowNote> {
        self.known.is_none().then(|| RowNote::NewOrganisation(self.name.clone()))
    }
}
