//! Pages as files: out and in again, the same.

use std::collections::BTreeMap;
use std::path::Path;

use super::{form, sil};
use server::content;
use tests::World;

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[tokio::test]
async fn pages_go_to_a_folder_and_come_back_octet_for_octet() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide \"d’accueil\" \\ 1", "# Titre\n\n+++\n\nFin ![](plan.png)", "")).await;
    let mut draft = form("Brouillon", "", "");
    draft.extend([("draft", "1"), ("position", "7")]);
    claire.submit("/networks/sil/pages/new", &draft).await;
    let pixel = b"\x89PNG\r\n\x1a\n\0\xff\xfe";
    claire
        .upload_with(
            "/networks/sil/pages/guide-d-accueil-1/attachments",
            &[("act", "attach"), ("alternative", "Le plan")],
            "plan.png",
            pixel,
        )
        .await;

    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(content::export(&world.db, one.path(), Some("sil")).await, Ok(2));
    let written = files(one.path());
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        ["networks/sil/pages/brouillon.md", "networks/sil/pages/guide-d-accueil-1.md", "networks/sil/pages/guide-d-accueil-1/plan.png"]
    );

    // Again here: nothing changes. Elsewhere: the same pages, and the same folder from them.
    let told = content::import(&world.db, one.path(), true).await.unwrap();
    assert_eq!((told.made, told.changed, told.same), (0, 0, 2));
    let elsewhere = World::new().await;
    elsewhere.network("sil").await;
    let told = content::import(&elsewhere.db, one.path(), true).await.unwrap();
    assert_eq!((told.made, told.changed, told.same), (2, 0, 0));
    assert_eq!(content::export(&elsewhere.db, two.path(), None).await, Ok(2));
    assert_eq!(files(two.path()), written);
    assert_eq!(elsewhere.guest().get("/networks/sil/pages/guide-d-accueil-1/attachments/plan.png").await.bytes, pixel);
    assert_eq!(elsewhere.guest().get("/networks/sil/pages/brouillon").await.status, 404, "a draft stays one");
}

#[tokio::test]
async fn a_file_that_changed_is_a_new_version_and_one_that_is_wrong_is_told() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Un", "")).await;
    let folder = tempfile::tempdir().unwrap();
    content::export(&world.db, folder.path(), None).await.unwrap();
    let file = folder.path().join("networks/sil/pages/guide.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\nUn\n", "\nDeux\n")).unwrap();
    let left = content::import(&world.db, folder.path(), false).await.unwrap();
    assert_eq!((left.changed, left.left), (0, 1), "a start never undoes anyone's work");
    let told = content::import(&world.db, folder.path(), true).await.unwrap();
    assert_eq!((told.changed, told.same), (1, 0));
    assert!(world.guest().get("/networks/sil/pages/guide").await.shows("Deux"));
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions").await.all(".rows li").len(), 2);

    std::fs::write(&file, text.replace("title =", "titel =")).unwrap();
    let wrong = content::import(&world.db, folder.path(), true).await.unwrap_err();
    assert!(wrong.contains("guide.md") && wrong.contains("titel"), "{wrong}");
    std::fs::write(folder.path().join("networks/sil/pages/guide.md"), text.replace("\"Guide\"", "\"\"")).unwrap();
    let wrong = content::import(&world.db, folder.path(), true).await.unwrap_err();
    assert!(wrong.contains("title (missing)"), "{wrong}");
    let nowhere = content::export(&world.db, folder.path(), Some("nulle-part")).await.unwrap_err();
    assert!(nowhere.contains("nulle-part"));
}

#[tokio::test]
async fn a_file_that_an_import_takes_off_is_found_no_more() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Un", "")).await;
    let path = "/networks/sil/pages/guide/attachments";
    claire.upload_with(path, &[("act", "attach"), ("alternative", "Une girafe")], "plan.png", b"\x89PNG\r\n\x1a\n\0").await;
    assert!(world.guest().get("/search?q=girafe").await.shows("Guide"));
    let folder = tempfile::tempdir().unwrap();
    content::export(&world.db, folder.path(), None).await.unwrap();
    let file = folder.path().join("networks/sil/pages/guide.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let (front, _) = text.split_once("[[file]]").expect("a file in the front matter");
    std::fs::write(&file, format!("{}+++\nUn\n", front)).unwrap();
    std::fs::remove_dir_all(folder.path().join("networks/sil/pages/guide")).unwrap();
    let told = content::import(&world.db, folder.path(), true).await.unwrap();
    assert_eq!(told.changed, 1);
    assert!(!world.guest().get("/search?q=girafe").await.shows("Guide"));
}

#[tokio::test]
async fn the_pages_of_the_demo_come_out_as_the_files_they_were() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let count = content::export(&world.db, folder.path(), None).await.unwrap();
    assert!(count >= 10, "{count}");
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/demo"));
    for (path, written) in files(folder.path()) {
        let kept = std::fs::read(source.join(&path)).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&kept), "{path}");
    }
    let guide = "/networks/sil/pages/organiser-une-journee";
    let guest = world.guest();
    assert_eq!(guest.get(guide).await.status, 200);
    assert_eq!(guest.get("/networks/sil/pages/reunion-animation-octobre").await.status, 404, "for members");
}
