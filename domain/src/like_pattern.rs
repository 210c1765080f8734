//! Typed text as a pattern of `LIKE … ESCAPE '\'`. The characters `%`, `_` and `\` have no special meaning in it.

/// The most characters of the typed text that are searched for.
const LONGEST: usize = 200;

/// Matches what begins with the text.
pub(crate) fn starts_with(typed: &str) -> String {
    let typed: String = typed.chars().take(LONGEST).collect();
    let literal = typed.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("{literal}%")
}

/// Matches what contains the text.
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
