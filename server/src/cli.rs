//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use domain::Error;
use domain::clock::Clock;
use domain::db::{Db, Schema, Timeouts};
use domain::policy::Actor;
use domain::rng::IdGenerator;
use domain::search;
use domain::sign_in;

use crate::config::{Config, without_password};
use crate::list_import::ListCommand;
use crate::{backups, check, demo, list_import, logs, page_folder, process, serve};

/// Maillage: the home of a community network.
#[derive(Parser)]
#[command(name = "maillage", version)]
struct Arguments {
    /// The configuration file; by default maillage.toml, if it exists.
    #[arg(long, global = true, value_name = "FILE", env = "MAILLAGE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: CliCommand,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Serves the site and sends its e-mails, until it is stopped.
    Serve {
        /// The address to listen on, instead of the configured one.
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<String>,
        /// Runs as a demonstration, whatever the configuration says.
        #[arg(long)]
        demo: bool,
    },
    /// Creates the database if it is missing, and brings its schema up to date; `serve` does only the latter.
    Migrate,
    /// Loads the demo networks into an empty database; with --scale, adds data for a benchmark.
    Demo {
        /// Adds N times 500 people, 250 events and 2,500 registrations.
        #[arg(long, value_name = "N")]
        scale: Option<u32>,
    },
    /// Administrators.
    #[command(subcommand)]
    Admin(Admin),
    /// The pages of networks and events, as files in a folder.
    #[command(subcommand)]
    Content(ContentCommand),
    /// Older lists that move in.
    #[command(subcommand)]
    Lists(ListCommand),
    /// The search index.
    #[command(subcommand)]
    Search(Search),
    /// Copies the database into a file while it is in use (SQLite).
    Backup {
        /// The file to create.
        file: PathBuf,
    },
    /// Replaces the database by a backup (SQLite) and keeps the old one beside it. Nothing is sent until `release`.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Holds all e-mails until `release`: run it after restoring PostgreSQL, before the server starts.
    Hold,
    /// Lets e-mails leave again after a restore.
    Release {
        /// Discards the e-mails that were waiting in the backup: they may have been sent before.
        #[arg(long)]
        discard: bool,
    },
    /// Checks the configuration, the database and the connection to the mail server.
    Check,
}

#[derive(Subcommand)]
enum ContentCommand {
    /// Writes the pages to `networks/<network>/pages/<page>.md`.
    Export {
        /// The folder; it is created if it is missing.
        folder: PathBuf,
        /// Only the pages of this network and of the events it leads (its short name).
        #[arg(long)]
        network: Option<String>,
    },
    /// Reads the pages; a page that differs becomes a new revision. Importing the same folder again changes nothing.
    Import {
        /// The folder to read.
        folder: PathBuf,
        /// Only creates missing pages, and leaves the others as they are.
        #[arg(long)]
        missing: bool,
    },
}

#[derive(Subcommand)]
enum Search {
    /// Empties the index and rebuilds it.
    Rebuild,
}

#[derive(Subcommand)]
enum Admin {
    /// Makes somebody an administrator, creating an account if needed, and prints a link that signs them in.
    Invite {
        /// Their e-mail address.
        address: String,
    },
}

/// A failed command: the message and the exit status.
pub(crate) struct Failure(pub(crate) String, pub(crate) u8);

impl Failure {
    pub(crate) fn configuration(sentence: String) -> Self {
        Self(sentence, 2)
    }
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self(sentence, 1)
    }
}

/// Runs the command. Exit status 2: the command line or the configuration is wrong; 1: the command failed.
pub fn main() -> ExitCode {
    process::keep_files_private();
    let arguments = Arguments::parse();
    if matches!(arguments.command, CliCommand::Serve { .. }) {
        process::return_memory_to_the_system();
    }
    let result = Config::read(arguments.config.as_deref(), environment())
        .map_err(Failure::configuration)
        .and_then(|config| run(arguments.command, config));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence, status)) => {
            eprintln!("maillage: {sentence}");
            ExitCode::from(status)
        }
    }
}

fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

fn run(command: CliCommand, config: Config) -> Result<(), Failure> {
    logs::start(&config).map_err(Failure::configuration)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|cause| format!("the system gives no threads: {cause}."))?;
    let result = runtime.block_on(run_command(command, config));
    // Tasks that still run after this time hang.
    runtime.shutdown_timeout(Duration::from_secs(1));
    result
}

async fn run_command(command: CliCommand, mut config: Config) -> Result<(), Failure> {
    match command {
        CliCommand::Serve { listen, demo } => {
            if let Some(listen) = listen {
                config.listen = listen;
            }
            if demo {
                config.demo = Some(true);
            }
            config.check().map_err(Failure::configuration)?;
            serve::serve(&config).await
        }
        CliCommand::Migrate => {
            let name = without_password(&config.database);
            with(create(&config).await?, async |_| {
                println!("The schema of {name} is up to date.");
                Ok(())
            })
            .await
        }
        CliCommand::Demo { scale } => with(create(&config).await?, async |db| demo::command(db, scale).await).await,
        CliCommand::Admin(Admin::Invite { address }) => with(open(&config).await?, async |db| invite(db, &address).await).await,
        CliCommand::Content(command) => with(open(&config).await?, async |db| pages(db, command).await).await,
        CliCommand::Lists(command) => with(open(&config).await?, async |db| list_import::command(db, command).await).await,
        CliCommand::Search(Search::Rebuild) => {
            with(open(&config).await?, async |db| {
                let count = search::rebuild(db).await.map_err(|cause| format!("the index could not be filled: {cause}."))?;
                println!("{count} entries are in the index.");
                Ok(())
            })
            .await
        }
        CliCommand::Backup { file } => with(connect(&config).await?, async |db| backups::back_up(db, &config, &file).await).await,
        CliCommand::Restore { file } => backups::restore(&config, &file).await,
        CliCommand::Hold => with(open(&config).await?, async |db| backups::hold(db).await).await,
        CliCommand::Release { discard } => with(open(&config).await?, async |db| backups::release(db, discard).await).await,
        CliCommand::Check => check::command(&config).await,
    }
}

/// Runs the work of a command and closes the database, whatever the result: SQLite then leaves one file, without a log beside it.
pub(crate) async fn with(db: Db, work: impl AsyncFnOnce(&Db) -> Result<(), Failure>) -> Result<(), Failure> {
    let result = work(&db).await;
    db.close().await;
    result
}

async fn pages(db: &Db, command: ContentCommand) -> Result<(), Failure> {
    match command {
        ContentCommand::Export { folder, network } => {
            let count = page_folder::export(db, &folder, network.as_deref()).await?;
            println!("{count} pages are in {}.", folder.display());
        }
        ContentCommand::Import { folder, missing } => println!("{}", page_folder::import(db, &folder, !missing).await?),
    }
    Ok(())
}

async fn invite(db: &Db, address: &str) -> Result<(), Failure> {
    match sign_in::invite_administrator(db, &Actor::System, address).await {
        Ok(link) => {
            println!("{address} is an administrator. This link signs in once, within fifteen minutes:\n{link}");
            Ok(())
        }
        Err(Error::Invalid(_)) => Err(format!("“{address}” is not an e-mail address.").into()),
        Err(cause) => Err(format!("{address} could not be invited: {cause}.").into()),
    }
}

/// The database, migrated to the schema of this program. It must exist: an unmounted disk must not become a new, empty site.
pub(crate) async fn open(config: &Config) -> Result<Db, Failure> {
    let db = connect(config).await?;
    if db.schema().await? == Schema::Missing {
        Schema::Missing.check()?;
    }
    db.migrate().await?;
    Ok(db)
}

/// The database, created if it is missing, migrated to the schema of this program.
pub(crate) async fn create(config: &Config) -> Result<Db, Failure> {
    make_folder(config)?;
    let db = Db::create(&config.database, config.connections, Clock::System, IdGenerator::system()).await?;
    db.migrate().await?;
    Ok(db.at_address(&config.address()).with_lists_host(&config.lmtp.domain))
}

/// The database as it is: no migration.
pub(crate) async fn connect(config: &Config) -> Result<Db, Failure> {
    let timeouts = Timeouts::for_serving(&config.database);
    let db = Db::open_with(&config.database, config.connections, timeouts, Clock::System, IdGenerator::system()).await?;
    Ok(db.at_address(&config.address()).with_contact(&contact(config)).with_lists_host(&config.lmtp.domain))
}

/// The contact address while administrators have set none: the sender of e-mails, unless its domain is that of this machine alone (no dot).
fn contact(config: &Config) -> String {
    let sender = config.mail.from.parse::<lettre::message::Mailbox>().ok().map(|mailbox| mailbox.email);
    sender.filter(|email| email.domain().contains('.')).map(|email| email.to_string()).unwrap_or_default()
}

pub(crate) fn make_folder(config: &Config) -> Result<(), Failure> {
    match file_of(config).and_then(Path::parent) {
        Some(folder) => Ok(std::fs::create_dir_all(folder).map_err(|cause| format!("{} can't be made: {cause}.", folder.display()))?),
        None => Ok(()),
    }
}

/// The file of the database; `None` for PostgreSQL.
pub(crate) fn file_of(config: &Config) -> Option<&Path> {
    let file = config.database.strip_prefix("sqlite:")?;
    Some(Path::new(file.strip_prefix("//").unwrap_or(file).split('?').next().unwrap_or_default()))
}
