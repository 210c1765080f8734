//! What becomes of a line, by what it says and by what is known of the person.

use super::super::days::means;
use super::super::known::KnownPerson;
use super::super::plan::{Note, Outcome};
use super::{Change, Name, Reader, Said, SinceChange, Step, Workplace};
use crate::codes::Column;

impl Reader<'_> {
    /// What is done with a line; `faults`: what is wrong with it; `remarks`: what is to be said of how it was read, where that is taken.
    pub(super) fn judge(
        &self,
        said: Said,
        mut faults: Vec<Note>,
        remarks: Vec<Note>,
        known: Option<&KnownPerson>,
    ) -> (Outcome, Vec<Note>, Option<Step>) {
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
                    let about_since = remarks.into_iter().filter(|note| is_about(note, Column::Since));
                    let notes = std::iter::once(Note::MemberOnly).chain(about_since).collect();
                    (Outcome::Joined, notes, Some(Step::Join(person.person.clone(), said.since)))
                } else {
                    (Outcome::Refused, faults, None)
                }
            }
            Some((person, _)) if faults.is_empty() => self.correct(said, remarks, person),
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
                notes.extend(remarks);
                (Outcome::Created, notes, Some(Step::Create(Box::new(said))))
            }
        }
    }

    /// What the network wrote down and writes anew. An empty cell takes nothing away.
    fn correct(&self, said: Said, remarks: Vec<Note>, person: &KnownPerson) -> (Outcome, Vec<Note>, Option<Step>) {
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
            // A day that moves is told already.
            notes.extend(remarks.into_iter().filter(|note| !matches!(note, Note::FirstDay(Column::Since, ..))));
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
    matches!(note, Note::Missing(column) | Note::Wrong(column, _) | Note::TooLong(column) | Note::Unreadable(column) | Note::Future(column)
        | Note::FirstDay(column, ..) | Note::LeftEmpty(column, _) if *column == wanted)
}
