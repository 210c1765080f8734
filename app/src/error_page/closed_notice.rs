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
        [_, _, "messages", ..] => (
            tr!(language, "error-closed-message"),
            tr!(language, "error-closed-message-more"),
            4,
            tr!(language, "error-closed-message-link"),
        ),
        [_, _, "reviews", ..] => {
            (tr!(language, "error-closed-review"), tr!(language, "error-closed-review-more"), 4, tr!(language, "error-closed-review-link"))
        }
        [_, _, "import", ..] => {
            (tr!(language, "error-closed-import"), tr!(language, "error-closed-import-more"), 3, tr!(language, "error-closed-import-link"))
        }
        ["admin", "import", ..] => {
            (tr!(language, "error-closed-import"), tr!(language, "error-closed-import-more"), 2, tr!(language, "error-closed-import-link"))
        }
        [_, _, "pages", ..] => {
            (tr!(language, "error-closed-page"), tr!(language, "error-closed-page-more"), 4, tr!(language, "error-closed-page-link"))
        }
        [_, _, "governance", ..] => (
            tr!(language, "error-closed-committee"),
            tr!(language, "error-closed-committee-more"),
            3,
            tr!(language, "error-closed-committee-link"),
        ),
        ["networks", _, "requests", ..] => (
            tr!(language, "error-closed-membership"),
            tr!(language, "error-closed-membership-more"),
            3,
            tr!(language, "error-closed-membership-requests-link"),
        ),
        ["networks", _, "members", ..] => (
            tr!(language, "error-closed-membership"),
            tr!(language, "error-closed-membership-more"),
            3,
            tr!(language, "error-closed-members-link"),
        ),
        ["networks", ..] => (
            tr!(language, "error-closed-membership"),
            tr!(language, "error-closed-membership-more"),
            2,
            tr!(language, "error-closed-network-link"),
        ),
        ["events", ..] => {
            (tr!(language, "error-closed-event"), tr!(language, "error-closed-event-more"), 2, tr!(language, "error-closed-event-link"))
        }
        ["lists", _, "held", ..] => {
            (tr!(language, "error-closed-post"), tr!(language, "error-closed-post-more"), 3, tr!(language, "error-closed-post-link"))
        }
        ["lists", _, "threads", ..] => {
            (tr!(language, "error-closed-list"), tr!(language, "error-closed-list-more"), 2, tr!(language, "error-closed-list-link"))
        }
        ["registrations", ..] => (
            tr!(language, "error-closed-registration"),
            tr!(language, "error-closed-registration-more"),
            2,
            tr!(language, "error-closed-registration-link"),
        ),
        ["admin", "organisations", ..] => {
            (tr!(language, "error-closed-merge"), tr!(language, "error-closed-merge-more"), 3, tr!(language, "error-closed-merge-link"))
        }
        ["admin", "mails", ..] => {
            (tr!(language, "error-closed-mail"), tr!(language, "error-closed-mail-more"), 3, tr!(language, "error-closed-mail-link"))
        }
        ["admin", "taxonomies", ..] => {
            (tr!(language, "error-closed-choice"), tr!(language, "error-closed-choice-more"), 3, tr!(language, "error-closed-choice-link"))
        }
        ["sign-in", "address", ..] => {
            (tr!(language, "error-closed-restored-address"), tr!(language, "error-closed-restored-address-more"), 0, String::new())
        }
        ["me", "addresses", ..] => (
            tr!(language, "error-closed-last-address"),
            tr!(language, "error-closed-last-address-more"),
            2,
            tr!(language, "error-closed-addresses-link"),
        ),
        _ => (tr!(language, "error-closed"), tr!(language, "error-closed-more"), 0, String::new()),
    };
    let back = (segments > 0).then(|| (format!("/{}", parts.iter().take(segments).copied().collect::<Vec<_>>().join("/")), link_label));
    ClosedNotice { title, sentence, back }
}
