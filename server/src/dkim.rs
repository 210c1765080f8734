//! DKIM signatures (RFC 6376), so that receivers can tell that an e-mail is ours and unchanged.
//!
//! Canonicalization is `relaxed/relaxed`: a relay that folds a header or trims a line does not break the signature. The key in the file decides
//! between RSA (RFC 8301) and Ed25519 (RFC 8463).

use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};

use crate::config::DkimKey;
use crate::process;

/// The headers that are signed if present: sender, recipient, subject, date, content, and how to unsubscribe (RFC 8058, 4, requires the last two).
const SIGNED: [&str; 17] = [
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "auto-submitted",
    "list-id",
    "list-help",
    "list-post",
    "list-archive",
    "list-unsubscribe",
    "list-unsubscribe-post",
];

/// Signs e-mails. Cheap to clone.
#[derive(Clone)]
pub struct Signer {
    domain: Arc<str>,
    selector: Arc<str>,
    key: Arc<SigningKey>,
}

enum SigningKey {
    Rsa(RsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Signer {
    /// Reads the configured key; `None` if there is none.
    ///
    /// # Errors
    /// A sentence for the administrator.
    pub fn new(config: &DkimKey) -> Result<Option<Self>, String> {
        if !config.is_set() {
            return Ok(None);
        }
        let key = read(&config.key).map_err(|cause| format!("dkim.key: {}: {cause}.", config.key.display()))?;
        Ok(Some(Self { domain: config.domain.as_str().into(), selector: config.selector.as_str().into(), key: Arc::new(key) }))
    }

    /// A sentence if other accounts of the machine can reach the key file; `None` if it is safe.
    pub fn exposure(config: &DkimKey) -> Option<String> {
        let exposed = config.is_set().then(|| process::exposure(&config.key))??;
        let file = config.key.display();
        Some(format!("dkim.key: {file} can be {exposed}, and whoever has it signs mails in your name: chmod 600 {file}"))
    }

    /// Returns the mail with its signature in front. `seconds` is the time of signing, since 1970.
    pub fn sign(&self, mail: &[u8], seconds: i64) -> Result<Vec<u8>, String> {
        let (head, body) = split(mail);
        let headers = headers(head);
        let algorithm = if matches!(*self.key, SigningKey::Rsa(_)) { "rsa-sha256" } else { "ed25519-sha256" };
        let signed: Vec<&(String, String)> =
            SIGNED.iter().filter_map(|name| headers.iter().rev().find(|(given, _)| given == name)).collect();
        // Our mails have each header once. Each name is listed once more than it occurs, so that nobody can add a second sender, subject or link
        // under the same signature (RFC 6376, 5.4.2).
        let names: Vec<String> = signed.iter().map(|(name, _)| format!("{name}:{name}")).collect();
        let hash = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, &relaxed_body(body)));
        let unsigned = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n t={seconds}; h={};\r\n bh={hash};\r\n b=",
            self.domain,
            self.selector,
            names.join(":\r\n ")
        );
        let mut text: String = signed.iter().map(|(name, value)| format!("{name}:{value}\r\n")).collect();
        text.push_str(&format!("dkim-signature:{}", relaxed_value(&unsigned)));
        let signature = self.key.sign(text.as_bytes()).map_err(|_| "the signature could not be made".to_owned())?;
        let mut signed = format!("DKIM-Signature: {unsigned}{}\r\n", folded(&STANDARD.encode(signature))).into_bytes();
        signed.extend_from_slice(mail);
        Ok(signed)
    }
}

impl SigningKey {
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, ring::error::Unspecified> {
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature)?;
                Ok(signature)
            }
            // RFC 8463 signs the SHA-256 of the text, not the text.
            Self::Ed25519(pair) => Ok(pair.sign(ring::digest::digest(&ring::digest::SHA256, text).as_ref()).as_ref().to_vec()),
        }
    }
}

fn read(file: &Path) -> Result<SigningKey, String> {
    let text = std::fs::read_to_string(file).map_err(|cause| cause.to_string())?;
    let mut lines = text.lines().map(str::trim).skip_while(|line| !line.starts_with("-----BEGIN"));
    let kind = lines.next().ok_or("there is no key in it: it starts with -----BEGIN PRIVATE KEY-----")?.to_owned();
    let body: String = lines.take_while(|line| !line.starts_with("-----END")).collect();
    let der = STANDARD.decode(body).map_err(|_| "the key is damaged".to_owned())?;
    let weak = |cause: ring::error::KeyRejected| format!("the key can't be used ({cause}): RSA of 2048 to 4096 bits, or Ed25519");
    match kind.as_str() {
        "-----BEGIN RSA PRIVATE KEY-----" => RsaKeyPair::from_der(&der).map(SigningKey::Rsa).map_err(weak),
        _ => Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)
            .map(SigningKey::Ed25519)
            .or_else(|_| RsaKeyPair::from_pkcs8(&der).map(SigningKey::Rsa))
            .map_err(weak),
    }
}

/// The headers and the body, without the empty line between them.
fn split(mail: &[u8]) -> (&[u8], &[u8]) {
    let at = mail.windows(4).position(|four| four == b"\r\n\r\n");
    at.map_or((mail, &[]), |at| (&mail[..at + 2], &mail[at + 4..]))
}

/// Each header: its name in lower case, its value relaxed (RFC 6376, 3.4.2).
fn headers(head: &[u8]) -> Vec<(String, String)> {
    let head = String::from_utf8_lossy(head);
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        match (line.starts_with([' ', '\t']), headers.last_mut()) {
            (true, Some((_, value))) => value.push_str(line),
            _ => {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                headers.push((name.trim().to_lowercase(), value.to_owned()));
            }
        }
    }
    headers.into_iter().map(|(name, value)| (name, relaxed_value(&value))).collect()
}

/// Unfolds, reduces each run of white space to one space, trims the ends.
fn relaxed_value(value: &str) -> String {
    value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Reduces each run of white space in a line to one space, trims line ends, drops empty lines at the end (RFC 6376, 3.4.4).
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len() + 2);
    let mut kept = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut space = false;
        let start = relaxed.len();
        for byte in line {
            if matches!(byte, b' ' | b'\t') {
                space = true;
            } else {
                if std::mem::take(&mut space) {
                    relaxed.push(b' ');
                }
                relaxed.push(*byte);
            }
        }
        let is_empty = relaxed.len() == start;
        relaxed.extend_from_slice(b"\r\n");
        if !is_empty {
            kept = relaxed.len();
        }
    }
    relaxed.truncate(kept);
    relaxed
}

/// Folded into short lines that every relay accepts.
fn folded(text: &str) -> String {
    let parts: Vec<&str> = text.as_bytes().chunks(72).filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relaxed_canonicalization_matches_the_example_of_the_rfc() {
        let mail = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (head, body) = split(mail);
        assert_eq!(headers(head), [("a".to_owned(), "X".to_owned()), ("b".to_owned(), "Y Z".to_owned())]);
        assert_eq!(relaxed_body(body), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
    }
}
