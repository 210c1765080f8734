use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use super::event_files::DemoEventFile;
use super::files::DemoContent;
use super::members::apportion;
use super::*;
use domain::clock::{self, Clock, Timestamp};
use domain::enums::{EventKind, EventLevel};
use domain::rng::IdGenerator;
use domain::{FieldProblem, fields};

pub(super) fn content() -> DemoContent {
    files::read().unwrap_or_else(|cause| panic!("{cause}"))
}

pub(super) fn date(text: &str) -> NaiveDate {
    clock::date(text).unwrap()
}

pub(super) const TODAY: &str = "2026-11-20";

pub(super) fn make_plan(content: &DemoContent) -> DemoPlan<'_> {
    DemoPlan::of(content, date(TODAY)).unwrap_or_else(|cause| panic!("{cause}"))
}

fn check<T>(what: &str, checked: std::result::Result<T, FieldProblem>) {
    assert!(checked.is_ok(), "{what}: {:?}", checked.err());
}

#[test]
fn the_forms_would_accept_every_text() {
    let content = content();
    for network in &content.networks {
        check(&network.slug, fields::slug(&network.slug));
        check(&network.slug, fields::line(&network.name));
        check(&network.slug, fields::summary(&network.summary));
        assert!((0..360).contains(&network.hue), "{}", network.slug);
        network.resources.iter().for_each(|resource| check(&network.slug, fields::link(&resource.url)));
    }
    for event in &content.events {
        check(&event.slug, fields::slug(&event.slug));
        check(&event.slug, fields::line(&event.title));
        check(&event.slug, fields::summary(&event.summary));
        check(&event.slug, fields::optional_link(&event.video_link));
        event.materials.iter().for_each(|material| check(&event.slug, fields::link(&material.url)));
        assert!(event.talks.iter().all(|talk| fields::time(&talk.time).is_ok()), "{}", event.slug);
    }
}

#[test]
fn short_names_are_used_once() {
    let content = content();
    let networks: BTreeSet<&str> = content.networks.iter().map(|network| network.slug.as_str()).collect();
    let events: BTreeSet<&str> = content.events.iter().map(|event| event.slug.as_str()).collect();
    assert_eq!((networks.len(), events.len()), (content.networks.len(), content.events.len()));
}

#[test]
fn every_reference_leads_somewhere() {
    let content = content();
    let plan = make_plan(&content);
    let networks: BTreeSet<&String> = content.networks.iter().map(|network| &network.slug).collect();
    let organisations: BTreeSet<&String> =
        content.organisations.iter().flat_map(|organisation| std::iter::once(&organisation.name).chain(&organisation.aliases)).collect();
    for event in &content.events {
        let held = std::iter::once(&event.network).chain(&event.with).chain(&event.invited).chain(&event.participants.from);
        held.for_each(|slug| assert!(networks.contains(slug), "{}: {slug}", event.slug));
        let speakers = event.talks.iter().flat_map(|talk| &talk.speakers);
        speakers.for_each(|speaker| assert!(organisations.contains(&speaker.organisation), "{}: {}", event.slug, speaker.organisation));
        let people = event.participants.people.iter().chain(&event.participants.waiting_people);
        people.for_each(|person| assert!(plan.person(person).is_ok(), "{}: {person}", event.slug));
    }
    for network in &content.networks {
        network.parents.iter().for_each(|parent| assert!(networks.contains(parent), "{}", network.slug));
        let mandates = network.committees.iter().flat_map(|committee| &committee.mandates);
        for organisation in mandates.filter_map(|mandate| mandate.organisation.as_ref()) {
            assert!(plan.organisation(organisation).is_ok(), "{}: {organisation}", network.slug);
        }
    }
    assert!(DemoMandates::of(&plan).is_ok());
}

#[test]
fn the_people_of_the_sign_in_links_exist() {
    let content = content();
    let plan = make_plan(&content);
    let addresses: BTreeSet<&str> = plan.people.iter().map(|person| person.address.as_str()).collect();
    assert!([ADMINISTRATOR, COORDINATOR, MEMBER].iter().all(|address| addresses.contains(address)));
}

fn members(plan: &DemoPlan, network: &str, on: &str) -> Vec<usize> {
    let active = plan.memberships.iter().filter(|membership| membership.network == network && membership.active_on(date(on)));
    active.map(|membership| membership.person).collect()
}

/// CNES, other agencies, engineering, laboratories, services, prime contractors.
fn slices(plan: &DemoPlan, network: &str, on: &str) -> [usize; 6] {
    let mut slices = [0; 6];
    for person in members(plan, network, on) {
        let organisation = &plan.content.organisations[plan.people[person].organisation_on(date(on))];
        let kinds = ["CNES", "agency", "engineering", "laboratory", "services", "prime_contractor"];
        let kind = if organisation.name == "CNES" { "CNES" } else { organisation.kind.as_str() };
        slices[kinds.iter().position(|known| *known == kind).unwrap()] += 1;
    }
    slices
}

#[test]
fn communities_have_the_sizes_of_their_reviews() {
    let content = content();
    let plan = make_plan(&content);
    for (network, size) in [("sil", 346), ("cyb", 179), ("ire", 353), ("ri3", 250), ("ecoinfo", 54), ("sil-prospective", 9), ("ccri", 15)] {
        assert_eq!(members(&plan, network, TODAY).len(), size, "{network}");
    }
    let joined_and_left = plan.memberships.iter().filter_map(|membership| membership.joined.zip(membership.left));
    joined_and_left.for_each(|(joined, left)| assert!(joined < left, "{joined} {left}"));
    for rule in &content.people.members {
        for milestone in &rule.milestones {
            assert_eq!(members(&plan, &rule.network, &milestone.on).len(), milestone.members, "{} on {}", rule.network, milestone.on);
        }
    }
}

#[test]
fn ire_has_its_six_shares_of_organisations() {
    let content = content();
    let plan = make_plan(&content);
    assert_eq!(slices(&plan, "ire", TODAY), [99, 11, 56, 46, 56, 85]);
    assert_eq!(slices(&plan, "ire", "2020-01-01"), [99, 11, 56, 46, 56, 85]);
    let early = slices(&plan, "ire", "2019-01-01");
    assert_eq!(early.iter().sum::<usize>(), 319);
    assert_eq!(early.map(|count| (count * 100 + 159) / 319), [28, 3, 16, 13, 16, 24]);
    let toulouse = members(&plan, "ire", TODAY).into_iter().filter(|person| plan.people[*person].region == "occ").count();
    assert_eq!(toulouse, 229);
}

#[test]
fn professions_are_those_of_the_files() {
    let content = content();
    let plan = make_plan(&content);
    let mut professions: BTreeMap<&str, usize> = BTreeMap::new();
    for person in members(&plan, "ecoinfo", TODAY) {
        *professions.entry(&plan.people[person].profession).or_default() += 1;
    }
    assert_eq!(professions, BTreeMap::from([("engineer", 31), ("researcher", 14), ("teacher_researcher", 9)]));
    let doctoral = members(&plan, "calmip", TODAY).into_iter().filter(|person| plan.people[*person].profession == "doctoral").count();
    assert_eq!(doctoral, 33);
}

#[test]
fn devlog_held_one_school_and_twenty_six_other_actions_in_2019() {
    let content = content();
    let held = |event: &&DemoEventFile| event.network == "devlog" && event.starts.starts_with("2019");
    let count = |wanted: &dyn Fn(&DemoEventFile) -> bool| content.events.iter().filter(held).filter(|event| wanted(event)).count();
    assert_eq!(count(&|event| event.kind == EventKind::School && event.level == EventLevel::National), 1);
    assert_eq!(count(&|event| event.level == EventLevel::Regional), 22);
    assert_eq!(count(&|event| event.kind == EventKind::Workshop && event.level == EventLevel::National), 4);
}

#[test]
fn five_of_the_seven_speakers_of_the_school_of_ri3_are_from_in2p3() {
    let content = content();
    let school = content.events.iter().find(|event| event.slug == "ecole-programmation-fonctionnelle").expect("the school of 2019");
    let speakers: Vec<_> = school.talks.iter().flat_map(|talk| &talk.speakers).collect();
    let is_of_in2p3 = |name: &str| {
        let named = content
            .organisations
            .iter()
            .find(|organisation| organisation.name == name || organisation.aliases.iter().any(|alias| alias == name));
        named.is_some_and(|organisation| organisation.groups.iter().any(|group| group == "in2p3"))
    };
    assert_eq!(speakers.len(), 7);
    assert_eq!(speakers.iter().filter(|speaker| is_of_in2p3(&speaker.organisation)).count(), 5);
}

#[test]
fn many_people_belong_to_several_communities() {
    let content = content();
    let plan = make_plan(&content);
    let comet = plan.members_on(&["comet".to_owned()], date(TODAY));
    let sum: usize =
        ["sil", "cyb", "ire", "sys", "ops", "tsi", "orb", "edb"].iter().map(|network| members(&plan, network, TODAY).len()).sum();
    assert!(comet.len() < sum - 300, "{} of {sum}", comet.len());
}

#[test]
fn shares_add_up() {
    assert_eq!(apportion(319, &[99, 11, 56, 46, 56, 85]), [89, 10, 51, 41, 51, 77]);
    assert_eq!(apportion(0, &[1, 2]), [0, 0]);
}

/// A database of its own in the temporary folder, removed when the guard is dropped.
pub(super) struct DemoDatabase(std::path::PathBuf);

impl DemoDatabase {
    pub(super) async fn new(name: &str) -> (Self, Db) {
        let file = std::env::temp_dir().join(format!("maillage-{name}-{}.db", std::process::id()));
        let temporary = Self(file);
        temporary.remove();
        let clock = Clock::at(Timestamp::parse("2026-11-20T19:00:00Z").unwrap());
        let db = Db::create(&format!("sqlite:{}", temporary.0.display()), 2, clock, IdGenerator::seeded(7)).await.unwrap();
        db.migrate().await.unwrap();
        (temporary, db)
    }

    fn remove(&self) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", self.0.display()));
        }
    }
}

impl Drop for DemoDatabase {
    fn drop(&mut self) {
        self.remove();
    }
}

pub(super) async fn number(db: &Db, query: &str) -> i64 {
    let mut tx = db.read().await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn the_demo_loads_once_and_its_figures_can_be_read() {
    let (_guard, db) = DemoDatabase::new("demo").await;
    let summary = load(&db).await.unwrap();
    assert!(summary.people > 1500 && summary.registrations > 3000, "{summary:?}");
    assert_eq!(load(&db).await, Err(Error::Closed));

    let active = "SELECT COUNT(*) FROM membership m JOIN network n ON n.id = m.network WHERE m.state = 'active' AND n.slug = ";
    assert_eq!(number(&db, &format!("{active} 'sil'")).await, 346);
    assert_eq!(
        number(&db, "SELECT COUNT(*) FROM membership m JOIN network n ON n.id = m.network WHERE m.state = 'requested' AND n.slug = 'sil'")
            .await,
        12
    );

    let school =
        "FROM registration r JOIN event e ON e.id = r.event WHERE e.slug = 'ecole-programmation-fonctionnelle' AND r.state = 'confirmed'";
    assert_eq!(number(&db, &format!("SELECT COUNT(*) {school}")).await, 30);
    let member = "AND r.person IN (SELECT person FROM membership m JOIN network n ON n.id = m.network WHERE n.slug = 'ri3')";
    assert_eq!(number(&db, &format!("SELECT COUNT(*) {school} {member}")).await, 8);
    let present = "SELECT COUNT(*) FROM attendance a JOIN registration r ON r.id = a.registration JOIN event e ON e.id = r.event WHERE \
                   a.present = 1 AND e.slug = ";
    assert_eq!(number(&db, &format!("{present} 'ecole-programmation-fonctionnelle'")).await, 30 * 8);
    assert_eq!(number(&db, &format!("{present} 'journees-climeri-2022' AND a.half_day = '2022-02-04 pm'")).await, 70);

    let seats =
        "SELECT COUNT(*) FROM registration r JOIN event e ON e.id = r.event WHERE e.slug = 'ire-prise-en-main-ng-ultra' AND r.state = ";
    assert_eq!((number(&db, &format!("{seats} 'confirmed'")).await, number(&db, &format!("{seats} 'waiting'")).await), (24, 9));

    // An event that three communities hold counts once in the federation.
    let held = "SELECT COUNT(DISTINCT h.event) FROM event_network h JOIN network_below b ON b.below = h.network JOIN network n ON n.id = \
                b.network JOIN event e ON e.id = h.event WHERE h.state IN ('lead', 'accepted') AND n.slug = 'comet' AND e.starts_at < '2020'";
    assert_eq!(number(&db, held).await, 15);
}

#[tokio::test]
async fn nothing_in_the_demo_happens_before_its_time() {
    let (_guard, db) = DemoDatabase::new("order").await;
    load(&db).await.unwrap();
    let now = "2026-11-20T19:00:00Z";
    for (what, query) in [
        ("a change in the future", format!("SELECT COUNT(*) FROM membership_change WHERE at > '{now}'")),
        ("a registration in the future", format!("SELECT COUNT(*) FROM registration WHERE updated_at > '{now}'")),
        ("a registration before the announcement", "SELECT COUNT(*) FROM registration r JOIN event e ON e.id = r.event WHERE r.created_at < e.published_at".to_owned()),
        ("an event changed in the future", format!("SELECT COUNT(*) FROM event WHERE updated_at > '{now}' OR created_at > updated_at")),
        ("an event that ends before it starts", "SELECT COUNT(*) FROM event WHERE ends_at < starts_at".to_owned()),
        ("a person younger than their address", "SELECT COUNT(*) FROM person p JOIN membership_change c ON c.by_person = p.id WHERE c.at < p.created_at AND c.state = 'requested'".to_owned()),
        ("an affiliation that ends before it starts", "SELECT COUNT(*) FROM affiliation WHERE ended_on < started_on".to_owned()),
        ("an upcoming event with attendance", format!("SELECT COUNT(*) FROM attendance a JOIN registration r ON r.id = a.registration JOIN event e ON e.id = r.event WHERE e.ends_at > '{now}'")),
        ("a sum of marks that is none", "SELECT COUNT(*) FROM registration r WHERE COALESCE(r.came, -1) <> COALESCE((SELECT MAX(a.present) FROM attendance a WHERE a.registration = r.id), -1)".to_owned()),
        ("more people than seats", "SELECT COUNT(*) FROM event e WHERE e.seats_on_site < (SELECT COUNT(*) FROM registration r WHERE r.event = e.id AND r.state = 'confirmed' AND r.presence = 'on_site')".to_owned()),
        ("an address outside example.org", "SELECT COUNT(*) FROM address WHERE address NOT LIKE '%@example.org'".to_owned()),
    ] {
        assert_eq!(number(&db, &query).await, 0, "{what}");
    }
    let upcoming = format!("SELECT COUNT(*) FROM event WHERE starts_at > '{now}' AND state = 'published'");
    assert!(number(&db, &upcoming).await >= 20);
}

#[tokio::test]
async fn scaled_data_has_the_sizes_of_the_benchmark() {
    let (_guard, db) = DemoDatabase::new("scale").await;
    load(&db).await.unwrap();
    let summary = scale(&db, 1).await.unwrap();
    assert_eq!((summary.people, summary.events, summary.registrations), (500, 250, 2500));
    assert!(summary.networks >= 20);
    assert_eq!(scale(&db, 1).await, Err(Error::Closed));
    assert_eq!(number(&db, "SELECT COUNT(*) FROM talk t JOIN event e ON e.id = t.event WHERE e.slug = 'charge-programme'").await, 30);
    let participants = "SELECT COUNT(*) FROM registration r JOIN event e ON e.id = r.event WHERE e.slug = 'charge-participants'";
    assert_eq!(number(&db, participants).await, 300);
    let busy = number(&db, "SELECT COUNT(*) FROM event e JOIN network n ON n.id = e.network WHERE n.slug = 'charge-01'").await;
    assert!(busy >= 50, "{busy}");
}
