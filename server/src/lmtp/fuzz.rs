//! Arbitrary clients.

use proptest::collection::vec;
use proptest::prelude::*;

use super::command::LmtpCommand;
use super::data::tests::decoded;
use super::test_client::converse;

/// Bytes that matter to the protocol come often.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![2 => Just(b'.'), 2 => Just(b'\r'), 2 => Just(b'\n'), 1 => Just(b'\0'), 2 => any::<u8>()];
    vec(byte, 0..200)
}

/// A line of a session: a command or rubbish, well ended or not.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "LHLO a",
        "EHLO a",
        "MAIL FROM:<a@b>",
        "MAIL FROM:<> SIZE=100 SMTPUTF8",
        "MAIL FROM:<a@b> SIZE=999999999",
        "RCPT TO:<a@b>",
        "RCPT TO:<unknown@b>",
        "RCPT TO:<\"a",
        "DATA",
        "RSET",
        ".",
        "..",
        "VRFY",
        "",
    ]);
    let start = prop_oneof![8 => known.prop_map(|line| line.as_bytes().to_vec()), 1 => text(), 1 => Just(vec![b'x'; 3_000])];
    let end = prop::sample::select(vec!["\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", ""]);
    (start, end).prop_map(|(mut line, end)| {
        line.extend_from_slice(end.as_bytes());
        line
    })
}

proptest! {
    #[test]
    fn a_mail_ends_at_the_first_dot_between_two_crlf(text in text(), part in 1..40_usize) {
        // The line of DATA ended with CRLF, too.
        let whole = [b"\r\n", &text[..]].concat();
        let end = whole.windows(5).position(|window| window == b"\r\n.\r\n").map(|at| at + 3);
        prop_assert_eq!(decoded(&text, part).map(|(_, read)| read), end);
    }

    #[test]
    fn a_text_comes_through_unchanged(text in text(), part in 1..40_usize) {
        let mut text = text;
        text.extend_from_slice(b"\r\n");
        let mut sent = Vec::new();
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            // A line begins after CRLF, not after a bare LF.
            if line.starts_with(b".") && (sent.is_empty() || sent.ends_with(b"\r\n")) {
                sent.push(b'.');
            }
            sent.extend_from_slice(line);
        }
        sent.extend_from_slice(b".\r\n");
        prop_assert_eq!(decoded(&sent, part), Some((text, sent.len())));
    }

    #[test]
    fn any_line_is_a_command_or_an_error(line in vec(any::<u8>(), 0..300), rest in ".{0,80}") {
        drop(LmtpCommand::parse(&line));
        for start in ["MAIL FROM:<", "RCPT TO:<", "MAIL FROM:<a@b> ", "LHLO "] {
            drop(LmtpCommand::parse(format!("{start}{rest}").as_bytes()));
        }
    }
}

proptest! {
    // Each case is a session: a quarter of them takes as long as the others.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]

    #[test]
    fn any_session_ends_and_answers_in_lines(lines in vec(line(), 0..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (answers, delivered) = runtime.block_on(converse(&lines.concat()));
        for answer in &answers {
            let is_answer = answer.len() > 4 && answer[..3].bytes().all(|byte| byte.is_ascii_digit()) && answer.len() < 512;
            prop_assert!(is_answer, "{:?}", answer);
        }
        let accepted = answers.iter().filter(|answer| *answer == "250 2.0.0 ok").count();
        prop_assert!(delivered.iter().map(|mail| mail.recipients.len()).sum::<usize>() <= accepted);
    }
}
