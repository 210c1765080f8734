//! The one error a visitor may read.
//!
//! A cause (a database that is away, a mail server that refuses) is logged where it happens, once, and becomes
//! [`Error::Internal`]; it never reaches a page. The sentence for each variant is in the language files.

#[cfg(feature = "db")]
use formats::spreadsheets::read::TableProblem;
use serde::{Deserialize, Serialize};

/// What went wrong, in terms that a visitor may be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Error {
    /// The act needs a person, and nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// The thing may be seen, but this may not be done to it.
    #[error("not allowed")]
    Forbidden,
    /// There is no such thing, or nothing that this visitor may know of.
    #[error("not found")]
    NotFound,
    /// What was typed needs a change; each fault names its field. Nothing was written.
    #[error("{} field(s) to correct", .0.len())]
    Invalid(Vec<FieldError>),
    /// Someone else changed the thing since the form was opened. Nothing was written.
    #[error("changed meanwhile")]
    Stale,
    /// The link was used, or is too old, or never was.
    #[error("link is over")]
    LinkOver,
    /// Too many attempts for now.
    #[error("too many attempts")]
    TooMany,
    /// The state of the thing does not allow this any more (registration closed, event cancelled…).
    #[error("not possible in this state")]
    Closed,
    /// More was sent than any form of ours holds.
    #[error("too large")]
    TooLarge,
    /// The database is away, full or read-only: not now, and nothing was written. The cause is in the log.
    #[error("unavailable")]
    Unavailable,
    /// The form was sent before, and did its work then; where it led. Nothing was written now.
    #[error("done already")]
    AlreadyDone(String),
    /// Our fault. The cause is in the log.
    #[error("internal")]
    Internal,
}

impl Error {
    /// One fault in one field.
    pub fn field(field: &str, problem: FieldProblem) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), problem }])
    }
}

/// One field that needs a change, by the name it has in its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

/// What can be wrong with a field. Its sentence is in the language files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldProblem {
    /// Nothing was typed.
    Required,
    /// More characters than the most allowed.
    TooLong(usize),
    /// A Markdown text that would take too much time to read: nested too deeply, or multiplied by its own markup.
    TooComplex,
    /// Characters that nobody sees, and no other.
    Invisible,
    /// A character that nobody sees and that turns the direction of reading: what follows would read as something else.
    TurnsDirection,
    /// More often than is needed: to be tried again in a minute.
    TooOften,
    /// Not an e-mail address.
    NotAnAddress,
    /// Not a short name for an address bar: a–z, 0–9 and hyphens.
    NotASlug,
    /// Another thing has this short name.
    SlugTaken,
    /// Somebody else is registered with this address.
    AddressTaken,
    /// Not a date.
    NotADate,
    /// A day or a year to come, where only what has been is told.
    ToCome,
    /// A mark such as `{{prénom}}` that stands for nothing here.
    UnknownMark(String),
    /// More marks that stand for a name than the most allowed.
    TooManyMarks(i64),
    /// A date of the Middle Ages, or of a time nobody plans for.
    DateTooFar,
    /// A moment that is past where one to come is asked.
    NotToCome,
    /// A day before the year that it is about.
    NotOfYear(i64),
    /// Not a whole number from the least to the most allowed.
    NotBetween(i64, i64),
    /// Not a time of day.
    NotATime,
    /// The date of an event that was put off is over: it needs another one first.
    DateIsOver,
    /// Not the name of a time zone.
    NotAZone,
    /// A local time that the clocks of that zone skip, on the night summer time begins.
    NoSuchTime,
    /// It ends before it starts.
    EndsBeforeStart,
    /// Not a whole number from 1 to the most allowed.
    NotACount(i64),
    /// Not one of the choices.
    NotAChoice,
    /// Not a web address that starts with https:// or http://.
    NotALink,
    /// Not a domain such as cnrs.fr.
    NotADomain,
    /// A network can't stand below itself, directly or through others.
    Cycle,
    /// No such thing, or none that this person may use.
    Unknown,
    /// Nobody has proved that this address is theirs.
    NoAccount,
    /// Nobody has this address: a name goes with it, or it is mistyped.
    NewHolder,
    /// The network would be left without coordination: an administrator may do it.
    LastCoordination,
    /// Smaller than what is already taken: the number of confirmed participants.
    BelowTaken(i64),
    /// They are on the list already.
    OnTheList,
    /// Another one is called so.
    NameTaken,
    /// Not an address of the person who types it.
    NotYourAddress,
    /// The instance would be left without an administrator.
    LastAdministrator,
    /// Rights of coordination end, which takes a second thought: from that day on the actor's own; from that day on everybody's. Dates.
    EndsCoordination {
        /// The first day without the actor's.
        own: Option<String>,
        /// The first day on which nobody coordinates the network.
        all: Option<String>,
    },
    /// As many addresses as a person may have.
    TooManyAddresses(i64),
    /// Neither CSV nor a workbook that can be read.
    NotATable,
    /// A table that holds nothing below its heading.
    EmptyTable,
    /// More lines than the most that are imported at once.
    TooManyLines(i64),
    /// A table of more text than the mebibytes that are kept of one.
    TooMuchText(i64),
    /// No column holds this, the code of a [`crate::enums::Column`]; what is written can't be matched without it.
    NoColumn(String),
    /// Two columns hold the same.
    ColumnTwice,
    /// A file of more megabytes than the most allowed.
    FileTooLarge(usize),
    /// Not a file of a kind that is taken, or not what its name says.
    NotAFileKind,
    /// From start to end it takes more days than the most allowed.
    LastsTooLong(i64),
    /// A box that must be ticked, for what can't be undone.
    NotTicked,
    /// More of them than the most allowed.
    TooMany(usize),
}

/// The result of every verb of the domain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<words::UnknownLanguage> for FieldProblem {
    fn from(_: words::UnknownLanguage) -> Self {
        Self::NotAChoice
    }
}

#[cfg(feature = "db")]
impl From<formats::markdown::TooComplex> for FieldProblem {
    fn from(_: formats::markdown::TooComplex) -> Self {
        Self::TooComplex
    }
}

#[cfg(feature = "db")]
impl From<TableProblem> for FieldProblem {
    fn from(problem: TableProblem) -> Self {
        match problem {
            TableProblem::NotATable => Self::NotATable,
            TableProblem::Empty => Self::EmptyTable,
            TableProblem::TooManyLines(most) => Self::TooManyLines(most),
            TableProblem::TooMuchText(most) => Self::TooMuchText(most),
        }
    }
}

#[cfg(feature = "db")]
impl From<formats::FormatError> for Error {
    fn from(cause: formats::FormatError) -> Self {
        tracing::error!(%cause, "a file");
        Self::Internal
    }
}
