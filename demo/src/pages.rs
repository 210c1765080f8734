//! Pages of the demo: files in the format of `maillage content export`, and earlier versions of some of them.

use chrono::Duration;

use super::file_error;
use domain::db::Tx;
use domain::error::{Error, Result};
use domain::ids::PersonId;
use domain::pages::{self, FrontMatter, PagePlace};

/// A page, or an earlier version of it: then `earlier` counts from 1.
pub(super) struct PageFile {
    path: String,
    place: PagePlace,
    slug: String,
    earlier: Option<u32>,
    front: FrontMatter,
    body: String,
}

impl PageFile {
    /// The page in a file, if it is one: `networks/sil/pages/guide.md`, `events/…`, and `earlier/networks/sil/pages/guide/1.md`.
    pub(super) fn read(path: &str, text: &impl Fn(&str) -> Result<String, String>) -> Result<Option<Self>, String> {
        let describe = |cause: &str| format!("content/demo/{path}: {cause}");
        let (below, is_earlier) = path.strip_prefix("earlier/").map_or((path, false), |below| (below, true));
        let parts: Vec<&str> = below.split('/').collect();
        let (kind, owner, slug, earlier) = match parts[..] {
            [kind, owner, "pages", file] if !is_earlier => (kind, owner, file.strip_suffix(".md"), None),
            [kind, owner, "pages", slug, file] if is_earlier => (kind, owner, Some(slug), file.strip_suffix(".md")),
            _ => return Ok(None),
        };
        let (Some(slug), place) =
            (slug, if kind == "events" { PagePlace::Event(owner.to_owned()) } else { PagePlace::Network(owner.to_owned()) })
        else {
            return Ok(None);
        };
        let earlier = earlier.map(str::parse).transpose().map_err(|_| describe("an earlier revision has a number"))?;
        let (front, body) = FrontMatter::parse(&text(path)?).map_err(|cause| describe(&cause))?;
        Ok(Some(Self { path: path.to_owned(), place, slug: slug.to_owned(), earlier, front, body }))
    }
}

/// Writes the pages, each by a coordinator of its network; earlier versions are dated some weeks before.
pub(super) async fn add(tx: &mut Tx, files: &[PageFile]) -> Result<()> {
    let now = tx.now;
    for file in files.iter().filter(|file| file.earlier.is_none()) {
        let author = coordinator(tx, &file.place).await?;
        let mut versions: Vec<&PageFile> =
            files.iter().filter(|other| other.earlier.is_some() && other.place == file.place && other.slug == file.slug).collect();
        versions.sort_by_key(|earlier| earlier.earlier);
        versions.push(file);
        let count = i64::try_from(versions.len()).unwrap_or(1);
        for (number, file) in (1..).zip(versions) {
            tx.now = now.plus(-Duration::days((count - number) * 19 + 3));
            let seeded = pages::seed(tx, &file.place, &file.slug, (&file.front, &file.body), author.as_ref()).await;
            seeded.map_err(|error| file_error(&format!("{}: {error}", file.path)))?;
        }
        tx.now = now;
    }
    Ok(())
}

async fn coordinator(tx: &mut Tx, place: &PagePlace) -> Result<Option<PersonId>> {
    let (network, event) = match place {
        PagePlace::Network(slug) => (slug.as_str(), ""),
        PagePlace::Event(slug) => ("", slug.as_str()),
    };
    let today = tx.now.today();
    sqlx::query_scalar(
        "SELECT m.person FROM mandate m JOIN committee c ON c.id = m.committee JOIN network n ON n.id = c.network
          WHERE c.coordinates = 1 AND (m.ended_on IS NULL OR m.ended_on >= $3)
            AND (n.slug = $1 OR n.id = (SELECT network FROM event WHERE slug = $2)) ORDER BY m.started_on, m.id LIMIT 1",
    )
    .bind(network)
    .bind(event)
    .bind(today)
    .fetch_optional(&mut **tx)
    .await
    .map_err(Error::from)
}
