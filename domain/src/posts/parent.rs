//! The post that a mail answers.

use chrono::Duration;
use formats::incoming_mail::IncomingMail;
use formats::mail_text::{is_reply, subject_key};

use crate::db::{BindAll, Tx};
use crate::error::Result;
use crate::ids::PostId;
use crate::lists::List;

/// For how long an answer without references finds its thread by the subject.
const WEEKS_BY_SUBJECT: i64 = 8;
/// The longest Message-ID in octets that is kept as it is.
const MOST_MESSAGE_ID: usize = 250;

/// Whether a Message-ID can be looked up.
pub(super) fn is_usable(id: &str) -> bool {
    !id.is_empty() && id.len() <= MOST_MESSAGE_ID && !id.contains(char::is_control)
}

/// The post that the mail answers, with its thread: by In-Reply-To, then by References from the newest; as a last resort, an answer by its subject
/// to a thread of the last weeks.
pub(super) async fn of_mail(tx: &mut Tx, list: &List, mail: &IncomingMail) -> Result<Option<(PostId, PostId)>> {
    let answered = mail.in_reply_to.iter().chain(mail.references.iter().rev().take(20)).filter(|id| is_usable(id));
    for message_id in answered {
        let found: Option<(PostId, PostId)> =
            sqlx::query_as("SELECT id, thread FROM post WHERE list = $1 AND message_id = $2 AND state IN ('accepted', 'removed')")
                .bind_all((&list.id, message_id))
                .fetch_optional(&mut **tx)
                .await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if !is_reply(&mail.subject) {
        return Ok(None);
    }
    let since = tx.now.plus(-Duration::days(WEEKS_BY_SUBJECT * 7));
    let recent: Vec<(PostId, PostId, String)> = sqlx::query_as(
        "SELECT id, thread, subject FROM post WHERE list = $1 AND state = 'accepted' AND posted_at > $2 ORDER BY posted_at DESC, id DESC LIMIT 200",
    )
    .bind_all((&list.id, since))
    .fetch_all(&mut **tx)
    .await?;
    let key = subject_key(&mail.subject);
    Ok(recent.into_iter().find(|(.., subject)| subject_key(subject) == key).map(|(id, thread, _)| (id, thread)))
}
