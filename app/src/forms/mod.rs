//! Forms that a coordinator composes: the page that composes one, and its questions as fields of other pages.

pub mod editor;
mod questions;

pub(crate) use questions::{answer_text, question_fields};
