//! People: who someone is, how they sign in, where they are signed in.

pub mod sessions;
