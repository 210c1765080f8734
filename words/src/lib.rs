//! What people read, in French and English: `content/words/<language>/`, one file for each crate that has words, French the reference.
//!
//! [`tr!`] checks its key and arguments when the calling crate is compiled, against the file of that crate. Without the feature `texts` there
//! are the languages and their numbers alone, small enough for the browser.

mod language;
pub mod numbers;
#[cfg(feature = "texts")]
mod texts;

pub use language::{Language, UnknownLanguage};
#[cfg(feature = "texts")]
pub use texts::{fl, loader};

/// The words for a key, in a language (anything with a `code()`): `tr!(language, "agenda-count", count = 3)`.
#[cfg(feature = "texts")]
#[macro_export]
macro_rules! tr {
    ($language:expr, $($rest:tt)+) => { $crate::fl!($crate::loader($language.code()), $($rest)+) };
}

/// The words of a choice, by its code: those of `event.add_material` in the group `audit-action` are the message `audit-action-event-add-material`.
/// None where there is no such message.
#[cfg(feature = "texts")]
pub fn of_code(language: &str, group: &str, code: &str) -> Option<String> {
    let key = format!("{group}-{}", code.replace(['.', '_'], "-"));
    let loader = loader(language);
    loader.has(&key).then(|| loader.get(&key))
}
