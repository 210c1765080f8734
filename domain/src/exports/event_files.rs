//! A network and its events as Markdown files with front matter, like those of `content/`.

use serde::Serialize;

use crate::clock;
use crate::db::Conn;
use crate::enums::{
    EventKind, EventLevel, EventMode, EventState, EventVisibility, JoinPolicy, Language, MaterialKind, NetworkKind, NetworkVisibility,
    RegistrationPolicy,
};
use crate::error::{Error, Result};
use crate::events::{self, Event, Material, Talk};
use crate::ids::NetworkId;
use crate::networks::NetworkCard;

#[derive(Serialize)]
struct NetworkFile {
    slug: String,
    acronym: String,
    name: String,
    kind: NetworkKind,
    summary: String,
    language: Language,
    hue: i64,
    join_policy: JoinPolicy,
    visibility: NetworkVisibility,
    contact: String,
    parents: Vec<String>,
    includes_below: bool,
    poles: Vec<String>,
}

#[derive(Serialize)]
struct EventFile {
    slug: String,
    network: String,
    with: Vec<String>,
    kind: EventKind,
    level: EventLevel,
    mode: EventMode,
    state: EventState,
    #[serde(skip_serializing_if = "String::is_empty")]
    state_note: String,
    visibility: EventVisibility,
    title: String,
    summary: String,
    language: Language,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    all_day: bool,
    starts: String,
    ends: String,
    zone: String,
    place: String,
    region: String,
    registration: RegistrationPolicy,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    on_request: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    seats_on_site: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seats_online: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    video_link: String,
    contact: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    talks: Vec<TalkFile>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    materials: Vec<MaterialFile>,
}

#[derive(Serialize)]
struct TalkFile {
    session: String,
    day: i64,
    time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<i64>,
    title: String,
    #[serde(rename = "abstract", skip_serializing_if = "String::is_empty")]
    about: String,
    speakers: Vec<SpeakerFile>,
}

#[derive(Serialize)]
struct SpeakerFile {
    name: String,
    organisation: String,
}

#[derive(Serialize)]
struct MaterialFile {
    kind: MaterialKind,
    title: String,
    url: String,
}

fn markdown_file(front: &impl Serialize, body: &str) -> Result<String> {
    let front = toml::to_string(front).map_err(|cause| {
        tracing::error!(%cause, "front matter");
        Error::Internal
    })?;
    Ok(format!("+++\n{front}+++\n{body}\n"))
}

pub(super) async fn network(conn: &mut Conn, card: &NetworkCard) -> Result<String> {
    let (description, join_policy, contact, includes_below): (String, JoinPolicy, String, i64) =
        sqlx::query_as("SELECT description, join_policy, contact, includes_below FROM network WHERE id = $1")
            .bind(&card.id)
            .fetch_one(&mut *conn)
            .await?;
    let parents = sqlx::query_scalar(
        "SELECT n.slug FROM network_parent p JOIN network n ON n.id = p.parent WHERE p.child = $1 AND p.state = 'accepted' ORDER BY n.slug",
    )
    .bind(&card.id)
    .fetch_all(&mut *conn)
    .await?;
    let poles =
        sqlx::query_scalar("SELECT name FROM network_pole WHERE network = $1 ORDER BY position").bind(&card.id).fetch_all(conn).await?;
    let front = NetworkFile {
        slug: card.slug.clone(),
        acronym: card.acronym.clone(),
        name: card.name.clone(),
        kind: card.kind,
        summary: card.summary.clone(),
        language: card.language,
        hue: card.hue,
        join_policy,
        visibility: card.visibility,
        contact,
        parents,
        includes_below: includes_below == 1,
        poles,
    };
    markdown_file(&front, &description)
}

/// One file for each event that the network leads, with its path.
pub(super) async fn of_network(conn: &mut Conn, network: &NetworkId) -> Result<Vec<(String, String)>> {
    let rows: Vec<Event> =
        sqlx::query_as(concat!("SELECT ", crate::event_columns!(), " FROM event e WHERE e.network = $1 ORDER BY e.starts_at, e.id"))
            .bind(network)
            .fetch_all(&mut *conn)
            .await?;
    let mut files = Vec::with_capacity(rows.len());
    for event in rows {
        let organisers: Vec<(String, String)> = sqlx::query_as(
            "SELECT n.slug, h.state FROM event_network h JOIN network n ON n.id = h.network WHERE h.event = $1 ORDER BY h.position, n.slug",
        )
        .bind(&event.id)
        .fetch_all(&mut *conn)
        .await?;
        let talks = events::talks(conn, &event.id).await?;
        let materials = events::materials_of(conn, &event.id).await?;
        let year = event.starts_local.get(..4).unwrap_or("0000");
        files.push((format!("events/{year}/{}.md", event.slug), event_file(&event, &organisers, talks, materials)?));
    }
    Ok(files)
}

fn event_file(event: &Event, organisers: &[(String, String)], talks: Vec<Talk>, materials: Vec<Material>) -> Result<String> {
    let with_state = |state: &str| {
        organisers.iter().filter(|(_, organiser_state)| organiser_state == state).map(|(slug, _)| slug.clone()).collect::<Vec<_>>()
    };
    let local_text = |local: &str| if event.is_all_day() { local.get(..10).unwrap_or(local).to_owned() } else { local.to_owned() };
    let front = EventFile {
        slug: event.slug.clone(),
        network: with_state("lead").pop().unwrap_or_default(),
        with: with_state("accepted"),
        kind: event.kind,
        level: event.level,
        mode: event.mode,
        state: event.state,
        state_note: event.state_note.clone(),
        visibility: event.visibility,
        title: event.title.clone(),
        summary: event.summary.clone(),
        language: event.language,
        all_day: event.is_all_day(),
        starts: local_text(&event.starts_local),
        ends: local_text(&event.ends_local),
        zone: event.zone.clone(),
        place: event.place.clone(),
        region: event.region.clone().unwrap_or_default(),
        registration: event.registration,
        on_request: event.is_on_request(),
        seats_on_site: event.seats_on_site,
        seats_online: event.seats_online,
        video_link: event.video_link.clone(),
        contact: event.contact.clone(),
        talks: talks.into_iter().map(|talk| talk_file(event, talk)).collect(),
        materials: materials
            .into_iter()
            .map(|material| MaterialFile { kind: material.kind, title: material.title, url: material.url })
            .collect(),
    };
    markdown_file(&front, &event.description)
}

fn talk_file(event: &Event, talk: Talk) -> TalkFile {
    let date = |local: &str| local.get(..10).and_then(|date| clock::date(date).ok());
    let day = date(&talk.starts_local).zip(date(&event.starts_local)).map_or(1, |(day, first)| (day - first).num_days() + 1);
    TalkFile {
        session: talk.session,
        day,
        time: talk.starts_local.get(11..).unwrap_or_default().to_owned(),
        minutes: talk.minutes,
        title: talk.title,
        about: talk.summary,
        speakers: talk.speakers.into_iter().map(|speaker| SpeakerFile { name: speaker.name, organisation: speaker.organisation }).collect(),
    }
}
