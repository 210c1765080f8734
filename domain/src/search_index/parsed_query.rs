//! The words of a query.

use super::terms::{self, Stems};
use super::words::marked_stem;
use crate::enums::Language;

/// The words of a query, all of which must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchTerms(pub(crate) Vec<SearchTerm>);

/// One word that must be found, in any of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchTerm {
    /// Its stems in French and in English, because texts of both languages are searched.
    pub(crate) stems: [String; 2],
    /// The last word as a prefix, because it may not be typed to its end; `None` for other words.
    pub(crate) prefix: Option<String>,
}

/// The most words of a query. Further words are ignored.
const MOST: usize = 8;
/// The most octets of a query.
const LONGEST: usize = 300;

impl SearchTerm {
    /// The rows of the index that are this word in any of its forms.
    pub(crate) fn stored_forms(&self) -> Vec<String> {
        let [french, english] = &self.stems;
        let stems = if french == english { vec![french] } else { vec![french, english] };
        stems.into_iter().flat_map(|stem| [stem.clone(), marked_stem(stem)]).collect()
    }

    /// The first and the last of the words with this prefix, in whatever order the database sorts letters.
    pub(crate) fn prefix_range(&self) -> Option<(String, String)> {
        self.prefix.as_ref().map(|prefix| (prefix.clone(), format!("{prefix}{}", "z".repeat(terms::LONGEST))))
    }
}

impl SearchTerms {
    pub(crate) fn of(typed: &str) -> Self {
        let typed = &typed[..typed.floor_char_boundary(LONGEST)];
        let tokens: Vec<terms::IndexToken> = terms::tokens(typed).take(MOST).collect();
        let last = tokens.len().saturating_sub(1);
        let (french, english) = (Stems::of(Language::Fr), Stems::of(Language::En));
        let mut terms: Vec<SearchTerm> = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            let word = &token.normalized;
            let is_prefix = index == last && word.len() >= 2;
            // A name may be typed in lower case too, unless the letter looks like an article: "journée d etude".
            let is_name = token.is_single_letter && !"aioy".contains(&**word) && (index == last || !"cdjlmnst".contains(&**word));
            let is_all = is_prefix && tokens.len() == 1;
            if !(token.is_searchable(typed) || is_name || is_all) {
                continue;
            }
            let term = SearchTerm { stems: [french.stem(word), english.stem(word)], prefix: is_prefix.then(|| word.clone()) };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        Self(terms)
    }

    pub(crate) fn match_word(&self, normalized: &str, stems: &Stems) -> bool {
        let begins = |term: &SearchTerm| term.prefix.as_ref().is_some_and(|prefix| normalized.starts_with(&**prefix));
        // A stem begins as its word does. Most words of a text are none of these, and a stem takes longer than all the rest.
        let may_match = |stem: &String| stem.as_bytes().first() == normalized.as_bytes().first();
        self.0.iter().any(begins)
            || (self.0.iter().any(|term| term.stems.iter().any(may_match)) && {
                let stem = stems.stem(normalized);
                self.0.iter().any(|term| term.stems.contains(&stem))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_counts_once_and_the_last_may_be_begun() {
        let terms = SearchTerms::of("les réseaux de calc");
        assert_eq!(terms.0.len(), 2);
        assert_eq!((terms.0[0].prefix.as_deref(), terms.0[1].prefix.as_deref()), (None, Some("calc")));
        for nothing in ["  ’ ; % _ ", "a", "( ", "🦀", "l’a"] {
            assert_eq!(SearchTerms::of(nothing).0, [], "{nothing}");
        }
        let words = |typed| SearchTerms::of(typed).0.into_iter().map(|term| term.stems[1].clone()).collect::<Vec<_>>();
        assert_eq!((words("langage R"), words("r"), words("c")), (vec!["langag".into(), "r".into()], vec!["r".into()], vec!["c".into()]));
        assert_eq!((words("C et Rust"), words("journée d etude")), (vec!["c".into(), "rust".into()], vec!["journe".into(), "etud".into()]));
        assert_eq!(SearchTerms::of(&"mot ".repeat(1000)).0.len(), 2, "once as a word, once as what is begun");
    }
}
