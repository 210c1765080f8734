//! Workers that die: what they had begun to send is sent again and said to be doubtful; what they had only claimed was never tried.

use domain::administration::{self, DOUBTFUL, MailQuery};
use domain::clock::Clock;
use domain::rng::IdGenerator;
use server::sent_log::{Left, UnnotedFile};

use super::*;

/// How often a mail was tried, and whether it may have left twice.
async fn row(db: &Db, recipient: &str) -> (String, i64, bool) {
    let (mails, _) = queue::list(db, &Actor::System, 1).await.unwrap();
    let id = &mails.iter().find(|mail| mail.recipient == recipient).unwrap().id;
    let row = queue::show(db, &Actor::System, id).await.unwrap();
    (row.line.state.to_string(), row.attempts, row.line.is_doubtful())
}

fn state(state: &str, attempts: i64, doubtful: bool) -> (String, i64, bool) {
    (state.to_owned(), attempts, doubtful)
}

#[tokio::test]
async fn what_a_dead_worker_held_comes_back_when_its_lease_is_over() {
    let world = World::new().await;
    for address in ["begun@example.org", "claimed@example.org"] {
        post(&world.db, address).await;
    }
    let held = queue::claim(&world.db, "dead", 10).await.unwrap();
    let of = |name: &str| held.iter().find(|mail| mail.recipient.starts_with(name)).unwrap();
    assert_eq!(queue::hold(&world.db, of("begun")).await, Ok(true));
    let look = async || {
        let doubtful = queue::take_over(&world.db, "other", false).await.unwrap();
        (doubtful, queue::claim(&world.db, "other", 10).await.unwrap().len())
    };
    assert_eq!(look().await, (0, 0));

    // A worker that is alive says so.
    world.later(Duration::seconds(queue::LEASE_SECONDS - 1));
    queue::renew(&world.db, "dead").await.unwrap();
    world.later(Duration::seconds(queue::LEASE_SECONDS));
    assert_eq!(look().await, (0, 0));

    world.later(Duration::seconds(1));
    assert_eq!(queue::take_over(&world.db, "other", false).await, Ok(1), "the one that it had begun to send");
    assert_eq!(row(&world.db, "begun@example.org").await, state("queued", 1, true));
    assert_eq!(row(&world.db, "claimed@example.org").await, state("queued", 0, false));
    let taken = queue::claim(&world.db, "other", 10).await.unwrap();
    assert_eq!(taken.len(), 2);
    // The dead one wakes up: it has no say any more, except that the mail has left.
    for (late, now) in [(&held[0], false), (&taken[0], true)] {
        assert_eq!(queue::hold(&world.db, late).await, Ok(now));
    }
    queue::deferred(&world.db, &held[0], "too late").await.unwrap();
    assert_eq!(states(&world.db).await[0].1, "sending");
    for mail in &held {
        queue::sent(&world.db, mail, true).await.unwrap();
    }
    settles(&world.db, "sent").await;

    let claire = world.administrator("Claire Fontaine").await;
    let found = administration::mails(&world.db, &claire.actor, &MailQuery { state: DOUBTFUL.to_owned(), ..MailQuery::default() }).await;
    let found: Vec<_> = found.unwrap().mails.into_iter().map(|mail| mail.recipient).collect();
    assert_eq!(found, ["begun@example.org"]);
    let list = claire.get("/admin/mails?state=doubtful").await;
    assert!(list.shows("begun@example.org") && !list.shows("claimed@example.org") && list.shows("peut-être deux fois"), "{}", list.words());
    let link = list.body.split("/admin/mails/").nth(1).unwrap().split('"').next().unwrap();
    let page = claire.get(&format!("/admin/mails/{link}")).await;
    assert!(page.shows("deux fois peut-être, jamais zéro"), "{}", page.words());
}

#[tokio::test]
async fn on_sqlite_the_mails_of_a_killed_process_leave_at_once() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    for address in ["begun@example.org", "claimed@example.org"] {
        post(&world.db, address).await;
    }
    let held = queue::claim(&world.db, "killed", 10).await.unwrap();
    assert_eq!(queue::hold(&world.db, &held[0]).await, Ok(true));
    let alone = ProcessLock::of(&world.url()).map(Arc::new);
    assert_eq!(alone.is_some(), world.db.is_sqlite());
    if alone.is_none() {
        // Elsewhere the killed process may be a node that lives: its lease decides.
        world.later(Duration::seconds(queue::LEASE_SECONDS + 1));
    }
    let worker = RunningMailWorker::alone(&world.db, &towards(&server), true, alone);
    settles(&world.db, "sent").await;
    worker.stops().await;
    let doubtful: Vec<_> = [row(&world.db, "begun@example.org").await, row(&world.db, "claimed@example.org").await].into_iter().collect();
    assert_eq!(doubtful.iter().filter(|(_, _, doubtful)| *doubtful).count(), 1, "{doubtful:?}");
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_text_makes_a_mail_doubtful() {
    let world = World::new().await;
    let server = MailServer::start(|_, before| if before == 0 { SmtpAnswer::Silence } else { SmtpAnswer::Yes }).await;
    post(&world.db, "zoe@example.org").await;
    let worker = RunningMailWorker::on(&world.db, &towards(&server), true);
    for _ in 0..600 {
        if row(&world.db, "zoe@example.org").await == state("queued", 1, true) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    world.later(Duration::minutes(1));
    settles(&world.db, "sent").await;
    worker.stops().await;
    assert_eq!(row(&world.db, "zoe@example.org").await, state("sent", 2, true));
}

#[tokio::test]
async fn a_mail_that_kills_each_time_is_given_up() {
    let world = World::new().await;
    post(&world.db, "zoe@example.org").await;
    let mut kills = 0;
    while let [mail] = &queue::claim(&world.db, "killed", 10).await.unwrap()[..] {
        assert_eq!(queue::hold(&world.db, mail).await, Ok(true));
        assert_eq!(queue::take_over(&world.db, "next", true).await, Ok(1));
        kills += 1;
        assert!(kills <= 11, "for ever");
    }
    assert_eq!(row(&world.db, "zoe@example.org").await, state("failed", 11, true));
}

#[tokio::test]
async fn a_clock_that_was_ahead_and_is_set_right_holds_no_mail_back() {
    let world = World::new().await;
    for address in ["held@example.org", "later@example.org"] {
        post(&world.db, address).await;
    }
    world.later(Duration::days(2));
    post(&world.db, "written@example.org").await;
    let held = queue::claim(&world.db, "dead", 10).await.unwrap();
    for mail in &held {
        match mail.recipient.as_str() {
            "later@example.org" => queue::deferred(&world.db, mail, "451").await.unwrap(),
            "written@example.org" => queue::put_back(&world.db, mail).await.unwrap(),
            _ => assert_eq!(queue::hold(&world.db, mail).await, Ok(true)),
        }
    }
    world.later(-Duration::days(2));
    assert_eq!(queue::take_over(&world.db, "other", false).await, Ok(0));
    assert_eq!(queue::claim(&world.db, "other", 10).await.unwrap().len(), 2, "what was written, and what was deferred for a minute");
    world.later(Duration::seconds(queue::LEASE_SECONDS + 1));
    assert_eq!(queue::take_over(&world.db, "third", false).await, Ok(1), "and not two days later");
}

#[tokio::test]
async fn a_node_whose_clock_is_ahead_believes_no_other_dead() {
    let (db, home) = tests::open_database(Clock::System, IdGenerator::system()).await;
    // Two nodes have two clocks where they share a PostgreSQL; on SQLite all processes are on one machine, and have one.
    let wrong = if db.is_sqlite() { Clock::System } else { Clock::skewed(Duration::seconds(queue::LEASE_SECONDS + 60)) };
    let ahead = Db::open(&home.url(), 4, wrong, IdGenerator::system()).await.unwrap();
    post(&db, "zoe@example.org").await;
    let held = queue::claim(&db, "right", 10).await.unwrap();
    assert_eq!(queue::hold(&db, &held[0]).await, Ok(true));
    assert_eq!(queue::take_over(&ahead, "ahead", false).await, Ok(0));
    assert!(queue::claim(&ahead, "ahead", 10).await.unwrap().is_empty());
    // What it writes itself leaves at once, and is not due when its own clock says so.
    post(&ahead, "bo@example.org").await;
    queue::take_over(&db, "right", false).await.unwrap();
    assert_eq!(queue::claim(&db, "right", 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn copies_that_cannot_be_noted_hold_back_no_single_mail() {
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let folder = tempfile::tempdir().unwrap();
    let unnoted = UnnotedFile::at(folder.path().join("unnoted"));
    unnoted.keep(Left::Copy("copy"), world.db.now());
    post(&world.db, "zoe@example.org").await;
    let mailer = Mailer::new(&towards(&server)).unwrap();
    let worker = Worker { db: world.db.clone(), mailer, posted: Arc::default(), keep_text: false, unnoted: unnoted.clone(), alone: None };
    let (stop, stopping) = watch::channel(false);
    let done = tokio::spawn(worker.run(stopping));
    settles(&world.db, "sent").await;
    // A single mail that left does: it would leave again.
    unnoted.keep(Left::Mail("mail"), world.db.now());
    assert!(unnoted.has_mail());
    stop.send(true).unwrap();
    done.await.unwrap();
    assert_eq!(server.count(), 1);
}
