//! Delivery: outgoing mail, as workers handle it.
//!
//! Any number of workers, in any number of processes, share the queue. A worker claims a batch; the same commit records the outcomes of the batch
//! before. Deliveries in flight belong to the worker as long as its lease, a row in `delivery_worker`, lasts. Each turn renews the lease.
//!
//! **Delivered once, as far as this is possible.** A delivery is recorded as sent right after the mail server accepted it. If a worker dies before
//! that, or the connection breaks between the end of the text and the answer, nobody can know whether the mail left. It is sent again: only the
//! answer 250 moves the responsibility to the other side (RFC 5321, 4.2.5 and 6.1), and a duplicate does less harm than a lost mail. The second
//! copy has the same Message-ID and the same Date, so that receivers recognise it, and the delivery is shown as doubtful. Only deliveries that
//! were in flight can become doubtful.

mod claim;
mod content;
mod hold;
mod outbox;
mod outcome;
mod rate_limits;
mod recipient;
mod takeover;
mod template_cache;

pub use claim::{Batch, DeliveryDemand, WorkerProfile, claim_batch, is_any_due, retire};
pub use content::{ContentCache, PreparedDelivery};
pub use hold::{HeldDeliveries, Release, due_messages, held_deliveries, hold_all, release, send_due_messages};
pub(crate) use hold::{held_in, hold};
pub use outbox::{ListedDelivery, OutboxMail, PAGE, list as outbox, show as outbox_mail};
pub use outcome::{BREAKS, DELAYS_MINUTES, DeliveryOutcome, DeliveryReport, GIVE_UP_DAYS, record_sent};
pub use rate_limits::RateLimits;
pub use recipient::{MemberMails, PersonMail, PersonMails, member_mails, own_mails};
pub use takeover::take_over;

/// How long a lease lasts, in seconds. A running worker renews it several times in that period.
pub const LEASE_SECONDS: i64 = 20;
