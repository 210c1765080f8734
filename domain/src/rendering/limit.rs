//! The limit on previews per person.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::PersonId;

/// The most previews of a person within a minute.
const MOST_PREVIEWS: u32 = 30;
const MINUTE: i64 = 60;
/// The most people who are counted at the same time.
const PEOPLE: usize = 10_000;

/// For each person, the start of the current minute and the number of previews in it. Each process counts for itself, because the limit protects its
/// processor time.
#[derive(Debug, Default)]
pub(crate) struct PreviewLimit(Mutex<HashMap<PersonId, (i64, u32)>>);

impl PreviewLimit {
    /// Counts a preview.
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

/// Whether the minute is not over. If the clock was set back, a new minute begins.
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
    fn the_number_of_counted_people_is_bounded() {
        let limit = PreviewLimit::default();
        let person = |number: usize| PersonId::from(number.to_string().as_str());
        assert!((0..PEOPLE).all(|number| limit.count(&person(number), Timestamp::from_seconds(0)).is_ok()));
        assert_eq!(limit.count(&person(PEOPLE), Timestamp::from_seconds(1)), Err(Error::TooMany));
        assert_eq!(limit.count(&person(PEOPLE), Timestamp::from_seconds(61)), Ok(()));
    }
}
