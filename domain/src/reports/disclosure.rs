//! Which events a reader may see by title. Counts are for everyone who may read the figures. That there was an event on a given day, and
//! who came to it, is only for those who may see the event.

use chrono::Duration;

use super::events::YearEvents;
use super::figures_query::span_of;
use crate::db::{BindAll, Conn};
use crate::enums::NetworkVisibility;
use crate::error::Result;
use crate::ids::NetworkId;
use crate::policy::Rights;
use crate::visible_events;

impl YearEvents {
    /// Filters figures kept while the network was private, for the readers of a network that is `visibility` today.
    pub(super) fn hide_private_titles(&mut self, visibility: NetworkVisibility) {
        if visibility == NetworkVisibility::Public {
            self.held.iter_mut().filter(|event| !event.open).for_each(|event| event.disclosed = None);
        }
    }

    pub(super) fn hidden_count(&self) -> i64 {
        i64::try_from(self.held.iter().filter(|event| event.disclosed.is_none()).count()).unwrap_or(0)
    }
}

/// Reveals the events that this reader may see beyond the public ones. One query; none for a guest.
pub(super) async fn disclose(conn: &mut Conn, rights: &Rights, network: &NetworkId, year: i32, events: &mut YearEvents) -> Result<()> {
    if rights.key().is_empty() {
        return Ok(());
    }
    let (from, to) = span_of(year)?;
    let visible: Vec<(String, String, String)> = sqlx::query_as(concat!(
        "SELECT e.id, e.slug, e.title FROM event e
          WHERE e.starts_at >= $4 AND e.starts_at < $5
            AND EXISTS (SELECT 1 FROM event_network h JOIN counted_below b ON b.below = h.network AND b.network = $3
                         WHERE h.event = e.id AND h.state IN ('lead', 'accepted')) AND ",
        visible_events!()
    ))
    .bind_all((rights.key(), rights.today(), network, from.plus(Duration::days(-1)), to.plus(Duration::days(1))))
    .fetch_all(conn)
    .await?;
    let mut visible: std::collections::HashMap<String, (String, String)> =
        visible.into_iter().map(|(id, slug, title)| (id, (slug, title))).collect();
    for event in events.held.iter_mut().filter(|event| event.disclosed.is_none()) {
        event.disclosed = visible.remove(&event.id);
    }
    Ok(())
}
