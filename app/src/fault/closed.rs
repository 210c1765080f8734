//! Why a thing can't be done any more, by what it would have been done to; and the way back to it.

use domain::Language;

/// Title, sentence, and the page where one sees how things stand.
pub(super) struct Closed {
    pub(super) title: String,
    pub(super) sentence: String,
    /// The address of the thing, and what its link says.
    pub(super) back: Option<(String, String)>,
}

/// What a form that was sent to `path` was about.
pub(super) fn closed(language: Language, path: &str) -> Closed {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    // How many parts of the path are the address of the thing, and the words of the link to it.
    let (title, sentence, kept, see) = match parts[..] {
        [_, _, "messages", ..] => {
            (t!(language, "closed-message"), t!(language, "closed-message-more"), 4, t!(language, "closed-message-see"))
        }
        [_, _, "reviews", ..] => (t!(language, "closed-review"), t!(language, "closed-review-more"), 4, t!(language, "closed-review-see")),
        [_, _, "import", ..] => (t!(language, "closed-import"), t!(language, "closed-import-more"), 3, t!(language, "closed-import-see")),
        ["admin", "import", ..] => {
            (t!(language, "closed-import"), t!(language, "closed-import-more"), 2, t!(language, "closed-import-see"))
        }
        [_, _, "pages", ..] => (t!(language, "closed-page"), t!(language, "closed-page-more"), 4, t!(language, "closed-page-see")),
        [_, _, "governance", ..] => {
            (t!(language, "closed-committee"), t!(language, "closed-committee-more"), 3, t!(language, "closed-committee-see"))
        }
        ["networks", _, "requests", ..] => {
            (t!(language, "closed-membership"), t!(language, "closed-membership-more"), 3, t!(language, "closed-requests-see"))
        }
        ["networks", _, "members", ..] => {
            (t!(language, "closed-membership"), t!(language, "closed-membership-more"), 3, t!(language, "closed-members-see"))
        }
        ["networks", ..] => {
            (t!(language, "closed-membership"), t!(language, "closed-membership-more"), 2, t!(language, "closed-network-see"))
        }
        ["events", ..] => (t!(language, "closed-event"), t!(language, "closed-event-more"), 2, t!(language, "closed-event-see")),
        ["registrations", ..] => {
            (t!(language, "closed-registration"), t!(language, "closed-registration-more"), 2, t!(language, "closed-registration-see"))
        }
        ["admin", "organisations", ..] => {
            (t!(language, "closed-merge"), t!(language, "closed-merge-more"), 3, t!(language, "closed-merge-see"))
        }
        ["admin", "mails", ..] => (t!(language, "closed-mail"), t!(language, "closed-mail-more"), 3, t!(language, "closed-mail-see")),
        ["admin", "taxonomies", ..] => {
            (t!(language, "closed-choice"), t!(language, "closed-choice-more"), 3, t!(language, "closed-choice-see"))
        }
        ["sign-in", "address", ..] => (t!(language, "closed-restored"), t!(language, "closed-restored-more"), 0, String::new()),
        ["me", "addresses", ..] => {
            (t!(language, "closed-address"), t!(language, "closed-address-more"), 2, t!(language, "closed-address-see"))
        }
        _ => (t!(language, "fault-closed"), t!(language, "fault-closed-more"), 0, String::new()),
    };
    let back = (kept > 0).then(|| (format!("/{}", parts.iter().take(kept).copied().collect::<Vec<_>>().join("/")), see));
    Closed { title, sentence, back }
}
