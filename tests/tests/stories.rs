//! The stories, one file a slice. One program: what takes longest is to link the product, and it is linked once.

mod administration;
mod agenda;
mod attendance;
mod by_hand;
mod calendar;
mod events;
mod exports;
mod governance;
mod imports;
mod lists;
mod mail;
mod mailings;
mod memberships;
mod networks;
mod outbox;
mod pages;
mod people;
mod privacy;
mod registrations;
mod reports;
mod reports_demo;
mod reviews;
mod search;
mod seats;
mod server;
mod stranger;
