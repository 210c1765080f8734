//! What lists keep of a person, and what is forgotten of one who is erased.

use crate::db::Tx;
use crate::error::Result;
use crate::ids::PersonId;

/// Forgets a person and their addresses: that a copy left stays, to whom does not; what waits does not leave. Before the addresses go.
pub(crate) async fn forget_person(tx: &mut Tx, person: &PersonId) -> Result<()> {
    for statement in [
        "UPDATE copy_event SET detail = '' WHERE copy IN (SELECT c.id FROM copy c WHERE c.person = $1
            OR c.address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1))",
        "UPDATE copy SET address = '', address_key = id, domain = '', name = '', sort_name = '', why = '', opt_out = '', last_error = '',
                state = CASE WHEN due_at IS NULL THEN state ELSE 'unsubscribed' END, due_at = NULL, person = NULL
          WHERE person = $1 OR address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1)",
        "DELETE FROM subscription_change WHERE subscription IN (SELECT s.id FROM subscription s WHERE s.person = $1
            OR s.address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1))",
        "DELETE FROM subscription WHERE person = $1 OR address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1)",
        "DELETE FROM subscription_request WHERE address_key IN (SELECT a.address_key FROM address a WHERE a.person = $1)",
    ] {
        sqlx::query(statement).bind(person).execute(&mut **tx).await?;
    }
    Ok(())
}
