//! Imports: a file is uploaded, its columns are matched, a dry run shows the changes, and these are made, or none.

mod office;

use tests::{Answer, TestUser, World};

const LIST: &str = "Nom;Prénom;Courriel;Organisme;Type;Ville;Profession;Membre depuis\r\n\
    Lovelace;Ada;ada@example.org;Institut des machines;Laboratoire ou institution;Toulouse;Ingénierie;04/03/2019\r\n\
    Noether;Emmy;emmy@example.org;Institut des machines;;;Recherche;2018\r\n";

/// Uploads a file and accepts the guessed columns. Returns the page of the dry run.
async fn looks(user: &TestUser, start: &str, file: &str) -> (String, Answer) {
    let brought = user.upload(start, "membres.csv", file.as_bytes()).await;
    assert_eq!(brought.status, 303, "{}", brought.words());
    let step = brought.location().to_owned();
    let columns = user.get(&step).await;
    let chosen = columns.attributes("select[name=column] option[selected]", "value");
    let form: Vec<(&str, &str)> = chosen.iter().map(|code| ("column", code.as_str())).collect();
    let sent = user.post(&step, &form).await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    let plan = format!("{step}/plan");
    let answer = user.get(&plan).await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    (plan, answer)
}

/// Confirms the dry run.
async fn agrees(user: &TestUser, plan: &str, page: &Answer, more: &[(&str, &str)]) -> Answer {
    let shown = page.value_of("shown").expect("something to do");
    let mut form = vec![("shown", shown.as_str())];
    form.extend(more);
    user.submit(plan, &form).await
}

async fn count(world: &World, query: &'static str) -> i64 {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

async fn text(world: &World, query: &'static str) -> String {
    let mut tx = world.db.read().await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.unwrap()
}

async fn members_on(world: &World, user: &TestUser, day: &str) -> i64 {
    let query = domain::reports::FiguresQuery { on: day.to_owned(), ..Default::default() };
    domain::reports::members(&world.db, &user.actor, "sil", &query).await.unwrap().people.total
}

#[tokio::test]
async fn a_coordinator_imports_members_and_the_same_file_again_changes_nothing() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;

    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    assert_eq!(page.all("tbody th"), ["Ligne 2", "Ligne 3"], "the lines as an editor numbers them");
    assert_eq!(page.all("tbody .badge"), ["à créer", "à créer"]);
    assert!(page.shows("Organisation créée : Institut des machines."));
    assert_eq!(count(&world, "SELECT COUNT(*) FROM person WHERE family_name = 'Lovelace'").await, 0, "nothing is written by looking");

    let done = agrees(&claire, &plan, &page, &[]).await;
    assert!(done.shows("Import terminé") && done.shows("nouvelles 2"), "{}", done.words());
    let members = claire.get("/networks/sil/members").await;
    assert!(members.shows("Lovelace Ada") && members.shows("Institut des machines") && members.shows("4 mars 2019"), "{}", members.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM mail").await, 0, "no mail leaves");
    assert_eq!(text(&world, "SELECT MIN(lines) FROM import").await, "", "the lines are forgotten once imported");
    assert_eq!(
        text(&world, "SELECT f.started_on FROM affiliation f JOIN person p ON p.id = f.person WHERE p.family_name = 'Noether'").await,
        "2018-01-01",
        "a year is its first day"
    );
    let past = claire.get("/networks/sil/figures?on=2019-01-31").await;
    assert!(past.shows("1"), "figures of a past day know when they joined: {}", past.words());

    let (_, again) = looks(&claire, "/networks/sil/import", LIST).await;
    assert!(again.shows("Rien à faire"), "{}", again.words());
    assert_eq!(again.all("tbody .badge"), ["inchangée", "inchangée"]);
    assert_eq!(again.value_of("shown"), None, "no button");
}

#[tokio::test]
async fn each_rejected_row_has_a_reason_and_is_left_out_only_on_request() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let file = "Nom,Prénom,Courriel,Organisme,Profession,Membre depuis\n\
        Lovelace,Ada,ada@example.org,,Ingénierie,\n\
        Sans,Arobase,adresse,,,\n\
        Double,Ada,ADA@example.org,,,\n\
        Trop,Tôt,demain@example.org,,,2199-01-01\n\
        Métier,Inconnu,metier@example.org,,Alchimie,31/31/2019\n\
        ,,personne@example.org,Maison neuve,,\n";
    let (plan, page) = looks(&claire, "/networks/sil/import", file).await;
    let rows = page.all("tbody tr");
    assert_eq!(page.all("tbody .badge"), ["à créer", "refusée", "refusée", "refusée", "refusée", "refusée"]);
    for (row, words) in [
        (1, "« adresse » n’est pas une adresse électronique."),
        (2, "Déjà à la ligne 2."),
        (3, "Membre depuis : cette date n’est pas encore venue."),
        (4, "Profession : « Alchimie » n’est pas dans la liste de ce site."),
        (4, "« 31/31/2019 » n’est pas une date"),
        (5, "Organisation nouvelle, sans type"),
        (5, "Nom : valeur manquante."),
    ] {
        assert!(rows[row].contains(words), "{words} in {}", rows[row]);
    }
    let refused = agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("acceptez de les laisser de côté"));
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 0, "nothing was written");
    let done = agrees(&claire, &plan, &page, &[("leave_out", "1")]).await;
    assert!(done.shows("nouvelles 1") && done.shows("refusées 5"), "{}", done.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 1);
}

#[tokio::test]
async fn a_file_takes_nothing_from_a_person_and_shows_nothing_of_them() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let zoe = world.member(&cyb, "Zoé Cachée").await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    let former = world.member(&sil, "Sacha Vidal").await;
    former.post("/networks/sil/leave", &[]).await;
    let file = format!(
        "Nom;Prénom;Courriel;Profession\nPrise;Autre;{};Recherche\nPris;Autre;{};Recherche\nVidal;Sacha;{};\n",
        zoe.address, noa.address, former.address
    );
    let (plan, page) = looks(&claire, "/networks/sil/import", &file).await;
    assert_eq!(page.all("tbody .badge"), ["à vérifier", "inchangée", "refusée"]);
    assert!(!page.shows("Cachée"), "what is known of her is not shown");
    assert!(page.shows("A quitté le réseau"));
    agrees(&claire, &plan, &page, &[("leave_out", "1"), ("accept", "2")]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM person WHERE family_name IN ('Prise', 'Pris') OR profession IS NOT NULL").await, 0);
    let mine = zoe.get("/me").await;
    assert!(mine.shows("SIL") && mine.shows("Bonjour Zoé"), "{}", mine.words());
    assert_eq!(world.mails_to(&zoe.address).await.len(), 1, "she hears of it");
    assert_eq!(world.mails_to(&noa.address).await.len(), 0);
    let sacha = former.get("/networks/sil").await;
    assert!(!sacha.shows("Vous êtes membre"), "who left is not brought back");
}

#[tokio::test]
async fn an_imported_person_verifies_the_address_and_edits_their_profile() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let noa = world.coordinator(&cyb, "Noa Lemaire").await;
    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    agrees(&claire, &plan, &page, &[]).await;

    // Before her first sign-in, the network that imported her may correct her data.
    let corrected = "Nom;Prénom;Courriel;Profession\nLovelace;Ada Byron;ada@example.org;Recherche\n";
    let (plan, page) = looks(&claire, "/networks/sil/import", corrected).await;
    assert_eq!(page.all("tbody .badge"), ["à modifier"]);
    assert!(page.shows("Profession : Recherche"), "{}", page.words());
    agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(text(&world, "SELECT given_name FROM person WHERE family_name = 'Lovelace'").await, "Ada Byron");

    // Another network adds a membership only. After that, neither may change her data.
    let (plan, page) = looks(&noa, "/networks/cyb/import", "Nom;Prénom;Courriel\nPrise;Autre;ada@example.org\n").await;
    assert_eq!(page.all("tbody .badge"), ["à vérifier"]);
    agrees(&noa, &plan, &page, &[("accept", "2")]).await;
    let (_, page) = looks(&claire, "/networks/sil/import", "Nom;Prénom;Courriel\nAutre;Autre;ada@example.org\n").await;
    assert_eq!(page.all("tbody .badge"), ["inchangée"]);

    // A sign-in link to that address gives her the account with its memberships.
    let ada = world.guest();
    ada.post("/sign-in", &[("address", "ada@example.org"), ("next", "/me")]).await;
    let link = world.last_mail_to("ada@example.org").await.link("/sign-in/");
    let space = ada.submit(&link, &[]).await;
    assert!(space.shows("Bonjour Ada Byron") && space.shows("SIL") && space.shows("CYB"), "{}", space.words());
}

#[tokio::test]
async fn an_import_does_what_its_preview_showed_or_shows_a_new_one() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (plan, page) = looks(&claire, "/networks/sil/import", "Nom;Prénom;Courriel\nLemaire;Noa;noa.lemaire@example.org\n").await;
    world.person("Noa Lemaire").await;
    let moved = agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(moved.status, 409);
    assert!(moved.shows("Les choses ont changé") && moved.all("tbody .badge") == ["à rattacher"], "{}", moved.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 0);
    let done = agrees(&claire, &plan, &moved, &[]).await;
    assert!(done.shows("Import terminé"));
    let twice = claire.post(&plan, &[("shown", "anything")]).await;
    assert_eq!(twice.status, 409, "once");
}

#[tokio::test]
async fn a_different_join_date_is_shown_corrected_and_changes_past_figures() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let noa = world.member(&sil, "Noa Lemaire").await;
    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(members_on(&world, &claire, "2017-06-30").await, 0);

    // Ada has another day, Emmy a year that contains her day. Noa joined by herself: her profile stays, and the day is corrected.
    let file = format!(
        "Nom;Prénom;Courriel;Membre depuis\nLovelace;Ada;ada@example.org;15/06/2017\nNoether;Emmy;emmy@example.org;2018\nPris;Autre;{};2016-02-01\n",
        noa.address
    );
    let (plan, page) = looks(&claire, "/networks/sil/import", &file).await;
    assert_eq!(page.all("tbody .badge"), ["à modifier", "inchangée", "à vérifier"]);
    assert!(page.shows("Membre depuis le 15 juin 2017 ; le registre disait : 4 mars 2019."), "{}", page.words());
    assert!(page.all("tbody tr")[2].contains("février 2016") && page.all("tbody tr")[2].contains("son profil reste tel qu’il est"));
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE since < '2017-12'").await, 0, "nothing is written by looking");
    let done = agrees(&claire, &plan, &page, &[("accept", "4")]).await;
    assert!(done.shows("modifiées 2") && done.shows("inchangées 1"), "{}", done.words());

    assert_eq!((members_on(&world, &claire, "2016-06-30").await, members_on(&world, &claire, "2017-06-30").await), (1, 2));
    let members = claire.get("/networks/sil/members").await;
    assert!(members.shows("15 juin 2017") && members.shows("février 2016") && !members.shows("Pris"), "{}", members.words());
    let ada = text(&world, "SELECT m.id FROM membership m JOIN person p ON p.id = m.person WHERE p.family_name = 'Lovelace'").await;
    let history = claire.get(&format!("/networks/sil/members/{ada}")).await;
    assert!(history.shows("Date corrigée par l’import du fichier membres.csv") && history.shows("4 mars 2019"), "{}", history.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership_change").await, 3, "corrected, not joined twice");
    let agnes = world.administrator("Agnès Delorme").await;
    let journal = agnes.get("/admin/journal").await;
    assert!(journal.shows("a corrigé la date d’adhésion d’ Ada Lovelace, SIL 2019-03-04 → 2017-06-15"), "{}", journal.words());

    let (_, again) = looks(&claire, "/networks/sil/import", &file).await;
    assert_eq!(again.all("tbody .badge"), ["inchangée", "inchangée", "inchangée"]);
    assert!(again.shows("Rien à faire"));
    let export = claire.get("/networks/sil/members.csv").await;
    let (_, again) = looks(&claire, "/networks/sil/import", &export.body).await;
    assert!(again.all("tbody .badge").iter().all(|badge| badge == "inchangée"), "our own table: {}", again.words());
}

#[tokio::test]
async fn a_join_date_that_contradicts_the_history_refuses_the_file() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (lou, zoe, ada) = (world.person("Lou Martin").await, world.person("Zoé Roux").await, world.member(&sil, "Ada Lovelace").await);
    // Lou left and was added again; Zoé requested membership and was accepted.
    world.joins(&lou, &sil).await;
    world.advance(tests::Duration::days(10));
    lou.post("/networks/sil/leave", &[]).await;
    zoe.post("/networks/sil/join", &[]).await;
    world.advance(tests::Duration::days(10));
    domain::memberships::add(&world.db, &claire.actor, "sil", &lou.address).await.unwrap();
    for membership in claire.get("/networks/sil/requests").await.attributes("input[name=membership]", "value") {
        claire.post("/networks/sil/requests", &[("membership", membership.as_str()), ("answer", "accept")]).await;
    }
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE state = 'active'").await, 3);

    let file = |lou_since: &str, zoe_since: &str| {
        format!(
            "Nom;Prénom;Courriel;Membre depuis\nMartin;Lou;{};{lou_since}\nRoux;Zoé;{};{zoe_since}\nLovelace;Ada;{};2015\n",
            lou.address, zoe.address, ada.address
        )
    };
    let (plan, page) = looks(&claire, "/networks/sil/import", &file("2015-01-01", "2015-01-01")).await;
    assert_eq!(page.all("tbody .badge"), ["refusée", "refusée", "à modifier"], "{}", page.words());
    assert!(page.all("tbody tr")[0].contains("A quitté le réseau le 30 novembre 2026"), "{}", page.words());
    assert!(page.all("tbody tr")[1].contains("A demandé à entrer le 30 novembre 2026"), "{}", page.words());
    assert_eq!(agrees(&claire, &plan, &page, &[]).await.status, 422, "refused lines are left out only knowingly");
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE since < '2026'").await, 0);

    // Any day from the leave to the return is possible.
    let (plan, page) = looks(&claire, "/networks/sil/import", &file("2026-12-05", "2026-11-30")).await;
    assert_eq!(page.all("tbody .badge"), ["à modifier", "à modifier", "à modifier"], "{}", page.words());
    // Ada leaves meanwhile: nothing is changed, and the table is shown again.
    ada.post("/networks/sil/leave", &[]).await;
    let moved = agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(moved.status, 409);
    assert_eq!(moved.all("tbody .badge"), ["à modifier", "à modifier", "refusée"], "{}", moved.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership WHERE since LIKE '2026-12-04%'").await, 0, "all or nothing");
    agrees(&claire, &plan, &moved, &[("leave_out", "1")]).await;
    // Lou and Ada; then Zoé and Ada, while Lou is away; then all three.
    for (day, members) in [("2026-11-29", 2), ("2026-12-04", 2), ("2026-12-05", 3)] {
        assert_eq!(members_on(&world, &claire, day).await, members, "{day}");
    }
    let (_, again) = looks(&claire, "/networks/sil/import", &file("2026-12-05", "2026-11-30")).await;
    assert_eq!(again.all("tbody .badge"), ["inchangée", "inchangée", "refusée"]);
}

#[tokio::test]
async fn an_unreadable_file_gets_a_sentence_and_columns_can_be_chosen() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    for (bytes, words) in [
        (&b"PK\x03\x04 broken"[..], "ni comme un CSV ni comme un classeur"),
        (&b"Nom;Courriel\n"[..], "aucune ligne sous celle des titres"),
        (&b""[..], "nécessaire"),
    ] {
        let answer = claire.upload("/networks/sil/import", "x.csv", bytes).await;
        assert_eq!(answer.status, 422, "{words}");
        assert!(answer.error_of("file").is_some_and(|fault| fault.contains(words)), "{:?}", answer.error_of("file"));
    }
    let brought = claire.upload("/networks/sil/import", "x.csv", "Machin;Truc\n1;2\n".as_bytes()).await;
    let answer = claire.post(brought.location(), &[("column", "since"), ("column", "since")]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.shows("Aucune colonne ne contient « Adresse électronique »"), "{}", answer.words());
    assert!(answer.error_of("column-1").is_some());
    assert_eq!(answer.attributes("select[name=column] option[selected]", "value"), ["since", "since"], "what was chosen is kept");
    let large = claire.upload("/networks/sil/import", "x.csv", &vec![b'a'; 5 << 20]).await;
    assert_eq!(large.status, 413);
}

#[tokio::test]
async fn an_uploaded_file_is_visible_to_its_uploader_alone() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (claire, noa) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&sil, "Noa Lemaire").await);
    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    let step = plan.trim_end_matches("/plan");
    for path in [step, plan.as_str()] {
        assert_eq!(noa.get(path).await.status, 404);
    }
    assert_eq!(noa.post(&plan, &[("shown", &page.value_of("shown").unwrap())]).await.status, 404);
    assert_eq!(world.person("Ada Membre").await.get("/networks/sil/import").await.status, 404);
    world.advance(tests::Duration::hours(25));
    claire.upload("/networks/sil/import", "autre.csv", LIST.as_bytes()).await;
    assert_eq!(claire.get(&plan).await.status, 404, "after a day it is forgotten");
}

#[tokio::test]
async fn an_administrator_imports_organisations() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    let file = "Nom;Sigle;Type;Ville;Région\nCentre d’études;CE | C.E.;Agence;Toulouse;Occitanie\nMaison;;Inconnu;;\n";
    let (plan, page) = looks(&agnes, "/admin/import", file).await;
    assert_eq!(page.all("tbody .badge"), ["à créer", "refusée"]);
    agrees(&agnes, &plan, &page, &[("leave_out", "1")]).await;
    assert_eq!(
        text(&world, "SELECT o.name FROM organisation_alias a JOIN organisation o ON o.id = a.organisation WHERE a.alias_key = 'ce'").await,
        "Centre d’études"
    );
    let (plan, page) = looks(&agnes, "/admin/import", "Nom;Type;Ville\nce;Entreprise;\n").await;
    assert_eq!(page.all("tbody .badge"), ["à modifier"]);
    agrees(&agnes, &plan, &page, &[]).await;
    assert_eq!(text(&world, "SELECT kind || ' ' || place FROM organisation").await, "company Toulouse", "an empty cell takes nothing away");
    assert_eq!(world.person("Ada Membre").await.get("/admin/import").await.status, 404);
    assert_eq!(world.guest().get("/admin/import").await.status, 404);
}

#[tokio::test]
async fn duplicate_names_in_a_file_are_refused_before_anything_is_created() {
    let world = World::new().await;
    let agnes = world.administrator("Agnès Delorme").await;
    // B is an alias of the first; the third and the fourth have the same alias; the alias of the fifth is the name of the third.
    let file = "Nom;Sigle;Type;Ville\nAlpha;B;Agence;Toulouse\nB;;Entreprise;Brest\nGamma;GD;Agence;Paris\nDelta;GD;Agence;Lyon\n\
                Epsilon;gamma;Agence;Nice\nZêta;Z|Z;Agence;Lille\n";
    let (plan, page) = looks(&agnes, "/admin/import", file).await;
    assert_eq!(page.all("tbody .badge"), ["à créer", "refusée", "à créer", "refusée", "refusée", "à créer"], "{}", page.words());
    assert!(page.all("tbody tr")[1].contains("Déjà à la ligne 2."), "{}", page.words());
    assert!(page.all("tbody tr")[3].contains("« GD »") && page.all("tbody tr")[4].contains("« gamma »"), "{}", page.words());
    let done = agrees(&agnes, &plan, &page, &[("leave_out", "1")]).await;
    assert!(done.shows("nouvelles 3") && done.shows("refusées 3"), "{}", done.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM organisation").await, 3, "as many as were shown");
    assert_eq!(count(&world, "SELECT COUNT(*) FROM organisation_alias").await, 3);
    let (_, again) = looks(&agnes, "/admin/import", file).await;
    assert_eq!(again.all("tbody .badge"), ["inchangée", "refusée", "inchangée", "refusée", "refusée", "inchangée"], "the same lines");
}

/// A small workbook whose cells all share one string.
fn workbook(shared: &str, rows: usize, columns: usize) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let letter = |column: usize| format!("{}{}", if column < 26 { "" } else { "A" }, char::from(b'A' + (column % 26) as u8));
    let row = |row: usize| {
        let cells: String = (0..columns).map(|column| format!("<c r=\"{}{row}\" t=\"s\"><v>0</v></c>", letter(column))).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    for (name, text) in [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>
                   <Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}"><si><t>{shared}</t></si></sst>"#)),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{}</sheetData></worksheet>"#, (1..=rows).map(row).collect::<String>()),
        ),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// All cells share a string of 16 MB. Copied for each cell, it would make this story last most of an hour.
#[tokio::test]
async fn a_small_workbook_that_unpacks_to_too_much_text_is_refused() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let hostile = workbook(&"x".repeat(16 << 20), 3000, 40);
    assert!(hostile.len() < 1 << 20, "{}", hostile.len());
    let unpacks = workbook(&"x".repeat(40 << 20), 2, 1);
    let wide = format!("Nom;Prénom;Courriel{}\n", ";x".repeat(37)) + &format!("{}\n", "y;".repeat(39)).repeat(20);
    // Windows-1252: each letter becomes two bytes in UTF-8.
    let line = [&[b'\xe9'; 590][..], b";", &[b'\xe9'; 590], b"\n"].concat();
    let long = [b"Nom;Courriel\n".to_vec(), line.repeat(2000)].concat();
    for file in [&hostile, &unpacks, &long] {
        let answer = claire.upload("/networks/sil/import", "x.xlsx", file).await;
        assert_eq!(answer.status, 422);
        let fault = answer.error_of("file").unwrap_or_default();
        assert!(fault.contains("trop de texte") && fault.contains("4 mébioctets"), "{fault}");
    }
    assert_eq!(claire.upload("/networks/sil/import", "x.csv", wide.as_bytes()).await.status, 303);
}

#[tokio::test]
async fn one_file_waits_for_each_person_and_network() {
    let world = World::new().await;
    let (sil, cyb) = (world.network("sil").await, world.network("cyb").await);
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lou = world.coordinator(&sil, "Lou Martin").await;
    world.mandate(&claire, &cyb, None).await;
    world.joins(&claire, &cyb).await;
    for (user, path) in [(&claire, "/networks/sil/import"), (&claire, "/networks/cyb/import"), (&lou, "/networks/sil/import")] {
        for _ in 0..2 {
            assert_eq!(user.upload(path, "membres.csv", LIST.as_bytes()).await.status, 303);
        }
    }
    assert_eq!(count(&world, "SELECT COUNT(*) FROM import").await, 3);
    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    agrees(&claire, &plan, &page, &[]).await;
    claire.upload("/networks/sil/import", "membres.csv", LIST.as_bytes()).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM import").await, 4, "what is done stays to be read");
    assert_eq!(claire.get(&plan).await.status, 200);
}

#[tokio::test]
async fn looking_up_addresses_by_import_is_in_the_journal() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let agnes = world.administrator("Agnès Delorme").await;
    let (plan, _) = looks(&claire, "/networks/sil/import", LIST).await;
    claire.get(&plan).await;
    looks(&agnes, "/admin/import", "Nom;Type\nCentre;Agence\n").await;
    let journal = agnes.get("/admin/journal").await;
    assert!(journal.shows("a essayé une liste de membres pour le réseau SIL membres.csv : 2 lignes"), "{}", journal.words());
    assert!(journal.shows("a essayé une liste d’organisations"), "{}", journal.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM audit WHERE action LIKE 'import.try%'").await, 2, "once for each file");
}

/// Adds a verified address to a person.
async fn also(world: &World, user: &TestUser, address: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (id, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query(
        "INSERT INTO address (id, person, address, address_key, preferred, created_at, verified_at) VALUES ($1, $2, $3, $3, 0, $4, $4)",
    )
    .bind(id)
    .bind(&user.id)
    .bind(address)
    .bind(now)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_person_with_two_addresses_is_found_by_both_in_one_file() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let lea = world.person("Lea Martinet").await;
    also(&world, &lea, "lea@ailleurs.example.org").await;
    let file = format!("Nom;Prénom;Courriel\nMartinet;Léa;{}\nMartinet;Léa;lea@ailleurs.example.org\n", lea.address);
    let (plan, page) = looks(&claire, "/networks/sil/import", &file).await;
    assert_eq!(page.all("tbody .badge"), ["à rattacher", "refusée"]);
    assert!(page.all("tbody tr")[1].contains("Déjà à la ligne 2."), "{}", page.words());
    let done = agrees(&claire, &plan, &page, &[("leave_out", "1")]).await;
    assert!(done.shows("Import terminé"), "{}", done.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 1);
}

#[tokio::test]
async fn a_profile_edited_during_an_import_is_kept() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (plan, page) = looks(&claire, "/networks/sil/import", LIST).await;
    agrees(&claire, &plan, &page, &[]).await;
    let (plan, page) = looks(&claire, "/networks/sil/import", "Nom;Prénom;Courriel\nLovelace;Autre;ada@example.org\n").await;
    assert_eq!(page.all("tbody .badge"), ["à modifier"]);
    // She verifies her address and edits her profile. That is not committed yet when the import starts.
    let mut hers = world.db.write().await.unwrap();
    for statement in [
        "UPDATE address SET verified_at = created_at WHERE address_key = 'ada@example.org'",
        "UPDATE person SET given_name = 'Augusta', version = version + 1 WHERE family_name = 'Lovelace'",
    ] {
        sqlx::query(statement).execute(&mut *hers).await.unwrap();
    }
    let end = async {
        // Most likely the import waits for her rows by then. Should it come later, the answer has to be the same.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        hers.commit().await.unwrap();
    };
    let (moved, ()) = tokio::join!(agrees(&claire, &plan, &page, &[]), end);
    assert_eq!(moved.status, 409);
    assert_eq!(moved.all("tbody .badge"), ["inchangée"], "{}", moved.words());
    assert_eq!(text(&world, "SELECT given_name FROM person WHERE family_name = 'Lovelace'").await, "Augusta");
}
