//! A page as a file: front matter in TOML between two lines `+++`, then its Markdown, unchanged.

use std::fmt::Write;

use serde::Deserialize;

use super::PageInput;
use crate::enums::{Language, PageAccess, PageKind};

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    pub title: String,
    #[serde(default = "default_kind")]
    pub kind: PageKind,
    #[serde(default = "default_access")]
    pub access: PageAccess,
    /// The language of its content.
    #[serde(default = "default_language")]
    pub language: Language,
    /// Its place in the menu.
    pub menu: Option<i64>,
    /// Whether only those who may write here can read it.
    #[serde(default)]
    pub draft: bool,
    /// The files in the folder of the same name.
    #[serde(default)]
    pub file: Vec<FrontFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontFile {
    pub name: String,
    /// For pictures: the alternative text.
    #[serde(default)]
    pub alternative: String,
}

impl FrontMatter {
    /// Splits a file into its front matter and its Markdown.
    ///
    /// # Errors
    /// The problem in words, for the author of the file.
    pub fn parse(text: &str) -> Result<(Self, String), String> {
        let text = text.replace("\r\n", "\n");
        let parts =
            text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n").or_else(|| Some((rest.strip_suffix("\n+++")?, ""))));
        let (front, body) = parts.ok_or("the front matter stands between two lines +++")?;
        let front = toml::from_str(front).map_err(|cause| cause.to_string())?;
        Ok((front, body.trim_end().to_owned()))
    }

    /// The text of the file: always the same for the same page.
    pub fn write(&self, body: &str) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let mut text = String::from("+++\n");
        let _ = writeln!(text, "title = {}", quoted(&self.title));
        let _ = writeln!(text, "kind = \"{}\"\naccess = \"{}\"\nlanguage = \"{}\"", self.kind, self.access, self.language);
        if let Some(menu) = self.menu {
            let _ = writeln!(text, "menu = {menu}");
        }
        if self.draft {
            text.push_str("draft = true\n");
        }
        for file in &self.file {
            let _ = writeln!(text, "\n[[file]]\nname = {}", quoted(&file.name));
            if !file.alternative.is_empty() {
                let _ = writeln!(text, "alternative = {}", quoted(&file.alternative));
            }
        }
        text.push_str("+++\n");
        text.push_str(body);
        if !body.is_empty() {
            text.push('\n');
        }
        text
    }

    /// The same data as a form.
    pub(crate) fn input(&self, slug: &str, body: String, note: &str) -> PageInput {
        PageInput {
            title: self.title.clone(),
            slug: slug.to_owned(),
            kind: self.kind.to_string(),
            access: self.access.to_string(),
            draft: if self.draft { "1".to_owned() } else { String::new() },
            language: self.language.to_string(),
            position: self.menu.map(|menu| menu.to_string()).unwrap_or_default(),
            body,
            note: note.to_owned(),
            version: String::new(),
        }
    }
}

fn default_kind() -> PageKind {
    PageKind::Page
}

fn default_access() -> PageAccess {
    PageAccess::Public
}

fn default_language() -> Language {
    Language::Fr
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_the_same_file_again() {
        for file in [
            "+++\ntitle = \"Guide\"\nkind = \"guide\"\naccess = \"members\"\nlanguage = \"fr\"\nmenu = 3\n+++\n\n# Début\n\n+++\nfin\n",
            "+++\ntitle = 'Un \"titre\" \\'\nkind = \"page\"\naccess = \"public\"\nlanguage = \"en\"\ndraft = true\n\n[[file]]\nname = \"a.png\"\nalternative = \"Un plan\"\n+++\n",
        ] {
            let (front, body) = FrontMatter::parse(file).unwrap_or_else(|cause| panic!("{cause}"));
            assert_eq!(front.write(&body), file);
        }
    }

    #[test]
    fn the_error_names_what_is_wrong_in_a_file() {
        for (file, part) in [
            ("# Titre", "between two lines"),
            ("+++\ntitel = \"x\"\n+++\n", "titel"),
            ("+++\nkind = \"club\"\ntitle = \"x\"\n+++\n", "club"),
        ] {
            let error = FrontMatter::parse(file).err().unwrap_or_default();
            assert!(error.contains(part), "{error}");
        }
    }
}
