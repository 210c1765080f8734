//! Case and accents in SQL, with the same results on both databases. SQLite's `lower` knows only A to Z, and PostgreSQL's depends on the locale.
//! The letters of western Europe are therefore listed here one by one.

/// A column in lower case, in SQL. The result is the same as that of [`crate::names::address_key`] for the same text.
macro_rules! lowered {
    ($column:literal) => {
        concat!(
            "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(",
            "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(",
            "replace(replace(replace(",
            "lower(",
            $column,
            ")",
            ", 'À', 'à'), 'Â', 'â'), 'Ä', 'ä'), 'Á', 'á'), 'Ã', 'ã'), 'Å', 'å'), 'Ç', 'ç'), 'É', 'é'), 'È', 'è'), 'Ê', 'ê')",
            ", 'Ë', 'ë'), 'Î', 'î'), 'Ï', 'ï'), 'Í', 'í'), 'Ì', 'ì'), 'Ñ', 'ñ'), 'Ô', 'ô'), 'Ö', 'ö'), 'Ó', 'ó'), 'Ò', 'ò')",
            ", 'Õ', 'õ'), 'Ø', 'ø'), 'Ù', 'ù'), 'Û', 'û'), 'Ü', 'ü'), 'Ú', 'ú'), 'Ý', 'ý'), 'Ÿ', 'ÿ'), 'Œ', 'œ'), 'Æ', 'æ')",
            ", 'Š', 'š'), 'Ž', 'ž'), 'Č', 'č')"
        )
    };
}
pub(crate) use lowered;

/// A column in lower case and without accents, in SQL. Compare it with words that went through [`fold`].
macro_rules! folded {
    ($column:literal) => {
        concat!(
            "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(",
            "replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(",
            "replace(replace(replace(replace(",
            $crate::folding::lowered!($column),
            ", 'à', 'a'), 'â', 'a'), 'ä', 'a'), 'á', 'a'), 'ã', 'a'), 'å', 'a'), 'ç', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e')",
            ", 'ë', 'e'), 'î', 'i'), 'ï', 'i'), 'í', 'i'), 'ì', 'i'), 'ñ', 'n'), 'ô', 'o'), 'ö', 'o'), 'ó', 'o'), 'ò', 'o')",
            ", 'õ', 'o'), 'ø', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'ú', 'u'), 'ý', 'y'), 'ÿ', 'y'), 'œ', 'oe'), 'æ', 'ae')",
            ", 'š', 's'), 'ž', 'z'), 'č', 'c'), '’', '''')"
        )
    };
}
pub(crate) use folded;

/// The accents that [`folded!`] removes.
const PLAIN: [(char, &str); 34] = [
    ('à', "a"),
    ('â', "a"),
    ('ä', "a"),
    ('á', "a"),
    ('ã', "a"),
    ('å', "a"),
    ('ç', "c"),
    ('é', "e"),
    ('è', "e"),
    ('ê', "e"),
    ('ë', "e"),
    ('î', "i"),
    ('ï', "i"),
    ('í', "i"),
    ('ì', "i"),
    ('ñ', "n"),
    ('ô', "o"),
    ('ö', "o"),
    ('ó', "o"),
    ('ò', "o"),
    ('õ', "o"),
    ('ø', "o"),
    ('ù', "u"),
    ('û', "u"),
    ('ü', "u"),
    ('ú', "u"),
    ('ý', "y"),
    ('ÿ', "y"),
    ('œ', "oe"),
    ('æ', "ae"),
    ('š', "s"),
    ('ž', "z"),
    ('č', "c"),
    ('’', "'"),
];

/// Words in the form that [`folded!`] gives to the text it searches.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match PLAIN.iter().find(|(accented, _)| *accented == letter) {
            Some((_, plain)) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_and_what_is_asked_are_folded_alike() {
        assert_eq!(fold("ÉVÉNEMENT d’Été, Œuvre"), "evenement d'ete, oeuvre");
        let text = folded!("m.subject");
        assert_eq!(text.matches('(').count(), text.matches(')').count());
        for (accented, plain) in PLAIN {
            let plain = if plain == "'" { "''" } else { plain };
            assert!(text.contains(&format!("'{accented}', '{plain}'")), "{accented}");
        }
    }
}
