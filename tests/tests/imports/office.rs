//! Lists as an office keeps them: a title above the headings, its own terms, months instead of days, an address copied one row
//! too far. The rows that are clear are imported now, the others later.

use tests::{Answer, TestUser, World};

use super::{agrees, count, looks, text};

/// Two hundred rows, of which two use the terms of this site.
fn office_list() -> String {
    let mut file = "Adhérents du réseau, mis à jour le 3 mars 2026\nÉdité par le secrétariat;;;;;;\n\
                    Nom;Prénom;Courriel;Organisme;Type;Fonction;Membre depuis\n"
        .to_owned();
    for at in 1..=200 {
        let (kind, profession, since) =
            if at <= 2 { ("Laboratoire ou institution", "Recherche", "04/03/2019") } else { ("Labo", "CR", "mars 2019") };
        file += &format!("Membre{at};Camille;camille{at}@example.org;Unité {};{kind};{profession};{since}\n", at % 20);
    }
    file
}

/// Uploads a file. Returns the address of the page of its columns.
async fn brings(user: &TestUser, start: &str, file: &str) -> String {
    let brought = user.upload(start, "membres.csv", file.as_bytes()).await;
    assert_eq!(brought.status, 303, "{}", brought.words());
    brought.location().to_owned()
}

/// Accepts the guessed columns. Returns the next address.
async fn sends(user: &TestUser, step: &str, kind: &str) -> String {
    let chosen = user.get(step).await.attributes("select[name=column] option[selected]", "value");
    let mut form: Vec<(&str, &str)> = chosen.iter().map(|code| ("column", code.as_str())).collect();
    form.push(("kind", kind));
    let sent = user.post(step, &form).await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    sent.location().to_owned()
}

/// Chooses the meaning of unknown values, in the order of the page. The others keep the proposal.
async fn means(user: &TestUser, page: &Answer, path: &str, said: &[(&str, &str)]) -> Answer {
    let (columns, keys) = (page.attributes("input[name=column]", "value"), page.attributes("input[name=value]", "value"));
    let mut form = Vec::new();
    for (at, (column, key)) in columns.iter().zip(&keys).enumerate() {
        let proposed = page.attributes(&format!("#meaning-{at} option[selected]"), "value").pop().unwrap_or_default();
        let meaning = said.iter().find(|(value, _)| value == key).map_or(proposed, |(_, meaning)| (*meaning).to_owned());
        form.extend([("column", column.clone()), ("value", key.clone()), ("meaning", meaning)]);
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    user.post(path, &form).await
}

#[tokio::test]
async fn the_list_of_an_office_is_imported_in_one_evening() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let step = brings(&claire, "/networks/sil/import", &office_list()).await;
    let columns = claire.get(&step).await;
    assert!(columns.shows("Les titres des colonnes sont à la ligne 3 du fichier."), "{}", columns.words());
    assert!(columns.shows("200 lignes à importer"), "{}", columns.words());
    let values = sends(&claire, &step, "").await;
    assert_eq!(values, format!("{step}/values"), "unknown words are asked for before anything is refused");

    // Without a choice as many rows are rejected as before, each with its reason.
    let plan = claire.get(&format!("{step}/plan")).await;
    assert_eq!(plan.all("tbody .badge").iter().filter(|badge| *badge == "refusée").count(), 198);

    let page = claire.get(&values).await;
    assert_eq!(page.all("tbody th"), ["CR", "Labo"], "each once");
    assert_eq!(page.all("tbody td:nth-of-type(2)"), ["198", "198"]);
    assert_eq!(page.attributes("tbody option[selected]", "value"), ["", "laboratory"], "what looks like one choice is proposed");
    let sent = means(&claire, &page, &values, &[("cr", "-")]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(sent.location(), format!("{step}/plan"));

    let plan = claire.get(sent.location()).await;
    assert_eq!(plan.all("tbody .badge"), vec!["à créer"; 200], "{}", plan.words());
    assert!(
        plan.all("tbody tr")[2].contains("Membre depuis : « mars 2019 » est compris comme le 1ᵉʳ mars 2019."),
        "{}",
        plan.all("tbody tr")[2]
    );
    assert!(plan.all("tbody tr")[2].contains("Profession : « CR » n’est pas repris."), "{}", plan.all("tbody tr")[2]);
    assert!(!plan.all("tbody tr")[0].contains("compris comme"), "a day is a day");
    let done = agrees(&claire, &format!("{step}/plan"), &plan, &[]).await;
    assert!(done.shows("nouvelles 200"), "{}", done.words());
    assert_eq!(count(&world, "SELECT COUNT(*) FROM person WHERE profession IS NULL AND family_name LIKE 'Membre%'").await, 198);
    assert_eq!(count(&world, "SELECT COUNT(*) FROM organisation WHERE kind = 'laboratory'").await, 20);
    assert_eq!(count(&world, "SELECT COUNT(*) FROM affiliation WHERE started_on = '2019-03-01'").await, 198);
}

#[tokio::test]
async fn the_row_of_the_headings_can_be_chosen() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    // The first row has a known heading, the right one has none.
    let file = "Courriel;du;réseau\nPatronyme;Petit nom;Contact\nLovelace;Ada;ada@example.org\n";
    let step = brings(&claire, "/networks/sil/import", file).await;
    let page = claire.get(&step).await;
    assert_eq!(page.attributes("#heading option[selected]", "value"), ["1"]);
    let chosen = claire.submit(&step, &[("act", "heading"), ("heading", "2")]).await;
    assert!(chosen.shows("sont à la ligne 2 du fichier") && chosen.shows("une ligne à importer"), "{}", chosen.words());
    assert_eq!(chosen.attributes("select[name=column] option[selected]", "value"), ["ignored", "ignored", "address"], "known by its cells");

    for (typed, problem) in [("3", "aucune ligne"), ("9", "pas proposé"), ("deux", "pas proposé")] {
        let refused = claire.post(&step, &[("act", "heading"), ("heading", typed)]).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.error_of("heading").is_some_and(|fault| fault.contains(problem)), "{typed}: {:?}", refused.error_of("heading"));
    }

    let bare = "Lovelace;Ada;ada@example.org\nNoether;Emmy;emmy@example.org\n";
    let step = brings(&claire, "/networks/sil/import", bare).await;
    let page = claire.get(&step).await;
    assert!(page.shows("Aucune ligne du fichier ne donne le titre") && page.shows("2 lignes à importer"), "{}", page.words());
    let form = [("column", "family_name"), ("column", "given_name"), ("column", "address")];
    let plan = claire.submit(&step, &form).await;
    assert_eq!(plan.all("tbody .badge"), ["à créer", "à créer"], "the first line is a person too: {}", plan.words());
}

#[tokio::test]
async fn rejected_rows_are_downloaded_corrected_and_uploaded_again() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (claire, noa) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&sil, "Noa Lemaire").await);
    let file = "Liste 2026\nNom;Prénom;Courriel;Note\nLovelace;Ada;ada@example.org;\nNoether;Emmy;emmy(at)example.org;=1+1\n";
    let (plan, page) = looks(&claire, "/networks/sil/import", file).await;
    let refused = plan.replace("/plan", "/refused.csv");
    assert_eq!(page.attributes("main a[download]", "href"), [refused.as_str()]);
    let before = claire.get(&refused).await;
    assert_eq!(before.header("content-type"), "text/csv; charset=utf-8");
    assert!(before.header("content-disposition").contains("lignes-refusees.csv"));
    let done = agrees(&claire, &plan, &page, &[("leave_out", "1")]).await;
    assert!(done.shows("nouvelles 1") && done.shows("Une ligne n’a pas été importée."), "{}", done.words());
    assert_eq!(claire.get(&refused).await.body, before.body, "the same lines, once the rest is imported");
    assert_eq!(noa.get(&refused).await.status, 404, "whose file it is");
    assert!(before.body.contains("Noether") && !before.body.contains("Lovelace") && !before.body.contains("Liste 2026"), "{}", before.body);
    assert!(before.body.contains("Raison du refus") && before.body.contains("Ligne 4 du premier fichier."), "{}", before.body);
    assert!(before.body.contains("'=1+1"), "no cell becomes a formula: {}", before.body);

    let mended = before.body.replace("emmy(at)example.org", "emmy@example.org");
    let (plan, page) = looks(&claire, "/networks/sil/import", &mended).await;
    assert_eq!(page.all("tbody .badge"), ["à créer"], "{}", page.words());
    agrees(&claire, &plan, &page, &[]).await;
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 2);
    assert_eq!(claire.get(&plan.replace("/plan", "/refused.csv")).await.status, 404, "nothing was refused");
    world.advance(tests::Duration::hours(25));
    domain::administration::purge(&world.db, &world.administrator("Agnès Delorme").await.actor).await.unwrap();
    assert_eq!(count(&world, "SELECT COUNT(*) FROM import").await, 0, "after a day they are forgotten");
}

#[tokio::test]
async fn a_name_with_somebody_elses_address_is_questioned() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let (zoe, max, lou) = (world.person("Zoé Roux").await, world.person("Max Petit").await, world.member(&sil, "Lou Martin").await);
    // The address of Zoé was copied one row too far; Max married; the address of Lou is beside another name.
    let file = format!(
        "Nom;Prénom;Courriel\nRoux;Zoé;zoe.a@example.org\nDupont;Léa;{}\nGrand;Max;{}\nCurie;Marie;{}\n",
        zoe.address, max.address, lou.address
    );
    let (plan, page) = looks(&claire, "/networks/sil/import", &file).await;
    assert_eq!(page.all("tbody .badge"), ["à créer", "à vérifier", "à vérifier", "inchangée"], "{}", page.words());
    let rows = page.all("tbody tr");
    assert!(rows[1].contains("Cette adresse est celle d’une personne d’un autre nom.") && !page.shows("Petit"), "{}", rows[1]);
    assert!(rows[3].contains("Cette adresse est celle de Lou Martin."), "a member is known to the coordination: {}", rows[3]);
    assert!(page.shows("2 lignes portent l’adresse d’une personne d’un autre nom."), "{}", page.words());

    // Both need a confirmation, and the ticked boxes are kept.
    let refused = agrees(&claire, &plan, &page, &[("accept", "4")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.attributes("input[name=accept][checked]", "value"), ["4"]);
    assert_eq!(count(&world, "SELECT COUNT(*) FROM membership").await, 1, "Lou");
    let done = agrees(&claire, &plan, &refused, &[("accept", "4"), ("leave_out", "1")]).await;
    assert!(done.shows("nouvelles 1") && done.shows("déjà sur le site 1") && done.shows("refusées 1"), "{}", done.words());
    let members = text(&world, "SELECT MIN(p.family_name) FROM membership m JOIN person p ON p.id = m.person WHERE p.family_name IN ('Roux', 'Petit') AND p.given_name <> 'Zoé'").await;
    assert_eq!(members, "Petit", "who was ticked");
    assert_eq!(world.mails_to(&zoe.address).await.len(), 0, "who was not hears nothing");
    let rejected = claire.get(&plan.replace("/plan", "/refused.csv")).await;
    assert!(rejected.body.contains("Dupont") && rejected.body.contains("autre nom"), "{}", rejected.body);

    // Only open questions, none of them answered.
    let (plan, page) = looks(&claire, "/networks/sil/import", &format!("Nom;Prénom;Courriel\nDupont;Léa;{}\n", zoe.address)).await;
    let refused = agrees(&claire, &plan, &page, &[("leave_out", "1")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.shows("cochez au moins une ligne à vérifier"), "{}", refused.words());
    assert_eq!(agrees(&claire, &plan, &page, &[("accept", "2")]).await.status, 200);
}

#[tokio::test]
async fn organisations_without_a_kind_do_not_block_their_people() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let file = "Nom;Prénom;Courriel;Organisme;Membre depuis\nLovelace;Ada;ada@example.org;Unité neuve;avant 2010\n";
    let step = brings(&claire, "/networks/sil/import", file).await;
    let values = sends(&claire, &step, "-").await;
    let page = claire.get(&values).await;
    assert_eq!(page.all("tbody th"), ["avant 2010"], "a day that can't be read is a word too");
    assert_eq!(page.attributes("#meaning-0 option", "value"), ["", "-"]);
    means(&claire, &page, &values, &[("avant 2010", "-")]).await;
    let plan = claire.get(&format!("{step}/plan")).await;
    assert_eq!(plan.all("tbody .badge"), ["à créer"]);
    assert!(plan.shows("Organisation « Unité neuve » non reprise"), "{}", plan.words());
    agrees(&claire, &format!("{step}/plan"), &plan, &[]).await;
    assert_eq!((count(&world, "SELECT COUNT(*) FROM membership").await, count(&world, "SELECT COUNT(*) FROM organisation").await), (1, 0));
}

#[tokio::test]
async fn choices_for_unknown_values_are_checked_bounded_and_private() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let (claire, noa) = (world.coordinator(&sil, "Claire Fontaine").await, world.coordinator(&sil, "Noa Lemaire").await);
    let lines: String = (0..250).map(|at| format!("Membre{at};Camille;camille{at}@example.org;Mot {at}\n")).collect();
    let step = brings(&claire, "/networks/sil/import", &format!("Nom;Prénom;Courriel;Profession\n{lines}")).await;
    let values = format!("{step}/values");
    assert_eq!(claire.get(&values).await.status, 404, "not before the columns are said");
    sends(&claire, &step, "").await;
    let page = claire.get(&values).await;
    assert_eq!(page.all("tbody tr").len(), 200);
    assert!(page.shows("50 autres mots"), "{}", page.words());
    for browser in [&noa.browser, &world.guest()] {
        assert_eq!(browser.get(&values).await.status, 404);
        assert_eq!(browser.post(&values, &[("column", "profession"), ("value", "mot 1"), ("meaning", "-")]).await.status, 404);
    }
    let wrong = claire.post(&values, &[("column", "profession"), ("value", "mot 1"), ("meaning", "alchemy")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("meaning-"), "the sentence stands at the word");
    // Values that are not in the file and unknown columns are ignored.
    let form = [("column", "profession"), ("value", "ailleurs"), ("meaning", "-"), ("column", "nothing"), ("value", "x"), ("meaning", "-")];
    assert_eq!(claire.post(&values, &form).await.status, 303);
    assert_eq!(text(&world, "SELECT meanings FROM import").await, "{}");
    assert_eq!(means(&claire, &page, &values, &[("mot 1", "researcher")]).await.status, 303);
    assert_eq!(text(&world, "SELECT meanings FROM import").await, r#"{"profession":{"mot 1":"researcher"}}"#);

    // A choice made after the table was shown is not part of the confirmation.
    let proposed = claire.get(&format!("{step}/plan")).await;
    means(&claire, &page, &values, &[("mot 1", "-")]).await;
    assert_eq!(agrees(&claire, &format!("{step}/plan"), &proposed, &[("leave_out", "1")]).await.status, 409);
    let again = claire.get(&format!("{step}/plan")).await;
    assert_eq!(agrees(&claire, &format!("{step}/plan"), &again, &[("leave_out", "1")]).await.status, 200);
    assert_eq!(claire.post(&values, &[("column", "profession")]).await.status, 409, "once it is done, it is done");
}
