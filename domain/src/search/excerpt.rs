//! Excerpts: the passage of a text with the most hits, with the hits marked and the words as they were written.

use crate::enums::Language;
use crate::search_index::SearchTerms;
use crate::search_index::terms::{self, Stems};

/// A piece of a text, and whether it is a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptPiece {
    /// The text as it was written.
    pub text: String,
    pub hit: bool,
}

/// The number of words in an excerpt.
const WORDS: usize = 32;

/// The whole of a title, with its hits marked.
pub(super) fn mark_hits(text: &str, terms: &SearchTerms, language: Language) -> Vec<ExcerptPiece> {
    pieces(text, 0, text.len(), &hits(text, terms, language))
}

/// The passage of a text with the most hits; the beginning of the text if there are none.
pub(super) fn best_passage(text: &str, terms: &SearchTerms, language: Language) -> Vec<ExcerptPiece> {
    let words = hits(text, terms, language);
    if words.is_empty() {
        return Vec::new();
    }
    let mut best_passage = (0, 0);
    let mut hits_in_window = 0_usize;
    for end in 0..words.len() {
        hits_in_window += usize::from(words[end].2);
        let start = (end + 1).saturating_sub(WORDS);
        if start > 0 {
            hits_in_window -= usize::from(words[start - 1].2);
        }
        if hits_in_window > best_passage.1 {
            // Starts a few words before the first hit, to show its context.
            let first = (start..=end).find(|word| words[*word].2).unwrap_or(start);
            best_passage = (first.saturating_sub(6), hits_in_window);
        }
    }
    let (first, last) = (best_passage.0, (best_passage.0 + WORDS).min(words.len()) - 1);
    let start = if first == 0 { 0 } else { words[first].0 };
    let end = if last + 1 == words.len() { text.len() } else { words[last].1 };
    let mut passage = pieces(text, start, end, &words);
    if start > 0 {
        passage.insert(0, ExcerptPiece { text: "… ".to_owned(), hit: false });
    }
    if end < text.len() {
        passage.push(ExcerptPiece { text: " …".to_owned(), hit: false });
    }
    passage
}

/// Every word of a text: its start, its end, and whether it is a hit.
fn hits(text: &str, terms: &SearchTerms, language: Language) -> Vec<(usize, usize, bool)> {
    let stems = Stems::of(language);
    terms::tokens(text)
        .map(|token| {
            (
                token.start,
                token.end,
                (token.normalized.len() > 1 || token.is_searchable(text)) && terms.match_word(&token.normalized, &stems),
            )
        })
        .collect()
}

fn pieces(text: &str, from: usize, to: usize, words: &[(usize, usize, bool)]) -> Vec<ExcerptPiece> {
    let mut pieces = Vec::new();
    let mut at = from;
    let plain = |pieces: &mut Vec<ExcerptPiece>, start: usize, end: usize| {
        if start < end {
            pieces.push(ExcerptPiece { text: text[start..end].to_owned(), hit: false });
        }
    };
    for (start, end, _) in words.iter().filter(|(start, end, hit)| *hit && *start >= from && *end <= to) {
        plain(&mut pieces, at, *start);
        pieces.push(ExcerptPiece { text: text[*start..*end].to_owned(), hit: true });
        at = *end;
    }
    plain(&mut pieces, at, to);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_text(pieces: &[ExcerptPiece]) -> String {
        pieces.iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn hits_are_marked_with_the_accents_they_were_written_with() {
        let terms = SearchTerms::of("evenements regi");
        assert_eq!(to_text(&mark_hits("L’Événement en RÉGION", &terms, Language::Fr)), "L’[Événement] en [RÉGION]");
    }

    #[test]
    fn an_excerpt_is_the_passage_with_the_most_hits() {
        let text = format!("{}réseau de calcul et grille de calcul {}", "avant ".repeat(100), "après ".repeat(100));
        let excerpt = to_text(&best_passage(&text, &SearchTerms::of("calculs grilles"), Language::Fr));
        assert!(excerpt.starts_with("… avant") && excerpt.contains("réseau de [calcul] et [grille] de [calcul]"), "{excerpt}");
        assert!(excerpt.ends_with(" …") && excerpt.split_whitespace().count() < 40);
        assert_eq!(to_text(&best_passage("Sans rien.", &SearchTerms::of("calcul"), Language::Fr)), "Sans rien.");
        assert_eq!(best_passage("", &SearchTerms::of("calcul"), Language::Fr), []);
    }
}
