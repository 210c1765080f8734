use super::corpus::{INVITATION, LATIN1_UNLABELLED, OUTLOOK_HTML, THUNDERBIRD_REPLY};
use super::*;

fn address(name: Option<&str>, address: &str) -> MailAddress {
    MailAddress { name: name.map(str::to_owned), address: address.to_owned() }
}

#[test]
fn a_reply_of_thunderbird_is_read() {
    let mail = read(THUNDERBIRD_REPLY).unwrap();
    assert_eq!(mail.message_id.as_deref(), Some("9d7f0c1e-5f0e-4a52-9c0b-0f0f9e6f4b2a@cnrs.fr"));
    assert_eq!(mail.in_reply_to, ["a2@inria.fr"]);
    assert_eq!(mail.references, ["a1@lists.example.org", "a2@inria.fr"]);
    assert_eq!(mail.from, [address(Some("Claire Dupont"), "claire.dupont@cnrs.fr")]);
    assert_eq!(mail.to, [address(None, "ri3-l@lists.example.org"), address(Some("Hervé Martin"), "herve.martin@inria.fr")]);
    assert_eq!(mail.cc, [address(Some("Le Goff, Anne"), "anne.legoff@ifremer.fr")]);
    assert_eq!((mail.recipient_count, mail.subject.as_str()), (3, "Re: [ri3-l] Réunion du réseau à Lyon"));
    assert_eq!(mail.date, Some(1_793_697_300));
    assert_eq!(mail.content_language.as_deref(), Some("fr"));
    assert!(mail.authentication_results[0].starts_with("mx.example.org; dkim=pass (2048-bit key)"), "{:?}", mail.authentication_results);
    assert!(mail.text.contains("je propose que nous commencions à 9h30 pour laisser"), "{}", mail.text);
    assert!(mail.text.contains("> Qui peut venir à Lyon ?\n>> Rappel"), "{}", mail.text);
    assert!(mail.text.ends_with("\n-- \nClaire Dupont\nCNRS, ingénieure calcul"), "{}", mail.text);
    assert!(!mail.is_html_only && !mail.text_truncated && mail.attachments.is_empty());
}

#[test]
fn an_html_mail_of_outlook_is_text_with_attachments() {
    let mail = read(OUTLOOK_HTML).unwrap();
    assert_eq!(mail.from, [address(Some("François Bégué"), "francois.begue@univ-lyon1.fr")]);
    assert_eq!(mail.subject, "RE: Procès-verbal de l'assemblée");
    assert!(mail.is_html_only);
    assert!(mail.text.starts_with("Bonjour,\n\nCi-joint le procès-verbal.\n\nDe : Claire Dupont <claire.dupont@cnrs.fr>\nEnvoyé : mardi"));
    let files: Vec<_> = mail.attachments.iter().map(|file| (file.name.as_str(), file.is_inline, file.size)).collect();
    assert_eq!(files, [("logo.png", true, 8), ("procès-verbal.pdf", false, 9)]);
    assert_eq!(mail.attachments[1].bytes, b"%PDF-1.4\n");
}

#[test]
fn calendars_archives_and_mails_are_attachments() {
    let mail = read(INVITATION).unwrap();
    assert_eq!((mail.text.as_str(), mail.is_html_only), ("Webinaire Rust", false));
    let files: Vec<_> = mail.attachments.iter().map(|file| (file.name.as_str(), file.content_type.as_str())).collect();
    assert_eq!(files, [("attachment-1.ics", "text/calendar"), ("bombe.zip", "application/zip"), ("attachment-3.eml", "message/rfc822")]);
    assert!(mail.attachments[2].bytes.starts_with(b"From: x@y.fr\nSubject: mail joint\n\nTexte"));
}

#[test]
fn an_alternative_without_text_is_read_as_html() {
    let mail =
        read(b"Content-Type: multipart/alternative; boundary=a\n\n--a\n\n \n--a\nContent-Type: text/html\n\n<p>Oui</p>\n--a--").unwrap();
    assert_eq!((mail.text.as_str(), mail.is_html_only), ("Oui", true));
}

#[test]
fn several_texts_are_one() {
    let mail =
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nun\n--a\nContent-Type: text/plain; name=b.txt\n\ndeux\n--a\n\ntrois\n--a--";
    let mail = read(mail).unwrap();
    assert_eq!(mail.text, "un\n\ntrois");
    assert_eq!(mail.attachments[0].name, "b.txt");
    assert_eq!(read(b"Content-Type: text/plain; name=b.txt\n\nseul").unwrap().text, "seul");
}

#[test]
fn text_without_a_charset_is_read() {
    assert_eq!(read(LATIN1_UNLABELLED).unwrap().text, "Réunion à Noël");
}

#[test]
fn values_of_a_header_can_be_asked_for() {
    assert_eq!(header_values(b"X-A: 1\r\nx-a: 2\r\n 3\r\n\r\nX-A: 4", "X-A"), ["1", "2 3"]);
    assert_eq!(header_values(b"", "X-A"), Vec::<String>::new());
    let authors = |mail: &[u8]| super::authors(mail).into_iter().map(|author| author.address).collect::<Vec<_>>();
    assert_eq!(authors(b"From: A <a@x.fr>\r\nfrom: b@x.fr,\r\n c@x.fr\r\n\r\nFrom: d@x.fr"), ["a@x.fr", "b@x.fr", "c@x.fr"]);
    assert_eq!(authors(b"Subject: x\r\n\r\n"), Vec::<String>::new());
}

#[test]
fn robots_say_that_they_are_robots() {
    let mail = read(b"Auto-Submitted: auto-replied\nPrecedence: bulk\nList-Id: RI3 <RI3-l.lists.example.org>\n\n").unwrap();
    assert_eq!(mail.auto_submitted.as_deref(), Some("auto-replied"));
    assert_eq!(mail.precedence.as_deref(), Some("bulk"));
    assert_eq!(mail.list_ids, ["ri3-l.lists.example.org"]);
}
