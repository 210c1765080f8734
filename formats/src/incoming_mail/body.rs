//! Which parts are the text of a mail, and which are its attachments.

use super::clean;
use super::parts::MimeLeaf;
use super::{MailAttachment, decode, flowed, html_text};

/// The longest text, in bytes.
const TEXT_BYTES: usize = 200_000;
/// What is read of one part to make the text: HTML of office programs is long.
const SOURCE_BYTES: usize = 2_000_000;
const ATTACHMENTS: usize = 100;

#[derive(Default)]
pub(super) struct MailBody {
    pub text: String,
    pub is_truncated: bool,
    pub is_html_only: bool,
    pub attachments: Vec<MailAttachment>,
}

/// The text and the attachments. Of alternatives, plain text counts if it is there and not blank; else HTML.
pub(super) fn read(leaves: &[MimeLeaf<'_>]) -> MailBody {
    // Some programs name the only text of a mail.
    let is_body = |leaf: &MimeLeaf<'_>| !leaf.kind.is_attachment && (leaf.kind.name.is_none() || leaves.len() == 1);
    let texts: Vec<Option<String>> = leaves.iter().map(|leaf| is_body(leaf).then(|| plain_text(leaf)).flatten()).collect();
    let has_plain = |alternative: usize| {
        let same = leaves.iter().zip(&texts).filter(|(leaf, _)| leaf.alternative == Some(alternative));
        same.into_iter().any(|(_, text)| text.as_ref().is_some_and(|text| !text.trim().is_empty()))
    };
    let mut body = MailBody::default();
    let (mut plain_used, mut html_used) = (false, false);
    for (leaf, plain) in leaves.iter().zip(&texts) {
        if let Some(text) = plain {
            plain_used |= !text.trim().is_empty();
            body.add(text);
        } else if is_body(leaf) && leaf.kind.media_type == "text/html" {
            if !leaf.alternative.is_some_and(has_plain) {
                html_used = true;
                body.add_html(leaf.kind.charset.as_deref(), &leaf.content());
            }
        } else if body.attachments.len() < ATTACHMENTS {
            let number = body.attachments.len() + 1;
            body.attachments.push(attachment(leaf, number));
        }
    }
    body.is_html_only = html_used && !plain_used;
    body
}

impl MailBody {
    fn add(&mut self, text: &str) {
        let safe = clean::lines(text);
        let safe = safe.trim_matches('\n').trim_end();
        if safe.is_empty() || self.is_truncated {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(safe);
        self.is_truncated |= clean::cut(&mut self.text, TEXT_BYTES);
    }

    /// The text of HTML, below what is there.
    pub(super) fn add_html(&mut self, charset: Option<&str>, bytes: &[u8]) {
        let source = decode::text(charset, bytes, SOURCE_BYTES);
        self.add(&html_text::text(&source));
        self.is_truncated |= source.len() >= SOURCE_BYTES;
    }
}

fn plain_text(leaf: &MimeLeaf<'_>) -> Option<String> {
    // A multipart without a boundary has no parts: its content is all there is.
    let is_text = leaf.kind.media_type == "text/plain" || leaf.kind.media_type.starts_with("multipart/");
    if !is_text {
        return None;
    }
    let text = decode::text(leaf.kind.charset.as_deref(), &leaf.content(), SOURCE_BYTES);
    Some(if leaf.kind.is_flowed { flowed::unfold(&text, leaf.kind.deletes_space) } else { text })
}

fn attachment(leaf: &MimeLeaf<'_>, number: usize) -> MailAttachment {
    let content_type = leaf.kind.media_type.clone();
    let bytes = leaf.content();
    let name = leaf.kind.name.as_deref().and_then(clean::file_name);
    let name = name.unwrap_or_else(|| format!("attachment-{number}{}", extension(&content_type)));
    let is_inline = !leaf.kind.is_attachment && leaf.is_related && leaf.fields.first("Content-ID").is_some();
    MailAttachment { name, content_type, size: bytes.len(), is_inline, bytes }
}

/// The extension of the files that mail programs send without a name.
fn extension(content_type: &str) -> &'static str {
    match content_type {
        "message/rfc822" | "message/global" => ".eml",
        "text/calendar" => ".ics",
        "text/plain" => ".txt",
        "text/html" => ".html",
        "text/vcard" | "text/x-vcard" | "text/directory" => ".vcf",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "application/pdf" => ".pdf",
        "application/zip" => ".zip",
        "application/pgp-signature" => ".asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => ".p7s",
        _ => "",
    }
}
