//! The condition for the word filter of a list, with the same matches as the search.

use super::parsed_query::{SearchTerm, SearchTerms};
use crate::enums::SearchKind;

/// An SQL condition that is true if every word of `typed` is found, in any of its forms. `subject` is an SQL expression for the key of a thing of
/// that kind. `None` if no word is searchable. The list itself must check who may see it.
pub(crate) fn condition(kind: SearchKind, subject: &str, typed: &str, bind: &mut impl FnMut(String) -> String) -> Option<String> {
    let terms = SearchTerms::of(typed);
    let conditions: Vec<String> = terms.0.iter().map(|term| term_condition(kind, subject, term, bind)).collect();
    (!conditions.is_empty()).then(|| format!("({})", conditions.join(" AND ")))
}

fn term_condition(kind: SearchKind, subject: &str, term: &SearchTerm, bind: &mut impl FnMut(String) -> String) -> String {
    let mut forms: Vec<String> = term.stored_forms().into_iter().map(|form| format!("w.word = {}", bind(form))).collect();
    if let Some((from, to)) = term.prefix_range() {
        forms.push(format!("(w.word >= {} AND w.word <= {})", bind(from), bind(to)));
    }
    format!(
        "{subject} IN (SELECT s.subject FROM search_word w JOIN search_entry s ON s.id = w.entry WHERE s.kind = '{kind}' AND ({}))",
        forms.join(" OR ")
    )
}
