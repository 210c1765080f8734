//! The subscribers of an older list move in, and nobody's own word is changed by it.

use domain::enums::NetworkVisibility;
use domain::lists::{self, ListInput, RefusedSubscriber, SubscriberImport, SubscriberRefusal};
use domain::policy::Actor;
use domain::{Error, FieldProblem};
use tests::{SiteProgram, TestUser, World, discussion, subscribe_strangers};

use super::readers;

const FILE: &str = "Adresse,Nom,Langue\nLou.Ancien@example.org,Lou Ancien,en_GB\nada.lovelace@example.org,Quelqu’un\nbo.martin@example.org\n\
    lea@example.org,Léa\nsam.passage@example.org\nrien,X\nmax@example.org,Max,de\nlou.ancien@example.org,Encore Lou\n";

fn refused(line: u64, address: &str, reason: SubscriberRefusal) -> RefusedSubscriber {
    RefusedSubscriber { line, address: address.to_owned(), reason }
}

/// SIL with its coordinator; Ada has an account, Bo is a member who stopped the list, Léa and Sam unsubscribed as guests, and Sam has an account since.
async fn world() -> (World, TestUser, TestUser) {
    let world = World::new().await;
    let sil = world.network("sil").await;
    let claire = world.coordinator(&sil, "Claire Fontaine").await;
    let ada = world.person("Ada Lovelace").await;
    let bo = world.member(&sil, "Bo Martin").await;
    lists::set_subscription(&world.db, &bo.actor, "sil", false).await.unwrap();
    subscribe_strangers(&world.db, "sil", [("Léa", "lea@example.org"), ("Sam", "sam.passage@example.org")]).await;
    let mut tx = world.db.write().await.unwrap();
    sqlx::query("UPDATE subscription SET state = 'unsubscribed' WHERE person IS NULL").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    world.person("Sam Passage").await;
    (world, claire, ada)
}

fn expected(subscribed: usize, known: usize) -> SubscriberImport {
    let refused = vec![
        refused(4, "bo.martin@example.org", SubscriberRefusal::Unsubscribed),
        refused(5, "lea@example.org", SubscriberRefusal::Unsubscribed),
        refused(6, "sam.passage@example.org", SubscriberRefusal::Unsubscribed),
        refused(7, "rien", SubscriberRefusal::NotAnAddress),
        refused(8, "max@example.org", SubscriberRefusal::NotALanguage),
    ];
    SubscriberImport { subscribed, known, refused }
}

#[tokio::test]
async fn subscribers_move_in_and_those_who_unsubscribed_stay_so() {
    let (world, claire, ada) = world().await;
    let import = async |dry_run| lists::import_subscribers(&world.db, &claire.actor, "sil", FILE.into(), dry_run).await;
    assert_eq!(import(true).await, Ok(expected(2, 1)));
    assert!(readers(&world, "sil", &claire.actor).await.is_empty(), "a dry run writes nothing");
    assert_eq!(import(false).await, Ok(expected(2, 1)));
    let mut all = readers(&world, "sil", &claire.actor).await;
    all.sort();
    assert_eq!(all, ["Lou.Ancien@example.org", "ada.lovelace@example.org"]);
    assert!(ada.get("/me/lists").await.shows("repris de l’ancienne liste"), "a choice of the account");
    let mut tx = world.db.read().await.unwrap();
    let guest: (String, String) = sqlx::query_as("SELECT name, language FROM subscription WHERE address_key = 'lou.ancien@example.org'")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(guest, ("Lou Ancien".to_owned(), "en".to_owned()));
    assert_eq!(import(false).await, Ok(expected(0, 3)), "a second time changes nothing");

    lists::set_subscription(&world.db, &ada.actor, "sil", false).await.unwrap();
    let again = import(false).await.unwrap();
    assert_eq!((again.subscribed, again.known, again.refused.len()), (0, 2, 6));
    assert_eq!(readers(&world, "sil", &claire.actor).await, ["Lou.Ancien@example.org"], "her own word wins");
    for address in ["Lou.Ancien@example.org", "ada.lovelace@example.org"] {
        assert!(world.mails_to(address).await.is_empty(), "nobody is written to: {address}");
    }
}

#[tokio::test]
async fn a_private_list_takes_only_people_who_see_its_network() {
    let world = World::new().await;
    let bureau = world.network_with("bureau", |network| network.visibility = NetworkVisibility::Private.to_string()).await;
    let zoe = world.coordinator(&bureau, "Zoé Cachée").await;
    world.member(&bureau, "Ada Lovelace").await;
    world.person("Max Petit").await;
    let file = "max.petit@example.org;Max\nada.lovelace@example.org;Ada\nlou@example.org;Lou\n";
    let import = lists::import_subscribers(&world.db, &zoe.actor, "bureau", file.into(), false).await.unwrap();
    let private = SubscriberRefusal::PrivateNetwork;
    assert_eq!((import.subscribed, import.known), (1, 0));
    assert_eq!(import.refused, [refused(1, "max.petit@example.org", private), refused(3, "lou@example.org", private)]);
}

#[tokio::test]
async fn only_managers_of_an_open_list_bring_subscribers_in() {
    let (world, claire, ada) = world().await;
    let import = async |actor: &Actor, list: &str, file: &str| {
        lists::import_subscribers(&world.db, actor, list, file.into(), false).await.map(|import| import.subscribed)
    };
    for actor in [&ada.actor, &Actor::Guest] {
        assert_eq!(import(actor, "sil", FILE).await, Err(Error::NotFound), "{actor:?}");
    }
    assert_eq!(import(&Actor::System, "nobody", FILE).await, Err(Error::NotFound));
    for (file, problem) in [("a\0b@example.org", FieldProblem::NotATable), ("\n\n", FieldProblem::EmptyTable)] {
        assert_eq!(import(&claire.actor, "sil", file).await, Err(Error::field("file", problem)));
    }
    let long = "a@example.org\n".repeat(lists::MOST_LINES + 2);
    assert_eq!(import(&claire.actor, "sil", &long).await, Err(Error::field("file", FieldProblem::TooManyLines(100_000))));
    let input = ListInput { rules: Vec::new(), ..discussion("sil-l", "sil") };
    lists::create_list(&world.db, &claire.actor, "sil", &input).await.unwrap();
    assert_eq!(import(&claire.actor, "sil-l", FILE).await, Ok(5), "each list has its own choices");
    lists::close(&world.db, &claire.actor, "sil-l").await.unwrap();
    assert_eq!(import(&claire.actor, "sil-l", FILE).await, Err(Error::Closed));
}

#[tokio::test]
async fn the_command_says_what_it_would_do_and_names_each_refused_line() {
    let (world, claire, _) = world().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sil.csv"), FILE).unwrap();
    let site = SiteProgram::new(env!("CARGO_BIN_EXE_site"), folder.path(), &world.url());
    let said = site.does(&["lists", "subscribe", "--dry-run", "sil", "sil.csv"]);
    assert_eq!(said, "Nothing was written. It would be: 2 subscribed, 1 known already, 5 refused.\n");
    assert!(readers(&world, "sil", &claire.actor).await.is_empty());
    let output = site.run(&["lists", "subscribe", "sil", "sil.csv"]);
    let (out, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(out, "2 subscribed, 1 known already, 5 refused.\n", "{errors}");
    assert!(errors.contains("line 7 (rien): not an e-mail address.\n") && errors.contains("line 4 (bo.martin@example.org): "), "{errors}");
    assert_eq!(readers(&world, "sil", &claire.actor).await.len(), 2);
    assert!(site.refuses(&["lists", "subscribe", "nobody", "sil.csv"]).contains("there is no list “nobody”"));
    assert!(site.refuses(&["lists", "subscribe", "sil", "missing.csv"]).contains("missing.csv can't be read"));
}
