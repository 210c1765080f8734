//! Addresses with a query: the address bar holds the state of a page.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = query(pairs);
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).collect::<Vec<_>>().join("&")
}

/// A page's number for [`address`]: empty for the first page.
pub fn page_text(page: i64) -> String {
    if page == 1 { String::new() } else { page.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_says_something_stands_in_an_address() {
        assert_eq!(address("/agenda", &[("q", ""), ("page", "")]), "/agenda");
        assert_eq!(address("/agenda", &[("q", "é&=?"), ("page", "2")]), "/agenda?q=%C3%A9%26%3D%3F&page=2");
    }
}
