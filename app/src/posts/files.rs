//! `/lists/{list}/threads/{thread}/files/{post}/{position}`: a file of a mail, to be saved. A browser never runs or shows it.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use domain::Language;
use domain::ids::PostId;
use domain::numbers::number;
use domain::posts::{self, PostFile};
use leptos::prelude::*;

use crate::error_page::Result;
use crate::pages::download;
use crate::request_context::RequestContext;

pub async fn show(context: RequestContext, Path((slug, _, post, position)): Path<(String, String, String, String)>) -> Result<Response> {
    let file = posts::open_file(context.db(), &context.actor, &slug, &PostId::from(post.as_str()), position.parse().unwrap_or(-1)).await?;
    // RFC 6266: the name as it is, for programs that read RFC 8187.
    let name: String = file
        .name
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let size = u64::try_from(file.size).unwrap_or(0);
    Ok((headers, download::length(size), download::body(context.db().clone(), file.hash, 0, size)).into_response())
}

/// The files of a post, as links.
pub(super) fn list(language: Language, path: &str, files: &[PostFile]) -> Option<AnyView> {
    if files.is_empty() {
        return None;
    }
    let file = |file: &PostFile| {
        let href = format!("{path}/files/{}/{}", file.post, file.position);
        let size = number(language, (file.size + 999) / 1000);
        view! { <li><a href=href download="">{file.name.clone()}</a>" "<span class="small muted">{tr!(language, "posts-file-size", size = size)}</span></li> }
    };
    let files: Vec<_> = files.iter().map(file).collect();
    Some(view! { <h3 class="small">{tr!(language, "posts-files")}</h3><ul>{files}</ul> }.into_any())
}
