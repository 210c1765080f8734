//! The interface: routes, pages, islands, texts. It decides nothing and contains no SQL.
//!
//! The browser gets only the islands; everything else is rendered on the server.

#[cfg(feature = "ssr")]
#[macro_use]
extern crate words;

pub mod islands;

#[cfg(feature = "ssr")]
mod about;
#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
mod administration;
#[cfg(feature = "ssr")]
mod agenda;
#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod atom;
#[cfg(feature = "ssr")]
mod attendance;
#[cfg(feature = "ssr")]
mod attendance_log;
#[cfg(feature = "ssr")]
mod breadcrumbs;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
mod certificates;
#[cfg(feature = "ssr")]
pub mod conditional;
#[cfg(feature = "ssr")]
mod confirm_disclosure;
#[cfg(feature = "ssr")]
mod downloads;
#[cfg(feature = "ssr")]
pub mod error_page;
#[cfg(feature = "ssr")]
mod events;
#[cfg(feature = "ssr")]
mod exports;
#[cfg(feature = "ssr")]
mod extract;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod form_errors;
#[cfg(feature = "ssr")]
mod forms;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod imports;
#[cfg(feature = "ssr")]
mod labels;
#[cfg(feature = "ssr")]
mod language;
#[cfg(feature = "ssr")]
mod lists;
#[cfg(feature = "ssr")]
mod mail_texts;
#[cfg(feature = "ssr")]
mod markup;
#[cfg(feature = "ssr")]
mod memberships;
#[cfg(feature = "ssr")]
mod messages;
#[cfg(feature = "ssr")]
mod networks;
#[cfg(feature = "ssr")]
mod organisations;
#[cfg(feature = "ssr")]
mod outbox;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
mod pager;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod posts;
#[cfg(feature = "ssr")]
mod preview_tags;
#[cfg(feature = "ssr")]
mod privacy;
#[cfg(feature = "ssr")]
pub mod rate_limit;
#[cfg(feature = "ssr")]
mod registrations;
#[cfg(feature = "ssr")]
mod reports;
#[cfg(feature = "ssr")]
pub mod request_context;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod shell;
