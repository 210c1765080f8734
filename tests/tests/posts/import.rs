//! The archive of an older list moves in: mails of then become threads, once, and nobody is written to.

use domain::policy::Actor;
use domain::posts::{ArchivedMail, ImportedBatch, MOST_MAILS};
use tests::SiteProgram;

use super::*;

/// 3 March 2015, 10:00 in Paris.
const THEN: i64 = 1_425_373_200;

/// A mail of 2015.
fn old(from: &str, id: &str, day: &str, headers: &str, subject: &str, body: &str) -> String {
    format!(
        "From: {from}\nMessage-ID: <{id}>\nDate: {day} 2015 10:00:00 +0100\n{headers}Subject: {subject}\nTo: ri3-l@old.example.org\n\n{body}\n"
    )
}

/// A thread of four mails, and one more that comes nine weeks after it.
fn archive() -> Vec<String> {
    let (lou, ada, bo) = ("Lou Ancien <lou@old.example.org>", "Ada <ada.lovelace@example.org>", "Bo <bo.martin@example.org>");
    vec![
        old(lou, "1@old", "Tue, 3 Mar", "", "[ri3-l] Calcul", "Qui a un supercalculateur ?"),
        old(ada, "2@old", "Wed, 4 Mar", "In-Reply-To: <1@old>\n", "Re: [ri3-l] Calcul", "Moi."),
        old(bo, "3@old", "Thu, 5 Mar", "References: <2@old> <lost@old>\n", "Re: Calcul", "Moi aussi."),
        old(lou, "4@old", "Tue, 24 Mar", "", "RE : Calcul", "Merci."),
        old(lou, "5@old", "Tue, 26 May", "", "Re: Calcul", "Et depuis ?"),
    ]
}

fn archived(mails: &[String]) -> Vec<ArchivedMail> {
    (1..).zip(mails).map(|(number, mail)| ArchivedMail { number, arrived_at: None, bytes: mail.clone().into_bytes() }).collect()
}

fn outcome(imported: u64, known: u64) -> ImportedBatch {
    ImportedBatch { imported, known, refused: Vec::new() }
}

impl DiscussionFixture {
    async fn brings_in(&self, mails: Vec<ArchivedMail>) -> ImportedBatch {
        posts::import_batch(&self.world.db, &self.claire.actor, LIST, mails).await.unwrap()
    }

    /// The threads as their page lists them: the subject, the number of posts, the day of the newest.
    async fn listed(&self) -> Vec<(String, i64, String)> {
        let page = posts::threads(&self.world.db, &self.bo.actor, LIST, "").await.unwrap();
        page.threads.into_iter().map(|thread| (thread.subject, thread.posts, thread.newest_at.today())).collect()
    }

    /// Each post by its Message-ID, with its date.
    async fn dates(&self) -> Vec<(String, String)> {
        let mut tx = self.world.db.read().await.unwrap();
        sqlx::query_as("SELECT message_id, posted_at FROM post ORDER BY message_id").fetch_all(&mut *tx).await.unwrap()
    }
}

fn threads_of_then() -> Vec<(String, i64, String)> {
    vec![("Re: Calcul".to_owned(), 1, "2015-05-26".to_owned()), ("[ri3-l] Calcul".to_owned(), 4, "2015-03-24".to_owned())]
}

#[tokio::test]
async fn mails_of_then_become_threads_of_then() {
    let fixture = DiscussionFixture::moderated().await;
    let (world, bo) = (&fixture.world, &fixture.bo);
    let deliveries = count(world, "SELECT COUNT(*) FROM delivery").await;
    assert_eq!(fixture.brings_in(archived(&archive())).await, outcome(5, 0));
    assert_eq!(fixture.listed().await, threads_of_then());

    let first = posts::threads(&world.db, &bo.actor, LIST, "").await.unwrap().threads.remove(1).id;
    let thread = posts::thread(&world.db, &bo.actor, LIST, &first).await.unwrap();
    let shown: Vec<_> = thread.posts.iter().map(|shown| (shown.post.author_name.as_str(), shown.answers.as_deref())).collect();
    assert_eq!(shown, [("Lou Ancien", None), ("Ada", Some("Lou Ancien")), ("Bo", Some("Ada")), ("Lou Ancien", Some("Bo"))]);
    let people: Vec<_> = thread.posts.iter().map(|shown| shown.post.person.as_ref()).collect();
    assert_eq!(people, [None, Some(&fixture.ada.id), Some(&fixture.bo.id), None], "those whose proved address it is");
    assert_eq!(thread.posts[0].post.posted_at.seconds(), THEN);
    domain::search::index_queue(&world.db).await.unwrap();
    assert!(bo.get("/search?q=supercalculateur").await.body.contains("/lists/ri3-l/threads/"), "it is found");

    assert_eq!(count(world, "SELECT COUNT(*) FROM delivery").await, deliveries, "nothing leaves");
    assert_eq!(count(world, "SELECT COUNT(*) FROM list_trust").await, 0);
    assert_eq!(fixture.starts(&fixture.ada, "Calcul", "Bonjour").await.hold_reason(), Some(HoldReason::FirstPost), "nobody is trusted");
    assert!(fixture.world.administrator("Agnès Delorme").await.get("/admin/journal").await.shows("a importé l’archive de la liste"));
}

#[tokio::test]
async fn an_import_that_was_stopped_goes_on() {
    let fixture = DiscussionFixture::open().await;
    let mails = archived(&archive());
    assert_eq!(fixture.brings_in(mails[..3].to_vec()).await, outcome(3, 0));
    assert_eq!(fixture.brings_in(mails.clone()).await, outcome(2, 3));
    assert_eq!(fixture.listed().await, threads_of_then(), "as if it had been read at once");
    let revision = fixture.world.db.revision().await.unwrap();
    assert_eq!(fixture.brings_in(mails.clone()).await, outcome(0, 5));
    assert_eq!(fixture.world.db.revision().await.unwrap(), revision, "nothing changed");
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM audit WHERE action = 'list.import'").await, 1, "one entry a day");

    // What an erased person wrote does not come back.
    assert_eq!(fixture.ada.post("/me/data/erase", &[("confirmation", ADA)]).await.status, 303);
    assert_eq!(fixture.brings_in(mails).await, outcome(0, 5));
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post WHERE author_address LIKE 'ada%' OR body LIKE 'Moi.%'").await, 0);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM file").await, 4);
}

#[tokio::test]
async fn broken_and_repeated_mails_are_named_or_passed() {
    let fixture = DiscussionFixture::open().await;
    let good = archive().remove(0);
    let without_id = good.replace("Message-ID: <1@old>\n", "");
    let mails = [
        good.clone(),
        "Message-ID: <nobody@old>\nDate: Tue, 3 Mar 2015 10:00:00 +0100\nSubject: x\n\ny\n".to_owned(),
        "From: lou@old.example.org\nSubject: Sans date\n\ny\n".to_owned(),
        format!("From: lou@old.example.org\nX: {}\n\ny\n", "x".repeat(300_000)),
        good.replace("supercalculateur", "boulier"),
        without_id.clone(),
        without_id,
        old("lou at old.example.org (Lou Ancien)", "at@old", "Tue, 3 Mar", "", "D’un téléchargement", "Bonjour"),
    ];
    let batch = fixture.brings_in(archived(&mails)).await;
    assert_eq!((batch.imported, batch.known), (3, 2));
    let refused: Vec<_> = batch.refused.iter().map(|mail| (mail.number, mail.name.as_str(), mail.reason.to_string())).collect();
    assert_eq!(
        refused,
        [
            (2, "<nobody@old>", "the mail has no address in From".to_owned()),
            (3, "Sans date", "the mail has no date".to_owned()),
            (4, "", "the header of the mail is too long".to_owned()),
        ]
    );
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post WHERE author_address = 'lou@old.example.org'").await, 3);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post WHERE body LIKE '%boulier%'").await, 0, "the first one stays");
}

#[tokio::test]
async fn a_post_has_the_date_of_its_mail_or_of_the_archive_and_none_to_come() {
    let fixture = DiscussionFixture::open().await;
    let mail = |id: &str, date: &str, arrived_at| ArchivedMail {
        number: 1,
        arrived_at,
        bytes: format!("From: Lou <lou@old.example.org>\nMessage-ID: <{id}>\n{date}Subject: {id}\n\nx\n").into_bytes(),
    };
    let (then, to_come) = ("Date: Tue, 3 Mar 2015 10:00:00 +0100\n", "Date: Fri, 1 Jan 2038 00:00:00 +0000\n");
    let later = Some(THEN + 3600);
    let mails = vec![
        mail("a", then, later),
        mail("b", "", later),
        mail("c", to_come, later),
        mail("d", to_come, None),
        mail("e", "", Some(2_145_916_800)),
    ];
    assert_eq!(fixture.brings_in(mails).await, outcome(5, 0));
    let now = fixture.world.db.now().to_string();
    let expected = ["2015-03-03T09:00:00Z", "2015-03-03T10:00:00Z", "2015-03-03T10:00:00Z", now.as_str(), now.as_str()];
    assert_eq!(fixture.dates().await.into_iter().map(|(_, date)| date).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn an_answer_before_its_parent_begins_its_own_thread() {
    let fixture = DiscussionFixture::open().await;
    let mut mails = archive();
    mails.truncate(2);
    mails.reverse();
    assert_eq!(fixture.brings_in(archived(&mails)).await, outcome(2, 0));
    let listed = fixture.listed().await;
    assert_eq!(
        listed.iter().map(|(subject, posts, _)| (subject.as_str(), *posts)).collect::<Vec<_>>(),
        [("Re: [ri3-l] Calcul", 1), ("[ri3-l] Calcul", 1)]
    );
}

#[tokio::test]
async fn the_files_of_a_mail_of_then_are_saved() {
    let fixture = DiscussionFixture::open().await;
    let parts = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
    let body = "--b\nContent-Type: text/plain\n\nVoici.\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=plan.txt\n\n\
                Au premier\n--b--";
    let mail = old("Lou <lou@old.example.org>", "plan@old", "Tue, 3 Mar", parts, "Le plan", body);
    assert_eq!(fixture.brings_in(archived(&[mail])).await, outcome(1, 0));
    let thread = posts::threads(&fixture.world.db, &fixture.bo.actor, LIST, "").await.unwrap().threads.remove(0).id;
    let file = fixture.bo.get(&format!("/lists/ri3-l/threads/{thread}/files/{thread}/0")).await;
    assert_eq!((file.status.as_u16(), file.body.trim()), (200, "Au premier"));
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM file").await, 2, "and the mail as it came");
}

#[tokio::test]
async fn a_mail_whose_html_was_taken_out_has_its_text() {
    let fixture = DiscussionFixture::open().await;
    let parts = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
    let html =
        "--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=attachment.html\n\n<p>Nous <b>recrutons</b>.</p>\n--b--";
    let mail = |id: &str, text: &str| {
        let body = format!("--b\nContent-Type: text/plain\n\n{text}\n{html}");
        old("Lou <lou@old.example.org>", id, "Tue, 3 Mar", parts, "Un poste", &body)
    };
    let mails = [mail("html@old", ""), mail("both@old", "Nous recrutons, dit le texte.")];
    assert_eq!(fixture.brings_in(archived(&mails)).await, outcome(2, 0));
    let mut tx = fixture.world.db.read().await.unwrap();
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM post ORDER BY message_id").fetch_all(&mut *tx).await.unwrap();
    assert_eq!(bodies, ["Nous recrutons, dit le texte.", "Nous recrutons."]);
    drop(tx);
    assert_eq!(count(&fixture.world, "SELECT COUNT(*) FROM post_attachment").await, 0, "nobody opens a file to read a mail");
}

#[tokio::test]
async fn only_those_who_manage_a_discussion_bring_an_archive_in() {
    let fixture = DiscussionFixture::open().await;
    let world = &fixture.world;
    let marie = world.person("Marie Roche").await;
    fixture.change(|list| list.managers = marie.address.clone()).await;
    let mails = || archived(&archive());
    for actor in [&fixture.ada.actor, &world.person("Zoé Ailleurs").await.actor, &Actor::Guest] {
        assert_eq!(posts::import_batch(&world.db, actor, LIST, mails()).await, Err(Error::NotFound), "{actor:?}");
    }
    assert_eq!(count(world, "SELECT COUNT(*) FROM post").await, 0);
    for (list, why) in [("ri3", "a list of announcements"), ("nobody", "no list")] {
        assert_eq!(posts::import_batch(&world.db, &Actor::System, list, mails()).await, Err(Error::NotFound), "{why}");
    }
    let many: Vec<ArchivedMail> = mails().into_iter().cycle().take(MOST_MAILS + 1).collect();
    assert_eq!(posts::import_batch(&world.db, &Actor::System, LIST, many).await, Err(Error::TooLarge));
    assert_eq!(posts::import_batch(&world.db, &marie.actor, LIST, mails()).await, Ok(outcome(5, 0)));
    lists::close(&world.db, &fixture.claire.actor, LIST).await.unwrap();
    assert_eq!(posts::import_batch(&world.db, &Actor::System, LIST, mails()).await, Ok(outcome(0, 5)), "a closed one has an archive");
}

#[tokio::test]
async fn the_command_reads_a_mailbox_and_goes_on_after_a_stop() {
    let fixture = DiscussionFixture::open().await;
    let folder = tempfile::tempdir().unwrap();
    let site = SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder.path(), &fixture.world.url());
    let line = "From lou at old.example.org  Tue Mar  3 09:00:00 2015\n";
    let entries = |mails: &[String]| mails.iter().map(|mail| format!("{line}{mail}\n")).collect::<String>();
    let mails = archive();
    let broken = "Message-ID: <nobody@old>\nSubject: x\n\ny\n".to_owned();
    let dateless = "From: lou@old.example.org\nMessage-ID: <undated@old>\nSubject: Sans date\n\ny\n".to_owned();
    let all = format!("{}{line}\n{}", entries(&mails), entries(&[broken, dateless]));
    for (name, text) in [("half.mbox", entries(&mails[..3])), ("all.mbox", all), ("none.mbox", "Bonjour\n".to_owned())] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let import = |list: &'static str, file: &'static str| ["lists", "import", list, file];
    assert!(site.does(&import(LIST, "half.mbox")).ends_with("3 imported, 0 known already, 0 refused.\n"));
    for expected in ["3 imported, 3 known already, 2 refused.\n", "0 imported, 6 known already, 2 refused.\n"] {
        let output = site.run(&import(LIST, "all.mbox"));
        let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(output.status.success() && out.ends_with(expected), "{out}{errors}");
        let named = ["mail 6: the mail at ", "mail 7 (<nobody@old>): the mail has no address in From.\n"];
        assert!(named.iter().all(|sentence| errors.contains(sentence)), "{errors}");
    }
    let undated = ("Sans date".to_owned(), 1, "2015-03-03".to_owned());
    assert_eq!(fixture.listed().await, [threads_of_then(), vec![undated]].concat(), "it has the date of its line");
    assert!(site.refuses(&import("nobody", "half.mbox")).contains("there is no discussion “nobody”"));
    assert!(site.refuses(&import(LIST, "missing.mbox")).contains("missing.mbox can't be read"));
    assert!(site.refuses(&import(LIST, "none.mbox")).contains("none.mbox has no mail"));
}
