//! Digests: what was posted to a list in a day or a week, as one mail to those who chose so. Every day at six, Paris time; the weekly ones on Monday.
//!
//! Each reader has a place of their own (`reading_option.digest_from`): the next digest begins there. So who changes their rhythm gets each post once, and a new
//! reader none from before. Readers with the same place share one digest.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Duration, NaiveTime, Timelike};

use crate::clock::{self, HOME, Timestamp};
use crate::db::{BindAll, Conn, Db, Tx};
use crate::enums::{DigestFormat, ReadingRhythm};
use crate::error::Result;
use crate::ids::{DigestId, ListId};
use crate::lists::{self, DigestReader, List};
use crate::mail::{NewDelivery, QueuedContent, enqueue};

/// The hour at which digests are made.
const HOUR: u32 = 6;
/// How long after that they are made: a post that was dated before the hour is committed by then, whatever the clock of its process.
const GRACE_MINUTES: i64 = 5;
/// The most posts of a digest. What is more comes in the next one, at once.
const MOST_POSTS: i64 = 100;
/// The causes of digests, by format.
const PLAIN: &str = "list.digest_plain";
pub(super) const MIME: &str = "list.digest_mime";

/// The posts of a list that its digests have, after one time and until another, in SQL over `post p`: those of an imported archive are old.
macro_rules! digested {
    ($list:literal, $after:literal, $until:literal) => {
        concat!(
            "p.list = ",
            $list,
            " AND p.state = 'accepted' AND p.imported = 0 AND p.posted_at > ",
            $after,
            " AND p.posted_at <= ",
            $until
        )
    };
}
pub(super) use digested;

/// Queues the digests that are due, each once, whatever the number of processes. Returns their number. A list that fails now does not hold back others: its
/// error is in the log, and the next attempt comes soon.
pub async fn send_due_digests(db: &Db) -> Result<u64> {
    let now = db.shared_now().await?;
    let mut count = 0;
    for list in left_lists(db).await? {
        count += send_last(db, &list).await.unwrap_or(0);
    }
    for rhythm in [ReadingRhythm::Daily, ReadingRhythm::Weekly] {
        let Some(until) = last_time(now.plus(-Duration::minutes(GRACE_MINUTES)), rhythm) else { continue };
        for list in due_lists(db, rhythm, until, now).await? {
            while let Ok(made @ 1..) = send(db, &list, rhythm, until).await {
                count += made;
            }
        }
    }
    Ok(count)
}

/// The last time at which digests of that rhythm were due. `None` for a rhythm without digests.
fn last_time(now: Timestamp, rhythm: ReadingRhythm) -> Option<Timestamp> {
    let local = now.local(HOME);
    let today = if local.hour() < HOUR { local.date().checked_sub_days(Days::new(1))? } else { local.date() };
    let day = match rhythm {
        ReadingRhythm::Daily => today,
        ReadingRhythm::Weekly => today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?,
        ReadingRhythm::Each | ReadingRhythm::None => return None,
    };
    clock::moment(day.and_time(NaiveTime::from_hms_opt(HOUR, 0, 0)?), HOME).ok()
}

/// The lists with readers of that rhythm whose next digest has posts; none while deliveries are held after a restore. Takes no lock: most looks find nothing.
async fn due_lists(db: &Db, rhythm: ReadingRhythm, until: Timestamp, now: Timestamp) -> Result<Vec<ListId>> {
    Ok(sqlx::query_scalar(concat!(
        "SELECT DISTINCT o.list FROM reading_option o
          WHERE o.rhythm = $1 AND o.digest_from < $2 AND (o.paused_until IS NULL OR o.paused_until <= $3)
            AND EXISTS (SELECT 1 FROM post p WHERE ",
        digested!("o.list", "o.digest_from", "$2"),
        ") AND NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at') ORDER BY o.list",
    ))
    .bind_all((rhythm, until, now.today()))
    .fetch_all(db.pool())
    .await?)
}

/// The time of a post that is accepted now, in a transaction that has locked its list: after the place of each reader of digests. Whoever chose digests while
/// the transaction waited for the lock gets no copy, so that their next digest must have the post.
pub(super) async fn time_of_new_post(tx: &mut Tx, list: &ListId) -> Result<Timestamp> {
    let place: Option<Timestamp> =
        sqlx::query_scalar("SELECT MAX(digest_from) FROM reading_option WHERE list = $1").bind(list).fetch_one(&mut **tx).await?;
    Ok(place.map_or(tx.now, |place| tx.now.max(place.plus(Duration::seconds(1)))))
}

/// Queues the next digests of a list, one for each place at which readers are; returns their number. Every reader of that rhythm moves on, whether there was
/// something for them or not.
async fn send(db: &Db, list: &ListId, rhythm: ReadingRhythm, until: Timestamp) -> Result<u64> {
    let mut tx = db.write().await?;
    // Of two processes, the second one finds the readers where the first left them.
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(list).execute(&mut *tx).await?;
    let list = lists::by_id(&mut tx, list).await?;
    let mut places: BTreeMap<Timestamp, Vec<DigestReader>> = BTreeMap::new();
    for reader in lists::digest_readers(&mut tx, &list, rhythm).await? {
        if reader.digest_from < until {
            places.entry(reader.digest_from).or_default().push(reader);
        }
    }
    let mut count = 0;
    for (after, readers) in places {
        let posted_until = end(&mut tx, &list.id, after, until).await?;
        count += u64::from(queue(&mut tx, &list, (after, posted_until), &readers).await?);
        for reader in readers {
            lists::move_digest_reader(&mut tx, &list, &reader.recipient, posted_until).await?;
        }
    }
    // Those who are readers no more would be looked at each minute.
    sqlx::query("UPDATE reading_option SET digest_from = $3 WHERE list = $1 AND rhythm = $2 AND digest_from < $3 AND digest_until IS NULL AND $4 = 0")
        .bind_all((&list.id, rhythm, until, i64::from(count > 0)))
        .execute(&mut *tx)
        .await?;
    tx.commit_without_revision().await?;
    Ok(count)
}

/// The lists whose digests somebody left and is owed one more; none while deliveries are held after a restore.
async fn left_lists(db: &Db) -> Result<Vec<ListId>> {
    Ok(sqlx::query_scalar(
        "SELECT DISTINCT o.list FROM reading_option o WHERE o.digest_until IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM setting WHERE name = 'delivery.held_at') ORDER BY o.list",
    )
    .fetch_all(db.pool())
    .await?)
}

/// Queues the last digest of each reader who left: what was posted until then and is in no other mail to them.
async fn send_last(db: &Db, list: &ListId) -> Result<u64> {
    let mut tx = db.write().await?;
    sqlx::query("UPDATE list SET version = version WHERE id = $1").bind(list).execute(&mut *tx).await?;
    let list = lists::by_id(&mut tx, list).await?;
    let mut count = 0;
    for reader in lists::leaving_digest_readers(&mut tx, &list).await? {
        let (mut after, left_at) = (reader.digest_from, reader.digest_until.unwrap_or(reader.digest_from));
        while after < left_at {
            let until = end(&mut tx, &list.id, after, left_at).await?;
            count += u64::from(queue(&mut tx, &list, (after, until), std::slice::from_ref(&reader)).await?);
            after = until;
        }
    }
    sqlx::query("UPDATE reading_option SET digest_until = NULL WHERE list = $1 AND digest_until IS NOT NULL")
        .bind(&list.id)
        .execute(&mut *tx)
        .await?;
    tx.commit_without_revision().await?;
    Ok(count)
}

/// Where the digest that begins at `after` ends: at `until`, or earlier after [`MOST_POSTS`]. Posts of one second stay together.
async fn end(conn: &mut Conn, list: &ListId, after: Timestamp, until: Timestamp) -> Result<Timestamp> {
    let times: Vec<Timestamp> = sqlx::query_scalar(concat!(
        "SELECT p.posted_at FROM post p WHERE ",
        digested!("$1", "$2", "$3"),
        " ORDER BY p.posted_at, p.id LIMIT $4"
    ))
    .bind_all((list, after, until, MOST_POSTS))
    .fetch_all(conn)
    .await?;
    Ok(times.last().copied().filter(|_| times.len() as i64 == MOST_POSTS).unwrap_or(until))
}

/// Queues one digest for these readers; `false` if there is no post in it.
async fn queue(tx: &mut Tx, list: &List, (after, until): (Timestamp, Timestamp), readers: &[DigestReader]) -> Result<bool> {
    let found =
        sqlx::query(concat!("SELECT 1 FROM post p WHERE ", digested!("$1", "$2", "$3"), " LIMIT 1")).bind_all((&list.id, after, until));
    if found.fetch_optional(&mut **tx).await?.is_none() {
        return Ok(false);
    }
    let id: DigestId = tx.new_id();
    sqlx::query("INSERT INTO digest (id, list, posted_after, posted_until) VALUES ($1, $2, $3, $4)")
        .bind_all((&id, &list.id, after, until))
        .execute(&mut **tx)
        .await?;
    for (format, cause) in [(DigestFormat::Plain, PLAIN), (DigestFormat::Mime, MIME)] {
        let chosen = readers.iter().filter(|reader| reader.format == format);
        let rows: Vec<NewDelivery> = chosen.map(|reader| reader.recipient.clone().into_delivery(tx.new_id())).collect();
        enqueue(tx, &QueuedContent::Digest { id: &id, cause }, rows).await?;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_due_in_the_morning_and_on_monday() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        // Friday, 20 November 2026; six in Paris is five in UTC.
        for (now, daily, weekly) in [
            ("2026-11-20T04:59:59Z", "2026-11-19T05:00:00Z", "2026-11-16T05:00:00Z"),
            ("2026-11-20T05:00:00Z", "2026-11-20T05:00:00Z", "2026-11-16T05:00:00Z"),
            ("2026-11-23T04:00:00Z", "2026-11-22T05:00:00Z", "2026-11-16T05:00:00Z"),
            ("2026-11-23T06:00:00Z", "2026-11-23T05:00:00Z", "2026-11-23T05:00:00Z"),
            ("2026-07-01T04:30:00Z", "2026-07-01T04:00:00Z", "2026-06-29T04:00:00Z"),
        ] {
            assert_eq!(last_time(at(now), ReadingRhythm::Daily), Some(at(daily)), "{now}");
            assert_eq!(last_time(at(now), ReadingRhythm::Weekly), Some(at(weekly)), "{now}");
        }
        assert_eq!(last_time(at("2026-11-20T05:00:00Z"), ReadingRhythm::Each), None);
    }
}
