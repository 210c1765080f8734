//! Names and addresses as keys: what sorts and compares alike on both databases.

use deunicode::deunicode;

/// Lower case without accents, single spaces: `« École  d’été »` → `ecole d'ete`. Empty only for empty text.
pub fn plain(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = deunicode(&spaced).to_lowercase();
    if plain.trim().is_empty() { spaced.to_lowercase() } else { plain.trim().to_owned() }
}

/// What lists of people sort and search by: family name, then given name, as [`plain`].
pub fn sort_name(given_name: &str, family_name: &str) -> String {
    plain(&format!("{family_name} {given_name}"))
}

/// A name as it is said: given name, then family name; empty while both are unknown.
pub fn full(given_name: &str, family_name: &str) -> String {
    format!("{given_name} {family_name}").trim().to_owned()
}

/// What makes two addresses the same one: lower case.
pub fn address_key(address: &str) -> String {
    address.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_spaces_make_no_difference() {
        assert_eq!(plain("Institut  d’Écologie "), "institut d'ecologie");
        assert_eq!(sort_name("Zoé", "Lœuillet"), "loeuillet zoe");
        assert_eq!(sort_name("", ""), "");
        assert_eq!(address_key(" Ada@Example.ORG"), "ada@example.org");
    }
}
