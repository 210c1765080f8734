//! The one error that a visitor may see.
//!
//! A cause (the database is unavailable, a mail server refuses) is logged once, where it happens, and becomes [`Error::Internal`]. It is never
//! shown on a page. The sentence for each variant is in the language files.

#[cfg(feature = "db")]
use formats::spreadsheets::read::TableProblem;
use serde::{Deserialize, Serialize};

/// An error that a visitor may see.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Error {
    /// The act needs a person, and nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// The actor may see the thing, but may not do this to it.
    #[error("not allowed")]
    Forbidden,
    /// The thing does not exist, or the visitor may not know that it does.
    #[error("not found")]
    NotFound,
    /// The input needs corrections. Each one names its field. Nothing was written.
    #[error("{} field(s) to correct", .0.len())]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the thing after the form was opened. Nothing was written.
    #[error("changed meanwhile")]
    Stale,
    /// The link was used, has expired, or never existed.
    #[error("link is over")]
    LinkOver,
    /// Too many attempts for now.
    #[error("too many attempts")]
    TooMany,
    /// The state of the thing does not allow this any more (registration closed, event cancelled…).
    #[error("not possible in this state")]
    Closed,
    /// The request body is larger than any of our forms.
    #[error("too large")]
    TooLarge,
    /// The database is unavailable, full or read-only. Nothing was written. The cause is in the log.
    #[error("unavailable")]
    Unavailable,
    /// The form was sent before and its work was done. Holds the path that it led to. Nothing was written now.
    #[error("done already")]
    AlreadyDone(String),
    /// An error of the program. The cause is in the log.
    #[error("internal")]
    Internal,
}

impl Error {
    /// An [`Error::Invalid`] with one problem in one field.
    pub fn field(field: &str, problem: FieldProblem) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), problem }])
    }
}

/// A problem in a field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

/// The problems that a field can have. Their sentences are in the language files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldProblem {
    /// The field is empty.
    Required,
    /// Holds the most characters allowed.
    TooLong(usize),
    /// A Markdown text that would take too long to parse: nested too deeply, or with markup that multiplies it.
    TooComplex,
    /// It holds only invisible characters.
    Invisible,
    /// An invisible character that changes the direction of reading, so that the text after it would read as something else.
    TurnsDirection,
    /// Repeated too often. The person may try again in a minute.
    TooOften,
    /// Not an e-mail address.
    NotAnAddress,
    /// Not a slug: a–z, 0–9 and hyphens.
    NotASlug,
    /// Another thing has this slug.
    SlugTaken,
    /// Somebody else is registered with this address.
    AddressTaken,
    /// Not a date.
    NotADate,
    /// A day or a year in the future, where only the past is allowed.
    ToCome,
    /// A placeholder such as `{{prénom}}` that has no meaning here.
    UnknownMark(String),
    /// A placeholder that has no meaning in this text.
    NotAMark(String),
    /// No certificate has this code.
    UnknownCode,
    /// A placeholder that the text needs.
    LacksMark(String),
    /// Not a length of time such as `3 h 30`, of at most twelve hours.
    NotALength,
    /// More placeholders for a name than allowed. Holds the most allowed.
    TooManyMarks(i64),
    /// A date too far in the past or in the future.
    DateTooFar,
    /// A moment in the past, where one in the future is needed.
    NotToCome,
    /// A day before the year that the text is about. Holds the year.
    NotOfYear(i64),
    /// Not a whole number between these two, both included.
    NotBetween(i64, i64),
    /// Not a time of day.
    NotATime,
    /// The new date of a postponed event is past. The event needs another date first.
    DateIsOver,
    /// Not the name of a time zone.
    NotAZone,
    /// A local time that the clocks of that zone skip, on the night summer time begins.
    NoSuchTime,
    /// The end is before the start.
    EndsBeforeStart,
    /// Not a whole number from 1 to this one.
    NotACount(i64),
    /// Not one of the choices.
    NotAChoice,
    /// Not a web address that starts with https:// or http://.
    NotALink,
    /// Not a domain such as cnrs.fr.
    NotADomain,
    /// A network can't stand below itself, directly or through others.
    Cycle,
    /// The thing does not exist, or this person may not use it.
    Unknown,
    /// Nobody has proved this address.
    NoAccount,
    /// Nobody has this address. Either a name must be given with it, or it is mistyped.
    NewHolder,
    /// The network would be left without a coordinator. Only an administrator may do this.
    LastCoordination,
    /// Less than the number of confirmed participants, which it holds.
    BelowTaken(i64),
    /// The person is on the list already.
    OnTheList,
    /// The name is taken.
    NameTaken,
    /// Not an address of the actor.
    NotYourAddress,
    /// The instance would be left without an administrator.
    LastAdministrator,
    /// The change ends rights of coordination and must be confirmed: the actor's own, everybody's, or both. Holds dates.
    EndsCoordination {
        /// The first day on which the actor does not coordinate any more.
        own: Option<String>,
        /// The first day on which nobody coordinates the network.
        all: Option<String>,
    },
    /// The person has as many addresses as allowed. Holds that number.
    TooManyAddresses(i64),
    /// Neither CSV nor a readable workbook.
    NotATable,
    /// A table without rows below its heading.
    EmptyTable,
    /// More rows than one import allows. Holds the most allowed.
    TooManyLines(i64),
    /// The text of the table is larger than this many mebibytes.
    TooMuchText(i64),
    /// No column holds this, the code of a [`crate::enums::Column`]. Rows can't be matched without it.
    NoColumn(String),
    /// Two columns have the same content.
    ColumnTwice,
    /// The file is larger than this many megabytes.
    FileTooLarge(usize),
    /// Not an accepted kind of file, or not the kind that its name says.
    NotAFileKind,
    /// The event lasts longer than this many days.
    LastsTooLong(i64),
    /// A box that must be ticked before an act that can't be undone.
    NotTicked,
    /// More of them than allowed. Holds the most allowed.
    TooMany(usize),
    /// Not a number.
    NotANumber,
    /// A question that was not on the page: another answer, or a change of the form, leads to it. It may be left empty.
    NewQuestion,
    /// A choice is there twice. Holds its label.
    ChoiceTwice(String),
    /// More people than there are free seats. Holds the free seats.
    SeatsLeft(i64),
    /// No place is left for a choice. Holds its label.
    ChoiceFull(String),
    /// The question that this one depends on does not come before it.
    ConditionLater,
    /// The answer that this question depends on is no longer offered.
    ConditionGone,
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
