//! Mails to a person: those of their account, and those to an address that they have proved.

use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::ids::PersonId;

/// The mails to person `$1`, in SQL over `delivery d` of single mails.
macro_rules! to_person {
    () => {
        "(d.mail IS NOT NULL AND (d.person = $1 OR EXISTS (SELECT 1 FROM address oa WHERE oa.person = $1 AND oa.verified_at IS NOT NULL
                 AND oa.address_key = d.address_key)))"
    };
}
pub(super) use to_person;

/// Keeps the fact that a mail was sent, but removes its recipient and text. Mails that are still waiting are not sent.
pub(super) async fn erase_mails(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    for statement in [
        concat!("DELETE FROM delivery_event WHERE delivery IN (SELECT d.id FROM delivery d WHERE ", to_person!(), ")"),
        concat!(
            "UPDATE mail SET subject = '', subject_key = '', recipient_key = '', body = '', calendar = NULL, once = NULL, why = '', reply_to = '', reply_to_name = '', thread = ''
              WHERE id IN (SELECT d.id FROM delivery d WHERE ",
            to_person!(),
            ")"
        ),
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    sqlx::query(concat!(
        "UPDATE delivery SET name = '', address = '', address_key = '', domain = '', last_error = '', person = NULL,
                state = 'sent', sent_at = COALESCE(sent_at, $2), due_at = NULL, worker = NULL
          WHERE id IN (SELECT d.id FROM delivery d WHERE ",
        to_person!(),
        ")"
    ))
    .bind_all((person, now))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
