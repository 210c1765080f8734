//! Rendering on threads of its own: a long text takes milliseconds, and many at once would delay every other page.

mod limit;

pub(crate) use limit::PreviewLimit;

use tokio::sync::Semaphore;

use crate::clock::{HOME, Timestamp};
use crate::error::{Error, Result};
use formats::FormatError;
use formats::documents::Document;
use formats::markdown::{message_html, message_text, to_html};
use formats::zip::ArchiveWriter;

/// Texts of at most this many bytes are rendered on the current thread: a change of thread would cost more.
const SHORT: usize = 4_096;
/// The number of long texts that are rendered at the same time; the others wait.
static PERMITS: Semaphore = Semaphore::const_new(2);
/// One PDF at a time. It has a permit of its own, so that no page waits for a PDF.
static PDF_PERMITS: Semaphore = Semaphore::const_new(1);

/// The HTML of a text, for a part of a page; safe whatever was typed.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub async fn html(text: &str) -> Result<String> {
    Ok(htmls(vec![text.to_owned()]).await?.pop().unwrap_or_default())
}

/// [`html`] of each of the texts of one page.
///
/// # Errors
/// As for [`html`].
pub async fn htmls(texts: Vec<String>) -> Result<Vec<String>> {
    let length = texts.iter().map(String::len).sum();
    beside_requests(length, move || texts.iter().map(|text| to_html(text)).collect()).await
}

/// The HTML of a message to a list. It has no pictures: their owner would learn who reads it. Links to this site are completed with its address
/// `site`; if that is empty they stay as they are.
///
/// # Errors
/// As for [`html`].
pub async fn bulletin(text: &str, site: &str) -> Result<String> {
    let (text, site) = (text.to_owned(), site.to_owned());
    beside_requests(text.len(), move || message_html(&text, &site)).await
}

/// [`bulletin`], and the same message as plain text.
///
/// # Errors
/// As for [`html`].
pub async fn bulletins(text: &str, site: &str) -> Result<(String, String)> {
    let (text, site) = (text.to_owned(), site.to_owned());
    beside_requests(text.len(), move || (message_html(&text, &site), message_text(&text, &site))).await
}

/// Does `work` on a text of `length` bytes: at once if it is short, otherwise on a thread of its own as soon as a permit is free. If the request is
/// given up, the work continues and keeps its permit to the end.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub(crate) async fn beside_requests<T: Send + 'static>(length: usize, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    if length <= SHORT {
        return Ok(work());
    }
    with_permit(&PERMITS, work).await
}

/// Renders a document as PDF, on a thread of its own as soon as the permit is free.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub async fn pdf(document: Document) -> Result<Vec<u8>> {
    Ok(with_permit(&PDF_PERMITS, move || document.pdf()).await??)
}

/// Renders documents as PDF files of a ZIP archive, one after the other, on a thread of their own as soon as the permit is free.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub(crate) async fn pdf_archive(now: Timestamp, documents: Vec<(String, Document)>) -> Result<Vec<u8>> {
    let pack = move || -> Result<Vec<u8>, FormatError> {
        let mut archive = ArchiveWriter::new(Vec::new(), now.local(HOME));
        for (name, document) in documents {
            archive.add(&name, &document.pdf()?)?;
        }
        archive.finish()
    };
    Ok(with_permit(&PDF_PERMITS, pack).await??)
}

/// [`beside_requests`] for a caller that holds a transaction: it never waits for a permit, because other writers wait for the transaction. On SQLite
/// there is one writer at a time anyway, and the size of the texts was checked when they were typed.
///
/// # Errors
/// [`Error::Internal`]; the log says why.
pub(crate) async fn within_transaction<T: Send + 'static>(length: usize, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    if length <= SHORT { Ok(work()) } else { on_thread(work).await }
}

async fn with_permit<T: Send + 'static>(permits: &'static Semaphore, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let Ok(permit) = permits.acquire().await else { return Err(Error::Internal) };
    let job = move || {
        let result = work();
        drop(permit);
        result
    };
    on_thread(job).await
}

async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|cause| {
        tracing::error!(%cause, "a text could not be rendered");
        Error::Internal
    })
}

#[cfg(test)]
mod tests;
