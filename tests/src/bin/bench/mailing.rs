//! A mailing: personalised copies to a mail server on loopback that takes everything.

use std::time::{Duration, Instant};

use domain::db::Db;
use domain::mail::{self, MailContent, MailRecipient};
use domain::networks;
use domain::policy::Actor;
use tests::{MailServer, SmtpAnswer, message, network, send_message, subscribe_strangers};

use crate::bench_server::BenchServer;

const COPIES: usize = 5000;
/// Sign-in links that are requested while it runs, one after the other.
const LINKS: usize = 20;
/// A network without members: its list has these subscribers alone.
const NETWORK: &str = "mailing";

pub struct MailingFigures {
    /// Copies a second, from the start of the process to the last answer.
    pub rate: f64,
    /// Memory of the process after the last copy, in MiB.
    pub resident: f64,
    /// Time from the commit of a sign-in link to the mail server, in milliseconds: the median and the longest.
    pub links: (f64, f64),
}

/// Sends a message to the 5,000 subscribers of a list and waits until the mail server has every copy.
pub async fn measure(server: &mut BenchServer) -> Result<MailingFigures, String> {
    let db = server.db().await?;
    queue_message(&db).await?;
    let mail_server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let port = mail_server.port.to_string();
    let began = Instant::now();
    server.start(&[("MAILLAGE_SMTP__HOST", "127.0.0.1"), ("MAILLAGE_SMTP__TLS", "none"), ("MAILLAGE_SMTP__PORT", &port)])?;
    let links = tokio::spawn(request_links(db.clone(), mail_server.clone()));
    while mail_server.count() < COPIES + LINKS {
        if began.elapsed() > Duration::from_secs(120) {
            return Err(format!("{} of {} mails after two minutes", mail_server.count(), COPIES + LINKS));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let rate = COPIES as f64 / began.elapsed().as_secs_f64();
    let resident = server.resident();
    server.stop();
    db.close().await;
    let mut links = links.await.map_err(|cause| cause.to_string())??;
    links.sort_by(f64::total_cmp);
    let links = (links[links.len() / 2], links[links.len() - 1]);
    Ok(MailingFigures { rate, resident, links })
}

/// Queues sign-in links while the mailing runs, each when the one before has arrived. Returns their times in milliseconds.
async fn request_links(db: Db, mail_server: MailServer) -> Result<Vec<f64>, String> {
    let describe = |cause: domain::Error| format!("a link: {cause:?}");
    while mail_server.count() < COPIES / 20 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut times = Vec::new();
    for number in 0..LINKS {
        let address = format!("lien{number}@example.org");
        let to = MailRecipient { person: None, name: String::new(), address: address.clone(), language: domain::Language::Fr };
        let content =
            MailContent { cause: "sign_in.link", subject: "Lien".to_owned(), body: "Votre lien.".to_owned(), ..MailContent::default() };
        let mut tx = db.write().await.map_err(describe)?;
        mail::post(&mut tx, &to, &content).await.map_err(describe)?;
        tx.commit().await.map_err(describe)?;
        let queued_at = Instant::now();
        while mail_server.attempts(&address) == 0 {
            if queued_at.elapsed() > Duration::from_secs(60) {
                return Err(format!("{address}: nothing came in a minute"));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        times.push(queued_at.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}

/// Writes a message that is due, for 5,000 subscribers without an account.
async fn queue_message(db: &Db) -> Result<(), String> {
    networks::create(db, &Actor::System, &network(NETWORK)).await.map_err(|cause| format!("the mailing: {cause:?}"))?;
    let people = (0..COPIES).map(|number| (format!("Personne {number}"), format!("personne{number}@d{}.example", number % 7)));
    subscribe_strangers(db, NETWORK, people).await;
    let body = "Bonjour {{nom}},\n\nvoici **le programme** de la journée, et un [lien](https://example.org).";
    send_message(db, &Actor::System, NETWORK, &message("À chaque personne, une fois", body)).await;
    Ok(())
}
