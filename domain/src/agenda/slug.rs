//! The slug of an event. It comes from the title once and stays when the title changes, so that links keep working.

use super::Event;
use super::input::EventFacts;
use crate::db::{BindAll, Tx};
use crate::error::{Error, Result};
use crate::ids::EventId;

/// The maximum length of a slug made from a title, in characters.
const MOST: usize = 64;

/// The title in lower case without accents, words joined by hyphens, cut between two words.
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

/// The slugs to try, in order, until one is free: the title, then with the year, then with a number.
///
/// A coordinator who types the title of an event they may not see learns from the number that an event has this title, and nothing else. This is the
/// price of short addresses that are unique over the instance: only a random part in every address would hide it.
pub(crate) fn candidates(title: &str, kind: &str, year: &str) -> impl Iterator<Item = String> {
    let slug = of(title);
    let base = if slug.len() < 2 { kind.replace('_', "-") } else { slug };
    let (dated, numbered) = (format!("{base}-{year}"), base.clone());
    [base, dated].into_iter().chain((2..).map(move |number| format!("{numbered}-{number}")))
}

/// Changes the slug of a never published draft to its new year, if the slug has a year after the title. Nobody knows the address of a draft yet.
pub(crate) async fn follow_year(tx: &mut Tx, before: &Event, after: &EventFacts) -> Result<String> {
    let year = |local: &str| local.get(..4).unwrap_or_default().to_owned();
    let (old, new) = (year(&before.starts_local), year(&after.starts_local));
    let suffix = format!("-{old}");
    let follows = before.published_at.is_none() && old != new && !of(&before.title).ends_with(&suffix);
    let Some(base) = before.slug.strip_suffix(&suffix).filter(|_| follows) else { return Ok(before.slug.clone()) };
    // Tries the year, then a number: the bare slug belongs to the event it was copied from.
    for slug in candidates(base, after.kind.code(), &new).skip(1) {
        if rename(tx, &before.id, &slug).await? {
            return Ok(slug);
        }
    }
    Err(Error::Internal)
}

/// Renames an event; `false` if another event has that slug or takes it at the same instant. In that case PostgreSQL refuses the statement; without
/// the savepoint it would refuse all later ones in the transaction too.
async fn rename(tx: &mut Tx, event: &EventId, slug: &str) -> Result<bool> {
    sqlx::query("SAVEPOINT rename").execute(&mut **tx).await?;
    let updated = sqlx::query("UPDATE event SET slug = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM event o WHERE o.slug = $2)")
        .bind_all((event, slug))
        .execute(&mut **tx)
        .await;
    let is_taken = |error: &sqlx::Error| error.as_database_error().is_some_and(|error| error.is_unique_violation());
    let done = match updated {
        Ok(updated) => updated.rows_affected() == 1,
        Err(error) if is_taken(&error) => {
            sqlx::query("ROLLBACK TO SAVEPOINT rename").execute(&mut **tx).await?;
            false
        }
        Err(error) => return Err(error.into()),
    };
    sqlx::query("RELEASE SAVEPOINT rename").execute(&mut **tx).await?;
    Ok(done)
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
        let slugs: Vec<String> = candidates("Journées", "meeting", "2026").take(3).collect();
        assert_eq!(slugs, ["journees", "journees-2026", "journees-2"]);
        assert_eq!(candidates("?", "thematic_day", "2026").next().as_deref(), Some("thematic-day"));
    }
}
