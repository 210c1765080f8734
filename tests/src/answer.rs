//! Answers to requests.

use std::collections::BTreeMap;
use std::io::Read;

use axum::http::{HeaderMap, StatusCode};
use scraper::{Html, Selector};

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// As text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The text that a person reads, with single spaces.
    pub fn words(&self) -> String {
        let page = Html::parse_document(&self.body);
        let text: Vec<&str> = page.root_element().text().collect();
        text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn shows(&self, text: &str) -> bool {
        self.words().contains(text)
    }

    /// The files of a ZIP archive, by name. A file that is no text is empty here.
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

    /// The value of a field of a form.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let inputs = self.attributes(&format!(r#"input[name="{name}"]"#), "value");
        inputs.into_iter().next().or_else(|| self.all(&format!(r#"textarea[name="{name}"]"#)).into_iter().next())
    }

    /// The error beside a field.
    pub fn error_of(&self, name: &str) -> Option<String> {
        self.all(&format!("#{name}-error")).into_iter().next()
    }
}
