//! A soak: readers, people who register, sign in, write and upload, and the mails they cause, for minutes at a steady rate.
//!
//! Requests leave when they are due, whether or not the ones before are answered. So the times show a server that falls behind.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::db::Db;
use domain::pages::{self, PageInput, PagePlace};
use domain::policy::Actor;
use scraper::{Html, Selector};
use tests::{MailServer, SmtpAnswer};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::bench_server::{BenchServer, BenchSubjects};
use crate::client::{BenchClient, BenchRequest, Reply};

/// Connections at once.
const CONNECTIONS: usize = 24;
/// The size of an uploaded file, in bytes.
const UPLOAD: usize = 200_000;
/// The most memory in use five seconds after the last request, in MiB.
const MOST_MEBIBYTES: f64 = 120.0;
/// The slug of the page to which files are attached.
const PAGE: &str = "endurance";

#[derive(Default)]
struct SoakTally {
    times: Vec<Duration>,
    statuses: BTreeMap<u16, usize>,
    failures: Vec<String>,
}

/// Runs the soak during `minutes` at `rate` requests a second and returns its report.
///
/// # Errors
/// The server did not start; an answer was an error (the first of them are named); no mail left; too much memory is in use at the end.
pub async fn measure(server: &mut BenchServer, minutes: u64, rate: u32) -> Result<String, String> {
    let db = server.db().await?;
    let subjects = BenchSubjects::find(&db).await?;
    create_page(&db, &subjects).await?;
    db.close().await;
    let mail_server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let smtp = mail_server.port.to_string();
    server.start(&[
        ("MAILLAGE_SMTP__HOST", "127.0.0.1"),
        ("MAILLAGE_SMTP__TLS", "none"),
        ("MAILLAGE_SMTP__PORT", &smtp),
        ("MAILLAGE_CLIENT_HEADER", "x-forwarded-for"),
    ])?;
    let subjects = Arc::new(subjects);
    let tally: Arc<Mutex<SoakTally>> = Arc::default();
    let (due, waiting) = mpsc::unbounded_channel::<(usize, Instant)>();
    let waiting = Arc::new(tokio::sync::Mutex::new(waiting));
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (waiting, subjects, tally, port) = (waiting.clone(), subjects.clone(), tally.clone(), server.port);
            tokio::spawn(async move {
                let mut client = BenchClient::new(port);
                loop {
                    let next = waiting.lock().await.recv().await;
                    let Some((number, at)) = next else { return };
                    let outcome = make_request(&mut client, &subjects, number).await;
                    record(&tally, number, at.elapsed(), outcome);
                }
            })
        })
        .collect();
    let resident = send_due(server, &due, minutes, rate).await;
    drop(due);
    for client in clients {
        client.await.map_err(|cause| cause.to_string())?;
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let (at_end, mails) = (server.resident(), mail_server.count());
    let report = report(&tally, minutes, rate, &resident, at_end, mails);
    let log = server.log();
    server.stop();
    let errors = log.lines().filter(|line| line.contains("ERROR")).count();
    let tally = tally.lock().map_err(|cause| cause.to_string())?;
    if at_end > MOST_MEBIBYTES {
        return Err(format!("{report}\n{at_end:.0} MiB are in use at the end, {MOST_MEBIBYTES} at most are allowed."));
    }
    if mails == 0 {
        return Err(format!("{report}\nThe mail server took no mail."));
    }
    if tally.failures.is_empty() && errors == 0 {
        Ok(report)
    } else {
        let first: Vec<&str> = tally.failures.iter().map(String::as_str).chain(log.lines()).take(20).collect();
        Err(format!("{report}\n{} failures, {errors} lines of ERROR:\n{}", tally.failures.len(), first.join("\n")))
    }
}

/// Sends each number when it is due. Returns the resident memory every half minute, in MiB.
async fn send_due(server: &BenchServer, due: &mpsc::UnboundedSender<(usize, Instant)>, minutes: u64, rate: u32) -> Vec<f64> {
    let began = Instant::now();
    let mut resident = Vec::new();
    for number in 0..(minutes * 60 * u64::from(rate)) as usize {
        let at = began + Duration::from_secs(1) * number as u32 / rate;
        tokio::time::sleep_until(at).await;
        if number % (30 * rate as usize) == 0 {
            resident.push(server.resident());
        }
        let _ = due.send((number, at));
    }
    resident
}

fn record(tally: &Mutex<SoakTally>, number: usize, time: Duration, outcome: Result<u16, String>) {
    let Ok(mut tally) = tally.lock() else { return };
    tally.times.push(time);
    match outcome {
        Ok(status) => *tally.statuses.entry(status).or_default() += 1,
        Err(failure) => tally.failures.push(format!("request {number}: {failure}")),
    }
}

/// Creates the page for the uploads.
async fn create_page(db: &Db, subjects: &BenchSubjects) -> Result<(), String> {
    let input = PageInput {
        title: "Essai d’endurance".to_owned(),
        slug: PAGE.to_owned(),
        kind: "page".to_owned(),
        access: "public".to_owned(),
        language: "fr".to_owned(),
        position: "1".to_owned(),
        body: "Les fichiers de l’essai.".to_owned(),
        ..PageInput::default()
    };
    let place = PagePlace::Network(subjects.network.clone());
    pages::create(db, &Actor::System, &place, &input).await.map(drop).map_err(|cause| format!("the page of the soak: {cause:?}"))
}

/// The `number`th request: of a hundred, 88 read, 4 register as guests, 3 request a sign-in link, 3 write, 2 upload.
async fn make_request(client: &mut BenchClient, subjects: &BenchSubjects, number: usize) -> Result<u16, String> {
    let round = number / 100;
    let guest = format!("X-Forwarded-For: 10.{}.{}.{}\r\n", number >> 16 & 255, number >> 8 & 255, number & 255);
    let signed_in = format!("{guest}Cookie: maillage_session={}\r\n", subjects.session.reveal());
    match number % 100 {
        7 | 32 | 57 | 82 => {
            let path = format!("/events/{}/register", subjects.open);
            let address = format!("invite{number}@example.org");
            let typed = [("given_name", "Camille"), ("family_name", "Passage"), ("address", &address), ("presence", "on_site")];
            submit(client, &path, &guest, "address", &typed).await
        }
        13 | 43 | 73 => {
            let address = format!("connexion{number}@example.org");
            submit(client, "/sign-in", &guest, "address", &[("address", &address)]).await
        }
        19 | 49 | 79 => {
            let path = format!("/networks/{}/messages/new", subjects.network);
            let body = format!("Texte {number}, **gardé** comme brouillon.");
            let typed = [("subject", "Endurance"), ("audience", "subscribers:"), ("body", &body), ("act", "save")];
            submit(client, &path, &signed_in, "subject", &typed).await
        }
        25 | 75 => upload(client, subjects, &signed_in, number).await,
        reader => {
            let (path, headers) = page_to_read(subjects, reader + round, &guest, &signed_in);
            let request = BenchRequest { method: "GET", path, headers, ..BenchRequest::default() };
            expect(client.send(&request).await, &request)
        }
    }
}

fn page_to_read(subjects: &BenchSubjects, number: usize, guest: &str, signed_in: &str) -> (String, String) {
    let network = &subjects.network;
    let (path, is_signed_in) = match number % 20 {
        0 => ("/".to_owned(), false),
        1 => ("/agenda".to_owned(), false),
        2 => (format!("/agenda?when=past&page={}", number % 7 + 1), false),
        3 => ("/agenda.ics".to_owned(), false),
        4 => (format!("/networks/{network}"), false),
        5 => (format!("/networks/{network}/agenda"), false),
        6 => (format!("/networks/{network}/agenda.ics"), false),
        7 => (format!("/events/{}", subjects.talks), false),
        8 => (format!("/events/{}/event.ics", subjects.talks), false),
        9 => (format!("/search?q={}", ["calcul", "mesure", "donnees", "logiciel"][number % 4]), false),
        10 => ("/me".to_owned(), true),
        11 => (format!("/events/{}/registrations", subjects.crowd), true),
        12 => (format!("/networks/{network}/members?page={}", number % 5 + 1), true),
        13 => (format!("/networks/{network}/figures"), false),
        14 => ("/networks".to_owned(), false),
        15 => (format!("/networks/{network}/pages/{PAGE}"), false),
        16 => ("/agenda/month".to_owned(), false),
        17 => ("/agenda.atom".to_owned(), false),
        18 => (format!("/networks/{network}/messages"), true),
        _ => ("/admin".to_owned(), true),
    };
    (path, if is_signed_in { signed_in.to_owned() } else { guest.to_owned() })
}

/// Opens the form with `field` at `path` and sends it as a person would: with its own values, and with those that are `typed`.
async fn submit(client: &mut BenchClient, path: &str, headers: &str, field: &str, typed: &[(&str, &str)]) -> Result<u16, String> {
    let request = BenchRequest { method: "GET", path: path.to_owned(), headers: headers.to_owned(), ..BenchRequest::default() };
    let form = client.send(&request).await.map_err(|cause| format!("{path}: {cause}"))?;
    let mut pairs = fields(&form.body, field).ok_or_else(|| format!("{path}: no form has {field}, status {}", form.status))?;
    pairs.retain(|(name, _)| typed.iter().all(|(known, _)| known != name));
    pairs.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let headers = format!("{headers}Content-Type: application/x-www-form-urlencoded\r\n");
    let request = BenchRequest { method: "POST", path: path.to_owned(), headers, body: body.join("&").into_bytes() };
    expect(client.send(&request).await, &request)
}

/// The values of the form that has `field`. Boxes that are not ticked are left out.
fn fields(page: &str, field: &str) -> Option<Vec<(String, String)>> {
    let page = Html::parse_document(page);
    let select = |text: &str| Selector::parse(text).ok();
    let (forms, inputs, chosen) = (select("form")?, select("input, textarea, select")?, select("option[selected]")?);
    let has_field = |form: &scraper::ElementRef<'_>| form.select(&inputs).any(|input| input.attr("name") == Some(field));
    let form = page.select(&forms).find(has_field)?;
    let pairs = form.select(&inputs).filter_map(|input| {
        let is_choice = matches!(input.attr("type"), Some("checkbox" | "radio"));
        if is_choice && input.attr("checked").is_none() {
            return None;
        }
        let value = match input.value().name() {
            "select" => input.select(&chosen).next().and_then(|option| option.attr("value")).unwrap_or_default().to_owned(),
            "textarea" => input.text().collect(),
            _ => input.attr("value").unwrap_or_default().to_owned(),
        };
        Some((input.attr("name")?.to_owned(), value))
    });
    Some(pairs.collect())
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Attaches a file. Twenty names take turns, so that the database does not grow with the soak.
async fn upload(client: &mut BenchClient, subjects: &BenchSubjects, headers: &str, number: usize) -> Result<u16, String> {
    let content = format!("{:>10}", number / 50 % 20).repeat(UPLOAD / 10);
    let body = format!(
        "--fin\r\nContent-Disposition: form-data; name=\"file\"; filename=\"fichier-{}.txt\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--fin--\r\n",
        number / 50 % 20
    );
    let headers = format!("{headers}Content-Type: multipart/form-data; boundary=fin\r\n");
    let path = format!("/networks/{}/pages/{PAGE}/attachments", subjects.network);
    let request = BenchRequest { method: "POST", path, headers, body: body.into_bytes() };
    expect(client.send(&request).await, &request)
}

fn expect(reply: std::io::Result<Reply>, request: &BenchRequest) -> Result<u16, String> {
    match reply {
        Ok(reply) if (200..400).contains(&reply.status) => Ok(reply.status),
        Ok(reply) => Err(format!("{} {} answered {}", request.method, request.path, reply.status)),
        Err(cause) => Err(format!("{} {}: {cause}", request.method, request.path)),
    }
}

fn report(tally: &Mutex<SoakTally>, minutes: u64, rate: u32, resident: &[f64], at_end: f64, mails: usize) -> String {
    let mut report = format!("\n## Soak\n\n{minutes} min at {rate} requests a second: ");
    let Ok(mut tally) = tally.lock() else { return report };
    tally.times.sort_unstable();
    let at = |share: f64| {
        let place = ((tally.times.len() as f64 * share) as usize).min(tally.times.len().saturating_sub(1));
        tally.times.get(place).copied().unwrap_or_default().as_millis()
    };
    let memory: Vec<String> = resident.iter().map(|mib| format!("{mib:.0}")).collect();
    let _ = writeln!(
        report,
        "{} answers, {} failures, p50 {} ms, p99 {} ms, longest {} ms, {mails} mails left. Statuses {:?}.\nResident every half minute: {} MiB; five seconds after the end: {at_end:.0} MiB (at most {MOST_MEBIBYTES}).",
        tally.times.len(),
        tally.failures.len(),
        at(0.50),
        at(0.99),
        at(1.0),
        tally.statuses,
        memory.join(", ")
    );
    report
}
