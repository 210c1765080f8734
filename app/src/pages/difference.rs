//! Readable differences: removed and added lines, with the words that changed.

use domain::clock::HOME;
use domain::enums::{PageAccess, PageKind};
use domain::pages::{self, DiffLine, LineKind, ListedRevision, PageInput, PagePlace};
use domain::{Language, dates};
use leptos::prelude::*;

use crate::labels::{Labelled, stored_label};

use super::access_label;

/// A difference. Changes are marked by the elements `<del>` and `<ins>`, and each line tells screen readers whether it was added or
/// removed.
pub(crate) fn difference(language: Language, lines: &[DiffLine]) -> impl IntoView + use<> {
    let lines: Vec<_> = lines.iter().map(|line| line_view(language, line)).collect();
    view! { <ol class="difference" role="list">{lines}</ol> }
}

fn line_view(language: Language, line: &DiffLine) -> impl IntoView + use<> {
    let (class, change_label) = match line.kind {
        LineKind::Kept => ("kept", None),
        LineKind::Removed => ("removed", Some(tr!(language, "pages-difference-removed"))),
        LineKind::Added => ("added", Some(tr!(language, "pages-difference-added"))),
        LineKind::Skipped => {
            return view! { <li class="skipped"><span class="visually-hidden">{tr!(language, "pages-difference-skipped")}</span></li> }
                .into_any();
        }
    };
    let words: Vec<_> = line
        .words
        .iter()
        .map(|word| match (word.changed, line.kind) {
            (true, LineKind::Removed) => view! { <del>{word.text.clone()}</del> }.into_any(),
            (true, LineKind::Added) => view! { <ins>{word.text.clone()}</ins> }.into_any(),
            _ => word.text.clone().into_any(),
        })
        .collect();
    // A blank line is not announced: "added" without any text would be confusing.
    let is_blank = line.words.iter().all(|word| word.text.trim().is_empty());
    let change_label =
        change_label.filter(|_| !is_blank).map(|change_label| view! { <span class="visually-hidden">{change_label}" "</span> });
    view! { <li class=class>{change_label}{words}</li> }.into_any()
}

/// The values that someone else saved while a form was open.
pub(super) struct ConcurrentEdit {
    by: Option<String>,
    /// The fields whose saved value differs from the typed one, with the saved value.
    fields: Vec<(String, String)>,
    /// The difference from the saved to the typed text.
    text: Vec<DiffLine>,
}

impl ConcurrentEdit {
    pub(super) fn between(
        language: Language,
        place: &PagePlace,
        saved: &PageInput,
        typed: &PageInput,
        newest: Option<ListedRevision>,
    ) -> Self {
        let by = newest.map(|revision| {
            let when = dates::moment(language, revision.at, HOME);
            let author = super::revisions::author(language, &revision);
            tr!(language, "pages-stale-by", author = author, when = when)
        });
        let kind = stored_label(language, PageKind::LIST, &saved.kind);
        let access = PageAccess::parse(&saved.access).map_or_else(|_| String::new(), |access| access_label(language, place, access));
        let content = stored_label(language, Language::LIST, &saved.language);
        let draft = if saved.draft.is_empty() { tr!(language, "pages-published") } else { tr!(language, "pages-draft") };
        let fields = [
            (tr!(language, "pages-field-title"), typed.title.trim() != saved.title, saved.title.clone()),
            (tr!(language, "pages-field-kind"), typed.kind != saved.kind, kind),
            (tr!(language, "pages-field-access"), typed.access != saved.access, access),
            (tr!(language, "events-field-language"), typed.language != saved.language, content),
            (tr!(language, "pages-field-position"), typed.position.trim() != saved.position, saved.position.clone()),
            (tr!(language, "pages-field-draft"), typed.draft.is_empty() != saved.draft.is_empty(), draft),
        ];
        let fields = fields.into_iter().filter(|(_, differs, _)| *differs).map(|(label, _, value)| (label, value)).collect();
        let text = pages::difference(&saved.body, &typed.body.trim_end().replace("\r\n", "\n"));
        Self { by, fields, text }
    }
}

/// The changes that someone else saved, above the form, which keeps the typed values.
pub(super) fn concurrent_edit_view(language: Language, edit: &ConcurrentEdit) -> impl IntoView + use<> {
    let rows: Vec<_> = edit
        .fields
        .iter()
        .map(|(label, value)| {
            let value = if value.is_empty() { tr!(language, "fields-saved-empty") } else { value.clone() };
            view! { <div><dt>{label.clone()}</dt><dd>{value}</dd></div> }
        })
        .collect();
    let rows = (!rows.is_empty()).then(|| view! { <dl>{rows}</dl> });
    let text = (!edit.text.is_empty()).then(|| {
        view! { <p class="small muted">{tr!(language, "pages-stale-legend")}</p>{difference(language, &edit.text)} }
    });
    let by = edit.by.clone().map(|by| view! { <p>{by}</p> });
    view! {
        <section class="facts stack" aria-labelledby="saved">
            <h2 id="saved">{tr!(language, "fields-saved-values")}</h2>
            {by}{rows}{text}
        </section>
    }
}
