//! What is asked: words and filters, as they were typed.

use serde::{Deserialize, Serialize};

use super::terms::{self, Stems};
use crate::enums::{Language, SearchKind};
use crate::paging;

/// A question, as it was typed: bad filters filter nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    /// Words.
    pub q: String,
    /// A [`SearchKind`], or nothing for all.
    pub kind: String,
    /// A network's short name, or nothing for all: what it holds, and what is held below it.
    pub network: String,
    /// A year, or nothing for all.
    pub year: String,
    /// The page of the results, from 1.
    pub page: String,
}

impl SearchQuery {
    pub(super) fn kind(&self) -> Option<SearchKind> {
        SearchKind::parse(self.kind.trim()).ok()
    }

    pub(super) fn year(&self) -> &str {
        let year = self.year.trim();
        if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) { year } else { "" }
    }

    /// The page asked for, from 1 to the last that is looked for.
    pub(super) fn page(&self) -> i64 {
        paging::requested(&self.page).min(500)
    }
}

/// The words that must all be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms(pub(super) Vec<Term>);

/// One word that must be found, in any of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Its stem in French and in English: texts of both are searched.
    pub(super) stems: [String; 2],
    /// For the last word, which may not be typed to its end: what it begins with.
    pub(super) prefix: Option<String>,
}

/// The most words of a question; what is typed after them is not asked.
const MOST: usize = 8;
/// The most octets of a question.
const LONGEST: usize = 300;

impl Term {
    /// The first and the last of the words that begin so, in whatever order the database sorts letters.
    pub(super) fn begins(&self) -> Option<(String, String)> {
        self.prefix.as_ref().map(|prefix| (prefix.clone(), format!("{prefix}{}", "z".repeat(terms::LONGEST))))
    }
}

impl Terms {
    pub(super) fn of(typed: &str) -> Self {
        let typed = &typed[..typed.floor_char_boundary(LONGEST)];
        let all: Vec<terms::Token> = terms::tokens(typed).take(MOST).collect();
        let last = all.len().saturating_sub(1);
        let (french, english) = (Stems::of(Language::Fr), Stems::of(Language::En));
        let mut terms: Vec<Term> = Vec::new();
        for (at, token) in all.iter().enumerate() {
            let word = &token.folded;
            let begins = at == last && word.len() >= 2;
            // In small letters too, but not what stands for an article: « journée d etude ».
            let is_name = token.alone && !"aioy".contains(&**word) && (at == last || !"cdjlmnst".contains(&**word));
            let is_all = begins && all.len() == 1;
            if !(token.finds(typed) || is_name || is_all) {
                continue;
            }
            let term = Term { stems: [french.stem(word), english.stem(word)], prefix: begins.then(|| word.clone()) };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        Self(terms)
    }

    pub(super) fn match_word(&self, folded: &str, stems: &Stems) -> bool {
        let begins = |term: &Term| term.prefix.as_ref().is_some_and(|prefix| folded.starts_with(&**prefix));
        let stem = stems.stem(folded);
        self.0.iter().any(|term| term.stems.contains(&stem) || begins(term))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_counts_once_and_the_last_may_be_begun() {
        let terms = Terms::of("les réseaux de calc");
        assert_eq!(terms.0.len(), 2);
        assert_eq!((terms.0[0].prefix.as_deref(), terms.0[1].prefix.as_deref()), (None, Some("calc")));
        for nothing in ["  ’ ; % _ ", "a", "( ", "🦀", "l’a"] {
            assert_eq!(Terms::of(nothing).0, [], "{nothing}");
        }
        let words = |typed| Terms::of(typed).0.into_iter().map(|term| term.stems[1].clone()).collect::<Vec<_>>();
        assert_eq!((words("langage R"), words("r"), words("c")), (vec!["langag".into(), "r".into()], vec!["r".into()], vec!["c".into()]));
        assert_eq!((words("C et Rust"), words("journée d etude")), (vec!["c".into(), "rust".into()], vec!["journe".into(), "etud".into()]));
        assert_eq!(Terms::of(&"mot ".repeat(1000)).0.len(), 2, "once as a word, once as what is begun");
    }

    #[test]
    fn a_filter_that_is_none_filters_nothing() {
        let query = SearchQuery { kind: "club".to_owned(), year: "20x6".to_owned(), page: "-3".to_owned(), ..SearchQuery::default() };
        assert_eq!((query.kind(), query.year(), query.page()), (None, "", 1));
    }
}
