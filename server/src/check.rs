//! `maillage check`: everything that would prevent a start, in sentences.

use std::time::Duration;

use domain::db::Schema;
use domain::delivery;
use domain::policy::Actor;

use crate::cli::{Failure, connect, file_of};
use crate::config::{Config, without_password};
use crate::delivery::Route;
use crate::dkim::Signer;
use crate::smtp::{SmtpTimeouts, ascii_address};
use crate::{process, site_files};

/// Short timeouts of the mail server: somebody is waiting at the terminal.
const TIMEOUTS: SmtpTimeouts =
    SmtpTimeouts { greeting: Duration::from_secs(10), command: Duration::from_secs(10), text: Duration::from_secs(10) };

pub async fn command(config: &Config) -> Result<(), Failure> {
    println!("The configuration can be read: the site is {}.", config.address());
    let (mut checks, mut failures) = (0, 0);
    let mut report = |result: Result<String, String>| match (checks += 1, result).1 {
        Ok(sentence) => println!("Good: {sentence}."),
        Err(sentence) => {
            failures += 1;
            println!("Bad: {}.", sentence.trim_end_matches('.'));
        }
    };
    report(database(config).await);
    report(match Route::new(config, TIMEOUTS) {
        Ok(route) => match sender(config) {
            Ok(sender) => route.check(&sender).await,
            Err(cause) => Err(cause),
        },
        Err(cause) => Err(cause),
    });
    if !config.lmtp.listen.is_empty() {
        // Not tried here: the running site may listen there.
        println!("Note: mail for lists of {} is taken at {} while the site runs.", config.lmtp.domain, config.lmtp.listen);
        if config.lmtp.relays().is_empty() {
            println!("Note: lmtp.trusted_relays is empty: every post by mail waits for a moderator.");
        }
    }
    match site_files::is_built() {
        true => report(Ok("the site's files are inside".to_owned())),
        // A development build reads these files at run time, and its pages work without them.
        false if cfg!(debug_assertions) => println!("Note: the site's files are not built; cargo xtask run, or build, makes them."),
        false => report(Err("the site's files are missing".to_owned())),
    }
    if !config.content.as_os_str().is_empty() {
        report(content(config));
    }
    report(config.missing_client_header().map_or_else(|| Ok(proxy(config)), Err));
    if config.dkim.is_set() {
        report(Signer::exposure(&config.dkim).map_or_else(|| Ok(format!("{} is kept to its owner", config.dkim.key.display())), Err));
    }
    if let Some(file) = file_of(config).filter(|file| file.exists()) {
        let exposed = process::exposure(file).map(|exposed| format!("{0} can be {exposed}: chmod 600 {0}", file.display()));
        report(exposed.map_or_else(|| Ok(format!("{} is kept to its owner", file.display())), Err));
    }
    if failures == 0 { Ok(()) } else { Err(format!("{failures} of {checks} checks failed.").into()) }
}

/// A sender as mails have one: where lists take mail, each has its own.
fn sender(config: &Config) -> Result<lettre::Address, String> {
    if config.lmtp.listen.is_empty() {
        let from: lettre::message::Mailbox = config.mail.from.parse().map_err(|cause| format!("mail.from: {cause}"))?;
        return ascii_address(from.email.as_ref()).map_err(|cause| format!("mail.from: {cause}"));
    }
    ascii_address(&format!("bounces+check@{}", config.lmtp.domain)).map_err(|cause| format!("lmtp.domain: {cause}"))
}

fn proxy(config: &Config) -> String {
    match config.client_header.as_str() {
        "" => "clients connect without a proxy".to_owned(),
        header => format!("clients are told apart by {header}, which the proxy has to set on every request"),
    }
}

async fn database(config: &Config) -> Result<String, String> {
    let name = without_password(&config.database);
    if config.is_demo() && file_of(config).is_some_and(|file| !file.exists()) {
        return Ok(format!("{name} will be made when the demonstration starts"));
    }
    let db = connect(config).await.map_err(|Failure(sentence, _)| sentence)?;
    let check = async {
        let schema = db.probe_any_schema().await.map_err(|cause| cause.to_string())?;
        db.quick_check().await?;
        if let Schema::Older(steps) = schema {
            println!(
                "Note: the schema is older than this program by {steps} steps; `maillage serve` and `maillage migrate` bring it up to date."
            );
            return Ok(format!("{name} answers and can be written"));
        }
        schema.check()?;
        let revision = db.revision().await.map_err(|cause| cause.to_string())?;
        // A pending decision about held mail is not an error: the site can be started.
        if let Ok(Some(held)) = delivery::held_deliveries(&db, &Actor::System).await {
            println!("Note: {}", held_sentence(&held));
        }
        Ok(format!("{name} answers and can be written; {revision} changes so far"))
    };
    let result = check.await;
    db.close().await;
    result
}

pub(crate) fn held_sentence(held: &delivery::HeldDeliveries) -> String {
    let delivery::HeldDeliveries { since, mails, copies, messages, newer } = held;
    format!(
        "nothing is sent since a backup was restored at {since}: {mails} mails, {copies} copies of messages and {messages} scheduled messages of the \
         backup wait, and {newer} mails that came since. `maillage release --discard` gives up those of the backup, `maillage release` sends \
         them; so does /admin/mails."
    )
}

fn content(config: &Config) -> Result<String, String> {
    let folder = config.content.display();
    match std::fs::read_dir(&config.content) {
        Ok(_) => Ok(format!("pages are taken from {folder}")),
        Err(cause) => Err(format!("content: {folder} can't be read: {cause}")),
    }
}
