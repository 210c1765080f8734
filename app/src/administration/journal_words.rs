//! The words of the journal. Every act that the domain writes down has some: a test reads the source.

use domain::Language;

/// What was done, after the name of who did it; an act of an older version is named as it is stored.
pub(crate) fn sentence(language: Language, action: &str) -> String {
    said(language, action).unwrap_or_else(|| action.to_owned())
}

fn said(language: Language, action: &str) -> Option<String> {
    let words = match action {
        "address.add" => t!(language, "journal-address-add"),
        "address.ask" => t!(language, "journal-address-ask"),
        "address.restore" => t!(language, "journal-address-restore"),
        "address.prefer" => t!(language, "journal-address-prefer"),
        "address.strike" => t!(language, "journal-address-strike"),
        "address.remove" => t!(language, "journal-address-remove"),
        "affiliation.add" => t!(language, "journal-affiliation-add"),
        "affiliation.correct" => t!(language, "journal-affiliation-correct"),
        "affiliation.remove" => t!(language, "journal-affiliation-remove"),
        "attendance.mark" => t!(language, "journal-attendance-mark"),
        "committee.create" => t!(language, "journal-committee-create"),
        "committee.edit" => t!(language, "journal-committee-edit"),
        "committee.remove" => t!(language, "journal-committee-remove"),
        "consent.give" => t!(language, "journal-consent-give"),
        "consent.withdraw" => t!(language, "journal-consent-withdraw"),
        "event.accept" => t!(language, "journal-event-accept"),
        "event.add_material" => t!(language, "journal-event-add-material"),
        "event.cancel" => t!(language, "journal-event-cancel"),
        "event.clone" => t!(language, "journal-event-clone"),
        "event.create" => t!(language, "journal-event-create"),
        "event.decline" => t!(language, "journal-event-decline"),
        "event.edit" => t!(language, "journal-event-edit"),
        "event.invite" => t!(language, "journal-event-invite"),
        "event.postpone" => t!(language, "journal-event-postpone"),
        "event.programme" => t!(language, "journal-event-programme"),
        "event.publish" => t!(language, "journal-event-publish"),
        "event.remove" => t!(language, "journal-event-remove"),
        "event.remove_material" => t!(language, "journal-event-remove-material"),
        "event.withdraw_invitation" => t!(language, "journal-event-withdraw-invitation"),
        "feed.create" => t!(language, "journal-feed-create"),
        "feed.revoke" => t!(language, "journal-feed-revoke"),
        "import.members" => t!(language, "journal-import-members"),
        "import.organisations" => t!(language, "journal-import-organisations"),
        "import.try_members" => t!(language, "journal-import-try-members"),
        "import.try_organisations" => t!(language, "journal-import-try-organisations"),
        "instance.edit" => t!(language, "journal-instance-edit"),
        "instance.retention" => t!(language, "journal-instance-retention"),
        "invitation.send" => t!(language, "journal-invitation-send"),
        "invitation.accept" => t!(language, "journal-invitation-accept"),
        "mail.retry" => t!(language, "journal-mail-retry"),
        "delivery.hold" => t!(language, "journal-delivery-hold"),
        "delivery.release" => t!(language, "journal-delivery-release"),
        "delivery.discard" => t!(language, "journal-delivery-discard"),
        "mandate.edit" => t!(language, "journal-mandate-edit"),
        "mandate.give" => t!(language, "journal-mandate-give"),
        "mandate.take-back" => t!(language, "journal-mandate-take-back"),
        "membership.accept" => t!(language, "journal-membership-accept"),
        "membership.add" => t!(language, "journal-membership-add"),
        "membership.correct" => t!(language, "journal-membership-correct"),
        "membership.end" => t!(language, "journal-membership-end"),
        "membership.join" => t!(language, "journal-membership-join"),
        "membership.leave" => t!(language, "journal-membership-leave"),
        "membership.refuse" => t!(language, "journal-membership-refuse"),
        "membership.request" => t!(language, "journal-membership-request"),
        "network.accept" => t!(language, "journal-network-accept"),
        "network.ask" => t!(language, "journal-network-ask"),
        "network.decline" => t!(language, "journal-network-decline"),
        "network.create" => t!(language, "journal-network-create"),
        "network.edit" => t!(language, "journal-network-edit"),
        "network.export" => t!(language, "journal-network-export"),
        "organisation.create" => t!(language, "journal-organisation-create"),
        "organisation.unmerge" => t!(language, "journal-organisation-unmerge"),
        "organisation.edit" => t!(language, "journal-organisation-edit"),
        "organisation.merge" => t!(language, "journal-organisation-merge"),
        "person.administrator" => t!(language, "journal-person-administrator"),
        "person.no_administrator" => t!(language, "journal-person-no-administrator"),
        "person.create" => t!(language, "journal-person-create"),
        "person.edit" => t!(language, "journal-person-edit"),
        "person.erase" => t!(language, "journal-person-erase"),
        "person.leave" => t!(language, "journal-person-leave"),
        "purge.ask" => t!(language, "journal-purge-ask"),
        "purge.run" => t!(language, "journal-purge-run"),
        "registration.add" => t!(language, "journal-registration-add"),
        "registration.remove" => t!(language, "journal-registration-remove"),
        "registration.revoke_links" => t!(language, "journal-registration-revoke-links"),
        "membership.export" => t!(language, "journal-membership-export"),
        "registration.export" => t!(language, "journal-registration-export"),
        "subscription.export" => t!(language, "journal-subscription-export"),
        "message.export" => t!(language, "journal-message-export"),
        "figures.export" => t!(language, "journal-figures-export"),
        "person.export" => t!(language, "journal-person-export"),
        "page.export" => t!(language, "journal-page-export"),
        "session.start" => t!(language, "journal-session-start"),
        "session.close" => t!(language, "journal-session-close"),
        "session.close_all" => t!(language, "journal-session-close-all"),
        "session.end" => t!(language, "journal-session-end"),
        "taxonomy.add" => t!(language, "journal-taxonomy-add"),
        "taxonomy.edit" => t!(language, "journal-taxonomy-edit"),
        "list.edit" => t!(language, "journal-list-edit"),
        "message.create" => t!(language, "journal-message-create"),
        "message.edit" => t!(language, "journal-message-edit"),
        "message.remove" => t!(language, "journal-message-remove"),
        "message.send" => t!(language, "journal-message-send"),
        "message.schedule" => t!(language, "journal-message-schedule"),
        "message.unschedule" => t!(language, "journal-message-unschedule"),
        "message.held" => t!(language, "journal-message-held"),
        "page.create" => t!(language, "journal-page-create"),
        "page.edit" => t!(language, "journal-page-edit"),
        "page.remove" => t!(language, "journal-page-remove"),
        "page.restore" => t!(language, "journal-page-restore"),
        "page.import" => t!(language, "journal-page-import"),
        "page.attach" => t!(language, "journal-page-attach"),
        "page.describe" => t!(language, "journal-page-describe"),
        "page.detach" => t!(language, "journal-page-detach"),
        "review.write" => t!(language, "journal-review-write"),
        "review.adopt" => t!(language, "journal-review-adopt"),
        "subscription.change" => t!(language, "journal-subscription-change"),
        _ => return None,
    };
    Some(words)
}

/// What acts of a kind are about.
pub(super) fn kind(language: Language, kind: &str) -> String {
    of_kind(language, kind).unwrap_or_else(|| kind.to_owned())
}

fn of_kind(language: Language, kind: &str) -> Option<String> {
    let words = match kind {
        "address" => t!(language, "journal-kind-address"),
        "affiliation" => t!(language, "journal-kind-affiliation"),
        "attendance" => t!(language, "journal-kind-attendance"),
        "committee" => t!(language, "journal-kind-committee"),
        "consent" => t!(language, "journal-kind-consent"),
        "delivery" => t!(language, "journal-kind-delivery"),
        "event" => t!(language, "journal-kind-event"),
        "feed" => t!(language, "journal-kind-feed"),
        "figures" => t!(language, "journal-kind-figures"),
        "import" => t!(language, "journal-kind-import"),
        "instance" => t!(language, "journal-kind-instance"),
        "invitation" => t!(language, "journal-kind-invitation"),
        "mail" => t!(language, "journal-kind-mail"),
        "mandate" => t!(language, "journal-kind-mandate"),
        "membership" => t!(language, "journal-kind-membership"),
        "network" => t!(language, "journal-kind-network"),
        "organisation" => t!(language, "journal-kind-organisation"),
        "person" => t!(language, "journal-kind-person"),
        "purge" => t!(language, "journal-kind-purge"),
        "registration" => t!(language, "journal-kind-registration"),
        "session" => t!(language, "journal-kind-session"),
        "taxonomy" => t!(language, "journal-kind-taxonomy"),
        "list" => t!(language, "journal-kind-list"),
        "message" => t!(language, "journal-kind-message"),
        "page" => t!(language, "journal-kind-page"),
        "review" => t!(language, "journal-kind-review"),
        "subscription" => t!(language, "journal-kind-subscription"),
        _ => return None,
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The texts of every Rust file below a folder.
    fn sources(folder: &Path, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// What is said to have been done: the names with a full stop in `audit::note(…)` and `audit::record_export(…)`, and where they are chosen before.
    fn actions() -> Vec<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut texts = Vec::new();
        for part in ["domain/src", "server/src", "app/src"] {
            sources(&root.join(part), &mut texts);
        }
        let mut found = Vec::new();
        for text in texts.iter().filter(|text| text.contains("audit::")) {
            for (start, end) in [("audit::note(", ".await"), ("audit::record_export(", ".await"), ("let action = ", ";")] {
                for call in text.split(start).skip(1) {
                    let call = call.split(end).next().unwrap_or_default();
                    let quoted = call.split('"').skip(1).step_by(2);
                    found.extend(quoted.filter(|word| is_action(word)).map(str::to_owned));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn is_action(word: &str) -> bool {
        let plain = word.chars().all(|letter| letter.is_ascii_lowercase() || "._-".contains(letter));
        plain && word.split_once('.').is_some_and(|(kind, act)| !kind.is_empty() && !act.is_empty() && !act.contains('.'))
    }

    #[test]
    fn every_act_that_is_written_down_has_words() {
        let actions = actions();
        assert!(actions.len() > 80, "{}: the source is read", actions.len());
        for action in ["import.members", "person.no_administrator", "event.decline", "message.held", "figures.export", "session.start"] {
            assert!(actions.iter().any(|one| one == action), "{action} is found");
        }
        for language in [Language::Fr, Language::En] {
            for action in &actions {
                assert!(said(language, action).is_some(), "{action} has no words");
                let kind = action.split('.').next().unwrap();
                assert!(of_kind(language, kind).is_some(), "{kind} has no words");
            }
        }
    }
}
