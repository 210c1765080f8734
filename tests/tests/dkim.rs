//! Signatures, read by a program that is not ours: dkimpy.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Language;
use domain::lists::{self, MessageInput, SendInput, SendingTime};
use domain::mail::{self, MailContent, MailRecipient};
use mailparse::MailHeaderMap;
use server::config::{Config, Tls};
use tests::{MailServer, RunningWorker, SmtpAnswer, World};

/// A Python that has dkimpy and what it needs for Ed25519, made in `target/` the first time. Whoever comes second waits.
fn python() -> PathBuf {
    static MADE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/dkimpy");
    let python = folder.join("bin/python");
    let has = |python: &Path| {
        Command::new(python).args(["-c", "import dkim, nacl.signing"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !has(&python) {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        assert!(made.is_ok_and(|status| status.success()), "this needs Python with venv: apt-get install python3-venv");
        let fetched = Command::new(&python).args(["-m", "pip", "install", "--quiet", "dkimpy==1.1.8", "pynacl==1.6.2"]).status();
        assert!(fetched.is_ok_and(|status| status.success()) && has(&python), "dkimpy could not be fetched (pip install dkimpy pynacl)");
    }
    python
}

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let answer = Command::new("openssl").args(arguments).output().expect("openssl");
    assert!(answer.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&answer.stderr));
    answer.stdout
}

/// A key pair: the private half in a file, the other as the record in the DNS says it.
struct DkimPair {
    #[allow(dead_code, reason = "holds the file until the story is over")]
    folder: tempfile::TempDir,
    file: PathBuf,
    record: String,
}

impl DkimPair {
    fn new(kind: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("dkim.pem");
        let path = file.to_str().unwrap();
        let record = if kind == "rsa" {
            openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path]);
            STANDARD.encode(openssl(&["pkey", "-in", path, "-pubout", "-outform", "DER"]))
        } else {
            openssl(&["genpkey", "-algorithm", "ed25519", "-out", path]);
            // The bare key (RFC 8463, 4), which stands at the end of what openssl says of it.
            let der = openssl(&["pkey", "-in", path, "-pubout", "-outform", "DER"]);
            STANDARD.encode(&der[der.len() - 32..])
        };
        Self { folder, file, record: format!("v=DKIM1; k={kind}; p={record}") }
    }

    fn towards(&self, server: &MailServer) -> Config {
        let mut config = Config { address: "https://maillage.example.org".to_owned(), ..Config::default() };
        config.smtp.host = "127.0.0.1".to_owned();
        config.smtp.port = server.port;
        config.smtp.tls = Tls::None;
        config.mail.from = "Maillage <maillage@example.org>".to_owned();
        config.dkim.domain = "example.org".to_owned();
        config.dkim.selector = "m2026".to_owned();
        config.dkim.key = self.file.clone();
        config
    }

    /// What dkimpy says of the mail, and of the same mail changed in this and that way.
    fn verdicts(&self, message: &[u8]) -> BTreeMap<String, bool> {
        let mut verifier = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("dkim/verify.py"))
            .arg(&self.record)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        verifier.stdin.take().unwrap().write_all(message).unwrap();
        let said = verifier.wait_with_output().unwrap();
        assert!(said.status.success());
        let said = String::from_utf8(said.stdout).unwrap();
        said.lines().filter_map(|line| line.split_once('\t')).map(|(what, ok)| (what.to_owned(), ok == "True")).collect()
    }

    /// Whole, it is ours; changed in any way that its reader would see, it is not.
    fn is_ours_and_whole(&self, message: &[u8], changes: usize) {
        let text = String::from_utf8_lossy(message);
        let mut verdicts = self.verdicts(message);
        assert_eq!(verdicts.remove("as it came"), Some(true), "{text}");
        assert_eq!(verdicts.remove("refolded"), Some(true), "a relay may fold a header anew");
        assert_eq!(verdicts.len(), changes, "{verdicts:?}");
        assert!(verdicts.values().all(|ok| !ok), "{verdicts:?}");
        assert!(text.lines().all(|line| line.len() <= 998), "lines that any relay takes");
    }
}

async fn arrives(server: &MailServer, count: usize) {
    for _ in 0..600 {
        if server.count() == count {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{} of {count}", server.count());
}

/// The names in `h=`.
fn signed_names(message: &[u8]) -> Vec<String> {
    let mail = mailparse::parse_mail(message).unwrap();
    let signature = mail.headers.get_first_value("DKIM-Signature").unwrap();
    let names = signature.split(';').find_map(|tag| tag.trim().strip_prefix("h=")).unwrap();
    names.split(':').map(|name| name.trim().to_owned()).collect()
}

/// A single mail, signed with a key of that kind.
async fn single(kind: &str) {
    let pair = DkimPair::new(kind);
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let to = MailRecipient { person: None, name: "Zoé Été".to_owned(), address: "zoe@example.org".to_owned(), language: Language::Fr };
    let letter = MailContent {
        cause: "network.news",
        subject: "Journée « données » : un objet long, avec des accents, pour que l’en-tête soit plié en plusieurs lignes".to_owned(),
        body: "Bonjour **Zoé**,\n\n.un point au début\n\nfin   avec   des   espaces  ".to_owned(),
        ..MailContent::default()
    };
    let mut tx = world.db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
    let work = RunningWorker::on(&world.db, &pair.towards(&server));
    arrives(&server, 1).await;
    work.stops().await;
    let message = server.taken().remove(0).message;
    assert!(message.starts_with(b"DKIM-Signature: "), "{}", String::from_utf8_lossy(&message));
    pair.is_ours_and_whole(&message, 6);
}

/// The copies of a message to a list, signed with a key of that kind.
async fn copies(kind: &str) {
    let pair = DkimPair::new(kind);
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    for name in ["Ada Lovelace", "Zoé Été"] {
        world.member(&sil, name).await;
    }
    let input = MessageInput {
        subject: "Journée « données » du 24 : le programme".to_owned(),
        body: "Bonjour {{nom}},\n\n.un point au début, le **programme** est là :   [voir](https://exemple.org/p).".to_owned(),
        language: "fr".to_owned(),
        audience: vec!["subscribers:".to_owned()],
        ..MessageInput::default()
    };
    let id = lists::create(&world.db, &claire.actor, "sil", &input).await.unwrap();
    let seen = SendInput { version: "1".to_owned(), seen: "2".to_owned(), ..SendInput::default() };
    lists::send(&world.db, &claire.actor, "sil", &id, SendingTime::Now, &seen).await.unwrap();
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = pair.towards(&server);
    config.mailing.unsubscribe_address = "listes@example.org".to_owned();
    let work = RunningWorker::on(&world.db, &config);
    arrives(&server, 2).await;
    work.stops().await;
    for taken in server.taken() {
        let signed = signed_names(&taken.message);
        for name in ["from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "list-unsubscribe-post"] {
            assert!(signed.iter().any(|one| one == name), "{name} is signed (RFC 8058, 4): {signed:?}");
        }
        pair.is_ours_and_whole(&taken.message, 10);
    }
}

#[tokio::test]
async fn a_mail_signed_with_rsa_is_verified_by_dkimpy_and_a_changed_one_is_not() {
    single("rsa").await;
}

#[tokio::test]
async fn a_mail_signed_with_ed25519_is_verified_by_dkimpy_and_a_changed_one_is_not() {
    single("ed25519").await;
}

#[tokio::test]
async fn each_copy_to_a_list_is_signed_with_rsa_with_its_link_to_unsubscribe() {
    copies("rsa").await;
}

#[tokio::test]
async fn each_copy_to_a_list_is_signed_with_ed25519_with_its_link_to_unsubscribe() {
    copies("ed25519").await;
}
