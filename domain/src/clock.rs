//! The only source of time, so that a test can set it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::error::FieldProblem;

/// The zone in which a day begins and ends for a mandate, an affiliation, a figure.
pub const HOME: Tz = Tz::Europe__Paris;

/// An instant, to the second. Stored as UTC text, `2026-11-20T19:00:00Z`, so that the order of the text is the order in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// From seconds since 1970.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH))
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// From its stored text.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|moment| Self(moment.to_utc()))
    }

    /// This instant plus `duration`.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }

    /// In UTC, for formatting.
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }

    /// The local time in `zone`.
    pub fn local(self, zone: Tz) -> NaiveDateTime {
        self.0.with_timezone(&zone).naive_local()
    }

    /// The date in [`HOME`], as stored text: `2026-11-20`.
    pub fn today(self) -> String {
        self.local(HOME).date().to_string()
    }

    /// The year in [`HOME`].
    pub fn year(self) -> i32 {
        self.local(HOME).year()
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl sqlx::Type<sqlx::Any> for Timestamp {
    fn type_info() -> sqlx::any::AnyTypeInfo {
        <String as sqlx::Type<sqlx::Any>>::type_info()
    }

    fn compatible(other: &sqlx::any::AnyTypeInfo) -> bool {
        <String as sqlx::Type<sqlx::Any>>::compatible(other)
    }
}

impl<'q> sqlx::Encode<'q, sqlx::Any> for Timestamp {
    fn encode_by_ref(
        &self,
        buffer: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer,
    ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
        <String as sqlx::Encode<'q, sqlx::Any>>::encode(self.to_string(), buffer)
    }
}

impl<'r> sqlx::Decode<'r, sqlx::Any> for Timestamp {
    fn decode(value: <sqlx::Any as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        let text = <&str as sqlx::Decode<'r, sqlx::Any>>::decode(value)?;
        Self::parse(text).ok_or_else(|| format!("{text} is not a moment").into())
    }
}

/// A zone by its IANA name.
pub fn zone(name: &str) -> Result<Tz, FieldProblem> {
    name.trim().parse().map_err(|_| FieldProblem::NotAZone)
}

/// A local time as it is stored: `2026-11-24T14:00`.
pub fn local(text: &str) -> Result<NaiveDateTime, FieldProblem> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").map_err(|_| FieldProblem::NotADate)
}

/// A date as it is stored: `2026-11-24`.
pub fn date(text: &str) -> Result<NaiveDate, FieldProblem> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| FieldProblem::NotADate)
}

/// The instant of a local time in a zone. A local time that occurs twice in autumn means its first occurrence. One that the clocks skip in spring
/// is an error.
pub fn moment(local: NaiveDateTime, zone: Tz) -> Result<Timestamp, FieldProblem> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Ok(Timestamp(moment.to_utc())),
        LocalResult::None => Err(FieldProblem::NoSuchTime),
    }
}

/// The source of the present time.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A test's clock: seconds since 1970, moved by the test.
    Fixed(Arc<AtomicI64>),
    /// The machine's clock with an error in seconds that a test sets: for a machine whose clock is not synchronised.
    Skewed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stays at `moment` until a test moves it.
    pub fn at(moment: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(moment.seconds())))
    }

    /// The machine's clock plus `by`.
    pub fn skewed(by: Duration) -> Self {
        Self::Skewed(Arc::new(AtomicI64::new(by.num_seconds())))
    }

    /// Whether a test sets the time. If so, the clock of the database server is not used.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// The present instant.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::from_seconds(Utc::now().timestamp()),
            Self::Fixed(seconds) => Timestamp::from_seconds(seconds.load(Ordering::SeqCst)),
            Self::Skewed(seconds) => Timestamp::from_seconds(Utc::now().timestamp() + seconds.load(Ordering::SeqCst)),
        }
    }

    /// Moves a test's clock. Has no effect on the machine's clock.
    pub fn advance(&self, duration: Duration) {
        if let Self::Fixed(seconds) | Self::Skewed(seconds) = self {
            seconds.fetch_add(duration.num_seconds(), Ordering::SeqCst);
        }
    }
}
