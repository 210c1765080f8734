//! Marks such as `{{nom}}` in a text that somebody edits, and what they stand for.

use crate::error::FieldProblem;

/// The text with its marks filled in, in one pass: a value that looks like a mark stays as it is. Each mark comes with its value.
pub(crate) fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    let first = |rest: &str| values.iter().filter_map(|pair| rest.find(pair.0).map(|at| (at, pair))).min_by_key(|(at, _)| *at);
    while let Some((at, (mark, value))) = first(rest) {
        filled.push_str(&rest[..at]);
        filled.push_str(value);
        rest = &rest[at + mark.len()..];
    }
    filled + rest
}

/// Refuses a text with another mark than these.
pub(crate) fn check(text: &str, allowed: &[&str]) -> Result<(), FieldProblem> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let (mark, behind) = after.split_once("}}").unwrap_or((after, ""));
        if !allowed.contains(&format!("{{{{{mark}}}}}").as_str()) {
            return Err(FieldProblem::NotAMark(mark.chars().take(40).collect()));
        }
        rest = behind;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_mark_stays_as_it_is() {
        let values = [("{{nom}}", "{{lieu}}".to_owned()), ("{{lieu}}", "Lyon".to_owned())];
        assert_eq!(fill("{{nom}} à {{lieu}}, {{nom}} {{", &values), "{{lieu}} à Lyon, {{lieu}} {{");
        assert_eq!(check("{{nom}} à {{lieu}}", &["{{nom}}", "{{lieu}}"]), Ok(()));
        assert_eq!(check("{{nom}} {{", &["{{nom}}"]), Err(FieldProblem::NotAMark(String::new())));
    }
}
