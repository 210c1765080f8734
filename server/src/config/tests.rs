use super::*;

fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let config = Config::from_text(text, environment).map_err(|cause| match cause {
        ConfigErrorCause::File(cause) | ConfigErrorCause::Environment(cause) => cause,
    })?;
    config.check().map(|()| config)
}

#[test]
fn the_environment_overrides_the_file_and_the_file_the_defaults() {
    let config = read(
        "listen = \"127.0.0.1:4000\"\ncache = 3\n[smtp]\nhost = \"a.example.org\"",
        &[("MAILLAGE_SMTP__HOST", "b.example.org"), ("MAILLAGE_DEMO", "true"), ("PATH", "/bin"), ("MAILLAGE_BIN", "x")],
    )
    .unwrap();
    assert_eq!((config.address().as_str(), config.cache, config.connections), ("http://127.0.0.1:4000", 3, 8));
    assert_eq!((config.smtp.host.as_str(), config.demo), ("b.example.org", Some(true)));
}

#[test]
fn a_text_that_looks_like_a_number_stays_text() {
    let environment = [("MAILLAGE_SMTP__USER", "007"), ("MAILLAGE_SMTP__PASSWORD", "1e3"), ("MAILLAGE_CACHE", " 5 ")];
    let config = read("", &environment).unwrap();
    assert_eq!((config.smtp.user.as_str(), config.smtp.password.as_str(), config.cache), ("007", "1e3", 5));
}

#[test]
fn maillage_database_overrides_database_url() {
    let config = read("", &[("MAILLAGE_DATABASE", "sqlite:a.db"), ("DATABASE_URL", "postgres://maillage:secret@host/base")]).unwrap();
    assert_eq!(config.database, "sqlite:a.db");
}

#[test]
fn errors_name_the_key_and_a_valid_value() {
    for (text, environment, words) in [
        ("adress = \"x\"", vec![], "unknown field `adress`"),
        ("cache = \"much\"", vec![], "invalid type"),
        ("[smtp]\ntls = \"yes\"", vec![], "starttls"),
        ("listen = \"here\"", vec![], "127.0.0.1:3000"),
        ("[metrics]\nlisten = \"9464\"", vec![], "127.0.0.1:9464"),
        ("[metrics]\nlisten = \"127.0.0.1:3000\"", vec![], "an address of its own"),
        ("address = \"https://example.org/maillage\"", vec![], "without a path"),
        ("[mail]\nfrom = \"nobody\"", vec![], "is not a sender"),
        ("[mail]\nresolver = \"dns.example.org:53\"", vec![], "127.0.0.1:53"),
        ("[smtp]\nuser = \"u\"", vec![], "go together"),
        ("[lmtp]\nlisten = \"8024\"", vec![], "127.0.0.1:8024"),
        ("[lmtp]\nlisten = \"lmtp.sock\"", vec![], "nor an absolute path"),
        ("[lmtp]\nlisten = \"0.0.0.0:8024\"", vec![], "no sign-in"),
        ("[lmtp]\nlisten = \"unix:/run/lmtp.sock\"", vec![], "go together"),
        ("[lmtp]\ndomain = \"lists.example.org\"", vec![], "go together"),
        ("[lmtp]\nlisten = \"[::1]:8024\"\ndomain = \"@example.org\"", vec![], "is not a domain"),
        ("[lmtp]\nmax_size = 1000", vec![], "65536"),
        ("[lmtp]\ntrusted_relays = \"mx.example.org, mx2.example.org\"", vec![], "separated by spaces"),
        ("", vec![("MAILLAGE_LMTP__MAX_SIZE", "10M")], "MAILLAGE_LMTP__MAX_SIZE: “10M” is not a whole number"),
        ("", vec![("MAILLAGE_CACHE", "much")], "MAILLAGE_CACHE: “much”"),
        ("", vec![("MAILLAGE_CACHE", "-1")], "not a whole number in its range"),
        ("", vec![("MAILLAGE_CONNECTIONS", "4294967296")], "not a whole number in its range"),
        ("", vec![("MAILLAGE_SMTP__PORT", "65536")], "MAILLAGE_SMTP__PORT: “65536” is not a whole number"),
        ("", vec![("MAILLAGE_MAILING__PER_MINUTE", "1.5")], "not a whole number in its range"),
        ("", vec![("MAILLAGE_DEMO", "perhaps")], "MAILLAGE_DEMO: “perhaps” is neither true nor false"),
        ("", vec![("MAILLAGE_COLOUR", "blue")], "MAILLAGE_COLOUR: there is no such key"),
        ("", vec![("MAILLAGE_SMTP__COLOUR", "blue")], "MAILLAGE_SMTP__COLOUR: there is no such key"),
        ("", vec![("MAILLAGE_SMTP", "a.example.org")], "MAILLAGE_SMTP: there is no such key"),
        ("", vec![("MAILLAGE_MAILING__DOMAINS", "5")], "limits of single domains are written in the file"),
        ("", vec![("MAILLAGE_MAILING__DOMAINS__GMAIL", "5")], "written in the file"),
        ("", vec![("MAILLAGE_MAILING__DOMAINS__EXAMPLE__ORG", "5")], "written in the file"),
        ("", vec![("MAILLAGE_SMTP__HOST__", "x")], "MAILLAGE_SMTP__HOST__: there is no such key"),
        ("", vec![("MAILLAGE_SMTP__PORT__X", "5")], "there is no such key"),
        ("", vec![("MAILLAGE_SMTP__TLS", "yes")], "starttls"),
    ] {
        let sentence = read(text, &environment).unwrap_err();
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn lmtp_listens_on_loopback_or_on_a_path() {
    let address = |listen: &str| {
        let text = format!("[lmtp]\nlisten = \"{listen}\"\ndomain = \"lists.example.org\"");
        read(&text, &[]).unwrap().lmtp.address().unwrap().unwrap()
    };
    assert_eq!(address("127.0.0.1:8024"), LmtpAddress::Tcp(([127, 0, 0, 1], 8024).into()));
    assert_eq!(address("/run/maillage/lmtp.sock"), LmtpAddress::Unix("/run/maillage/lmtp.sock".into()));
    assert_eq!(address("unix:/run/maillage/lmtp.sock"), LmtpAddress::Unix("/run/maillage/lmtp.sock".into()));
    assert_eq!(read("", &[]).unwrap().lmtp.address(), Ok(None));
}

#[test]
fn an_unconfigured_proxy_is_detected() {
    let noticed = |text: &str| read(text, &[]).unwrap().missing_client_header().is_some();
    assert!(noticed("address = \"https://maillage.example.org\""));
    assert!(noticed("address = \"http://maillage.example.org\""));
    assert!(!noticed("address = \"https://maillage.example.org\"\nclient_header = \"X-Forwarded-For\""));
    assert!(!noticed("address = \"http://maillage.example.org\"\nlisten = \"0.0.0.0:80\""));
    assert!(!noticed("address = \"http://localhost:3000\"") && !noticed("address = \"http://127.0.0.1:3000\"") && !noticed(""));
}

#[test]
fn no_password_is_shown() {
    let config = read("database = \"postgres://maillage:secret@host/base\"\n[smtp]\nuser = \"u\"\npassword = \"secret\"", &[]).unwrap();
    let shown = format!("{config:?}");
    assert!(shown.contains("postgres://maillage:…@host/base") && !shown.contains("secret"), "{shown}");
}

#[test]
fn the_example_file_has_the_defaults() {
    let example = include_str!("../../../maillage.example.toml");
    assert_eq!(read(example, &[]).unwrap(), Config::default());
    // With every key uncommented, the example still gives the defaults.
    let uncommented: String = example.lines().map(|line| line.strip_prefix("#:").unwrap_or(line).to_owned() + "\n").collect();
    let config = read(&uncommented, &[]).unwrap();
    assert_eq!(Config { demo: None, ..config }, Config::default());
}
