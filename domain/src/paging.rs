//! The pages of a list: the requested one, and their number.

/// One page of a list that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The page, from 1 to `pages`.
    pub(crate) page: i64,
    /// The number of pages, at least 1.
    pub(crate) pages: i64,
    /// The number of rows before this page.
    pub(crate) skip: i64,
}

impl Paging {
    /// The page that was typed, of a list of `total` rows, `len` on each page. A text that is not a number means the first page; a page out of range
    /// becomes the first or the last one.
    pub(crate) fn of(typed: &str, total: i64, len: i64) -> Self {
        let pages = count(total, len);
        let page = requested(typed).clamp(1, pages);
        Self { page, pages, skip: (page - 1) * len }
    }
}

/// The page number in a query string, from 1. It may be beyond the last page.
pub(crate) fn requested(typed: &str) -> i64 {
    typed.trim().parse().unwrap_or(1).max(1)
}

/// The number of pages of a list of `total` rows, at least 1.
pub(crate) fn count(total: i64, len: i64) -> i64 {
    (total.max(0) / len + i64::from(total % len > 0)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_is_beyond_the_count() {
        let of = |requested, total| {
            let Paging { page, pages, skip } = Paging::of(requested, total, 50);
            (page, pages, skip)
        };
        assert_eq!(of("", 0), (1, 1, 0));
        assert_eq!(of("2", 51), (2, 2, 50));
        assert_eq!(of("3", 100), (2, 2, 50));
        assert_eq!(of(" 2 ", 101), (2, 3, 50));
        for first in ["0", "-1", "-9223372036854775808", "9223372036854775808", "1e9", "two", "\0"] {
            assert_eq!(of(first, 101), (1, 3, 0), "{first}");
        }
        assert_eq!(of("9223372036854775807", 101), (3, 3, 100));
        assert_eq!(of("9223372036854775807", i64::MAX), (i64::MAX / 50 + 1, i64::MAX / 50 + 1, i64::MAX / 50 * 50));
    }
}
