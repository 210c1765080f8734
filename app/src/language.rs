//! The choice of a language.

use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;
use domain::Language;
use domain::sign_in::NEXT_BYTES;
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::Form;
use crate::request_context::RequestContext;

#[derive(Deserialize)]
pub struct LanguageForm {
    language: String,
    #[serde(default)]
    next: String,
}

/// Saves the choice: in the browser and, for a person who is signed in, for their mails.
pub async fn update(context: RequestContext, Form(choice): Form<LanguageForm>) -> Result {
    let language = Language::parse(&choice.language).unwrap_or(context.language);
    if context.visitor.is_some() {
        domain::people::sessions::set_language(context.db(), &context.actor, language).await?;
    }
    Ok(([(SET_COOKIE, context.state.language_cookie(language))], context.redirect(local_path(&choice.next))).into_response())
}

/// `next` if it is a path of this site, of at most [`NEXT_BYTES`]; else the home page. A form can't redirect anyone to another site.
pub fn local_path(next: &str) -> &str {
    let is_local = next.len() <= NEXT_BYTES
        && next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|c: char| c == '\\' || c.is_control());
    if is_local { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{NEXT_BYTES, local_path};

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local_path("/agenda?kind=webinar"), "/agenda?kind=webinar");
        assert_eq!(local_path(&format!("/{}", "x".repeat(NEXT_BYTES))), "/");
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/\t/evil.example", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local_path(bad), "/", "{bad}");
        }
    }
}
