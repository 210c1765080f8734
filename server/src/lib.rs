//! How it runs: command line, configuration, HTTP, sessions, background work. Nothing is decided here.

pub mod cli;
pub mod config;
mod csrf;
mod encoding;
mod headers;
pub mod http;
mod logs;
mod serve;
mod sessions;
pub mod site;
