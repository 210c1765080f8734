//! Mail for lists, from the relay by LMTP to the domain.

use std::sync::Arc;
use std::time::Duration;

use domain::db::Db;
use domain::posts::{self, ReceiveOutcome};
use tokio::sync::Notify;

use crate::lmtp::{DeliveryAnswer, IncomingEnvelope, MailAcceptor, RecipientAnswer};

/// The longest time that the database may take for one mail; after that the relay keeps it and tries again.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Asks the domain for each recipient, and answers a mail once it is committed.
#[derive(Clone)]
pub struct ListMailAcceptor {
    pub db: Db,
    /// See [`posts::receive`].
    pub trusted_relays: Arc<[String]>,
    /// Tells the delivery worker that there is mail to send.
    pub wakeup: Arc<Notify>,
}

impl MailAcceptor for ListMailAcceptor {
    async fn recipient(&self, _: &str, address: &str) -> RecipientAnswer {
        match tokio::time::timeout(TIMEOUT, posts::is_mail_address(&self.db, address)).await {
            Ok(Ok(true)) => RecipientAnswer::Accepted,
            Ok(Ok(false)) => RecipientAnswer::Unknown,
            // The cause is in the log.
            Ok(Err(_)) | Err(_) => RecipientAnswer::Unavailable,
        }
    }

    async fn deliver(&self, mail: IncomingEnvelope) -> Vec<DeliveryAnswer> {
        let IncomingEnvelope { sender, recipients, bytes } = mail;
        let received = tokio::time::timeout(TIMEOUT, posts::receive(&self.db, &self.trusted_relays, &sender, &recipients, bytes)).await;
        let Ok(Ok(outcomes)) = received else { return recipients.iter().map(|_| DeliveryAnswer::Unavailable).collect() };
        self.wakeup.notify_one();
        let answer = |outcome: ReceiveOutcome| match outcome {
            ReceiveOutcome::Stored(rule) => {
                tracing::info!(rule = rule.code(), "mail for a list");
                DeliveryAnswer::Accepted
            }
            ReceiveOutcome::Returned => {
                tracing::info!("a mail of ours came back");
                DeliveryAnswer::Accepted
            }
            ReceiveOutcome::Unknown => DeliveryAnswer::Refused("no list has this address".to_owned()),
            ReceiveOutcome::Later => DeliveryAnswer::Unavailable,
            ReceiveOutcome::Unreadable => DeliveryAnswer::Refused("the message can't be read".to_owned()),
        };
        outcomes.into_iter().map(answer).collect()
    }
}
