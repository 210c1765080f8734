//! Excerpts: the passage of a text with the most hits, with the hits marked and the words as they were written.

use crate::enums::Language;
use crate::search_index::SearchTerms;
use crate::search_index::terms::{self, Stems};

/// A piece of a text, and whether it is a hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExcerptPiece {
    /// The text as it was written.
    pub text: String,
    /// Whether it is a hit.
    pub hit: bool,
}

/// The number of words in an excerpt.
const WORDS: usize = 32;

/// The whole of a title, with its hits marked.
pub(super) fn whole(text: &str, terms: &SearchTerms, language: Language) -> Vec<ExcerptPiece> {
    pieces(text, 0, text.len(), &hits(text, terms, language))
}

/// The passage of a text with the most hits; the beginning of the text if there are none.
pub(super) fn best(text: &str, terms: &SearchTerms, language: Language) -> Vec<ExcerptPiece> {
    let words = hits(text, terms, language);
    if words.is_empty() {
        return Vec::new();
    }
    let mut best = (0, 0);
    let mut within = 0_usize;
    for end in 0..words.len() {
        within += usize::from(words[end].2);
        let start = (end + 1).saturating_sub(WORDS);
        if start > 0 {
            within -= usize::from(words[start - 1].2);
        }
        if within > best.1 {
            // Starts a few words before the first hit, to show its context.
            let first = (start..=end).find(|word| words[*word].2).unwrap_or(start);
            best = (first.saturating_sub(6), within);
        }
    }
    let (first, last) = (best.0, (best.0 + WORDS).min(words.len()) - 1);
    let start = if first == 0 { 0 } else { words[first].0 };
    let end = if last + 1 == words.len() { text.len() } else { words[last].1 };
    let mut shown = pieces(text, start, end, &words);
    if start > 0 {
        shown.insert(0, ExcerptPiece { text: "… ".to_owned(), hit: false });
    }
    if end < text.len() {
        shown.push(ExcerptPiece { text: " …".to_owned(), hit: false });
    }
    shown
}

/// Every word of a text: its start, its end, and whether it is a hit.
fn hits(text: &str, terms: &SearchTerms, language: Language) -> Vec<(usize, usize, bool)> {
    let stems = Stems::of(language);
    terms::tokens(text)
        .map(|token| (token.start, token.end, (token.folded.len() > 1 || token.finds(text)) && terms.match_word(&token.folded, &stems)))
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

    fn shown(pieces: &[ExcerptPiece]) -> String {
        pieces.iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn hits_are_marked_with_the_accents_they_were_written_with() {
        let terms = SearchTerms::of("evenements regi");
        assert_eq!(shown(&whole("L’Événement en RÉGION", &terms, Language::Fr)), "L’[Événement] en [RÉGION]");
    }

    #[test]
    fn an_excerpt_is_the_passage_with_the_most_hits() {
        let text = format!("{}réseau de calcul et grille de calcul {}", "avant ".repeat(100), "après ".repeat(100));
        let excerpt = shown(&best(&text, &SearchTerms::of("calculs grilles"), Language::Fr));
        assert!(excerpt.starts_with("… avant") && excerpt.contains("réseau de [calcul] et [grille] de [calcul]"), "{excerpt}");
        assert!(excerpt.ends_with(" …") && excerpt.split_whitespace().count() < 40);
        assert_eq!(shown(&best("Sans rien.", &SearchTerms::of("calcul"), Language::Fr)), "Sans rien.");
        assert_eq!(best("", &SearchTerms::of("calcul"), Language::Fr), []);
    }
}
