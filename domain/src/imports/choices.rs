//! Coded columns: the names of each choice of a list, and the meanings given to values that no list knows.

use std::collections::{BTreeMap, HashMap};

use super::values::{LEAVE_EMPTY, Meanings};
use crate::db::Conn;
use crate::enums::{Column, Language};
use crate::error::Result;
use crate::people::names::normalize;

/// A list of choices, indexed by their codes and names.
#[derive(Debug, Default)]
pub(super) struct ChoiceLookup {
    codes: BTreeMap<String, String>,
    names: HashMap<String, String>,
    meanings: BTreeMap<String, String>,
}

/// The meaning of a cell in a coded column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellMeaning {
    /// The code of a choice.
    Code(String),
    /// Left empty, as the importer decided.
    Empty,
    /// Not known.
    Unknown,
}

impl ChoiceLookup {
    /// The list of a coded column; `None`: the column is not coded.
    pub(super) async fn of(conn: &mut Conn, language: Language, column: Column, meanings: &Meanings) -> Result<Option<Self>> {
        let query = match column {
            Column::Profession => "SELECT code, name_fr, name_en FROM profession",
            Column::Region | Column::OrganisationRegion => "SELECT code, name_fr, name_en FROM region",
            Column::OrganisationKind => "SELECT code, name_fr, name_en FROM organisation_kind",
            _ => return Ok(None),
        };
        let rows: Vec<(String, String, String)> = sqlx::query_as(query).fetch_all(conn).await?;
        let mut choices = Self { meanings: meanings.of(column), ..Self::default() };
        for (code, french, english) in rows {
            for name in [&code, &french, &english] {
                choices.codes.insert(normalize(name), code.clone());
            }
            choices.names.insert(code, if language == Language::Fr { french } else { english });
        }
        Ok(Some(choices))
    }

    /// As [`Self::of`], for a column that is coded.
    pub(super) async fn coded(conn: &mut Conn, language: Language, column: Column, meanings: &Meanings) -> Result<Self> {
        Ok(Self::of(conn, language, column, meanings).await?.unwrap_or_default())
    }

    /// Finds a choice by its code or its name in either language, ignoring accents and case; else by the decision about the value.
    pub(super) fn meaning(&self, value: &str) -> CellMeaning {
        let key = normalize(value);
        match (self.codes.get(&key), self.meanings.get(&key)) {
            (Some(code), _) => CellMeaning::Code(code.clone()),
            (None, Some(decided)) if decided == LEAVE_EMPTY => CellMeaning::Empty,
            (None, Some(decided)) if self.has(decided) => CellMeaning::Code(decided.clone()),
            _ => CellMeaning::Unknown,
        }
    }

    /// The code of the value, if it means a choice.
    pub(super) fn code(&self, value: &str) -> Option<String> {
        match self.meaning(value) {
            CellMeaning::Code(code) => Some(code),
            CellMeaning::Empty | CellMeaning::Unknown => None,
        }
    }

    /// Whether the list itself has the value.
    pub(super) fn contains(&self, value: &str) -> bool {
        self.codes.contains_key(&normalize(value))
    }

    pub(super) fn has(&self, code: &str) -> bool {
        self.names.contains_key(code)
    }

    pub(super) fn name(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_default()
    }

    /// The only choice with a name of which a word resembles one of `value`: `Labo`, `Univ.`, `Ingénieurs`.
    pub(super) fn proposal(&self, value: &str) -> Option<String> {
        let value = normalize(value);
        let alike = |name: &str| words(name).any(|word| words(&value).any(|other| look_alike(word, other)));
        let mut codes = self.codes.iter().filter(|(name, _)| alike(name)).map(|(_, code)| code);
        let first = codes.next()?;
        codes.all(|code| code == first).then(|| first.clone())
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3)
}

/// Whether one of two words is a prefix of the other, or both start with the same five letters.
fn look_alike(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    common >= 5 || common == one.chars().count() && common >= 4 || common == other.chars().count() && common >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_one_choice_is_proposed_and_what_looks_like_two_is_not() {
        let mut choices = ChoiceLookup::default();
        for (code, name) in [
            ("laboratory", "laboratoire ou institution"),
            ("university", "universite ou ecole"),
            ("company", "entreprise"),
            ("prime", "entrepot"),
        ] {
            choices.codes.insert(name.to_owned(), code.to_owned());
        }
        for (value, expected) in [
            ("Labo", Some("laboratory")),
            ("Univ.", Some("university")),
            ("Laboratoires", Some("laboratory")),
            ("École d’ingénieurs", Some("university")),
            ("CR", None),
            ("Entrep", None),
            ("ou", None),
            ("", None),
        ] {
            assert_eq!(choices.proposal(value).as_deref(), expected, "{value}");
        }
    }
}
