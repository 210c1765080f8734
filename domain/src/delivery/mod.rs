//! Mail on its way out, as workers see it.
//!
//! Any number of workers, in any number of processes, share the queue. A worker claims a batch, marked as in flight in the same commit that records
//! what became of the batch before. What it has in flight is its own as long as its row in `delivery_worker` is alive; each turn renews it.
//!
//! **Once, as far as anyone can.** A delivery is recorded as sent right after the mail server said yes. If a worker dies before that, or the
//! connection breaks between the end of the text and the answer to it, nobody can know whether the mail left. It is sent again: only the answer
//! 250 moves the responsibility to the other side (RFC 5321, 4.2.5 and 6.1), and a doubled mail is a smaller fault than a lost one. It goes with
//! the same Message-ID and the same Date, by which receivers tell that it is the same, and is shown as doubtful: exactly what was in flight.

mod claim;
mod content;
mod hold;
mod outbox;
mod outcome;
mod rate_limits;
mod takeover;

pub use claim::{Batch, DeliveryDemand, WorkerProfile, claim_batch, is_any_due, retire};
pub use content::{ContentCache, PreparedDelivery};
pub use hold::{HeldDeliveries, Release, due_messages, held, hold_all, release, send_due_messages};
pub(crate) use hold::{held_in, hold};
pub use outbox::{OutboxLine, OutboxMail, PAGE, list as outbox, show as outbox_mail};
pub use outcome::{BREAKS, DELAYS_MINUTES, DeliveryOutcome, DeliveryReport, GIVE_UP_DAYS, record_sent};
pub use rate_limits::RateLimits;
pub use takeover::take_over;

/// How long a worker that gives no sign is believed to be alive, in seconds. At work it renews its lease several times in that.
pub const LEASE_SECONDS: i64 = 20;
