//! The words by which an entry is found, as they are stored.

use std::collections::HashMap;

use super::terms::{Stems, tokens};
use crate::enums::Language;

/// The most octets of a text that are indexed and shown in excerpts.
const LONGEST: usize = 60_000;
/// The weight of a word in the title. A word in the text weighs up to [`TEXT_WEIGHT`].
const TITLE_WEIGHT: i64 = 12;
/// The most weight of a word in the text: it weighs more if it occurs more often, up to this.
const TEXT_WEIGHT: i64 = 4;
/// Comes before a stem. It sorts apart from all words.
const STEM_MARK: char = '=';

/// Words with their weights, and the stems of those that are not stems themselves, marked ([`marked_stem`]).
pub(super) type WordWeights = HashMap<String, i64>;

/// Finds the words of entries. It remembers the stems: many texts together have few distinct words.
pub(super) struct WordReader {
    french: KnownStems,
    english: KnownStems,
}

struct KnownStems {
    stemmer: Stems,
    known: HashMap<String, String>,
}

impl WordReader {
    pub(super) fn new() -> Self {
        let stems = |language| KnownStems { stemmer: Stems::of(language), known: HashMap::new() };
        Self { french: stems(Language::Fr), english: stems(Language::En) }
    }

    pub(super) fn words(&mut self, title: &str, body: &str, language: Language) -> WordWeights {
        let mut words = WordWeights::new();
        let body = truncate(body);
        for token in tokens(body).filter(|token| token.is_searchable(body)) {
            let weight = words.entry(token.normalized).or_default();
            *weight = (*weight + 1).min(TEXT_WEIGHT);
        }
        for token in tokens(title).filter(|token| token.is_searchable(title)) {
            *words.entry(token.normalized).or_default() += TITLE_WEIGHT;
        }
        let stems = match language {
            Language::Fr => &mut self.french,
            Language::En => &mut self.english,
        };
        let mut marked = WordWeights::new();
        for (word, weight) in &words {
            let stem = stems.stem(word);
            if stem != word {
                let most = marked.entry(marked_stem(stem)).or_default();
                *most = (*most).max(*weight);
            }
        }
        words.extend(marked);
        words
    }
}

impl KnownStems {
    fn stem(&mut self, word: &str) -> &str {
        if !self.known.contains_key(word) {
            self.known.insert(word.to_owned(), self.stemmer.stem(word));
        }
        &self.known[word]
    }
}

/// A stem as it is stored.
pub(super) fn marked_stem(stem: &str) -> String {
    format!("{STEM_MARK}{stem}")
}

/// As much of a text as is indexed.
pub(super) fn truncate(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stored_with_the_stems_that_are_none_of_them() {
        let mut reader = WordReader::new();
        let mut words = |title, body, language| {
            let mut found: Vec<(String, i64)> = reader.words(title, body, language).into_iter().collect();
            found.sort();
            found
        };
        let expected = |pairs: &[(&str, i64)]| pairs.iter().map(|(word, weight)| ((*word).to_owned(), *weight)).collect::<Vec<_>>();
        assert_eq!(
            words("Réseaux", "Un réseau, des réseaux : calcul.", Language::Fr),
            expected(&[("=reseau", 13), ("calcul", 1), ("reseau", 1), ("reseaux", 13)])
        );
        assert_eq!(words("", "networks réseaux", Language::En), expected(&[("=network", 1), ("networks", 1), ("reseaux", 1)]));
        assert_eq!(words("", "réseaux", Language::Fr), expected(&[("=reseau", 1), ("reseaux", 1)]), "each language has its own stems");
    }
}
