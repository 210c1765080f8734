//! The outcome of a row, from its contents and from what is known about the person.

use super::super::days::covers;
use super::super::lookup::KnownPerson;
use super::super::plan::{RowNote, RowOutcome};
use super::{ImportedName, MemberChange, MemberFacts, MemberRowReader, MemberStep, SinceChange, Workplace};
use crate::enums::Column;

impl MemberRowReader<'_> {
    /// Decides what is done with a row. `errors`: what is wrong with it; `remarks`: how it was read, shown where the reading is used.
    pub(super) fn plan_row(
        &self,
        facts: MemberFacts,
        mut errors: Vec<RowNote>,
        remarks: Vec<RowNote>,
        known: Option<&KnownPerson>,
    ) -> (RowOutcome, Vec<RowNote>, Option<MemberStep>) {
        let rejected = |note: RowNote| (RowOutcome::Rejected, vec![note], None);
        match known.map(|person| (person, person.state.as_str())) {
            // The rest of the line is not used, so nothing in it can be wrong.
            Some((person, _)) if person.verified == 0 && person.proved > 0 => rejected(RowNote::Claimed),
            Some((_, "left")) => rejected(RowNote::HasLeft),
            Some((_, "refused")) => rejected(RowNote::WasRefused),
            Some((_, "requested")) => rejected(RowNote::HasAsked),
            _ if errors.iter().any(|note| matches!(note, RowNote::Twice(_))) => (RowOutcome::Rejected, errors, None),
            Some((person, "active")) if !person.is_correctable() => {
                // Their profile is their own; the start of a membership belongs to the network.
                let errors: Vec<RowNote> = errors.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                match since_change(&facts, person) {
                    _ if !errors.is_empty() => (RowOutcome::Rejected, errors, None),
                    Err(note) => rejected(note),
                    Ok(None) => (RowOutcome::Same, vec![RowNote::OwnProfile], None),
                    Ok(Some(since)) => {
                        let notes = vec![since.note(), RowNote::OwnProfile];
                        let change = MemberChange { since: Some(since), ..MemberChange::default() };
                        (RowOutcome::Changed, notes, Some(MemberStep::Change(person.person.clone(), Box::new(change))))
                    }
                }
            }
            Some((person, "")) => {
                let errors: Vec<RowNote> = errors.into_iter().filter(|note| is_about(note, Column::Since)).collect();
                if errors.is_empty() {
                    let about_since = remarks.into_iter().filter(|note| is_about(note, Column::Since));
                    let notes = std::iter::once(RowNote::MemberOnly).chain(about_since).collect();
                    (RowOutcome::Joined, notes, Some(MemberStep::Join(person.person.clone(), facts.since)))
                } else {
                    (RowOutcome::Rejected, errors, None)
                }
            }
            Some((person, _)) if errors.is_empty() => self.correct(facts, remarks, person),
            Some(_) => (RowOutcome::Rejected, errors, None),
            None => {
                for (column, name) in [(Column::GivenName, &facts.given_name), (Column::FamilyName, &facts.family_name)] {
                    if name.is_empty() && !errors.contains(&RowNote::TooLong(column)) && !errors.contains(&RowNote::Unreadable(column)) {
                        errors.push(RowNote::Missing(column));
                    }
                }
                if !errors.is_empty() {
                    return (RowOutcome::Rejected, errors, None);
                }
                let mut notes = vec![RowNote::NewPerson];
                notes.extend(facts.workplace.as_ref().and_then(Workplace::creation_note));
                notes.extend(remarks);
                (RowOutcome::Created, notes, Some(MemberStep::Create(Box::new(facts))))
            }
        }
    }

    /// Corrects data that the network entered. An empty cell removes nothing.
    fn correct(&self, facts: MemberFacts, remarks: Vec<RowNote>, person: &KnownPerson) -> (RowOutcome, Vec<RowNote>, Option<MemberStep>) {
        let since = match since_change(&facts, person) {
            Ok(since) => since,
            Err(note) => return (RowOutcome::Rejected, vec![note], None),
        };
        let mut notes: Vec<RowNote> = since.iter().map(SinceChange::note).collect();
        let of_since = notes.len();
        let mut change = MemberChange { since, ..MemberChange::default() };
        let mut differs = |column, new: &str, current: &str, displayed: String| {
            let differs = !new.is_empty() && new != current;
            if differs {
                notes.push(RowNote::Sets(column, displayed));
            }
            differs.then(|| new.to_owned())
        };
        let given = differs(Column::GivenName, &facts.given_name, &person.given_name, facts.given_name.clone());
        let family = differs(Column::FamilyName, &facts.family_name, &person.family_name, facts.family_name.clone());
        let profession = facts.profession.unwrap_or_default();
        change.profession = differs(Column::Profession, &profession, &person.profession, self.professions.name(&profession));
        let region = facts.region.unwrap_or_default();
        change.region = differs(Column::Region, &region, &person.region, self.regions.name(&region));
        if let Some(workplace) = facts.workplace.filter(|place| place.known.as_ref().is_none_or(|id| id.as_str() != person.organisation)) {
            notes.push(RowNote::Sets(Column::Organisation, workplace.name.clone()));
            notes.extend(workplace.creation_note());
            change.workplace = Some(workplace);
        }
        if notes.len() > of_since {
            let (given, family) =
                (given.unwrap_or_else(|| person.given_name.clone()), family.unwrap_or_else(|| person.family_name.clone()));
            change.name = Some(ImportedName { given, family, version: person.version });
        }
        if notes.is_empty() {
            (RowOutcome::Same, notes, None)
        } else {
            // A change of the day is already noted.
            notes.extend(remarks.into_iter().filter(|note| !matches!(note, RowNote::FirstDay(Column::Since, ..))));
            (RowOutcome::Changed, notes, Some(MemberStep::Change(person.person.clone(), Box::new(change))))
        }
    }
}

/// The new start of the membership, if the file gives another one.
///
/// # Errors
/// The note that says why their history contradicts it: a person who left was not a member throughout.
fn since_change(facts: &MemberFacts, person: &KnownPerson) -> std::result::Result<Option<SinceChange>, RowNote> {
    let (Some(day), Some(current)) = (&facts.since, person.since) else { return Ok(None) };
    if covers(&facts.since_written, &current.today()) {
        return Ok(None);
    }
    let before = person.previous_state();
    match before {
        Some((state, at)) if *day < at.today() => Err(RowNote::Stood(state, at.today())),
        _ => Ok(Some(SinceChange { current, day: day.clone(), not_before: before.map(|(_, at)| at) })),
    }
}

fn is_about(note: &RowNote, about: Column) -> bool {
    matches!(note, RowNote::Missing(column) | RowNote::Wrong(column, _) | RowNote::TooLong(column) | RowNote::Unreadable(column) | RowNote::Future(column)
        | RowNote::FirstDay(column, ..) | RowNote::LeftEmpty(column, _) if *column == about)
}
