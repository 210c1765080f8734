//! A ZIP archive that is written file by file. Each file leaves the memory once it is compressed. The output is never rewound, so that its
//! beginning can be sent before its end is known.

use std::io::Write;

use chrono::{Datelike, NaiveDateTime, Timelike};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::FormatError;

/// The lowest compression level. Storing without compression is not possible: readers of a stream need the end of each file to be marked.
const LOWEST_LEVEL: i64 = 1;

pub struct ArchiveWriter<W: Write> {
    writer: ZipWriter<StreamWriter<W>>,
    options: SimpleFileOptions,
}

impl<W: Write> ArchiveWriter<W> {
    /// An empty archive, written to `out`. Its files bear the local time `local`.
    pub fn new(out: W, local: NaiveDateTime) -> Self {
        let field = |number: u32| u8::try_from(number).unwrap_or(0);
        let date = DateTime::from_date_and_time(
            u16::try_from(local.year()).unwrap_or(1980),
            field(local.month()),
            field(local.day()),
            field(local.hour()),
            field(local.minute()),
            field(local.second()),
        );
        let options =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(date.unwrap_or_default());
        Self { writer: ZipWriter::new_stream(out), options }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), FormatError> {
        self.begin(name, true)?;
        self.write(bytes)
    }

    /// Begins a file. `compressible` is false for content that is compressed already.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn begin(&mut self, name: &str, compressible: bool) -> Result<(), FormatError> {
        let options = if compressible { self.options } else { self.options.compression_level(Some(LOWEST_LEVEL)) };
        self.writer.start_file(name, options).map_err(|cause| format_error(&cause))
    }

    /// Adds bytes to the current file.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FormatError> {
        self.writer.write_all(bytes).map_err(|cause| format_error(&cause))
    }

    /// Ends the archive; returns its output.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn finish(self) -> Result<W, FormatError> {
        Ok(self.writer.finish().map_err(|cause| format_error(&cause))?.into_inner())
    }
}

fn format_error(cause: &dyn std::fmt::Display) -> FormatError {
    FormatError::new("archive", cause)
}
