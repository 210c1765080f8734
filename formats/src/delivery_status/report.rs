//! Reports as RFC 3464 wants them: a group of fields for each recipient.

use super::{BounceKind, BouncedRecipient, PART_BYTES, RECIPIENTS, codes, diagnostic};
use crate::incoming_mail::fields::{HeaderBlock, HeaderField};
use crate::incoming_mail::line_ends;

/// The second one may have addresses that are not ASCII (RFC 6533).
pub(super) const TYPES: [&str; 2] = ["message/delivery-status", "message/global-delivery-status"];

/// The recipients that were not served. An empty list if all were; `None` if the report names nobody.
pub(super) fn recipients(report: &[u8]) -> Option<Vec<BouncedRecipient>> {
    let report = line_ends::lf(&report[..report.len().min(PART_BYTES)]);
    let mut rest = report.as_ref();
    let (mut found, mut is_named) = (Vec::new(), false);
    while !rest.is_empty() && found.len() < RECIPIENTS {
        let Some(group) = HeaderBlock::read(rest, |_| false) else { break };
        // A group without fields ends where one with fields would.
        let end = || rest.windows(2).position(|pair| pair == b"\n\n").map_or(rest.len(), |at| at + 2);
        let length = if group.length == 0 { end() } else { group.length };
        rest = &rest[length..];
        let Some(address) = address(&group) else { continue };
        is_named = true;
        found.extend(recipient(&group, address));
    }
    is_named.then_some(found)
}

/// `None` if the mail was delivered.
fn recipient(group: &HeaderBlock<'_>, address: String) -> Option<BouncedRecipient> {
    let said = group.first("Diagnostic-Code").and_then(|field| diagnostic(typed(&field.unfolded(4_000)).1));
    let text = said.clone().unwrap_or_default();
    let declared = group.first("Status").and_then(|field| codes::status(&field.unfolded(200)));
    // Exchange writes 5.0.0 or nothing, and the code into the diagnostic.
    let status = declared.clone().filter(|status| !status.ends_with(".0.0")).or_else(|| codes::status(&text)).or(declared);
    let action = group.first("Action").map(|field| field.unfolded(100).to_ascii_lowercase()).unwrap_or_default();
    let kind = match action.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default() {
        "delayed" => BounceKind::Delayed,
        "delivered" | "relayed" | "expanded" => return None,
        // Failed, or a server that leaves it out.
        _ => match status.as_deref().and_then(|status| status.chars().next()) {
            Some('2') => return None,
            _ => codes::kind(status.as_deref(), &text).unwrap_or(BounceKind::Permanent),
        },
    };
    Some(BouncedRecipient { address, kind, status, diagnostic: said })
}

/// The address that we wrote to: the original one, if the report has it.
fn address(group: &HeaderBlock<'_>) -> Option<String> {
    let names = ["Original-Recipient", "Final-Recipient", "X-Actual-Recipient"];
    names.iter().filter_map(|name| group.first(name)).find_map(|field| recipient_address(&field))
}

fn recipient_address(field: &HeaderField<'_>) -> Option<String> {
    let value = field.unfolded(1_000);
    let (kind, address) = typed(&value);
    let address = address.trim_matches(|c: char| c == '<' || c == '>' || c.is_whitespace());
    let is_mail = matches!(kind.to_ascii_lowercase().as_str(), "" | "rfc822" | "utf-8" | "unknown");
    let is_address =
        address.contains('@') && address.len() <= 320 && !address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    (is_mail && is_address).then(|| address.to_owned())
}

/// `rfc822; claire@cnrs.fr`: the type, and what follows.
fn typed(value: &str) -> (&str, &str) {
    match value.split_once(';') {
        Some((kind, rest)) if kind.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) => {
            (kind.trim(), rest.trim())
        }
        _ => ("", value.trim()),
    }
}
