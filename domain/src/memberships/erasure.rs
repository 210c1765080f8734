//! Removes the name of an erased person from mails that others received about them.

use super::invitations;
use crate::db::{BindAll, Tx};
use crate::enums::{DeliveryState, Language};
use crate::error::Result;
use crate::ids::{DeliveryId, InvitationId, PersonId};
use crate::names;
use words::tr;

/// Removes a person's name from the mails about their requests to join, and from the invitations that they sent. Call it before their addresses are
/// deleted.
pub(crate) async fn erase_from_mails(tx: &mut Tx, person: &PersonId) -> Result<()> {
    erase_from_requests(tx, person).await?;
    erase_from_invitations(tx, person).await
}

/// "… asks to join": a mail already sent says that somebody asked, without the name. A mail not sent yet has lost its purpose.
async fn erase_from_requests(tx: &mut Tx, person: &PersonId) -> Result<()> {
    let deliveries: Vec<(DeliveryId, DeliveryState, Language, String)> = sqlx::query_as(
        "SELECT d.id, d.state, d.language, n.acronym
           FROM membership m JOIN network n ON n.id = m.network JOIN membership_change c ON c.membership = m.id
           JOIN mail x ON substr(x.once, 1, length(c.id) + 22) = 'membership.requested ' || c.id || ' '
           JOIN delivery d ON d.mail = x.id AND d.cause = 'membership.requested'
          WHERE m.person = $1 ORDER BY x.id",
    )
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    for (delivery, state, language, network) in deliveries {
        if state == DeliveryState::Sent {
            let name = tr!(language, "people-erased");
            let subject = tr!(language, "memberships-mail-requested-subject", name = name, network = network);
            sqlx::query("UPDATE mail SET subject = $2, subject_key = $3, body = '', reply_to = '', reply_to_name = '' WHERE id = $1")
                .bind_all((delivery, &subject, names::normalize(&subject)))
                .execute(&mut **tx)
                .await?;
        } else {
            for statement in
                ["DELETE FROM delivery_event WHERE delivery = $1", "DELETE FROM delivery WHERE id = $1", "DELETE FROM mail WHERE id = $1"]
            {
                sqlx::query(statement).bind(&delivery).execute(&mut **tx).await?;
            }
        }
    }
    Ok(())
}

/// "… invites you": the invitation stays valid, from "somebody".
async fn erase_from_invitations(tx: &mut Tx, person: &PersonId) -> Result<()> {
    type Row = (DeliveryId, Language, InvitationId, String, String, String);
    let deliveries: Vec<Row> = sqlx::query_as(
        "SELECT d.id, d.language, i.id, n.acronym, n.name, i.address
           FROM invitation i JOIN network n ON n.id = i.network
           JOIN delivery d ON d.cause = 'membership.invited'
           JOIN mail x ON x.id = d.mail AND x.body LIKE '%/invitations/' || i.id || '>%'
          WHERE i.by_person = $1 ORDER BY x.id",
    )
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    for (delivery, language, invitation, acronym, name, address) in deliveries {
        let by = tr!(language, "people-erased");
        let body = invitations::body(tx, language, &invitation, &by, (&acronym, &name), &address);
        let subject = invitations::subject(language, &by, &acronym);
        let statement = "UPDATE mail SET subject = $2, subject_key = $3, body = $4, reply_to = '', reply_to_name = '' WHERE id = $1";
        sqlx::query(statement).bind_all((delivery, &subject, names::normalize(&subject), body)).execute(&mut **tx).await?;
    }
    // A mail already sent has no text any more, and its invitation may have expired. Its subject and its reply address still name them.
    let sent_deliveries: Vec<(DeliveryId, Language, String)> = sqlx::query_as(
        "SELECT d.id, d.language, n.acronym
           FROM mail x JOIN delivery d ON d.mail = x.id AND d.cause = 'membership.invited' JOIN network n
             ON substr(x.once, 1, length(n.id) + length(CAST($1 AS TEXT)) + 21) = 'membership.invited ' || $1 || ' ' || n.id || ' '
          ORDER BY x.id",
    )
    .bind(person)
    .fetch_all(&mut **tx)
    .await?;
    for (delivery, language, acronym) in sent_deliveries {
        let subject = invitations::subject(language, &tr!(language, "people-erased"), &acronym);
        sqlx::query("UPDATE mail SET subject = $2, subject_key = $3, reply_to = '', reply_to_name = '', once = NULL WHERE id = $1")
            .bind_all((delivery, &subject, names::normalize(&subject)))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
