//! The outcome of a line, from its contents and from what is known about the person.

use super::super::days::means;
use super::super::lookup::KnownPerson;
use super::super::plan::{LineNote, LineOutcome};
use super::{ImportedName, MemberChange, MemberFacts, MemberLineReader, MemberStep, SinceChange, Workplace};
use crate::enums::Column;

impl MemberLineReader<'_> {
    /// Decides what is done with a line. `faults`: what is wrong with it; `remarks`: how it was read, told where the reading is used.
    pub(super) fn judge(
        &self,
        said: MemberFacts,
        mut faults: Vec<LineNote>,
        remarks: Vec<LineNote>,
        known: Option<&KnownPerson>,
    ) -> (LineOutcome, Vec<LineNote>, Option<MemberStep>) {
        let refused = |note: LineNote| (LineOutcome::Refused, vec![note], None);
        match known.map(|person| (person, person.state.as_str())) {
            // The rest of the line is not used, so nothing in it can be wrong.
            Some((person, _)) if person.verified == 0 && person.proved > 0 => refused(LineNote::Claimed),
            Some((_, "left")) => refused(LineNote::HasLeft),
            Some((_, "refused")) => refused(LineNote::WasRefused),
            Some((_, "requested")) => refused(LineNote::HasAsked),
            _ if faults.iter().any(|note| matches!(note, LineNote::Twice(_))) => (LineOutcome::Refused, faults, None),
            Some((person, "active")) if !person.is_open() => {
                // Their profile is their own; the start of a membership belongs to the network.
                let faults: Vec<LineNote> = faults.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                match beginning(&said, person) {
                    _ if !faults.is_empty() => (LineOutcome::Refused, faults, None),
                    Err(note) => refused(note),
                    Ok(None) => (LineOutcome::Same, vec![LineNote::OwnProfile], None),
                    Ok(Some(since)) => {
                        let notes = vec![since.note(), LineNote::OwnProfile];
                        let change = MemberChange { since: Some(since), ..MemberChange::default() };
                        (LineOutcome::Changed, notes, Some(MemberStep::Change(person.person.clone(), Box::new(change))))
                    }
                }
            }
            Some((person, "")) => {
                let faults: Vec<LineNote> = faults.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                if faults.is_empty() {
                    let about_since = remarks.into_iter().filter(|note| is_about(note, Column::Since));
                    let notes = std::iter::once(LineNote::MemberOnly).chain(about_since).collect();
                    (LineOutcome::Joined, notes, Some(MemberStep::Join(person.person.clone(), said.since)))
                } else {
                    (LineOutcome::Refused, faults, None)
                }
            }
            Some((person, _)) if faults.is_empty() => self.correct(said, remarks, person),
            Some(_) => (LineOutcome::Refused, faults, None),
            None => {
                for (column, name) in [(Column::GivenName, &said.given_name), (Column::FamilyName, &said.family_name)] {
                    if name.is_empty() && !faults.contains(&LineNote::TooLong(column)) && !faults.contains(&LineNote::Unreadable(column)) {
                        faults.push(LineNote::Missing(column));
                    }
                }
                if !faults.is_empty() {
                    return (LineOutcome::Refused, faults, None);
                }
                let mut notes = vec![LineNote::NewPerson];
                notes.extend(said.workplace.as_ref().and_then(Workplace::made));
                notes.extend(remarks);
                (LineOutcome::Created, notes, Some(MemberStep::Create(Box::new(said))))
            }
        }
    }

    /// Corrects data that the network entered. An empty cell removes nothing.
    fn correct(&self, said: MemberFacts, remarks: Vec<LineNote>, person: &KnownPerson) -> (LineOutcome, Vec<LineNote>, Option<MemberStep>) {
        let since = match beginning(&said, person) {
            Ok(since) => since,
            Err(note) => return (LineOutcome::Refused, vec![note], None),
        };
        let mut notes: Vec<LineNote> = since.iter().map(SinceChange::note).collect();
        let of_since = notes.len();
        let mut change = MemberChange { since, ..MemberChange::default() };
        let mut differs = |column, said: &str, stands: &str, shown: String| {
            let differs = !said.is_empty() && said != stands;
            if differs {
                notes.push(LineNote::Sets(column, shown));
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
            notes.push(LineNote::Sets(Column::Organisation, workplace.name.clone()));
            notes.extend(workplace.made());
            change.workplace = Some(workplace);
        }
        if notes.len() > of_since {
            let (given, family) =
                (given.unwrap_or_else(|| person.given_name.clone()), family.unwrap_or_else(|| person.family_name.clone()));
            change.name = Some(ImportedName { given, family, version: person.version });
        }
        if notes.is_empty() {
            (LineOutcome::Same, notes, None)
        } else {
            // A change of the day is already noted.
            notes.extend(remarks.into_iter().filter(|note| !matches!(note, LineNote::FirstDay(Column::Since, ..))));
            (LineOutcome::Changed, notes, Some(MemberStep::Change(person.person.clone(), Box::new(change))))
        }
    }
}

/// The new start of the membership, if the file gives another one.
///
/// # Errors
/// The note that says why their history contradicts it: a person who left was not a member throughout.
fn beginning(said: &MemberFacts, person: &KnownPerson) -> std::result::Result<Option<SinceChange>, LineNote> {
    let (Some(day), Some(stands)) = (&said.since, person.since) else { return Ok(None) };
    if means(&said.since_written, &stands.today()) {
        return Ok(None);
    }
    let before = person.stood();
    match before {
        Some((state, at)) if *day < at.today() => Err(LineNote::Stood(state, at.today())),
        _ => Ok(Some(SinceChange { stands, day: day.clone(), not_before: before.map(|(_, at)| at) })),
    }
}

fn is_about(note: &LineNote, wanted: Column) -> bool {
    matches!(note, LineNote::Missing(column) | LineNote::Wrong(column, _) | LineNote::TooLong(column) | LineNote::Unreadable(column) | LineNote::Future(column)
        | LineNote::FirstDay(column, ..) | LineNote::LeftEmpty(column, _) if *column == wanted)
}
