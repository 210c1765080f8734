//! Names and addresses as keys, which sort and compare the same way on both databases.

use deunicode::deunicode;

/// Lower case without accents, single spaces: `École  d’été` → `ecole d'ete`. Empty only for empty text.
pub fn normalize(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let normalized = deunicode(&spaced).to_lowercase();
    if normalized.trim().is_empty() { spaced.to_lowercase() } else { normalized.trim().to_owned() }
}

/// The key by which lists of people are sorted and searched: family name, then given name, as [`normalize`].
pub fn sort_name(given_name: &str, family_name: &str) -> String {
    normalize(&format!("{family_name} {given_name}"))
}

/// Given name, then family name; empty if both are unknown.
pub fn full(given_name: &str, family_name: &str) -> String {
    format!("{given_name} {family_name}").trim().to_owned()
}

/// A name for comparing people: its words as [`normalize`], without points and hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    given: Vec<String>,
    family: Vec<String>,
}

impl Name {
    pub(crate) fn of(given_name: &str, family_name: &str) -> Self {
        let words = |text: &str| normalize(text).split([' ', '-', '.']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { given: words(given_name), family: words(family_name) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.given.is_empty() && self.family.is_empty()
    }

    /// Whether these are the same words, also if given name and family name are exchanged.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self == other || (self.given == other.family && self.family == other.given)
    }

    /// Whether two people who use the same mailbox under these names are one person. Either the given names begin with the same word, whatever the
    /// family name, because people marry. Or the family names are equal, and one given name is an initial or missing. The same family name alone is
    /// not enough, because families share mailboxes.
    fn is_of_same_person(&self, other: &Self) -> bool {
        let same_given = match (self.given.first(), other.given.first()) {
            (Some(one), Some(two)) if one == two => one.chars().count() > 1 || self.family == other.family,
            (Some(one), Some(two)) => {
                self.family == other.family && one.chars().next() == two.chars().next() && one.chars().count().min(two.chars().count()) == 1
            }
            (None, _) | (_, None) => self.family == other.family,
        };
        same_given || self.is_same_as(other)
    }

    /// Whether one of these may be the same person.
    pub(crate) fn is_of_same_person_as_any(&self, others: &[Self]) -> bool {
        others.iter().any(|other| self.is_of_same_person(other))
    }
}

/// The key of an address: two addresses with the same key are the same. Lower case.
pub fn address_key(address: &str) -> String {
    address.trim().to_lowercase()
}

/// Whether two names, given and family, may belong to one person: a word of one family name is anywhere in the other name. If a family name is
/// missing, they may.
pub fn may_be_same(one: (&str, &str), other: (&str, &str)) -> bool {
    let (family, other_family) = (distinctive_words(one.1), distinctive_words(other.1));
    if family.is_empty() || other_family.is_empty() {
        return true;
    }
    let (all, other_all) = (words(&full(one.0, one.1)), words(&full(other.0, other.1)));
    family.iter().any(|word| other_all.contains(word)) || other_family.iter().any(|word| all.contains(word))
}

/// The words of a name, as [`normalize`].
fn words(name: &str) -> Vec<String> {
    normalize(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The distinctive words of a family name: without particles, unless it has nothing else.
fn distinctive_words(name: &str) -> Vec<String> {
    const PARTICLES: [&str; 14] = ["de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "di", "el"];
    let (particles, words): (Vec<String>, Vec<String>) = words(name).into_iter().partition(|word| PARTICLES.contains(&word.as_str()));
    if words.is_empty() { particles } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_spaces_make_no_difference() {
        assert_eq!(normalize("Institut  d’Écologie "), "institut d'ecologie");
        assert_eq!(sort_name("Zoé", "Lœuillet"), "loeuillet zoe");
        assert_eq!(sort_name("", ""), "");
        assert_eq!(address_key(" Ada@Example.ORG"), "ada@example.org");
    }

    #[test]
    fn names_of_one_person_share_a_word_of_a_family_name() {
        for (one, other) in [
            (("Ada", "Lovelace"), ("Ada Byron", "LOVELACE")),
            (("Lovelace", "Ada"), ("Ada", "Lovelace")),
            (("Marie", "Curie-Skłodowska"), ("Maria", "Sklodowska")),
            (("Anne", ""), ("Zoé", "Roux")),
            (("Jean", "de la Tour"), ("J.", "Tour")),
            (("Linh", "Le"), ("Linh", "Lê")),
        ] {
            assert!(may_be_same(one, other) && may_be_same(other, one), "{one:?} {other:?}");
        }
        for (one, other) in [(("Jean", "Dupont"), ("Jean", "Martin")), (("Yann", "Le Goff"), ("Anne", "Le Gall"))] {
            assert!(!may_be_same(one, other) && !may_be_same(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn names_tell_colleagues_apart_and_not_one_person_from_themselves() {
        let same = |(a, b): (&str, &str), (c, d): (&str, &str)| Name::of(a, b).is_of_same_person_as_any(&[Name::of(c, d)]);
        let ada = ("Ada", "Lovelace");
        for other in
            [("ADA", "lovelace"), ("Ada", "Byron"), ("A.", "Lovelace"), ("Lovelace", "Ada"), ("Ada Augusta", "King"), ("", "Lovelace")]
        {
            assert!(same(ada, other) && same(other, ada), "{other:?}");
        }
        for other in [("Bob", "Martin"), ("Bob", "Lovelace"), ("A.", "Martin"), ("Adam", "Lovelace"), ("", "Martin")] {
            assert!(!same(ada, other) && !same(other, ada), "{other:?}");
        }
        assert!(same(("Jean-Pierre", "Serre"), ("Jean", "Serre")) && same(("Zoé", "Petit"), ("Zoe", "Petit")));
        assert!(Name::of("Ada", "Lovelace").is_same_as(&Name::of("lovelace", "ADA")) && Name::of(" ", ".").is_empty());
    }
}
