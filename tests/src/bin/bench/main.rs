//! `cargo xtask bench` measures the product on this machine, load generator included. It prints a table and writes it to `tests/bench/`.
//!
//! `cargo xtask bench -- soak [minutes] [requests a second]` lets it run for minutes instead, with writes, uploads and mails.
//! `cargo xtask bench -- lists [mails]` measures discussion lists alone, with an archive of 100,000 mails.
//!
//! Each row is measured twice: as the site runs, with rendered pages in its cache, and without the cache, which shows the cost of
//! rendering a page.

mod archive;
mod bench_server;
mod client;
mod list_mails;
mod lists;
mod lmtp;
mod load;
mod mailing;
mod post;
mod soak;

use std::fmt::Write as _;
use std::time::Duration;

use bench_server::{BenchServer, BenchSubjects};
use load::{LoadTarget, Measure};

/// One row of the table. The aim is in answers a second.
struct BenchmarkRow {
    name: &'static str,
    target: LoadTarget,
    aim: f64,
}

#[tokio::main]
async fn main() -> Result<(), String> {
    match std::env::args().nth(1).as_deref() {
        Some("soak") => return soak().await,
        Some("lists") => return lists().await,
        _ => {}
    }
    let seconds = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(3);
    let scale = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(20);
    let root = std::env::temp_dir().join(format!("maillage-bench-{}", std::process::id()));
    let mut report = format!(
        "# Benchmark\n\n`cargo xtask bench`: `demo --scale {scale}`, {} connections, {seconds} s a row, on the two cores that the load generator shares.\n",
        load::CONNECTIONS
    );
    for (name, database) in databases("sqlite:bench.db") {
        let mut server = BenchServer::fill(root.join(name), &database, scale)?;
        measure(name, &mut server, Duration::from_secs(seconds), &mut report).await?;
    }
    growth(&root, &mut report, scale).await?;
    if let Ok(binary) = std::env::var("MAILLAGE_BIN").map(std::fs::metadata)
        && let Ok(binary) = binary
    {
        let _ = writeln!(report, "\nBinary: {:.1} MB (aim: under 40).", binary.len() as f64 / 1e6);
    }
    println!("{report}");
    let _ = std::fs::create_dir_all("tests/bench");
    std::fs::write("tests/bench/last.md", &report).map_err(|cause| cause.to_string())?;
    let _ = std::fs::remove_dir_all(root);
    Ok(())
}

/// `bench soak [minutes] [requests a second]`, by default five minutes at a hundred, on SQLite and on PostgreSQL.
async fn soak() -> Result<(), String> {
    let number = |place: usize, usual: u64| std::env::args().nth(place).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (minutes, rate) = (number(2, 5), number(3, 100) as u32);
    let root = std::env::temp_dir().join(format!("maillage-soak-{}", std::process::id()));
    for (name, database) in databases("sqlite:soak.db") {
        let mut server = BenchServer::fill(root.join(name), &database, 2)?;
        println!("# {name}\n{}", soak::measure(&mut server, minutes, rate).await?);
    }
    let _ = std::fs::remove_dir_all(root);
    Ok(())
}

/// `bench lists [mails]`, by default with an archive of 100,000 mails, on SQLite and on PostgreSQL.
async fn lists() -> Result<(), String> {
    let mails: usize = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let root = std::env::temp_dir().join(format!("maillage-lists-{}", std::process::id()));
    let measured = async {
        for (name, database) in databases("sqlite:lists.db") {
            let mut server = BenchServer::fill(root.join(name), &database, 20)?;
            println!("# {name}\n{}", lists::measure(&mut server, mails.clamp(1000, 100_000)).await?);
        }
        Ok::<(), String>(())
    };
    let outcome = measured.await;
    // After a failure, too: the mailbox has 200 MB.
    let _ = std::fs::remove_dir_all(root);
    outcome
}

/// The databases to measure, with their names. That of PostgreSQL is there if `cargo xtask bench` gave its address.
fn databases(sqlite: &str) -> Vec<(&'static str, String)> {
    let postgres = std::env::var("BENCH_POSTGRES_URL").ok().map(|url| ("PostgreSQL", url));
    std::iter::once(("SQLite", sqlite.to_owned())).chain(postgres).collect()
}

fn rows(subjects: &BenchSubjects) -> Vec<BenchmarkRow> {
    let page = |path: String| LoadTarget { path, status: 200, ..LoadTarget::default() };
    let signed_in =
        |path: String| LoadTarget { headers: format!("Cookie: maillage_session={}\r\n", subjects.session.reveal()), ..page(path) };
    vec![
        BenchmarkRow { name: "home", target: page("/".to_owned()), aim: 4500.0 },
        BenchmarkRow { name: "a network's agenda", target: page(format!("/networks/{}/agenda", subjects.network)), aim: 2000.0 },
        BenchmarkRow { name: "an event with 30 talks", target: page(format!("/events/{}", subjects.talks)), aim: 2000.0 },
        BenchmarkRow { name: "registration form", target: page(format!("/events/{}/register", subjects.open)), aim: 3200.0 },
        BenchmarkRow {
            name: "participant list of 300 people",
            target: signed_in(format!("/events/{}/registrations", subjects.crowd)),
            aim: 600.0,
        },
        BenchmarkRow { name: "search: a frequent word, as an administrator", target: signed_in("/search?q=mesure".to_owned()), aim: 50.0 },
        BenchmarkRow { name: "search: two words, the second begun", target: page("/search?q=calcul+distr".to_owned()), aim: 50.0 },
        BenchmarkRow { name: "one event's .ics", target: page(format!("/events/{}/event.ics", subjects.talks)), aim: 12_000.0 },
        // The aim is less than 50 ms for one reader, which makes 160 a second for eight at once.
        BenchmarkRow { name: "figures of a federation of 10,000 people", target: page("/networks/charge/figures".to_owned()), aim: 160.0 },
        BenchmarkRow { name: "its events of a year", target: page("/networks/charge/figures/events".to_owned()), aim: 160.0 },
        BenchmarkRow { name: "how its networks overlap", target: page("/networks/charge/figures/overlap".to_owned()), aim: 160.0 },
        BenchmarkRow {
            name: "feed of 1,000 events, rebuilt",
            target: page(format!("/networks/{}/agenda.ics", subjects.network)),
            aim: 210.0,
        },
    ]
}

async fn measure(name: &str, server: &mut BenchServer, time: Duration, report: &mut String) -> Result<(), String> {
    let db = server.db().await?;
    let subjects = BenchSubjects::find(&db).await?;
    db.close().await;
    let cold = server.start(&[])?;
    let warm_up = Duration::from_millis(700);
    let mut cached = Vec::new();
    let mut rows = rows(&subjects);
    for row in &rows {
        cached.push(load::run(server.port, &row.target, warm_up, time).await?);
    }
    if let Some(feed) = rows.last() {
        let etag = etag(server.port, &feed.target.path)?;
        let target = LoadTarget { headers: format!("If-None-Match: {etag}\r\n"), status: 304, ..feed.target.clone() };
        cached.push(load::run(server.port, &target, warm_up, time).await?);
        rows.push(BenchmarkRow { name: "the same feed, unchanged (304)", target, aim: 8000.0 });
    }
    let resident = server.resident();
    server.stop();

    server.start(&[("MAILLAGE_CACHE", "0")])?;
    let (mut uncached, mut single) = (Vec::new(), Vec::new());
    for row in &rows {
        uncached.push(load::run(server.port, &row.target, warm_up, time).await?);
        single.push(load::run_single(server.port, &row.target, time / 2).await?);
    }
    server.stop();

    let queries = queries(server, &rows).await?;
    let _ = writeln!(
        report,
        "\n## {name}\n\nFirst answer {} ms after start (aim: 300). {resident:.0} MiB resident after the load (aim: 80).\n",
        cold.as_millis()
    );
    let _ = writeln!(
        report,
        "| page | aim /s | cached: /s | p50 ms | p99 ms | uncached: /s | p50 ms | p99 ms | one client: p50 ms | queries | kB sent |"
    );
    let _ = writeln!(report, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for ((((row, cached), uncached), single), queries) in rows.iter().zip(&cached).zip(&uncached).zip(&single).zip(queries) {
        let _ = writeln!(
            report,
            "| {} | {} | {} | {} | {:.2} | {queries} | {:.1} |",
            row.name,
            row.aim,
            figures(cached),
            figures(uncached),
            milliseconds(single.p50),
            cached.bytes as f64 / 1000.0
        );
    }
    let mailing = mailing::measure(server).await?;
    let _ = writeln!(
        report,
        "\nA mailing of 5,000 personalised copies to a local mail server: {:.0} copies a second (aim: 700), {:.0} MiB resident (aim: under 100).\n\
         Sign-in links that are requested while it runs: {:.0} ms to the mail server (median), {:.0} ms at most (aim: under 2,000).",
        mailing.rate, mailing.resident, mailing.links.0, mailing.links.1
    );
    report.push_str(&lists::measure_mail(server, &subjects.network).await?);
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn figures(measure: &Measure) -> String {
    format!("{:.0} | {:.2} | {:.2}", measure.rate, milliseconds(measure.p50), milliseconds(measure.p99))
}

/// The number of statements of each row, counted in the log of the server, without the cache.
async fn queries(server: &mut BenchServer, rows: &[BenchmarkRow]) -> Result<Vec<usize>, String> {
    server.start(&[("MAILLAGE_CACHE", "0"), ("MAILLAGE_LOG__LEVEL", "warn,sqlx::query=debug")])?;
    let mut counts = Vec::new();
    for row in rows {
        // The first answer may prepare data for the second.
        let mut runs = [0; 2];
        for count in &mut runs {
            let before = server.log().matches("sqlx::query").count();
            load::run(server.port, &row.target, Duration::ZERO, Duration::from_millis(1)).await?;
            tokio::time::sleep(Duration::from_millis(50)).await;
            *count = (server.log().matches("sqlx::query").count() - before) / load::CONNECTIONS;
        }
        counts.push(runs[1]);
    }
    server.stop();
    Ok(counts)
}

fn etag(port: u16, path: &str) -> Result<String, String> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).map_err(|cause| cause.to_string())?;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(|cause| cause.to_string())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(|cause| cause.to_string())?;
    let head = String::from_utf8_lossy(&answer);
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("etag:")).ok_or("the feed has no ETag")?;
    Ok(line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default())
}

/// The same pages with a tenth of the data: the cost of an indexed page depends on what it shows, not on the size of the database.
async fn growth(root: &std::path::Path, report: &mut String, scale: u32) -> Result<(), String> {
    let _ = writeln!(
        report,
        "\n## Ten times the data (SQLite, uncached)\n\n| page | p50 ms, scale {} | p50 ms, scale {scale} | ratio (aim: 1.3) |\n| --- | ---: | ---: | ---: |",
        scale / 10
    );
    let mut medians: Vec<Vec<(&'static str, Duration)>> = Vec::new();
    for scale in [scale / 10, scale] {
        let mut server = BenchServer::fill(root.join(format!("growth-{scale}")), "sqlite:bench.db", scale)?;
        let db = server.db().await?;
        let subjects = BenchSubjects::find(&db).await?;
        db.close().await;
        server.start(&[("MAILLAGE_CACHE", "0")])?;
        let mut of_scale = Vec::new();
        for row in rows(&subjects).into_iter().take(4) {
            let measure = load::run(server.port, &row.target, Duration::from_millis(500), Duration::from_secs(2)).await?;
            of_scale.push((row.name, measure.p50));
        }
        server.stop();
        medians.push(of_scale);
    }
    if let [small, large] = &medians[..] {
        for ((name, small), (_, large)) in small.iter().zip(large) {
            let _ = writeln!(
                report,
                "| {name} | {:.2} | {:.2} | {:.2} |",
                milliseconds(*small),
                milliseconds(*large),
                milliseconds(*large) / milliseconds(*small)
            );
        }
    }
    Ok(())
}
