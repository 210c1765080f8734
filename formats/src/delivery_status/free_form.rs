//! The words of servers that write no report: Exim, qmail, Exchange, Gmail, Postfix through relays that drop its report.

use super::{BounceKind, BouncedRecipient, RECIPIENTS, codes, diagnostic};
use crate::incoming_mail::fields::HeaderBlock;

/// How the local part of a server's address begins.
const SENDERS: [&str; 4] = ["mailer-daemon", "mail-daemon", "maildaemon", "microsoftexchange"];
/// How the subjects of servers begin, in small letters.
const SUBJECTS: [&str; 21] = [
    "undelivered mail",
    "undeliverable",
    "undelivered",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery system",
    "mail delivery subsystem",
    "mail delivery deferred",
    "delivery status notification",
    "delivery failure",
    "delivery delayed",
    "delayed mail",
    "failure notice",
    "returned mail",
    "warning: message",
    "warning: could not send",
    "non remis",
    "non délivré",
    "échec de la remise",
    "échec de remise",
    "notification d'état de remise",
];
/// What stands above the copy of the mail that came back.
const COPIES: [&str; 9] = [
    "this is a copy of the message",
    "this is a copy of your message",
    "below this line is a copy",
    "original message headers",
    "original message follows",
    "-----original message",
    "en-têtes du message d'origine",
    "en-têtes de message d'origine",
    "message header follows",
];
/// What stands right before an address within a sentence.
const BEFORE: [&str; 9] = [
    "delivered to ",
    "your message to ",
    "votre message à ",
    "remis à ",
    "deliver mail to ",
    "deliver your message to ",
    "delivering your message to ",
    "delivery to ",
    "remise à ",
];
/// What stands above a list of names with addresses, as Outlook writes it.
const LISTS: [&str; 8] = [
    "these recipients",
    "following recipient",
    "ces destinataires",
    "destinataires suivants",
    "destinataire suivant",
    "couldn't be delivered",
    "pu être remis",
    "did not reach",
];
/// Lines that may say why, below an address.
const REASON_LINES: usize = 8;
/// Lines that may lie between a heading of Outlook and a name.
const LIST_LINES: usize = 6;

pub(super) fn is_from_a_server(fields: &HeaderBlock<'_>) -> bool {
    let is_server = |address: &str| SENDERS.iter().any(|sender| address.to_ascii_lowercase().starts_with(sender));
    fields.first("X-Failed-Recipients").is_some()
        || fields.addresses("From").iter().any(|from| is_server(&from.address))
        || fields.first("From").is_some_and(|from| is_server(from.text().trim_start_matches(['<', '"'])))
        || SUBJECTS.iter().any(|begin| subject(fields).starts_with(begin))
}

/// The addresses that the server names as not served, each once. `text` is that of the mail.
pub(super) fn recipients(fields: &HeaderBlock<'_>, text: &str) -> Vec<BouncedRecipient> {
    let words = server_words(text);
    let lines: Vec<&str> = words.lines().collect();
    let mut found: Vec<BouncedRecipient> = Vec::new();
    let all = ServerAnswer {
        kind: kind(fields, text),
        is_delayed: codes::is_delayed(&subject(fields)),
        status: codes::status(words),
        sentence: sentence_with_code(words),
    };
    let mut list_below = 0;
    for (at, line) in lines.iter().enumerate() {
        if found.len() == RECIPIENTS {
            break;
        }
        let small = line.to_lowercase().replace('’', "'");
        let named = address_of_line(line)
            .or_else(|| address_in_sentence(line))
            .or_else(|| if list_below > 0 { address_of_name(line) } else { None });
        list_below = if LISTS.iter().any(|list| small.contains(list)) { LIST_LINES } else { list_below - usize::from(list_below > 0) };
        let Some((address, rest)) = named else { continue };
        let reason = reason(rest, &lines[at + 1..]);
        let address = reason.as_deref().and_then(expanded_from).unwrap_or(address);
        if is_known(&found, &address) || is_server_address(&address) {
            continue;
        }
        found.push(all.recipient(address, reason.as_deref()));
    }
    for address in fields.addresses("X-Failed-Recipients") {
        if found.len() < RECIPIENTS && !is_known(&found, &address.address) {
            found.push(all.recipient(address.address, None));
        }
    }
    found
}

/// What the whole mail says, of all recipients.
pub(super) fn kind(fields: &HeaderBlock<'_>, text: &str) -> Option<BounceKind> {
    let words = server_words(text);
    if codes::is_delayed(&subject(fields)) || codes::is_delayed(words) {
        return Some(BounceKind::Delayed);
    }
    codes::kind(codes::status(words).as_deref(), words)
}

/// What the whole mail says, for recipients without a reason of their own.
struct ServerAnswer {
    kind: Option<BounceKind>,
    is_delayed: bool,
    status: Option<String>,
    sentence: Option<String>,
}

impl ServerAnswer {
    fn recipient(&self, address: String, reason: Option<&str>) -> BouncedRecipient {
        let own_status = reason.and_then(codes::status);
        let is_delayed = self.is_delayed || self.kind == Some(BounceKind::Delayed);
        let own_kind = reason.filter(|_| !is_delayed).and_then(|reason| codes::kind(own_status.as_deref(), reason));
        BouncedRecipient {
            address,
            kind: own_kind.or(self.kind).unwrap_or(BounceKind::Temporary),
            status: own_status.or_else(|| self.status.clone()),
            diagnostic: reason.and_then(diagnostic).or_else(|| self.sentence.clone()),
        }
    }
}

fn subject(fields: &HeaderBlock<'_>) -> String {
    fields.text("Subject").unwrap_or_default().to_lowercase().replace('’', "'").trim_start_matches('*').trim().to_owned()
}

/// The text before the copy of the mail that came back.
fn server_words(text: &str) -> &str {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let small = line.to_lowercase().replace('’', "'");
        let is_copy = small.starts_with("received:") || small.starts_with("return-path:") || COPIES.iter().any(|copy| small.contains(copy));
        if is_copy && end > 0 {
            break;
        }
        end += line.len();
    }
    &text[..end]
}

/// `<claire@cnrs.fr>: host said …`, `  claire@cnrs.fr`, `claire@cnrs.fr (Claire)`, `<claire@cnrs.fr>... User unknown`.
fn address_of_line(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    if let Some(inner) = line.strip_prefix('<') {
        let (address, rest) = inner.split_once('>')?;
        return plain_address(address).filter(|_| rest.is_empty() || rest.starts_with([':', ' ', '.', '('])).map(|address| (address, rest));
    }
    let end = line.find(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | '<')).unwrap_or(line.len());
    let (address, rest) = line.split_at(end);
    let is_alone = rest.is_empty() || rest.trim_start().starts_with(['(', ':', '<']);
    plain_address(address.trim_end_matches('.')).filter(|_| is_alone).map(|address| (address, rest))
}

/// `Your message wasn't delivered to claire@cnrs.fr because …`
fn address_in_sentence(line: &str) -> Option<(String, &str)> {
    BEFORE.iter().find_map(|before| {
        // The words are looked for as they are: small letters may have another length.
        let at = [line.find(before), line.find(&capitalized(before))].into_iter().flatten().next()?;
        let rest = &line[at + before.len()..];
        let word = rest.split_whitespace().next()?;
        plain_address(word.trim_matches(|c: char| matches!(c, '<' | '>' | ',' | '.' | ':' | '"' | '*'))).map(|address| (address, ""))
    })
}

/// `Claire Dupont (claire@cnrs.fr)`, `Claire Dupont<mailto:claire@cnrs.fr>`.
fn address_of_name(line: &str) -> Option<(String, &str)> {
    let line = line.trim().trim_start_matches(['*', '-', '•', ' ']);
    let (_, inner) = line.rsplit_once(['(', '<'])?;
    let (address, rest) = inner.split_once([')', '>'])?;
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    plain_address(address).filter(|_| rest.trim().is_empty() && line.len() < 300).map(|address| (address, ""))
}

fn plain_address(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let is_plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_address = !local.is_empty()
        && text.len() <= 320
        && local.chars().all(is_plain)
        && domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
    (is_address && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')).then(|| text.to_owned())
}

/// What follows the address on its line, and the lines below it up to an empty one or to the next address.
fn reason(rest: &str, below: &[&str]) -> Option<String> {
    let mut reason = rest.trim_start_matches([':', '.', ' ']).to_owned();
    for line in below.iter().take(REASON_LINES) {
        if line.trim().is_empty() || address_of_line(line).is_some() {
            break;
        }
        reason.push(' ');
        reason.push_str(line.trim());
    }
    diagnostic(&reason)
}

/// The address that we wrote to, if an alias led to the one that failed: Postfix and Exim name it in parentheses.
fn expanded_from(reason: &str) -> Option<String> {
    let inner = ["(expanded from ", "(generated from "].iter().find_map(|mark| reason.split_once(mark))?.1;
    plain_address(inner.split(')').next()?.trim().trim_matches(['<', '>']))
}

/// The line that has the code: Gmail and Exchange write it far from the address.
fn sentence_with_code(words: &str) -> Option<String> {
    words.lines().find(|line| codes::status(line).is_some()).and_then(diagnostic)
}

fn is_known(found: &[BouncedRecipient], address: &str) -> bool {
    found.iter().any(|recipient| recipient.address.eq_ignore_ascii_case(address))
}

fn is_server_address(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    address.starts_with("postmaster@") || SENDERS.iter().any(|sender| address.starts_with(sender))
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
