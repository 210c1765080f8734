//! Data for benchmarks: many networks, people, events and registrations, the same each time.

mod events;

use std::collections::BTreeMap;

use chrono::Duration;

use super::files::{self, DemoContent};
use super::rng::DemoRng;
use super::rows::{DemoTable, Rows, row};
use super::{DemoSummary, file_error, origin, people, plan};
use domain::clock::Timestamp;
use domain::db::{Db, Tx};
use domain::error::{Error, Result};
use domain::people::names::{normalize, sort_name};

/// The network with more than a fifth of all events: a thousand at `--scale 20`.
const BUSY_NETWORK: usize = 1;

/// Adds, for each unit of `n`, 500 people, 250 events and 2,500 registrations, in at least twenty networks below the federation `charge`.
/// The event `charge-programme` has 30 talks, `charge-participants` has 300 participants, and the network `charge-01` has a fifth of all
/// events.
///
/// # Errors
/// [`Error::Closed`] if this was done before, [`Error::Forbidden`] on a database that is not a demo's; nothing is written then.
pub async fn scale(db: &Db, n: u32) -> Result<DemoSummary> {
    let content = files::read().map_err(|cause| file_error(&cause))?;
    let mut tx = db.write().await?;
    origin::claim(&mut tx).await?;
    let before: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM network WHERE slug = $1").bind("charge").fetch_one(&mut *tx).await?;
    if before > 0 {
        return Err(Error::Closed);
    }
    let existing: Vec<(String, String)> = sqlx::query_as("SELECT name_key, id FROM organisation").fetch_all(&mut *tx).await?;
    let mut data = ScaleData::new(&tx, &content, n);
    data.organisations(existing.into_iter().collect());
    data.networks();
    data.people();
    data.events();
    let rows = data.rows;
    let summary = DemoSummary::of(&rows);
    people::write_kinds(&mut tx, &content.kinds).await?;
    tx.expect_many_rows().await?;
    rows.insert(&mut tx).await?;
    domain::graph::closure::rebuild(&mut tx).await?;
    domain::lists::create_missing(&mut tx).await?;
    tx.commit().await?;
    db.analyze().await;
    Ok(summary)
}

struct ScaleData<'a> {
    tx: &'a Tx,
    content: &'a DemoContent,
    rows: Rows,
    rng: DemoRng,
    units: usize,
    /// Keys, in the order of the file.
    organisations: Vec<String>,
    /// The federation comes first.
    networks: Vec<String>,
    people: Vec<PersonFacts>,
}

/// The data of a person that a registration copies.
struct PersonFacts {
    id: String,
    given: String,
    family: String,
    address: String,
    organisation: usize,
}

impl<'a> ScaleData<'a> {
    fn new(tx: &'a Tx, content: &'a DemoContent, n: u32) -> Self {
        let units = usize::try_from(n).unwrap_or(1).max(1);
        let (rows, rng) = (Rows::default(), DemoRng::of("scale"));
        Self { tx, content, rows, rng, units, organisations: Vec::new(), networks: Vec::new(), people: Vec::new() }
    }

    /// The organisations of the demo: existing ones are reused, missing ones are added.
    fn organisations(&mut self, existing: BTreeMap<String, String>) {
        for organisation in &self.content.organisations {
            let name_key = normalize(&organisation.name);
            let id = existing.get(&name_key).cloned().unwrap_or_else(|| {
                let id: String = self.tx.new_id();
                let (name, place, region) = (&organisation.name, &organisation.place, &organisation.region);
                self.rows.add(DemoTable::Organisation, row![&id, name, name_key, &organisation.kind, place, region, self.tx.now]);
                id
            });
            self.organisations.push(id);
        }
    }

    /// A federation, four networks below it, and the others below one or two of these.
    fn networks(&mut self) {
        let now = self.tx.now;
        for index in 0..=self.units.max(20) {
            let id: String = self.tx.new_id();
            let (slug, acronym) = if index == 0 {
                ("charge".to_owned(), "CHARGE".to_owned())
            } else {
                (format!("charge-{index:02}"), format!("CH{index:02}"))
            };
            let kind = if (BUSY_NETWORK + 1..BUSY_NETWORK + 5).contains(&index) || index == 0 { "federation" } else { "thematic" };
            let name = format!("Réseau d’essai {index}");
            let hue = i64::try_from(index * 47 % 360).unwrap_or(0);
            let text = "Réseau de mesure : ses membres et ses événements sont inventés.";
            let cells =
                row![&id, slug, acronym, name, kind, text, text, None::<String>, hue, "approval", "", "public", "", 0_i64, now, now, 1_i64];
            self.rows.add(DemoTable::Network, cells);
            let above = match index {
                0 => vec![],
                index if index < BUSY_NETWORK + 5 => vec![0],
                index => vec![BUSY_NETWORK + 1 + index % 4, BUSY_NETWORK + 1 + (index / 4) % 4],
            };
            for (position, parent) in above.iter().enumerate() {
                if !above[..position].contains(parent) {
                    self.rows.add(DemoTable::NetworkParent, row![&id, &self.networks[*parent]]);
                }
            }
            self.networks.push(id);
        }
    }

    fn people(&mut self) {
        let (given, family) = (&self.content.people.given, &self.content.people.family);
        for index in 0..self.units * 500 {
            let id: String = self.tx.new_id();
            let given = self.rng.pick(given).cloned().unwrap_or_default();
            let family = self.rng.pick(family).cloned().unwrap_or_default();
            let address = plan::address(&given, &family).replace('@', &format!(".{index}@"));
            let organisation = self.rng.below(self.organisations.len());
            let created = self.tx.now.plus(Duration::days(-self.rng.between(30, 3600)));
            let profession = if self.rng.happens(70) { "engineer" } else { "researcher" };
            let region = &self.content.organisations[organisation].region;
            let none = None::<String>;
            let cells =
                row![&id, &given, &family, sort_name(&given, &family), profession, region, "fr", none.clone(), created, created, 1_i64];
            self.rows.add(DemoTable::Person, cells);
            self.rows.add(DemoTable::Address, row![self.tx.new_id::<String>(), &id, &address, &address, created, 1_i64, created]);
            let started = created.today();
            self.rows.add(DemoTable::Affiliation, row![self.tx.new_id::<String>(), &id, &self.organisations[organisation], started, none]);
            self.join(&id, index, created);
            self.people.push(PersonFacts { id, given, family, address, organisation });
        }
    }

    /// Each person joins two networks; the first person of each network coordinates it.
    fn join(&mut self, person: &str, index: usize, at: Timestamp) {
        let leaves = self.networks.len() - 1;
        let first = 1 + index % leaves;
        let second = 1 + (index + 1 + self.rng.below(leaves - 1)) % leaves;
        for network in [first, second] {
            let id: String = self.tx.new_id();
            let network = &self.networks[network];
            self.rows.add(DemoTable::Membership, row![&id, network, person, "active", at, ""]);
            self.rows.add(DemoTable::MembershipChange, row![self.tx.new_id::<String>(), &id, "active", at, person, ""]);
        }
        if index < leaves {
            let committee: String = self.tx.new_id();
            self.rows.add(DemoTable::Committee, row![&committee, &self.networks[first], "Animation", "", true, 0_i64]);
            let cells = row![self.tx.new_id::<String>(), &committee, person, "animation", at.today(), None::<String>];
            self.rows.add(DemoTable::Mandate, cells);
        }
    }
}
