//! A ZIP archive in the making: one file after the other, each forgotten once it is packed.

use std::io::{Cursor, Write};

use chrono::{Datelike, Timelike};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::clock::{HOME, Moment};
use crate::error::{Error, Result};

/// A ZIP archive in the making.
pub(crate) struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Archive {
    /// An empty one; its files bear that moment.
    pub(crate) fn new(now: Moment) -> Self {
        let local = now.local(HOME);
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
        Self { writer: ZipWriter::new(Cursor::new(Vec::new())), options }
    }

    /// Packs a file.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.writer.start_file(name, self.options).map_err(|cause| broken(&cause))?;
        self.writer.write_all(bytes).map_err(|cause| broken(&cause))
    }

    /// The archive.
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        Ok(self.writer.finish().map_err(|cause| broken(&cause))?.into_inner())
    }
}

fn broken(cause: &dyn std::fmt::Display) -> Error {
    tracing::error!(%cause, "archive");
    Error::Internal
}
