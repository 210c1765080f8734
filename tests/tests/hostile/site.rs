//! A site with one object of each kind, and their addresses.

use std::collections::BTreeMap;

use domain::events::EventInput;
use domain::lists::{self, MessageInput};
use domain::pages::{self, PageInput, PagePlace, Upload};
use domain::registrations::{self, RegistrationInput};
use tests::{TestUser, World};

pub struct HostileSite {
    pub world: World,
    pub member: TestUser,
    pub coordinator: TestUser,
    pub administrator: TestUser,
    /// The value of each `{part}` of a pattern, by the start of the pattern. The longest start wins.
    parts: BTreeMap<(&'static str, &'static str), String>,
}

async fn key(world: &World, query: &'static str) -> String {
    sqlx::query_scalar(query).fetch_one(&mut *world.db.read().await.unwrap()).await.unwrap_or_else(|cause| panic!("{query}: {cause}"))
}

impl HostileSite {
    pub async fn new() -> Self {
        Self::of(World::new().await).await
    }

    /// Fills a world.
    pub async fn of(world: World) -> Self {
        let text = str::to_owned;
        let sil = world.network("sil").await;
        let member = world.member(&sil, "Max Roche").await;
        let coordinator = world.coordinator(&sil, "Claire Fontaine").await;
        let administrator = world.administrator("Ada Lovelace").await;
        world.joins(&administrator, &sil).await;
        world.works_at(&administrator, "cnrs", "laboratory", "2024-01-01").await;
        let day = (world.db.now().plus(tests::Duration::days(20))).today();
        let input = EventInput {
            kind: text("thematic_day"),
            starts_date: day,
            starts_time: text("09:00"),
            ends_time: text("17:30"),
            mode: text("hybrid"),
            place: text("Toulouse"),
            ..tests::webinar("Journée qualification")
        };
        let event = world.event(&coordinator, "sil", &input).await;
        registrations::register(
            &world.db,
            &member.actor,
            &event,
            &RegistrationInput { presence: text("online"), ..RegistrationInput::default() },
        )
        .await
        .unwrap();
        for place in [PagePlace::Network(text("sil")), PagePlace::Event(event.clone())] {
            let page = PageInput {
                title: text("Guide"),
                slug: text("guide"),
                kind: text("guide"),
                access: text("public"),
                language: text("fr"),
                body: text("Un texte."),
                ..PageInput::default()
            };
            pages::create(&world.db, &coordinator.actor, &place, &page).await.unwrap();
            let upload = Upload { name: text("note.txt"), content: b"une note".to_vec(), ..Upload::default() };
            pages::attach(&world.db, &coordinator.actor, &place, "guide", &upload).await.unwrap();
        }
        let message = MessageInput {
            subject: text("Bonjour"),
            body: text("Un texte."),
            language: text("fr"),
            audience: vec![text("subscribers:")],
            ..MessageInput::default()
        };
        let message = lists::create(&world.db, &coordinator.actor, "sil", &message).await.unwrap();
        lists::send_proof(&world.db, &coordinator.actor, "sil", &message).await.unwrap();
        domain::search::catch_up(&world.db).await.unwrap();
        world.guest().post("/sign-in", &[("address", "eve@example.org")]).await;
        let sign_in = world.last_mail_to("eve@example.org").await.link("/sign-in/");
        let guest = [("given_name", "Noa"), ("family_name", "Lemaire"), ("address", "noa@example.org"), ("presence", "online")];
        world.guest().post(&format!("/events/{event}/register"), &guest).await;
        let ticket = world.last_mail_to("noa@example.org").await.link("/registrations/");
        let file = b"Nom;Adresse\nLemaire;noa@example.org\n";
        let imported = administrator.upload("/networks/sil/import", "membres.csv", file).await.location().to_owned();
        let imported_at_admin =
            administrator.upload("/admin/import", "organisations.csv", b"Nom;Type\nCNRS;laboratory\n").await.location().to_owned();
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let parts = BTreeMap::from([
            (("/networks/", "{slug}"), text("sil")),
            (("/events/", "{slug}"), event),
            (("/", "{page}"), text("guide")),
            (("/", "{name}"), text("note.txt")),
            (("/", "{number}"), text("1")),
            (("/", "{message}"), message.to_string()),
            (
                ("/", "{membership}"),
                key(&world, "SELECT m.id FROM membership m JOIN person p ON p.id = m.person WHERE p.given_name = 'Max'").await,
            ),
            (("/", "{registration}"), key(&world, "SELECT MIN(id) FROM registration").await),
            (("/networks/", "{id}"), last(&imported)),
            (("/admin/import", "{id}"), last(&imported_at_admin)),
            (("/admin/people", "{id}"), member.id.to_string()),
            (("/admin/organisations", "{id}"), text("cnrs")),
            (("/admin/mails", "{id}"), key(&world, "SELECT MIN(id) FROM mail").await),
            (("/outbox", "{id}"), key(&world, "SELECT MIN(id) FROM mail").await),
            (("/me/affiliations", "{id}"), key(&world, "SELECT MIN(id) FROM affiliation").await),
            (("/sign-in/", "{token}"), last(&sign_in)),
            (("/registrations/", "{token}"), last(&ticket)),
            (("/lists/", "{list}"), text("sil")),
            (("/admin/taxonomies", "{list}"), text("region")),
            (("/", "{year}"), text("2026")),
            (("/networks/", "{file}"), text("members.xlsx")),
            (("/api/", "{*function}"), text("preview-markdown")),
        ]);
        Self { world, member, coordinator, administrator, parts }
    }

    /// A pattern with the keys of this site.
    pub fn aimed(&self, pattern: &str) -> String {
        self.aimed_with(pattern, "", "")
    }

    /// The same with another value for one part.
    pub fn aimed_with(&self, pattern: &str, changed: &str, value: &str) -> String {
        let aim = |part: &str| {
            if part == changed {
                return value.to_owned();
            }
            let fitting = self.parts.iter().filter(|((start, of), _)| *of == part && pattern.starts_with(start));
            fitting.max_by_key(|((start, _), _)| start.len()).map_or_else(|| "nothing".to_owned(), |(_, value)| value.clone())
        };
        pattern.split('/').map(|part| if part.starts_with('{') { aim(part) } else { part.to_owned() }).collect::<Vec<_>>().join("/")
    }

    /// Every address. Those that end something come last.
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = crate::access_crawl::patterns().iter().map(|pattern| self.aimed(pattern)).collect();
        paths.sort_by_key(|path| super::ends_things(path));
        paths
    }
}
