use super::corpus::{HOSTILE_HEADERS, INVITATION};
use super::*;

#[test]
fn ten_thousand_recipients_are_counted_and_a_thousand_kept() {
    let to: Vec<_> = (0..9_000).map(|at| format!("p{at}@inria.fr")).collect();
    let cc: Vec<_> = (0..1_000).map(|at| format!("Équipe {at} <c{at}@cnrs.fr>")).collect();
    let mail = read(format!("To: {}\nCc: {}\n\nBonjour", to.join(",\n "), cc.join(",\n ")).as_bytes()).unwrap();
    assert_eq!((mail.recipient_count, mail.to.len(), mail.cc.len()), (10_000, 1_000, 0));
}

#[test]
fn a_header_that_is_too_long_is_a_known_error() {
    let mail = format!("To: {}\n\nBonjour", "prenom.nom@laboratoire.fr, ".repeat(20_000));
    assert_eq!(read(mail.as_bytes()), Err(UnreadableMail::HeadersTooLong));
}

#[test]
fn a_thousand_nested_parts_are_a_known_error() {
    let nested: String = (0..1_000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n")).collect();
    assert_eq!(read(nested.as_bytes()), Err(UnreadableMail::TooManyParts));
    let mails = "Content-Type: message/rfc822\n\n".repeat(10_000);
    assert_eq!(read(mails.as_bytes()).unwrap().attachments.len(), 1);
}

#[test]
fn attachments_have_a_number() {
    let mail = format!("Content-Type: multipart/mixed; boundary=a\n\n{}", "--a\nContent-Type: image/png\n\nx\n".repeat(400));
    assert_eq!(read(mail.as_bytes()).unwrap().attachments.len(), 100);
}

#[test]
fn without_a_header_everything_is_text() {
    let mail = read("Bonjour à tous,\n\nrien.".as_bytes()).unwrap();
    assert_eq!((mail.text.as_str(), mail.from.len(), mail.message_id), ("Bonjour à tous,\n\nrien.", 0, None));
    assert_eq!(read(b"").unwrap(), IncomingMail::default());
    assert_eq!(read(b"\0\0\0").unwrap().text, "");
}

#[test]
fn bare_line_ends_hide_no_header() {
    let mail = read(b"Subject: a\rBcc: x\rFrom: a@b.fr\nFrom: c@d.fr\r\n\r\nun\rdeux\r.\r\0trois").unwrap();
    assert_eq!(mail.subject, "a");
    assert_eq!(mail.from.iter().map(|from| from.address.as_str()).collect::<Vec<_>>(), ["a@b.fr", "c@d.fr"]);
    assert_eq!(mail.text, "un\ndeux\n.\ntrois");
}

#[test]
fn text_that_turns_or_controls_is_plain() {
    let mail = read("Subject: a\u{202e}b\u{7}c\nContent-Type: text/plain; charset=klingon\n\na\u{2066}b\u{1b}[31m\0".as_bytes()).unwrap();
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("abc", "ab[31m"));
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    for kind in ["text/plain", "text/html", "text/plain; format=flowed"] {
        let mail = read(format!("Content-Type: {kind}\n\n{}", "é à ".repeat(100_000)).as_bytes()).unwrap();
        assert!(mail.text_truncated && mail.text.len() <= 200_000 && mail.text.len() > 199_000, "{kind} {}", mail.text.len());
    }
}

#[test]
fn scripts_in_a_header_are_text_or_nothing() {
    let mail = read(HOSTILE_HEADERS).unwrap();
    assert_eq!(mail.subject, "<script>alert(\"objet\")</script>");
    assert_eq!((mail.date, mail.sender.len()), (None, 0));
    for found in mail.from.iter().chain(&mail.to).chain(&mail.cc).chain(&mail.reply_to) {
        assert!(!found.address.contains(['<', '>', ' ']), "{found:?}");
    }
    for id in mail.references.iter().chain(&mail.in_reply_to).chain(&mail.message_id) {
        assert!(!id.contains(['<', '>', ' ']), "{id}");
    }
    assert_eq!(mail.attachments[0].content_type, "application/octet-stream");
    assert_eq!(mail.attachments[0].name, "script_.html");
}

#[test]
fn references_and_subjects_have_a_bound() {
    let ids: String = (0..5_000).map(|at| format!("<{at}@x>\n ")).collect();
    let mail = format!("References: {ids}\nSubject: {}\nMessage-ID: <{}@x>\n\n", "é".repeat(50_000), "a".repeat(2_000));
    let mail = read(mail.as_bytes()).unwrap();
    assert_eq!((mail.references.len(), mail.references[99].as_str()), (100, "4999@x"));
    assert_eq!((mail.subject.chars().count(), mail.message_id), (998, None));
}

#[test]
fn a_mail_in_the_year_zero_has_no_date() {
    assert_eq!(read(b"Date: Sat, 1 Jan 0000 00:00:00 +0000\n\n").unwrap().date, None);
}

#[test]
fn a_mail_cut_anywhere_is_read() {
    for end in 0..INVITATION.len() {
        read(&INVITATION[..end]).unwrap();
    }
}
