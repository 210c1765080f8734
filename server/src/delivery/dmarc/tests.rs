use super::FromTreatment::{Kept, Munged};
use super::*;

/// What the DNS says of a name.
#[derive(Clone, Copy)]
enum ScriptedAnswer {
    Texts(&'static [&'static str]),
    Error,
    Silence,
}

use ScriptedAnswer::{Error, Silence, Texts};

/// Names without `_dmarc.`, and what the DNS says of them.
type DnsScript<'a> = &'a [(&'a str, ScriptedAnswer)];

/// A DNS in which names that are not in the script do not exist.
struct ScriptedDns {
    script: HashMap<String, ScriptedAnswer>,
    asked: Mutex<Vec<String>>,
}

impl ScriptedDns {
    fn new(script: DnsScript<'_>) -> Self {
        let script = script.iter().map(|(name, answer)| (format!("_dmarc.{name}"), *answer)).collect();
        Self { script, asked: Mutex::default() }
    }

    /// The names asked so far, without `_dmarc.`.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|name| name.strip_prefix("_dmarc.").unwrap().to_owned()).collect()
    }
}

impl TxtLookup for ScriptedDns {
    async fn txt(&self, name: &str) -> Result<Vec<String>, String> {
        self.asked.lock().unwrap().push(name.to_owned());
        match self.script.get(name) {
            None => Ok(Vec::new()),
            Some(Texts(texts)) => Ok(texts.iter().map(|text| (*text).to_owned()).collect()),
            Some(Error) => Err("error response: Server Failure".to_owned()),
            Some(Silence) => std::future::pending().await,
        }
    }
}

fn policies(script: DnsScript<'_>) -> DmarcPolicies<ScriptedDns> {
    let policies = DmarcPolicies::new(Some(ScriptedDns::new(script)), ["Site.example.org", "lists.example.org", ""]);
    DmarcPolicies { timeout: Duration::from_millis(50), ..policies }
}

fn asked(policies: &DmarcPolicies<ScriptedDns>) -> Vec<String> {
    policies.records.as_ref().unwrap().asked()
}

const NOW: i64 = 1_800_000_000;

#[tokio::test]
async fn from_stays_only_where_the_domain_asks_for_nothing() {
    let none = Texts(&["v=DMARC1; p=none"]);
    let reject = Texts(&["v=DMARC1; p=reject"]);
    let cases: &[(&str, DnsScript<'_>, FromTreatment)] = &[
        ("no record at all", &[], Kept),
        ("none", &[("cnrs.fr", none)], Kept),
        ("quarantine", &[("cnrs.fr", Texts(&["v=DMARC1; p=quarantine; rua=mailto:d@cnrs.fr"]))], Munged),
        ("reject", &[("cnrs.fr", reject)], Munged),
        ("in other letters", &[("cnrs.fr", Texts(&[" V = DMARC1 ;P= Reject;"]))], Munged),
        ("only a test", &[("cnrs.fr", Texts(&["v=DMARC1; p=reject; t=y"]))], Munged),
        ("for none of a hundred", &[("cnrs.fr", Texts(&["v=DMARC1; p=reject; pct=0"]))], Munged),
        ("strict for those below alone", &[("cnrs.fr", Texts(&["v=DMARC1; p=none; sp=reject"]))], Kept),
        ("another version", &[("cnrs.fr", Texts(&["v=dmarc1; p=reject"]))], Kept),
        ("the version at the end", &[("cnrs.fr", Texts(&["p=reject; v=DMARC1"]))], Kept),
        ("no policy in it", &[("cnrs.fr", Texts(&["v=DMARC1; rua=mailto:d@cnrs.fr"]))], Kept),
        ("a policy that there is not", &[("cnrs.fr", Texts(&["v=DMARC1; p=discard"]))], Kept),
        ("beside other records", &[("cnrs.fr", Texts(&["v=spf1 -all", "v=DMARC1; p=reject"]))], Munged),
        ("two records", &[("cnrs.fr", Texts(&["v=DMARC1; p=reject", "v=DMARC1; p=reject"]))], Kept),
        ("two records below a strict one", &[("cnrs.fr", Texts(&["v=DMARC1; p=none", "v=DMARC1; p=none"])), ("fr", reject)], Munged),
        ("SERVFAIL", &[("cnrs.fr", Error)], Munged),
        ("SERVFAIL above", &[("fr", Error)], Munged),
        ("SERVFAIL above a record", &[("cnrs.fr", none), ("fr", Error)], Kept),
        ("no answer", &[("cnrs.fr", Silence)], Munged),
    ];
    for (what, script, expected) in cases {
        let found = policies(script).treatment("Claire@CNRS.fr", Timestamp::from_seconds(NOW)).await;
        assert_eq!(found, *expected, "{what}");
    }
}

#[tokio::test]
async fn a_domain_without_a_record_has_the_policy_of_its_organisation() {
    let none = Texts(&["v=DMARC1; p=none"]);
    let reject = Texts(&["v=DMARC1; p=reject"]);
    let suffix = Texts(&["v=DMARC1; p=reject; psd=y"]);
    let cases: &[(&str, DnsScript<'_>, FromTreatment)] = &[
        ("p of the organisation", &[("cnrs.fr", reject)], Munged),
        ("sp of the organisation", &[("cnrs.fr", Texts(&["v=DMARC1; p=reject; sp=none"]))], Kept),
        ("sp that is stricter", &[("cnrs.fr", Texts(&["v=DMARC1; p=none; sp=quarantine"]))], Munged),
        ("an invalid sp", &[("cnrs.fr", Texts(&["v=DMARC1; p=reject; sp=no"]))], Munged),
        ("its own record first", &[("a.lab.cnrs.fr", none), ("cnrs.fr", reject)], Kept),
        ("the fewest labels, not the nearest", &[("lab.cnrs.fr", none), ("cnrs.fr", reject)], Munged),
        ("an organisation of its own", &[("lab.cnrs.fr", Texts(&["v=DMARC1; p=none; psd=n"])), ("cnrs.fr", reject)], Kept),
        ("the public suffix", &[("fr", suffix)], Munged),
        ("below a public suffix", &[("cnrs.fr", none), ("fr", suffix)], Kept),
        ("a record that is not the organisation's", &[("lab.cnrs.fr", none), ("fr", suffix)], Munged),
    ];
    for (what, script, expected) in cases {
        let found = policies(script).treatment("claire@a.lab.cnrs.fr", Timestamp::from_seconds(NOW)).await;
        assert_eq!(found, *expected, "{what}");
    }
}

#[tokio::test]
async fn eight_names_are_asked_at_most() {
    let now = Timestamp::from_seconds(NOW);
    let short = policies(&[]);
    short.treatment("x@a.lab.cnrs.fr", now).await;
    assert_eq!(asked(&short), ["a.lab.cnrs.fr", "lab.cnrs.fr", "cnrs.fr", "fr"]);
    let long = policies(&[]);
    long.treatment("x@a.b.c.d.e.f.g.h.i.j.mail.example.com", now).await;
    let expected = [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
    ];
    assert_eq!(asked(&long), expected, "the example of RFC 9989, 4.10");
    assert_eq!(walked_names("a.b.c.d.e.f.g.h").count(), 8, "nothing is left out of eight labels");
}

#[tokio::test]
async fn own_domains_and_what_is_no_name_are_not_looked_up() {
    let now = Timestamp::from_seconds(NOW);
    let policies = policies(&[("example.org", Texts(&["v=DMARC1; p=reject"]))]);
    for (author, expected) in [
        ("ada@site.example.org", Kept),
        ("ada@LISTS.example.org", Kept),
        ("ada@[192.0.2.1]", Munged),
        ("ada@192.0.2.1", Munged),
        ("ada@[IPv6:2001:db8::1]", Munged),
        ("ada@localhost", Munged),
        ("ada@a..example.org", Munged),
        ("ada@example.org.", Munged),
        ("ada@a b.example.org", Munged),
        ("ada@", Munged),
        ("ada", Munged),
        ("", Munged),
    ] {
        assert_eq!(policies.treatment(author, now).await, expected, "{author}");
    }
    assert_eq!(policies.treatment(&format!("ada@{}org", "a.".repeat(130)), now).await, Munged, "too long a name");
    assert_eq!(asked(&policies), Vec::<String>::new());
    assert_eq!(policies.treatment("ada@staff.site.example.org", now).await, Munged, "below our own domain, others decide");
    assert_eq!(asked(&policies).first().map(String::as_str), Some("staff.site.example.org"));
    policies.treatment("zoé@Été.example", now).await;
    assert!(asked(&policies).contains(&"xn--t-9fab.example".to_owned()), "{:?}", asked(&policies));

    let silent = DmarcPolicies::<ScriptedDns>::new(None, ["example.org"]);
    assert_eq!(silent.treatment("ada@example.org", now).await, Kept);
    assert_eq!(silent.treatment("ada@cnrs.fr", now).await, Munged, "mail goes to a folder");
}

#[tokio::test]
async fn answers_are_remembered_for_an_hour_and_errors_for_five_minutes() {
    let policies = policies(&[("down.example", Error)]);
    let counts = async |seconds: i64| {
        let now = Timestamp::from_seconds(NOW + seconds);
        for _ in 0..2 {
            assert_eq!(policies.treatment("ada@cnrs.fr", now).await, Kept);
            assert_eq!(policies.treatment("ada@down.example", now).await, Munged);
        }
        let asked = asked(&policies);
        ["cnrs.fr", "down.example"].map(|domain| asked.iter().filter(|name| *name == domain).count())
    };
    assert_eq!(counts(0).await, [1, 1]);
    assert_eq!(counts(ERROR_SECONDS - 1).await, [1, 1]);
    assert_eq!(counts(ERROR_SECONDS).await, [1, 2]);
    assert_eq!(counts(ANSWER_SECONDS - 1).await, [1, 3]);
    assert_eq!(counts(ANSWER_SECONDS).await, [2, 3]);
}

#[tokio::test]
async fn a_thousand_domains_are_remembered() {
    let policies = policies(&[]);
    let now = Timestamp::from_seconds(NOW);
    for at in 0..DOMAINS + 10 {
        policies.treatment(&format!("ada@d{at}.example"), now).await;
        assert!(policies.lock().len() <= DOMAINS);
    }
    assert_eq!(policies.lock().len(), 10, "those before were forgotten together");
}
