//! Signatures of the mail that a list passes on (DKIM, RFC 6376).

/// Whether a signature is broken once the fields of which `is_changed` says so are others: those it covers are in its tag `h`. One that names a
/// field of which the mail has none covers its absence (5.4.2), and one that does not cover From never was valid (5.4).
pub(super) fn is_broken(value: &[u8], is_changed: impl Fn(&str) -> bool) -> bool {
    let value: String = String::from_utf8_lossy(value).split_whitespace().collect();
    let covered = value.split(';').find_map(|tag| tag.strip_prefix("h=")).unwrap_or_default();
    !covered.split(':').any(|name| name.eq_ignore_ascii_case("from")) || covered.split(':').any(is_changed)
}
