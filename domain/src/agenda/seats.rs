//! The seats of an event: taken and left.

use crate::enums::{EventMode, Presence, RegistrationState};

/// The number of people with a seat and on the waiting list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seats {
    /// Confirmed on site.
    pub on_site: i64,
    /// Confirmed online.
    pub online: i64,
    /// On the waiting list, for either.
    pub waiting: i64,
}

impl Seats {
    /// Everyone with a seat.
    pub fn confirmed(self) -> i64 {
        self.on_site + self.online
    }

    pub(crate) fn add(&mut self, presence: Presence, state: RegistrationState, count: i64) {
        match (state, presence) {
            (RegistrationState::Confirmed, Presence::OnSite) => self.on_site += count,
            (RegistrationState::Confirmed, Presence::Online) => self.online += count,
            (RegistrationState::Waiting, _) => self.waiting += count,
            _ => {}
        }
    }

    /// The seats left of an event; `None` if one way of taking part has no limit.
    pub fn left(self, mode: EventMode, on_site: Option<i64>, online: Option<i64>) -> Option<i64> {
        let on_site = on_site.map(|seats| (seats - self.on_site).max(0));
        let online = online.map(|seats| (seats - self.online).max(0));
        match mode {
            EventMode::OnSite => on_site,
            EventMode::Online => online,
            EventMode::Hybrid => on_site.zip(online).map(|(on_site, online)| on_site + online),
        }
    }
}
