//! The choice of a language.

use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use domain::Language;
use serde::Deserialize;

use crate::fault::Result;
use crate::visit::Visit;

/// The button in the header.
#[derive(Deserialize)]
pub struct Choice {
    language: String,
    #[serde(default)]
    next: String,
}

/// Keeps the choice, in the browser and, for a person who is signed in, for their mails.
pub async fn choose(visit: Visit, Form(choice): Form<Choice>) -> Result {
    let language = Language::parse(&choice.language).unwrap_or(visit.language);
    if visit.visitor.is_some() {
        domain::people::sessions::speak(visit.db(), &visit.who, language).await?;
    }
    Ok(([(SET_COOKIE, visit.house.language_cookie(language))], visit.go(within(&choice.next))).into_response())
}

/// `next` if it is a path of this site, else the home page: a form can't send anyone elsewhere.
pub fn within(next: &str) -> &str {
    let inside = next.starts_with('/') && !next.starts_with("//") && !next.contains(|c: char| c == '\\' || c.is_control());
    if inside { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(within("/agenda?kind=webinar"), "/agenda?kind=webinar");
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/\t/evil.example", "/a\r\nSet-Cookie: x"] {
            assert_eq!(within(bad), "/", "{bad}");
        }
    }
}
