//! How the product runs: command line, configuration, HTTP, sessions, background work. The rules of the product are in `domain`.

pub mod alerts;
mod backups;
mod cache;
mod check;
mod cleanup;
pub mod cli;
pub mod config;
mod csrf;
pub mod delivery;
mod demo;
pub mod dkim;
mod encoding;
mod headers;
pub mod http;
pub mod listener;
pub mod lmtp;
mod logs;
pub mod metrics;
pub mod page_folder;
mod process;
mod readiness;
pub mod request_body;
mod serve;
mod sessions;
mod shutdown;
pub mod site_files;
pub mod smtp;
