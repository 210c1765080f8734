//! The columns of a file: guessed from their headings, chosen by the person who uploads the file.

use super::heading::Table;
use crate::enums::Column;
use crate::error::FieldProblem;
use crate::fields::Validation;
use crate::people::names;

/// The columns that a list of members can have.
pub const MEMBER_COLUMNS: [Column; 11] = [
    Column::Ignored,
    Column::Address,
    Column::GivenName,
    Column::FamilyName,
    Column::Since,
    Column::Profession,
    Column::Region,
    Column::Organisation,
    Column::OrganisationKind,
    Column::OrganisationPlace,
    Column::AffiliatedSince,
];
/// The columns that a list of organisations can have.
pub const ORGANISATION_COLUMNS: [Column; 6] = [
    Column::Ignored,
    Column::Organisation,
    Column::OrganisationKind,
    Column::OrganisationPlace,
    Column::OrganisationRegion,
    Column::Aliases,
];

/// Headings as people write them, without accents. The first match names the column.
const HEADINGS: [(Column, &[&str]); 12] = [
    (
        Column::Address,
        &[
            "adresse",
            "adresse electronique",
            "adresse mail",
            "adresse e-mail",
            "courriel",
            "mail",
            "mel",
            "email",
            "e-mail",
            "address",
            "e-mail address",
            "email address",
        ],
    ),
    (Column::GivenName, &["prenom", "prenoms", "given name", "first name", "firstname"]),
    (Column::FamilyName, &["nom", "nom de famille", "nom d'usage", "family name", "last name", "lastname", "surname", "name"]),
    (
        Column::Since,
        &["depuis", "membre depuis", "date d'adhesion", "adhesion", "date d'inscription", "since", "member since", "joined", "join date"],
    ),
    (Column::Profession, &["profession", "metier", "fonction", "corps", "job", "occupation"]),
    (Column::Region, &["region"]),
    (
        Column::OrganisationKind,
        &[
            "type d'organisation",
            "type d'organisme",
            "type",
            "categorie",
            "kind of organisation",
            "type of organisation",
            "organisation type",
            "organization type",
            "kind",
            "category",
        ],
    ),
    (Column::OrganisationPlace, &["ville", "ville de l'organisation", "lieu", "site", "place", "town", "city", "town of the organisation"]),
    (
        Column::Organisation,
        &[
            "organisation",
            "organisme",
            "employeur",
            "etablissement",
            "laboratoire",
            "entreprise",
            "societe",
            "structure",
            "organization",
            "company",
            "employer",
            "institution",
            "affiliation",
        ],
    ),
    (
        Column::AffiliatedSince,
        &["dans l'organisation depuis", "en poste depuis", "affiliation depuis", "at the organisation since", "affiliated since"],
    ),
    (Column::OrganisationRegion, &["region de l'organisation", "organisation region"]),
    (Column::Aliases, &["alias", "sigle", "sigles", "autres noms", "acronyme", "aliases", "acronym", "other names"]),
];

/// Guesses the column of each heading among `choices`; each column is used once.
pub(super) fn guess(headings: &[String], choices: &[Column]) -> Vec<Column> {
    let mut columns = vec![Column::Ignored; headings.len()];
    for (column, names) in HEADINGS {
        let column = adapt_to_target(column, choices);
        if columns.contains(&column) || !choices.contains(&column) {
            continue;
        }
        let plain: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
        let found = names.iter().find_map(|name| plain.iter().position(|heading| heading == name));
        if let Some(at) = found.filter(|at| columns[*at] == Column::Ignored) {
            columns[at] = column;
        }
    }
    columns
}

/// As [`guess`], for a whole table: a column of addresses is recognised by its cells, whatever its heading.
pub(super) fn guess_table(table: &Table, choices: &[Column]) -> Vec<Column> {
    const LOOKED_AT: usize = 50;
    let mut columns = guess(&table.headings, choices);
    if choices.contains(&Column::Address) && !columns.contains(&Column::Address) {
        let holds_addresses = |at: usize| {
            let cells = table.rows.iter().take(LOOKED_AT).filter_map(|line| line.cells.get(at)).filter(|cell| !cell.is_empty());
            let (all, addresses) = cells.fold((0, 0), |(all, found), cell| (all + 1, found + usize::from(cell.contains('@'))));
            addresses * 2 > all
        };
        if let Some(at) = (0..columns.len()).find(|at| columns[*at] == Column::Ignored && holds_addresses(*at)) {
            columns[at] = Column::Address;
        }
    }
    columns
}

/// In a list of organisations, "nom" and "région" are those of the organisation.
fn adapt_to_target(column: Column, choices: &[Column]) -> Column {
    match column {
        Column::FamilyName if !choices.contains(&column) => Column::Organisation,
        Column::Region if !choices.contains(&column) => Column::OrganisationRegion,
        other => other,
    }
}

fn heading_key(heading: &str) -> String {
    names::normalize(heading).replace('_', " ").trim_matches([' ', ':', '*']).to_owned()
}

/// Checks the choice made for each column. Errors are on `column-0`, `column-1`… and, for what is missing, on `columns`.
pub(super) fn check(codes: &[String], choices: &[Column], needed: &[Column]) -> crate::Result<Vec<Column>> {
    let mut errors = Validation::default();
    let mut columns = Vec::with_capacity(codes.len());
    for (at, code) in codes.iter().enumerate() {
        let field = format!("column-{at}");
        let column = Column::parse(code).ok().filter(|column| choices.contains(column));
        match column {
            None => errors.note(&field, FieldProblem::NotAChoice),
            Some(column) if column != Column::Ignored && columns.contains(&column) => errors.note(&field, FieldProblem::ColumnTwice),
            _ => {}
        }
        columns.push(column.unwrap_or(Column::Ignored));
    }
    for column in needed {
        if !columns.contains(column) {
            errors.note("columns", FieldProblem::NoColumn(column.to_string()));
        }
    }
    errors.or(columns)
}

/// As stored.
pub(super) fn to_text(columns: &[Column]) -> String {
    columns.iter().map(|column| column.code()).collect::<Vec<_>>().join(" ")
}

/// From stored text.
pub(super) fn from_text(text: &str) -> Vec<Column> {
    text.split_whitespace().map(|code| Column::parse(code).unwrap_or(Column::Ignored)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headings: &[&str], choices: &[Column]) -> Vec<Column> {
        guess(&headings.iter().map(|heading| (*heading).to_owned()).collect::<Vec<_>>(), choices)
    }

    #[test]
    fn headings_are_understood_in_both_languages() {
        use Column::*;
        assert_eq!(
            guessed(&["NOM", "Prénom", "Courriel", "Organisme", "Type", "Date d’adhésion", "Téléphone"], &MEMBER_COLUMNS),
            [FamilyName, GivenName, Address, Organisation, OrganisationKind, Since, Ignored]
        );
        assert_eq!(guessed(&["First name", "Last name", "E-mail", "Region"], &MEMBER_COLUMNS), [GivenName, FamilyName, Address, Region]);
        assert_eq!(
            guessed(&["Nom", "Sigle", "Région", "Ville"], &ORGANISATION_COLUMNS),
            [Organisation, Aliases, OrganisationRegion, OrganisationPlace]
        );
        assert_eq!(guessed(&["Mail", "Courriel"], &MEMBER_COLUMNS), [Ignored, Address], "one column each");
    }

    #[test]
    fn our_own_table_of_members_is_understood() {
        use Column::*;
        let headings = ["Nom", "Prénom", "Adresse", "Organisation", "Type d’organisation", "Profession", "Région", "État", "Depuis"];
        assert_eq!(
            guessed(&headings, &MEMBER_COLUMNS),
            [FamilyName, GivenName, Address, Organisation, OrganisationKind, Profession, Region, Ignored, Since]
        );
    }
}
