//! What was typed, as a pattern of `LIKE … ESCAPE '\'`: `%`, `_` and `\` are themselves.

/// The most characters of what was typed that are looked for.
const LONGEST: usize = 200;

/// Finds what begins with the text.
pub(crate) fn from_start(typed: &str) -> String {
    let typed: String = typed.chars().take(LONGEST).collect();
    let literal = typed.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("{literal}%")
}

/// Finds the text anywhere.
pub(crate) fn anywhere(typed: &str) -> String {
    format!("%{}", from_start(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_itself() {
        assert_eq!((from_start("50%").as_str(), anywhere(r"a_b\").as_str()), (r"50\%%", r"%a\_b\\%"));
    }
}
