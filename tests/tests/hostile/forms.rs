//! The forms of a page as a browser would send them.

use scraper::{ElementRef, Html, Selector};
use tests::Answer;

/// A form with its present values.
#[derive(Debug, Clone)]
pub struct SeenForm {
    pub action: String,
    pub is_post: bool,
    pub is_multipart: bool,
    pub fields: Vec<(String, String)>,
}

impl SeenForm {
    /// An identity: the same form on two pages is sent once.
    pub fn signature(&self) -> String {
        let mut names: Vec<&str> = self.fields.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        // Of two similar objects with the same form, one is enough.
        let shape: Vec<&str> = self.action.split('/').map(|part| if part.len() > 30 { "…" } else { part }).collect();
        format!("{} {}", shape.join("/"), names.join(" "))
    }

    /// The name of its first field.
    pub fn first(&self) -> &str {
        self.fields.first().map_or("a", |(name, _)| name)
    }

    /// Its encoded body. `change` replaces the value of a field by an encoded one.
    pub fn body(&self, change: impl Fn(&str, &str) -> Option<String>) -> String {
        let encoded = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let pairs = self.fields.iter().map(|(name, value)| {
            let value = change(name, value).unwrap_or_else(|| encoded(value));
            format!("{}={value}", encoded(name))
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// Every form of a page at `path`.
pub fn of(page: &Answer, path: &str) -> Vec<SeenForm> {
    let html = Html::parse_document(&page.body);
    let (form, control) = (selector("form"), selector("input[name], select[name], textarea[name], button[name]"));
    html.select(&form)
        .map(|form| {
            let attribute = |name: &str| form.value().attr(name).unwrap_or_default();
            let action = if attribute("action").is_empty() { path } else { attribute("action") };
            SeenForm {
                action: action.to_owned(),
                is_post: attribute("method").eq_ignore_ascii_case("post"),
                is_multipart: attribute("enctype").starts_with("multipart"),
                fields: form.select(&control).filter_map(field).collect(),
            }
        })
        .collect()
}

/// A control with its value: the selected radio button, and every button and empty box with the value it would send.
fn field(control: ElementRef<'_>) -> Option<(String, String)> {
    let element = control.value();
    let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
    let value = match element.name() {
        "select" => {
            let chosen = control.select(&selector("option[selected]")).next().or_else(|| control.select(&selector("option")).next());
            chosen.map(|option| option.value().attr("value").unwrap_or_default().to_owned()).unwrap_or_default()
        }
        "textarea" => control.text().collect(),
        _ if attribute("type") == "radio" && element.attr("checked").is_none() => return None,
        _ => attribute("value"),
    };
    Some((attribute("name"), value))
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a CSS selector")
}
