//! Bounded reading of requests: forms, and the queries of addresses. The bounds are checked on the raw octets, before anything is decoded
//! or built. The domain checks the content of the fields when it parses them.

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Error;
use domain::db::Db;
use domain::form_keys::FormKey;
use domain::forms::AnswersInput;
use domain::people::sessions::Visitor;
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error_page::HttpError;
use crate::request_context::{self, AppState};

/// The maximum size of a form, in octets. The largest text, 100,000 characters of four octets each, is 1.2 million as browsers encode it.
pub const FORM_BYTES: usize = 3 << 19;
/// The maximum number of octets that are read to their end; those beyond [`FORM_BYTES`] are discarded. A browser shows the page that says
/// "too much" only if it could send the whole form.
const RECEIVED_BYTES: usize = 2 * FORM_BYTES;
/// The most fields of a form. The largest form is the attendance of a large event: a field for each of 1,500 people, and one for each
/// ticked half-day of eight: 13,500 in all.
const FORM_FIELDS: usize = 25_000;
/// The maximum length of a path with its query, in octets.
pub const ADDRESS_BYTES: usize = 8 << 10;
/// The most fields of a query.
const QUERY_FIELDS: usize = 100;
/// The maximum length of a field's name, encoded, in octets.
const NAME_BYTES: usize = 100;

/// A form (`application/x-www-form-urlencoded`), within [`FORM_BYTES`] and [`FORM_FIELDS`]. A field that may be sent more than once is a
/// `Vec`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &S) -> Result<Self, HttpError> {
        let request = limit_form(request).await?;
        let form = axum_extra::extract::Form::from_request(request, state).await.map_err(|_| invalid_request())?;
        Ok(Self(form.0))
    }
}

/// The query that a form leaves in the address of the next page: `?done=saved`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DoneQuery {
    /// A code; each page has its own text for it, and ignores unknown codes.
    pub done: String,
}

/// The query of an address, within [`ADDRESS_BYTES`] ([`limit_address`]) and [`QUERY_FIELDS`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, HttpError> {
        let mut query = parts.uri.query().unwrap_or_default().as_bytes().to_vec();
        if !has_at_most(&query, QUERY_FIELDS) {
            return Err(HttpError(Error::TooLarge));
        }
        replace_nul(&mut query);
        let uri = Uri::try_from([b"/?", query.as_slice()].concat()).map_err(|_| invalid_request())?;
        let query = axum_extra::extract::Query::try_from_uri(&uri).map_err(|_| invalid_request())?;
        Ok(Self(query.0))
    }
}

/// A [`Form`] that creates something, once even if it is sent twice. With this database instead of the context's, the second call of a verb
/// answers with the place to which the first one led. The form holds a [`FormKey`](crate::fields::FormKey); without one it is an ordinary
/// form.
pub struct OnceForm<T> {
    /// For the verb that creates.
    pub db: Db,
    pub input: T,
}

impl<T: DeserializeOwned> FromRequest<AppState> for OnceForm<T> {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, HttpError> {
        let (parts, form) = read(request).await?;
        let mut db = state.db.clone();
        if has_key(&form) {
            let person = parts.extensions.get::<Visitor>().map_or("", |visitor| visitor.person.as_str());
            let path = request_context::address(&parts).path_and_query().map_or("", |path| path.as_str());
            db = db.with_form_key(FormKey::of(person, path, &String::from_utf8_lossy(&form)));
        }
        let Form(input) = Form::from_request(Request::from_parts(parts, Body::from(form)), state).await?;
        Ok(Self { db, input })
    }
}

/// A form without fields of its own.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct NoFields {}

/// A [`Form`] that also answers questions which a coordinator composed.
pub struct AnsweredForm<T> {
    /// Its other fields.
    pub input: T,
    pub answers: AnswersInput,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for AnsweredForm<T> {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &S) -> Result<Self, HttpError> {
        let (parts, form) = read(request).await?;
        let again = Request::from_parts(parts.clone(), Body::from(form.clone()));
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(again, state).await?;
        let Form(input) = Form::from_request(Request::from_parts(parts, Body::from(form)), state).await?;
        Ok(Self { input, answers: AnswersInput::of_fields(fields) })
    }
}

/// Whether the form has the key that its blank form was given.
fn has_key(form: &[u8]) -> bool {
    form.split(|byte| *byte == b'&').any(|field| {
        let at = field.iter().position(|byte| *byte == b'=').unwrap_or(field.len());
        field.len() > at + 43 && percent_decode(&field[..at]).eq(*b"form_key")
    })
}

/// The request with its body read and its form checked against the limits of octets and fields, before anything is decoded.
///
/// # Errors
/// [`Error::TooLarge`].
pub async fn limit_form(request: Request) -> Result<Request, HttpError> {
    let (parts, form) = read(request).await?;
    Ok(Request::from_parts(parts, Body::from(form)))
}

async fn read(request: Request) -> Result<(Parts, Vec<u8>), HttpError> {
    let (parts, body) = request.into_parts();
    // One block of the announced size goes back to the system as a whole; blocks that grow would leave their smaller ones behind. Its pages take memory as
    // they are filled, not as they are announced.
    let expected = body.size_hint().exact().map_or(0, |octets| usize::try_from(octets).unwrap_or(FORM_BYTES).min(FORM_BYTES));
    let (mut form, mut received) = (Vec::with_capacity(expected), 0_usize);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| invalid_request())?;
        received = received.saturating_add(chunk.len());
        if received > RECEIVED_BYTES {
            break;
        }
        if received <= FORM_BYTES {
            form.extend_from_slice(&chunk);
        } else {
            form = Vec::new();
        }
    }
    if received > FORM_BYTES || !has_at_most(&form, FORM_FIELDS) {
        return Err(HttpError(Error::TooLarge));
    }
    replace_nul(&mut form);
    Ok((parts, form))
}

/// Refuses an address longer than any of ours (414), and one with a NUL in its path: no name has one, and PostgreSQL stores no text with
/// one.
pub async fn limit_address(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path_and_query().is_some_and(|address| address.as_str().len() > ADDRESS_BYTES) {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    if uri.path().contains("%00") {
        return HttpError(Error::NotFound).into_response();
    }
    next.run(request).await
}

fn invalid_request() -> HttpError {
    HttpError(Error::Invalid(Vec::new()))
}

/// Each field has a name of at most [`NAME_BYTES`].
fn has_at_most(encoded: &[u8], fields: usize) -> bool {
    let mut count = 0;
    encoded.split(|byte| *byte == b'&').all(|field| {
        count += 1;
        let name = field.iter().position(|byte| *byte == b'=').unwrap_or(field.len());
        count <= fields && name <= NAME_BYTES
    })
}

/// Replaces NUL by a space, as for other control characters in a line: no keyboard types one, and PostgreSQL stores none.
fn replace_nul(encoded: &mut [u8]) {
    for at in 0..encoded.len() {
        if encoded[at] == 0 {
            encoded[at] = b'+';
        } else if encoded[at..].starts_with(b"%00") {
            encoded[at + 1] = b'2';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_their_names_are_counted_before_they_are_read() {
        assert!(has_at_most(b"", 1));
        assert!(has_at_most(b"a=1&b=2", 2));
        assert!(!has_at_most(b"a=1&b=2&", 2));
        assert!(!has_at_most(&vec![b'&'; 100_000], FORM_FIELDS));
        assert!(has_at_most(&[b'a'; NAME_BYTES], 1));
        assert!(!has_at_most(&[b'a'; NAME_BYTES + 1], 1));
        assert!(has_at_most(&[b"a=", vec![b'b'; 10_000].as_slice()].concat(), 1));
    }

    #[test]
    fn the_attendance_of_a_large_event_is_a_form_that_can_be_read() {
        let mut form = "half_days=2026-11-24+am%2C2026-11-24+pm%2C2026-11-25+am%2C2026-11-25+pm&act=save".to_owned();
        for person in 0..1_500 {
            form.push_str(&format!("&shown={person:032x}+--------"));
            for half_day in ["24+am", "24+pm", "25+am", "25+pm", "26+am", "26+pm", "27+am", "27+pm"] {
                form.push_str(&format!("&present={person:032x}+2026-11-{half_day}"));
            }
        }
        assert!(form.len() <= FORM_BYTES, "{}", form.len());
        assert!(has_at_most(form.as_bytes(), FORM_FIELDS));
    }

    #[test]
    fn a_key_is_found_however_its_name_is_written() {
        let key = "k".repeat(43);
        assert!(has_key(format!("a=1&form_key={key}").as_bytes()));
        assert!(has_key(format!("form%5Fkey={key}&b").as_bytes()));
        for none in [format!("form_key={}", &key[1..]), format!("form_keys={key}"), "form_key".to_owned(), key] {
            assert!(!has_key(none.as_bytes()), "{none}");
        }
    }

    #[test]
    fn a_nul_is_a_space_and_cannot_be_put_together() {
        for (from, to) in
            [("a%00b", "a%20b"), ("%%0000", "%%2000"), ("%0%00", "%0%20"), ("%2500", "%2500"), ("\0%00\0", "+%20+"), ("%0", "%0")]
        {
            let mut bytes = from.as_bytes().to_vec();
            replace_nul(&mut bytes);
            assert_eq!(String::from_utf8_lossy(&bytes), to);
        }
    }
}
