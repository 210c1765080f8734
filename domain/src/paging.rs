//! Pages of lists: which one an address asks for, and how many there are.

/// One page of a list that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The page, from 1 to `pages`.
    pub(crate) page: i64,
    /// How many pages there are, at least 1.
    pub(crate) pages: i64,
    /// How many rows stand before this page.
    pub(crate) skip: i64,
}

impl Paging {
    /// The page that `asked` means in a list of `total` rows, `len` on each page. What is no number means the first page; a page that
    /// does not exist is the first or the last one.
    pub(crate) fn of(asked: &str, total: i64, len: i64) -> Self {
        let pages = count(total, len);
        let page = requested(asked).clamp(1, pages);
        Self { page, pages, skip: (page - 1) * len }
    }
}

/// The page that an address asks for, from 1; not yet compared with how many there are.
pub(crate) fn requested(asked: &str) -> i64 {
    asked.trim().parse().unwrap_or(1).max(1)
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
        let of = |asked, total| {
            let Paging { page, pages, skip } = Paging::of(asked, total, 50);
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
