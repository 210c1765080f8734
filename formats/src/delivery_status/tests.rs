use super::BounceKind::{AutoReply, Delayed, Permanent, Temporary};
use super::*;
use crate::incoming_mail::corpus::MAILS;
use crate::incoming_mail::fuzz_tests::fuzz;

/// As Postfix writes it, with `{action}`, `{status}` and `{said}` to fill.
const POSTFIX: &str = include_str!("corpus/postfix.eml");
const POSTFIX_BYTES: &[u8] = include_bytes!("corpus/postfix.eml");
const EXIM: &[u8] = include_bytes!("corpus/exim.eml");
const EXIM_WARNING: &[u8] = include_bytes!("corpus/exim_warning.eml");
const QMAIL: &[u8] = include_bytes!("corpus/qmail.eml");
const EXCHANGE: &[u8] = include_bytes!("corpus/exchange.eml");
const GMAIL: &[u8] = include_bytes!("corpus/gmail.eml");
const POSTFIX_TEXT: &[u8] = include_bytes!("corpus/postfix_text.eml");
const ABSENCE: &[u8] = include_bytes!("corpus/absence.eml");
const BOUNCES: [&[u8]; 8] = [POSTFIX_BYTES, EXIM, EXIM_WARNING, QMAIL, EXCHANGE, GMAIL, POSTFIX_TEXT, ABSENCE];

fn postfix(action: &str, status: &str, said: &str) -> Option<BounceReport> {
    read(POSTFIX.replace("{action}", action).replace("{status}", status).replace("{said}", said).as_bytes())
}

/// Of the only recipient: address, kind, status, diagnostic.
fn only(mail: &[u8]) -> (String, BounceKind, String, String) {
    let report = read(mail).unwrap();
    let [recipient] = report.recipients.as_slice() else { panic!("{report:?}") };
    assert_eq!(report.kind, recipient.kind);
    let (status, said) = (recipient.status.clone().unwrap_or_default(), recipient.diagnostic.clone().unwrap_or_default());
    (recipient.address.clone(), recipient.kind, status, said)
}

#[test]
fn a_report_of_postfix_is_read() {
    let report = postfix("failed", "5.1.1", "smtp; 550 5.1.1 <jean.petit@cnrs.fr>: Recipient address\n    rejected: User unknown").unwrap();
    let expected = BouncedRecipient {
        address: "jean@ancien.fr".to_owned(),
        kind: Permanent,
        status: Some("5.1.1".to_owned()),
        diagnostic: Some("550 5.1.1 <jean.petit@cnrs.fr>: Recipient address rejected: User unknown".to_owned()),
    };
    assert_eq!(report.recipients, [expected]);
    assert_eq!((report.kind, report.original_message_id.as_deref()), (Permanent, Some("a1@lists.example.org")));
}

#[test]
fn actions_and_codes_give_the_kind() {
    for (action, status, said, kind) in [
        ("failed", "4.4.1", "smtp; connect to mx: Connection timed out", Some(Temporary)),
        ("delayed", "4.4.1", "smtp; connect to mx: Connection timed out", Some(Delayed)),
        ("delayed", "5.1.1", "smtp; 550", Some(Delayed)),
        ("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full", Some(Temporary)),
        ("failed", "5.0.0", "smtp; 451 4.7.1 Greylisted", Some(Temporary)),
        ("Failed (x)", "", "", Some(Permanent)),
        ("", "5.1.1", "", Some(Permanent)),
        ("delivered", "2.0.0", "smtp; 250 OK", None),
        ("relayed", "2.0.0", "", None),
    ] {
        assert_eq!(postfix(action, status, said).map(|report| report.kind), kind, "{action} {status} {said}");
    }
}

#[test]
fn recipients_of_one_report_may_differ() {
    let group =
        |at: usize, action: &str, status: &str| format!("Final-Recipient: rfc822;p{at}@cnrs.fr\nAction: {action}\nStatus: {status}\n\n");
    let groups = format!("{}{}{}", group(1, "delayed", "4.0.0"), group(2, "failed", "5.1.1"), group(3, "delivered", "2.0.0"));
    let report = read(format!("Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n{groups}").as_bytes()).unwrap();
    assert_eq!(report.kind, Permanent);
    assert_eq!(report.recipients.iter().map(|recipient| recipient.kind).collect::<Vec<_>>(), [Delayed, Permanent]);
    let many: String = (0..10_000).map(|at| group(at, "failed", "5.1.1")).collect();
    assert_eq!(read(format!("Content-Type: message/delivery-status\n\n{many}").as_bytes()).unwrap().recipients.len(), 100);
}

#[test]
fn a_report_without_groups_takes_little_time() {
    for nothing in ["rien\n", "rien\n\n", "\n", "a:\n\n"] {
        assert_eq!(read(format!("Content-Type: message/delivery-status\n\n{}", nothing.repeat(50_000)).as_bytes()), None);
    }
}

#[test]
fn exim_names_addresses_in_its_text() {
    let report = read(EXIM).unwrap();
    let found: Vec<_> = report.recipients.iter().map(|found| (found.address.as_str(), found.kind, found.status.as_deref())).collect();
    assert_eq!(found, [("jean.petit@lip6.fr", Permanent, Some("5.1.1")), ("anne@nulle-part.example", Permanent, Some("5.1.1"))]);
    assert_eq!(report.recipients[1].diagnostic.as_deref(), Some("Unrouteable address"));
    assert_eq!(report.original_message_id.as_deref(), Some("a1@lists.example.org"));
    assert_eq!(read(EXIM_WARNING).unwrap().kind, Delayed);
    assert_eq!(read(EXIM_WARNING).unwrap().recipients[0].address, "jean.petit@lip6.fr");
}

#[test]
fn servers_without_reports_are_understood() {
    let (address, kind, status, said) = only(QMAIL);
    assert_eq!((address.as_str(), kind, status.as_str()), ("jean.petit@free.fr", Permanent, "5.1.1"));
    assert_eq!(said, "Sorry, no mailbox here by that name. (#5.1.1)");
    let (address, kind, status, _) = only(EXCHANGE);
    assert_eq!((address.as_str(), kind, status.as_str()), ("jean.petit@univ-lyon1.fr", Permanent, "5.1.10"));
    let (address, kind, status, said) = only(GMAIL);
    assert_eq!((address.as_str(), kind, status.as_str()), ("jean.petit@gmail.com", Permanent, "5.1.1"));
    assert!(said.starts_with("550 5.1.1 The email account"), "{said}");
    let (address, kind, status, said) = only(POSTFIX_TEXT);
    assert_eq!((address.as_str(), kind, status.as_str()), ("jean@inria.fr", Temporary, "4.2.2"));
    assert!(said.ends_with("said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)"), "{said}");
}

#[test]
fn a_person_who_is_away_has_received_the_mail() {
    let report = read(ABSENCE).unwrap();
    assert_eq!((report.kind, report.recipients.len(), report.original_message_id.as_deref()), (AutoReply, 0, Some("a1@lists.example.org")));
    for header in
        ["X-Autoreply: yes", "Precedence: auto_reply", "Subject: Out of office", "Subject: =?utf-8?Q?R=C3=A9ponse?= automatique : x"]
    {
        assert_eq!(read(format!("From: claire@cnrs.fr\n{header}\n\nAbsente.").as_bytes()).unwrap().kind, AutoReply, "{header}");
    }
}

#[test]
fn mails_of_people_are_no_reports() {
    for mail in MAILS {
        assert_eq!(read(mail), None);
    }
    assert_eq!(read(b"From: postmaster@cnrs.fr\nSubject: Maintenance\n\njean@cnrs.fr est inconnu, 550 5.1.1"), None);
    assert_eq!(read(b""), None);
}

#[test]
fn a_server_that_names_nobody_still_says_why() {
    let report = read(b"From: MAILER-DAEMON\nSubject: failure notice\n\n550 User unknown").unwrap();
    assert_eq!((report.kind, report.recipients.len()), (Permanent, 0));
}

#[test]
fn any_report_is_read_without_a_panic() {
    fuzz(&BOUNCES, |bytes| {
        if let Some(report) = super::bounce_report(bytes) {
            assert!(report.recipients.len() <= RECIPIENTS);
            for recipient in report.recipients {
                assert!(!recipient.address.contains(['\n', ' ', '<']) && recipient.address.len() <= 320);
                assert!(recipient.diagnostic.is_none_or(|said| !said.contains('\n') && said.chars().count() <= DIAGNOSTIC));
            }
        }
    });
}

#[test]
fn a_refusal_speaks_of_the_address_or_of_something_else() {
    for (said, kind, about) in [
        ("permanent error (550): 5.1.1 <x@y.fr>: Recipient address rejected: User unknown", Permanent, Some(true)),
        ("permanent error (550): User unknown in virtual mailbox table", Permanent, Some(true)),
        ("permanent error (550): 5.4.1 Recipient address rejected: Access denied", Permanent, Some(true)),
        ("permanent error (550): 5.1.8 Sender address rejected: Domain not found", Permanent, Some(false)),
        ("permanent error (554): 5.7.1 Spam message rejected", Permanent, Some(false)),
        ("permanent error (552): 5.3.4 Message size exceeds fixed limit", Permanent, Some(false)),
        ("permanent error (554): 5.4.6 Routing loop", Permanent, Some(false)),
        ("permanent error (550): no", Permanent, None),
        ("permanent error (552): 5.2.2 Mailbox full", Temporary, Some(true)),
        ("transient error (450): 4.2.0 greylisted", Temporary, Some(true)),
        ("transient error (450): 4.7.1 rate limited", Temporary, Some(false)),
        ("transient error (450): 4.1.8 Sender address rejected", Temporary, Some(false)),
        ("transient error (441): 4.4.7 Delivery time expired", Temporary, Some(true)),
    ] {
        let (found, status) = refusal(said).unwrap();
        assert_eq!((found, is_about_address(status.as_deref(), said)), (kind, about), "{said}");
    }
    assert_eq!(refusal("the mail has no text"), None);
}
