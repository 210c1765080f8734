//! Sending mail: one worker claims deliveries of every kind, composes them, sends them over pooled connections, and records their outcomes.

mod compose;
mod dmarc;
mod dns;
mod lock;
mod messages;
mod route;
mod sent_log;
mod worker;
mod worker_state;

pub use lock::ProcessLock;
pub use route::Route;
pub use sent_log::SentLog;
pub use worker::{DeliveryWorker, SINGLE_CONNECTIONS, WINDOW};
