//! The front matter of the files in `content/demo/events`.

use serde::Deserialize;

use super::files::SliceFile;
use domain::enums::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, Language, MaterialKind, QuestionKind, RegistrationPolicy,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoEventFile {
    pub(super) slug: String,
    pub(super) network: String,
    #[serde(default)]
    pub(super) with: Vec<String>,
    #[serde(default)]
    pub(super) invited: Vec<String>,
    pub(super) kind: EventKind,
    pub(super) level: EventLevel,
    pub(super) mode: EventMode,
    #[serde(default = "published")]
    pub(super) state: EventState,
    #[serde(default)]
    pub(super) state_note: String,
    #[serde(default = "public")]
    pub(super) visibility: EventVisibility,
    pub(super) title: String,
    pub(super) summary: String,
    #[serde(default = "french")]
    pub(super) language: Language,
    #[serde(default)]
    pub(super) all_day: bool,
    pub(super) starts: String,
    pub(super) ends: String,
    #[serde(default = "paris")]
    pub(super) zone: String,
    #[serde(default)]
    pub(super) place: String,
    #[serde(default)]
    pub(super) region: String,
    pub(super) registration: RegistrationPolicy,
    pub(super) closes: Option<String>,
    #[serde(default)]
    pub(super) on_request: bool,
    pub(super) seats_on_site: Option<i64>,
    pub(super) seats_online: Option<i64>,
    #[serde(default)]
    pub(super) video_link: String,
    #[serde(default)]
    pub(super) contact: String,
    #[serde(default)]
    pub(super) talks: Vec<DemoTalkFile>,
    #[serde(default)]
    pub(super) materials: Vec<DemoMaterialFile>,
    #[serde(default)]
    pub(super) questions: Vec<DemoQuestionFile>,
    #[serde(default)]
    pub(super) participants: ParticipantsFile,
    #[serde(skip)]
    pub(super) description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoTalkFile {
    #[serde(default)]
    pub(super) session: String,
    /// Counted from 1, the day on which the event starts.
    #[serde(default = "first")]
    pub(super) day: i64,
    pub(super) time: String,
    pub(super) minutes: Option<i64>,
    pub(super) title: String,
    #[serde(default, rename = "abstract")]
    pub(super) about: String,
    #[serde(default)]
    pub(super) speakers: Vec<DemoSpeakerFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoSpeakerFile {
    pub(super) name: String,
    pub(super) organisation: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoMaterialFile {
    pub(super) kind: MaterialKind,
    pub(super) title: String,
    pub(super) url: String,
}

/// A question to those who register.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoQuestionFile {
    pub(super) key: String,
    pub(super) kind: QuestionKind,
    pub(super) label: String,
    #[serde(default)]
    pub(super) hint: String,
    #[serde(default)]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) organisers_only: bool,
    pub(super) kept_days: Option<i64>,
    #[serde(default)]
    pub(super) choices: Vec<DemoChoiceFile>,
    pub(super) asked_if: Option<DemoConditionFile>,
    /// Of a hundred people: how many say yes, or write one of the texts.
    #[serde(default = "everyone")]
    pub(super) percent: usize,
    #[serde(default)]
    pub(super) texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoChoiceFile {
    pub(super) label: String,
    pub(super) seats: Option<i64>,
    /// Its share, where one is chosen; of a hundred people, where several can be.
    #[serde(default = "even")]
    pub(super) weight: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoConditionFile {
    pub(super) question: String,
    pub(super) answer: String,
}

/// The participants. `on_site` and `online` are confirmed; `absent` and `guests` are among them.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ParticipantsFile {
    pub(super) on_site: usize,
    pub(super) online: usize,
    pub(super) waiting: usize,
    /// For an event on request: candidates whom nobody has answered.
    pub(super) requested: usize,
    pub(super) withdrawn: usize,
    pub(super) absent: usize,
    pub(super) guests: usize,
    pub(super) half_days: Vec<usize>,
    pub(super) people: Vec<String>,
    pub(super) waiting_people: Vec<String>,
    pub(super) from: Vec<String>,
    pub(super) mix: Vec<SliceFile>,
}

fn everyone() -> usize {
    100
}

fn even() -> usize {
    1
}

fn published() -> EventState {
    EventState::Published
}

fn public() -> EventVisibility {
    EventVisibility::Public
}

fn french() -> Language {
    Language::Fr
}

fn paris() -> String {
    "Europe/Paris".to_owned()
}

fn first() -> i64 {
    1
}
