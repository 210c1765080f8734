//! Signatures, read by a program that is not ours: dkimpy.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::Language;
use domain::mail::{self, Letter, Recipient};
use server::config::{Config, Tls};
use server::mailer::Mailer;
use server::worker::Worker;
use tests::{MailServer, SmtpAnswer, World};

/// A Python that has dkimpy, made in `target/` the first time.
fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/dkimpy");
    let python = folder.join("bin/python");
    let has = |python: &Path| {
        Command::new(python).args(["-c", "import dkim"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !has(&python) {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        assert!(made.is_ok_and(|status| status.success()), "this needs Python with venv: apt-get install python3-venv");
        let fetched = Command::new(&python).args(["-m", "pip", "install", "--quiet", "dkimpy==1.1.8"]).status();
        assert!(fetched.is_ok_and(|status| status.success()) && has(&python), "dkimpy could not be fetched (pip install dkimpy)");
    }
    python
}

fn openssl(arguments: &[&str]) -> Vec<u8> {
    let answer = Command::new("openssl").args(arguments).output().expect("openssl");
    assert!(answer.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&answer.stderr));
    answer.stdout
}

#[tokio::test]
async fn a_signed_mail_is_verified_by_dkimpy_and_a_changed_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dkim.pem");
    let path = file.to_str().unwrap();
    openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path]);
    let public = String::from_utf8(openssl(&["pkey", "-in", path, "-pubout"])).unwrap();
    let public: String = public.lines().filter(|line| !line.starts_with("-----")).collect();
    let world = World::new().await;
    let server = MailServer::start(|_, _| SmtpAnswer::Yes).await;
    let mut config = Config::default();
    config.smtp.host = "127.0.0.1".to_owned();
    config.smtp.port = server.port;
    config.smtp.tls = Tls::None;
    config.mail.from = "Maillage <maillage@example.org>".to_owned();
    config.dkim.domain = "example.org".to_owned();
    config.dkim.selector = "m2026".to_owned();
    config.dkim.key = file;

    let to = Recipient { person: None, name: "Zoé Été".to_owned(), address: "zoe@example.org".to_owned(), language: Language::Fr };
    let letter = Letter {
        cause: "network.news",
        once: None,
        subject: "Journée « données » : un objet long, avec des accents, pour que l’en-tête soit plié en plusieurs lignes".to_owned(),
        body: "Bonjour **Zoé**,\n\n.un point au début\n\nfin   avec   des   espaces  ".to_owned(),
        calendar: None,
    };
    let mut tx = world.db.write().await.unwrap();
    mail::post(&mut tx, &to, &letter).await.unwrap();
    tx.commit().await.unwrap();
    let worker =
        Worker { db: world.db.clone(), mailer: Mailer::new(&config, 1).unwrap(), posted: std::sync::Arc::default(), keep_text: false };
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let work = tokio::spawn(worker.run(stopping));
    for _ in 0..200 {
        if server.count() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    stop.send(true).unwrap();
    work.await.unwrap();
    let message = server.taken().remove(0).message;
    assert!(message.starts_with(b"DKIM-Signature: "), "{}", String::from_utf8_lossy(&message));

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("dkim/verify.py");
    let mut verifier = Command::new(python())
        .arg(script)
        .arg(format!("v=DKIM1; k=rsa; p={public}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    verifier.stdin.take().unwrap().write_all(&message).unwrap();
    let said = String::from_utf8(verifier.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(said.trim(), "True False", "{}", String::from_utf8_lossy(&message));
}
