//! The name of an event in the address bar: from its title, once; it stays when the title changes, so that links stay.

/// The longest slug that a title gives.
const MOST: usize = 64;

/// The title in small letters without accents, its words joined by hyphens, cut between two words.
pub(crate) fn of(title: &str) -> String {
    let plain = deunicode::deunicode(title).to_lowercase();
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + 1 + word.len() > MOST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(MOST)]);
    }
    slug
}

/// What to try, in order, until one is free: the title, with the year, then with a number.
pub(super) fn candidates(title: &str, kind: &str, year: &str) -> impl Iterator<Item = String> {
    let slug = of(title);
    let base = if slug.len() < 2 { kind.replace('_', "-") } else { slug };
    let (dated, numbered) = (format!("{base}-{year}"), base.clone());
    [base, dated].into_iter().chain((2..).map(move |number| format!("{numbered}-{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_an_address() {
        assert_eq!(of("DEVOPS : mythe ou réalité ?"), "devops-mythe-ou-realite");
        assert_eq!(of("<script>alert(1)</script>"), "script-alert-1-script");
        assert_eq!(of("¿?"), "");
        assert!(of(&"mot ".repeat(100)).len() <= 64 && of(&"x".repeat(300)).len() <= 64);
    }

    #[test]
    fn a_name_in_use_gets_the_year_then_a_number() {
        let tried: Vec<String> = candidates("Journées", "meeting", "2026").take(3).collect();
        assert_eq!(tried, ["journees", "journees-2026", "journees-2"]);
        assert_eq!(candidates("?", "thematic_day", "2026").next().as_deref(), Some("thematic-day"));
    }
}
