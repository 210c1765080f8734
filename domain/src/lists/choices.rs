//! The possible audiences of a network's messages, as choices of a form.

use sqlx::AssertSqlSafe;

use super::{List, find_to_write, list_columns};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{ChoiceKind, Language};
use crate::error::{FieldProblem, Result};
use crate::graph::NetworkHead;
use crate::ids::MessageId;
use crate::policy::{self, Actor, Rights};
use crate::{taxonomies, visible_networks};

/// The number of events the form offers: the newest.
const RECENT: i64 = 12;

/// An audience choice: its kind, and a slug or code. As text in forms: `members:sil`, `subscribers:ri3-webinaires`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AudienceChoice {
    pub kind: ChoiceKind,
    /// The slug of a network or event, the address of a list, a kind of organisation, or empty: the main list.
    pub subject: String,
}

impl AudienceChoice {
    /// The participants of an event.
    pub fn participants(event: &str) -> Self {
        Self { kind: ChoiceKind::Participants, subject: event.to_owned() }
    }

    /// # Errors
    /// [`FieldProblem::NotAChoice`] for an unknown kind.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let (kind, subject) = text.split_once(':').unwrap_or((text, ""));
        Ok(Self { kind: ChoiceKind::parse(kind)?, subject: subject.to_owned() })
    }
}

impl std::fmt::Display for AudienceChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind, self.subject)
    }
}

/// The choices of the form, each with the name of its subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AudienceChoices {
    /// Networks: their members, and those of networks below them.
    pub networks: Vec<(AudienceChoice, String)>,
    /// Participants of events.
    pub events: Vec<(AudienceChoice, String)>,
    /// Kinds of organisation.
    pub organisations: Vec<(AudienceChoice, String)>,
}

impl AudienceChoices {
    fn all(&self) -> impl Iterator<Item = &(AudienceChoice, String)> {
        self.networks.iter().chain(&self.events).chain(&self.organisations)
    }

    pub(super) fn contains(&self, choice: &AudienceChoice) -> bool {
        self.all().any(|(candidate, _)| candidate == choice)
    }

    /// The name of a choice's subject.
    pub fn name(&self, choice: &AudienceChoice) -> Option<&str> {
        self.all().find(|(candidate, _)| candidate == choice).map(|(_, name)| name.as_str())
    }
}

/// The choices for a message of a network, with that network. Older events are included only if they are in `chosen`. `language` is for the names of kinds of
/// organisation.
pub async fn choices(
    db: &Db,
    actor: &Actor,
    slug: &str,
    language: Language,
    chosen: &[AudienceChoice],
) -> Result<(NetworkHead, AudienceChoices)> {
    let kinds = taxonomies::organisation_kinds(db, language).await?;
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (head, list) = find_to_write(&mut tx, &rights, slug).await?;
    let mut choices = available_choices(&mut tx, &rights, &list, chosen).await?;
    for (choice, name) in &mut choices.organisations {
        if let Some((_, label)) = kinds.iter().find(|(code, _)| *code == choice.subject) {
            name.clone_from(label);
        }
    }
    Ok((head, choices))
}

/// Lists: those for announcements of the network. Networks: the list's own and those below it that the author sees; the networks below each of them, if one of these is public. Events: those the
/// network organises that have people of that kind, limited to the newest and those in `chosen`.
pub(super) async fn available_choices(tx: &mut Tx, rights: &Rights, list: &List, chosen: &[AudienceChoice]) -> Result<AudienceChoices> {
    let choice = |kind, subject: &str| AudienceChoice { kind, subject: subject.to_owned() };
    let mut choices = AudienceChoices::default();
    for other in announcement_lists(tx, list).await? {
        let subject = if other.is_main() { "" } else { other.slug.as_str() };
        choices.networks.push((choice(ChoiceKind::Subscribers, subject), other.name));
    }
    let networks: Vec<(String, String, i64)> = sqlx::query_as(concat!(
        "SELECT n.slug, n.acronym, (SELECT COUNT(*) FROM counted_below c WHERE c.network = n.id AND c.below <> n.id)
           FROM network_below b JOIN network n ON n.id = b.below WHERE b.network = $3 AND ",
        visible_networks!(),
        " ORDER BY CASE WHEN n.id = $3 THEN 0 ELSE 1 END, lower(n.acronym), n.id"
    ))
    .bind_all((rights.key(), rights.today(), &list.network))
    .fetch_all(&mut **tx)
    .await?;
    for (slug, acronym, children) in networks {
        choices.networks.push((choice(ChoiceKind::Members, &slug), acronym.clone()));
        if children > 0 {
            choices.networks.push((choice(ChoiceKind::Below, &slug), acronym));
        }
    }
    for (slug, title, confirmed, absent, waiting) in events(tx, list, chosen).await? {
        for (kind, people) in [(ChoiceKind::Participants, confirmed), (ChoiceKind::Absent, absent), (ChoiceKind::Waiting, waiting)] {
            if people > 0 {
                choices.events.push((choice(kind, &slug), title.clone()));
            }
        }
    }
    let kinds: Vec<String> = sqlx::query_scalar("SELECT code FROM organisation_kind ORDER BY position, code").fetch_all(&mut **tx).await?;
    choices.organisations = kinds.iter().map(|code| (choice(ChoiceKind::Organisations, code), code.clone())).collect();
    Ok(choices)
}

/// The open lists for announcements of the network, the main one first.
async fn announcement_lists(conn: &mut Conn, list: &List) -> Result<Vec<List>> {
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l WHERE l.network = $1 AND l.closed_at IS NULL AND (l.main = 1 OR l.kind = 'announcement')
          ORDER BY l.main DESC, lower(l.name), l.id"
    ))
    .bind(&list.network)
    .fetch_all(conn)
    .await?)
}

/// The list whose subscribers a choice names; `None` if it is closed or not one of the network any more.
pub(super) async fn chosen_list(conn: &mut Conn, main: &List, choice: &AudienceChoice) -> Result<Option<List>> {
    if choice.subject.is_empty() {
        return Ok(Some(main.clone()));
    }
    Ok(sqlx::query_as(concat!(
        "SELECT ",
        list_columns!(),
        " FROM list l JOIN list_address a ON a.list = l.id WHERE a.address = $2 AND l.network = $1 AND l.closed_at IS NULL"
    ))
    .bind_all((&main.network, &choice.subject))
    .fetch_optional(conn)
    .await?)
}

type EventPeopleRow = (String, String, i64, i64, i64);

/// Events the network organises, with the numbers of participants, absent people and people waiting: the chosen ones, then the newest.
async fn events(conn: &mut Conn, list: &List, chosen: &[AudienceChoice]) -> Result<Vec<EventPeopleRow>> {
    let of_event = |choice: &&AudienceChoice| matches!(choice.kind, ChoiceKind::Participants | ChoiceKind::Absent | ChoiceKind::Waiting);
    let mut slugs: Vec<&str> = chosen.iter().filter(of_event).map(|choice| choice.subject.as_str()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    let placeholders: String = (3..3 + slugs.len()).map(|place| format!(", ${place}")).collect();
    let statement = format!(
        "SELECT e.slug, e.title,
                (SELECT COUNT(*) FROM registration r WHERE r.event = e.id AND r.state = 'confirmed'),
                (SELECT COUNT(*) FROM registration r WHERE r.event = e.id AND r.state = 'confirmed'
                    AND EXISTS (SELECT 1 FROM attendance t WHERE t.registration = r.id)
                    AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.registration = r.id AND t.present = 1)),
                (SELECT COUNT(*) FROM registration r WHERE r.event = e.id AND r.state = 'waiting')
           FROM event_network h JOIN event e ON e.id = h.event
          WHERE h.network = $1 AND h.state IN ('lead', 'accepted') AND e.state <> 'draft'
            AND EXISTS (SELECT 1 FROM registration r WHERE r.event = e.id AND r.state IN ('confirmed', 'waiting'))
          ORDER BY CASE WHEN e.slug IN (''{placeholders}) THEN 0 ELSE 1 END, e.starts_at DESC, e.id DESC LIMIT $2"
    );
    let query = sqlx::query_as(AssertSqlSafe(statement)).bind(&list.network).bind(RECENT + slugs.len() as i64);
    Ok(slugs.into_iter().fold(query, |query, slug| query.bind(slug.to_owned())).fetch_all(conn).await?)
}

/// The choices of a message.
pub(super) async fn read_choices(conn: &mut Conn, message: &MessageId) -> Result<Vec<AudienceChoice>> {
    let rows: Vec<(ChoiceKind, String)> =
        sqlx::query_as("SELECT kind, subject FROM message_choice WHERE message = $1 ORDER BY kind, subject")
            .bind(message)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|(kind, subject)| AudienceChoice { kind, subject }).collect())
}

/// Replaces the choices of a message.
pub(super) async fn replace_choices(conn: &mut Conn, message: &MessageId, choices: &[AudienceChoice]) -> Result<()> {
    sqlx::query("DELETE FROM message_choice WHERE message = $1").bind(message).execute(&mut *conn).await?;
    for choice in choices {
        sqlx::query(
            "INSERT INTO message_choice (message, kind, subject) VALUES ($1, $2, $3) ON CONFLICT (message, kind, subject) DO NOTHING",
        )
        .bind_all((message, choice.kind, &choice.subject))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
