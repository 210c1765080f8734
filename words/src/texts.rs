//! The language files, read once.

use std::borrow::Cow;
use std::sync::LazyLock;

use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;
use i18n_embed::{I18nAssets, LanguageLoader};
use rust_embed::RustEmbed;

#[doc(hidden)]
pub use i18n_embed_fl::fl;

/// The crates that have words: the keys of their files share one name space.
const CRATES: [&str; 3] = ["app", "domain", "formats"];
const FRENCH: &str = "fr";
const ENGLISH: &str = "en";

#[derive(RustEmbed)]
#[folder = "../content/words"]
struct WordFiles;

/// The files of all crates, as the one file that a loader reads for each language.
struct AllWords;

impl I18nAssets for AllWords {
    fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
        let language = path.split('/').next().unwrap_or_default();
        let files = CRATES.iter().filter_map(|name| WordFiles::get(&format!("{language}/{name}.ftl")));
        let text: Vec<u8> = files.flat_map(|file| file.data.into_owned().into_iter().chain(*b"\n")).collect();
        if text.is_empty() { Vec::new() } else { vec![Cow::Owned(text)] }
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new([FRENCH, ENGLISH].into_iter().map(|language| format!("{language}/words.ftl")))
    }
}

static LOADERS: LazyLock<[FluentLanguageLoader; 2]> = LazyLock::new(|| [load(FRENCH), load(ENGLISH)]);

fn load(language: &str) -> FluentLanguageLoader {
    let identifier = |language: &str| language.parse::<LanguageIdentifier>().unwrap_or_default();
    let loader = FluentLanguageLoader::new("words", identifier(FRENCH));
    if let Err(cause) = loader.load_languages(&AllWords, &[identifier(language)]) {
        tracing::error!(%cause, language, "the language files can't be read");
    }
    // The marks are for mixed directions of writing; in plain text of mails they show as stray characters.
    loader.set_use_isolating(false);
    loader
}

/// The words of the language with that code; French for any other than `en`.
pub fn loader(language: &str) -> &'static FluentLanguageLoader {
    let [french, english] = &*LOADERS;
    if language == ENGLISH { english } else { french }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The French files, by name.
    fn french() -> Vec<(String, String)> {
        files(FRENCH)
    }

    fn files(language: &str) -> Vec<(String, String)> {
        let read = |name: &&str| {
            let path = format!("{language}/{name}.ftl");
            let file = WordFiles::get(&path).unwrap_or_else(|| panic!("{path}"));
            (path, String::from_utf8(file.data.into_owned()).expect("UTF-8"))
        };
        CRATES.iter().map(read).collect()
    }

    #[test]
    fn each_language_has_its_words_and_english_falls_back_to_french() {
        assert_eq!(loader("fr").get("shell-sign-in"), "Se connecter");
        assert_eq!(loader("en").get("shell-sign-in"), "Sign in");
        assert_eq!(loader("en").get("dates-first-of-month"), "1", "of another crate's file");
    }

    /// The keys of a language, sorted.
    fn keys(language: &str) -> Vec<String> {
        let files = files(language);
        let lines = files.iter().flat_map(|(_, text)| text.lines()).filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        let mut keys: Vec<String> = lines.filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned())).collect();
        keys.sort_unstable();
        keys
    }

    /// `tr!` checks French keys alone.
    #[test]
    fn both_languages_define_the_same_keys() {
        let (french, english) = (keys(FRENCH), keys(ENGLISH));
        let lacking = |these: &[String], those: &[String]| these.iter().filter(|key| !those.contains(key)).cloned().collect::<Vec<_>>();
        assert_eq!(lacking(&french, &english), Vec::<String>::new(), "not in English");
        assert_eq!(lacking(&english, &french), Vec::<String>::new(), "not in French");
    }

    /// The crates share one name space: of a key that two of them define, only one text would be used.
    #[test]
    fn no_key_is_defined_twice() {
        let keys = keys(FRENCH);
        let twice: Vec<&String> = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    /// French keeps a narrow no-break space before these signs: a line never begins with one.
    #[test]
    fn french_signs_follow_a_narrow_no_break_space() {
        for (name, text) in french() {
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

    /// "de IRE" is wrong in French ("d'IRE"): the text names the kind of network first, as in "du réseau IRE".
    #[test]
    fn no_acronym_follows_a_word_that_would_be_elided() {
        for (name, text) in french() {
            for word in ["de", "que", "lorsque", "si"] {
                for named in ["network", "lead", "networks", "by"] {
                    assert!(!text.contains(&format!(" {word} {{ ${named} }}")), "{name}: « {word} {{ ${named} }} »");
                }
            }
        }
    }
}
