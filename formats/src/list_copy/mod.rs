//! A mail as a list sends it on: other header fields, the same body. And a post that never was a mail, as one.

mod encoded_words;
mod footer;
mod names;
mod plain_mail;
mod signatures;

pub use footer::with_footer;
pub use names::{address_field, munged_from, subject_with_prefix};
pub use plain_mail::PlainMail;

use crate::incoming_mail::fields::HeaderBlock;
use crate::incoming_mail::line_ends;

/// Fields that are for the way to us, that ask each reader to answer a robot, or that name hidden recipients.
const ALWAYS_REMOVED: [&str; 8] = [
    "Return-Path",
    "Bcc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "Disposition-Notification-To",
    "Return-Receipt-To",
    "Resent-Bcc",
];
/// The longest value that is set, in bytes.
const VALUE_BYTES: usize = 20_000;
/// A line that a mail may have, without its end (RFC 5322 §2.1.1).
const LINE_BYTES: usize = 998;

/// What a list changes in the header. Names count in capital or small letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderChanges {
    /// Names of fields to remove, all that bear them.
    pub remove: Vec<String>,
    /// Name and value: stands where the first field of this name stood, or at the end of the header; others of this name go.
    pub set: Vec<(String, String)>,
    /// Name and value of fields that come first, as `Received`. They remove nothing.
    pub prepend: Vec<(String, String)>,
}

/// The mail with other header fields. Fields that are not named stay as they are to the byte, and so does the body, so that signatures of both
/// stay valid; but every line ends with CRLF: bare CR and bare LF, which servers read differently, end a line (SMTP smuggling). Lines of the
/// header that are no field are left out. What is always removed: `Return-Path`, `Bcc`, `Delivered-To`, `X-Original-To`, `Envelope-To`,
/// `Disposition-Notification-To`, `Return-Receipt-To`; and signatures (DKIM) that a change breaks.
///
/// A value becomes one field whatever is in it: line ends and other control characters become spaces. Words that are not ASCII are encoded
/// (RFC 2047); make a field with an address by [`address_field`]. Values are cut at 20 kB, and a name that is no name of a field is left out.
pub fn rewrite(raw: &[u8], changes: &HeaderChanges) -> Vec<u8> {
    let mail = line_ends::crlf(raw);
    // A header too long to be read has been refused before; if not, it is body.
    let header = HeaderBlock::read(&mail, |_| false).unwrap_or_default();
    // A field that has its value already stays as it is to the byte, too: a signature may cover it.
    let set: Vec<&(String, String)> = changes.set.iter().filter(|set| !has_already(&header, changes, set)).collect();
    let is_named = |named: &[(String, String)], name: &str| named.iter().any(|(named, _)| named.eq_ignore_ascii_case(name));
    let is_removed = |name: &str| {
        let removed = changes.remove.iter().map(String::as_str).chain(ALWAYS_REMOVED).any(|removed| removed.eq_ignore_ascii_case(name));
        removed && !is_named(&changes.set, name)
    };
    // Few: a signature may name as many fields as the header has, and the header has many.
    let mut removed: Vec<&str> = header.fields.iter().map(|field| field.name).filter(|name| is_removed(name)).collect();
    removed.sort_unstable();
    removed.dedup();
    let is_changed = |name: &str| {
        set.iter().any(|(set, _)| set.eq_ignore_ascii_case(name))
            || is_named(&changes.prepend, name)
            || removed.iter().any(|removed| removed.eq_ignore_ascii_case(name))
    };
    let mut out = Vec::with_capacity(mail.len() + 2_000);
    for (name, value) in &changes.prepend {
        out.extend(field(name, value));
    }
    let mut is_written = vec![false; set.len()];
    for found in &header.fields {
        let is = |name: &str| found.name.eq_ignore_ascii_case(name);
        if let Some(at) = set.iter().position(|(name, _)| is(name)) {
            // All values that are set for this name, in their order.
            for (written, (_, value)) in is_written.iter_mut().zip(&set).skip(at).filter(|(_, (name, _))| is(name)) {
                if !std::mem::replace(written, true) {
                    out.extend(field(found.name, value));
                }
            }
        } else if !(is_removed(found.name) || (is("DKIM-Signature") && signatures::is_broken(found.value, is_changed))) {
            out.extend_from_slice(found.raw);
            if !found.raw.ends_with(b"\r\n") {
                out.extend_from_slice(b"\r\n");
            }
        }
    }
    for ((name, value), _) in set.iter().zip(&is_written).filter(|(_, is_written)| !**is_written) {
        out.extend(field(name, value));
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&mail[header.length..]);
    out
}

/// Whether the mail has the field once, with that value, and no other value is set for it.
fn has_already(header: &HeaderBlock<'_>, changes: &HeaderChanges, (name, value): &(String, String)) -> bool {
    let is_alone = changes.set.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name)).count() == 1;
    let mut found = header.all(name);
    is_alone && found.next().is_some_and(|field| field.unfolded(VALUE_BYTES) == value.trim()) && found.next().is_none()
}

/// A field with its folded lines; nothing if the name is none.
fn field(name: &str, value: &str) -> Vec<u8> {
    let is_name = !name.is_empty() && name.len() <= 76 && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
    if !is_name {
        return Vec::new();
    }
    let value = &value[..value.floor_char_boundary(VALUE_BYTES)];
    let plain: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    folded(&format!("{name}:"), &encoded_words::encoded(plain.trim())).into_bytes()
}

/// Puts the words after the name, on lines of 76 bytes where spaces allow it.
fn folded(name: &str, value: &str) -> String {
    let mut out = name.to_owned();
    let mut length = out.len();
    for word in value.split(' ').filter(|word| !word.is_empty()) {
        if length + 1 + word.len() > 76 && length > 1 && out.len() > name.len() {
            out.push_str("\r\n");
            length = 0;
        }
        out.push(' ');
        // A word that no line may hold is broken: it means nothing anyway.
        let mut rest = word;
        while rest.len() > LINE_BYTES - 80 {
            let (piece, more) = rest.split_at(rest.floor_char_boundary(LINE_BYTES - 80));
            out.push_str(piece);
            out.push_str("\r\n ");
            rest = more;
            length = 0;
        }
        out.push_str(rest);
        length += 1 + rest.len();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests;
