//! The words of a message's copies: rendered once for each language of what surrounds them, then only the personal parts are filled in.

use super::{Copy, Script};
use crate::db::Db;
use crate::enums::Language;
use crate::error::Result;
use crate::lists::audience::{foot, reasons, stop_words};
use crate::lists::{InstanceKey, token};
use crate::mail::text::{document, escape};
use crate::rendering;
use words::tr;

/// Characters of private use stand where the personal parts go: nobody types them.
const NAME: &str = "\u{e000}";
const WHY: &str = "\u{e001}";
const LINK: &str = "\u{e002}";
const STOP: &str = "\u{e003}";
/// The same: taken out of what was typed all the same.
const MARKS: [char; 4] = ['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}'];

/// What all copies of a message share, as words.
pub struct CopyTemplate {
    /// What they share.
    pub script: Script,
    /// Where the list is, on the site.
    pub page: String,
    unsubscribe: String,
    words: Vec<(Language, Words)>,
}

/// The words of one copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedCopy {
    /// For those who read no HTML.
    pub plain: String,
    /// A whole document.
    pub html: String,
    /// What ends such copies, at one click.
    pub unsubscribe: String,
}

struct Words {
    plain: String,
    html: String,
}

impl CopyTemplate {
    /// Renders what the copies share.
    ///
    /// # Errors
    /// [`crate::Error::Internal`]; the log says why.
    pub async fn new(db: &Db, script: Script) -> Result<Self> {
        let page = db.link(&format!("/lists/{}", script.list.1));
        let typed = script.body.replace(MARKS, "");
        let body = typed.replace("{{nom}}", NAME).replace("{{name}}", NAME);
        let (html, text) = rendering::bulletins(&body, &db.link("/")).await?;
        let words = Language::ALL.iter().map(|language| (*language, Words::new(*language, &script, &text, &html, &page))).collect();
        Ok(Self { script, page, unsubscribe: db.link("/unsubscribe/"), words })
    }

    /// One copy; `None` if there are no words in its language.
    pub fn render(&self, key: &InstanceKey, copy: &Copy) -> Option<RenderedCopy> {
        let (_, words) = self.words.iter().find(|(language, _)| *language == copy.language).or(self.words.first())?;
        let unsubscribe = format!("{}{}", self.unsubscribe, token(key, &copy.opt_out, &copy.id));
        let why = reasons(copy.language, &copy.why).join(", ");
        let stop = stop_words(copy.language, copy.is_of_event());
        // Without a name, the gap before it goes too: « Bonjour, ».
        let gap = format!(" {NAME}");
        let mark = if copy.name.trim().is_empty() { gap.as_str() } else { NAME };
        let filled = |words: &str, name: &str, why: &str, stop: &str| {
            words.replace(mark, name).replace(NAME, name).replace(WHY, why).replace(STOP, stop).replace(LINK, &unsubscribe)
        };
        let plain = filled(&words.plain, &copy.name, &why, &stop);
        let html = filled(&words.html, &escape(&copy.name), &escape(&why), &escape(&stop));
        Some(RenderedCopy { plain, html, unsubscribe })
    }
}

impl Words {
    fn new(language: Language, script: &Script, body: &str, html: &str, page: &str) -> Self {
        let why = foot(language, &script.acronym, WHY);
        let (stop_at, page_at) = (tr!(language, "lists-foot-stop-at", stop = STOP), tr!(language, "lists-foot-page"));
        let plain = format!("{}\n\n-- \n{why}\n\n{stop_at}\n{LINK}\n\n{page_at}\n{page}\n", body.trim_end());
        let foot = format!(
            "<p lang=\"{language}\">{}<br><a href=\"{LINK}\">{STOP}</a><br><a href=\"{}\">{}</a></p>",
            escape(&why),
            escape(page),
            escape(page)
        );
        Self { plain, html: document(script.language, &script.subject, html, &foot) }
    }
}
