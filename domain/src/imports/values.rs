//! Values that no list of the instance has. Each is listed once, and the importer says what it means, or that it is left empty.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::choices::ChoiceLookup;
use super::heading::Table;
use super::plan::RowReading;
use super::{ImportTarget, authorize, days, find};
use crate::db::{BindAll, Conn, Db};
use crate::enums::{Column, Language};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::Validation;
use crate::ids::ImportId;
use crate::networks::NetworkCard;
use crate::people::names::normalize;
use crate::policy::Actor;
use formats::spreadsheets::read::FileLine;

/// The most values on a page: undecided values first, then by the number of lines.
pub const MOST_VALUES: usize = 200;
/// The answer that leaves a value out. It is not a code of any list: codes consist of letters, digits and `_`.
pub const LEAVE_EMPTY: &str = "-";

/// The decisions: for each column, its values as [`normalize`], each with a code or [`LEAVE_EMPTY`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Meanings(BTreeMap<String, BTreeMap<String, String>>);

impl Meanings {
    pub(super) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    fn to_text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| Error::Internal)
    }

    /// The decisions on a column.
    pub(super) fn of(&self, column: Column) -> BTreeMap<String, String> {
        self.0.get(column.code()).cloned().unwrap_or_default()
    }

    fn get(&self, column: Column, key: &str) -> &str {
        self.0.get(column.code()).and_then(|decided| decided.get(key)).map_or("", String::as_str)
    }

    fn set(&mut self, column: Column, key: &str, meaning: &str) {
        let decided = self.0.entry(column.code().to_owned()).or_default();
        if meaning.is_empty() {
            decided.remove(key);
        } else {
            decided.insert(key.to_owned(), meaning.to_owned());
        }
    }

    pub(super) fn leave_empty(&self, column: Column, cell: &str) -> bool {
        self.0.contains_key(column.code()) && self.get(column, &normalize(cell)) == LEAVE_EMPTY
    }
}

/// A value that no list has, or an unreadable day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    pub column: Column,
    /// As the first line that holds it writes it.
    pub value: String,
    /// The normalized value, which identifies it; the form sends it back.
    pub key: String,
    /// How many lines hold it.
    pub lines: usize,
    /// The decision: a code, [`LEAVE_EMPTY`], or nothing yet.
    pub meaning: String,
    /// The code of the only choice that resembles it, or nothing.
    pub proposal: String,
}

#[derive(Debug, Clone)]
pub struct UnknownValues {
    pub network: Option<NetworkCard>,
    pub file_name: String,
    /// At most [`MOST_VALUES`].
    pub values: Vec<UnknownValue>,
    /// How many more there are.
    pub more: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeaningInput {
    /// A [`Column`].
    pub column: String,
    /// The key of an [`UnknownValue`].
    pub key: String,
    /// A code, [`LEAVE_EMPTY`], or nothing: then the lines that hold it are refused.
    pub meaning: String,
}

/// The values that no list has.
///
/// # Errors
/// [`Error::NotFound`] for another person's file, and before its columns are matched; [`Error::Closed`] once it is done.
pub async fn unknown_values(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, language: Language) -> Result<UnknownValues> {
    let mut tx = db.read().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if upload.done_at.is_some() {
        return Err(Error::Closed);
    }
    let (columns, meanings) = (upload.columns()?, upload.meanings());
    let (mut values, _) = collect(&mut tx, language, &upload.table()?, &columns, &meanings).await?;
    let more = values.len().saturating_sub(MOST_VALUES);
    values.truncate(MOST_VALUES);
    Ok(UnknownValues { network, file_name: upload.file_name, values, more })
}

/// Sets the meanings of values, and ignores values that are not in the file. Returns whether undecided values are left.
///
/// # Errors
/// [`Error::Invalid`] on `meaning-0`, `meaning-1`… by the place in `input`; [`Error::Closed`] once the file is imported.
pub async fn set_meanings(db: &Db, actor: &Actor, target: &ImportTarget, id: &ImportId, input: &[MeaningInput]) -> Result<bool> {
    let mut tx = db.write().await?;
    let (_, network, person) = authorize(&mut tx, actor, target).await?;
    let upload = find(&mut tx, id, &person, network.as_ref()).await?;
    if upload.done_at.is_some() {
        return Err(Error::Closed);
    }
    let (columns, mut meanings) = (upload.columns()?, upload.meanings());
    let (values, choices) = collect(&mut tx, Language::Fr, &upload.table()?, &columns, &meanings).await?;
    let known: HashMap<(Column, &str), &UnknownValue> = values.iter().map(|value| ((value.column, value.key.as_str()), value)).collect();
    let mut errors = Validation::default();
    for (at, typed) in input.iter().take(MOST_VALUES).enumerate() {
        let Ok(column) = Column::parse(&typed.column) else { continue };
        let Some(value) = known.get(&(column, typed.key.as_str())) else { continue };
        let is_choice = typed.meaning.is_empty()
            || typed.meaning == LEAVE_EMPTY
            || choices.iter().any(|(coded, choices)| *coded == column && choices.has(&typed.meaning));
        if is_choice {
            meanings.set(column, &value.key, &typed.meaning);
        } else {
            errors.note(&format!("meaning-{at}"), FieldProblem::NotAChoice);
        }
    }
    errors.or(())?;
    let has_undecided = values.iter().any(|value| meanings.get(value.column, &value.key).is_empty());
    let changed = sqlx::query("UPDATE import SET meanings = $2 WHERE id = $1 AND done_at IS NULL")
        .bind_all((id, meanings.to_text()?))
        .execute(&mut *tx)
        .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Closed);
    }
    tx.commit_without_revision().await?;
    Ok(has_undecided)
}

type CodedColumns = Vec<(Column, ChoiceLookup)>;

/// Every value that no list has, undecided ones first, then by the number of lines; and the lists.
pub(super) async fn collect(
    conn: &mut Conn,
    language: Language,
    table: &Table,
    columns: &[Column],
    meanings: &Meanings,
) -> Result<(Vec<UnknownValue>, CodedColumns)> {
    let (mut values, mut coded) = (Vec::new(), Vec::new());
    for column in columns.iter().copied().filter(|column| *column != Column::Ignored) {
        if let Some(choices) = ChoiceLookup::of(conn, language, column, meanings).await? {
            values.extend(unknown_in(column, &table.rows, columns, meanings, |cell| choices.contains(cell), |cell| choices.proposal(cell)));
            coded.push((column, choices));
        } else if matches!(column, Column::Since | Column::AffiliatedSince) {
            values.extend(unknown_in(column, &table.rows, columns, meanings, |cell| days::read(cell).is_some(), |_| None));
        }
    }
    values.sort_by(|a, b| {
        let order = |value: &UnknownValue| (!value.meaning.is_empty(), usize::MAX - value.lines);
        order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
    });
    Ok((values, coded))
}

fn unknown_in(
    column: Column,
    lines: &[FileLine],
    columns: &[Column],
    meanings: &Meanings,
    is_known: impl Fn(&str) -> bool,
    proposal: impl Fn(&str) -> Option<String>,
) -> Vec<UnknownValue> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for line in lines {
        let reading = RowReading::new(line, columns);
        let cell = reading.cell(column);
        if !cell.is_empty() && !is_known(cell) {
            counts.entry(normalize(cell)).or_insert_with(|| (cell.to_owned(), 0)).1 += 1;
        }
    }
    let value = |(key, (value, lines)): (String, (String, usize))| UnknownValue {
        column,
        lines,
        meaning: meanings.get(column, &key).to_owned(),
        proposal: proposal(&value).unwrap_or_default(),
        value,
        key,
    };
    counts.into_iter().map(value).collect()
}
