//! What a mail says, and why it is sent.

use crate::enums::Language;
use words::tr;

pub use formats::html::escape;
pub use formats::mail::{document, html, plain};

/// Why a mail is sent to its address: in the words that it was written with, or, for those of older versions, as its cause says.
pub fn reason(language: Language, cause: &str, why: &str) -> String {
    if !why.is_empty() {
        return why.to_owned();
    }
    match cause.split('.').next().unwrap_or_default() {
        "sign_in" => tr!(language, "mail-why-sign-in"),
        "address" => tr!(language, "mail-why-address"),
        "registration" | "event" => tr!(language, "mail-why-event"),
        "membership" | "network" | "mandate" => tr!(language, "mail-why-network"),
        "alert" => tr!(language, "mail-why-administration"),
        _ => tr!(language, "mail-why"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_stands_below_in_the_readers_language() {
        let site = "https://maillage.example.org";
        let text = plain("Hello.\n", &reason(Language::En, "sign_in.link", ""), site);
        assert!(text.starts_with("Hello.\n\n-- \n") && text.contains("sign-in page"), "{text}");
        let text = plain("**Hello**\n", &reason(Language::En, "sign_in.link", "Because."), site);
        assert_eq!(text, "Hello\n\n-- \nBecause.\nhttps://maillage.example.org\n");
    }
}
