//! What a mail server answers when it can not deliver: reports (RFC 3464), and the words of servers that write none. And the answers of robots.

mod auto_reply;
mod codes;
mod free_form;
mod report;

use crate::incoming_mail::fields::HeaderBlock;
use crate::incoming_mail::parts::{self, MimeTree};
use crate::incoming_mail::{clean, guarded, line_ends};

/// The most recipients of one report.
const RECIPIENTS: usize = 100;
/// The longest diagnostic, in characters.
const DIAGNOSTIC: usize = 500;
/// What is read of one part, in bytes.
const PART_BYTES: usize = 256 * 1024;

/// What became of a mail. In this order, the last one counts most when recipients differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BounceKind {
    /// A person's robot answers: absent. The mail arrived.
    AutoReply,
    /// The server goes on trying.
    Delayed,
    /// The server gave up, but the address may be good: a full mailbox, a server that is away.
    Temporary,
    /// The address is bad, or refuses our mails.
    Permanent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BounceReport {
    /// That of the recipients that counts most.
    pub kind: BounceKind,
    /// At most 100. Empty when the server names none, and for [`BounceKind::AutoReply`]: the address that the report was sent to tells then.
    pub recipients: Vec<BouncedRecipient>,
    /// The id of the mail that came back, without brackets, if the report has it.
    pub original_message_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BouncedRecipient {
    /// The address that we wrote to, if the report tells it from the one it was forwarded to.
    pub address: String,
    pub kind: BounceKind,
    /// As `5.1.1` (RFC 3463).
    pub status: Option<String>,
    /// What the server said, on one line of at most 500 characters.
    pub diagnostic: Option<String>,
}

/// Reads what a server or a robot answered to a mail of ours. `None` for any other mail, for one that can not be read, and for a report of
/// success. It is for what comes to the address of bounces: a person may well write `Absence` as the subject of a post.
///
/// A delay never counts as permanent, nor does a status `4.x.x` after which the server gave up, nor a full mailbox. A report (RFC 3464) that
/// says `failed` without a code is permanent; free words without a code or a known reason are temporary. A status as `5.7.1` is permanent, but
/// speaks of the sender or the content and not of the address: see [`is_about_address`]. At most 256 kB of a part are read.
pub fn read(mail: &[u8]) -> Option<BounceReport> {
    if mail.len() > crate::incoming_mail::MAIL_BYTES {
        return None;
    }
    guarded(|| bounce_report(mail)).flatten()
}

fn bounce_report(mail: &[u8]) -> Option<BounceReport> {
    let mail = line_ends::lf(mail);
    let tree = parts::read(&mail).ok()?;
    let reported = tree.leaves.iter().find(|leaf| report::TYPES.contains(&leaf.kind.media_type.as_str()));
    let mut recipients = match reported {
        Some(leaf) => {
            let found = report::recipients(&leaf.content());
            // A report of success.
            if found.as_ref().is_some_and(Vec::is_empty) {
                return None;
            }
            found.unwrap_or_default()
        }
        None => Vec::new(),
    };
    let mut kind = recipients.iter().map(|recipient| recipient.kind).max();
    if kind.is_none() && free_form::is_from_a_server(&tree.fields) {
        let text = body_text(&tree);
        recipients = free_form::recipients(&tree.fields, &text);
        kind = recipients.iter().map(|recipient| recipient.kind).max().or_else(|| free_form::kind(&tree.fields, &text));
    }
    if kind.is_none() && auto_reply::is_auto_reply(&tree.fields) {
        return Some(BounceReport { kind: BounceKind::AutoReply, recipients: Vec::new(), original_message_id: answered_id(&tree.fields) });
    }
    recipients.truncate(RECIPIENTS);
    Some(BounceReport { kind: kind?, recipients, original_message_id: original_message_id(&tree) })
}

/// What a server said when it refused a mail at once, as `permanent error (550): 5.1.1 User unknown`: temporary or permanent, and its status.
/// `None` for a text without a code or a known reason.
pub fn refusal(text: &str) -> Option<(BounceKind, Option<String>)> {
    let status = codes::status(text);
    Some((codes::kind(status.as_deref(), text)?, status))
}

/// Whether a failure speaks of the address, by its code (RFC 3463) or by words as `user unknown` without one. `None`: neither tells. Codes as 5.1.8 speak of the
/// sender, 5.2.3 and 5.3.4 of the size, 4.7.1 and 5.7.1 of the content or of what others think of the sending server.
pub fn is_about_address(status: Option<&str>, text: &str) -> Option<bool> {
    let Some((class, subject, detail)) = status.and_then(codes::numbers).filter(|(_, subject, _)| *subject != 0) else {
        return codes::names_no_mailbox(text).then_some(true);
    };
    Some(match (subject, detail) {
        // Exchange Online: the domain does not exist, or no recipient does; routes and addresses that it can't use say nothing (300, 316).
        (4, 310) => true,
        (4, 300 | 316) => return None,
        (1, 0..=6 | 10) | (2, 0..=2) => true,
        // No route to the host of the address; 4.4.x after days of attempts.
        (4, 1 | 4) => true,
        (4, 0 | 2 | 3 | 7) => class == 4,
        _ => false,
    })
}

/// The text that a person would read.
fn body_text(tree: &MimeTree<'_>) -> String {
    let body = crate::incoming_mail::body_text(&tree.leaves);
    body[..body.floor_char_boundary(PART_BYTES)].to_owned()
}

/// From the mail, or its header, that came back; else from what the report answers.
fn original_message_id(tree: &MimeTree<'_>) -> Option<String> {
    let returned = tree.leaves.iter().filter(|leaf| {
        let kind = leaf.kind.media_type.as_str();
        matches!(kind, "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers")
    });
    let mut ids = returned.filter_map(|leaf| {
        let content = leaf.content();
        HeaderBlock::read(&content, |_| false).and_then(|header| header.ids("Message-ID").into_iter().next())
    });
    // A server that writes no report copies the mail below its own words.
    let copied = || {
        let leaf = tree.leaves.first().filter(|_| tree.leaves.len() == 1)?;
        let text = leaf.content();
        let text = String::from_utf8_lossy(&text[..text.len().min(PART_BYTES)]).into_owned();
        let line = text.lines().skip(1).find(|line| line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("message-id:")))?;
        let block = HeaderBlock::read(line.as_bytes(), |_| false)?;
        block.ids("Message-ID").into_iter().next()
    };
    ids.next().or_else(copied).or_else(|| answered_id(&tree.fields))
}

fn answered_id(fields: &HeaderBlock<'_>) -> Option<String> {
    fields.ids("In-Reply-To").into_iter().next().or_else(|| fields.ids("References").into_iter().next_back())
}

/// A diagnostic on one line, with single spaces.
fn diagnostic(text: &str) -> Option<String> {
    let words = clean::one_line(text, 4 * DIAGNOSTIC);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().take(DIAGNOSTIC).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests;
