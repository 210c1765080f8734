use super::*;
use crate::incoming_mail::corpus::MAILS;
use crate::incoming_mail::fuzz_tests::fuzz;
use crate::incoming_mail::{self, IncomingMail};

const LIMIT: usize = 10_000;
/// Mails of a list of Mailman 3.3.10, as HyperKitty 1.3.12 exports them.
const HYPERKITTY: &[u8] = include_bytes!("corpus/hyperkitty.mbox");

/// One line for each item: where it is, and its first bytes or its error.
fn read(file: &[u8]) -> Vec<String> {
    let items = MboxReader::new(file, 0, LIMIT).map(|item| match item {
        Ok(mail) => format!("{}-{} {}", mail.offset, mail.next_offset, String::from_utf8_lossy(&mail.bytes)),
        Err(error) => error.to_string(),
    });
    items.collect()
}

#[test]
fn mails_are_read_one_after_the_other() {
    let file = "From claire at cnrs.fr  Tue Nov  3 10:12:01 2026\nSubject: un\n\n>From moi\n>>From toi\n> From lui\nFrom Lyon, à 10:12\n\n\
        From Lyon sans date\n\nFrom a@b Tue Nov  3 10:12:01 CET 2026\r\nSubject: deux\r\n\r\nx\r\n";
    assert_eq!(
        read(file.as_bytes()),
        [
            "0-136 Subject: un\n\nFrom moi\n>From toi\n> From lui\nFrom Lyon, à 10:12\n\nFrom Lyon sans date\n",
            "136-195 Subject: deux\r\n\r\nx\r\n",
        ]
    );
    let rest: Vec<_> = MboxReader::new(&file.as_bytes()[136..], 136, LIMIT).map(|mail| mail.unwrap().offset).collect();
    assert_eq!(rest, [136], "an import goes on where it was stopped");
}

#[test]
fn the_line_above_a_mail_says_when_it_came() {
    let date = |line: &str| MboxReader::new(format!("From {line}\n\nx").as_bytes(), 0, LIMIT).map(|mail| mail.unwrap().arrived_at).next();
    for line in [
        "claire at cnrs.fr  Tue Nov  3 09:12:01 2026",
        "a@b Tue Nov  3 09:12:01 CET 2026 remote from x",
        "a@b Tue, 3 Nov 2026 09:12:01 +0100",
        "may@2000 Tue Nov  3 09:12:01 2026",
    ] {
        assert_eq!(date(line), Some(Some(1_793_697_121)), "{line}");
    }
    for line in ["a@b Tue Nov 09:12:01 2026", "a@b Tue Nov 31 09:12:01 2026", "a@b Tue Nov  3 09:12", "a@b Tue Nov  3 29:12:01 2026"] {
        assert_eq!(date(line), Some(None), "{line}");
    }
}

#[test]
fn broken_places_are_named_and_passed() {
    let from = "From a@b Tue Nov  3 10:12:01 2026\n";
    let file = format!("rien\n\n{from}{from}\n{from}un\n\n{from}{}\n\n{from}deux", "x".repeat(200_000));
    assert_eq!(
        read(file.as_bytes()),
        [
            "no mail begins at 0",
            "the mail at 6 is empty",
            "the mail at 40 is empty",
            "75-113 un\n",
            "the mail at 113 is larger than 10000 bytes",
            "200149-200187 deux",
        ]
    );
}

#[test]
fn a_file_without_mails_gives_none() {
    assert_eq!(read(b""), Vec::<String>::new());
    assert_eq!(read(b"\n\n\r\n"), Vec::<String>::new());
    assert_eq!(read(b"Subject: x\n\ny"), ["no mail begins at 0"]);
    assert_eq!(read(&vec![0; 500_000]), ["no mail begins at 0"]);
    assert_eq!(read(b"From a@b Tue Nov  3 10:12:01 2026"), ["the mail at 0 is empty"]);
}

#[test]
fn a_file_that_fails_ends() {
    struct FailingFile;
    impl Read for FailingFile {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk"))
        }
    }
    let items: Vec<_> = MboxReader::new(std::io::BufReader::new(FailingFile), 0, LIMIT).collect();
    assert!(matches!(items.as_slice(), [Err(MboxError::Unreadable { offset: 0, .. })]));
}

#[test]
fn what_is_written_is_read() {
    let mails: [&[u8]; 4] = [b"Subject: a\r\n\r\nFrom b\r\n>From c\r\n\r\n", b"a\n\nFrom x Tue Nov  3 10:12:01 2026\n", b"a\rb", b"a"];
    let file: Vec<u8> = mails.iter().flat_map(|mail| entry("claire@ri3.fr\nFrom x", 1_793_697_121, mail)).collect();
    assert!(file.starts_with(b"From claire@ri3.frFromx Tue Nov  3 09:12:01 2026\nSubject: a\n\n>From b\n>>From c\n\n\nFrom "));
    let read: Vec<_> = MboxReader::new(file.as_slice(), 0, LIMIT).map(|mail| mail.unwrap().bytes).collect();
    assert_eq!(read, [&b"Subject: a\n\nFrom b\n>From c\n\n"[..], b"a\n\nFrom x Tue Nov  3 10:12:01 2026\n", b"a\nb\n", b"a\n"]);
    assert!(entry("", i64::MAX, b"").starts_with(b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"));
}

fn hyperkitty() -> Vec<IncomingMail> {
    MboxReader::new(HYPERKITTY, 0, LIMIT).map(|mail| incoming_mail::read(&mail.unwrap().bytes).unwrap()).collect()
}

#[test]
fn an_export_of_hyperkitty_has_names_threads_and_texts() {
    let mails = hyperkitty();
    let heads: Vec<_> = mails
        .iter()
        .map(|mail| {
            let (name, parent) = (mail.from[0].name.as_deref(), mail.in_reply_to.first().map(String::as_str));
            (name.unwrap_or_default(), mail.message_id.as_deref().unwrap_or_default(), parent, mail.subject.as_str())
        })
        .collect();
    assert_eq!(
        heads,
        [
            ("Claire Fontaine", "lyon-1@labo.test", None, "[Ri3-l] Réunion à Lyon"),
            ("Benoît Müller", "lyon-2@cnrs.test", Some("lyon-1@labo.test"), "[Ri3-l] Re: Réunion à Lyon"),
            ("Dupont, Jean", "lyon-3@univ.test", Some("lyon-2@cnrs.test"), "[Ri3-l] Re: Réunion à Lyon"),
            ("Claire Fontaine", "cr-1@labo.test", None, "[Ri3-l] Compte rendu"),
            ("Łukasz Nowak", "job-1@ailleurs.test", None, "[Ri3-l] Job offer"),
            ("O'Neil \"Sam\" (SI)", "from-1@labo.test", None, "[Ri3-l] From lines"),
            ("Claire Fontaine", "fwd-1@labo.test", None, "[Ri3-l] Fwd: invité"),
        ]
    );
    assert_eq!(mails[0].date, Some(1_791_184_321), "that of its author, not that of the archive");
    assert!(mails[1].text.ends_with("J'y serai, à bientôt !\nBenoît"), "{}", mails[1].text);
    let lines_of_a_mail = "From Lyon, il y a deux heures.\n\nFrom sam@labo.test Tue Nov  3 10:12:01 2026\nSubject: faux\n\nFrom quoted";
    assert_eq!(mails[5].text, lines_of_a_mail);
    assert!(mails[6].attachments[0].bytes.starts_with(b"From: tiers@ext.test\n"), "the forwarded mail is decoded");
}

#[test]
fn html_that_hyperkitty_took_out_is_the_text_again() {
    let mut mails = hyperkitty();
    assert_eq!((mails[4].text.as_str(), mails[4].attachments.len()), ("", 1), "as it is exported");
    mails.iter_mut().for_each(incoming_mail::rejoin_html);
    assert_eq!(
        (mails[4].text.as_str(), mails[4].is_html_only),
        ("We are hiring a research engineer <https://ailleurs.test/job>.\n\n- Rust\n- C++\n\nŁukasz", true)
    );
    assert_eq!((mails[3].text.as_str(), mails[3].is_html_only), ("Voici le compte rendu, en pièce jointe.", false));
    let files: Vec<&str> = mails.iter().flat_map(|mail| &mail.attachments).map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["compterenduété.pdf", "attachment.eml"]);
}

#[test]
fn any_file_is_read_to_its_end() {
    fuzz(&MAILS, |bytes| {
        let mut end = 0;
        for mail in MboxReader::new(bytes, 0, 1_000).flatten() {
            assert!(mail.offset >= end && mail.next_offset > mail.offset && mail.bytes.len() <= 1_000);
            end = mail.next_offset;
        }
        let file = entry("a@b", 0, bytes);
        let mut read: Vec<_> = MboxReader::new(file.as_slice(), 0, usize::MAX).collect();
        assert_eq!(read.len(), 1);
        let mut written = line_ends::lf(bytes).into_owned();
        if !written.ends_with(b"\n") {
            written.push(b'\n');
        }
        match read.remove(0) {
            Ok(mail) => assert_eq!(mail.bytes, written),
            Err(error) => assert!(matches!(error, MboxError::Empty { .. }) && written.iter().all(u8::is_ascii_whitespace)),
        }
    });
}
