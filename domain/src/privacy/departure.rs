//! Leaving everything at once: networks, their lists, future events, calendars. The account stays.

use crate::agenda::concerns;
use crate::audit::{self, AuditAction};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::MembershipState;
use crate::error::Result;
use crate::ids::PersonId;
use crate::policy::{self, Actor, Rights};
use crate::registrations::{self, of_person};
use crate::{lists, memberships, people};

/// What ends when the person leaves everything or is erased, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DepartureSummary {
    pub memberships: i64,
    /// Lists that they receive.
    #[sqlx(skip)]
    pub lists: i64,
    /// Seats and places on waiting lists of events that are not over.
    pub registrations: i64,
    /// Calendar addresses.
    pub feeds: i64,
    /// Running and future mandates. They stay when the person leaves everything, and end when the person is erased.
    pub mandates: i64,
}

/// What [`leave_everything`] would end.
pub async fn departure_summary(db: &Db, actor: &Actor) -> Result<DepartureSummary> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let person = rights.signed_in()?.clone();
    count(&mut tx, &person).await
}

pub(super) async fn count(tx: &mut Tx, person: &PersonId) -> Result<DepartureSummary> {
    let (now, today) = (tx.now, tx.now.today());
    let lists = lists::count_subscribed_lists(tx, person).await?;
    let summary: DepartureSummary = sqlx::query_as(concat!(
        "SELECT (SELECT COUNT(*) FROM membership WHERE person = $1 AND state IN ('active', 'requested')) AS memberships,
                (SELECT COUNT(*) FROM registration r JOIN event e ON e.id = r.event
                  WHERE ",
        of_person!(),
        " AND r.state IN ('confirmed', 'waiting', 'requested') AND ",
        concerns!(),
        ") AS registrations,
                (SELECT COUNT(*) FROM feed WHERE person = $1) AS feeds,
                (SELECT COUNT(*) FROM mandate WHERE person = $1 AND (ended_on IS NULL OR ended_on >= $3)) AS mandates"
    ))
    .bind_all((person, now, today))
    .fetch_one(&mut **tx)
    .await?;
    Ok(DepartureSummary { lists, ..summary })
}

/// The actor leaves every network and every list, gives up every future seat, ends every calendar address and withdraws every consent. Past events
/// send them no more messages. Idempotent.
pub async fn leave_everything(db: &Db, actor: &Actor) -> Result<()> {
    let (mut tx, rights) = policy::begin_write(db, actor).await?;
    let person = rights.signed_in()?.clone();
    people::lock(&mut tx, &person).await?;
    leave(&mut tx, &rights, &person).await?;
    registrations::withdraw_upcoming(&mut tx, &person, false).await?;
    registrations::mute_events(&mut tx, &person).await?;
    crate::consents::withdraw(&mut tx, &person, None, "leaving").await?;
    audit::record(&mut tx, &rights, AuditAction::PersonLeave, person.as_str(), "").await?;
    tx.commit().await
}

/// Leaves every network and every list, and ends the calendar addresses.
pub(super) async fn leave(tx: &mut Tx, rights: &Rights, person: &PersonId) -> Result<()> {
    for membership in open_memberships(tx, person).await? {
        memberships::record_change(tx, rights, &membership, MembershipState::Left, "").await?;
    }
    let now = tx.now;
    sqlx::query("UPDATE membership SET state = 'left', since = $2 WHERE person = $1 AND state IN ('active', 'requested')")
        .bind_all((person, now))
        .execute(&mut **tx)
        .await?;
    lists::unsubscribe_all(tx, person).await?;
    sqlx::query("DELETE FROM feed WHERE person = $1").bind(person).execute(&mut **tx).await?;
    Ok(())
}

async fn open_memberships(conn: &mut Conn, person: &PersonId) -> Result<Vec<crate::ids::MembershipId>> {
    Ok(sqlx::query_scalar("SELECT id FROM membership WHERE person = $1 AND state IN ('active', 'requested') ORDER BY id")
        .bind(person)
        .fetch_all(conn)
        .await?)
}
