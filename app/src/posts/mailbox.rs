//! `/lists/{list}/threads.mbox`: the posts of a discussion as a mailbox, for those who manage it.

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use domain::posts;
use futures_util::stream;

use crate::downloads;
use crate::error_page::Result;
use crate::request_context::RequestContext;

/// The file, which is sent while it is read.
pub async fn show(context: RequestContext, Path(slug): Path<String>) -> Result<Response> {
    let mailbox = posts::mailbox(context.db(), &context.actor, &slug).await?;
    let name = format!("{}-{}.mbox", mailbox.list.slug, context.now.today());
    let chunks = stream::try_unfold(mailbox, |mut mailbox| async move {
        let chunk = mailbox.next().await.map_err(std::io::Error::other)?;
        Ok::<_, std::io::Error>(chunk.map(|chunk| (chunk, mailbox)))
    });
    Ok(downloads::file("application/mbox", &name, Body::from_stream(chunks)))
}
