//! The words of the domain: dates, mails. Kept in `content/words/<language>/domain.ftl`, checked when compiled.

use std::sync::LazyLock;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;
use rust_embed::RustEmbed;

use crate::codes::Language;

#[derive(RustEmbed)]
#[folder = "../content/words"]
struct Words;

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
    if let Err(cause) = loader.load_languages(&Words, &[identifier(language)]) {
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
