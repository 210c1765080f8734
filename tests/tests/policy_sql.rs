//! The policy exists twice: in Rust for one object, in SQL for lists. This compares both for every actor and object.

use domain::db::Tx;
use domain::enums::{EventState, EventVisibility, ListArchive, NetworkVisibility, PageAccess, RegistrationPolicy};
use domain::events::{self, EventInput};
use domain::ids::NetworkId;
use domain::networks::NetworkCard;
use domain::policy::{Act, Actor, EventAccess, ListAccess, PageOwner, PersonStanding, Rights, allows};
use domain::registrations::{self, RegistrationInput};
use domain::{visible_events, visible_messages, visible_networks, visible_pages, visible_people, visible_video_links};
use sqlx::AssertSqlSafe;
use tests::{TestUser, World};

/// An object: its name in the SQL list, and the question to the policy in Rust.
type Question = (String, Box<dyn Fn(&Rights) -> bool>);

struct EventKept {
    id: String,
    holding: EventAccess,
    has_seat: Option<TestUser>,
}

/// A network with its neighbours, and every kind of actor: see the columns of the table in `policy/table.rs`.
struct Neighbourhood {
    world: World,
    networks: Vec<NetworkCard>,
    actors: Vec<(&'static str, Actor)>,
    events: Vec<EventKept>,
}

impl Neighbourhood {
    async fn new() -> Self {
        let world = World::new().await;
        let mut networks = vec![world.network("parent").await];
        for slug in ["lead", "hidden"] {
            let card = world.network_with(slug, |network| {
                network.includes_below = "1".to_owned();
                network.visibility = if slug == "hidden" { "private" } else { "public" }.to_owned();
                network.parents = if slug == "lead" { vec!["parent".to_owned()] } else { Vec::new() };
            });
            networks.push(card.await);
        }
        for (slug, parent) in [("below", "lead"), ("below-hidden", "hidden")] {
            networks.push(world.network_with(slug, |network| network.parents = vec![parent.to_owned()]).await);
        }
        let private_below = world.network_with("private-below", |network| {
            network.parents = vec!["lead".to_owned()];
            network.visibility = "private".to_owned();
        });
        networks.push(private_below.await);
        for slug in ["co", "asked", "declined", "elsewhere"] {
            networks.push(world.network(slug).await);
        }
        let mut neighbourhood = Self { world, networks, actors: Vec::new(), events: Vec::new() };
        neighbourhood.people().await;
        for lead in ["lead", "hidden"] {
            neighbourhood.events_of(lead).await;
        }
        neighbourhood
    }

    fn network(&self, slug: &str) -> &NetworkCard {
        self.networks.iter().find(|network| network.slug == slug).unwrap()
    }

    async fn people(&mut self) {
        let world = &self.world;
        let mut actors = vec![("guest", Actor::Guest), ("the program", Actor::System)];
        actors.push(("administrator", world.administrator("Agnès Delorme").await.actor));
        for network in &self.networks {
            let member = world.member(network, &format!("Membre {}", network.slug)).await;
            let coordinator = world.coordinator(network, &format!("Coordination {}", network.slug)).await;
            let sitter = world.person(&format!("Comité {}", network.slug)).await;
            world.sits(&sitter, network, None).await;
            for (standing, person) in [("member", member), ("coordinator", coordinator), ("sitter", sitter)] {
                actors.push((&*format!("{standing} of {}", network.slug).leak(), person.actor));
            }
        }
        // A past mandate, a former membership, a pending request.
        let former = world.person("Ancienne Coordination").await;
        world.mandate(&former, self.network("lead"), Some("2026-11-20")).await;
        let (left, waits) =
            (world.member(self.network("lead"), "Partie Hier").await, world.member(self.network("hidden"), "Attend Encore").await);
        let mut tx = world.db.write().await.unwrap();
        for (person, state) in [(&left, "left"), (&waits, "requested")] {
            sqlx::query("UPDATE membership SET state = $2 WHERE person = $1").bind(&person.id).bind(state).execute(&mut *tx).await.unwrap();
        }
        sqlx::query("UPDATE mandate SET started_on = '2026-10-01', ended_on = '2026-11-19' WHERE person = $1")
            .bind(&former.id)
            .execute(&mut *tx)
            .await
            .unwrap();
        // Every second member agreed to be in the directories.
        let members: Vec<&Actor> =
            actors.iter().filter(|(name, _)| name.starts_with("member of")).map(|(_, actor)| actor).step_by(2).collect();
        for member in members {
            let (Actor::Person(person), id) = (member, tx.new_id::<String>()) else { continue };
            sqlx::query("INSERT INTO consent (id, person, purpose, given_at, given_how, withdrawn_how) VALUES ($1, $2, 'directory', $3, 'form', '')")
                .bind(id)
                .bind(person)
                .bind(tx.now)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        actors.extend([("former coordinator", former.actor), ("former member", left.actor), ("asking", waits.actor)]);
        self.actors = actors;
    }

    /// Events of a network in every state, public and for members, with registration and without, each with one seat.
    async fn events_of(&mut self, lead: &str) {
        let administrator = self.actors.iter().find(|(name, _)| *name == "administrator").unwrap().1.clone();
        for visibility in [EventVisibility::Public, EventVisibility::Members] {
            for registration in [RegistrationPolicy::None, RegistrationPolicy::Open] {
                for state in [EventState::Draft, EventState::Published, EventState::Postponed, EventState::Cancelled] {
                    let event = self.event(&administrator, lead, visibility, registration, state).await;
                    self.events.push(event);
                }
            }
        }
    }

    async fn event(
        &self,
        administrator: &Actor,
        lead: &str,
        visibility: EventVisibility,
        registration: RegistrationPolicy,
        state: EventState,
    ) -> EventKept {
        let input = EventInput {
            kind: "thematic_day".to_owned(),
            visibility: visibility.code().to_owned(),
            starts_date: "2026-12-03".to_owned(),
            starts_time: "09:00".to_owned(),
            ends_time: "17:00".to_owned(),
            video_link: "https://visio.example.org/journee".to_owned(),
            registration: registration.code().to_owned(),
            ..tests::webinar(&format!("Journée {lead} {}", self.events.len()))
        };
        let db = &self.world.db;
        let slug = events::create(db, administrator, lead, &input).await.unwrap();
        let mut has_seat = None;
        if registration == RegistrationPolicy::Open && visibility == EventVisibility::Public && lead == "lead" {
            events::publish(db, administrator, &slug).await.unwrap();
            let person = self.world.person(&format!("Inscrite {}", self.events.len())).await;
            let seat = RegistrationInput { presence: "online".to_owned(), ..RegistrationInput::default() };
            registrations::register(db, &person.actor, &slug, &seat).await.unwrap();
            has_seat = Some(person);
        }
        let mut tx = db.write().await.unwrap();
        let id: String = sqlx::query_scalar("SELECT id FROM event WHERE slug = $1").bind(&slug).fetch_one(&mut *tx).await.unwrap();
        sqlx::query("UPDATE event SET state = $2 WHERE id = $1").bind(&id).bind(state.code()).execute(&mut *tx).await.unwrap();
        for (position, (network, state)) in [("co", "accepted"), ("asked", "invited"), ("declined", "declined")].into_iter().enumerate() {
            sqlx::query("INSERT INTO event_network (event, network, state, position, asked_at) VALUES ($1, $2, $3, $4, $5)")
                .bind(&id)
                .bind(&self.network(network).id)
                .bind(state)
                .bind(i64::try_from(position).unwrap() + 1)
                .bind(tx.now)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let holding = EventAccess {
            lead: self.network(lead).id.clone(),
            lead_visibility: self.network(lead).visibility,
            accepted: vec![self.network("co").id.clone()],
            invited: vec![self.network("asked").id.clone()],
            state,
            visibility,
            registration,
        };
        EventKept { id, holding, has_seat }
    }

    /// Compares for every actor which of these objects they may read, in Rust and in SQL.
    async fn compare(&self, tx: &mut Tx, what: &str, statement: &str, questions: &[Question]) {
        let seated = self.events.iter().filter_map(|event| event.has_seat.as_ref()).map(|person| ("seated", person.actor.clone()));
        let actors: Vec<(&str, Actor)> = self.actors.iter().cloned().chain(seated).collect();
        let (mut yes, mut no) = (0, 0);
        for (name, actor) in &actors {
            let rights = Rights::of(tx, actor).await.unwrap();
            let listed: Vec<String> = sqlx::query_scalar(AssertSqlSafe(statement.to_owned()))
                .bind(rights.key().to_owned())
                .bind(rights.today().to_owned())
                .fetch_all(&mut **tx)
                .await
                .unwrap();
            for (thing, ask) in questions {
                let allowed = ask(&rights);
                assert_eq!(listed.contains(thing), allowed, "{what}: {name}, {thing} (Rust allows: {allowed})");
                if allowed { yes += 1 } else { no += 1 }
            }
        }
        assert!(yes > 0 && no > 0 && !questions.is_empty(), "{what}: the comparison tells nothing: {yes} allowed, {no} refused");
    }

    async fn write(&self) -> Tx {
        self.world.db.write().await.unwrap()
    }
}

#[tokio::test]
async fn the_sql_rule_for_networks_agrees_with_the_policy() {
    let neighbourhood = Neighbourhood::new().await;
    let questions: Vec<Question> = neighbourhood
        .networks
        .iter()
        .map(|network| (network.id.clone(), network.visibility))
        .map(|(id, visibility)| (id.to_string(), Box::new(move |rights: &Rights| allows(rights, Act::SeeNetwork(&id, visibility))) as _))
        .collect();
    let statement = concat!("SELECT n.id FROM network n WHERE ", visible_networks!());
    neighbourhood.compare(&mut neighbourhood.write().await, "networks", statement, &questions).await;
}

#[tokio::test]
async fn the_sql_rules_for_events_and_video_links_agree_with_the_policy() {
    let neighbourhood = Neighbourhood::new().await;
    let questions = |ask: fn(&Rights, &EventAccess) -> bool| -> Vec<Question> {
        let holdings = neighbourhood.events.iter().map(|event| (event.id.clone(), event.holding.clone()));
        holdings.map(|(id, holding)| (id, Box::new(move |rights: &Rights| ask(rights, &holding)) as _)).collect()
    };
    let tx = &mut neighbourhood.write().await;
    let sees = questions(|rights, holding| allows(rights, Act::SeeEvent(holding)));
    neighbourhood.compare(tx, "events", concat!("SELECT e.id FROM event e WHERE ", visible_events!()), &sees).await;
    let sees_link = questions(|rights, holding| allows(rights, Act::SeeVideoLink(holding, false)));
    let statement = concat!("SELECT e.id FROM event e WHERE ", visible_events!(), " AND ", visible_video_links!());
    neighbourhood.compare(tx, "video links", statement, &sees_link).await;
}

#[tokio::test]
async fn the_sql_rule_for_pages_agrees_with_the_policy() {
    let neighbourhood = Neighbourhood::new().await;
    let networks = neighbourhood
        .networks
        .iter()
        .map(|network| (network.id.to_string(), true, PageOwner::Network(network.id.clone(), network.visibility), None));
    let events = neighbourhood.events.iter().map(|event| {
        let seat = event.has_seat.as_ref().map(|person| person.id.clone());
        (event.id.clone(), false, PageOwner::Event(event.holding.clone(), false), seat)
    });
    let tx = &mut neighbourhood.write().await;
    let mut questions: Vec<Question> = Vec::new();
    for (owner_id, is_network, owner, seat) in networks.chain(events) {
        for access in [PageAccess::Public, PageAccess::Members, PageAccess::Committee] {
            for draft in [false, true] {
                let id = format!("{owner_id} {} {draft}", access.code());
                sqlx::query(
                    "INSERT INTO page (id, owner, network, event, slug, title, kind, access, draft, language, revision, created_at, updated_at, version)
                     VALUES ($1, $2, $3, $4, $5, 'Page', 'page', $6, $7, 'fr', 1, $8, $8, 1)",
                )
                .bind(&id)
                .bind(&owner_id)
                .bind(is_network.then(|| owner_id.clone()))
                .bind((!is_network).then(|| owner_id.clone()))
                .bind(format!("{}-{draft}", access.code()))
                .bind(access.code())
                .bind(i64::from(draft))
                .bind(tx.now)
                .execute(&mut **tx)
                .await
                .unwrap();
                let (owner, seat) = (owner.clone(), seat.clone());
                let ask = move |rights: &Rights| match &owner {
                    PageOwner::Event(holding, _) => {
                        let has_seat = seat.is_some() && rights.person() == seat.as_ref();
                        allows(rights, Act::SeePage(&PageOwner::Event(holding.clone(), has_seat), access, draft))
                    }
                    PageOwner::Network(..) => allows(rights, Act::SeePage(&owner, access, draft)),
                };
                questions.push((id, Box::new(ask)));
            }
        }
    }
    neighbourhood.compare(tx, "pages", concat!("SELECT p.id FROM page p WHERE ", visible_pages!()), &questions).await;
}

#[tokio::test]
async fn the_sql_rule_for_people_agrees_with_the_policy() {
    let neighbourhood = Neighbourhood::new().await;
    let tx = &mut neighbourhood.write().await;
    let mut questions: Vec<Question> = Vec::new();
    for (_, actor) in &neighbourhood.actors {
        let Actor::Person(person) = actor else { continue };
        let named = "SELECT DISTINCT b.network FROM belonging b WHERE b.person = $1 AND b.named = 1";
        let named_in: Vec<NetworkId> = sqlx::query_scalar(named).bind(person).fetch_all(&mut **tx).await.unwrap();
        let agreed: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM consent WHERE person = $1").bind(person).fetch_one(&mut **tx).await.unwrap();
        let listed_in = if agreed > 0 { named_in.clone() } else { Vec::new() };
        let standing = PersonStanding { person: person.clone(), named_in, listed_in };
        questions.push((person.to_string(), Box::new(move |user| allows(user, Act::FindPerson(&standing)))));
    }
    // An entry for each person, including those without a name.
    let statement = concat!("SELECT s.subject FROM (SELECT id AS subject FROM person) s WHERE ", visible_people!());
    neighbourhood.compare(tx, "people", statement, &questions).await;
}

#[tokio::test]
async fn the_sql_rule_for_messages_agrees_with_the_policy() {
    let neighbourhood = Neighbourhood::new().await;
    let tx = &mut neighbourhood.write().await;
    let mut questions: Vec<Question> = Vec::new();
    let mut rows = Vec::new();
    for network in &neighbourhood.networks {
        let archives = [
            (ListArchive::Public, PageAccess::Public),
            (ListArchive::Members, PageAccess::Members),
            (ListArchive::Subscribers, PageAccess::Committee),
        ];
        for (archive, access) in archives {
            let (id, visibility): (NetworkId, NetworkVisibility) = (network.id.clone(), network.visibility);
            let name = format!("{id} {}", access.code());
            rows.push(format!("SELECT '{name}' AS subject, '{id}' AS network, '{}' AS access", access.code()));
            let list = ListAccess { network: id, visibility, archive, is_reader: false, is_manager: false };
            questions.push((name, Box::new(move |user| allows(user, Act::ReadArchive(&list)))));
        }
    }
    let statement = format!("SELECT s.subject FROM ({}) s WHERE {}", rows.join(" UNION ALL "), visible_messages!());
    neighbourhood.compare(tx, "messages", &statement, &questions).await;
}
