//! Mails whose HTML an archive has taken out: HyperKitty exports it as a file beside the plain text of the mail, which is empty if the mail had none.

use super::body::MailBody;
use super::{IncomingMail, MailAttachment, guarded};

/// The names of that file.
const NAMES: [&str; 2] = ["attachment.html", "attachment.htm"];

/// Makes the HTML that was taken out the text of the mail, if it has no other. In any case the files go: they say what the text says. Only for mails of
/// an archive: in one that comes now, a file of this name is its author's.
pub fn rejoin_html(mail: &mut IncomingMail) {
    let (html, files): (Vec<_>, Vec<_>) = std::mem::take(&mut mail.attachments).into_iter().partition(is_taken_out);
    mail.attachments = files;
    if html.is_empty() || !mail.text.is_empty() {
        return;
    }
    let Some(body) = guarded(|| text(&html)) else { return };
    mail.is_html_only = true;
    mail.text = body.text;
    mail.text_truncated = body.is_truncated;
}

fn is_taken_out(file: &MailAttachment) -> bool {
    file.content_type == "text/html" && NAMES.contains(&file.name.as_str())
}

fn text(html: &[MailAttachment]) -> MailBody {
    let mut body = MailBody::default();
    for file in html {
        body.add_html(None, &file.bytes);
    }
    body
}
