//! A certificate as a document.

use super::issue::shown_code;
use super::{Certificate, read_half_days};
use crate::attendance::HalfDay;
use crate::dates;
use crate::enums::Language;
use crate::names;
use formats::documents::{Document, DocumentBlock};
use formats::spreadsheets::{SheetCell, SheetTable};
use words::tr;

/// The page of a certificate; `site` is the address of the page that checks codes.
pub(super) fn of(certificate: &Certificate, network_name: &str, site: &str) -> Document {
    let (language, code) = (certificate.language, shown_code(&certificate.code));
    let issued_on = dates::date_of(language, &certificate.issued_at.today());
    let signature = match certificate.signatory.as_str() {
        "" => tr!(language, "certificates-document-signed", network = network_name, date = issued_on),
        signatory => format!("{}\n{signatory}", tr!(language, "certificates-document-signed", network = network_name, date = issued_on)),
    };
    let mut blocks = vec![DocumentBlock::Prose(certificate.body.clone()), DocumentBlock::Table(table(language, certificate))];
    blocks.extend(signature.lines().map(|line| DocumentBlock::Sentence(line.to_owned())));
    blocks.push(DocumentBlock::QrCode {
        content: format!("{site}/{}", certificate.code),
        lines: vec![
            tr!(language, "certificates-document-check"),
            site.to_owned(),
            tr!(language, "certificates-document-code", code = code.as_str()),
            tr!(language, "certificates-document-check-more"),
        ],
    });
    Document {
        language,
        title: tr!(language, "certificates-document-title"),
        subtitle: network_name.to_owned(),
        footer: tr!(language, "certificates-document-code", code = code),
        blocks,
    }
}

/// The half-days, and their sum.
fn table(language: Language, certificate: &Certificate) -> SheetTable {
    let text = |text: String| SheetCell::Text(text);
    let row = |(half_day, minutes): (HalfDay, i64)| {
        let part = if half_day.is_afternoon {
            tr!(language, "registrations-export-column-afternoon")
        } else {
            tr!(language, "registrations-export-column-morning")
        };
        vec![text(dates::day(language, half_day.date)), text(part), text(dates::duration(language, minutes))]
    };
    let mut rows: Vec<_> = read_half_days(&certificate.half_days).into_iter().map(row).collect();
    if rows.len() > 1 {
        rows.push(vec![
            text(tr!(language, "certificates-document-total")),
            text(String::new()),
            text(dates::duration(language, certificate.minutes)),
        ]);
    }
    SheetTable {
        code: "certificate",
        title: tr!(language, "certificates-document-half-days"),
        columns: vec![
            tr!(language, "certificates-document-day"),
            tr!(language, "certificates-document-half-day"),
            tr!(language, "certificates-document-duration"),
        ],
        rows,
    }
}

/// The name of a file: letters without accents, digits and hyphens.
pub(super) fn file_name(slug: &str, name: &str) -> String {
    let plain: String = names::normalize(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    format!("attestation-{slug}-{plain}.pdf")
}
