//! The deliveries that a worker has claimed: waiting for a connection, in flight, or to be recorded.

use std::collections::{HashMap, VecDeque};

use domain::db::Db;
use domain::delivery::{ContentCache, DeliveryDemand, DeliveryOutcome, DeliveryReport, PreparedDelivery};
use domain::ids::DeliveryId;
use domain::mail::{Delivery, DeliveryPriority};
use domain::names;
use tokio::task::{Id, JoinError};

use super::{SINGLE_CONNECTIONS, WINDOW};
use crate::smtp::{ConnectionPool, SmtpConnection};

/// The most connections for single mails that normal ones, which nobody waits for at a screen, may hold.
const NORMAL_CONNECTIONS: usize = SINGLE_CONNECTIONS - 1;

pub(super) struct WorkerState {
    pub(super) waiting: VecDeque<PreparedDelivery>,
    pub(super) in_flight: HashMap<Id, Delivery>,
    pub(super) reports: Vec<DeliveryReport>,
    pub(super) connections: ConnectionPool,
    /// The last turn failed: its reports are not recorded, and it is unknown what it claimed.
    pub(super) is_behind: bool,
    /// The server could not be used: one delivery at a time is tried until one gets through.
    pub(super) is_probing: bool,
    contents: ContentCache,
    /// The last turn claimed single mails: there may be more.
    may_have_more: bool,
}

/// The result of a task, with the connection if it can be used again.
pub(super) struct FinishedDelivery {
    pub(super) outcome: DeliveryOutcome,
    pub(super) connection: Option<SmtpConnection>,
}

fn is_bulk(delivery: &Delivery) -> bool {
    delivery.priority == DeliveryPriority::Bulk.value()
}

impl WorkerState {
    pub(super) fn new(unsubscribe_address: &str) -> Self {
        Self {
            waiting: VecDeque::new(),
            in_flight: HashMap::new(),
            reports: Vec::new(),
            connections: ConnectionPool::default(),
            is_behind: false,
            is_probing: false,
            contents: ContentCache::new(unsubscribe_address),
            may_have_more: false,
        }
    }

    /// Whether the worker holds deliveries by its lease.
    pub(super) fn has_deliveries(&self) -> bool {
        !self.waiting.is_empty() || !self.in_flight.is_empty()
    }

    pub(super) fn delivery_ids(&self) -> Vec<DeliveryId> {
        let waiting = self.waiting.iter().map(|one| one.delivery.id.clone());
        self.in_flight.values().map(|delivery| delivery.id.clone()).chain(waiting).collect()
    }

    fn count_in_flight(&self, is_wanted: impl Fn(&Delivery) -> bool) -> usize {
        self.in_flight.values().filter(|delivery| is_wanted(delivery)).count()
    }

    /// How many it can claim now. Single mails are claimed only if a connection is free, so that they are in flight at once.
    pub(super) fn demand(&self) -> DeliveryDemand {
        if self.is_probing {
            let one = usize::from(!self.has_deliveries());
            return DeliveryDemand { urgent: one, normal: one, bulk: one, busy: Vec::new() };
        }
        let singles =
            self.count_in_flight(|delivery| !is_bulk(delivery)) + self.waiting.iter().filter(|one| !is_bulk(&one.delivery)).count();
        let normal = self.count_in_flight(|delivery| delivery.priority == DeliveryPriority::Normal.value());
        let bulk = self.count_in_flight(is_bulk) + self.waiting.iter().filter(|one| is_bulk(&one.delivery)).count();
        DeliveryDemand {
            urgent: SINGLE_CONNECTIONS.saturating_sub(singles),
            normal: NORMAL_CONNECTIONS.saturating_sub(normal),
            bulk: WINDOW.saturating_sub(bulk),
            busy: self.busy_domains(),
        }
    }

    /// Domains for which enough copies are claimed.
    fn busy_domains(&self) -> Vec<String> {
        let mut claimed: HashMap<&str, usize> = HashMap::new();
        let waiting = self.waiting.iter().map(|one| &one.delivery);
        for delivery in self.in_flight.values().chain(waiting).filter(|delivery| is_bulk(delivery)) {
            *claimed.entry(&delivery.domain).or_default() += 1;
        }
        claimed.into_iter().filter(|(_, count)| *count >= WINDOW * 3 / 4).map(|(domain, _)| domain.to_owned()).collect()
    }

    /// Whether a single mail may wait for a connection that is free now.
    pub(super) fn may_claim_single(&self) -> bool {
        self.may_have_more && self.demand().urgent > 0
    }

    /// Reads the contents of deliveries. Those that can't be read now are given back. A delivery that is in flight already, because another worker
    /// took it over and gave it back, is not started a second time; its outcome is recorded all the same.
    pub(super) async fn prepare(&mut self, db: &Db, mut deliveries: Vec<Delivery>) {
        self.may_have_more = deliveries.iter().any(|delivery| !is_bulk(delivery));
        deliveries.retain(|delivery| self.in_flight.values().all(|in_flight| in_flight.id != delivery.id));
        if deliveries.is_empty() {
            return;
        }
        match self.contents.prepare(db, deliveries.clone()).await {
            Ok((prepared, unreadable)) => {
                self.waiting.extend(prepared);
                let outcome = DeliveryOutcome::Deferred("the message can't be rendered".to_owned());
                unreadable.into_iter().for_each(|delivery| self.report(delivery, outcome.clone()));
            }
            Err(_) => deliveries.into_iter().for_each(|delivery| self.report(delivery, DeliveryOutcome::Returned)),
        }
    }

    /// The next delivery that may leave: a single mail, or a copy if a connection is free and its domain has not used its share of them. The share
    /// is less than all connections, unless there is only one.
    pub(super) fn next(&mut self, connections: usize) -> Option<PreparedDelivery> {
        let share = (connections - connections / 4).max(1);
        let has_room = self.count_in_flight(is_bulk) < connections;
        let may_leave = |one: &PreparedDelivery| {
            let delivery = &one.delivery;
            !is_bulk(delivery) || (has_room && self.count_in_flight(|other| is_bulk(other) && other.domain == delivery.domain) < share)
        };
        let at = self.waiting.iter().position(may_leave)?;
        self.waiting.remove(at)
    }

    /// Takes the result of a task. Returns why the server can't be used, if that is the result.
    pub(super) fn take(&mut self, finished: Result<(Id, FinishedDelivery), JoinError>) -> Option<String> {
        let (id, outcome) = match finished {
            Ok((id, FinishedDelivery { outcome, connection })) => {
                self.connections.put_back(connection);
                (id, outcome)
            }
            Err(cause) => (cause.id(), DeliveryOutcome::Broken { why: "the program failed while it was sent".to_owned(), doubtful: true }),
        };
        let delivery = self.in_flight.remove(&id)?;
        let unavailable = if let DeliveryOutcome::Unavailable(why) = &outcome { Some(why.clone()) } else { None };
        self.report(delivery, outcome);
        unavailable
    }

    pub(super) fn return_waiting(&mut self) {
        for prepared in std::mem::take(&mut self.waiting) {
            self.report(prepared.delivery, DeliveryOutcome::Returned);
        }
    }

    fn report(&mut self, delivery: Delivery, outcome: DeliveryOutcome) {
        let is_mail = delivery.is_single();
        let address_key = names::address_key(&delivery.address);
        let Delivery { id, cause, .. } = delivery;
        match &outcome {
            DeliveryOutcome::Sent if is_mail => tracing::info!(delivery = %id, cause, "sent"),
            DeliveryOutcome::Sent | DeliveryOutcome::Returned => {}
            DeliveryOutcome::Deferred(why) | DeliveryOutcome::Broken { why, .. } | DeliveryOutcome::Unavailable(why) => {
                tracing::info!(delivery = %id, cause, why, "deferred");
            }
            DeliveryOutcome::Failed(why) => tracing::warn!(delivery = %id, cause, why, "failed"),
        }
        self.reports.push(DeliveryReport { delivery: id, address_key, is_mail, outcome });
    }
}
