//! The two encodings every browser of today accepts. Made once here, at the highest quality, so that the server never compresses a file.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::CommandResult;

/// How one encoding is made.
type Encoder = fn(&[u8]) -> CommandResult<Vec<u8>>;

/// The ending of each compressed sibling, and how it is made.
pub const ENCODINGS: [(&str, Encoder); 2] = [("br", brotli), ("gz", gzip)];

fn brotli(bytes: &[u8]) -> CommandResult<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)
        .map_err(|cause| format!("brotli could not compress a file of the site: {cause}."))?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> CommandResult<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|cause| format!("gzip could not compress a file of the site: {cause}."))
}
