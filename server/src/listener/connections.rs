//! Counts connections, in all and per client, and knows which of them are idle.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::sessions::client_key;

/// Limits of simultaneous connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// In total.
    pub total: usize,
    /// Per client: an IPv4 address or an IPv6 /64. `None`: no limit, because the peers are proxies.
    pub per_client: Option<usize>,
    /// Whether this machine counts as a client. Normally not: a proxy on it may need many connections.
    pub counts_loopback: bool,
}

/// Numbers of connections since the start.
#[derive(Debug, Default)]
pub struct ConnectionCounts {
    /// Open now.
    pub open: AtomicU64,
    /// Accepted.
    pub accepted: AtomicU64,
    /// Refused: the client had too many.
    pub refused: AtomicU64,
    /// Closed while idle, to make room for others.
    pub evicted: AtomicU64,
    /// Closed because they were silent for too long.
    pub timed_out: AtomicU64,
}

/// The connections of one listener. When there is no room, the connection that has been idle longest is closed: silent connections push out
/// each other, never a request.
pub(super) struct Connections {
    inner: Mutex<Inner>,
    limits: ConnectionLimits,
    pub(super) counts: Arc<ConnectionCounts>,
    /// Notified when a connection ends or becomes idle.
    pub(super) freed: Notify,
}

#[derive(Default)]
struct Inner {
    open: usize,
    /// How many of the open ones have been told to close.
    leaving: usize,
    /// A counter: the order in which connections became idle.
    next: u64,
    waiting: BTreeMap<u64, Arc<ConnectionSlot>>,
    clients: HashMap<String, ClientConnections>,
}

#[derive(Default)]
struct ClientConnections {
    open: usize,
    waiting: BTreeSet<u64>,
}

/// The result of an attempt to connect.
pub(super) enum ConnectionAdmission {
    In(Connection),
    /// The client has as many connections as it may have, all of them busy.
    Refused,
    /// There is no room until a connection has closed; the longest idle one has been told to.
    Full,
}

/// One connection. Dropping it frees its place.
pub(super) struct Connection {
    connections: Arc<Connections>,
    pub(super) place: Arc<ConnectionSlot>,
}

/// State shared by a connection, its stream and its requests.
pub(super) struct ConnectionSlot {
    client: Option<String>,
    /// Whether a request is being read, answered or written.
    busy: AtomicBool,
    /// The number of requests so far.
    requests: AtomicU64,
    /// Whether the place has been given to another connection.
    evicted: AtomicBool,
    /// When it became idle, in the order of [`Inner::next`]. Written under the lock.
    waiting_since: AtomicU64,
    /// Notified when the connection must close.
    pub(super) leave: Notify,
}

impl ConnectionSlot {
    pub(super) fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Relaxed)
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Connections {
    pub(super) fn new(limits: ConnectionLimits, counts: Arc<ConnectionCounts>) -> Arc<Self> {
        Arc::new(Self { inner: Mutex::default(), limits, counts, freed: Notify::new() })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> ConnectionAdmission {
        let is_counted = self.limits.per_client.is_some() && (self.limits.counts_loopback || !peer.to_canonical().is_loopback());
        let client = is_counted.then(|| client_key(peer));
        let mut inner = self.inner();
        if let Some((client, most)) = client.as_ref().zip(self.limits.per_client) {
            let (open, oldest) = inner.clients.get(client).map_or((0, None), |client| (client.open, client.waiting.first().copied()));
            if open >= most {
                let Some(oldest) = oldest else {
                    self.counts.refused.fetch_add(1, Ordering::Relaxed);
                    return ConnectionAdmission::Refused;
                };
                self.evict(&mut inner, oldest);
            }
        }
        if inner.open >= self.limits.total {
            if inner.open - inner.leaving >= self.limits.total
                && let Some(oldest) = inner.waiting.keys().next().copied()
            {
                self.evict(&mut inner, oldest);
            }
            return ConnectionAdmission::Full;
        }
        let place = Arc::new(ConnectionSlot {
            client,
            busy: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            evicted: AtomicBool::new(false),
            waiting_since: AtomicU64::new(0),
            leave: Notify::new(),
        });
        inner.open += 1;
        if let Some(client) = &place.client {
            inner.clients.entry(client.clone()).or_default().open += 1;
        }
        inner.wait(&place);
        self.counts.accepted.fetch_add(1, Ordering::Relaxed);
        self.counts.open.store(inner.open as u64, Ordering::Relaxed);
        ConnectionAdmission::In(Connection { connections: self.clone(), place })
    }

    /// Makes room when the system has no descriptors left.
    pub(super) fn evict_oldest(&self) {
        let mut inner = self.inner();
        if let Some(oldest) = inner.waiting.keys().next().copied() {
            self.evict(&mut inner, oldest);
        }
    }

    fn evict(&self, inner: &mut Inner, oldest: u64) {
        let Some(place) = inner.waiting.remove(&oldest) else { return };
        place.evicted.store(true, Ordering::Relaxed);
        inner.leave(&place);
        inner.leaving += 1;
        self.counts.evicted.fetch_add(1, Ordering::Relaxed);
        place.leave.notify_one();
    }
}

impl Inner {
    fn wait(&mut self, place: &Arc<ConnectionSlot>) {
        self.next += 1;
        place.waiting_since.store(self.next, Ordering::Relaxed);
        place.busy.store(false, Ordering::Relaxed);
        self.waiting.insert(self.next, place.clone());
        if let Some(client) = place.client.as_ref().and_then(|client| self.clients.get_mut(client)) {
            client.waiting.insert(self.next);
        }
    }

    fn stop_waiting(&mut self, place: &ConnectionSlot) {
        let since = place.waiting_since.load(Ordering::Relaxed);
        self.waiting.remove(&since);
        if let Some(client) = place.client.as_ref().and_then(|client| self.clients.get_mut(client)) {
            client.waiting.remove(&since);
        }
    }

    fn leave(&mut self, place: &ConnectionSlot) {
        self.stop_waiting(place);
        if let Some(name) = &place.client
            && let Some(client) = self.clients.get_mut(name)
        {
            client.open -= 1;
            if client.open == 0 {
                self.clients.remove(name);
            }
        }
    }
}

impl Connection {
    pub(super) fn connections(&self) -> Arc<Connections> {
        self.connections.clone()
    }
}

impl RequestGuard {
    /// Until this guard is dropped, the connection is busy and can't be evicted.
    pub(super) fn begin(connections: &Arc<Connections>, place: &Arc<ConnectionSlot>) -> Self {
        let mut inner = connections.inner();
        inner.stop_waiting(place);
        place.requests.fetch_add(1, Ordering::Relaxed);
        place.busy.store(true, Ordering::Relaxed);
        drop(inner);
        Self { connections: connections.clone(), place: place.clone() }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut inner = self.connections.inner();
        inner.open -= 1;
        // After this, an unfinished request must not become idle in the name of a connection that is gone.
        if self.place.evicted.swap(true, Ordering::Relaxed) {
            inner.leaving -= 1;
        } else {
            inner.leave(&self.place);
        }
        self.connections.counts.open.store(inner.open as u64, Ordering::Relaxed);
        drop(inner);
        self.connections.freed.notify_one();
    }
}

/// One request, from its head to the last byte of its response.
pub(super) struct RequestGuard {
    connections: Arc<Connections>,
    place: Arc<ConnectionSlot>,
}

impl Drop for RequestGuard {
    fn drop(&mut self) {
        let mut inner = self.connections.inner();
        if self.place.evicted.load(Ordering::Relaxed) {
            return;
        }
        inner.wait(&self.place);
        drop(inner);
        self.connections.freed.notify_one();
    }
}

#[cfg(test)]
mod tests;
