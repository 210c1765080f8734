//! The text that a network gives its certificates.

use serde::{Deserialize, Serialize};

use super::issue::IssuedCertificate;
use super::{Certificate, document, write_half_days};
use crate::agenda::Event;
use crate::attendance::HalfDay;
use crate::audit::{self, AuditAction};
use crate::dates;
use crate::db::{BindAll, Conn, Db};
use crate::enums::Language;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{self, Validation};
use crate::graph::{self, NetworkHead};
use crate::ids::NetworkId;
use crate::marks;
use crate::policy::{self, Act, Actor};
use crate::rendering;
use formats::markdown::literal;
use words::tr;

/// The marks that a text may have; `{{nom}}` is required: a certificate is somebody's.
const MARKS: [&str; 6] = ["{{nom}}", "{{événement}}", "{{dates}}", "{{lieu}}", "{{heures}}", "{{réseau}}"];
const NAME: &str = "{{nom}}";
/// The longest text, in characters: it stands on one page, above the half-days.
const MOST: usize = 1500;

/// The text of a network's certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateText {
    pub network_name: String,
    /// Of the network: certificates are in it.
    pub language: Language,
    /// Markdown with marks.
    pub body: String,
    /// Who signs: a name and a function; may be empty.
    pub signatory: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CertificateTextInput {
    /// Markdown with marks; empty: the text of the program.
    pub body: String,
    pub signatory: String,
    /// The version of the record when the form was opened.
    pub version: String,
}

#[derive(Debug, Clone)]
pub struct CertificateTextForm {
    pub head: NetworkHead,
    pub input: CertificateTextInput,
    /// The marks that a text may have.
    pub marks: Vec<&'static str>,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    name: String,
    language: Language,
    body: Option<String>,
    signatory: Option<String>,
    version: Option<i64>,
}

/// What a text says of an event. Its hours are left to the table of half-days.
#[derive(Debug, Clone, Copy)]
pub(super) struct CertifiedEvent<'a> {
    pub(super) title: &'a str,
    pub(super) place: &'a str,
    /// `2026-11-24`
    pub(super) first_day: &'a str,
    pub(super) last_day: &'a str,
}

impl<'a> CertifiedEvent<'a> {
    pub(super) fn of(event: &'a Event) -> Self {
        let day = |local: &'a str| local.get(..10).unwrap_or_default();
        Self { title: &event.title, place: &event.place, first_day: day(&event.starts_local), last_day: day(&event.ends_local) }
    }
}

async fn row(conn: &mut Conn, network: &NetworkId) -> Result<TextRow> {
    Ok(sqlx::query_as(
        "SELECT n.name, n.language, t.body, t.signatory, t.version FROM network n LEFT JOIN certificate_text t ON t.network = n.id WHERE n.id = $1",
    )
    .bind(network)
    .fetch_one(conn)
    .await?)
}

pub(super) async fn of_network(conn: &mut Conn, network: &NetworkId) -> Result<CertificateText> {
    let TextRow { name, language, body, signatory, .. } = row(conn, network).await?;
    Ok(CertificateText {
        network_name: name,
        language,
        body: body.filter(|body| !body.is_empty()).unwrap_or_else(|| default_body(language)),
        signatory: signatory.unwrap_or_default(),
    })
}

fn default_body(language: Language) -> String {
    let [name, event, dates, place, hours, _] = MARKS;
    tr!(language, "certificates-document-default-text", name = name, event = event, dates = dates, place = place, hours = hours)
}

/// The text with its marks filled in; `person`: a name, and an organisation if it is known. What people typed elsewhere stands for itself, not for Markdown.
pub(super) fn fill(text: &CertificateText, event: &CertifiedEvent<'_>, person: &str, minutes: i64) -> String {
    let language = text.language;
    let place = match event.place.trim() {
        "" => tr!(language, "certificates-document-online"),
        place => literal(place),
    };
    let (first, last) = (dates::date_of(language, event.first_day), dates::date_of(language, event.last_day));
    let dates = if first == last {
        tr!(language, "certificates-document-on", date = first)
    } else {
        tr!(language, "certificates-document-from-to", first = first, last = last)
    };
    let values = [literal(person), literal(event.title), dates, place, dates::duration(language, minutes), literal(&text.network_name)];
    marks::fill(&text.body, &MARKS.into_iter().zip(values).collect::<Vec<_>>())
}

/// The form, for the network's coordinators.
pub async fn text_form(db: &Db, actor: &Actor, network: &str) -> Result<CertificateTextForm> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::EditNetwork(&head.card.id))?;
    let TextRow { language, body, signatory, version, .. } = row(&mut tx, &head.card.id).await?;
    let input = CertificateTextInput {
        body: body.filter(|body| !body.is_empty()).unwrap_or_else(|| default_body(language)),
        signatory: signatory.unwrap_or_default(),
        version: version.unwrap_or(0).to_string(),
    };
    Ok(CertificateTextForm { head, input, marks: MARKS.to_vec() })
}

struct CheckedText {
    body: String,
    signatory: String,
}

fn check(input: &CertificateTextInput) -> Result<CheckedText> {
    let mut errors = Validation::default();
    let body = errors.check("body", fields::text(&input.body).and_then(|text| check_marks(text.trim())));
    let signatory = errors.check("signatory", fields::optional_line(&input.signatory));
    errors.or(CheckedText { body, signatory })
}

fn check_marks(body: &str) -> Result<String, FieldProblem> {
    if body.chars().count() > MOST {
        return Err(FieldProblem::TooLong(MOST));
    }
    marks::check(body, &MARKS)?;
    if !body.is_empty() && !body.contains(NAME) { Err(FieldProblem::LacksMark(NAME.to_owned())) } else { Ok(body.to_owned()) }
}

/// Stores the text. Later certificates have it; those that were given with another one are replaced when they are asked for again.
///
/// # Errors
/// [`Error::Stale`]; [`Error::Invalid`] with every field to correct.
pub async fn edit_text(db: &Db, actor: &Actor, network: &str, input: &CertificateTextInput) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::EditNetwork(&head.card.id))?;
    let CheckedText { body, signatory } = check(input)?;
    let stored = sqlx::query(
        "INSERT INTO certificate_text (network, body, signatory, version) VALUES ($1, $2, $3, 1)
         ON CONFLICT (network) DO UPDATE SET body = excluded.body, signatory = excluded.signatory, version = certificate_text.version + 1
          WHERE certificate_text.version = $4",
    )
    .bind_all((&head.card.id, body, signatory, input.version.parse::<i64>().unwrap_or(-1)))
    .execute(&mut *tx)
    .await?;
    if stored.rows_affected() != 1 {
        return Err(Error::Stale);
    }
    audit::record(&mut tx, &rights, AuditAction::CertificateText, head.card.id.as_str(), "").await?;
    tx.commit().await
}

/// A certificate of nobody with that text, to look at before it is stored.
///
/// # Errors
/// [`Error::Invalid`] with every field to correct.
pub async fn sample(db: &Db, actor: &Actor, network: &str, input: &CertificateTextInput) -> Result<IssuedCertificate> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let head = graph::head_in(&mut tx, &rights, network).await?;
    policy::check(&rights, Act::EditNetwork(&head.card.id))?;
    let CheckedText { body, signatory } = check(input)?;
    let mut text = of_network(&mut tx, &head.card.id).await?;
    if !body.is_empty() {
        text.body = body;
    }
    text.signatory = signatory;
    let (now, site) = (tx.now, tx.link("/certificates"));
    drop(tx);
    let day = now.local(crate::clock::HOME).date();
    let half_days = [false, true].map(|is_afternoon| (HalfDay { date: day, is_afternoon }, 210));
    let language = text.language;
    let name = tr!(language, "certificates-document-sample-name");
    let (today, title) = (now.today(), tr!(language, "certificates-document-sample-event"));
    let event = CertifiedEvent { title: &title, place: "", first_day: &today, last_day: &today };
    let certificate = Certificate {
        id: "".into(),
        code: "0".repeat(16),
        registration: "".into(),
        network: head.card.id.clone(),
        issued_at: now,
        language,
        name_mark: String::new(),
        organisation: String::new(),
        event_title: title.clone(),
        half_days: write_half_days(&half_days),
        minutes: 420,
        body: fill(&text, &event, &name, 420),
        signatory: text.signatory.clone(),
        replaced_at: None,
        revoked_at: None,
        name,
    };
    let document = document::of(&certificate, &text.network_name, &site);
    Ok(IssuedCertificate { file_name: format!("attestation-{}.pdf", head.card.slug), pdf: rendering::pdf(document).await? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_somebody_and_has_only_marks_that_mean_something() {
        assert_eq!(check_marks("{{nom}} est venu {{dates}}"), Ok("{{nom}} est venu {{dates}}".to_owned()));
        assert_eq!(check_marks(""), Ok(String::new()));
        assert_eq!(check_marks("Quelqu'un est venu"), Err(FieldProblem::LacksMark(NAME.to_owned())));
        assert_eq!(check_marks("{{nom}} {{prénom}}"), Err(FieldProblem::NotAMark("prénom".to_owned())));
        assert_eq!(check_marks("{{nom}} {{"), Err(FieldProblem::NotAMark(String::new())));
        assert_eq!(check_marks(&"{{nom}}".repeat(300)), Err(FieldProblem::TooLong(MOST)));
    }
}
