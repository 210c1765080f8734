//! Mails as real programs write them, for tests of every module that reads mails.

pub(crate) const THUNDERBIRD_REPLY: &[u8] = include_bytes!("corpus/thunderbird_reply.eml");
pub(crate) const OUTLOOK_HTML: &[u8] = include_bytes!("corpus/outlook_html.eml");
pub(crate) const INVITATION: &[u8] = include_bytes!("corpus/invitation.eml");
pub(crate) const HOSTILE_HEADERS: &[u8] = include_bytes!("corpus/hostile_headers.eml");
pub(crate) const LATIN1_UNLABELLED: &[u8] = include_bytes!("corpus/latin1_unlabelled.eml");

pub(crate) const MAILS: [&[u8]; 5] = [THUNDERBIRD_REPLY, OUTLOOK_HTML, INVITATION, HOSTILE_HEADERS, LATIN1_UNLABELLED];
