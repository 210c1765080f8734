//! The words for what an event is and where it stands.

use domain::Language;
use domain::enums::{EventKind, EventLevel, EventMode, EventState, EventVisibility, HolderState, MaterialKind, RegistrationPolicy};

/// What an event is, in words.
pub fn kind_words(language: Language, kind: EventKind) -> String {
    match kind {
        EventKind::Webinar => t!(language, "events-kind-webinar"),
        EventKind::School => t!(language, "events-kind-school"),
        EventKind::Workshop => t!(language, "events-kind-workshop"),
        EventKind::ThematicDay => t!(language, "events-kind-thematic-day"),
        EventKind::Conference => t!(language, "events-kind-conference"),
        EventKind::Meeting => t!(language, "events-kind-meeting"),
        EventKind::Visit => t!(language, "events-kind-visit"),
        EventKind::Deadline => t!(language, "events-kind-deadline"),
    }
}

/// How far it reaches, in words.
pub fn level_words(language: Language, level: EventLevel) -> String {
    match level {
        EventLevel::Local => t!(language, "events-level-local"),
        EventLevel::Regional => t!(language, "events-level-regional"),
        EventLevel::National => t!(language, "events-level-national"),
        EventLevel::International => t!(language, "events-level-international"),
    }
}

/// Where it takes place, in words.
pub fn mode_words(language: Language, mode: EventMode) -> String {
    match mode {
        EventMode::OnSite => t!(language, "events-mode-on-site"),
        EventMode::Online => t!(language, "events-mode-online"),
        EventMode::Hybrid => t!(language, "events-mode-hybrid"),
    }
}

/// Where it stands, in words; nothing for a published event.
pub fn state_words(language: Language, state: EventState) -> Option<String> {
    match state {
        EventState::Draft => Some(t!(language, "events-draft")),
        EventState::Published => None,
        EventState::Postponed => Some(t!(language, "events-postponed")),
        EventState::Cancelled => Some(t!(language, "events-cancelled")),
    }
}

/// Who may register, in words.
pub fn registration_words(language: Language, policy: RegistrationPolicy) -> String {
    match policy {
        RegistrationPolicy::None => t!(language, "events-registration-none"),
        RegistrationPolicy::Open => t!(language, "events-registration-open"),
        RegistrationPolicy::Members => t!(language, "events-registration-members"),
    }
}

/// Who may see it, in words.
pub fn visibility_words(language: Language, visibility: EventVisibility) -> String {
    match visibility {
        EventVisibility::Public => t!(language, "events-visibility-public"),
        EventVisibility::Members => t!(language, "events-visibility-members"),
    }
}

/// The name of the language of an event's content.
pub fn language_words(language: Language, content: Language) -> String {
    match content {
        Language::Fr => t!(language, "events-language-fr"),
        Language::En => t!(language, "events-language-en"),
    }
}

/// A network's part, in words.
pub fn holder_words(language: Language, state: HolderState) -> String {
    match state {
        HolderState::Lead => t!(language, "events-holder-lead"),
        HolderState::Invited => t!(language, "events-holder-invited"),
        HolderState::Accepted => t!(language, "events-holder-accepted"),
        HolderState::Declined => t!(language, "events-holder-declined"),
    }
}

/// What is kept, in words.
pub fn material_words(language: Language, kind: MaterialKind) -> String {
    match kind {
        MaterialKind::Slides => t!(language, "events-material-slides"),
        MaterialKind::Recording => t!(language, "events-material-recording"),
        MaterialKind::Link => t!(language, "events-material-link"),
    }
}
