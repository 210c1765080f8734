//! Differences, readable: lines that went and came, and in them the words that changed.

use domain::clock::HOME;
use domain::enums::{PageAccess, PageKind};
use domain::pages::{self, DiffLine, LineKind, PageInput, PagePlace, RevisionLine};
use domain::{Language, dates};
use leptos::prelude::*;

use crate::labels::{Labelled, stored_label};

use super::access_words;

/// A difference. What changed is marked by the elements `<del>` and `<ins>`, and each line says aloud what became of it.
pub(crate) fn difference(language: Language, lines: &[DiffLine]) -> impl IntoView + use<> {
    let lines: Vec<_> = lines.iter().map(|line| line_view(language, line)).collect();
    view! { <ol class="difference" role="list">{lines}</ol> }
}

fn line_view(language: Language, line: &DiffLine) -> impl IntoView + use<> {
    let (class, said) = match line.kind {
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
    // A blank line has nothing to say: heard alone, « added » would tell of nothing.
    let is_blank = line.words.iter().all(|word| word.text.trim().is_empty());
    let said = said.filter(|_| !is_blank).map(|said| view! { <span class="visually-hidden">{said}" "</span> });
    view! { <li class=class>{said}{words}</li> }.into_any()
}

/// What someone else saved while a form was open.
pub(super) struct ConcurrentEdit {
    /// Who, and when.
    by: Option<String>,
    /// Fields in which what is saved differs from what was typed, with what is saved.
    fields: Vec<(String, String)>,
    /// From what is saved to what was typed.
    text: Vec<DiffLine>,
}

impl ConcurrentEdit {
    pub(super) fn between(
        language: Language,
        place: &PagePlace,
        saved: &PageInput,
        typed: &PageInput,
        newest: Option<RevisionLine>,
    ) -> Self {
        let by = newest.map(|line| {
            let when = dates::moment(language, line.at, HOME);
            let author = super::revisions::author(language, &line);
            tr!(language, "pages-stale-by", author = author, when = when)
        });
        let kind = stored_label(language, PageKind::LIST, &saved.kind);
        let access = PageAccess::parse(&saved.access).map_or_else(|_| String::new(), |access| access_words(language, place, access));
        let content = stored_label(language, Language::LIST, &saved.language);
        let draft = if saved.draft.is_empty() { tr!(language, "pages-not-a-draft") } else { tr!(language, "pages-draft") };
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

/// What someone else saved, above the form in which one's own words are kept.
pub(super) fn told(language: Language, told: &ConcurrentEdit) -> impl IntoView + use<> {
    let rows: Vec<_> = told
        .fields
        .iter()
        .map(|(label, value)| {
            let value = if value.is_empty() { tr!(language, "events-stale-empty") } else { value.clone() };
            view! { <div><dt>{label.clone()}</dt><dd>{value}</dd></div> }
        })
        .collect();
    let rows = (!rows.is_empty()).then(|| view! { <dl>{rows}</dl> });
    let text = (!told.text.is_empty()).then(|| {
        view! { <p class="small soft">{tr!(language, "pages-stale-text")}</p>{difference(language, &told.text)} }
    });
    let by = told.by.clone().map(|by| view! { <p>{by}</p> });
    view! {
        <section class="facts stack" aria-labelledby="saved">
            <h2 id="saved">{tr!(language, "events-stale-saved")}</h2>
            {by}{rows}{text}
        </section>
    }
}
