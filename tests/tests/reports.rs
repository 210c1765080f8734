//! Figures of a network on a day and over a year. They never change later.

use domain::Language;
use domain::reports::{self, FiguresQuery, Label};
use tests::{TestUser, World};

async fn works_at(world: &World, person: &TestUser, name: &str, kind: &str, since: &str) {
    let mut tx = world.db.write().await.unwrap();
    let (affiliation, now): (String, _) = (tx.new_id(), tx.now);
    sqlx::query("INSERT INTO organisation (id, name, name_key, kind, place, region, created_at) VALUES ($1, $1, lower($1), $2, '', NULL, $3) ON CONFLICT (id) DO NOTHING")
        .bind(name)
        .bind(kind)
        .bind(now)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("UPDATE affiliation SET ended_on = $2 WHERE person = $1 AND ended_on IS NULL")
        .bind(&person.id)
        .bind(since)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("INSERT INTO affiliation (id, person, organisation, started_on, ended_on) VALUES ($1, $2, $3, $4, NULL)")
        .bind(affiliation)
        .bind(&person.id)
        .bind(name)
        .bind(since)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn on(day: &str) -> FiguresQuery {
    FiguresQuery { on: day.to_owned(), ..FiguresQuery::default() }
}

fn counts(shares: &[reports::ReportShare]) -> Vec<(String, i64)> {
    shares.iter().map(|share| (share.label.text(Language::Fr), share.count)).collect()
}

fn some(parts: &[(&str, i64)]) -> Vec<(String, i64)> {
    parts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[tokio::test]
async fn figures_of_a_past_day_stay_when_people_move() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    works_at(&world, &ada, "Agence", "agency", "2020-01-01").await;
    world.member(&sil, "Grace Hopper").await;
    let profile = async |profession: &str, region: &str| {
        let mut form = domain::people::profile::form(&world.db, &ada.actor).await.unwrap();
        (form.profession, form.region) = (profession.to_owned(), region.to_owned());
        domain::people::profile::edit(&world.db, &ada.actor, &form).await.unwrap();
    };
    profile("engineer", "occ").await;
    let then = async |day: &str| {
        let people = reports::members(&world.db, &noa.actor, "sil", &on(day)).await.unwrap().people;
        (people.total, counts(&people.kinds), counts(&people.professions), counts(&people.regions))
    };
    let before = (
        2,
        some(&[("Agence", 1), ("non renseigné", 1)]),
        some(&[("Ingénierie", 1), ("non renseigné", 1)]),
        some(&[("Occitanie", 1), ("non renseigné", 1)]),
    );
    assert_eq!(then("2026-11-20").await, before);
    assert_eq!(then("2026-11-19").await.0, 0, "nobody had come yet");

    world.advance(chrono::Duration::days(30));
    works_at(&world, &ada, "Entreprise", "company", "2026-12-02").await;
    profile("researcher", "bre").await;
    profile("management", "bre").await;
    world.advance(chrono::Duration::days(1));
    world.member(&sil, "Lou Martin").await;
    assert_eq!(then("2026-11-20").await, before);
    let (total, kinds, professions, _) = then("").await;
    assert_eq!((total, kinds), (3, some(&[("Entreprise", 1), ("non renseigné", 2)])));
    assert_eq!(professions, some(&[("Direction", 1), ("non renseigné", 2)]));
    assert_eq!(then("2026-12-19").await.2, some(&[("Ingénierie", 1), ("non renseigné", 1)]), "the day before the change");
    assert_eq!(then("2026-12-20").await.2, some(&[("Direction", 1), ("non renseigné", 1)]), "a day counts by its end");

    let future = world.guest().get("/networks/sil/figures?on=2050-01-01").await;
    assert_eq!((future.status.as_u16(), future.value_of("on").as_deref()), (422, Some("2050-01-01")));
    assert!(future.error_of("on").unwrap().contains("à venir") && !future.body.contains("2049") && !future.body.contains("on=2027"));
    let year = world.guest().get("/networks/sil/figures/events?year=2050").await;
    assert_eq!((year.status.as_u16(), year.error_of("year").is_some()), (422, true), "{}", year.words());
    for file in ["kinds.csv?on=2050-01-01", "events.xlsx?year=2050", "overlap.csv?on=2050-01-01"] {
        assert_ne!(world.guest().get(&format!("/networks/sil/figures/tables/{file}")).await.status, 200, "{file}");
    }

    let wrong = world.guest().get("/networks/sil/figures?on=2026-02-30").await;
    assert_eq!((wrong.status.as_u16(), wrong.error_of("on").is_some(), wrong.value_of("on").as_deref()), (422, true, Some("2026-02-30")));
}

#[tokio::test]
async fn small_groups_are_shown_to_coordinators_alone() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let noa = world.coordinator(&sil, "Noa Lemaire").await;
    for at in 0..6 {
        let person = world.member(&sil, &format!("Camille Dupont{at}")).await;
        works_at(&world, &person, "Labo", "laboratory", "2020-01-01").await;
    }
    let alone = world.member(&sil, "Ada Lovelace").await;
    works_at(&world, &alone, "Agence", "agency", "2020-01-01").await;

    let page = noa.get("/networks/sil/figures").await;
    assert!(page.shows("Agence 1 14 %"), "{}", page.words());
    let page = alone.get("/networks/sil/figures").await;
    assert!(!page.shows("Agence") && page.shows("autres groupes, réunis 7"), "{}", page.words());
    let file = world.guest().get("/networks/sil/figures/tables/kinds.csv").await;
    assert_eq!(file.status, 200);
    assert!(!file.body.contains("Agence") && file.body.contains("autres groupes, réunis;7;100,0"), "{}", file.body);
    assert!(noa.get("/networks/sil/figures/tables/kinds.csv").await.body.contains("Agence;1;14,3"));

    let crossed = "/networks/sil/figures?organisations=agency";
    assert!(noa.get(crossed).await.shows("Seules les personnes de ce type d’organisation sont comptées"));
    let page = world.guest().get(crossed).await;
    assert!(!page.shows("Seules les personnes") && page.shows("membres au 20 novembre 2026 7"), "{}", page.words());
}

#[tokio::test]
async fn a_federation_counts_each_person_once_and_no_internal_moves() {
    let world = World::new().await;
    let comet = world.network("comet").await;
    let below = |slug: &'static str| world.network_with(slug, |network| network.parents = vec!["comet".to_owned()]);
    let (sil, cyb) = (below("sil").await, below("cyb").await);
    let ada = world.member(&sil, "Ada Lovelace").await;
    world.joins(&ada, &cyb).await;
    world.member(&cyb, "Grace Hopper").await;
    world.advance(chrono::Duration::days(40));
    domain::memberships::leave(&world.db, &ada.actor, "sil").await.unwrap();
    let guest = domain::policy::Actor::Guest;
    let of = async |slug: &str, year: &str| {
        let query = FiguresQuery { year: year.to_owned(), ..FiguresQuery::default() };
        let figures = reports::members(&world.db, &guest, slug, &query).await.unwrap();
        let total = figures.turnover.total();
        (figures.people.total, total.joined, total.left)
    };
    assert_eq!(of("comet", "2026").await, (2, 2, 0));
    assert_eq!(of("sil", "2026").await, (0, 1, 1), "she left on the 30 December");
    assert_eq!(comet.slug, "comet");
    let overlap = world.guest().get("/networks/comet/figures/overlap?on=2026-11-20").await;
    assert_eq!(overlap.all("tbody th, tbody td"), ["CYB", "2", "< 5", "SIL", "< 5", "1"]);
    assert!(overlap.shows("moins de 5 personnes, ou aucune"), "{}", overlap.words());
    let file = world.guest().get("/networks/comet/figures/tables/overlap.csv?on=2026-11-20").await;
    assert!(file.body.contains("CYB;2;<\u{a0}5") && !file.body.contains(";1;1"), "{}", file.body);
    assert!(file.header("content-disposition").contains("comet-overlap-2026-11-20.csv"));
    let noa = world.coordinator(&comet, "Noa Lemaire").await;
    let overlap = noa.get("/networks/comet/figures/overlap?on=2026-11-20").await;
    assert_eq!(overlap.all("tbody th, tbody td"), ["CYB", "2", "1", "SIL", "1", "1"]);
    assert!(world.guest().get("/networks/comet/figures?on=2026-11-20").await.shows("Membres par réseau"));
    assert!(
        !world.guest().get("/networks/sil/figures?on=2026-11-20").await.shows("Membres par réseau"),
        "it would say what the total says"
    );
    assert_eq!(world.guest().get("/networks/sil/figures/overlap").await.status, 404, "nothing is below it");
}

#[tokio::test]
async fn tables_open_in_spreadsheets_in_the_language_of_the_reader() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    world.member(&sil, "Ada Lovelace").await;
    let english = world.guest().in_english().get("/networks/sil/figures/tables/moves.csv").await;
    assert!(english.body.starts_with("\u{feff}Month,Joined,Left,Difference\r\nJanuary,0,0,0\r\n"), "{}", english.body);
    assert!(english.header("content-disposition").contains("sil-moves-2026.csv"));
    for missing in ["nothing.csv", "kinds.pdf", "kinds", "members.csv", "overlap.csv"] {
        assert_eq!(world.guest().get(&format!("/networks/sil/figures/tables/{missing}")).await.status, 404, "{missing}");
    }
    let query = FiguresQuery::default();
    let book = reports::export(&world.db, &domain::policy::Actor::Guest, "sil", "members.xlsx", &query, Language::Fr).await.unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book.content)).unwrap();
    use calamine::Reader;
    let names = book.sheet_names();
    assert_eq!(names.len(), 5, "{names:?}");
    let moves = book.worksheet_range(&names[4]).unwrap();
    let row = |at: u32| (0..3).map(|column| moves.get_value((at, column)).unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(
        (row(2), row(13)),
        (["Mois", "Arrivées", "Départs"].map(str::to_owned).to_vec(), ["novembre", "1", "0"].map(str::to_owned).to_vec())
    );
}

#[tokio::test]
async fn a_frozen_year_stays_when_its_data_is_deleted() {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let ada = world.member(&sil, "Ada Lovelace").await;
    works_at(&world, &ada, "Agence", "agency", "2020-01-01").await;
    world.advance(chrono::Duration::days(100));
    let mut tx = world.db.write().await.unwrap();
    reports::take_snapshot(&mut tx, &sil.id, 2026).await.unwrap();
    for statement in ["DELETE FROM membership_change", "DELETE FROM membership", "DELETE FROM affiliation"] {
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
    }
    reports::take_snapshot(&mut tx, &sil.id, 2026).await.unwrap();
    tx.commit().await.unwrap();
    let guest = domain::policy::Actor::Guest;
    let figures = reports::members(&world.db, &guest, "sil", &on("2026-12-31")).await.unwrap();
    assert_eq!((figures.people.total, figures.turnover.total().joined), (1, 1));
    assert_eq!(figures.people.kinds[0].label, Label::Others, "kept whole, told with the same care");
    assert_eq!(reports::members(&world.db, &guest, "sil", &on("")).await.unwrap().people.total, 0);
}

#[tokio::test]
async fn an_acronym_never_becomes_a_formula_in_a_heading() {
    let world = World::new().await;
    world.network("comet").await;
    let sil = world.network_with("sil", |network| (network.parents, network.acronym) = (vec!["comet".to_owned()], "=1+1".to_owned())).await;
    world.member(&sil, "Ada Lovelace").await;
    let admin = world.administrator("Agnès Delorme").await;
    let file = admin.get("/networks/comet/figures/tables/overlap.csv").await;
    assert!(file.body.contains("'=1+1") && !file.body.contains(";=1+1"), "{}", file.body);
}
