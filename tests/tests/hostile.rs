//! Hostile values: every address and every form of the site, for each kind of reader, with numbers at the limits of 64 bits, with
//! NUL, invalid UTF-8 and bad percent encoding, with more bytes and fields than any form has. No answer is a 500, and no answer is
//! much longer than its request.
//!
//! Addresses come from `routes.rs` and forms from the pages, so that new ones are included.

mod forms;
mod process;
mod site;

use std::collections::BTreeSet;

use axum::http::Method;
use tests::{Answer, Browser};

use self::forms::SeenForm;
use self::site::HostileSite;

/// A NUL, a right-to-left override, a lone surrogate, a byte that is no UTF-8, and bad percent encoding.
pub const JUNK: &str = "a%00%E2%80%AE%ED%A0%80%FF%C3%28%zz%%0000%";
/// Values of a field, encoded. The last one is longer than any field allows.
fn values() -> [String; 4] {
    ["9223372036854775807".to_owned(), "-9223372036854775808".to_owned(), JUNK.to_owned(), "x".repeat(120_000)]
}

/// Query parameters of pages that are in no form.
pub const ASKED: [&str; 24] = [
    "q",
    "page",
    "when",
    "where",
    "month",
    "on",
    "year",
    "kind",
    "organisations",
    "network",
    "sort",
    "state",
    "act",
    "by",
    "from",
    "to",
    "subject",
    "done",
    "committee",
    "mandate",
    "find",
    "preview",
    "next",
    "level",
];

/// Whether the address ends something that the rest of the story needs. These come last.
fn ends_things(path: &str) -> bool {
    ["erase", "leave", "remove", "cancel", "sessions", "sign-out"].iter().any(|end| path.contains(end))
}

/// The longest answer: a form comes back with the typed text, and each character takes six at most (`&quot;`), twice if a
/// choice also shows its value.
fn holds(answer: &Answer, sent: usize, what: &str) {
    assert!(answer.status.as_u16() < 500, "{what} answers {}", answer.status);
    assert!(answer.bytes.len() <= 400_000 + 14 * sent, "{what} answers {} octets to {sent}", answer.bytes.len());
}

async fn sends(browser: &Browser, path: &str, body: &str) -> Answer {
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("origin", "http://127.0.0.1:3000"), ("sec-fetch-site", "same-origin")];
    browser.send(Method::POST, path, &headers, Some(body.to_owned())).await
}

/// Requests every address as it is and with each value in every query parameter. Collects the forms of the pages.
async fn walk_addresses(site: &HostileSite, browser: &Browser) -> Vec<SeenForm> {
    let (mut forms, mut known) = (Vec::new(), BTreeSet::new());
    for path in site.paths() {
        let page = browser.get(&path).await;
        holds(&page, 0, &path);
        let page_forms = forms::of(&page, &path);
        let mut names: BTreeSet<String> = ASKED.iter().map(|name| (*name).to_owned()).collect();
        names.extend(page_forms.iter().filter(|form| !form.is_post).flat_map(|form| form.fields.iter().map(|(name, _)| name.clone())));
        forms.extend(page_forms.into_iter().filter(|form| form.is_post && known.insert(form.signature())));
        for value in [&values()[0], &values()[1], JUNK, &"x".repeat(200)] {
            let query: Vec<String> = names.iter().map(|name| format!("{name}={value}")).collect();
            let address = format!("{path}?{}", query.join("&"));
            holds(&browser.get(&address).await, address.len(), &address);
        }
    }
    forms
}

/// Sends every form with each value in all of its fields at once, and with fields that no form has.
async fn walk_forms(site: &HostileSite, browser: &Browser, mut forms: Vec<SeenForm>) {
    forms.sort_by_key(|form| ends_things(&form.action));
    let me = browser.get("/me").await.status;
    let mut is_signed_in = false;
    for form in &forms {
        if ends_things(&form.action) && !is_signed_in {
            assert_eq!(browser.get("/me").await.status, me, "until here it is the same reader");
            is_signed_in = true;
        }
        for value in values() {
            let body = form.body(|_, _| Some(value.clone()));
            holds(&sends(browser, &form.action, &body).await, body.len(), &format!("{} {}", form.action, &value[..40.min(value.len())]));
        }
        for body in ["x".repeat(4 << 20), format!("{}=1&", form.first()).repeat(100_000)] {
            let answer = sends(browser, &form.action, &body).await;
            holds(&answer, 0, &form.action);
            // The handler of a button without fields ignores the body.
            let hears = form.fields.iter().any(|(name, _)| name != "act") && !form.is_multipart;
            assert!(!hears || answer.status == 413, "{}: {}", form.action, answer.status);
        }
    }
    // Also the addresses for which this reader sees no form.
    let mut faults = Vec::new();
    for path in site.paths() {
        for body in [String::new(), ASKED.map(|name| format!("{name}={JUNK}")).join("&")] {
            let answer = sends(browser, &path, &body).await;
            if answer.status.as_u16() >= 500 {
                faults.push(format!("{path} answers {} to {body}", answer.status));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn hostile_values_of_a_guest_break_nothing() {
    let site = HostileSite::new().await;
    let guest = site.world.guest();
    let forms = walk_addresses(&site, &guest).await;
    assert!(forms.len() >= 5, "{forms:?}");
    walk_forms(&site, &guest, forms).await;
}

#[tokio::test]
async fn hostile_values_of_a_member_break_nothing() {
    let site = HostileSite::new().await;
    let forms = walk_addresses(&site, &site.member).await;
    assert!(forms.len() >= 15, "{}", forms.len());
    walk_forms(&site, &site.member, forms).await;
}

#[tokio::test]
async fn hostile_values_of_a_coordinator_break_nothing() {
    let site = HostileSite::new().await;
    let forms = walk_addresses(&site, &site.coordinator).await;
    assert!(forms.len() >= 30, "{}", forms.len());
    walk_forms(&site, &site.coordinator, forms).await;
}

#[tokio::test]
async fn hostile_values_of_an_administrator_break_nothing() {
    let site = HostileSite::new().await;
    let forms = walk_addresses(&site, &site.administrator).await;
    assert!(forms.len() >= 40, "{}", forms.len());
    walk_forms(&site, &site.administrator, forms).await;
}

/// One field at a time, so that no error of another field hides its effect.
#[tokio::test]
async fn a_hostile_value_in_any_single_field_breaks_nothing() {
    let site = HostileSite::new().await;
    let mut forms = Vec::new();
    let mut tried = BTreeSet::new();
    for path in site.paths() {
        let page_forms = forms::of(&site.administrator.get(&path).await, &path);
        forms.extend(page_forms.into_iter().filter(|form| form.is_post && tried.insert(form.signature())));
    }
    forms.sort_by_key(|form| ends_things(&form.action));
    assert!(forms.len() >= 40, "{}", forms.len());
    let mut fields = 0;
    for form in &forms {
        let names: BTreeSet<&String> = form.fields.iter().map(|(name, _)| name).collect();
        fields += names.len();
        for name in names {
            for value in values() {
                let body = form.body(|field, _| (field == name).then(|| value.clone()));
                let what = format!("{} {name}={}", form.action, &value[..40.min(value.len())]);
                holds(&sends(&site.administrator, &form.action, &body).await, body.len(), &what);
            }
        }
    }
    assert!(fields >= 150, "{fields} fields");
}

/// Values in the path itself.
#[tokio::test]
async fn a_hostile_value_in_any_part_of_an_address_breaks_nothing() {
    let site = HostileSite::new().await;
    let long = "x".repeat(7000);
    for pattern in crate::access_crawl::patterns() {
        let parts: Vec<&str> = pattern.split('/').filter(|part| part.starts_with('{')).collect();
        for part in parts {
            for value in
                ["9223372036854775807", "-9223372036854775808", "%00", "%FF", "%ED%A0%80", "%E2%80%AE", "%zz", "..%2f..", "%25%30", &long]
            {
                let path = site.aimed_with(&pattern, part, value);
                for browser in [&site.world.guest(), &*site.administrator] {
                    let answer = browser.get(&path).await;
                    holds(&answer, path.len(), &path);
                    holds(&sends(browser, &path, "").await, path.len(), &path);
                    if value == "%00" {
                        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
                    }
                }
            }
        }
    }
}

/// Uploads: the number of parts, their names and the other fields have limits too.
#[tokio::test]
async fn hostile_uploads_break_nothing() {
    let site = HostileSite::new().await;
    let attachments = "/networks/sil/pages/guide/attachments";
    for path in [attachments, "/networks/sil/import", "/admin/import"] {
        let long = "x".repeat(4 << 20);
        let many: Vec<(&str, &str)> = std::iter::repeat_n(("a", "b"), 20_000).collect();
        for fields in
            [vec![("alternative", long.as_str())], vec![("act", &long)], vec![("id", &long)], many, vec![("act", "a\0b"), ("id", "\0")]]
        {
            let answer = site.administrator.upload_with(path, &fields, "a.txt", b"texte").await;
            holds(&answer, 0, path);
        }
        for name in [long[..1 << 20].to_owned(), "\u{202e}fdp.txt".to_owned(), "../../etc/passwd".to_owned(), "%00.txt".to_owned()] {
            holds(&site.administrator.upload(path, &name, b"nom;adresse\na;a@example.org").await, 0, path);
        }
        for body in ["", "--edge-of-parts", "--edge-of-parts\r\n\r\n\r\n", "\0\0\0"] {
            let headers = [("content-type", "multipart/form-data; boundary=edge-of-parts"), ("origin", "http://127.0.0.1:3000")];
            holds(&site.administrator.send(Method::POST, path, &headers, Some(body.to_owned())).await, 0, path);
        }
    }
}
