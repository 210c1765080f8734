//! The number of statements of a page does not grow with its rows.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use domain::Language;
use domain::attendance::{self, AttendanceInput};
use domain::forms::{self, AnswersInput, QuestionsInput};
use domain::imports::{self, ImportConfirmation, ImportTarget, MatchInput};
use domain::lists::{self, ListInput};
use domain::pages::{self, PageInput, PagePlace};
use domain::posts::{self, PostInput, PostOutcome};
use domain::registrations::{self, ParticipantQuery, RegistrationInput};
use tests::World;
use tokio::sync::Mutex;
use tracing_subscriber::layer::{Context, SubscriberExt};

/// Counts queries, and all statements. The set-up of a new connection is no query.
struct Count(Arc<AtomicUsize>, Arc<AtomicUsize>);

#[derive(Default)]
struct IsQuestion(bool);

impl tracing::field::Visit for IsQuestion {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        let text = format!("{value:?}");
        self.0 |= field.name() == "summary" && text.trim_start_matches('"').starts_with("SELECT");
    }
}

impl<S: tracing::Subscriber> tracing_subscriber::Layer<S> for Count {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut question = IsQuestion::default();
        event.record(&mut question);
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(usize::from(question.0), Ordering::SeqCst);
            self.1.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The statements of the whole process. The stories take turns, because each counts all of them.
static COUNTED: LazyLock<Mutex<(Arc<AtomicUsize>, Arc<AtomicUsize>)>> = LazyLock::new(|| {
    let (asked, told) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(Count(asked.clone(), told.clone()))).unwrap();
    Mutex::new((asked, told))
});

/// Bytes that this process has written to files and sockets.
fn written() -> u64 {
    let counts = std::fs::read_to_string("/proc/self/io").expect("Linux counts what a process writes");
    counts.lines().find_map(|line| line.strip_prefix("wchar: ")).unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_cost_per_person_does_not_grow_with_the_demo() {
    let counted = COUNTED.lock().await;
    let (_, told) = &*counted;
    let mut costs = Vec::new();
    for units in [1, 8] {
        let world = World::new().await;
        let people = f64::from(500 * units);
        let (statements, octets) = (told.load(Ordering::SeqCst), written());
        let loaded = demo::scale(&world.db, units).await.unwrap();
        assert_eq!((loaded.people, loaded.registrations), (500 * units as usize, 2500 * units as usize));
        let load = (told.load(Ordering::SeqCst) - statements) as f64 / people;
        let loading = (written() - octets) as f64 / people;
        domain::search::catch_up(&world.db).await.unwrap();
        let (statements, octets) = (told.load(Ordering::SeqCst), written());
        let found = domain::search::rebuild(&world.db).await.unwrap();
        assert_eq!(found, 500 * units as usize + 250 * units as usize + 21);
        let index = (told.load(Ordering::SeqCst) - statements) as f64 / people;
        costs.push((load, loading, index, (written() - octets) as f64 / people));
    }
    let [one, eight] = costs[..] else { panic!("two sizes") };
    println!("for each person, statements and octets of the load, and of the index: {one:?}, {eight:?}");
    assert!(eight.0 <= one.0 * 1.1 && eight.2 <= one.2 * 1.1, "statements for each person: {one:?}, {eight:?}");
    // These would grow with the number of people if each new row rewrote a page of a file: they were 240
    // and 100 kB at the larger size. The server of PostgreSQL writes its files itself.
    assert!(eight.1 <= 40_000.0 && eight.1 <= one.1 * 1.5 && eight.3 <= 20_000.0, "octets for each person: {one:?}, {eight:?}");
}

#[tokio::test]
async fn pages_of_thirty_rows_cost_as_many_statements_as_pages_of_one() {
    let counted = COUNTED.lock().await;
    let (asked, told) = &*counted;
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let text = str::to_owned;
    let input = tests::webinar("Rust à bord");
    let more = async |count: usize| {
        for at in 0..count {
            world.event(&claire, "sil", &input).await;
            let member = world.member(&sil, &format!("Camille Dupont{count}n{at}")).await;
            world.mandate(&member, &sil, Some("2027-01-01")).await;
            let page = PageInput {
                title: format!("Page {count} {at}"),
                kind: text("page"),
                access: text("members"),
                language: text("fr"),
                position: text("1"),
                body: text("# Un\n\n# Rust"),
                ..PageInput::default()
            };
            pages::create(&world.db, &claire.actor, &PagePlace::Network(text("sil")), &page).await.unwrap();
            world.network_with(&format!("reseau-{count}-{at}"), |network| network.parents = vec!["sil".to_owned()]).await;
        }
    };
    let pages = [
        "/",
        "/agenda",
        "/agenda?network=sil&kind=webinar",
        "/agenda?network=sil&q=rust+bord",
        "/agenda/month?month=2026-11",
        "/networks",
        "/networks/sil",
        "/networks/sil/agenda",
        "/networks/sil/resources",
        "/networks/sil/governance",
        "/networks/sil/figures",
        "/networks/sil/figures?on=2025-12-31",
        "/networks/sil/figures/events?year=2026",
        "/networks/sil/figures/overlap",
        "/networks/sil/figures/lists?year=2026",
        "/networks/sil/figures/tables/events.csv",
        "/networks/sil/reviews",
        "/networks/sil/members",
        "/networks/sil/members.csv",
        "/networks/sil/pages/page-1-0",
        "/networks/sil/pages/page-1-0/revisions",
        "/search?q=rust",
        "/search?q=camille+dup",
    ];
    let cost = async || {
        domain::search::catch_up(&world.db).await.unwrap();
        let mut costs = Vec::new();
        for page in pages {
            let before = asked.load(Ordering::SeqCst);
            assert_eq!(claire.get(page).await.status, 200, "{page}");
            costs.push(asked.load(Ordering::SeqCst) - before);
        }
        costs
    };
    more(1).await;
    let one = cost().await;
    more(29).await;
    assert_eq!(one, cost().await);
    assert!(one.iter().all(|count| (1..=20).contains(count)), "{one:?}");
    let figures: Vec<_> = pages.into_iter().zip(one).filter(|(page, _)| page.contains("/figures")).map(|(_, count)| count).collect();
    assert_eq!(figures, [11, 12, 14, 10, 12, 16], "each page of figures, and a table of it, which the journal tells");

    let slug = world.event(&claire, "sil", &input).await;
    let come = async |people: std::ops::Range<usize>| {
        for number in people {
            let person = world.person(&format!("Personne Numéro{number}")).await;
            registrations::register(&world.db, &person.actor, &slug, &RegistrationInput::default()).await.unwrap();
        }
    };
    let list = async || {
        let before = asked.load(Ordering::SeqCst);
        assert_eq!(claire.get(&format!("/events/{slug}/registrations")).await.status, 200);
        asked.load(Ordering::SeqCst) - before
    };
    come(0..3).await;
    let three = list().await;
    come(3..100).await;
    assert_eq!(three, list().await);
    assert!((1..=8).contains(&three), "{three}");

    // A request is given up after 30 seconds, so a full file of members may take some hundred statements.
    let file: String = (0..imports::LINES)
        .map(|at| format!("Membre{at};Camille;camille.membre{at}@example.org;Organisation {};Ingénierie\n", at / 10))
        .collect();
    let file = format!("Nom;Prénom;Courriel;Organisme;Profession\n{file}");
    let target = ImportTarget::Members(text("sil"));
    let id = imports::upload(&world.db, &claire.actor, &target, "membres.csv", file.into_bytes()).await.unwrap();
    let columns = ["family_name", "given_name", "address", "organisation", "profession"].map(str::to_owned).to_vec();
    let matched = MatchInput { columns, kind: text("agency") };
    imports::match_columns(&world.db, &claire.actor, &target, &id, &matched).await.unwrap();
    let before = told.load(Ordering::SeqCst);
    let plan = imports::dry_run(&world.db, &claire.actor, &target, &id, Language::Fr).await.unwrap();
    let looked = told.load(Ordering::SeqCst);
    let agreed = ImportConfirmation { digest: plan.digest, ..ImportConfirmation::default() };
    let done = imports::run(&world.db, &claire.actor, &target, &id, Language::Fr, &agreed).await.unwrap();
    assert_eq!(done.created, imports::LINES);
    let (looking, writing) = (looked - before, told.load(Ordering::SeqCst) - looked);
    assert!((1..=60).contains(&looking) && (1..=1000).contains(&writing), "{looking}, {writing}");
}

#[tokio::test]
async fn a_discussion_of_three_costs_as_many_statements_as_one_of_one() {
    let counted = COUNTED.lock().await;
    let (asked, _) = &*counted;
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    let text = str::to_owned;
    let list = ListInput {
        name: text("SIL-L"),
        slug: text("sil-l"),
        kind: text("discussion"),
        archive: text("members"),
        posting: text("subscribers"),
        first_posts_held: text("yes"),
        rules: vec![text("members:sil")],
        ..ListInput::default()
    };
    lists::create_list(&world.db, &claire.actor, "sil", &list).await.unwrap();
    let input = PostInput { subject: text("Rust à bord"), body: text("Bonjour"), ..PostInput::default() };
    let start = async || {
        // The post of a member waits, that of a coordinator does not.
        posts::start(&world.db, &ada.actor, "sil-l", Language::Fr, &input).await.unwrap();
        match posts::start(&world.db, &claire.actor, "sil-l", Language::Fr, &input).await.unwrap() {
            PostOutcome::Accepted { thread, .. } => thread,
            PostOutcome::Held { reason, .. } => panic!("{reason:?}"),
        }
    };
    let thread = start().await;
    let pages = [
        text("/lists/sil-l/threads"),
        text("/lists/sil-l/threads.atom"),
        format!("/lists/sil-l/threads/{thread}"),
        text("/lists/sil-l/held"),
    ];
    let cost = async || {
        let mut costs = Vec::new();
        for page in &pages {
            let before = asked.load(Ordering::SeqCst);
            assert_eq!(claire.get(page).await.status, 200, "{page}");
            costs.push(asked.load(Ordering::SeqCst) - before);
        }
        costs
    };
    let one = cost().await;
    for _ in 0..2 {
        start().await;
        let answer = PostInput { subject: String::new(), ..input.clone() };
        posts::answer(&world.db, &claire.actor, "sil-l", &thread, Language::Fr, &answer).await.unwrap();
    }
    assert_eq!(one, cost().await);
    assert!(one.iter().all(|count| (1..=20).contains(count)), "{one:?}");
}

#[tokio::test]
async fn certificates_of_thirty_cost_as_many_statements_as_those_of_one() {
    let counted = COUNTED.lock().await;
    let (asked, _) = &*counted;
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.person("Ada Lovelace").await;
    let mut events = Vec::new();
    for number in 0..30 {
        let slug = world.event(&claire, "sil", &tests::webinar(&format!("Webinaire {number}"))).await;
        registrations::register(&world.db, &ada.actor, &slug, &RegistrationInput::default()).await.unwrap();
        let person = world.person(&format!("Personne Numéro{number}")).await;
        registrations::register(&world.db, &person.actor, &events.first().cloned().unwrap_or(slug.clone()), &RegistrationInput::default())
            .await
            .unwrap();
        events.push(slug);
    }
    world.advance(tests::Duration::days(5));
    // Everybody registered for these events was there.
    let mark = async |slug: &str, most: usize| {
        let list = registrations::list(&world.db, &claire.actor, slug, &ParticipantQuery::default()).await.unwrap();
        let present = list.participants.iter().take(most).map(|row| format!("{} 2026-11-24 pm", row.id)).collect();
        let input = AttendanceInput { half_days: "2026-11-24 pm".to_owned(), present, ..AttendanceInput::default() };
        attendance::mark(&world.db, &claire.actor, slug, &input).await.unwrap();
    };
    let cost = async || {
        let before = asked.load(Ordering::SeqCst);
        let mine = ada.get("/me/certificates").await;
        let between = asked.load(Ordering::SeqCst);
        let register = claire.get(&format!("/events/{}/certificates", events[0])).await;
        assert_eq!((mine.status.as_u16(), register.status.as_u16()), (200, 200));
        let rows = (mine.all("main tbody tr").len(), register.all("main tbody tr").len());
        (rows, between - before, asked.load(Ordering::SeqCst) - between)
    };
    mark(&events[0], 1).await;
    let (rows, mine, register) = cost().await;
    assert_eq!(rows, (1, 1));
    for slug in &events {
        mark(slug, 100).await;
    }
    assert_eq!(cost().await, ((30, 31), mine, register));
    assert!((1..=10).contains(&mine) && (1..=10).contains(&register), "{mine}, {register}");
}

#[tokio::test]
async fn thirty_answers_of_thirty_people_cost_as_much_as_one_of_one() {
    let counted = COUNTED.lock().await;
    let (asked, told) = &*counted;
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let mut costs = Vec::new();
    for questions in [1, 30] {
        let slug = world.event(&claire, "sil", &tests::webinar(&format!("Webinaire {questions}"))).await;
        let every = |text: &str| vec![text.to_owned(); questions];
        let form = QuestionsInput {
            version: "0".to_owned(),
            act: "save".to_owned(),
            key: (0..questions).map(|row| format!("k{row}")).collect(),
            kind: every("one_of"),
            label: every("Atelier"),
            choices: every("Rust | 50\nC++"),
            ..QuestionsInput::default()
        };
        forms::edit(&world.db, &claire.actor, &slug, &form, Language::Fr).await.unwrap();
        let fields = (0..questions).map(|row| (format!("q-k{row}"), "Rust".to_owned())).collect();
        let input = RegistrationInput { answers: AnswersInput::of_fields(fields), ..RegistrationInput::default() };
        let registers = async |name: &str| {
            let person = world.person(name).await;
            let before = told.load(Ordering::SeqCst);
            registrations::register(&world.db, &person.actor, &slug, &input).await.unwrap();
            told.load(Ordering::SeqCst) - before
        };
        let reads = async || {
            let before = asked.load(Ordering::SeqCst);
            let page = claire.get(&format!("/events/{slug}/registrations/answers")).await;
            (page.all("main tbody tr").len(), asked.load(Ordering::SeqCst) - before)
        };
        let first = registers(&format!("Ada Première{questions}")).await;
        let (rows, page) = reads().await;
        assert_eq!(rows, 1);
        for number in 1..30 {
            registers(&format!("Personne Numéro{questions}x{number}")).await;
        }
        assert_eq!(reads().await, (30, page));
        costs.push((first, page));
    }
    assert_eq!(costs[0], costs[1], "statements of a registration, and of the page of the answers");
    assert!((1..=12).contains(&costs[0].1), "{costs:?}");
}
