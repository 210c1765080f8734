//! Pages as files in a folder: `networks/<network>/pages/<page>.md`, `events/<event>/pages/<page>.md`. The files attached to a page are in a
//! folder beside it that has its name.

use std::path::{Path, PathBuf};

use domain::db::Db;
use domain::pages::{self, FrontMatter, PageImport, PagePlace, Upload, WrittenPage};
use domain::policy::Actor;
use domain::{Error, FieldProblem};

/// The result of an import, in numbers of pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContentImportSummary {
    pub created: usize,
    /// Changed: there is a new revision.
    pub changed: usize,
    pub unchanged: usize,
    /// Different, but left as they were.
    pub kept: usize,
}

impl std::fmt::Display for ContentImportSummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pages: {} made, {} changed, {} the same", self.created, self.changed, self.unchanged)?;
        if self.kept > 0 { write!(f, ", {} left as they are.", self.kept) } else { write!(f, ".") }
    }
}

/// Writes the pages of one network, or of all, into a folder; returns their number.
///
/// # Errors
/// A sentence for the person who runs the command.
pub async fn export(db: &Db, folder: &Path, network: Option<&str>) -> Result<usize, String> {
    let pages = pages::export(db, &Actor::System, network).await.map_err(|error| match error {
        Error::NotFound => format!("there is no network “{}”.", network.unwrap_or_default()),
        other => format!("the pages can't be read: {other}."),
    })?;
    for page in &pages {
        export_page(db, folder, page).await?;
    }
    Ok(pages.len())
}

async fn export_page(db: &Db, folder: &Path, page: &WrittenPage) -> Result<(), String> {
    let pages = folder.join(page.place.path().trim_start_matches('/')).join("pages");
    let write = |file: PathBuf, content: &[u8]| {
        let parent = file.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&file, content))
            .map_err(|cause| format!("{}: {cause}.", file.display()))
    };
    write(pages.join(format!("{}.md", page.slug)), page.text.as_bytes())?;
    for (name, hash) in &page.files {
        let content = pages::read(db, hash).await.map_err(|error| format!("{name} can't be read: {error}."))?;
        write(pages.join(&page.slug).join(name), &content)?;
    }
    Ok(())
}

/// Imports every page of a folder. With `overwrite`, a page that differs gets a new revision; otherwise it stays. Stops at the first error: earlier
/// pages are in by then, and the same command can be run again.
///
/// # Errors
/// A sentence that names the file and the error.
pub async fn import(db: &Db, folder: &Path, overwrite: bool) -> Result<ContentImportSummary, String> {
    let mut summary = ContentImportSummary::default();
    for (kind, place) in
        [("networks", PagePlace::Network as fn(String) -> PagePlace), ("events", PagePlace::Event as fn(String) -> PagePlace)]
    {
        for owner in names(&folder.join(kind))? {
            let pages = folder.join(kind).join(&owner).join("pages");
            for file in names(&pages)?.iter().filter_map(|name| name.strip_suffix(".md")) {
                match import_page(db, &pages, &place(owner.clone()), file, overwrite).await? {
                    PageImport::Created => summary.created += 1,
                    PageImport::Changed => summary.changed += 1,
                    PageImport::Same => summary.unchanged += 1,
                    PageImport::Left => summary.kept += 1,
                }
            }
        }
    }
    Ok(summary)
}

async fn import_page(db: &Db, pages: &Path, place: &PagePlace, slug: &str, overwrite: bool) -> Result<PageImport, String> {
    let path = pages.join(format!("{slug}.md"));
    let describe = |cause: String| format!("{}: {cause}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|cause| describe(cause.to_string()))?;
    let (front, body) = FrontMatter::parse(&text).map_err(describe)?;
    let mut uploads = Vec::new();
    for file in &front.file {
        if file.name.contains(['/', '\\']) {
            return Err(describe(format!("“{}” is not the name of a file.", file.name)));
        }
        let content = std::fs::read(pages.join(slug).join(&file.name)).map_err(|cause| describe(format!("{}: {cause}", file.name)))?;
        uploads.push(Upload { name: file.name.clone(), alternative: file.alternative.clone(), content });
    }
    pages::import(db, &Actor::System, place, slug, (&front, &body), &uploads, (overwrite, "")).await.map_err(|error| match error {
        Error::NotFound => describe(format!("there is nothing at {}.", place.path())),
        Error::Invalid(faults) => {
            let fields: Vec<String> = faults.iter().map(|fault| format!("{} ({})", fault.field, sentence(&fault.problem))).collect();
            describe(format!("to correct: {}.", fields.join(", ")))
        }
        other => describe(format!("{other}.")),
    })
}

fn sentence(problem: &FieldProblem) -> String {
    match problem {
        FieldProblem::Required => "missing".to_owned(),
        FieldProblem::NotASlug => "a–z, 0–9 and hyphens".to_owned(),
        FieldProblem::SlugTaken => "a word of the site's addresses".to_owned(),
        FieldProblem::TooLong(most) => format!("more than {most} characters"),
        FieldProblem::TooComplex => "too deeply nested, or multiplied by its own markup".to_owned(),
        FieldProblem::Invisible => "nothing that can be seen".to_owned(),
        FieldProblem::TurnsDirection => "a character that turns the direction of reading".to_owned(),
        FieldProblem::NotAFileKind => "not a kind of file that is taken".to_owned(),
        FieldProblem::FileTooLarge(most) => format!("more than {most} MB"),
        other => format!("{other:?}"),
    }
}

/// The names in a folder, sorted; empty if the folder is missing.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let describe = |cause: std::io::Error| format!("{}: {cause}.", folder.display());
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(describe)? {
        names.push(entry.map_err(describe)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
