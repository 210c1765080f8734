//! What a mail was written for, in words: what is left of one whose text was forgotten.

use domain::Language;

/// The words for a mail's cause; one of an older version is named as it is stored.
pub fn cause(language: Language, cause: &str) -> String {
    said(language, cause).unwrap_or_else(|| cause.to_owned())
}

fn said(language: Language, cause: &str) -> Option<String> {
    let words = match cause {
        "registration.asked" => t!(language, "mail-cause-registration-asked"),
        "registration.known" => t!(language, "mail-cause-registration-known"),
        "registration.confirmed" => t!(language, "mail-cause-registration-confirmed"),
        "registration.waiting" => t!(language, "mail-cause-registration-waiting"),
        "registration.promoted" => t!(language, "mail-cause-registration-promoted"),
        "registration.changed" => t!(language, "mail-cause-registration-changed"),
        "registration.noted_no_more" => t!(language, "mail-cause-registration-noted-no-more"),
        "registration.noted" => t!(language, "mail-cause-registration-noted"),
        "registration.withdrawn" | "registration.erased" => t!(language, "mail-cause-registration-withdrawn"),
        "event.moved" => t!(language, "mail-cause-event-moved"),
        "event.link" => t!(language, "mail-cause-event-link"),
        "event.postponed" => t!(language, "mail-cause-event-postponed"),
        "event.dated" => t!(language, "mail-cause-event-dated"),
        "event.cancelled" => t!(language, "mail-cause-event-cancelled"),
        "event.invited" => t!(language, "mail-cause-event-invited"),
        "network.requested" => t!(language, "mail-cause-network-requested"),
        "network.answered" => t!(language, "mail-cause-network-answered"),
        "network.included" => t!(language, "mail-cause-network-included"),
        "membership.requested" => t!(language, "mail-cause-membership-requested"),
        "membership.accepted" => t!(language, "mail-cause-membership-accepted"),
        "membership.refused" => t!(language, "mail-cause-membership-refused"),
        "membership.added" => t!(language, "mail-cause-membership-added"),
        "membership.ended" => t!(language, "mail-cause-membership-ended"),
        "membership.invited" => t!(language, "mail-cause-membership-invited"),
        "list.confirm" => t!(language, "mail-cause-list-confirm"),
        "list.held" => t!(language, "mail-cause-list-held"),
        "sign_in.link" => t!(language, "mail-cause-sign-in-link"),
        "alert.mail" => t!(language, "mail-cause-alert-mail"),
        "alert.backup" => t!(language, "mail-cause-alert-backup"),
        "address.proof" => t!(language, "mail-cause-address-proof"),
        "address.warning" => t!(language, "mail-cause-address-warning"),
        "address.requested" => t!(language, "mail-cause-address-requested"),
        "address.added" => t!(language, "mail-cause-address-added"),
        "address.preferred" => t!(language, "mail-cause-address-preferred"),
        "address.removed" => t!(language, "mail-cause-address-removed"),
        "address.restored" => t!(language, "mail-cause-address-restored"),
        "address.farewell" => t!(language, "mail-cause-address-farewell"),
        "mandate.given" => t!(language, "mail-cause-mandate-given"),
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
            "people/sign_in.rs",
            "people/addresses/notices.rs",
            "administration/alerts.rs",
        ] {
            let text = std::fs::read_to_string(root.join(file)).expect(file);
            // Acts of the journal look alike; they have words of their own.
            for line in text.lines().filter(|line| !line.contains("audit::note")) {
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
