//! What the words of a list's own filter hold for: the same words find the same things as the search does.

use super::asked::{SearchTerm, SearchTerms};
use crate::enums::SearchKind;

/// A condition that holds where every word of `typed` is found, in any of its forms, over `subject`: the key, in SQL, of something of that
/// kind. `None` if no word says anything. Who may see it is the list's to say.
pub(crate) fn condition(kind: SearchKind, subject: &str, typed: &str, bind: &mut impl FnMut(String) -> String) -> Option<String> {
    let terms = SearchTerms::of(typed);
    let found: Vec<String> = terms.0.iter().map(|term| found(kind, subject, term, bind)).collect();
    (!found.is_empty()).then(|| format!("({})", found.join(" AND ")))
}

fn found(kind: SearchKind, subject: &str, term: &SearchTerm, bind: &mut impl FnMut(String) -> String) -> String {
    let mut forms = Vec::new();
    let [french, english] = &term.stems;
    forms.push(format!("w.stem = {}", bind(french.clone())));
    if english != french {
        forms.push(format!("w.stem = {}", bind(english.clone())));
    }
    if let Some((from, to)) = term.begins() {
        forms.push(format!("(w.word >= {} AND w.word <= {})", bind(from), bind(to)));
    }
    format!(
        "{subject} IN (SELECT s.subject FROM search_word w JOIN search_entry s ON s.id = w.entry WHERE s.kind = '{kind}' AND ({}))",
        forms.join(" OR ")
    )
}
