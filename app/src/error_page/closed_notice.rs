//! Why something can no longer be done, by the address that the form was sent to; and the link back.

use domain::Language;

/// The title, the sentence, and the page that shows the current state.
pub(super) struct ClosedNotice {
    pub(super) title: String,
    pub(super) sentence: String,
    /// The address of the subject, and the label of the link.
    pub(super) back: Option<(String, String)>,
}

/// The notice for a form that was sent to `path`.
pub(super) fn closed_notice(language: Language, path: &str) -> ClosedNotice {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    // `segments`: the number of path segments in the subject's address; `link_label`: the label of the link to it.
    let (title, sentence, segments, link_label) = match parts[..] {
        [_, _, "messages", ..] => {
            (tr!(language, "closed-message"), tr!(language, "closed-message-more"), 4, tr!(language, "closed-message-see"))
        }
        [_, _, "reviews", ..] => {
            (tr!(language, "closed-review"), tr!(language, "closed-review-more"), 4, tr!(language, "closed-review-see"))
        }
        [_, _, "import", ..] => {
            (tr!(language, "closed-import"), tr!(language, "closed-import-more"), 3, tr!(language, "closed-import-see"))
        }
        ["admin", "import", ..] => {
            (tr!(language, "closed-import"), tr!(language, "closed-import-more"), 2, tr!(language, "closed-import-see"))
        }
        [_, _, "pages", ..] => (tr!(language, "closed-page"), tr!(language, "closed-page-more"), 4, tr!(language, "closed-page-see")),
        [_, _, "governance", ..] => {
            (tr!(language, "closed-committee"), tr!(language, "closed-committee-more"), 3, tr!(language, "closed-committee-see"))
        }
        ["networks", _, "requests", ..] => {
            (tr!(language, "closed-membership"), tr!(language, "closed-membership-more"), 3, tr!(language, "closed-requests-see"))
        }
        ["networks", _, "members", ..] => {
            (tr!(language, "closed-membership"), tr!(language, "closed-membership-more"), 3, tr!(language, "closed-members-see"))
        }
        ["networks", ..] => {
            (tr!(language, "closed-membership"), tr!(language, "closed-membership-more"), 2, tr!(language, "closed-network-see"))
        }
        ["events", ..] => (tr!(language, "closed-event"), tr!(language, "closed-event-more"), 2, tr!(language, "closed-event-see")),
        ["registrations", ..] => {
            (tr!(language, "closed-registration"), tr!(language, "closed-registration-more"), 2, tr!(language, "closed-registration-see"))
        }
        ["admin", "organisations", ..] => {
            (tr!(language, "closed-merge"), tr!(language, "closed-merge-more"), 3, tr!(language, "closed-merge-see"))
        }
        ["admin", "mails", ..] => (tr!(language, "closed-mail"), tr!(language, "closed-mail-more"), 3, tr!(language, "closed-mail-see")),
        ["admin", "taxonomies", ..] => {
            (tr!(language, "closed-choice"), tr!(language, "closed-choice-more"), 3, tr!(language, "closed-choice-see"))
        }
        ["sign-in", "address", ..] => (tr!(language, "closed-restored"), tr!(language, "closed-restored-more"), 0, String::new()),
        ["me", "addresses", ..] => {
            (tr!(language, "closed-address"), tr!(language, "closed-address-more"), 2, tr!(language, "closed-address-see"))
        }
        _ => (tr!(language, "fault-closed"), tr!(language, "fault-closed-more"), 0, String::new()),
    };
    let back = (segments > 0).then(|| (format!("/{}", parts.iter().take(segments).copied().collect::<Vec<_>>().join("/")), link_label));
    ClosedNotice { title, sentence, back }
}
