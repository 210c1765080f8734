//! A world for each story: a database of its own, people with browsers, and the programs around the product.
//!
//! The database is a new SQLite file, or a new PostgreSQL database when `TEST_DATABASE_URL` names a cluster.

mod answer;
mod browser;
mod database;
pub mod deliveries;
mod dns;
mod events;
mod lists;
#[cfg(unix)]
mod lmtp;
mod mails;
mod people;
mod polling;
#[cfg(unix)]
mod postfix;
mod postgres;
mod process;
mod program;
mod raw_connection;
mod smtp;
mod world;

pub use answer::Answer;
pub use browser::Browser;
pub use database::{Home, MIGRATIONS, open as open_database, open_empty as open_empty_database};
pub use deliveries::{ManualWorker, RunningWorker};
pub use dns::{DnsAnswer, DnsServer};
pub use events::webinar;
pub use lists::{discussion, message, send_draft, send_message, subscribe_strangers};
#[cfg(unix)]
pub use lmtp::{LmtpRelay, RelayedMail};
pub use mails::Mail;
pub use people::TestUser;
pub use polling::{eventually, eventually_eq, eventually_within, wait_until};
#[cfg(unix)]
pub use postfix::{Postfix, SubmissionAnswer};
pub use postgres::Postgres;
pub use process::{SiteProcess, free_port, site_command, site_output};
pub use program::{HttpAnswer, RunningServer, SiteProgram};
pub use raw_connection::{ListeningSite, RawConnection};
pub use smtp::{MailServer, ReceivedMail, ServerBehaviour, SmtpAnswer};
pub use world::{World, network};

pub use chrono::Duration;
pub use domain::clock::Timestamp;
