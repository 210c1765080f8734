//! The name of an event in the address bar: from its title, once; it stays when the title changes, so that links stay.

use super::Event;
use super::input::Facts;
use crate::db::Tx;
use crate::error::{Error, Result};

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
///
/// A coordinator who types the title of an event they may not see learns from the number that some event is called so, and nothing else of
/// it. That is the price of short addresses that are unique over the instance: only a random part in every address would hide it.
pub(super) fn candidates(title: &str, kind: &str, year: &str) -> impl Iterator<Item = String> {
    let slug = of(title);
    let base = if slug.len() < 2 { kind.replace('_', "-") } else { slug };
    let (dated, numbered) = (format!("{base}-{year}"), base.clone());
    [base, dated].into_iter().chain((2..).map(move |number| format!("{numbered}-{number}")))
}

/// The name of a draft that was never published follows its year, where it carries one: nobody has its address yet.
pub(super) async fn redated(tx: &mut Tx, before: &Event, after: &Facts) -> Result<String> {
    let year = |local: &str| local.get(..4).unwrap_or_default().to_owned();
    let (old, new) = (year(&before.starts_local), year(&after.starts_local));
    let base = before.slug.strip_suffix(&format!("-{old}")).filter(|_| before.published_at.is_none() && old != new);
    let Some(base) = base else { return Ok(before.slug.clone()) };
    // With the year again, then with a number: the bare name is that of the event it was copied from.
    for slug in candidates(base, after.kind.code(), &new).skip(1) {
        let written = sqlx::query("UPDATE event SET slug = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM event o WHERE o.slug = $2)")
            .bind(&before.id)
            .bind(&slug)
            .execute(&mut **tx)
            .await?;
        if written.rows_affected() == 1 {
            return Ok(slug);
        }
    }
    Err(Error::Internal)
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
