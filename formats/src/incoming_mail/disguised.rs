//! Addresses that an archive disguised: Mailman and HyperKitty write ` at ` for `@` in what they offer for download.

use super::fields::{HEADER_BYTES, HeaderBlock, HeaderField};
use super::line_ends::lf;
use super::{MailAddress, guarded};

/// The places that are tried: a name may have the word, too.
const PLACES: usize = 5;

/// The author of a mail whose From field has ` at ` for `@`: `claire at cnrs.fr (Claire Fontaine)`, `Claire <claire at cnrs.fr>`. For mails in which
/// [`read`](super::read) found no author.
pub fn disguised_author(bytes: &[u8]) -> Option<MailAddress> {
    guarded(|| author(bytes)).flatten()
}

fn author(bytes: &[u8]) -> Option<MailAddress> {
    let head = lf(&bytes[..bytes.len().min(2 * HEADER_BYTES)]);
    let value = HeaderBlock::read(&head, |_| false)?.first("From")?.unfolded(1_000);
    value.match_indices(" at ").take(PLACES).find_map(|(at, word)| {
        let text = format!("{}@{}", &value[..at], &value[at + word.len()..]);
        HeaderField { name: "From", value: text.as_bytes(), raw: b"" }.addresses().into_iter().next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disguised_author_is_found() {
        let found = |from: &str| disguised_author(format!("From: {from}\nSubject: x\n\nFrom: a at b.fr\n").as_bytes());
        for from in [
            "claire at cnrs.fr (Claire Fontaine)",
            "Claire Fontaine <claire at cnrs.fr>",
            "=?utf-8?q?Claire_Fontaine?= <claire at cnrs.fr>",
            "\"Claire Fontaine\"\n <claire at cnrs.fr>",
        ] {
            let author = found(from).unwrap();
            assert_eq!((author.name.as_deref(), author.address.as_str()), (Some("Claire Fontaine"), "claire@cnrs.fr"), "{from}");
        }
        assert_eq!(found("Claire at Work <claire at cnrs.fr>").unwrap().address, "claire@cnrs.fr");
        for none in ["", "Claire", "meet me at", "claire AT cnrs.fr"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
