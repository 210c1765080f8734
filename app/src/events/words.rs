//! The words for what an event is and where it stands.

use domain::Language;
use domain::enums::{EventKind, EventLevel, EventMode, EventState, EventVisibility, HolderState, MaterialKind, RegistrationPolicy};

/// What an event is, in words.
pub fn kind_words(language: Language, kind: EventKind) -> String {
    match kind {
        EventKind::Webinar => tr!(language, "events-kind-webinar"),
        EventKind::School => tr!(language, "events-kind-school"),
        EventKind::Workshop => tr!(language, "events-kind-workshop"),
        EventKind::ThematicDay => tr!(language, "events-kind-thematic-day"),
        EventKind::Conference => tr!(language, "events-kind-conference"),
        EventKind::Meeting => tr!(language, "events-kind-meeting"),
        EventKind::Visit => tr!(language, "events-kind-visit"),
        EventKind::Deadline => tr!(language, "events-kind-deadline"),
    }
}

/// How far it reaches, in words.
pub fn level_words(language: Language, level: EventLevel) -> String {
    match level {
        EventLevel::Local => tr!(language, "events-level-local"),
        EventLevel::Regional => tr!(language, "events-level-regional"),
        EventLevel::National => tr!(language, "events-level-national"),
        EventLevel::International => tr!(language, "events-level-international"),
    }
}

/// Where it takes place, in words.
pub fn mode_words(language: Language, mode: EventMode) -> String {
    match mode {
        EventMode::OnSite => tr!(language, "events-mode-on-site"),
        EventMode::Online => tr!(language, "events-mode-online"),
        EventMode::Hybrid => tr!(language, "events-mode-hybrid"),
    }
}

/// Where it stands, in words; nothing for a published event.
pub fn state_words(language: Language, state: EventState) -> Option<String> {
    match state {
        EventState::Draft => Some(tr!(language, "events-draft")),
        EventState::Published => None,
        EventState::Postponed => Some(tr!(language, "events-postponed")),
        EventState::Cancelled => Some(tr!(language, "events-cancelled")),
    }
}

/// Who may register, in words.
pub fn registration_words(language: Language, policy: RegistrationPolicy) -> String {
    match policy {
        RegistrationPolicy::None => tr!(language, "events-registration-none"),
        RegistrationPolicy::Open => tr!(language, "events-registration-open"),
        RegistrationPolicy::Members => tr!(language, "events-registration-members"),
    }
}

/// Who may see it, in words.
pub fn visibility_words(language: Language, visibility: EventVisibility) -> String {
    match visibility {
        EventVisibility::Public => tr!(language, "events-visibility-public"),
        EventVisibility::Members => tr!(language, "events-visibility-members"),
    }
}

/// The name of the language of an event's content.
pub fn language_words(language: Language, content: Language) -> String {
    match content {
        Language::Fr => tr!(language, "events-language-fr"),
        Language::En => tr!(language, "events-language-en"),
    }
}

/// A network's part, in words.
pub fn holder_words(language: Language, state: HolderState) -> String {
    match state {
        HolderState::Lead => tr!(language, "events-holder-lead"),
        HolderState::Invited => tr!(language, "events-holder-invited"),
        HolderState::Accepted => tr!(language, "events-holder-accepted"),
        HolderState::Declined => tr!(language, "events-holder-declined"),
    }
}

/// What is kept, in words.
pub fn material_words(language: Language, kind: MaterialKind) -> String {
    match kind {
        MaterialKind::Slides => tr!(language, "events-material-slides"),
        MaterialKind::Recording => tr!(language, "events-material-recording"),
        MaterialKind::Link => tr!(language, "events-material-link"),
    }
}
