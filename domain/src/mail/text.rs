//! The text of mails, and the reason at their foot.

use crate::enums::Language;
use words::tr;

pub use formats::html::escape;
pub use formats::mail::{document, html, plain};

/// Why a mail is sent to its address: the sentence stored with it or, for mails of older versions, that of its cause.
pub fn reason(language: Language, cause: &str, why: &str) -> String {
    if !why.is_empty() {
        return why.to_owned();
    }
    match cause.split('.').next().unwrap_or_default() {
        "sign_in" => tr!(language, "mail-reason-sign-in"),
        "address" => tr!(language, "mail-reason-address"),
        "registration" | "event" => tr!(language, "mail-reason-event"),
        "membership" | "network" | "mandate" => tr!(language, "mail-reason-network"),
        "alert" => tr!(language, "mail-reason-administration"),
        _ => tr!(language, "mail-reason"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_below_in_the_recipients_language() {
        let site = "https://maillage.example.org";
        let text = plain("Hello.\n", &reason(Language::En, "sign_in.link", ""), site);
        assert!(text.starts_with("Hello.\n\n-- \n") && text.contains("sign-in page"), "{text}");
        let text = plain("**Hello**\n", &reason(Language::En, "sign_in.link", "Because."), site);
        assert_eq!(text, "Hello\n\n-- \nBecause.\nhttps://maillage.example.org\n");
    }
}
