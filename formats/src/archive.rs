//! A ZIP archive that is written file by file; each file is dropped from memory once packed. The output is never rewound, so that the
//! beginning can be sent before the end is known.

use std::io::Write;

use chrono::{Datelike, NaiveDateTime, Timelike};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::FormatError;

/// The lowest compression level. Storing without compression is not possible: readers of a stream need the end of each file to be marked.
const LEAST: i64 = 1;

/// A ZIP archive being written.
pub struct ZipArchive<W: Write> {
    writer: ZipWriter<StreamWriter<W>>,
    options: SimpleFileOptions,
}

impl<W: Write> ZipArchive<W> {
    /// An empty archive, written to `out`. Its files bear the local time `local`.
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

    /// Begins a file. `gains`: whether compression helps; false for content that is compressed already.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn begin(&mut self, name: &str, gains: bool) -> Result<(), FormatError> {
        let options = if gains { self.options } else { self.options.compression_level(Some(LEAST)) };
        self.writer.start_file(name, options).map_err(|cause| broken(&cause))
    }

    /// Adds octets to the current file.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn part(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        self.writer.write_all(bytes).map_err(|cause| broken(&cause))
    }

    /// Ends the archive; returns its output.
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
