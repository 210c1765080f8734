//! DKIM signatures, verified by another program: dkimpy.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Language;
use domain::lists;
use domain::mail::{self, MailContent, MailRecipient};
use domain::posts::{self, MailRule, ReceiveOutcome};
use mailparse::MailHeaderMap;
use server::config::{Config, DkimKey, Tls};
use server::dkim::Signer;
use tests::{
    DnsServer, MailServer, RunningWorker, SmtpAnswer, World, discussion, eventually_eq, message, send_message, subscribe_strangers,
};

/// A Python that has dkimpy and what it needs for Ed25519, made in `target/` the first time. A second test waits for the first.
fn python() -> PathBuf {
    static LOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = LOCK.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/dkimpy");
    let python = folder.join("bin/python");
    let has = |python: &Path| {
        Command::new(python).args(["-c", "import dkim, nacl.signing"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !has(&python) {
        let created = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        assert!(created.is_ok_and(|status| status.success()), "this needs Python with venv: apt-get install python3-venv");
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

/// A key pair: the private key in a file, the public key as a record of the DNS.
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
            // The bare key (RFC 8463, 4) is at the end of what openssl prints.
            let der = openssl(&["pkey", "-in", path, "-pubout", "-outform", "DER"]);
            STANDARD.encode(&der[der.len() - 32..])
        };
        Self { folder, file, record: format!("v=DKIM1; k={kind}; p={record}") }
    }

    fn config(&self, server: &MailServer) -> Config {
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

    /// The verdicts of dkimpy on the mail and on changed copies of it, by what was changed.
    fn verdicts(&self, message: &[u8]) -> BTreeMap<String, bool> {
        let mut verifier = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("dkim/verify.py"))
            .arg(&self.record)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        verifier.stdin.take().unwrap().write_all(message).unwrap();
        let output = verifier.wait_with_output().unwrap();
        assert!(output.status.success());
        let verdicts = String::from_utf8(output.stdout).unwrap();
        verdicts.lines().filter_map(|line| line.split_once('\t')).map(|(what, ok)| (what.to_owned(), ok == "True")).collect()
    }

    /// The mail verifies as it came; no copy with a change that its reader would see does.
    fn assert_signed(&self, message: &[u8], changes: usize) {
        let text = String::from_utf8_lossy(message);
        let mut verdicts = self.verdicts(message);
        assert_eq!(verdicts.remove("as it came"), Some(true), "{text}");
        assert_eq!(verdicts.remove("refolded"), Some(true), "a relay may fold a header anew");
        assert_eq!(verdicts.len(), changes, "{verdicts:?}");
        assert!(verdicts.values().all(|ok| !ok), "{verdicts:?}");
        assert!(text.lines().all(|line| line.len() <= 998), "lines that any relay takes");
    }
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
    let content = MailContent {
        cause: "network.news",
        subject: "Journée « données » : un objet long, avec des accents, pour que l’en-tête soit plié en plusieurs lignes".to_owned(),
        body: "Bonjour **Zoé**,\n\n.un point au début\n\nfin   avec   des   espaces  ".to_owned(),
        ..MailContent::default()
    };
    let mut tx = world.db.write().await.unwrap();
    mail::post(&mut tx, &to, &content).await.unwrap();
    tx.commit().await.unwrap();
    let worker = RunningWorker::on(&world.db, &pair.config(&server));
    eventually_eq("mails taken", 1, async || server.count()).await;
    worker.stops().await;
    let message = server.received().remove(0).message;
    assert!(message.starts_with(b"DKIM-Signature: "), "{}", String::from_utf8_lossy(&message));
    pair.assert_signed(&message, 6);
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
    let input = message(
        "Journée « données » du 24 : le programme",
        "Bonjour {{nom}},\n\n.un point au début, le **programme** est là :   [voir](https://exemple.org/p).",
    );
    send_message(&world.db, &claire.actor, "sil", &input).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = pair.config(&server);
    config.mailing.unsubscribe_address = "listes@example.org".to_owned();
    let worker = RunningWorker::on(&world.db, &config);
    eventually_eq("mails taken", 2, async || server.count()).await;
    worker.stops().await;
    for taken in server.received() {
        let signed = signed_names(&taken.message);
        for name in ["from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "list-unsubscribe-post"] {
            assert!(signed.iter().any(|one| one == name), "{name} is signed (RFC 8058, 4): {signed:?}");
        }
        pair.assert_signed(&taken.message, 10);
    }
}

#[tokio::test]
async fn dkimpy_verifies_a_mail_signed_with_rsa_and_rejects_a_changed_one() {
    single("rsa").await;
}

#[tokio::test]
async fn dkimpy_verifies_a_mail_signed_with_ed25519_and_rejects_a_changed_one() {
    single("ed25519").await;
}

#[tokio::test]
async fn the_unsubscribe_link_of_a_copy_is_signed_with_rsa() {
    copies("rsa").await;
}

#[tokio::test]
async fn the_unsubscribe_link_of_a_copy_is_signed_with_ed25519() {
    copies("ed25519").await;
}

#[tokio::test]
async fn the_signature_of_an_author_stays_valid_below_ours() {
    let (author, site) = (DkimPair::new("rsa"), DkimPair::new("ed25519"));
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    world.member(&sil, "Ada Lovelace").await;
    let db = world.db.clone().with_lists_host("lists.example.org");
    lists::create_list(&db, &claire.actor, "sil", &discussion("sil-l", "sil")).await.unwrap();
    subscribe_strangers(&db, "sil-l", [("Lou Passage", "lou@open.example")]).await;

    let written = "Message-ID:\r\n <1@open.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0100\r\nFrom:  Lou Passage <lou@open.example>\r\n\
                   To: sil-l@lists.example.org\r\nSubject: Calcul\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\
                   Content-Transfer-Encoding: 8bit\r\n\r\nBonjour \u{e0} tous,  \r\n\r\nLou\r\n\r\n";
    let key = DkimKey { domain: "open.example".to_owned(), selector: "a2026".to_owned(), key: author.file.clone() };
    let signed = Signer::new(&key).unwrap().unwrap().sign(written.as_bytes(), 1_700_000_000).unwrap();
    let mail = [&b"Authentication-Results: mx.example.org; dkim=pass header.d=open.example\r\n"[..], &signed[..]].concat();
    let (relays, recipients) = (["mx.example.org".to_owned()], ["sil-l@lists.example.org".to_owned()]);
    let outcomes = posts::receive(&db, &relays, "lou@open.example", &recipients, mail).await.unwrap();
    assert_eq!(outcomes, [ReceiveOutcome::Stored(MailRule::Accept)]);

    // No domain has a policy.
    let dns = DnsServer::start([]).await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = site.config(&server);
    config.mail.resolver = dns.address.to_string();
    let worker = RunningWorker::on(&db, &config);
    eventually_eq("Ada and Lou get it", 2, async || server.count()).await;
    worker.stops().await;
    for taken in server.received() {
        let text = String::from_utf8_lossy(&taken.message);
        assert!(site.verdicts(&taken.message)["as it came"], "ours comes first: {text}");
        let is_next_field = |three: &[u8]| three.starts_with(b"\r\n") && !b" \t".contains(&three[2]);
        let below = taken.message.windows(3).position(is_next_field).unwrap() + 2;
        let verdicts = author.verdicts(&taken.message[below..]);
        assert_eq!((verdicts["as it came"], verdicts["another sender"]), (true, false), "{text}");
    }
}
