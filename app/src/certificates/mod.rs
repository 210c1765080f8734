//! Certificates of attendance: checking one, those of an event, one's own, the text of a network.

pub mod check;
pub mod mine;
pub mod register;
pub mod text;

use axum::response::Response;
use domain::certificates::IssuedCertificate;

use crate::downloads;

/// A certificate, or another document, as a download.
pub(crate) fn pdf(issued: IssuedCertificate) -> Response {
    downloads::file("application/pdf", &issued.file_name, issued.pdf)
}
