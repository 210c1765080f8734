//! Posts that are refused: bad texts, wrong lists, too many.

use domain::FieldProblem;

use super::*;

/// The fields to correct, each with its problem.
fn problems(outcome: domain::Result<PostOutcome>) -> Vec<(String, FieldProblem)> {
    match outcome {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

fn problem(field: &str, problem: FieldProblem) -> Vec<(String, FieldProblem)> {
    vec![(field.to_owned(), problem)]
}

#[tokio::test]
async fn a_post_without_text_or_too_long_is_refused_and_kept_in_its_form() {
    let fixture = DiscussionFixture::open().await;
    let (db, ada) = (&fixture.world.db, &fixture.ada);
    let path = "/lists/ri3-l/threads/new";
    let empty = ada.post(path, &[("subject", "Calcul"), ("body", " \n ")]).await;
    assert_eq!((empty.status.as_u16(), empty.value_of("subject").as_deref()), (422, Some("Calcul")));
    assert!(empty.error_of("body").is_some() && empty.error_of("subject").is_none(), "{}", empty.words());
    let long = "é".repeat(201);
    let refused = ada.post(path, &[("subject", &long), ("body", "Bonjour à tous")]).await;
    assert_eq!((refused.status.as_u16(), refused.value_of("body").as_deref()), (422, Some("Bonjour à tous")));
    assert!(refused.error_of("subject").is_some() && refused.error_of("body").is_none(), "{}", refused.words());

    let start = async |subject: &str, body: &str| posts::start(db, &ada.actor, LIST, Language::Fr, &written(subject, body)).await;
    assert_eq!(problems(start("Calcul", "\0").await), problem("body", FieldProblem::Required));
    assert_eq!(problems(start("", "Bonjour").await), problem("subject", FieldProblem::Required));
    assert_eq!(problems(start("Calcul", &"x".repeat(100_001)).await), problem("body", FieldProblem::TooLong(100_000)));
    assert_eq!(problems(start("", "").await).len(), 2, "all at once");
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 0);

    let thread = accepted(start("Cal\0cul", "Bon\0jour").await.unwrap());
    let stored = posts::thread(db, &ada.actor, LIST, &thread).await.unwrap().posts.remove(0).post;
    assert_eq!((stored.subject.as_str(), stored.body.as_str()), ("Cal cul", "Bonjour"), "PostgreSQL stores no NUL");
    let path = format!("/lists/ri3-l/threads/{thread}/answer");
    let empty = ada.post(&path, &[("parent", thread.as_str()), ("body", "")]).await;
    assert!(empty.status == 422 && empty.error_of("body").is_some(), "{}", empty.words());
    for unknown in ["nothing", "\0"] {
        assert_eq!(ada.post(&path, &[("parent", unknown), ("body", "Bonjour")]).await.status, 404, "{unknown:?}");
    }
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post").await, 1);
}

#[tokio::test]
async fn nobody_posts_to_an_announcement_list_or_a_closed_one() {
    let fixture = DiscussionFixture::open().await;
    let (db, claire, ada) = (&fixture.world.db, &fixture.claire, &fixture.ada);
    let thread = accepted(fixture.starts(ada, "Calcul", "Bonjour").await);
    let start = async |list: &str| posts::start(db, &ada.actor, list, Language::Fr, &written("Calcul", "Bonjour")).await.err();
    assert_eq!(start("ri3").await, Some(Error::NotFound), "she receives it, and nobody discusses there");
    assert_eq!(posts::threads(db, &claire.actor, "ri3", "1").await.err(), Some(Error::NotFound));
    assert_eq!(claire.get("/lists/ri3/threads").await.status, 404);
    assert_eq!(claire.get("/lists/ri3/threads/new").await.status, 404);
    assert_eq!(start("nothing").await, Some(Error::NotFound));

    lists::close(db, &claire.actor, LIST).await.unwrap();
    assert_eq!(start(LIST).await, Some(Error::Closed));
    let answer = posts::answer(db, &claire.actor, LIST, &thread, Language::Fr, &written("", "Bonjour")).await;
    assert_eq!(answer.err(), Some(Error::Closed), "for coordinators too");
    assert_eq!(ada.post("/lists/ri3-l/threads/new", &[("subject", "Calcul"), ("body", "Bonjour")]).await.status, 409);
    assert!(ada.get(&format!("/lists/ri3-l/threads/{thread}")).await.shows("Bonjour"), "its archive stays");
    lists::reopen(db, &claire.actor, LIST).await.unwrap();
    assert_eq!(start(LIST).await, None);
}

#[tokio::test]
async fn one_person_writes_twenty_posts_an_hour_to_one_list() {
    let fixture = DiscussionFixture::open().await;
    let (db, ada) = (&fixture.world.db, &fixture.ada);
    let thread = accepted(fixture.starts(ada, "Calcul", "Bonjour").await);
    for _ in 0..19 {
        accepted(fixture.answers(ada, &thread, "Encore").await);
    }
    let more = async || posts::answer(db, &ada.actor, LIST, &thread, Language::Fr, &written("", "Encore")).await;
    assert_eq!(problems(more().await), problem("body", FieldProblem::TooOften));
    let refused = ada.post("/lists/ri3-l/threads/new", &[("subject", "Calcul"), ("body", "Encore")]).await;
    assert_eq!((refused.status.as_u16(), refused.value_of("body").as_deref()), (429, Some("Encore")));
    assert!(refused.error_of("body").is_some(), "{}", refused.words());
    accepted(fixture.answers(&fixture.bo, &thread, "Les autres écrivent").await);
    fixture.world.advance(Duration::hours(1));
    accepted(more().await.unwrap());
}

#[tokio::test]
async fn an_answer_is_to_a_post_that_the_readers_of_its_list_see() {
    let fixture = DiscussionFixture::moderated().await;
    let (db, claire, ada, bo) = (&fixture.world.db, &fixture.claire, &fixture.ada, &fixture.bo);
    lists::create_list(db, &claire.actor, "ri3", &discussion("ri3-calcul", "ri3")).await.unwrap();
    let elsewhere = accepted(posts::start(db, &bo.actor, "ri3-calcul", Language::Fr, &written("Ailleurs", "Bonjour")).await.unwrap());
    let thread = accepted(fixture.starts(claire, "Calcul", "Bienvenue").await);
    fixture.starts(ada, "Stockage", "Un texte qui attend").await;
    fixture.answers(ada, &thread, "Une réponse qui attend").await;
    let held = fixture.held().await;
    assert_eq!(held.len(), 2);
    for post_id in [&elsewhere, &held[0], &held[1]] {
        for user in [claire, ada, bo] {
            let answer = posts::answer(db, &user.actor, LIST, post_id, Language::Fr, &written("", "Bonjour")).await;
            assert_eq!(answer.err(), Some(Error::NotFound), "{}", user.name);
            assert_eq!(posts::answer_form(db, &user.actor, LIST, post_id).await.err(), Some(Error::NotFound), "{}", user.name);
            assert_eq!(user.get(&format!("/lists/ri3-l/threads/{post_id}")).await.status, 404, "{}", user.name);
        }
    }
    let page = bo.get(&format!("/lists/ri3-l/threads/{thread}")).await;
    assert!(page.shows("Bienvenue") && !page.shows("Une réponse qui attend"), "{}", page.words());
    assert!(!bo.get("/lists/ri3-l/threads").await.shows("Stockage"));
    assert_eq!(bo.get(&format!("/lists/ri3-calcul/threads/{thread}")).await.status, 404, "a thread of another list");
}
