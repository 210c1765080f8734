//! Backup commands: make one, restore one, hold and release the mail that was waiting in it.

use std::path::Path;

use domain::Error;
use domain::administration;
use domain::clock::Clock;
use domain::db::{BackupFile, Db, Schema};
use domain::delivery::{self, HeldDeliveries, Release};
use domain::policy::Actor;

use crate::check;
use crate::cli::{Failure, connect, file_of, make_folder, with};
use crate::config::{Config, without_password};

pub async fn back_up(db: &Db, config: &Config, file: &Path) -> Result<(), Failure> {
    match db.schema().await? {
        // A backup before an upgrade has an older schema; a restore brings it up to date.
        Schema::Older(_) => {}
        schema => schema.check()?,
    }
    db.backup(file).await?;
    println!("{} is copied to {}.", without_password(&config.database), file.display());
    Ok(())
}

pub async fn restore(config: &Config, file: &Path) -> Result<(), Failure> {
    let name = without_password(&config.database);
    if config.is_database_assumed {
        return Err(Failure::configuration(format!(
            "there is no maillage.toml in this folder, and neither MAILLAGE_DATABASE nor DATABASE_URL is set: the backup would become {name} here. \
             Run this where the configuration is, or name it with --config."
        )));
    }
    if file_of(config).is_none() {
        return Err("PostgreSQL is restored with pg_restore or psql; then `maillage hold`, before the server is started."
            .to_owned()
            .into());
    }
    let backup = BackupFile::verify(file).await?;
    make_folder(config)?;
    let previous = administration::restore(&backup, &config.database, Clock::System.now()).await?;
    println!("{} is restored to {name}.", file.display());
    if let Some(previous) = previous {
        println!("What was there is kept as {}.", previous.display());
    }
    with(connect(config).await?, async |db| print_held(db).await).await
}

async fn print_held(db: &Db) -> Result<(), Failure> {
    if let Some(held) =
        delivery::held_deliveries(db, &Actor::System).await.map_err(|cause| format!("what waits can't be counted: {cause}."))?
    {
        println!("Note: {}", check::held_sentence(&held));
    }
    Ok(())
}

pub async fn hold(db: &Db) -> Result<(), Failure> {
    delivery::hold_all(db, &Actor::System).await.map_err(|cause| format!("mails could not be held: {cause}."))?;
    print_held(db).await
}

pub async fn release(db: &Db, discard: bool) -> Result<(), Failure> {
    let release = if discard { Release::Discard } else { Release::Send };
    match delivery::release(db, &Actor::System, release).await {
        Ok(HeldDeliveries { mails, copies, messages, .. }) => {
            let what = format!("{mails} mails, {copies} copies of messages and {messages} scheduled messages of the backup");
            println!("{what} {}.", if discard { "are given up" } else { "leave from now on" });
            Ok(())
        }
        Err(Error::Closed) => Err("nothing is held.".to_owned().into()),
        Err(cause) => Err(format!("what is held could not be released: {cause}.").into()),
    }
}
