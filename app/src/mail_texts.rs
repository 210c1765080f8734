//! The cause of a mail, as a label: shown when its text was deleted.

use domain::Language;

use crate::labels::stored_label;

/// The label of a mail's cause; a cause of an older version is shown as its code.
pub fn cause(language: Language, cause: &str) -> String {
    stored_label(language, "mail-cause", cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::find_label;

    #[test]
    fn every_cause_has_words() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
        let kinds =
            ["registration.", "event.", "network.", "membership.", "list.", "sign_in.", "address.", "mandate.", "alert.", "bounce."];
        let mut read = 0;
        for file in [
            "registrations/notifications.rs",
            "events/notifications.rs",
            "memberships/notifications.rs",
            "memberships/invitations.rs",
            "memberships/appointments.rs",
            "networks/notifications.rs",
            "lists/subscribe.rs",
            "mail/failing_addresses.rs",
            "lists/dispatch.rs",
            "posts/notifications.rs",
            "sign_in.rs",
            "addresses/notifications.rs",
            "administration/alerts.rs",
        ] {
            let text = std::fs::read_to_string(root.join(file)).expect(file);
            // Actions of the journal look alike; they have sentences of their own.
            for line in text.lines().filter(|line| !line.contains("audit::")) {
                let quoted = line.split('"').skip(1).step_by(2);
                for word in quoted.filter(|word| kinds.iter().any(|kind| word.starts_with(kind)) && !word.contains([' ', ':', '{'])) {
                    read += 1;
                    assert!(Language::ALL.iter().all(|language| find_label(*language, "mail-cause", word).is_some()), "{word}");
                }
            }
        }
        assert!(read >= 20, "{read}: the source is read");
    }
}
