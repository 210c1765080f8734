//! The words of the domain: dates, mails. Kept in `content/words/<language>/domain.ftl`, checked when compiled.

use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;
use rust_embed::RustEmbed;

use crate::enums::Language;

#[derive(RustEmbed)]
#[folder = "../content/words"]
struct DomainWords;

static FRENCH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(Language::Fr));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(Language::En));

/// The words in a language.
pub fn words(language: Language) -> &'static FluentLanguageLoader {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

fn load(language: Language) -> FluentLanguageLoader {
    let loader = FluentLanguageLoader::new("domain", identifier(Language::Fr));
    if let Err(cause) = loader.load_languages(&DomainWords, &[identifier(language)]) {
        tracing::error!(%cause, "language files");
    }
    // The marks are for mixed directions of writing; in plain text of mails they show as stray characters.
    loader.set_use_isolating(false);
    loader
}

/// The language as the language files name it.
pub fn identifier(language: Language) -> LanguageIdentifier {
    language.code().parse().unwrap_or_default()
}

/// The words for a key, in a language: `say!(language, "key", name = value)`.
#[macro_export]
macro_rules! say {
    ($language:expr, $($rest:tt)+) => { i18n_embed_fl::fl!($crate::words::words($language), $($rest)+) };
}

/// A whole number as people write it: `1 234` in French, with a narrow no-break space, `1,234` in English.
pub fn number(language: Language, number: i64) -> String {
    let separator = match language {
        Language::Fr => '\u{202f}',
        Language::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    if number < 0 {
        grouped.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_people_write_them() {
        assert_eq!(number(Language::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(number(Language::En, 12_345), "12,345");
        assert_eq!(number(Language::En, 346), "346");
    }
}
