//! A check before sending: an audience unusually large or small for its kind needs a second confirmation.

use super::audience::{RecipientSet, gather};
use super::choices::{AudienceChoice, chosen};
use super::messages::of_list;
use super::{List, find_to_write};
use crate::db::{BindAll, Conn, Db};
use crate::enums::ChoiceKind;
use crate::error::Result;
use crate::ids::MessageId;
use crate::policy::{self, Actor};

/// The number of earlier messages to compare with.
const COMPARED: i64 = 5;

/// A comparison of the audience with those of earlier messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AudienceCheck {
    /// The number of recipients now.
    pub count: i64,
    /// The usual number of recipients of messages for the same kinds of choice: the median of the last five. `None`: none was sent yet.
    pub usual: Option<i64>,
    /// Whether the message is for participants of events only. Their number varies with the events.
    pub of_events: bool,
}

impl AudienceCheck {
    /// More than twice the usual number or, for subscribers and members, less than half.
    pub fn is_unusual(self) -> bool {
        self.usual.is_some_and(|usual| differs(self.count, usual) && (self.count > usual || !self.of_events))
    }
}

/// A difference of fewer than five people does not count.
pub(super) fn differs(count: i64, usual: i64) -> bool {
    (count - usual).abs() >= 5 && (count > usual * 2 || count * 2 < usual)
}

/// The check of a draft as it is now, for the confirmation page.
pub async fn hold_back(db: &Db, who: &Actor, slug: &str, id: &MessageId) -> Result<AudienceCheck> {
    let (mut tx, rights) = policy::begin_read(db, who).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    let choices = chosen(&mut tx, &message.id).await?;
    let gathered = gather(&mut tx, &rights, &list, &choices).await?;
    guard(&mut tx, &list, &choices, &gathered).await
}

/// Compares with messages for exactly the same kinds of choice: messages to the list say nothing about the participants of an event.
pub(super) async fn guard(conn: &mut Conn, list: &List, choices: &[AudienceChoice], gathered: &RecipientSet) -> Result<AudienceCheck> {
    let of_event = |kind: &ChoiceKind| matches!(kind, ChoiceKind::Participants | ChoiceKind::Absent | ChoiceKind::Waiting);
    let mut kinds: Vec<ChoiceKind> = choices.iter().map(|choice| choice.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let named: String = kinds.iter().map(|kind| format!(",{kind},")).collect();
    let mut before: Vec<i64> = sqlx::query_scalar(
        "SELECT m.recipients FROM message m WHERE m.list = $1 AND m.state IN ('sending', 'sent')
            AND (SELECT COUNT(DISTINCT c.kind) FROM message_choice c WHERE c.message = m.id) = $3
            AND NOT EXISTS (SELECT 1 FROM message_choice c WHERE c.message = m.id AND $4 NOT LIKE '%,' || c.kind || ',%')
          ORDER BY m.sent_at DESC, m.id DESC LIMIT $2",
    )
    .bind_all((&list.id, COMPARED, kinds.len() as i64, named))
    .fetch_all(conn)
    .await?;
    before.sort_unstable();
    Ok(AudienceCheck {
        count: gathered.recipients.len() as i64,
        usual: before.get(before.len() / 2).copied(),
        of_events: !kinds.is_empty() && kinds.iter().all(of_event),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_or_half_as_many_is_unusual_and_a_few_are_not() {
        let guard = |count, usual| AudienceCheck { count, usual, of_events: false }.is_unusual();
        assert!(guard(201, Some(100)) && guard(49, Some(100)) && guard(0, Some(100)));
        assert!(!guard(200, Some(100)) && !guard(50, Some(100)) && !guard(1, Some(4)) && !guard(5000, None));
        // An event with few participants is not unusual.
        let guard = |count, usual| AudienceCheck { count, usual, of_events: true }.is_unusual();
        assert!(guard(254, Some(30)) && !guard(4, Some(30)));
    }
}
