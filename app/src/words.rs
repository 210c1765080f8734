//! The words of the pages. Kept in `content/words/<language>/app.ftl`, checked when compiled.

use std::sync::LazyLock;

use domain::Language;
use domain::words::identifier;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../content/words"]
struct AppWords;

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
    if let Err(cause) = loader.load_languages(&AppWords, &[identifier(language)]) {
        tracing::error!(%cause, "language files");
    }
    loader.set_use_isolating(false);
    loader
}

/// The words for a key, in a language: `t!(language, "networks-title")`, `t!(language, "agenda-count", count = 3)`.
macro_rules! t {
    ($language:expr, $($rest:tt)+) => { i18n_embed_fl::fl!($crate::words::words($language), $($rest)+) };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// French keeps a narrow no-break space before these signs: a line never begins with one.
    #[test]
    fn french_signs_stand_behind_a_narrow_space() {
        for name in ["fr/app.ftl", "fr/domain.ftl"] {
            let file = AppWords::get(name).expect(name);
            let text = String::from_utf8(file.data.into_owned()).expect("UTF-8");
            for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')) {
                let letters: Vec<char> = line.chars().collect();
                for at in 1..letters.len() {
                    let ends = letters.get(at + 1).is_none_or(|next| next.is_whitespace());
                    if matches!(letters[at], ':' | ';' | '?' | '!') && ends {
                        assert_eq!(letters[at - 1], '\u{202f}', "{name}:{number}: {line}");
                    }
                }
            }
        }
    }

    /// « de IRE » does not read: a network is named after its kind.
    #[test]
    fn no_acronym_follows_what_would_be_elided() {
        for name in ["fr/app.ftl", "fr/domain.ftl"] {
            let file = AppWords::get(name).expect(name);
            let text = String::from_utf8(file.data.into_owned()).expect("UTF-8");
            for word in ["de", "que", "lorsque", "si"] {
                for named in ["network", "lead", "networks", "by"] {
                    assert!(!text.contains(&format!(" {word} {{ ${named} }}")), "{name}: « {word} {{ ${named} }} »");
                }
            }
        }
    }
}
