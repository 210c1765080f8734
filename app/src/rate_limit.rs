//! A limit on costly requests of one caller.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Error;
use domain::clock::Timestamp;

use crate::request_context::RequestContext;

/// The most callers that are counted at once. One more resets all counts, so that memory stays bounded.
const CALLERS: usize = 10_000;
const WINDOW_SECONDS: i64 = 60;

/// Counts calls by caller, in this process only. A caller is a person, or a guest's network address. Cheap to clone.
#[derive(Clone, Default)]
pub struct RateLimit(Arc<Mutex<CallWindow>>);

#[derive(Default)]
struct CallWindow {
    window: i64,
    calls: HashMap<String, u32>,
}

impl RateLimit {
    /// Counts one call: at most `guest` a minute from one network address, at most `person` a minute by a person who is signed in.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn count(&self, context: &RequestContext, guest: u32, person: u32) -> Result<(), Error> {
        match &context.visitor {
            Some(visitor) => self.take(format!("person {}", visitor.person), person, context.now),
            None => self.take(format!("guest {}", context.client), guest, context.now),
        }
    }

    fn take(&self, caller: String, most: u32, now: Timestamp) -> Result<(), Error> {
        let window = now.seconds().div_euclid(WINDOW_SECONDS);
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.window != window || counted.calls.len() >= CALLERS {
            counted.window = window;
            counted.calls.clear();
        }
        let calls = counted.calls.entry(caller).or_default();
        *calls = calls.saturating_add(1);
        if *calls > most { Err(Error::TooMany) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_is_counted_for_a_minute_and_memory_is_bounded() {
        let limit = RateLimit::default();
        let (now, later) = (Timestamp::from_seconds(60), Timestamp::from_seconds(120));
        let take = |caller: &str, at| limit.take(caller.to_owned(), 2, at);
        assert_eq!([take("a", now), take("a", now), take("a", now)], [Ok(()), Ok(()), Err(Error::TooMany)]);
        assert_eq!(take("b", now), Ok(()));
        assert_eq!(take("a", later), Ok(()));
        for number in 0..CALLERS * 2 {
            assert_eq!(take(&number.to_string(), later), Ok(()));
        }
        assert!(limit.0.lock().unwrap().calls.len() <= CALLERS);
    }
}
