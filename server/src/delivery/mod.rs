//! How mail leaves: one worker claims deliveries of every kind, composes them, sends them over connections that it keeps, and records what
//! became of them.

mod compose;
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
