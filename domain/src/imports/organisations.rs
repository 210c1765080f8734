//! Organisations, from a file: found by name or alias, created if they are new. An empty cell removes nothing.

use std::collections::HashMap;

use super::FileReading;
use super::lookup::{self, ChoiceLookup, KnownOrganisation};
use super::plan::{PlannedRow, RowNote, RowOutcome, RowReading};
use crate::db::{BindAll, Tx};
use crate::enums::{Column, Language};
use crate::error::{Error, Result};
use crate::ids::OrganisationId;
use crate::organisations::{self, NewOrganisation};
use crate::people::names::normalize;
use formats::spreadsheets::read::FileLine;

/// The columns that matching requires.
pub(super) const NEEDED: [Column; 1] = [Column::Organisation];

/// The writes for one line.
pub(super) struct OrganisationStep {
    known: Option<OrganisationId>,
    name: String,
    kind: Option<String>,
    place: Option<String>,
    region: Option<String>,
    aliases: Vec<String>,
}

/// Plans the lines below the heading. Returns their outcomes, and the steps to write.
pub(super) async fn plan(
    tx: &mut Tx,
    language: Language,
    lines: &[FileLine],
    file: &FileReading<'_>,
) -> Result<(Vec<PlannedRow>, Vec<OrganisationStep>)> {
    let columns = file.columns;
    let mut keys = Vec::new();
    for line in lines {
        let reading = RowReading::new(line, columns);
        keys.push(normalize(reading.cell(Column::Organisation)));
        keys.extend(aliases(&reading).iter().map(|alias| normalize(alias)));
    }
    let reader = OrganisationRowReader {
        known: lookup::organisations(tx, &keys).await?,
        kinds: ChoiceLookup::coded(tx, language, Column::OrganisationKind, file.meanings).await?,
        regions: ChoiceLookup::coded(tx, language, Column::OrganisationRegion, file.meanings).await?,
        kind: file.kind,
    };
    // The line that takes each name: once that line is written, the name belongs to its organisation.
    let mut claimed_names: HashMap<String, u64> = HashMap::new();
    let (mut planned, mut steps) = (Vec::with_capacity(lines.len()), Vec::new());
    for line in lines {
        let mut reading = RowReading::new(line, columns);
        let label = reading.cell(Column::Organisation).to_owned();
        let known = reader.known.get(&normalize(&label));
        // Two names of one organisation give the same key.
        let key = known.map_or_else(|| normalize(&label), |known| known.name_key.clone());
        if let Some(first) = claimed_names.get(&key).filter(|_| !key.is_empty()) {
            reading.errors.push(RowNote::Twice(*first));
        }
        let (outcome, notes, step) = reader.plan_row(reading, known, &claimed_names);
        claimed_names.entry(key).or_insert(line.number);
        for alias in step.iter().flat_map(|step| &step.aliases) {
            claimed_names.entry(normalize(alias)).or_insert(line.number);
        }
        planned.push(PlannedRow { number: line.number, label, outcome, notes, questioned: false });
        steps.extend(step);
    }
    Ok((planned, steps))
}

/// Other names are in one cell, separated by `|` or `/`.
fn aliases(reading: &RowReading) -> Vec<String> {
    reading.cell(Column::Aliases).split(['|', '/']).map(|alias| alias.trim().to_owned()).filter(|alias| !alias.is_empty()).collect()
}

struct OrganisationRowReader<'a> {
    known: HashMap<String, KnownOrganisation>,
    kinds: ChoiceLookup,
    regions: ChoiceLookup,
    kind: &'a str,
}

impl OrganisationRowReader<'_> {
    /// The outcome of a line. `claimed_names`: the names that earlier lines take.
    fn plan_row(
        &self,
        mut reading: RowReading,
        known: Option<&KnownOrganisation>,
        claimed_names: &HashMap<String, u64>,
    ) -> (RowOutcome, Vec<RowNote>, Option<OrganisationStep>) {
        let name = reading.text(Column::Organisation);
        let kind = reading.choice(Column::OrganisationKind, &self.kinds);
        let (place, region) = (reading.text(Column::OrganisationPlace), reading.choice(Column::OrganisationRegion, &self.regions));
        if name.is_empty() && reading.errors.is_empty() {
            reading.errors.push(RowNote::Missing(Column::Organisation));
        }
        let mut new_aliases: Vec<String> = Vec::new();
        for alias in aliases(&reading) {
            let key = normalize(&alias);
            match self.known.get(&key) {
                Some(other) if known.is_none_or(|known| known.id != other.id) => reading.errors.push(RowNote::AliasTaken(alias)),
                Some(_) => {}
                None if key == normalize(&name) || new_aliases.iter().any(|alias| normalize(alias) == key) => {}
                None if claimed_names.contains_key(&key) => reading.errors.push(RowNote::AliasTaken(alias)),
                None => new_aliases.push(alias),
            }
        }
        let mut step =
            OrganisationStep { known: known.map(|known| known.id.clone()), name, kind, place: None, region, aliases: new_aliases };
        let mut notes = Vec::new();
        match known {
            None => {
                step.kind = step.kind.or_else(|| Some(self.kind.to_owned()).filter(|kind| !kind.is_empty()));
                let wrong = reading.errors.iter().any(|note| matches!(note, RowNote::Wrong(Column::OrganisationKind, _)));
                if step.kind.is_none() && !wrong {
                    reading.errors.push(RowNote::Missing(Column::OrganisationKind));
                }
                step.place = Some(place);
            }
            Some(known) => {
                step.kind = step.kind.filter(|kind| *kind != known.kind);
                step.region = step.region.filter(|region| *region != known.region);
                step.place = Some(place).filter(|place| !place.is_empty() && *place != known.place);
                notes.extend(step.kind.as_ref().map(|kind| RowNote::Sets(Column::OrganisationKind, self.kinds.name(kind))));
                notes.extend(step.place.as_ref().map(|place| RowNote::Sets(Column::OrganisationPlace, place.clone())));
                notes.extend(step.region.as_ref().map(|region| RowNote::Sets(Column::OrganisationRegion, self.regions.name(region))));
                notes.extend((!step.aliases.is_empty()).then(|| RowNote::Sets(Column::Aliases, step.aliases.join(", "))));
            }
        }
        match (reading.errors.is_empty(), known.is_some(), notes.is_empty()) {
            (false, ..) => (RowOutcome::Rejected, reading.errors, None),
            (true, true, true) => (RowOutcome::Same, notes, None),
            (true, is_known, _) => {
                notes.extend(reading.remarks);
                (if is_known { RowOutcome::Changed } else { RowOutcome::Created }, notes, Some(step))
            }
        }
    }
}

/// Writes the planned steps, many lines in one statement; `false` if the data has changed since.
pub(super) async fn write(tx: &mut Tx, steps: Vec<OrganisationStep>) -> Result<bool> {
    let (mut new, mut new_aliases, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step.known {
            Some(known) => {
                if step.kind.is_some() || step.place.is_some() || step.region.is_some() {
                    sqlx::query(
                        "UPDATE organisation SET kind = COALESCE($2, kind), place = COALESCE($3, place), region = COALESCE($4, region) WHERE id = $1",
                    )
                    .bind_all((&known, step.kind, step.place, step.region))
                    .execute(&mut **tx)
                    .await?;
                }
                new_aliases.extend(step.aliases.into_iter().map(|alias| (known.clone(), alias)));
            }
            None => {
                let (kind, place) = (step.kind.ok_or(Error::Internal)?, step.place.unwrap_or_default());
                keys.push((normalize(&step.name), step.aliases));
                new.push(NewOrganisation { name: step.name, kind, place, region: step.region });
            }
        }
    }
    if !organisations::insert_all(tx, &new).await? {
        return Ok(false);
    }
    let names: Vec<String> = keys.iter().map(|(key, _)| key.clone()).collect();
    let known = lookup::organisations(tx, &names).await?;
    for (key, aliases) in keys {
        let id = &known.get(&key).ok_or(Error::Internal)?.id;
        new_aliases.extend(aliases.into_iter().map(|alias| (id.clone(), alias)));
    }
    organisations::add_aliases(tx, &new_aliases).await
}
