//! A ZIP archive in the making: one file after the other, each forgotten once it is packed. It is only ever written on, so that its beginning
//! can be on its way before its end is known.

use std::io::Write;

use chrono::{Datelike, NaiveDateTime, Timelike};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::FormatError;

/// The least effort that the format has. Not none: readers that take an archive in as it comes need the end of each file to be marked.
const LEAST: i64 = 1;

/// A ZIP archive in the making.
pub struct ZipArchive<W: Write> {
    writer: ZipWriter<StreamWriter<W>>,
    options: SimpleFileOptions,
}

impl<W: Write> ZipArchive<W> {
    /// An empty one, written to `out`; its files bear that local time.
    pub fn new(out: W, local: NaiveDateTime) -> Self {
        let part = |number: u32| u8::try_from(number).unwrap_or(0);
        let date = DateTime::from_date_and_time(
            u16::try_from(local.year()).unwrap_or(1980),
            part(local.month()),
            part(local.day()),
            part(local.hour()),
            part(local.minute()),
            part(local.second()),
        );
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(date.unwrap_or_default());
        Self { writer: ZipWriter::new_stream(out), options }
    }

    /// Packs a file.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        self.begin(name, true)?;
        self.part(bytes)
    }

    /// Begins a file; what is packed already in its own way `gains` nothing by being packed again.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn begin(&mut self, name: &str, gains: bool) -> Result<(), FormatError> {
        let options = if gains { self.options } else { self.options.compression_level(Some(LEAST)) };
        self.writer.start_file(name, options).map_err(|cause| broken(&cause))
    }

    /// Goes on with the file that was begun.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn part(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        self.writer.write_all(bytes).map_err(|cause| broken(&cause))
    }

    /// The end of the archive; gives back what it was written to.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn finish(self) -> Result<W, FormatError> {
        Ok(self.writer.finish().map_err(|cause| broken(&cause))?.into_inner())
    }
}

fn broken(cause: &dyn std::fmt::Display) -> FormatError {
    FormatError::new("archive", cause)
}
