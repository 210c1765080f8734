//! How many links may be sent to an address. The quotas of an address slow senders down, they lock nobody out: an address that is refused a
//! link to sign in has been sent one in the last quarter of an hour, which is valid for as long unless it was used.
//!
//! Links that sign in and links that add an address are counted apart: the owner of an address that others try to add gets no link by it,
//! and is not to lose those to sign in.

use chrono::Duration;

use super::devices;
use crate::clock::Timestamp;
use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::rng::Secret;

/// The window in which links are counted: as long as a link is valid.
const WINDOW_MINUTES: i64 = super::LINK_MINUTES;
/// Links that one client may ask for in a window, to whatever addresses: a mistyped address, and a class that signs in together.
const PER_CLIENT: usize = 20;

/// How often links may be asked for.
struct Quota {
    /// Links in a window.
    burst: usize,
    /// Links in a day; beyond them, one in a window.
    daily: usize,
}

/// A browser in which the address's owner has signed in before.
const KNOWN_DEVICE: Quota = Quota { burst: 5, daily: 20 };
/// Any other browser, for one client and one address.
const CLIENT: Quota = Quota { burst: 5, daily: 10 };
/// All clients together, for one address: what keeps a mailbox from being flooded.
const ALL_CLIENTS: Quota = Quota { burst: 10, daily: 30 };

/// A link that was asked for: by which client and which known device (hashes; empty if none), and when.
type LinkRequestRow = (String, String, Timestamp);

/// Who asks for a link, and for which kind.
pub(crate) struct Requester<'a> {
    /// The hash of whence the request comes.
    pub(crate) client: &'a str,
    /// The cookie by which a browser is known.
    pub(crate) device: Option<&'a Secret>,
    /// The link adds the address to an account; else it signs in.
    pub(crate) adds: bool,
}

/// Whether a link may be sent now.
pub(crate) enum QuotaDecision {
    /// It may. With the hash of the known device that asks, or nothing.
    Allowed(String),
    /// From that moment on.
    RetryAt(Timestamp),
}

/// Whether one more link may be sent to an address. Links that were printed and not sent (client empty) are not counted. A brake, not a
/// lock: two that ask at the same instant may both pass.
pub(crate) async fn judge(tx: &mut Tx, address_key: &str, requester: &Requester<'_>) -> Result<QuotaDecision> {
    let now = tx.now;
    let device = match requester.device {
        Some(device) if devices::is_known(tx, device, address_key).await? => device.hash(),
        _ => String::new(),
    };
    let day = now.plus(Duration::days(-1));
    let asked: Vec<LinkRequestRow> = sqlx::query_as(
        "SELECT client, device, created_at FROM sign_in WHERE address_key = $1 AND client <> '' AND created_at > $2
            AND CASE WHEN person IS NULL THEN 0 ELSE 1 END = $3
          ORDER BY created_at DESC LIMIT 500",
    )
    .bind_all((address_key, day, i64::from(requester.adds)))
    .fetch_all(&mut **tx)
    .await?;
    let times = |counts: &dyn Fn(&LinkRequestRow) -> bool| asked.iter().filter(|one| counts(one)).map(|(.., at)| *at).collect::<Vec<_>>();
    let retry_at = if device.is_empty() {
        let of_client = of_client(tx, requester).await?;
        [
            wait(&of_client, PER_CLIENT, now),
            CLIENT.wait(&times(&|(client, device, _)| device.is_empty() && client == requester.client), now),
            ALL_CLIENTS.wait(&times(&|(_, device, _)| device.is_empty()), now),
        ]
        .into_iter()
        .flatten()
        .max()
    } else {
        KNOWN_DEVICE.wait(&times(&|(_, of, _)| *of == device), now)
    };
    Ok(retry_at.map_or(QuotaDecision::Allowed(device), QuotaDecision::RetryAt))
}

/// When the last links of that kind of a client were asked for, the newest first. Those of known devices have quotas of their own.
async fn of_client(tx: &mut Tx, requester: &Requester<'_>) -> Result<Vec<Timestamp>> {
    let since = tx.now.plus(Duration::minutes(-WINDOW_MINUTES));
    Ok(sqlx::query_scalar(
        "SELECT created_at FROM sign_in WHERE client = $1 AND device = '' AND created_at > $2
            AND CASE WHEN person IS NULL THEN 0 ELSE 1 END = $3
          ORDER BY created_at DESC LIMIT $4",
    )
    .bind_all((requester.client, since, i64::from(requester.adds), PER_CLIENT as i64))
    .fetch_all(&mut **tx)
    .await?)
}

impl Quota {
    fn wait(&self, newest_first: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        wait(newest_first, if newest_first.len() < self.daily { self.burst } else { 1 }, now)
    }
}

/// When fewer than `most` of these lie within the window again; `None` if that is so now.
fn wait(newest_first: &[Timestamp], most: usize, now: Timestamp) -> Option<Timestamp> {
    let ends = newest_first.get(most - 1)?.plus(Duration::minutes(WINDOW_MINUTES));
    (ends > now).then_some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_a_day_s_links_one_still_goes_out_in_each_window() {
        let at = |minutes: i64| Timestamp::from_seconds(1_800_000_000 + minutes * 60);
        let asked = |minutes: &[i64]| minutes.iter().map(|minute| at(*minute)).collect::<Vec<_>>();
        let quota = Quota { burst: 2, daily: 4 };
        assert_eq!(quota.wait(&[], at(0)), None);
        assert_eq!(quota.wait(&asked(&[3, 1]), at(4)), Some(at(16)), "the older of the two leaves the window");
        assert_eq!(quota.wait(&asked(&[3, 1]), at(16)), None);
        assert_eq!(quota.wait(&asked(&[100, 60, 30, 1]), at(101)), Some(at(115)));
        assert_eq!(quota.wait(&asked(&[100, 60, 30, 1]), at(115)), None);
    }
}
