//! The archive of an older list: its import from a mailbox, and its pages without the cache.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

use domain::db::Db;
use formats::mbox;

use crate::bench_server::{BenchServer, BenchSubjects};
use crate::client::{BenchClient, BenchRequest};
use crate::list_mails::{MailSeries, word};
use crate::lists::{self, START};
use crate::load::{self, LoadTarget};
use crate::{figures, milliseconds};

/// The size of a mail in bytes.
const BYTES: usize = 2000;
const AUTHORS: usize = 200;
/// The seconds between two mails: 100,000 of them fill nine and a half years.
const INTERVAL: i64 = 3000;
const LIST: &str = "archive-l";
/// How long the import may take.
const TIMEOUT: Duration = Duration::from_secs(900);
/// How long each page is requested before and while it is measured.
const WARM_UP: Duration = Duration::from_millis(700);
const TIME: Duration = Duration::from_secs(3);

/// A page of the archive.
struct ArchivePage {
    name: &'static str,
    target: LoadTarget,
    /// The aim for one reader, in milliseconds.
    most: &'static str,
    /// What it must show.
    shows: String,
}

/// Imports an archive of `count` mails and measures pages of it. Returns the report.
///
/// # Errors
/// A mail was not imported, the import took too long, or a page does not show what it must.
pub async fn measure(server: &mut BenchServer, subjects: &BenchSubjects, count: usize) -> Result<String, String> {
    let db = server.db().await?;
    // What the other rows have left to index is not the import's.
    domain::search::index_queue(&db).await.map_err(|cause| cause.to_string())?;
    lists::create_discussion(&db, &subjects.network, LIST, "subscribers").await?;
    let mailbox = server.path("archive.mbox");
    let size = write(&mailbox, count).map_err(|cause| format!("{}: {cause}", mailbox.display()))?;
    let (printed, time) = server.run(&["lists", "import", LIST, "archive.mbox"], TIMEOUT)?;
    let _ = std::fs::remove_file(mailbox);
    if !printed.contains(&format!("{count} imported, 0 known already, 0 refused.")) {
        return Err(format!("the import of {count} mails: {printed}"));
    }
    let thread = thread_of(&db, MailSeries::middle(count)).await?;
    db.close().await;
    let mut report = String::new();
    let _ = writeln!(
        report,
        "\nAn archive of {count} mails, {:.0} MB: imported in {:.1} s, {:.0} mails a second (aim: 1,000). Its pages without the cache:\n",
        size as f64 / 1e6,
        time.as_secs_f64(),
        count as f64 / time.as_secs_f64()
    );
    let _ = writeln!(report, "| page | one client: p50 ms | aim ms | p99 ms | eight clients: /s | p50 ms | p99 ms | kB sent |");
    let _ = writeln!(report, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    server.start(&[("MAILLAGE_CACHE", "0")])?;
    for page in pages(subjects, &thread, count) {
        check(server.port, &page).await?;
        let eight = load::run(server.port, &page.target, WARM_UP, TIME).await?;
        let one = load::run_single(server.port, &page.target, TIME).await?;
        let _ = writeln!(
            report,
            "| {} | {:.2} | {} | {:.2} | {} | {:.1} |",
            page.name,
            milliseconds(one.p50),
            page.most,
            milliseconds(one.p99),
            figures(&eight),
            one.bytes as f64 / 1000.0
        );
    }
    let _ = writeln!(report, "\n{:.0} MiB resident at most.", server.peak());
    server.stop();
    Ok(report)
}

fn series(to: &str) -> MailSeries<'_> {
    MailSeries { name: "archive", to, head: "", bytes: BYTES }
}

/// Writes the mailbox. Returns its size in bytes.
fn write(path: &Path, count: usize) -> std::io::Result<u64> {
    let to = lists::address(LIST);
    let mut file = BufWriter::new(File::create(path)?);
    for number in 0..count {
        let author = format!("auteur{}@d{}.example", number * 7 % AUTHORS, number % 7);
        let seconds = START + number as i64 * INTERVAL;
        file.write_all(&mbox::entry(&author, seconds, series(&to).mail(number, &author, seconds).as_bytes()))?;
    }
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

/// The key of the thread that a mail is in.
async fn thread_of(db: &Db, number: usize) -> Result<String, String> {
    let mut tx = db.read().await.map_err(|cause| cause.to_string())?;
    sqlx::query_scalar("SELECT p.thread FROM post p JOIN list l ON l.id = p.list WHERE l.slug = $1 AND p.message_id = $2")
        .bind(LIST)
        .bind(series("").message_id(number))
        .fetch_one(&mut *tx)
        .await
        .map_err(|cause| format!("mail {number} of the archive: {cause}"))
}

fn pages(subjects: &BenchSubjects, thread: &str, count: usize) -> Vec<ArchivePage> {
    let target = |path: String| LoadTarget { path, status: 200, ..LoadTarget::default() };
    let hit = format!("/lists/{LIST}/threads/");
    // The frequent word is in one mail of nine; those of the pair are in one of four and in one of thirty.
    let frequent = format!("/search?q={}", word(150));
    let pair = format!("/search?q={}+{}", word(60), &word(700)[..4]);
    let signed_in = format!("Cookie: maillage_session={}\r\n", subjects.session.reveal());
    vec![
        ArchivePage {
            name: "a thread of five mails",
            target: target(format!("{hit}{thread}")),
            most: "10",
            shows: MailSeries::subject(MailSeries::middle(count)),
        },
        ArchivePage { name: "the newest threads", target: target(format!("/lists/{LIST}/threads")), most: "–", shows: hit.clone() },
        ArchivePage { name: "search: a frequent word", target: target(frequent.clone()), most: "50", shows: hit.clone() },
        ArchivePage { name: "search: two words, the second begun", target: target(pair), most: "50", shows: hit.clone() },
        ArchivePage {
            name: "search: a frequent word, as an administrator",
            target: LoadTarget { headers: signed_in, ..target(frequent) },
            most: "50",
            shows: hit,
        },
    ]
}

/// Requests the page once.
async fn check(port: u16, page: &ArchivePage) -> Result<(), String> {
    let LoadTarget { path, headers, .. } = page.target.clone();
    let request = BenchRequest { method: "GET", path, headers, ..BenchRequest::default() };
    let reply = BenchClient::new(port).send(&request).await.map_err(|cause| format!("{}: {cause}", request.path))?;
    if reply.status == 200 && reply.body.contains(&page.shows) {
        Ok(())
    } else {
        Err(format!("{} answered {} without “{}”", request.path, reply.status, page.shows))
    }
}
