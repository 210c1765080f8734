use super::MailBlock::{Quote, Signature, Text};
use super::*;

fn text(text: &str) -> MailBlock {
    Text(text.to_owned())
}

fn quote(level: u8, text: &str) -> MailBlock {
    Quote { level, text: text.to_owned() }
}

#[test]
fn an_answer_below_quoted_lines_is_split() {
    let mail = "Bonjour,\n\nLe 3 nov. 2026 à 10:12, Claire Dupont <claire@cnrs.fr> a\nécrit :\n\n> Qui vient ?\n>\n> > Rappel\n>> encore\n\
        > Merci\n\nMoi.\nEt Anne.\n\n-- \nHervé\n\nInria\n";
    assert_eq!(
        paragraphs(mail),
        [
            text("Bonjour,"),
            quote(1, "Le 3 nov. 2026 à 10:12, Claire Dupont <claire@cnrs.fr> a\nécrit :\n\nQui vient ?"),
            quote(2, "Rappel\nencore"),
            quote(1, "Merci"),
            text("Moi.\nEt Anne."),
            Signature("Hervé\n\nInria".to_owned()),
        ]
    );
}

#[test]
fn what_follows_a_separator_is_quoted() {
    for separator in [
        "-----Message d'origine-----",
        "-----Message d’origine-----",
        "-----Original Message-----",
        "-------- Message original --------",
        "De : Claire Dupont <claire@cnrs.fr>\nEnvoyé : mardi 3 novembre 2026 10:15",
        "*From:* Claire\n*Sent:* Tuesday",
        "From: Claire\nTo: ri3-l\nSent: Tuesday",
        "Le 03/11/2026 à 10:12, Claire a écrit\u{a0}:",
        "On Tue, 3 Nov 2026 at 10:12, Claire <claire@x.fr> wrote:",
        "Am 03.11.2026 um 10:12 schrieb Claire:",
        "2026-11-03 10:12 GMT+01:00, Claire <claire@x.fr>:",
    ] {
        let blocks = paragraphs(&format!("D'accord.\n\n{separator}\n\nQui vient ?\n\n> Rappel\n-- \nClaire"));
        assert_eq!(blocks[0], text("D'accord."), "{separator}");
        assert_eq!(blocks[1], quote(1, &format!("{separator}\n\nQui vient ?")), "{separator}");
        assert_eq!(blocks[2..], [quote(2, "Rappel"), quote(1, "--\nClaire")], "{separator}");
    }
}

#[test]
fn a_sentence_is_not_an_attribution() {
    for mail in [
        "Le comité a écrit :\nrien.",
        "Le 3 novembre, le comité a écrit :\nrien.",
        "On verra bien ce que le 3 donne",
        "De : rien\nun\ndeux",
        "--- Résultats ---\nbons",
        "---------- Forwarded message ---------\nDe : Claire\nDate : mardi\nSujet : x\n",
        "Le\nsoir",
    ] {
        assert_eq!(paragraphs(mail), [text(mail.trim_end())], "{mail}");
    }
}

#[test]
fn a_signature_ends_where_a_quotation_begins() {
    let mail = "Oui.\n--\nClaire\nCNRS\n\nLe 3 nov. 2026 à 10:12, Hervé a écrit :\n> Qui ?";
    let expected = [text("Oui."), Signature("Claire\nCNRS".to_owned()), quote(1, "Le 3 nov. 2026 à 10:12, Hervé a écrit :\nQui ?")];
    assert_eq!(paragraphs(mail), expected);
    assert_eq!(paragraphs("-- \n"), []);
}

#[test]
fn hostile_texts_have_few_blocks() {
    assert_eq!(paragraphs(""), []);
    assert_eq!(paragraphs(&">".repeat(100_000)), []);
    assert_eq!(paragraphs(&format!("{} x", ">".repeat(100_000))), [quote(20, "x")]);
    assert!(paragraphs(&"a\n\n".repeat(100_000)).len() <= BLOCKS + 1);
    assert!(!paragraphs(&"Le 3 a\nDe :\n".repeat(5_000)).is_empty());
    assert_eq!(paragraphs("é\u{2028}\u{0}").len(), 1);
}

#[test]
fn an_answer_quotes_the_mail_without_its_signature() {
    let quoted = reply_quote("Qui vient ?\n\n> Rappel\n\n-- \nClaire", "Le 3 novembre, Claire\na écrit :");
    assert_eq!(quoted, "Le 3 novembre, Claire a écrit :\n> Qui vient ?\n>\n>> Rappel");
    let long = reply_quote(&"ligne\n".repeat(100_000), "");
    assert!(long.len() < 21_000 && long.ends_with("\n> […]"));
}
