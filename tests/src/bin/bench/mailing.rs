//! A mailing: copies made for each person, to a mail server on loopback that takes everything.

use std::time::{Duration, Instant};

use domain::db::Db;
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use domain::mail::{self, MailContent, MailRecipient};
use domain::networks::{self, NetworkInput};
use domain::policy::Actor;
use tests::{MailServer, SmtpAnswer};

use crate::house::BenchServer;

/// The mails of one mailing.
const COPIES: usize = 5000;
/// Sign-in links that are asked for while it runs, one after the other.
const LINKS: usize = 20;
/// Whose list it is: one without members, so that its readers are these.
const NETWORK: &str = "mailing";

/// What a mailing costs.
pub struct MailingFigures {
    /// Copies a second, from the start of the process to the last answer.
    pub rate: f64,
    /// Of the process, after the last copy, in MiB.
    pub resident: f64,
    /// Of sign-in links that are asked for while the mailing runs: from the commit to the mail server, in milliseconds: the median and the longest.
    pub links: (f64, f64),
}

/// Writes to the 5,000 readers of a list and waits until the server has every copy.
pub async fn measure(house: &mut BenchServer) -> Result<MailingFigures, String> {
    let db = house.db().await?;
    write(&db).await?;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let port = server.port.to_string();
    let began = Instant::now();
    house.start(&[("MAILLAGE_SMTP__HOST", "127.0.0.1"), ("MAILLAGE_SMTP__TLS", "none"), ("MAILLAGE_SMTP__PORT", &port)])?;
    let links = tokio::spawn(ask_for_links(db.clone(), server.clone()));
    while server.count() < COPIES + LINKS {
        if began.elapsed() > Duration::from_secs(120) {
            return Err(format!("{} of {} mails after two minutes", server.count(), COPIES + LINKS));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let rate = COPIES as f64 / began.elapsed().as_secs_f64();
    let resident = house.resident();
    house.stop();
    db.close().await;
    let mut links = links.await.map_err(|cause| cause.to_string())??;
    links.sort_by(f64::total_cmp);
    let links = (links[links.len() / 2], links[links.len() - 1]);
    Ok(MailingFigures { rate, resident, links })
}

/// Writes sign-in links while the mailing runs, each when the one before has arrived; how long each took, in milliseconds.
async fn ask_for_links(db: Db, server: MailServer) -> Result<Vec<f64>, String> {
    let wrong = |cause: domain::Error| format!("a link: {cause:?}");
    while server.count() < COPIES / 20 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut took = Vec::new();
    for number in 0..LINKS {
        let address = format!("lien{number}@example.org");
        let to = MailRecipient { person: None, name: String::new(), address: address.clone(), language: domain::Language::Fr };
        let content =
            MailContent { cause: "sign_in.link", subject: "Lien".to_owned(), body: "Votre lien.".to_owned(), ..MailContent::default() };
        let mut tx = db.write().await.map_err(wrong)?;
        mail::post(&mut tx, &to, &content).await.map_err(wrong)?;
        tx.commit().await.map_err(wrong)?;
        let asked = Instant::now();
        while server.attempts(&address) == 0 {
            if asked.elapsed() > Duration::from_secs(60) {
                return Err(format!("{address}: nothing came in a minute"));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        took.push(asked.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(took)
}

/// The message, ready to leave, for 5,000 addresses that nobody here owns.
async fn write(db: &Db) -> Result<(), String> {
    let wrong = |cause: domain::Error| format!("the mailing: {cause:?}");
    let network = NetworkInput {
        slug: NETWORK.to_owned(),
        acronym: NETWORK.to_owned(),
        name: "Réseau d’une liste".to_owned(),
        kind: "thematic".to_owned(),
        hue: "210".to_owned(),
        join_policy: "approval".to_owned(),
        visibility: "public".to_owned(),
        ..NetworkInput::default()
    };
    networks::create(db, &Actor::System, &network).await.map_err(wrong)?;
    let mut tx = db.write().await.map_err(wrong)?;
    for number in 0..COPIES {
        let id: String = tx.new_id();
        sqlx::query(
            "INSERT INTO subscription (id, list, person, address, address_key, name, language, state, since)
             SELECT $1, l.id, NULL, $2, $2, $3, 'fr', 'subscribed', '2026-11-20T00:00:00Z' FROM list l JOIN network n ON n.id = l.network WHERE n.slug = $4",
        )
        .bind(id)
        .bind(format!("personne{number}@d{}.example", number % 7))
        .bind(format!("Personne {number}"))
        .bind(NETWORK)
        .execute(&mut *tx)
        .await
        .map_err(|cause| cause.to_string())?;
    }
    tx.commit().await.map_err(wrong)?;
    let input = MessageInput {
        subject: "À chaque personne, une fois".to_owned(),
        body: "Bonjour {{nom}},\n\nvoici **le programme** de la journée, et un [lien](https://example.org).".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let id = lists::create(db, &Actor::System, NETWORK, &input).await.map_err(wrong)?;
    let seen = SendInput { version: "1".to_owned(), seen: COPIES.to_string(), ..SendInput::default() };
    lists::send(db, &Actor::System, NETWORK, &id, SendingTime::Now, &seen).await.map_err(wrong)
}
