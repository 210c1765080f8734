//! Words of a header that are not ASCII (RFC 2047).

/// An encoded word has at most 75 bytes, and its line 76 with the name of the field; `=?UTF-8?Q?` and `?=` take twelve.
const ENCODED_BYTES: usize = 48;

/// Encodes the runs of words that are not ASCII, spaces between them included; the others stay. Spaces between words become one.
pub(super) fn encoded(value: &str) -> String {
    if value.is_ascii() {
        return value.to_owned();
    }
    let words: Vec<&str> = value.split(' ').filter(|word| !word.is_empty()).collect();
    let mut out: Vec<String> = Vec::new();
    for run in words.chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
        if run[0].is_ascii() {
            out.push(run.join(" "));
        } else {
            out.push(phrase(&run.join(" ")));
        }
    }
    out.join(" ")
}

/// The text as encoded words with spaces between them, which readers do not show. Of ASCII only letters and digits stay as they are, so that
/// the words may stand in the name of an address, too (§5, rule 3).
pub(super) fn phrase(text: &str) -> String {
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut code = String::new();
        match c {
            ' ' => code.push('_'),
            c if c.is_ascii_alphanumeric() => code.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    code.push_str(&format!("={byte:02X}"));
                }
            }
        }
        match words.last_mut() {
            Some(word) if word.len() + code.len() <= ENCODED_BYTES => word.push_str(&code),
            _ => words.push(code),
        }
    }
    words.iter().map(|word| format!("=?UTF-8?Q?{word}?=")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_need_it_are_encoded() {
        assert_eq!(encoded("Re: [ri3-l] bilan"), "Re: [ri3-l] bilan");
        assert_eq!(encoded("Re: [ri3-l] Réunion à Lyon"), "Re: [ri3-l] =?UTF-8?Q?R=C3=A9union_=C3=A0?= Lyon");
        assert_eq!(encoded("été"), "=?UTF-8?Q?=C3=A9t=C3=A9?=");
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let words = encoded(&"é".repeat(100));
        for word in words.split(' ') {
            assert!(word.len() <= 75 && word.starts_with("=?UTF-8?Q?=C3=A9") && word.ends_with("=A9?="), "{word}");
        }
    }
}
