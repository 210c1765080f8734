//! How it runs: command line, configuration, HTTP, sessions, background work. Nothing is decided here.

pub mod alerts;
mod backups;
mod cache;
mod check;
pub mod cli;
pub mod config;
pub mod content;
mod csrf;
mod demo;
pub mod dkim;
mod encoding;
mod headers;
pub mod http;
mod logs;
pub mod mailer;
pub mod mailing;
mod readiness;
mod serve;
mod sessions;
pub mod site;
pub mod smtp;
mod stop;
mod tidy;
pub mod unnoted;
pub mod worker;
