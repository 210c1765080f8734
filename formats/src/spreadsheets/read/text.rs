//! Any CSV that office programs write.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{COLUMNS, FileLine, FileLines, TableProblem, cell};

/// The lines that are not empty, added to `kept`, which has their bounds.
pub(super) fn read(bytes: &[u8], mut kept: FileLines) -> Result<Vec<FileLine>, TableProblem> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(TableProblem::NotATable);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|_| TableProblem::NotATable)?;
        let number = record.position().map_or(0, |at| at.line() + blank_lines(&text, at.byte()));
        kept.keep(number, record.iter().take(COLUMNS).map(cell).collect())?;
    }
    Ok(kept.lines)
}

/// The CSV reader skips blank lines and counts a record from the first of them.
fn blank_lines(text: &str, byte: u64) -> u64 {
    let rest = usize::try_from(byte).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    rest.chars().take_while(|c| matches!(c, '\r' | '\n')).filter(|c| *c == '\n').count() as u64
}

/// Decodes by the byte order mark if there is one; else as UTF-8; else as Windows-1252, in which every byte is a character.
fn decoded(bytes: &[u8]) -> String {
    let encoding = Encoding::for_bom(bytes)
        .map_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }, |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

/// The delimiter found in most of the first lines, outside quotes. A title above the headings has none, or a comma of its sentence.
fn delimiter(text: &str) -> u8 {
    const LOOKED_AT: usize = 30;
    let delimiters = [b';', b'\t', b','];
    let mut counts = [[0_usize; LOOKED_AT]; 3];
    let (mut quoted, mut line) = (false, 0);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => line += 1,
            _ if !quoted => {
                if let Some(at) = delimiters.iter().position(|delimiter| char::from(*delimiter) == c) {
                    counts[at][line] += 1;
                }
            }
            _ => {}
        }
        if line == LOOKED_AT {
            break;
        }
    }
    // First by the number of lines with it, the heading included; then by the number of cells in lines that have equally many.
    let score = |counts: &[usize; LOOKED_AT]| {
        let cells = counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| count * counts.iter().filter(|other| *other == count).count())
            .max()
            .unwrap_or(0);
        (counts.iter().filter(|count| **count > 0).count(), cells)
    };
    // Of equal delimiters, the last wins: a table of one column has none, and is read with commas.
    delimiters.into_iter().zip(&counts).max_by_key(|(_, counts)| score(counts)).map_or(b',', |(delimiter, _)| delimiter)
}
