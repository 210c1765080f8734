//! The two encodings that every current browser accepts. Files are compressed once, here, at the highest quality; the server never compresses them.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::CommandResult;

type Encoder = fn(&[u8]) -> CommandResult<Vec<u8>>;

/// The file extension of each encoding, and its encoder.
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
