//! The words of the pages. Kept in `content/words/<language>/app.ftl`, checked when compiled.

use std::sync::LazyLock;

use domain::Language;
use domain::words::identifier;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;

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
    let loader = FluentLanguageLoader::new("app", identifier(Language::Fr));
    if let Err(cause) = loader.load_languages(&Words, &[identifier(language)]) {
        tracing::error!(%cause, "language files");
    }
    loader.set_use_isolating(false);
    loader
}

/// The words for a key, in a language: `t!(language, "networks-title")`, `t!(language, "agenda-count", count = 3)`.
macro_rules! t {
    ($language:expr, $($rest:tt)+) => { i18n_embed_fl::fl!($crate::words::words($language), $($rest)+) };
}
