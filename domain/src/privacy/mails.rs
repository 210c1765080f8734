//! The mails to a person: those of their account, and those to an address that they have proved.

use crate::db::Tx;
use crate::error::Result;
use crate::ids::PersonId;

/// The mails to person `$1`, in SQL over `mail m`.
macro_rules! to_person {
    () => {
        concat!(
            "(m.person = $1 OR EXISTS (SELECT 1 FROM address oa WHERE oa.person = $1 AND oa.verified_at IS NOT NULL
                 AND length(oa.address_key) = length(m.recipient) AND oa.address_key = ",
            $crate::folding::lowered!("m.recipient"),
            "))"
        )
    };
}
pub(super) use to_person;

/// That a mail left stays; to whom and with which words does not. What waits to be sent is not sent.
pub(super) async fn forget(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let now = tx.now;
    sqlx::query(concat!(
        "UPDATE mail SET recipient_name = '', recipient = '', subject = '', body = '', calendar = NULL, once = NULL, last_error = '', person = NULL,
                why = '', reply_to = '', reply_to_name = '', thread = '',
                state = 'sent', sent_at = COALESCE(sent_at, $2), lease = NULL, lease_until = NULL, handed_at = NULL
          WHERE id IN (SELECT m.id FROM mail m WHERE ",
        to_person!(),
        ")"
    ))
    .bind(person)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
