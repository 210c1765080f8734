//! How it runs: command line, configuration, HTTP, sessions, background work. Nothing is decided here.

pub mod alerts;
mod backups;
mod cache;
mod check;
mod cleanup;
pub mod cli;
pub mod config;
pub mod content;
mod csrf;
pub mod delivery;
mod demo;
pub mod dkim;
mod encoding;
mod headers;
pub mod http;
pub mod listener;
mod logs;
pub mod metrics;
mod process;
mod readiness;
pub mod request_body;
mod serve;
mod sessions;
pub mod site;
pub mod smtp;
mod stop;
