//! Lists of the demo, and the threads that members write to its discussions.

use chrono::Duration;

use super::file_error;
use super::list_files::{DemoListFile, ThreadAuthorFile, ThreadFile, ThreadPostFile};
use super::plan::DemoPlan;
use super::rng::DemoRng;
use domain::db::Tx;
use domain::enums::{Language, ListKind};
use domain::error::Result;
use domain::lists::{ListInput, seed_list};
use domain::posts::{SeededPost, seed_thread};

/// The age of the lists in days: older than every thread.
const LISTS_OPENED: i64 = 400;

/// A thread whose authors are known.
pub(super) struct DemoThread {
    pub(super) list: String,
    language: Language,
    pub(super) subject: String,
    pub(super) posts: Vec<DemoPost>,
}

pub(super) struct DemoPost {
    /// Of its author.
    pub(super) address: String,
    pub(super) body: String,
    hours_ago: i64,
}

/// Finds the authors of all threads.
///
/// # Errors
/// The thread and what is wrong with it.
pub(super) fn plan_threads(plan: &DemoPlan) -> Result<Vec<DemoThread>, String> {
    let describe = |thread: &ThreadFile, cause: &str| format!("content/demo/threads.toml: “{}”: {cause}", thread.subject);
    plan.content.threads.iter().map(|thread| plan_thread(plan, thread).map_err(|cause| describe(thread, &cause))).collect()
}

fn plan_thread(plan: &DemoPlan, thread: &ThreadFile) -> Result<DemoThread, String> {
    let list = plan.content.lists.iter().find(|list| list.slug == thread.list && list.kind == ListKind::Discussion);
    let list = list.ok_or_else(|| format!("lists.toml has no discussion “{}”", thread.list))?;
    let ages: Vec<i64> = thread.post.iter().map(ThreadPostFile::age).collect();
    let oldest = ages.first().copied().ok_or("it has no post")?;
    if ages.windows(2).any(|pair| pair[0] <= pair[1]) || ages.iter().any(|age| !(1..LISTS_OPENED * 24).contains(age)) {
        return Err("a post is as old as the one that it answers, not yet written, or older than its list".to_owned());
    }
    let authors = find_authors(plan, &list.network, thread, oldest)?;
    let mut posts = Vec::new();
    for post in &thread.post {
        let author = post.author.checked_sub(1).and_then(|index| authors.get(index)).copied();
        let person = author.ok_or_else(|| format!("there is no author {}", post.author))?;
        let address = plan.people[person].address.clone();
        posts.push(DemoPost { address, body: insert_names(plan, &authors, &post.body)?, hours_ago: post.age() });
    }
    Ok(DemoThread { list: thread.list.clone(), language: thread.language, subject: thread.subject.clone(), posts })
}

/// The authors of a thread: members of the network since before its first post. Those whom the loader picks have different given names, so that
/// an answer shows whom it addresses.
fn find_authors(plan: &DemoPlan, network: &str, thread: &ThreadFile, oldest: i64) -> Result<Vec<usize>, String> {
    let started = plan.today - Duration::days(oldest / 24 + 1);
    let active = plan
        .memberships
        .iter()
        .filter(|membership| membership.network == network && membership.active_on(started) && membership.active_on(plan.today));
    let members: Vec<usize> = active.map(|membership| membership.person).collect();
    let mut rng = DemoRng::of(&format!("{} {}", thread.list, thread.subject));
    let mut authors: Vec<usize> = Vec::new();
    for (number, wanted) in (1_usize..).zip(&thread.authors) {
        let person = match &wanted.person {
            Some(key) => Some(plan.person(key)?).filter(|person| members.contains(person)),
            None => {
                let fits = |person: &usize| is_wanted(plan, wanted, *person) && !shares_name(plan, &authors, *person);
                let choices: Vec<usize> = members.iter().copied().filter(fits).collect();
                rng.pick(&choices).copied()
            }
        };
        authors.push(person.ok_or_else(|| format!("{network} has no member for author {number}"))?);
    }
    Ok(authors)
}

/// Whether the loader may pick that person: people with a key write only where a file names them.
fn is_wanted(plan: &DemoPlan, wanted: &ThreadAuthorFile, person: usize) -> bool {
    let person = &plan.people[person];
    let organisation = &plan.content.organisations[person.organisation].name;
    person.key.is_none() && wanted.organisation.as_ref().is_none_or(|name| name == organisation)
}

fn shares_name(plan: &DemoPlan, authors: &[usize], person: usize) -> bool {
    authors.iter().any(|author| plan.people[*author].given == plan.people[person].given)
}

/// Replaces `{{2}}` with the given name of the second author.
fn insert_names(plan: &DemoPlan, authors: &[usize], body: &str) -> Result<String, String> {
    let mut text = body.trim().to_owned();
    for (number, author) in (1_usize..).zip(authors) {
        text = text.replace(&format!("{{{{{number}}}}}"), &plan.people[*author].given);
    }
    if text.contains("{{") { Err("“{{” must be followed by the number of an author".to_owned()) } else { Ok(text) }
}

/// Writes the lists, then the threads.
pub(super) async fn add(tx: &mut Tx, lists: &[DemoListFile], threads: &[DemoThread]) -> Result<()> {
    let now = tx.now;
    tx.now = now.plus(-Duration::days(LISTS_OPENED));
    for list in lists {
        let input = ListInput {
            name: list.name.clone(),
            slug: list.slug.clone(),
            description: list.description.clone(),
            kind: list.kind.to_string(),
            archive: list.archive.to_string(),
            posting: list.posting.map(|posting| posting.to_string()).unwrap_or_default(),
            first_posts_held: if list.first_posts_held { "yes".to_owned() } else { String::new() },
            rules: list.rules.clone(),
            ..ListInput::default()
        };
        let seeded = seed_list(tx, &list.network, &input, list.main, &list.subscribers).await;
        seeded.map_err(|error| file_error(&format!("content/demo/lists.toml: {}: {error:?}", list.slug)))?;
    }
    tx.now = now;
    for thread in threads {
        let mut posts = Vec::new();
        for post in &thread.posts {
            posts.push(SeededPost { author: &post.address, body: &post.body, hours_ago: post.hours_ago });
        }
        let seeded = seed_thread(tx, &thread.list, thread.language, &thread.subject, &posts).await;
        seeded.map_err(|error| file_error(&format!("content/demo/threads.toml: “{}”: {error:?}", thread.subject)))?;
    }
    Ok(())
}
