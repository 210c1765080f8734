//! What was typed, as a pattern of `LIKE … ESCAPE '\'`: `%`, `_` and `\` are themselves.

/// The most characters of what was typed that are looked for.
const LONGEST: usize = 200;

/// Finds what begins with the text.
pub(crate) fn starts_with(typed: &str) -> String {
    let typed: String = typed.chars().take(LONGEST).collect();
    let literal = typed.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("{literal}%")
}

/// Finds the text contains.
pub(crate) fn contains(typed: &str) -> String {
    format!("%{}", starts_with(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_itself() {
        assert_eq!((starts_with("50%").as_str(), contains(r"a_b\").as_str()), (r"50\%%", r"%a\_b\\%"));
    }
}
