//! What a mail was written for, in words: what is left of one whose text was forgotten.

use domain::Language;

/// The words for a mail's cause; one of an older version is named as it is stored.
pub fn cause(language: Language, cause: &str) -> String {
    said(language, cause).unwrap_or_else(|| cause.to_owned())
}

fn said(language: Language, cause: &str) -> Option<String> {
    let words = match cause {
        "registration.asked" => tr!(language, "mail-cause-registration-asked"),
        "registration.known" => tr!(language, "mail-cause-registration-known"),
        "registration.confirmed" => tr!(language, "mail-cause-registration-confirmed"),
        "registration.waiting" => tr!(language, "mail-cause-registration-waiting"),
        "registration.promoted" => tr!(language, "mail-cause-registration-promoted"),
        "registration.changed" => tr!(language, "mail-cause-registration-changed"),
        "registration.noted_no_more" => tr!(language, "mail-cause-registration-noted-no-more"),
        "registration.noted" => tr!(language, "mail-cause-registration-noted"),
        "registration.withdrawn" | "registration.erased" => tr!(language, "mail-cause-registration-withdrawn"),
        "event.moved" => tr!(language, "mail-cause-event-moved"),
        "event.link" => tr!(language, "mail-cause-event-link"),
        "event.postponed" => tr!(language, "mail-cause-event-postponed"),
        "event.dated" => tr!(language, "mail-cause-event-dated"),
        "event.cancelled" => tr!(language, "mail-cause-event-cancelled"),
        "event.invited" => tr!(language, "mail-cause-event-invited"),
        "network.requested" => tr!(language, "mail-cause-network-requested"),
        "network.answered" => tr!(language, "mail-cause-network-answered"),
        "network.included" => tr!(language, "mail-cause-network-included"),
        "membership.requested" => tr!(language, "mail-cause-membership-requested"),
        "membership.accepted" => tr!(language, "mail-cause-membership-accepted"),
        "membership.refused" => tr!(language, "mail-cause-membership-refused"),
        "membership.added" => tr!(language, "mail-cause-membership-added"),
        "membership.ended" => tr!(language, "mail-cause-membership-ended"),
        "membership.invited" => tr!(language, "mail-cause-membership-invited"),
        "list.confirm" => tr!(language, "mail-cause-list-confirm"),
        "list.held" => tr!(language, "mail-cause-list-held"),
        "sign_in.link" => tr!(language, "mail-cause-sign-in-link"),
        "alert.mail" => tr!(language, "mail-cause-alert-mail"),
        "alert.backup" => tr!(language, "mail-cause-alert-backup"),
        "address.proof" => tr!(language, "mail-cause-address-proof"),
        "address.warning" => tr!(language, "mail-cause-address-warning"),
        "address.requested" => tr!(language, "mail-cause-address-requested"),
        "address.added" => tr!(language, "mail-cause-address-added"),
        "address.preferred" => tr!(language, "mail-cause-address-preferred"),
        "address.removed" => tr!(language, "mail-cause-address-removed"),
        "address.restored" => tr!(language, "mail-cause-address-restored"),
        "address.farewell" => tr!(language, "mail-cause-address-farewell"),
        "mandate.given" => tr!(language, "mail-cause-mandate-given"),
        _ => return None,
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_words() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
        let kinds = ["registration.", "event.", "network.", "membership.", "list.", "sign_in.", "address.", "mandate.", "alert."];
        let mut read = 0;
        for file in [
            "registrations/letters.rs",
            "events/announce.rs",
            "memberships/letters.rs",
            "memberships/invitations.rs",
            "memberships/giving.rs",
            "networks/letters.rs",
            "lists/subscribe.rs",
            "lists/sending.rs",
            "sign_in.rs",
            "addresses/notices.rs",
            "administration/alerts.rs",
        ] {
            let text = std::fs::read_to_string(root.join(file)).expect(file);
            // Acts of the journal look alike; they have words of their own.
            for line in text.lines().filter(|line| !line.contains("audit::")) {
                let quoted = line.split('"').skip(1).step_by(2);
                for word in quoted.filter(|word| kinds.iter().any(|kind| word.starts_with(kind)) && !word.contains([' ', ':', '{'])) {
                    read += 1;
                    assert!(said(Language::Fr, word).is_some() && said(Language::En, word).is_some(), "{word}");
                }
            }
        }
        assert!(read >= 20, "{read}: the source is read");
    }
}
