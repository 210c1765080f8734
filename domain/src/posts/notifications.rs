//! The mails about held posts: to the moderators while posts wait, to the author when one is refused or returned.

use chrono::Duration;

use super::{DAYS_TO_DECIDE, Post, moderation_links};
use crate::db::{BindAll, Conn, Db, InstanceKey, Tx};
use crate::enums::Language;
use crate::error::Result;
use crate::ids::{ListId, PersonId, PostId};
use crate::lists::{self, List};
use crate::mail::{self, MailContent, MailRecipient, ReplyTo};
use crate::names;
use formats::incoming_mail::IncomingMail;
use formats::markdown::{literal, quotation};
use words::tr;

/// The most characters of a mail to the owner address that are passed on.
const MOST_FORWARDED: usize = 20_000;
/// The most posts of a mail to moderators that have a link of their own.
const MOST_LINKS: i64 = 10;
/// The hours between two mails about the posts that wait on a list.
const HOURS_BETWEEN: i64 = 24;

/// Tells the moderators of a list that a post waits: at once, and then once a day as long as new ones wait (see [`remind_moderators`]).
pub(super) async fn notify_moderators(tx: &mut Tx, list: &List, key: &InstanceKey) -> Result<()> {
    let (now, before) = (tx.now, tx.now.plus(-Duration::hours(HOURS_BETWEEN)));
    let due = sqlx::query(
        "INSERT INTO moderation_notice (list, told_at) VALUES ($1, $2)
         ON CONFLICT (list) DO UPDATE SET told_at = excluded.told_at WHERE moderation_notice.told_at <= $3",
    )
    .bind_all((&list.id, now, before))
    .execute(&mut **tx)
    .await?;
    if due.rows_affected() == 0 {
        return Ok(());
    }
    let count = super::threads::count_held(tx, list).await?;
    let link = tx.link(&format!("/lists/{}/held", list.slug));
    let waiting = newest_held(tx, list).await?;
    for moderator in moderators(tx, list).await? {
        let (language, name) = (moderator.language, list.name.as_str());
        let content = MailContent {
            cause: "list.moderation",
            subject: tr!(language, "posts-mail-held-subject", list = name, count = count),
            body: [
                tr!(
                    language,
                    "posts-mail-held",
                    list = literal(name),
                    count = count,
                    days = DAYS_TO_DECIDE.to_string(),
                    link = link.as_str()
                ),
                links(tx, key, language, &moderator, &waiting),
            ]
            .join("\n\n"),
            why: tr!(language, "posts-mail-held-reason", list = name),
            ..MailContent::default()
        };
        mail::post(tx, &moderator, &content).await?;
    }
    Ok(())
}

/// The newest posts that wait on a list: key, subject, author.
async fn newest_held(tx: &mut Tx, list: &List) -> Result<Vec<(PostId, String, String)>> {
    Ok(sqlx::query_as(
        "SELECT id, subject, author_name FROM post WHERE list = $1 AND state = 'held' ORDER BY posted_at DESC, id DESC LIMIT $2",
    )
    .bind_all((&list.id, MOST_LINKS))
    .fetch_all(&mut **tx)
    .await?)
}

/// A link for each post, by which the moderator decides without signing in.
fn links(tx: &Tx, key: &InstanceKey, language: Language, moderator: &MailRecipient, waiting: &[(PostId, String, String)]) -> String {
    let Some(person) = &moderator.person else { return String::new() };
    let mut text = tr!(language, "posts-mail-held-links");
    for (post, subject, author) in waiting {
        let link = moderation_links::link(tx, key, post, person);
        text.push_str(&format!("\n\n- {} – {} : <{link}>", literal(subject), literal(author)));
    }
    text
}

/// Tells the moderators of each list on which a post came to wait after they were last told, a day ago or more.
pub async fn remind_moderators(db: &Db) -> Result<()> {
    let key = InstanceKey::of(db).await?;
    let mut tx = db.write().await?;
    let before = tx.now.plus(-Duration::hours(HOURS_BETWEEN));
    let lists: Vec<ListId> = sqlx::query_scalar(
        "SELECT n.list FROM moderation_notice n
          WHERE n.told_at <= $1 AND EXISTS (SELECT 1 FROM post p WHERE p.list = n.list AND p.state = 'held' AND p.posted_at > n.told_at) ORDER BY n.list",
    )
    .bind(before)
    .fetch_all(&mut *tx)
    .await?;
    if lists.is_empty() {
        return Ok(());
    }
    for list in lists {
        let list = lists::by_id(&mut tx, &list).await?;
        notify_moderators(&mut tx, &list, &key).await?;
    }
    tx.commit().await
}

#[derive(sqlx::FromRow)]
struct ModeratorRow {
    id: PersonId,
    given_name: String,
    family_name: String,
    address: String,
    language: Language,
}

/// The coordinators of the list's network today, and the managers of the list.
async fn moderators(tx: &mut Tx, list: &List) -> Result<Vec<MailRecipient>> {
    let today = tx.now.today();
    let rows: Vec<ModeratorRow> = sqlx::query_as(
        "SELECT p.id, p.given_name, p.family_name, a.address, p.language
           FROM person p JOIN address a ON a.person = p.id AND a.preferred = 1 AND a.verified_at IS NOT NULL
          WHERE p.id IN (SELECT m.person FROM committee c JOIN mandate m ON m.committee = c.id
                          WHERE c.network = $1 AND c.coordinates = 1 AND m.started_on <= $2 AND (m.ended_on IS NULL OR m.ended_on >= $2)
                         UNION SELECT g.person FROM list_manager g WHERE g.list = $3)
          ORDER BY p.id",
    )
    .bind_all((&list.network, today, &list.id))
    .fetch_all(&mut **tx)
    .await?;
    let recipient = |row: ModeratorRow| MailRecipient {
        person: Some(row.id),
        name: names::full(&row.given_name, &row.family_name),
        address: row.address,
        language: row.language,
    };
    Ok(rows.into_iter().map(recipient).collect())
}

/// Passes a mail to the owner address of a list on to its coordinators and managers, with answers to its author.
pub(super) async fn forward_to_moderators(tx: &mut Tx, list: &List, mail: &IncomingMail) -> Result<()> {
    let author = mail.from.first();
    let (address, name) = author.map_or(("", ""), |author| (author.address.as_str(), author.name.as_deref().unwrap_or_default()));
    let text: String = mail.text.chars().take(MOST_FORWARDED).collect();
    for moderator in moderators(tx, list).await? {
        let language = moderator.language;
        let content = MailContent {
            cause: "list.owner",
            subject: tr!(language, "posts-mail-owner-subject", list = list.name.as_str(), subject = mail.subject.as_str()),
            body: [tr!(language, "posts-mail-owner", list = literal(&list.name), address = literal(address)), quotation(&text)]
                .join("\n\n"),
            why: tr!(language, "posts-mail-held-reason", list = list.name.as_str()),
            reply_to: crate::fields::address(address).ok().map(|address| ReplyTo { name: name.to_owned(), address }),
            ..MailContent::default()
        };
        mail::post(tx, &moderator, &content).await?;
    }
    Ok(())
}

/// Returns a refused post to its author, with the moderator's reason.
pub(super) async fn notify_refused(tx: &mut Tx, list: &List, post: &Post, reason: &str) -> Result<()> {
    let language = author_language(tx, post).await?;
    let (name, subject) = (list.name.as_str(), post.subject.as_str());
    let refused = tr!(language, "posts-mail-refused", list = literal(name), subject = literal(subject));
    let body = [refused, quotation(reason), tr!(language, "posts-mail-your-text"), quotation(&post.body)];
    let subject = tr!(language, "posts-mail-refused-subject", list = name, subject = subject);
    return_to_author(tx, list, post, language, subject, body.as_slice()).await
}

/// Returns a post that nobody decided on to its author.
pub(super) async fn notify_returned(tx: &mut Tx, list: &List, post: &Post) -> Result<()> {
    let language = author_language(tx, post).await?;
    let (name, subject) = (list.name.as_str(), post.subject.as_str());
    let returned =
        tr!(language, "posts-mail-returned", list = literal(name), subject = literal(subject), days = DAYS_TO_DECIDE.to_string());
    let body = [returned, tr!(language, "posts-mail-your-text"), quotation(&post.body)];
    let subject = tr!(language, "posts-mail-returned-subject", list = name, subject = subject);
    return_to_author(tx, list, post, language, subject, body.as_slice()).await
}

async fn return_to_author(tx: &mut Tx, list: &List, post: &Post, language: Language, subject: String, body: &[String]) -> Result<()> {
    // Its author was erased meanwhile.
    if post.author_address.is_empty() {
        return Ok(());
    }
    let to = MailRecipient { person: post.person.clone(), name: post.author_name.clone(), address: post.author_address.clone(), language };
    let body: Vec<&str> = body.iter().map(String::as_str).filter(|paragraph| !paragraph.is_empty()).collect();
    let content = MailContent {
        cause: "list.returned",
        subject,
        body: body.join("\n\n"),
        why: tr!(language, "posts-mail-returned-reason", list = list.name.as_str()),
        reply_to: ReplyTo::network(tx, &list.network).await?,
        ..MailContent::default()
    };
    mail::post(tx, &to, &content).await
}

/// The language of the author's account; without one, that of the post.
async fn author_language(conn: &mut Conn, post: &Post) -> Result<Language> {
    let language = sqlx::query_scalar("SELECT language FROM person WHERE id = $1").bind(&post.person).fetch_optional(conn).await?;
    Ok(language.unwrap_or(post.language))
}
