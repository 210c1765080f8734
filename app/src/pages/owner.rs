//! The page, and its network or event, that a request is about: the same addresses exist below both.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use domain::Error;
use domain::pages::PagePlace;

use crate::error_page::HttpError;
use crate::request_context::{self, AppState};

/// An address below `/networks/{slug}/pages` or `/events/{slug}/pages`.
#[derive(Debug, Clone)]
pub struct PagePath {
    pub place: PagePlace,
    /// The page's short name; empty for a new one.
    pub page: String,
    /// The last segment: the number of a revision, the name of a file; or empty.
    pub last: String,
}

impl FromRequestParts<AppState> for PagePath {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, HttpError> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| HttpError(Error::NotFound))?;
        let param = |name: &str| params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).unwrap_or_default();
        let slug = param("slug");
        let place =
            if request_context::address(parts).path().starts_with("/events/") { PagePlace::Event(slug) } else { PagePlace::Network(slug) };
        let last = [param("number"), param("name")].concat();
        Ok(Self { place, page: param("page"), last })
    }
}

impl PagePath {
    pub fn address(&self) -> String {
        self.place.page(&self.page)
    }
}
