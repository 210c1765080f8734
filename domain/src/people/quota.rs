//! Limits on the links sent to an address. They slow senders down, but lock nobody out. If a link to sign in is refused, another one was sent in
//! the last quarter of an hour, and it is valid for that long unless it was used.
//!
//! Links that sign in and links that add an address are counted separately. When other people try to add an address, its owner gets no usable link
//! from that, and must not lose links to sign in.

use chrono::Duration;

use super::devices;
use crate::clock::Timestamp;
use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::rng::Secret;

/// The window in which links are counted, in minutes: as long as a link is valid.
const WINDOW_MINUTES: i64 = super::LINK_MINUTES;
/// The links that one client may ask for in a window, to any addresses. It allows for a mistyped address, and for a class that signs in together.
const PER_CLIENT: usize = 20;

/// The limits on requests for links.
struct Quota {
    /// The most links in a window.
    burst: usize,
    /// The most links in a day. Beyond them, one in each window.
    daily: usize,
}

/// For a browser in which the owner of the address has signed in before.
const KNOWN_DEVICE: Quota = Quota { burst: 5, daily: 20 };
/// For one client and one address, from any other browser.
const CLIENT: Quota = Quota { burst: 5, daily: 10 };
/// For one address, from all clients together, so that a mailbox can't be flooded.
const ALL_CLIENTS: Quota = Quota { burst: 10, daily: 30 };

/// A request for a link: the hashes of the client and of the known device (empty if none), and its time.
type LinkRequestRow = (String, String, Timestamp);

/// The sender of a request for a link, and the kind of link.
pub(crate) struct Requester<'a> {
    /// The hash of the client that the request comes from.
    pub(crate) client: &'a str,
    /// The cookie of a known browser.
    pub(crate) device: Option<&'a Secret>,
    /// Whether the link adds the address to an account. Otherwise it signs in.
    pub(crate) adds: bool,
}

/// Whether a link may be sent now.
pub(crate) enum QuotaDecision {
    /// It may. Holds the hash of the known device of the request, or nothing.
    Allowed(String),
    /// It may from this instant on.
    RetryAt(Timestamp),
}

/// Decides whether one more link may be sent to an address. Links that were printed and not sent (empty client) are not counted. This slows
/// requests down but is no lock: two requests at the same instant may both pass.
pub(crate) async fn check(tx: &mut Tx, address_key: &str, requester: &Requester<'_>) -> Result<QuotaDecision> {
    let now = tx.now;
    let device = match requester.device {
        Some(device) if devices::is_known(tx, device, address_key).await? => device.hash(),
        _ => String::new(),
    };
    let day = now.plus(Duration::days(-1));
    let requests: Vec<LinkRequestRow> = sqlx::query_as(
        "SELECT client, device, created_at FROM sign_in WHERE address_key = $1 AND client <> '' AND created_at > $2
            AND CASE WHEN person IS NULL THEN 0 ELSE 1 END = $3
          ORDER BY created_at DESC LIMIT 500",
    )
    .bind_all((address_key, day, i64::from(requester.adds)))
    .fetch_all(&mut **tx)
    .await?;
    let times = |counts: &dyn Fn(&LinkRequestRow) -> bool| {
        requests.iter().filter(|request| counts(request)).map(|(.., at)| *at).collect::<Vec<_>>()
    };
    let retry_at = if device.is_empty() {
        let from_client = client_requests(tx, requester).await?;
        [
            retry_at(&from_client, PER_CLIENT, now),
            CLIENT.retry_at(&times(&|(client, device, _)| device.is_empty() && client == requester.client), now),
            ALL_CLIENTS.retry_at(&times(&|(_, device, _)| device.is_empty()), now),
        ]
        .into_iter()
        .flatten()
        .max()
    } else {
        KNOWN_DEVICE.retry_at(&times(&|(_, of, _)| *of == device), now)
    };
    Ok(retry_at.map_or(QuotaDecision::Allowed(device), QuotaDecision::RetryAt))
}

/// The times of a client's latest requests for this kind of link, the newest first. Known devices are excluded: they have their own quota.
async fn client_requests(tx: &mut Tx, requester: &Requester<'_>) -> Result<Vec<Timestamp>> {
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
    fn retry_at(&self, newest_first: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        retry_at(newest_first, if newest_first.len() < self.daily { self.burst } else { 1 }, now)
    }
}

/// The time from which fewer than `most` of these lie within the window; `None` if that is already so.
fn retry_at(newest_first: &[Timestamp], most: usize, now: Timestamp) -> Option<Timestamp> {
    let ends = newest_first.get(most - 1)?.plus(Duration::minutes(WINDOW_MINUTES));
    (ends > now).then_some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_a_day_s_links_one_still_goes_out_in_each_window() {
        let at = |minutes: i64| Timestamp::from_seconds(1_800_000_000 + minutes * 60);
        let times = |minutes: &[i64]| minutes.iter().map(|minute| at(*minute)).collect::<Vec<_>>();
        let quota = Quota { burst: 2, daily: 4 };
        assert_eq!(quota.retry_at(&[], at(0)), None);
        assert_eq!(quota.retry_at(&times(&[3, 1]), at(4)), Some(at(16)), "the older of the two leaves the window");
        assert_eq!(quota.retry_at(&times(&[3, 1]), at(16)), None);
        assert_eq!(quota.retry_at(&times(&[100, 60, 30, 1]), at(101)), Some(at(115)));
        assert_eq!(quota.retry_at(&times(&[100, 60, 30, 1]), at(115)), None);
    }
}
