//! Mails of discussions, the same each time: invented words, as frequent as those of a language, in threads of five.

use std::fmt::Write as _;

use chrono::DateTime;

/// The number of distinct words. Of two words, the one with half the rank is twice as frequent (Zipf's law).
const WORDS: f64 = 30_000.0;
/// The mails of a thread.
const THREAD: usize = 5;
/// The threads that go on at the same time: an answer comes so many mails after the one that it answers.
const THREADS_AT_ONCE: usize = 10;
/// The length of a line of text in bytes; its last word may pass it.
const LINE: usize = 70;
/// The lines of a paragraph.
const PARAGRAPH: usize = 6;
/// The lines that an answer quotes.
const QUOTED: usize = 3;

/// A series of mails to one list, numbered from 0.
#[derive(Debug, Clone, Copy)]
pub struct MailSeries<'a> {
    /// Keeps its Message-IDs apart from those of other series.
    pub name: &'a str,
    /// The address of the list.
    pub to: &'a str,
    /// Fields that a relay puts first, each ended by CRLF.
    pub head: &'a str,
    /// The least size of a mail in bytes; it passes it by a line at most.
    pub bytes: usize,
}

impl MailSeries<'_> {
    /// The first mail of a thread that is about in the middle of `count` mails.
    pub fn middle(count: usize) -> usize {
        let round = THREAD * THREADS_AT_ONCE;
        count / 2 / round * round
    }

    /// The Message-ID of a mail, without brackets.
    pub fn message_id(&self, number: usize) -> String {
        format!("{}-{number}@bench.example", self.name)
    }

    /// The subject of the thread of a mail.
    pub fn subject(number: usize) -> String {
        // The seeds of texts are numbers of mails: small ones.
        let mut words = BenchWords(u64::MAX - place(number).0 as u64);
        (0..5).map(|_| words.next_word()).collect::<Vec<_>>().join(" ")
    }

    /// A mail that `author` wrote so many `seconds` after 1970. Its lines end with CRLF, and none begins with a dot.
    pub fn mail(&self, number: usize, author: &str, seconds: i64) -> String {
        let (_, position) = place(number);
        let name = author.split('@').next().unwrap_or_default();
        let date = DateTime::from_timestamp(seconds, 0).unwrap_or_default().to_rfc2822();
        let prefix = if position == 0 { "" } else { "Re: " };
        let mut mail = format!(
            "{}Message-ID: <{}>\r\nDate: {date}\r\nFrom: \"{name}\" <{author}>\r\nTo: {}\r\nSubject: {prefix}{}\r\n",
            self.head,
            self.message_id(number),
            self.to,
            Self::subject(number)
        );
        let above: Vec<String> =
            (1..=position).rev().map(|back| format!("<{}>", self.message_id(number - back * THREADS_AT_ONCE))).collect();
        if let Some(answered) = above.last() {
            let _ = write!(mail, "In-Reply-To: {answered}\r\nReferences: {}\r\n", above.join("\r\n "));
        }
        mail.push_str("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
        let mut words = BenchWords(number as u64);
        let quoted = if position == 0 { 0 } else { QUOTED };
        for _ in 0..quoted {
            let _ = write!(mail, "> {}\r\n", words.next_line());
        }
        let mut lines = 0;
        while mail.len() < self.bytes {
            let start = if lines % PARAGRAPH == 0 { "\r\n" } else { "" };
            let _ = write!(mail, "{start}{}\r\n", words.next_line());
            lines += 1;
        }
        mail
    }
}

/// The thread of a mail and its position there, both from 0.
fn place(number: usize) -> (usize, usize) {
    let round = THREAD * THREADS_AT_ONCE;
    (number / round * THREADS_AT_ONCE + number % THREADS_AT_ONCE, number % round / THREADS_AT_ONCE)
}

/// The word of a rank: the smaller the rank, the more frequent the word.
pub fn word(rank: usize) -> String {
    const CONSONANTS: [char; 16] = ['b', 'c', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'x', 'z'];
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let (mut word, mut rest) = (String::new(), rank);
    while rest > 0 || word.len() < 4 {
        word.push(CONSONANTS[rest % CONSONANTS.len()]);
        rest /= CONSONANTS.len();
        word.push(VOWELS[rest % VOWELS.len()]);
        rest /= VOWELS.len();
    }
    // No ending that the stems of French or English lose.
    word.push('l');
    word
}

/// Words by chance, from a seed (SplitMix64).
struct BenchWords(u64);

impl BenchWords {
    fn next_word(&mut self) -> String {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        // From 0 to 1. The ranks are then as many from 1 to 10 as from 10 to 100.
        let share = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        word(WORDS.powf(share) as usize)
    }

    fn next_line(&mut self) -> String {
        let mut line = self.next_word();
        while line.len() < LINE {
            line.push(' ');
            line.push_str(&self.next_word());
        }
        line
    }
}
