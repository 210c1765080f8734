//! Pages as files: export and import without changes.

use std::collections::BTreeMap;
use std::path::Path;

use super::{form, sil};
use server::page_folder;
use tests::World;

/// Every file below a folder by its relative path.
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
async fn pages_exported_to_a_folder_are_imported_unchanged() {
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
    assert_eq!(page_folder::export(&world.db, one.path(), Some("sil")).await, Ok(2));
    let written = files(one.path());
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        ["networks/sil/pages/brouillon.md", "networks/sil/pages/guide-d-accueil-1.md", "networks/sil/pages/guide-d-accueil-1/plan.png"]
    );

    // Imported here again, nothing changes. On another site there are the same pages, and the same folder from them.
    let summary = page_folder::import(&world.db, one.path(), true).await.unwrap();
    assert_eq!((summary.created, summary.changed, summary.unchanged), (0, 0, 2));
    let elsewhere = World::new().await;
    elsewhere.network("sil").await;
    let summary = page_folder::import(&elsewhere.db, one.path(), true).await.unwrap();
    assert_eq!((summary.created, summary.changed, summary.unchanged), (2, 0, 0));
    assert_eq!(page_folder::export(&elsewhere.db, two.path(), None).await, Ok(2));
    assert_eq!(files(two.path()), written);
    assert_eq!(elsewhere.guest().get("/networks/sil/pages/guide-d-accueil-1/attachments/plan.png").await.bytes, pixel);
    assert_eq!(elsewhere.guest().get("/networks/sil/pages/brouillon").await.status, 404, "a draft stays one");
}

#[tokio::test]
async fn a_changed_file_is_a_new_revision_and_an_invalid_one_is_reported() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Un", "")).await;
    let folder = tempfile::tempdir().unwrap();
    page_folder::export(&world.db, folder.path(), None).await.unwrap();
    let file = folder.path().join("networks/sil/pages/guide.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\nUn\n", "\nDeux\n")).unwrap();
    let left = page_folder::import(&world.db, folder.path(), false).await.unwrap();
    assert_eq!((left.changed, left.kept), (0, 1), "a start never undoes anyone's work");
    let summary = page_folder::import(&world.db, folder.path(), true).await.unwrap();
    assert_eq!((summary.changed, summary.unchanged), (1, 0));
    assert!(world.guest().get("/networks/sil/pages/guide").await.shows("Deux"));
    assert_eq!(claire.get("/networks/sil/pages/guide/revisions").await.all(".rows li").len(), 2);

    std::fs::write(&file, text.replace("title =", "titel =")).unwrap();
    let wrong = page_folder::import(&world.db, folder.path(), true).await.unwrap_err();
    assert!(wrong.contains("guide.md") && wrong.contains("titel"), "{wrong}");
    std::fs::write(folder.path().join("networks/sil/pages/guide.md"), text.replace("\"Guide\"", "\"\"")).unwrap();
    let wrong = page_folder::import(&world.db, folder.path(), true).await.unwrap_err();
    assert!(wrong.contains("title (missing)"), "{wrong}");
    let nowhere = page_folder::export(&world.db, folder.path(), Some("nulle-part")).await.unwrap_err();
    assert!(nowhere.contains("nulle-part"));
}

#[tokio::test]
async fn an_attachment_that_an_import_removes_is_not_found() {
    let world = World::new().await;
    let (_, claire) = sil(&world).await;
    claire.submit("/networks/sil/pages/new", &form("Guide", "Un", "")).await;
    let path = "/networks/sil/pages/guide/attachments";
    claire.upload_with(path, &[("act", "attach"), ("alternative", "Une girafe")], "plan.png", b"\x89PNG\r\n\x1a\n\0").await;
    assert!(world.guest().get("/search?q=girafe").await.shows("Guide"));
    let folder = tempfile::tempdir().unwrap();
    page_folder::export(&world.db, folder.path(), None).await.unwrap();
    let file = folder.path().join("networks/sil/pages/guide.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let (front, _) = text.split_once("[[file]]").expect("a file in the front matter");
    std::fs::write(&file, format!("{}+++\nUn\n", front)).unwrap();
    std::fs::remove_dir_all(folder.path().join("networks/sil/pages/guide")).unwrap();
    let summary = page_folder::import(&world.db, folder.path(), true).await.unwrap();
    assert_eq!(summary.changed, 1);
    assert!(!world.guest().get("/search?q=girafe").await.shows("Guide"));
}

#[tokio::test]
async fn the_pages_of_the_demo_are_exported_as_their_files() {
    let world = World::new().await;
    demo::load(&world.db).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let count = page_folder::export(&world.db, folder.path(), None).await.unwrap();
    assert!(count >= 10, "{count}");
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/demo"));
    for (path, written) in files(folder.path()) {
        let source_bytes = std::fs::read(source.join(&path)).unwrap_or_default();
        assert_eq!(String::from_utf8_lossy(&written), String::from_utf8_lossy(&source_bytes), "{path}");
    }
    let guide = "/networks/sil/pages/organiser-une-journee";
    let guest = world.guest();
    assert_eq!(guest.get(guide).await.status, 200);
    assert_eq!(guest.get("/networks/sil/pages/reunion-animation-octobre").await.status, 404, "for members");
}
