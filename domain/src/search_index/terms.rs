//! Words in the form in which they are compared: folded, and reduced to their stems.

use rust_stemmers::{Algorithm, Stemmer};

use crate::enums::Language;

/// The longest word that is kept. Longer words are cut, in texts and in queries alike.
pub(crate) const LONGEST: usize = 32;

/// A word of a text, and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexToken {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Only a–z and 0–9.
    pub(crate) normalized: String,
    /// Whether it is a single letter that is a word, not an elision: "le langage R", but not "d’R".
    pub(crate) is_single_letter: bool,
}

impl IndexToken {
    /// Whether the word can find a text. Very frequent words can't, and a single letter only can if it is a name, such as R and C.
    pub(crate) fn is_searchable(&self, text: &str) -> bool {
        let is_name = self.is_single_letter && text[self.start..].starts_with(|c: char| c.is_ascii_uppercase() && !"AIOY".contains(c));
        is_name || !is_stop_word(&self.normalized)
    }
}

/// The words of a text, in order. Apostrophes and hyphens separate them: "l’événement" contains "evenement". Names with signs are words of their
/// own: C++, C#, .NET.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = IndexToken> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_part)?;
            let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
            let normalized = normalize(&text[start..end]);
            let before = &text[at..start];
            at = end;
            if normalized.is_empty() {
                continue;
            }
            let after = &text[end..];
            let (sign, start, normalized) = if after.starts_with("++") {
                (2, start, format!("{normalized}plusplus"))
            } else if normalized.len() == 1 && after.starts_with('#') {
                (1, start, format!("{normalized}sharp"))
            } else if normalized == "net" && before.ends_with('.') && (before.len() > 1 || start == 1) {
                (0, start - 1, "dotnet".to_owned())
            } else {
                (0, start, normalized)
            };
            at += sign;
            const APOSTROPHES: [char; 2] = ['\'', '’'];
            let is_single_letter = normalized.len() == 1 && !after.starts_with(APOSTROPHES) && !before.ends_with(APOSTROPHES);
            return Some(IndexToken { start, end: at, normalized, is_single_letter });
        }
    })
}

/// Letters, digits, and the combining accents that some systems write after their letter.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn normalize(word: &str) -> String {
    let ascii = deunicode::deunicode(word);
    ascii.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).take(LONGEST).collect()
}

/// Very frequent words of both languages, and single letters, which find nothing by themselves.
pub(crate) fn is_stop_word(normalized: &str) -> bool {
    const FREQUENT: [&str; 78] = [
        "a", "about", "and", "are", "as", "at", "au", "aux", "avec", "be", "by", "ce", "ces", "cet", "cette", "ci", "dans", "de", "des",
        "du", "elle", "elles", "en", "est", "et", "etre", "eu", "for", "from", "has", "have", "il", "ils", "in", "into", "is", "it", "its",
        "la", "le", "les", "leur", "leurs", "mais", "ne", "nos", "notre", "nous", "of", "on", "or", "ou", "our", "par", "pas", "plus",
        "pour", "qu", "que", "qui", "sa", "se", "ses", "son", "sont", "sur", "that", "the", "their", "this", "to", "un", "une", "vos",
        "votre", "vous", "was", "with",
    ];
    (normalized.len() == 1 && !normalized.as_bytes()[0].is_ascii_digit()) || FREQUENT.binary_search(&normalized).is_ok()
}

/// Reduces folded words to their stems, in one language.
pub(crate) struct Stems(Stemmer);

impl Stems {
    pub(crate) fn of(language: Language) -> Self {
        Self(Stemmer::create(match language {
            Language::Fr => Algorithm::French,
            Language::En => Algorithm::English,
        }))
    }

    /// The stem of a word. Words with digits (2026, N7) are their own stem.
    pub(crate) fn stem(&self, normalized: &str) -> String {
        if normalized.bytes().any(|byte| byte.is_ascii_digit()) {
            return normalized.to_owned();
        }
        // If a stemmer leaves nothing that can be compared, the word itself is used.
        let stem = self.0.stem(normalized);
        if stem.is_empty() { normalized.to_owned() } else { stem.into_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(text: &str) -> Vec<String> {
        tokens(text).map(|token| token.normalized).collect()
    }

    #[test]
    fn accents_capitals_and_apostrophes_make_no_difference() {
        assert_eq!(normalized("L’ÉVÉNEMENT d'été : cœur-à-cœur"), ["l", "evenement", "d", "ete", "coeur", "a", "coeur"]);
        assert_eq!(normalized("e\u{301}te\u{301}"), ["ete"], "accents written after their letters");
        assert_eq!(normalized("<b>RI3</b> 2026"), ["b", "ri3", "b", "2026"]);
        assert_eq!(normalized(&"x".repeat(500))[0].len(), LONGEST);
    }

    #[test]
    fn names_with_signs_and_names_of_one_letter_are_words() {
        assert_eq!(
            normalized("C++17, c#, le .NET et le net ; g++"),
            ["cplusplus", "17", "csharp", "le", "dotnet", "et", "le", "net", "gplusplus"]
        );
        assert_eq!(normalized("cnrs.net (.net)"), ["cnrs", "net", "dotnet"]);
        let found =
            |text: &'static str| tokens(text).filter(|token| token.is_searchable(text)).map(|token| token.normalized).collect::<Vec<_>>();
        assert_eq!(found("R et C, d’un C++ : A à l’R, y à L’été"), ["r", "c", "cplusplus", "ete"]);
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        let (french, english) = (Stems::of(Language::Fr), Stems::of(Language::En));
        for forms in [["reseau", "reseaux"], ["calcul", "calculs"], ["formation", "formations"], ["developpement", "developpements"]] {
            assert_eq!(french.stem(forms[0]), french.stem(forms[1]), "{forms:?}");
        }
        assert_eq!(english.stem("networks"), english.stem("networking"));
        assert_eq!(french.stem("2026"), "2026");
    }

    #[test]
    fn frequent_words_are_in_order_and_find_nothing() {
        for word in ["a", "avec", "votre", "with", "the", "x"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["rust", "ri", "7", "reseau"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}
