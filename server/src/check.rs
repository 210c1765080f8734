//! `maillage check`: what would hinder a start, in sentences.

use crate::cli::{Failure, connect, file_of};
use crate::config::{Config, without_password};
use crate::mailer::Mailer;
use crate::site;

/// Tries everything, says what works and what does not.
pub async fn command(config: &Config) -> Result<(), Failure> {
    println!("The configuration can be read: the site is {}.", config.address());
    let mut faults = 0;
    let mut tell = |tried: Result<String, String>| match tried {
        Ok(sentence) => println!("Good: {sentence}."),
        Err(sentence) => {
            faults += 1;
            println!("Bad: {}.", sentence.trim_end_matches('.'));
        }
    };
    tell(database(config).await);
    tell(match Mailer::new(config) {
        Ok(mailer) => mailer.check().await,
        Err(cause) => Err(cause),
    });
    tell(if site::is_built() { Ok("the site's files are inside".to_owned()) } else { Err("the site's files are missing".to_owned()) });
    if faults == 0 { Ok(()) } else { Err(format!("{faults} of 3 checks failed.").into()) }
}

async fn database(config: &Config) -> Result<String, String> {
    let name = without_password(&config.database);
    if file_of(config).is_some_and(|file| !file.exists()) {
        return Ok(format!("{name} will be made at the first start"));
    }
    let db = connect(config).await.map_err(|Failure(sentence, _)| sentence)?;
    match db.revision().await {
        Ok(revision) => Ok(format!("{name} answers; {revision} changes so far")),
        Err(_) => Ok(format!("{name} answers; its schema will be made by « maillage migrate » or at the first start")),
    }
}
