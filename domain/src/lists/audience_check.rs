//! A check before sending: an audience unusually large or small for its kind needs a second confirmation.

use super::audience::{RecipientSet, gather};
use super::choices::{AudienceChoice, read_choices};
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
pub async fn check_audience(db: &Db, actor: &Actor, slug: &str, id: &MessageId) -> Result<AudienceCheck> {
    let (mut tx, rights) = policy::begin_read(db, actor).await?;
    let (_, list) = find_to_write(&mut tx, &rights, slug).await?;
    let message = of_list(&mut tx, &list, id).await?;
    let choices = read_choices(&mut tx, &message.id).await?;
    let recipient_set = gather(&mut tx, &rights, &list, &choices).await?;
    check(&mut tx, &list, &choices, &recipient_set).await
}

/// Compares with messages for exactly the same kinds of choice: messages to the list say nothing about the participants of an event.
pub(super) async fn check(conn: &mut Conn, list: &List, choices: &[AudienceChoice], recipient_set: &RecipientSet) -> Result<AudienceCheck> {
    let of_event = |kind: &ChoiceKind| matches!(kind, ChoiceKind::Participants | ChoiceKind::Absent | ChoiceKind::Waiting);
    let mut kinds: Vec<ChoiceKind> = choices.iter().map(|choice| choice.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let kind_list: String = kinds.iter().map(|kind| format!(",{kind},")).collect();
    let mut earlier: Vec<i64> = sqlx::query_scalar(
        "SELECT m.recipients FROM message m WHERE m.list = $1 AND m.state IN ('sending', 'sent')
            AND (SELECT COUNT(DISTINCT c.kind) FROM message_choice c WHERE c.message = m.id) = $3
            AND NOT EXISTS (SELECT 1 FROM message_choice c WHERE c.message = m.id AND $4 NOT LIKE '%,' || c.kind || ',%')
          ORDER BY m.sent_at DESC, m.id DESC LIMIT $2",
    )
    .bind_all((&list.id, COMPARED, kinds.len() as i64, kind_list))
    .fetch_all(conn)
    .await?;
    earlier.sort_unstable();
    Ok(AudienceCheck {
        count: recipient_set.recipients.len() as i64,
        usual: earlier.get(earlier.len() / 2).copied(),
        of_events: !kinds.is_empty() && kinds.iter().all(of_event),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_or_half_as_many_is_unusual_and_a_few_are_not() {
        let check = |count, usual| AudienceCheck { count, usual, of_events: false }.is_unusual();
        assert!(check(201, Some(100)) && check(49, Some(100)) && check(0, Some(100)));
        assert!(!check(200, Some(100)) && !check(50, Some(100)) && !check(1, Some(4)) && !check(5000, None));
        // An event with few participants is not unusual.
        let check = |count, usual| AudienceCheck { count, usual, of_events: true }.is_unusual();
        assert!(check(254, Some(30)) && !check(4, Some(30)));
    }
}
