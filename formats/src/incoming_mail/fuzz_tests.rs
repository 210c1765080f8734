//! Any bytes, and real mails with damage. `MAIL_FUZZ_SECONDS=600 cargo test -p formats fuzz` goes on for ten minutes.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::corpus::MAILS;

/// Runs `check` on 64 inputs, or for as many seconds as the environment says.
pub(crate) fn fuzz(corpus: &'static [&'static [u8]], check: fn(&[u8])) {
    let seconds = std::env::var("MAIL_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    let begin = std::time::Instant::now();
    loop {
        let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
        let result = runner.run(&inputs(corpus), |bytes| {
            check(&bytes);
            Ok(())
        });
        if let Err(TestError::Fail(reason, bytes)) = &result {
            panic!("{reason}\n{}", bytes.escape_ascii());
        }
        result.unwrap();
        if begin.elapsed().as_secs() >= seconds {
            return;
        }
    }
}

/// Any bytes; pieces of mails in any order; mails of the corpus with bytes changed, removed, doubled and inserted.
fn inputs(corpus: &'static [&'static [u8]]) -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<&'static [u8]> = vec![
        b"\n",
        b"\r\n",
        b"\r",
        b"\0",
        b"--",
        b"--a\n",
        b"--a--\n",
        b"Content-Type: ",
        b"multipart/mixed; boundary=a\n",
        b"message/rfc822\n",
        b":",
        b"text/html\n",
        b"Subject: ",
        b"From: ",
        b"To: ",
        b"Date: ",
        b"References: ",
        b"=?",
        b"?Q?",
        b"?B?",
        b"?=",
        b"<",
        b">",
        b"\"",
        b"\\",
        b"(",
        b")",
        b",",
        b";",
        b"=",
        b"@",
        b"\xff",
        b"\xe9",
        b"&#",
        b"<!--",
        b"<a href=",
        b"> ",
        b"-- \n",
        b"5.1.1",
        b"550 ",
        b"From x 10:00 Jan\n",
        b"Final-Recipient: rfc822;",
        b"Action: failed\n",
        b"message/delivery-status\n",
        b"filename*0*=",
        b"''%",
        b"multipart/report",
        b" ",
        b"Mon, 1 Jan 0000 00:00:00 +9999",
    ];
    let soup = prop::collection::vec(prop::sample::select(pieces.clone()), 0..200).prop_map(|pieces| pieces.concat());
    let damage = prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>(), prop::sample::select(pieces)), 0..40);
    let damaged = (prop::sample::select(corpus), damage).prop_map(|(mail, damage)| {
        let mut mail = mail.to_vec();
        for (place, kind, byte, piece) in damage {
            let at = place.index(mail.len() + 1);
            match kind {
                0 if at < mail.len() => mail[at] = byte,
                1 => mail.truncate(mail.len().max(200) - usize::from(byte % 8)),
                2 if at < mail.len() => drop(mail.drain(at..(at + usize::from(byte)).min(mail.len()))),
                _ => drop(mail.splice(at..at, piece.iter().copied())),
            }
        }
        mail
    });
    prop_oneof![prop::collection::vec(any::<u8>(), 0..4_000), soup, damaged]
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    fuzz(&MAILS, |bytes| {
        // Without the guard, so that a panic is seen.
        if let Ok(mail) = super::incoming_mail(bytes) {
            assert!(!mail.text.contains(['\0', '\r', '\u{202e}']));
            assert!(!mail.subject.contains('\n'));
        }
        super::header_values(bytes, "Subject");
        super::authors(bytes);
    });
}
