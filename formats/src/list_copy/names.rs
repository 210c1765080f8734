//! What a list writes into the subject and the From field of its copies.

use super::encoded_words;
use crate::incoming_mail::clean;

/// The longest name of an author or of a list, in characters.
const NAME: usize = 100;

/// The subject with the prefix of the list before it, as `[ri3-l] Bilan`. A subject that has it anywhere stays, so that `Re: [ri3-l] Bilan`
/// does not grow with each answer. The result is one line.
pub fn subject_with_prefix(subject: &str, prefix: &str) -> String {
    let (subject, prefix) = (clean::one_line(subject, 998), clean::one_line(prefix, NAME));
    if prefix.is_empty() || subject.to_lowercase().contains(&prefix.to_lowercase()) {
        return subject;
    }
    format!("{prefix} {subject}").trim_end().to_owned()
}

/// The name that stands for the author when the list sends from its own address, because the author's domain refuses others (DMARC):
/// `Claire Dupont via RI3`. Words of the name that look like an address lose their domain: readers must not take it for the address of the
/// sender. Without a name, the local part of the address stands for it.
pub fn munged_from(name: &str, address: &str, list_name: &str) -> String {
    let plain = |text: &str| {
        let line = clean::one_line(text, 400).replace(['"', '<', '>', '\\', '(', ')', ',', ';'], " ");
        let words = line.split_whitespace().map(|word| word.split('@').next().unwrap_or_default()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").chars().take(NAME).collect::<String>()
    };
    let name = [name, address].into_iter().map(plain).find(|name| !name.is_empty());
    let list_name = plain(list_name);
    match name {
        Some(name) if list_name.is_empty() => name,
        Some(name) => format!("{name} via {list_name}"),
        None => list_name,
    }
}

/// The value of a From, Reply-To or Cc field, in ASCII: the name quoted or encoded, then the address. Without a name, the address alone.
/// What could end the address early is left out of it.
pub fn address_field(name: &str, address: &str) -> String {
    let name = clean::one_line(name, 2 * NAME);
    let is_plain = |c: &char| !c.is_whitespace() && !c.is_control() && !"<>,;()\"\\".contains(*c);
    let address: String = clean::one_line(address, 400).chars().filter(is_plain).collect();
    if name.is_empty() {
        return address;
    }
    let is_atoms = name.chars().all(|c| c.is_ascii_alphanumeric() || " !#$%&'*+-/^_{|}~".contains(c));
    let name = if is_atoms {
        name
    } else if name.is_ascii() && !name.contains("=?") {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encoded_words::phrase(&name)
    };
    format!("{name} <{address}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_put_once() {
        assert_eq!(subject_with_prefix("Bilan", "[ri3-l]"), "[ri3-l] Bilan");
        assert_eq!(subject_with_prefix("Re: Bilan", "[ri3-l]"), "[ri3-l] Re: Bilan");
        assert_eq!(subject_with_prefix("Re: [RI3-L] Bilan", "[ri3-l]"), "Re: [RI3-L] Bilan");
        assert_eq!(subject_with_prefix("Bilan", ""), "Bilan");
        assert_eq!(subject_with_prefix("a\r\nBcc: x", "[l]\n"), "[l] a  Bcc: x");
    }

    #[test]
    fn the_author_writes_via_the_list() {
        for (name, address, expected) in [
            ("Claire Dupont", "claire@cnrs.fr", "Claire Dupont via RI3"),
            ("", "claire.dupont@cnrs.fr", "claire.dupont via RI3"),
            ("claire.dupont@cnrs.fr", "x@y.fr", "claire.dupont via RI3"),
            ("Claire <claire@cnrs.fr>", "x@y.fr", "Claire claire via RI3"),
            ("\"@cnrs.fr\"", "claire@cnrs.fr", "claire via RI3"),
            ("", "", "RI3"),
        ] {
            assert_eq!(munged_from(name, address, "RI3"), expected, "{name}");
        }
        assert_eq!(munged_from("Claire", "c@d.fr", ""), "Claire");
    }

    #[test]
    fn a_name_can_not_write_an_address() {
        assert_eq!(address_field("Claire Dupont", "c@d.fr"), "Claire Dupont <c@d.fr>");
        assert_eq!(address_field("Dupont, \"C\"", "c@d.fr"), "\"Dupont, \\\"C\\\"\" <c@d.fr>");
        assert_eq!(address_field("Hervé via RI3", "c@d.fr"), "=?UTF-8?Q?Herv=C3=A9_via_RI3?= <c@d.fr>");
        assert_eq!(address_field("=?utf-8?Q?x?=", "c@d.fr"), "=?UTF-8?Q?=3D=3Futf=2D8=3FQ=3Fx=3F=3D?= <c@d.fr>");
        assert_eq!(address_field("", "c@d.fr>\r\nBcc: x@y.fr"), "c@d.frBcc:x@y.fr");
    }
}
