use super::*;
use crate::incoming_mail;
use crate::incoming_mail::corpus::{MAILS, THUNDERBIRD_REPLY};
use crate::incoming_mail::fuzz_tests::fuzz;

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn rewritten(mail: &[u8], changes: &HeaderChanges) -> String {
    String::from_utf8(rewrite(mail, changes)).unwrap()
}

#[test]
fn a_copy_has_the_headers_of_the_list_and_the_same_body() {
    let changes = HeaderChanges {
        remove: vec!["user-agent".to_owned(), "AUTHENTICATION-RESULTS".to_owned()],
        set: pairs(&[
            ("Subject", "[ri3-l] Réunion du réseau à Lyon"),
            ("From", &address_field(&munged_from("Hervé", "h@x.fr", "RI3"), "ri3-l@lists.example.org")),
            ("List-Id", "RI3 <ri3-l.lists.example.org>"),
        ]),
        prepend: pairs(&[("Received", "by lists.example.org with LMTP; Tue, 3 Nov 2026 10:15:03 +0100")]),
    };
    let copy = rewrite(THUNDERBIRD_REPLY, &changes);
    let text = String::from_utf8(copy.clone()).unwrap();
    assert!(text.starts_with("Received: by lists.example.org with LMTP; Tue, 3 Nov 2026 10:15:03 +0100\r\nReceived: from smtp.cnrs.fr"));
    for gone in ["Return-Path", "User-Agent", "dkim=pass", "header.d"] {
        assert!(!text.contains(gone), "{gone}");
    }
    assert!(text.contains("\r\nReferences: <a1@lists.example.org> <a2@inria.fr>\r\n"));
    assert!(text.contains("\r\nList-Id: RI3 <ri3-l.lists.example.org>\r\n\r\nBonjour à tous,\r\n"));
    let (before, after) = (incoming_mail::read(THUNDERBIRD_REPLY).unwrap(), incoming_mail::read(&copy).unwrap());
    assert_eq!(after.subject, "[ri3-l] Réunion du réseau à Lyon");
    assert_eq!((after.from.len(), after.from[0].name.as_deref()), (1, Some("Hervé via RI3")));
    assert_eq!((after.text, after.references, after.to), (before.text, before.references, before.to));
}

#[test]
fn line_ends_are_all_the_same() {
    let copy = rewritten(b"Subject: a\rBCC: x@y.fr\n z\nX:y\r\n\r\nun\r.\r\ndeux\n.\n\r\r\n", &HeaderChanges::default());
    assert_eq!(copy, "Subject: a\r\nX:y\r\n\r\nun\r\n.\r\ndeux\r\n.\r\n\r\n\r\n");
}

#[test]
fn a_value_can_not_add_a_field() {
    let changes = HeaderChanges {
        set: pairs(&[("X-A", "a\r\nBcc: x@y.fr\r\n\r\nbody\0"), ("Bad Name", "x"), ("X:Y", "x"), ("", "x"), ("X-É", "x")]),
        ..HeaderChanges::default()
    };
    assert_eq!(rewritten(b"A: b\n\nc", &changes), "A: b\r\nX-A: a Bcc: x@y.fr body\r\n\r\nc");
}

#[test]
fn long_values_are_folded() {
    let ids = "<0123456789@lists.example.org> ".repeat(20);
    let changes = HeaderChanges {
        set: pairs(&[("References", &ids), ("Subject", &"é".repeat(300)), ("X-Long", &"x".repeat(5_000))]),
        ..HeaderChanges::default()
    };
    let copy = rewritten(b"", &changes);
    let lines: Vec<_> = copy.split("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 76 || line.contains("xxx") && line.len() <= 998), "{copy}");
    let mail = incoming_mail::read(copy.as_bytes()).unwrap();
    assert_eq!((mail.references.len(), mail.subject), (20, "é".repeat(300)));
}

#[test]
fn fields_are_replaced_where_they_stood() {
    let changes = HeaderChanges { set: pairs(&[("b", "1"), ("B", "2")]), remove: vec!["C".to_owned()], ..HeaderChanges::default() };
    assert_eq!(rewritten(b"A: x\nB: x\n y\nc: z\nB: q\nD: w\n\n", &changes), "A: x\r\nB: 1\r\nB: 2\r\nD: w\r\n\r\n");
}

#[test]
fn signatures_that_no_change_breaks_stay_to_the_octet() {
    let mail = |covered: &str| {
        format!(
            "DKIM-Signature: v=1; d=x.fr;\r\n\th=From: Subject\r\n {covered}; b=abc\r\nFrom: a@x.fr\r\nSubject: s\r\nBcc: b@x.fr\r\n\
             Message-Id:\r\n  <1@x.fr>\r\n\r\nc"
        )
    };
    let set = pairs(&[("Message-ID", "<1@x.fr>"), ("Reply-To", "l@y.fr")]);
    let changes = HeaderChanges { remove: vec!["X-Spam".to_owned()], set, prepend: pairs(&[("Received", "by y.fr")]) };
    for covered in ["", ":from:to:date", ":message-id", ":X-Spam"] {
        let mail = mail(covered);
        let expected = mail.replace("Bcc: b@x.fr\r\n", "").replace("\r\n\r\nc", "\r\nReply-To: l@y.fr\r\n\r\nc");
        assert_eq!(rewritten(mail.as_bytes(), &changes), format!("Received: by y.fr\r\n{expected}"), "{covered}");
    }
    for covered in [":reply-to", ":Reply-\r\n To", ":bcc", ":received"] {
        assert!(!rewritten(mail(covered).as_bytes(), &changes).contains("DKIM"), "{covered}");
    }
    let munged = HeaderChanges { set: pairs(&[("From", "l@y.fr")]), ..HeaderChanges::default() };
    assert!(!rewritten(mail("").as_bytes(), &munged).contains("DKIM"), "every signature covers From");
    assert!(!rewritten(mail("").replace("From: Subject", "Subject").as_bytes(), &changes).contains("DKIM"), "that one does not");
    let twice = mail(":message-id").replace("Subject: s\r\n", "Subject: s\r\nMessage-ID: <1@x.fr>\r\n");
    assert!(!rewritten(twice.as_bytes(), &changes).contains("DKIM"), "one of two goes");
}

#[test]
fn mails_without_a_header_or_a_body_get_one() {
    let changes = HeaderChanges { set: pairs(&[("A", "b")]), ..HeaderChanges::default() };
    assert_eq!(rewritten(b"", &changes), "A: b\r\n\r\n");
    assert_eq!(rewritten(b"Bonjour\nrien", &changes), "A: b\r\n\r\nBonjour\r\nrien");
    assert_eq!(rewritten(b"B: c", &changes), "B: c\r\nA: b\r\n\r\n");
}

#[test]
fn any_bytes_become_a_copy() {
    fuzz(&MAILS, |bytes| {
        let value = String::from_utf8_lossy(bytes).into_owned();
        let changes = HeaderChanges {
            set: pairs(&[("Subject", &value), ("From", &address_field(&value, &value))]),
            prepend: pairs(&[(&format!("X-{value}"), &value)]),
            ..HeaderChanges::default()
        };
        let copy = rewrite(bytes, &changes);
        let bare = copy.iter().enumerate().find(|(at, byte)| match byte {
            b'\r' => copy.get(at + 1) != Some(&b'\n'),
            b'\n' => *at == 0 || copy[at - 1] != b'\r',
            _ => false,
        });
        assert_eq!(bare, None);
        let header = HeaderBlock::read(&copy, |_| false).unwrap_or_default();
        assert_eq!(header.all("Subject").count(), 1);
        assert_eq!(header.all("Bcc").count(), 0);
    });
}
