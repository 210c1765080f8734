//! Files for search engines.

use std::fmt::Write;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::calendar;

use crate::atom::escape;
use crate::error_page::Result;
use crate::request_context::RequestContext;

/// Every public page.
pub async fn sitemap(context: RequestContext) -> Result<Response> {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for path in ["/", "/agenda", "/networks", "/about"] {
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(&context.absolute(path)));
    }
    for (path, changed) in calendar::public_paths(context.db()).await? {
        let _ = writeln!(xml, "<url><loc>{}</loc><lastmod>{changed}</lastmod></url>", escape(&context.absolute(&path)));
    }
    xml.push_str("</urlset>\n");
    Ok(([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response())
}

/// The rules for robots: everything except private and secret addresses.
pub async fn robots(context: RequestContext) -> Response {
    let disallowed = ["/me", "/feeds/", "/registrations/", "/sign-in", "/outbox", "/search"];
    let rules: String = disallowed.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let text = format!("User-agent: *\n{rules}\nSitemap: {}\n", context.absolute("/sitemap.xml"));
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
