//! The words of the journal. Every act that the domain writes down has some: a test reads the source.

use domain::Language;

/// What was done, after the name of who did it; an act of an older version is named as it is stored.
pub(crate) fn sentence(language: Language, action: &str) -> String {
    said(language, action).unwrap_or_else(|| action.to_owned())
}

fn said(language: Language, action: &str) -> Option<String> {
    let words = match action {
        "address.add" => tr!(language, "journal-address-add"),
        "address.ask" => tr!(language, "journal-address-ask"),
        "address.restore" => tr!(language, "journal-address-restore"),
        "address.prefer" => tr!(language, "journal-address-prefer"),
        "address.strike" => tr!(language, "journal-address-strike"),
        "address.remove" => tr!(language, "journal-address-remove"),
        "affiliation.add" => tr!(language, "journal-affiliation-add"),
        "affiliation.correct" => tr!(language, "journal-affiliation-correct"),
        "affiliation.remove" => tr!(language, "journal-affiliation-remove"),
        "attendance.mark" => tr!(language, "journal-attendance-mark"),
        "committee.create" => tr!(language, "journal-committee-create"),
        "committee.edit" => tr!(language, "journal-committee-edit"),
        "committee.remove" => tr!(language, "journal-committee-remove"),
        "consent.give" => tr!(language, "journal-consent-give"),
        "consent.withdraw" => tr!(language, "journal-consent-withdraw"),
        "event.accept" => tr!(language, "journal-event-accept"),
        "event.add_material" => tr!(language, "journal-event-add-material"),
        "event.cancel" => tr!(language, "journal-event-cancel"),
        "event.clone" => tr!(language, "journal-event-clone"),
        "event.create" => tr!(language, "journal-event-create"),
        "event.decline" => tr!(language, "journal-event-decline"),
        "event.edit" => tr!(language, "journal-event-edit"),
        "event.invite" => tr!(language, "journal-event-invite"),
        "event.postpone" => tr!(language, "journal-event-postpone"),
        "event.programme" => tr!(language, "journal-event-programme"),
        "event.publish" => tr!(language, "journal-event-publish"),
        "event.remove" => tr!(language, "journal-event-remove"),
        "event.remove_material" => tr!(language, "journal-event-remove-material"),
        "event.withdraw_invitation" => tr!(language, "journal-event-withdraw-invitation"),
        "feed.create" => tr!(language, "journal-feed-create"),
        "feed.revoke" => tr!(language, "journal-feed-revoke"),
        "import.members" => tr!(language, "journal-import-members"),
        "import.organisations" => tr!(language, "journal-import-organisations"),
        "import.try_members" => tr!(language, "journal-import-try-members"),
        "import.try_organisations" => tr!(language, "journal-import-try-organisations"),
        "instance.edit" => tr!(language, "journal-instance-edit"),
        "instance.retention" => tr!(language, "journal-instance-retention"),
        "invitation.send" => tr!(language, "journal-invitation-send"),
        "invitation.accept" => tr!(language, "journal-invitation-accept"),
        "mail.retry" => tr!(language, "journal-mail-retry"),
        "delivery.hold" => tr!(language, "journal-delivery-hold"),
        "delivery.release" => tr!(language, "journal-delivery-release"),
        "delivery.discard" => tr!(language, "journal-delivery-discard"),
        "mandate.edit" => tr!(language, "journal-mandate-edit"),
        "mandate.give" => tr!(language, "journal-mandate-give"),
        "mandate.take-back" => tr!(language, "journal-mandate-take-back"),
        "membership.accept" => tr!(language, "journal-membership-accept"),
        "membership.add" => tr!(language, "journal-membership-add"),
        "membership.correct" => tr!(language, "journal-membership-correct"),
        "membership.end" => tr!(language, "journal-membership-end"),
        "membership.join" => tr!(language, "journal-membership-join"),
        "membership.leave" => tr!(language, "journal-membership-leave"),
        "membership.refuse" => tr!(language, "journal-membership-refuse"),
        "membership.request" => tr!(language, "journal-membership-request"),
        "network.accept" => tr!(language, "journal-network-accept"),
        "network.ask" => tr!(language, "journal-network-ask"),
        "network.decline" => tr!(language, "journal-network-decline"),
        "network.create" => tr!(language, "journal-network-create"),
        "network.edit" => tr!(language, "journal-network-edit"),
        "network.export" => tr!(language, "journal-network-export"),
        "organisation.create" => tr!(language, "journal-organisation-create"),
        "organisation.unmerge" => tr!(language, "journal-organisation-unmerge"),
        "organisation.edit" => tr!(language, "journal-organisation-edit"),
        "organisation.merge" => tr!(language, "journal-organisation-merge"),
        "person.administrator" => tr!(language, "journal-person-administrator"),
        "person.no_administrator" => tr!(language, "journal-person-no-administrator"),
        "person.create" => tr!(language, "journal-person-create"),
        "person.edit" => tr!(language, "journal-person-edit"),
        "person.erase" => tr!(language, "journal-person-erase"),
        "person.leave" => tr!(language, "journal-person-leave"),
        "purge.ask" => tr!(language, "journal-purge-ask"),
        "purge.run" => tr!(language, "journal-purge-run"),
        "registration.add" => tr!(language, "journal-registration-add"),
        "registration.remove" => tr!(language, "journal-registration-remove"),
        "registration.revoke_links" => tr!(language, "journal-registration-revoke-links"),
        "membership.export" => tr!(language, "journal-membership-export"),
        "registration.export" => tr!(language, "journal-registration-export"),
        "subscription.export" => tr!(language, "journal-subscription-export"),
        "message.export" => tr!(language, "journal-message-export"),
        "figures.export" => tr!(language, "journal-figures-export"),
        "person.export" => tr!(language, "journal-person-export"),
        "page.export" => tr!(language, "journal-page-export"),
        "session.start" => tr!(language, "journal-session-start"),
        "session.close" => tr!(language, "journal-session-close"),
        "session.close_all" => tr!(language, "journal-session-close-all"),
        "session.end" => tr!(language, "journal-session-end"),
        "taxonomy.add" => tr!(language, "journal-taxonomy-add"),
        "taxonomy.edit" => tr!(language, "journal-taxonomy-edit"),
        "list.edit" => tr!(language, "journal-list-edit"),
        "message.create" => tr!(language, "journal-message-create"),
        "message.edit" => tr!(language, "journal-message-edit"),
        "message.remove" => tr!(language, "journal-message-remove"),
        "message.send" => tr!(language, "journal-message-send"),
        "message.schedule" => tr!(language, "journal-message-schedule"),
        "message.unschedule" => tr!(language, "journal-message-unschedule"),
        "message.held" => tr!(language, "journal-message-held"),
        "page.create" => tr!(language, "journal-page-create"),
        "page.edit" => tr!(language, "journal-page-edit"),
        "page.remove" => tr!(language, "journal-page-remove"),
        "page.restore" => tr!(language, "journal-page-restore"),
        "page.import" => tr!(language, "journal-page-import"),
        "page.attach" => tr!(language, "journal-page-attach"),
        "page.describe" => tr!(language, "journal-page-describe"),
        "page.detach" => tr!(language, "journal-page-detach"),
        "review.write" => tr!(language, "journal-review-write"),
        "review.adopt" => tr!(language, "journal-review-adopt"),
        "subscription.change" => tr!(language, "journal-subscription-change"),
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
        "address" => tr!(language, "journal-kind-address"),
        "affiliation" => tr!(language, "journal-kind-affiliation"),
        "attendance" => tr!(language, "journal-kind-attendance"),
        "committee" => tr!(language, "journal-kind-committee"),
        "consent" => tr!(language, "journal-kind-consent"),
        "delivery" => tr!(language, "journal-kind-delivery"),
        "event" => tr!(language, "journal-kind-event"),
        "feed" => tr!(language, "journal-kind-feed"),
        "figures" => tr!(language, "journal-kind-figures"),
        "import" => tr!(language, "journal-kind-import"),
        "instance" => tr!(language, "journal-kind-instance"),
        "invitation" => tr!(language, "journal-kind-invitation"),
        "mail" => tr!(language, "journal-kind-mail"),
        "mandate" => tr!(language, "journal-kind-mandate"),
        "membership" => tr!(language, "journal-kind-membership"),
        "network" => tr!(language, "journal-kind-network"),
        "organisation" => tr!(language, "journal-kind-organisation"),
        "person" => tr!(language, "journal-kind-person"),
        "purge" => tr!(language, "journal-kind-purge"),
        "registration" => tr!(language, "journal-kind-registration"),
        "session" => tr!(language, "journal-kind-session"),
        "taxonomy" => tr!(language, "journal-kind-taxonomy"),
        "list" => tr!(language, "journal-kind-list"),
        "message" => tr!(language, "journal-kind-message"),
        "page" => tr!(language, "journal-kind-page"),
        "review" => tr!(language, "journal-kind-review"),
        "subscription" => tr!(language, "journal-kind-subscription"),
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
