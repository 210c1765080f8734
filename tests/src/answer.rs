//! What came back.

use std::collections::BTreeMap;
use std::io::Read;

use axum::http::{HeaderMap, StatusCode};
use scraper::{Html, Selector};

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as text.
    pub body: String,
    /// Its body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's text; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The words that a person reads: text of the page, white space folded.
    pub fn words(&self) -> String {
        let page = Html::parse_document(&self.body);
        let text: Vec<&str> = page.root_element().text().collect();
        text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a person reads these words on the page.
    pub fn shows(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// The files of an archive, by name; what is no text reads as nothing.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&self.bytes)).expect("an archive");
        let mut files = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let mut text = String::new();
            drop(file.read_to_string(&mut text));
            files.insert(file.name().expect("a name").into_owned(), text);
        }
        files
    }

    /// The text of every element that a CSS selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a CSS selector");
        page.select(&selector).map(|element| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// An attribute of every element that a CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a CSS selector");
        page.select(&selector).filter_map(|element| element.value().attr(name).map(str::to_owned)).collect()
    }

    /// What a form's field holds: what was typed, kept.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let inputs = self.attributes(&format!(r#"input[name="{name}"]"#), "value");
        inputs.into_iter().next().or_else(|| self.all(&format!(r#"textarea[name="{name}"]"#)).into_iter().next())
    }

    /// The sentence beside a field.
    pub fn fault_of(&self, name: &str) -> Option<String> {
        self.all(&format!("#{name}-error")).into_iter().next()
    }
}
