//! Event rows, as written by the form.

use sqlx::Any;
use sqlx::any::AnyArguments;
use sqlx::query::Query;

use super::edit::EventChange;
use super::input::EventFacts;
use super::{Event, slug};
use crate::db::{BindAll, Tx};
use crate::enums::EventState;
use crate::error::{Error, Result};
use crate::ids::{EventId, NetworkId};
use crate::policy::Rights;

/// The columns that the form fills, in the order of [`with_form`]: one list for inserts and for updates.
macro_rules! form_columns {
    () => {
        "kind, level, mode, visibility, title, summary, description, language, all_day, starts_local, ends_local, zone, starts_at, ends_at, place,
         region, video_link, contact, registration, registration_closes_at, seats_on_site, seats_online, on_request"
    };
}

/// The placeholders of [`form_columns!`].
macro_rules! form_values {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23"
    };
}

/// A statement that writes [`form_columns!`]. Its other values start at `$24`.
fn with_form<'q>(statement: &'static str, facts: &'q EventFacts) -> Query<'q, Any, AnyArguments> {
    sqlx::query(statement)
        .bind_all((facts.kind, facts.level, facts.mode, facts.visibility, &facts.title, &facts.summary, &facts.description, facts.language))
        .bind_all((i64::from(facts.all_day), &facts.starts_local, &facts.ends_local, &facts.zone, facts.starts_at, facts.ends_at))
        .bind_all((&facts.place, &facts.region, &facts.video_link, &facts.contact))
        .bind_all((facts.registration, facts.registration_closes_at, facts.seats_on_site, facts.seats_online, i64::from(facts.on_request)))
}

/// Inserts a draft of that network; returns its key and slug.
pub(super) async fn insert(tx: &mut Tx, rights: &Rights, network: &NetworkId, facts: &EventFacts) -> Result<(EventId, String)> {
    let (id, now): (EventId, _) = (tx.new_id(), tx.now);
    let uid = format!("{id}@{}", tx.host());
    let year = facts.starts_local.get(..4).unwrap_or_default();
    for slug in slug::candidates(&facts.title, facts.kind.code(), year) {
        let statement = concat!(
            "INSERT INTO event (",
            form_columns!(),
            ", id, slug, network, state, state_note, uid, sequence, changed_at, created_by, created_at, updated_at, version) VALUES (",
            form_values!(),
            ", $24, $25, $26, 'draft', '', $27, 0, $28, $29, $28, $28, 1) ON CONFLICT (slug) DO NOTHING"
        );
        let written = with_form(statement, facts).bind_all((&id, &slug, network, &uid, now, rights.person())).execute(&mut **tx).await?;
        if written.rows_affected() == 1 {
            sqlx::query("INSERT INTO event_network (event, network, state, position, asked_at) VALUES ($1, $2, 'lead', 0, $3)")
                .bind_all((&id, network, now))
                .execute(&mut **tx)
                .await?;
            return Ok((id, slug));
        }
    }
    Err(Error::Internal)
}

pub(super) async fn update(tx: &mut Tx, before: &Event, facts: &EventFacts, change: EventChange) -> Result<()> {
    let now = tx.now;
    let published = before.state != EventState::Draft;
    // People with a seat get a new object with the link: calendar programs take the one with the higher revision.
    let relinked = before.video_link != facts.video_link;
    let sequence = before.sequence + i64::from(published && (change >= EventChange::Renamed || relinked));
    let changed_at = if change == EventChange::Unseen { before.changed_at } else { now };
    let statement = concat!(
        "UPDATE event SET (",
        form_columns!(),
        ") = (",
        form_values!(),
        "), sequence = $25, changed_at = $26, updated_at = $27, version = version + 1 WHERE id = $24"
    );
    with_form(statement, facts).bind_all((&before.id, sequence, changed_at, now)).execute(&mut **tx).await?;
    Ok(())
}
