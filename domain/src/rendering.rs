//! Rendering beside the threads that answer: a long text takes milliseconds, and many at once would keep every other page waiting.

mod limit;

pub(crate) use limit::PreviewLimit;

use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use formats::markdown::{to_bulletin, to_bulletin_text, to_html};
use formats::paper::Paper;

/// Texts of no more bytes are rendered at once: less work than a change of thread is worth.
const SHORT: usize = 4_096;
/// How many long texts are rendered at the same time; the others wait.
static PERMITS: Semaphore = Semaphore::const_new(2);
/// PDFs one after the other: no page waits for one.
static PDF_PERMITS: Semaphore = Semaphore::const_new(1);

/// HTML of a text, for a part of a page, safe whatever was typed.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub async fn html(text: &str) -> Result<String> {
    Ok(htmls(vec![text.to_owned()]).await?.pop().unwrap_or_default())
}

/// [`html`] of each of the texts of one page.
///
/// # Errors
/// The same.
pub async fn htmls(texts: Vec<String>) -> Result<Vec<String>> {
    let length = texts.iter().map(String::len).sum();
    beside_requests(length, move || texts.iter().map(|text| to_html(text)).collect()).await
}

/// HTML of a message to many, without pictures, which would tell their owner who reads it. Links to this site are completed with its address
/// `site`; without one they stay as they are.
///
/// # Errors
/// As for [`html`].
pub async fn bulletin(text: &str, site: &str) -> Result<String> {
    let (text, site) = (text.to_owned(), site.to_owned());
    beside_requests(text.len(), move || to_bulletin(&text, &site)).await
}

/// [`bulletin`], and the same message for those who read no HTML.
///
/// # Errors
/// As for [`html`].
pub async fn bulletins(text: &str, site: &str) -> Result<(String, String)> {
    let (text, site) = (text.to_owned(), site.to_owned());
    beside_requests(text.len(), move || (to_bulletin(&text, &site), to_bulletin_text(&text, &site))).await
}

/// Does `work` on a text of that many bytes: at once if it is short, else on a thread of its own when it is its turn. Work whose request
/// was given up goes on, and keeps its turn as long.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub(crate) async fn beside_requests<T: Send + 'static>(length: usize, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    if length <= SHORT {
        return Ok(work());
    }
    with_permit(&PERMITS, work).await
}

/// The paper as PDF, made on a thread of its own when it is its turn.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub async fn pdf(paper: Paper) -> Result<Vec<u8>> {
    Ok(with_permit(&PDF_PERMITS, move || paper.pdf()).await??)
}

/// [`beside_requests`] for a caller that holds a transaction, which others wait for: it never waits for its turn. Writers of SQLite take turns by
/// themselves; what they read is bounded where it is parsed.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub(crate) async fn within_transaction<T: Send + 'static>(length: usize, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    if length <= SHORT { Ok(work()) } else { on_thread(work).await }
}

async fn with_permit<T: Send + 'static>(permits: &'static Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let Ok(permit) = permits.acquire().await else { return Err(Error::Internal) };
    let working = move || {
        let done = work();
        drop(permit);
        done
    };
    on_thread(working).await
}

async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| {
        tracing::error!(%cause, "a text could not be rendered");
        Error::Internal
    })
}

#[cfg(test)]
mod tests;
