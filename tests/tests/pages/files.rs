//! The files of pages: stored once, sent whole or in ranges, executed by no browser.

use super::{form, place, sil};
use axum::http::Method;
use domain::pages;
use tests::{Answer, TestUser, World};

/// A picture of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

async fn guide(claire: &TestUser) {
    claire.submit("/networks/sil/pages/new", &form("Guide", "Le plan : ![](plan.png) et [les notes](notes.txt).", "")).await;
}

async fn attach(claire: &TestUser, name: &str, alternative: &str, content: &[u8]) -> Answer {
    claire.upload_with("/networks/sil/pages/guide/attachments", &[("act", "attach"), ("alternative", alternative)], name, content).await
}

#[tokio::test]
async fn a_picture_is_shown_with_its_alternative_and_a_file_is_downloaded() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    guide(&claire).await;
    let refused = attach(&claire, "Plan.png", " ", PIXEL).await;
    assert_eq!((refused.status.as_u16(), refused.error_of("alternative").is_some()), (422, true), "a picture needs words");
    assert_eq!(attach(&claire, "Plan.png", "Plan d’accès", PIXEL).await.status, 303);
    assert_eq!(attach(&claire, "notes.txt", "", b"Notes").await.status, 303);

    let guest = world.guest();
    let page = guest.get("/networks/sil/pages/guide").await;
    assert_eq!(page.attributes(".prose img", "src"), ["/networks/sil/pages/guide/attachments/plan.png"]);
    assert_eq!(page.attributes(".prose img", "alt"), ["Plan d’accès"]);
    assert_eq!(page.all(".files a"), ["notes.txt", "plan.png"]);

    let picture = guest.get("/networks/sil/pages/guide/attachments/plan.png").await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type"), picture.bytes.as_slice()), (200, "image/png", PIXEL));
    assert_eq!(picture.header("content-disposition"), "inline; filename=\"plan.png\"");
    let notes = guest.get("/networks/sil/pages/guide/attachments/notes.txt").await;
    assert_eq!(notes.header("content-disposition"), "attachment; filename=\"notes.txt\"");
    for answer in [picture, notes] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("sandbox"), "run by no browser");
        assert_eq!(answer.headers.get_all("content-security-policy").iter().count(), 1);
    }

    let id = claire.get("/networks/sil/pages/guide/attachments").await.attributes("input[name=id]", "value")[1].clone();
    let change = |act: &'static str, words: &'static str| {
        let form = [("act", act), ("id", id.as_str()), ("alternative", words)].map(|(name, value)| (name, value.to_owned()));
        let claire = &claire;
        async move {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            claire.upload_with("/networks/sil/pages/guide/attachments", &form, "", b"").await
        }
    };
    assert_eq!(change("describe", "").await.status, 422);
    assert_eq!(change("describe", "Plan du campus").await.status, 303);
    assert!(guest.get("/networks/sil/pages/guide").await.body.contains("Plan du campus"));
    assert_eq!(change("detach", "").await.status, 303);
    assert_eq!(guest.get("/networks/sil/pages/guide/attachments/plan.png").await.status, 404);
}

#[tokio::test]
async fn the_type_and_size_of_a_file_are_checked() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    guide(&claire).await;
    for (name, content) in [
        ("page.html", &b"<script>alert(1)</script>"[..]),
        ("dessin.svg", b"<svg onload=alert(1)>"),
        ("faux.png", b"<html>"),
        ("programme.exe", b"MZ"),
        ("vide.txt", b""),
        ("", b"x"),
    ] {
        let refused = attach(&claire, name, "x", content).await;
        assert_eq!((refused.status.as_u16(), refused.error_of("file").is_some()), (422, true), "{name}: {}", refused.words());
    }
    let large = vec![b'x'; pages::MOST_BYTES + 1];
    assert_eq!(attach(&claire, "long.txt", "", &large).await.status, 422);
    let larger = vec![b'x'; pages::MOST_BYTES + (2 << 20)];
    let refused = attach(&claire, "long.txt", "Le plan", &larger).await;
    assert_eq!((refused.status.as_u16(), refused.error_of("file").as_deref()), (422, Some("Ce fichier dépasse 20 Mo.")), "by the field");
    assert_eq!(refused.value_of("alternative").as_deref(), Some("Le plan"), "what was typed is kept");
    assert!(claire.get("/networks/sil/pages/guide/attachments").await.all(".rows li").is_empty());
}

#[tokio::test]
async fn a_file_is_sent_in_ranges_and_not_when_unchanged() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    guide(&claire).await;
    // More than two chunks, all different.
    let content: Vec<u8> = (0..700_000_u32).flat_map(|number| [b'a' + (number / 1000 % 26) as u8]).collect();
    assert_eq!(attach(&claire, "notes.txt", "", &content).await.status, 303);
    let path = "/networks/sil/pages/guide/attachments/notes.txt";
    let guest = world.guest();
    let whole = guest.get_with(path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(whole.bytes, content);
    assert_eq!((whole.header("accept-ranges"), whole.header("content-length"), whole.header("content-encoding")), ("bytes", "700000", ""));
    let tag = whole.header("etag").to_owned();
    assert!(tag.starts_with('"'), "a strong one: {tag}");

    let part = async |range: &'static str, more: &[(&'static str, &str)]| {
        let mut headers = vec![("range", range)];
        headers.extend_from_slice(more);
        guest.get_with(path, &headers).await
    };
    let middle = part("bytes=262140-262150", &[]).await;
    assert_eq!((middle.status.as_u16(), middle.header("content-range")), (206, "bytes 262140-262150/700000"));
    assert_eq!((middle.bytes.as_slice(), middle.header("content-length")), (&content[262_140..262_151], "11"), "across two parts");
    let end = part("bytes=-5", &[]).await;
    assert_eq!(end.bytes, content[699_995..]);
    let beyond = part("bytes=700000-", &[]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */700000"));
    assert_eq!(part("bytes=0-9", &[("if-range", tag.as_str())]).await.status, 206);
    assert_eq!(part("bytes=0-9", &[("if-range", "\"other\"")]).await.status, 200);
    let unchanged = guest.get_with(path, &[("if-none-match", tag.as_str())]).await;
    assert_eq!((unchanged.status.as_u16(), unchanged.bytes.len()), (304, 0));
    let head = guest.send(Method::HEAD, path, &[], None).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.bytes.len()), (200, "700000", 0));
}

#[tokio::test]
async fn the_same_content_is_stored_once_and_deleted_with_its_last_use() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    guide(&claire).await;
    claire.submit("/networks/sil/pages/new", &form("Autre", "Texte", "")).await;
    attach(&claire, "a.txt", "", b"le meme contenu").await;
    attach(&claire, "b.txt", "", b"le meme contenu").await;
    attach(&claire, "b.txt", "", b"le meme contenu").await;
    attach(&claire, "b.txt", "", b"un autre").await;
    claire.upload_with("/networks/sil/pages/autre/attachments", &[("act", "attach")], "c.txt", b"le meme contenu").await;
    let count = async |table: &str| {
        let mut tx = world.db.read().await.unwrap();
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"))).fetch_one(&mut *tx).await.unwrap();
        count
    };
    assert_eq!((count("attachment").await, count("file").await), (4, 2), "b.txt twice is one; the other b.txt is b-2.txt");
    assert_eq!(world.guest().get("/networks/sil/pages/guide/attachments/b-2.txt").await.body, "un autre");
    pages::remove(&world.db, &claire.actor, &place("sil"), "guide").await.unwrap();
    assert_eq!((count("attachment").await, count("file").await), (1, 1));
    assert_eq!(world.guest().get("/networks/sil/pages/autre/attachments/c.txt").await.body, "le meme contenu");
}

#[tokio::test]
async fn a_file_has_the_access_rules_of_its_page() {
    let world = World::new().await;
    let (sil, claire) = sil(&world).await;
    claire
        .submit(
            "/networks/sil/pages/new",
            &[("act", "save"), ("title", "Guide"), ("kind", "page"), ("access", "members"), ("language", "fr")],
        )
        .await;
    attach(&claire, "notes.txt", "", b"entre nous").await;
    let path = "/networks/sil/pages/guide/attachments/notes.txt";
    let member = world.member(&sil, "Léa Martinet").await;
    assert_eq!(member.get(path).await.body, "entre nous");
    for browser in [&world.guest(), &world.person("Ada Ailleurs").await.browser] {
        let answer = browser.get_with(path, &[("range", "bytes=0-3"), ("if-none-match", "*")]).await;
        assert_eq!(answer.status, 404);
        assert!(!answer.body.contains("entre"));
    }
    assert_eq!(member.upload_with("/networks/sil/pages/guide/attachments", &[("act", "attach")], "a.txt", b"x").await.status, 403);
}

#[tokio::test]
async fn a_preview_reads_as_the_page_will_with_its_files() {
    let world = World::new().await;
    let (sil, claire) = sil(&world).await;
    guide(&claire).await;
    attach(&claire, "Plan.png", "Plan d’accès", PIXEL).await;
    attach(&claire, "notes.txt", "", b"Notes").await;
    let body = "# Venir\n\nLe plan : ![](plan.png), [les notes](./notes.txt), [le train](#venir).\n\n| a |\n| --- |\n| b |\n\n<script>alert(1)</script>";
    let edit = "/networks/sil/pages/guide/edit";
    let mut sent = form("Guide", body, "1");
    sent[0] = ("act", "preview");
    let inner = |answer: &Answer, selector: &str| {
        let page = scraper::Html::parse_document(&answer.body);
        let selector = scraper::Selector::parse(selector).unwrap();
        page.select(&selector).next().map(|element| element.inner_html()).unwrap_or_default()
    };
    let preview = claire.post(edit, &sent).await;
    assert_eq!(preview.status, 200);
    let previewed = inner(&preview, ".preview .prose");
    assert!(
        previewed.contains("/networks/sil/pages/guide/attachments/plan.png") && previewed.contains("alt=\"Plan d’accès\""),
        "{previewed}"
    );
    assert!(previewed.contains("/networks/sil/pages/guide/attachments/notes.txt") && !previewed.contains("<script"), "{previewed}");
    let island = claire.post("/api/preview-markdown", &[("text", body), ("page", "/networks/sil/pages/guide")]).await;
    assert_eq!(island.status, 200, "{}", island.body);

    let version = claire.get(edit).await.value_of("version").unwrap();
    assert_eq!(claire.post(edit, &form("Guide", body, &version)).await.status, 303);
    let rendered = inner(&world.guest().get("/networks/sil/pages/guide").await, ".page-text");
    assert_eq!(rendered, previewed, "the preview is the page");
    let island: String = serde_json::from_str(&island.body).unwrap();
    assert_eq!(scraper::Html::parse_fragment(&island).root_element().inner_html(), rendered, "with JavaScript too");

    // A new page has no files yet. A text that is too long gets its error.
    let mut new = form("Autre", "![](plan.png)", "");
    new[0] = ("act", "preview");
    let new = claire.post("/networks/sil/pages/new", &new).await;
    assert!(new.status == 200 && inner(&new, ".preview .prose").contains("src=\"plan.png\""), "{}", new.body);
    let long = "a ".repeat(200_000);
    let mut too_long = form("Guide", &long, &version);
    too_long[0] = ("act", "preview");
    assert_eq!(claire.post(edit, &too_long).await.status, 422);

    // The preview shows files only to writers of the page.
    let member = world.member(&sil, "Léa Martinet").await;
    let ask = [("text", "![](plan.png)"), ("page", "/networks/sil/pages/guide")];
    assert_eq!(world.guest().post("/api/preview-markdown", &ask).await.status, 401);
    let refused = member.post("/api/preview-markdown", &ask).await;
    assert!(refused.status == 403 && !refused.body.contains("plan.png"), "{}", refused.body);
    assert_eq!(member.post("/api/preview-markdown", &[("text", "*a*")]).await.status, 200, "other texts are nobody's page");
}

#[test]
fn the_documented_proxy_lets_through_the_largest_file_of_a_page() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operations.md")).unwrap();
    let (_, rest) = page.split_once("client_max_body_size ").expect("the example of nginx");
    let allowed: usize = rest.split('m').next().and_then(|size| size.parse().ok()).expect("a size in megabytes");
    assert!(allowed << 20 >= pages::MOST_BYTES + (1 << 20), "the file and its form: {allowed}");
}

#[tokio::test]
async fn removing_and_attaching_the_same_file_at_once_breaks_nothing() {
    for _ in 0..5 {
        let world = World::new().await;
        let (_, claire) = sil(&world).await;
        guide(&claire).await;
        claire.submit("/networks/sil/pages/new", &form("Plans", "Les plans.", "")).await;
        assert_eq!(attach(&claire, "plan.png", "Plan d’accès", PIXEL).await.status, 303);
        let (_, _, there) = pages::attachments(&world.db, &claire.actor, &place("sil"), "guide").await.unwrap();
        let upload = pages::Upload { name: "plan.png".to_owned(), alternative: "Le plan".to_owned(), content: PIXEL.to_vec() };
        let (here, network) = (place("sil"), place("sil"));
        let (off, on) = tokio::join!(
            pages::detach(&world.db, &claire.actor, &here, "guide", &there[0].id),
            pages::attach(&world.db, &claire.actor, &network, "plans", &upload),
        );
        assert_eq!((off, on), (Ok(()), Ok(pages::AttachOutcome::New("plan.png".to_owned()))));
        let picture = world.guest().get("/networks/sil/pages/plans/attachments/plan.png").await;
        assert_eq!((picture.status.as_u16(), picture.bytes.as_slice()), (200, PIXEL), "the content is there");
    }
}

#[tokio::test]
async fn attaching_a_file_again_says_what_happened() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    guide(&claire).await;
    let after = async |name: &'static str, words: &'static str, content: &'static [u8]| {
        let answer = attach(&claire, name, words, content).await;
        claire.get(answer.location()).await
    };
    assert!(after("plan.png", "Plan", PIXEL).await.shows("Le fichier est joint."));
    assert!(after("plan.png", "Plan", PIXEL).await.shows("rien n’a changé"));
    let described = after("plan.png", "Plan du campus", PIXEL).await;
    assert!(described.shows("sa description est mise à jour"), "{}", described.words());
    assert!(world.guest().get("/networks/sil/pages/guide").await.body.contains("alt=\"Plan du campus\""));
    assert!(after("notes.txt", "", b"un").await.shows("Le fichier est joint."));
    let renamed = after("notes.txt", "", b"deux").await;
    assert!(renamed.all(".notice-warning").iter().any(|words| words.contains("notes-2.txt")), "{}", renamed.words());
    let forged = claire.get("/networks/sil/pages/guide/attachments?done=renamed&file=Appelez+le+0800").await;
    assert!(!forged.shows("0800"), "an address puts no words into the page");
    let questions = renamed.all(".confirm-disclosure p");
    assert!(questions.len() == 3 && questions[0].contains("revenir à une ancienne version ne le ramène pas"), "{questions:?}");
}
