//! The pages of a long archive.

use super::*;

#[tokio::test]
async fn threads_are_in_order_on_every_page_of_a_long_archive() {
    let fixture = DiscussionFixture::open().await;
    let db = &fixture.world.db;
    // Of each ten mails, the last one answers the first one of ten long ago.
    let mail = |number: u64| {
        let answer = if number % 10 == 9 { format!("In-Reply-To: <{}@then.example>\r\n", number / 20 * 10) } else { String::new() };
        let text = format!(
            "Message-ID: <{number}@then.example>\r\nDate: {}\r\nFrom: Lou <lou@then.example>\r\n{answer}Subject: Sujet {number}\r\n\r\nBonjour\r\n",
            chrono::DateTime::from_timestamp(1_400_000_000 + number as i64 * 3600, 0).unwrap().to_rfc2822()
        );
        posts::ArchivedMail { number, arrived_at: None, bytes: text.into_bytes() }
    };
    for batch in 0..6 {
        let mails = (batch * 200..batch * 200 + 200).map(mail).collect();
        assert_eq!(posts::import_batch(db, &domain::policy::Actor::System, LIST, mails).await.unwrap().imported, 200);
    }
    let mut tx = db.read().await.unwrap();
    let expected: Vec<(String, i64)> =
        sqlx::query_as("SELECT thread, COUNT(*) FROM post GROUP BY thread ORDER BY MAX(posted_at) DESC, thread DESC")
            .fetch_all(&mut *tx)
            .await
            .unwrap();
    drop(tx);
    assert_eq!(expected.len(), 1080);
    let mut listed = Vec::new();
    for page in 1..=22 {
        let read = posts::threads(db, &fixture.bo.actor, LIST, &page.to_string()).await.unwrap();
        assert_eq!((read.page, read.pages), (page, 22));
        listed.extend(read.threads.into_iter().map(|thread| (thread.id.to_string(), thread.posts)));
    }
    assert!(listed == expected, "page after page, as they are");
}
