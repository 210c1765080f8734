//! How often a person has what they type rendered.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::PersonId;

/// The most previews of a person within a minute.
const MOST_PREVIEWS: u32 = 30;
const MINUTE: i64 = 60;
/// The most people of whom this is kept.
const PEOPLE: usize = 10_000;

/// When the minute of each person began, and how many previews they asked for in it. In the memory of this process and no other: what it
/// spares is this process's time.
#[derive(Debug, Default)]
pub(crate) struct PreviewLimit(Mutex<HashMap<PersonId, (i64, u32)>>);

impl PreviewLimit {
    /// Counts one more.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub(crate) fn count(&self, person: &PersonId, now: Timestamp) -> Result<()> {
        let now = now.seconds();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= PEOPLE && !counts.contains_key(person) {
            counts.retain(|_, (began, _)| is_running(*began, now));
            if counts.len() >= PEOPLE {
                return Err(Error::TooMany);
            }
        }
        let (began, count) = counts.entry(person.clone()).or_insert((now, 0));
        if !is_running(*began, now) {
            (*began, *count) = (now, 0);
        }
        if *count >= MOST_PREVIEWS {
            return Err(Error::TooMany);
        }
        *count += 1;
        Ok(())
    }
}

/// A clock that was set back begins a new minute.
fn is_running(began: i64, now: i64) -> bool {
    (0..MINUTE).contains(&(now - began))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_counted_by_person_and_minute() {
        let limit = PreviewLimit::default();
        let (ada, grace) = (PersonId::from("ada"), PersonId::from("grace"));
        let at = |seconds| Timestamp::from_seconds(seconds);
        assert!((0..MOST_PREVIEWS).all(|_| limit.count(&ada, at(100)).is_ok()));
        assert_eq!(limit.count(&ada, at(159)), Err(Error::TooMany));
        assert_eq!(limit.count(&grace, at(159)), Ok(()));
        assert_eq!(limit.count(&ada, at(160)), Ok(()));
        assert_eq!(limit.count(&ada, at(10)), Ok(()), "the clock was set back");
    }

    #[test]
    fn what_is_kept_of_people_is_bounded() {
        let limit = PreviewLimit::default();
        let person = |number: usize| PersonId::from(number.to_string().as_str());
        assert!((0..PEOPLE).all(|number| limit.count(&person(number), Timestamp::from_seconds(0)).is_ok()));
        assert_eq!(limit.count(&person(PEOPLE), Timestamp::from_seconds(1)), Err(Error::TooMany));
        assert_eq!(limit.count(&person(PEOPLE), Timestamp::from_seconds(61)), Ok(()));
    }
}
