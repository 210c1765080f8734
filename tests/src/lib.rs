//! A world for each story: its own database, people with verbs, a browser without a network.
//!
//! The database is a new SQLite file, or a new PostgreSQL database when `TEST_DATABASE_URL` names a cluster.

mod answer;
mod browser;
mod database;
pub mod deliveries;
mod events;
mod mails;
mod people;
mod polling;
mod postgres;
mod process;
mod program;
mod smtp;
mod wire;
mod world;

pub use answer::Answer;
pub use browser::Browser;
pub use database::{Home, MIGRATIONS, open as open_database, open_empty as open_empty_database};
pub use deliveries::{PlayedWorker, RunningWorker};
pub use events::webinar;
pub use mails::Mail;
pub use people::TestUser;
pub use polling::{eventually, wait_until};
pub use postgres::Postgres;
pub use process::{SiteProcess, free_port, site_command, site_output};
pub use program::{HttpAnswer, RunningServer, SiteProgram};
pub use smtp::{MailServer, ServerBehaviour, SmtpAnswer, TakenMail};
pub use wire::{ListeningSite, Wire};
pub use world::World;

pub use chrono::Duration;
pub use domain::clock::Timestamp;
