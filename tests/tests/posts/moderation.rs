//! What moderators decide, when they are told, and what happens when nobody decides.

use domain::administration;
use domain::policy::Actor;

use super::*;

#[tokio::test]
async fn moderators_are_told_once_a_day_however_many_posts_wait() {
    let fixture = DiscussionFixture::moderated().await;
    let db = &fixture.world.db;
    let marie = fixture.world.person("Marie Roche").await;
    fixture.change(|list| list.managers = marie.address.clone()).await;
    let told = async || {
        let claire = fixture.mails(&fixture.claire.address, "list.moderation").await;
        assert_eq!(claire, fixture.mails(&marie.address, "list.moderation").await, "the manager of the list as its coordinator");
        claire
    };
    fixture.starts(&fixture.ada, "Calcul", "Bonjour").await;
    fixture.starts(&fixture.bo, "Stockage", "Bonjour").await;
    posts::remind_moderators(db).await.unwrap();
    assert_eq!(told().await, 1, "the second post came within a day");
    fixture.world.advance(Duration::hours(25));
    posts::remind_moderators(db).await.unwrap();
    assert_eq!(told().await, 2, "one mail for all that wait");
    for hours in [0, 25, 25] {
        fixture.world.advance(Duration::hours(hours));
        posts::remind_moderators(db).await.unwrap();
        assert_eq!(told().await, 2, "nothing new came");
    }
    fixture.starts(&fixture.ada, "Calcul, suite", "Toujours là").await;
    assert_eq!(told().await, 3, "a day later the next one is told at once");
    for post in fixture.held().await {
        fixture.decides(&marie, &post, ModerationDecision::Accept).await.unwrap();
    }
    fixture.world.advance(Duration::hours(25));
    posts::remind_moderators(db).await.unwrap();
    assert_eq!(told().await, 3, "nothing waits");
}

#[tokio::test]
async fn who_may_not_post_is_held_even_when_trusted() {
    let fixture = DiscussionFixture::moderated().await;
    let (claire, ada) = (&fixture.claire, &fixture.ada);
    fixture.change(|list| list.archive = "public".to_owned()).await;
    let zoe = fixture.world.person("Zoé Ailleurs").await;
    for _ in 0..2 {
        assert_eq!(fixture.starts(&zoe, "Question", "Bonjour").await.hold_reason(), Some(HoldReason::NotAPoster));
        let held = fixture.held().await;
        fixture.decides(claire, &held[0], ModerationDecision::AcceptAndTrust).await.unwrap();
    }
    lists::set_subscription(&fixture.world.db, &zoe.actor, LIST, true).await.unwrap();
    accepted(fixture.starts(&zoe, "Question", "Je m’abonne").await);

    fixture.change(|list| list.posting = "members".to_owned()).await;
    assert_eq!(fixture.starts(&zoe, "Question", "Encore").await.hold_reason(), Some(HoldReason::NotAPoster), "she is no member");
    assert_eq!(fixture.starts(ada, "Calcul", "Bonjour").await.hold_reason(), Some(HoldReason::FirstPost), "she is a member");
    fixture.change(|list| list.posting = "coordinators".to_owned()).await;
    assert_eq!(fixture.starts(ada, "Calcul", "Bonjour").await.hold_reason(), Some(HoldReason::NotAPoster));
    accepted(fixture.starts(claire, "Annonce", "Un coordinateur n’attend jamais").await);
}

#[tokio::test]
async fn strangers_and_guests_can_not_write_to_what_they_can_not_read() {
    let fixture = DiscussionFixture::moderated().await;
    let (db, zoe) = (&fixture.world.db, fixture.world.person("Zoé Ailleurs").await);
    let start = async |actor: &Actor| posts::start(db, actor, LIST, Language::Fr, &written("Question", "Bonjour")).await.err();
    assert_eq!(start(&zoe.actor).await, Some(Error::NotFound));
    assert_eq!(zoe.get("/lists/ri3-l/threads/new").await.status, 404);
    assert_eq!(zoe.post("/lists/ri3-l/threads/new", &[("subject", "Question"), ("body", "Bonjour")]).await.status, 404);
    for archive in ["members", "public"] {
        fixture.change(|list| list.archive = archive.to_owned()).await;
        assert!(matches!(start(&Actor::Guest).await, Some(Error::SignedOut | Error::NotFound)), "{archive}");
    }
    let guest = fixture.world.guest();
    let refused = guest.post("/lists/ri3-l/threads/new", &[("subject", "Question"), ("body", "Bonjour")]).await.status;
    assert!(refused == 401 || refused == 404 || refused == 303, "{refused}");
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 0);
}

#[tokio::test]
async fn a_refused_post_comes_back_with_the_reason_and_its_text() {
    let fixture = DiscussionFixture::moderated().await;
    let claire = &fixture.claire;
    fixture.starts(&fixture.ada, "Calcul", "Voici mon long texte").await;
    let post = fixture.held().await.remove(0);
    let refuse = |reason: &str| ModerationDecision::Refuse(reason.to_owned());
    assert_eq!(fixture.decides(&fixture.bo, &post, refuse("Non")).await, Err(Error::NotFound), "a member decides nothing");
    assert!(matches!(fixture.decides(claire, &post, refuse(&"x".repeat(501))).await, Err(Error::Invalid(_))));
    assert_eq!(fixture.held().await, std::slice::from_ref(&post), "a reason that is too long decides nothing");
    assert!(fixture.world.mails_to(ADA).await.is_empty());

    fixture.decides(claire, &post, refuse("Hors sujet ici")).await.unwrap();
    let mail = fixture.world.last_mail_to(ADA).await;
    assert_eq!(mail.cause, "list.returned");
    assert!(mail.body.contains("Hors sujet ici") && mail.body.contains("Voici mon long texte"), "{}", mail.body);
    assert!(fixture.held().await.is_empty() && fixture.copies(&post).await.is_empty());
    for decision in [ModerationDecision::Accept, ModerationDecision::AcceptAndTrust, refuse(""), ModerationDecision::Discard] {
        assert_eq!(fixture.decides(claire, &post, decision).await, Err(Error::Closed), "it is decided");
    }
    assert_eq!(fixture.mails(ADA, "list.returned").await, 1);
    assert_eq!(fixture.starts(&fixture.ada, "Calcul", "Encore").await.hold_reason(), Some(HoldReason::FirstPost), "nobody trusted her");
}

#[tokio::test]
async fn nobody_is_told_about_a_discarded_post() {
    let fixture = DiscussionFixture::moderated().await;
    fixture.starts(&fixture.ada, "Promotion", "Achetez mes montres").await;
    let post = fixture.held().await.remove(0);
    let before = fixture.world.mails().await.len();
    fixture.decides(&fixture.claire, &post, ModerationDecision::Discard).await.unwrap();
    assert_eq!(fixture.world.mails().await.len(), before);
    assert!(fixture.held().await.is_empty() && fixture.copies(&post).await.is_empty());
    assert_eq!(fixture.decides(&fixture.claire, &post, ModerationDecision::Accept).await, Err(Error::Closed));
}

#[tokio::test]
async fn of_two_moderators_at_once_one_decides_and_copies_leave_once() {
    let fixture = DiscussionFixture::moderated().await;
    let (claire, diane) = (&fixture.claire, fixture.world.coordinator(&fixture.network, "Diane Roche").await);
    for round in 0..8 {
        fixture.starts(&fixture.ada, "Calcul", "Bonjour").await;
        let post = fixture.held().await.remove(0);
        let other = if round % 2 == 0 { ModerationDecision::Accept } else { ModerationDecision::Refuse(String::new()) };
        let (first, second) =
            tokio::join!(fixture.decides(claire, &post, ModerationDecision::Accept), fixture.decides(&diane, &post, other.clone()));
        assert!(matches!((&first, &second), (Ok(()), Err(Error::Closed)) | (Err(Error::Closed), Ok(()))), "{first:?} {second:?}");
        let is_accepted = first.is_ok() || other == ModerationDecision::Accept;
        assert_eq!(fixture.copies(&post).await, if is_accepted { all("queued", &[ADA, BO]) } else { Vec::new() }, "round {round}");
    }
}

#[tokio::test]
async fn a_post_that_nobody_decides_on_comes_back_after_two_weeks() {
    let fixture = DiscussionFixture::moderated().await;
    let db = &fixture.world.db;
    fixture.starts(&fixture.ada, "Calcul", "Voici mon long texte").await;
    let post = fixture.held().await.remove(0);
    fixture.world.advance(Duration::days(13));
    assert_eq!(posts::return_undecided(db).await, Ok(0));
    assert_eq!((fixture.held().await.len(), fixture.mails(ADA, "list.returned").await), (1, 0), "there is still time");
    fixture.world.advance(Duration::days(2));
    assert_eq!(posts::return_undecided(db).await, Ok(1));
    let mail = fixture.world.last_mail_to(ADA).await;
    assert!(mail.cause == "list.returned" && mail.body.contains("Voici mon long texte"), "{}", mail.body);
    assert_eq!(posts::return_undecided(db).await, Ok(0), "once");
    assert_eq!(fixture.mails(ADA, "list.returned").await, 1);
    assert!(fixture.held().await.is_empty() && fixture.copies(&post).await.is_empty());
    assert_eq!(fixture.decides(&fixture.claire, &post, ModerationDecision::Accept).await, Err(Error::Closed));
}

#[tokio::test]
async fn refused_posts_are_deleted_in_time_and_accepted_ones_stay() {
    let fixture = DiscussionFixture::moderated().await;
    for (subject, decision) in [
        ("Calcul", ModerationDecision::Accept),
        ("Promotion", ModerationDecision::Discard),
        ("Hors sujet", ModerationDecision::Refuse("Hors sujet".to_owned())),
    ] {
        fixture.starts(&fixture.ada, subject, "Bonjour").await;
        let post = fixture.held().await.remove(0);
        fixture.decides(&fixture.claire, &post, decision).await.unwrap();
    }
    administration::purge(&fixture.world.db, &Actor::System).await.unwrap();
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 3, "moderators may still look");
    fixture.world.advance(Duration::days(2 * 366));
    administration::purge(&fixture.world.db, &Actor::System).await.unwrap();
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post WHERE state = 'accepted'").await, 1);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 1);
}
