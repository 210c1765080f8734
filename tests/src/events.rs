//! Events that a story starts with.

use domain::events::{self, EventInput};

use crate::people::TestUser;
use crate::world::World;

/// The form of a public webinar with open registration on Tuesday 24 November 2026, four days after the start of every story.
pub fn webinar(title: &str) -> EventInput {
    let text = str::to_owned;
    EventInput {
        title: text(title),
        kind: text("webinar"),
        level: text("national"),
        language: text("fr"),
        visibility: text("public"),
        starts_date: text("2026-11-24"),
        starts_time: text("14:00"),
        ends_time: text("15:30"),
        zone: text("Europe/Paris"),
        mode: text("online"),
        registration: text("open"),
        ..EventInput::default()
    }
}

impl World {
    /// Creates an event of a network and publishes it. Returns its slug.
    pub async fn event(&self, actor: &TestUser, network: &str, input: &EventInput) -> String {
        let slug = events::create(&self.db, &actor.actor, network, input).await.expect("an event");
        events::publish(&self.db, &actor.actor, &slug).await.expect("it is published");
        slug
    }
}
