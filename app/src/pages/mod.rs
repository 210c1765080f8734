//! The pages of a network or an event: reading, writing, comparing, with their files.

pub mod attachments;
pub(crate) mod difference;
pub mod download;
pub mod form;
mod list;
mod owner;
pub mod removal;
pub mod revisions;

pub(crate) use list::{links, menu};
pub use owner::PagePath;

use axum::response::Response;
use domain::clock::HOME;
use domain::enums::{PageAccess, PageKind};
use domain::numbers::number;
use domain::pages::{self, Attachment, PageOwnerHead, PagePlace, PageView};
use domain::{Language, dates};
use formats::markdown::{self, Heading};
use leptos::prelude::*;

use crate::breadcrumbs::Breadcrumb;
use crate::error_page::Result;
use crate::events::lang_attribute;
use crate::extract::{DoneQuery, Query};
use crate::labels::label;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

/// Who may read a page.
pub fn access_label(language: Language, place: &PagePlace, access: PageAccess) -> String {
    match (access, place) {
        (PageAccess::Public, _) => tr!(language, "pages-access-public"),
        (PageAccess::Members, PagePlace::Network(_)) => tr!(language, "pages-access-members"),
        (PageAccess::Members, PagePlace::Event(_)) => tr!(language, "pages-access-participants"),
        (PageAccess::Committee, _) => tr!(language, "pages-access-committee"),
    }
}

pub async fn show(context: RequestContext, path: PagePath, Query(done): Query<DoneQuery>) -> Result<Response> {
    let language = context.language;
    let view = pages::page(context.db(), &context.actor, &path.place, &path.page).await?;
    let page = owner_page(format!("{} – {}", view.page.title, view.owner.name), &view.owner).description(summary(&view.body));
    let text = view.text().await?;
    Ok(page.render(&context, move || {
        let address = view.owner.place.page(&view.page.slug);
        let lang = lang_attribute(language, view.page.language);
        let body = if text.html.is_empty() {
            view! { <p class="muted">{tr!(language, "pages-empty")}</p> }.into_any()
        } else {
            view! { <div class="prose page-text" lang=lang inner_html=text.html></div> }.into_any()
        };
        view! {
            {breadcrumbs(language, &view.owner, None, view.page.title.clone())}
            {notice(language, &done.done)}
            {header(language, &view)}
            <div class="columns">
                {sidebar(language, &view, &text.headings)}
                {coordinator_actions(language, &view, &address)}
                {body}
            </div>
        }
    }))
}

/// A page of the site about pages of that network or event.
pub(crate) fn owner_page(title: String, owner: &PageOwnerHead) -> PageBuilder {
    let section = match owner.place {
        PagePlace::Network(_) => Section::Networks,
        PagePlace::Event(_) => Section::Agenda,
    };
    PageBuilder::titled(title).section(section).hue(owner.hue)
}

fn summary(body: &str) -> String {
    let plain = markdown::plain_beginning(body);
    let cut = plain.char_indices().nth(200).map_or(plain.len(), |(at, _)| at);
    if cut == plain.len() { plain } else { format!("{}…", plain[..cut].trim_end()) }
}

/// Breadcrumbs: the network or event, its pages, and the page if this is about one.
pub(crate) fn breadcrumbs(
    language: Language,
    owner: &PageOwnerHead,
    page: Option<(String, String)>,
    title: String,
) -> impl IntoView + use<> {
    let path = owner.place.path();
    let mut steps = match owner.place {
        PagePlace::Network(_) => vec![
            ("/networks".to_owned(), tr!(language, "shell-networks")),
            (path.clone(), owner.name.clone()),
            (format!("{path}/resources"), tr!(language, "networks-tab-library")),
        ],
        PagePlace::Event(_) => vec![("/agenda".to_owned(), tr!(language, "shell-agenda")), (path, owner.name.clone())],
    };
    steps.extend(page);
    let steps = steps.into_iter().map(Breadcrumb::from).collect();
    crate::breadcrumbs::breadcrumbs(language, steps, title)
}

/// The notice of the act that just succeeded.
pub(crate) fn notice(language: Language, done: &str) -> Option<impl IntoView + use<>> {
    let text = match done {
        "created" => tr!(language, "pages-done-created"),
        "saved" => tr!(language, "pages-done-saved"),
        "restored" => tr!(language, "pages-done-restored"),
        "removed" => tr!(language, "pages-done-removed"),
        "attached" => tr!(language, "pages-done-attached"),
        "detached" => tr!(language, "pages-done-detached"),
        "described" => tr!(language, "pages-done-described"),
        _ => return None,
    };
    Some(view! { <div class="notice notice-good" role="status"><p>{text}</p></div> })
}

fn header(language: Language, view: &PageView) -> impl IntoView + use<> {
    let page = &view.page;
    let draft = page.is_draft().then(|| view! { <span class="badge badge-warning">{tr!(language, "pages-draft")}</span>" " });
    let access = (page.access != PageAccess::Public)
        .then(|| view! { <span class="badge">{access_label(language, &view.owner.place, page.access)}</span>" " });
    let kind = (page.kind != PageKind::Page).then(|| view! { <span class="badge">{label(language, page.kind)}</span>" " });
    let on = page.updated_at.local(HOME).date();
    view! {
        <header class="page-header">
            <h1 lang=lang_attribute(language, page.language)>{page.title.clone()}</h1>
            <p class="muted">
                {draft}{kind}{access}
                <time datetime=page.updated_at.to_string()>{tr!(language, "pages-updated", day = dates::day(language, on))}</time>
            </p>
        </header>
    }
}

/// The column beside the text: its headings, its files, the other pages of the menu.
fn sidebar(language: Language, view: &PageView, headings: &[Heading]) -> Option<impl IntoView + use<>> {
    let highest = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let items: Vec<_> = headings
        .iter()
        .filter(|heading| heading.level < highest + 2)
        .map(|heading| {
            let class = if heading.level == highest { "" } else { "nested" };
            view! { <li class=class><a href=format!("#{}", heading.anchor)>{heading.words.clone()}</a></li> }
        })
        .collect();
    let contents = (items.len() > 1).then(|| {
        view! {
            <nav class="facts-group contents" aria-labelledby="contents">
                <h2 id="contents">{tr!(language, "pages-contents")}</h2>
                <ol lang=lang_attribute(language, view.page.language)>{items}</ol>
            </nav>
        }
    });
    let files = files(language, view);
    let menu = (view.menu.len() > 1).then(|| menu(language, &view.owner.place, &view.menu, &view.page.slug));
    if contents.is_none() && files.is_none() && menu.is_none() {
        return None;
    }
    Some(view! { <aside class="facts" aria-label=tr!(language, "pages-about")>{contents}{files}{menu}</aside> })
}

fn files(language: Language, view: &PageView) -> Option<impl IntoView + use<>> {
    if view.attachments.is_empty() {
        return None;
    }
    let address = view.owner.place.page(&view.page.slug);
    let items: Vec<_> = view
        .attachments
        .iter()
        .map(|file| {
            view! {
                <li>
                    <a href=format!("{address}/attachments/{}", file.name)>{file.name.clone()}</a>
                    " "
                    <span class="small muted numbers">{size(language, file)}</span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <section class="facts-group" aria-labelledby="files">
            <h2 id="files">{tr!(language, "pages-files")}</h2>
            <ul class="files">{items}</ul>
        </section>
    })
}

/// `1,2 Mo`, `340 ko`.
pub(crate) fn size(language: Language, file: &Attachment) -> String {
    let kilobytes = (file.size + 999) / 1000;
    if kilobytes < 1000 {
        return tr!(language, "pages-size-kilobytes", number = number(language, kilobytes));
    }
    let tenths = (kilobytes + 50) / 100;
    let point = if language == Language::Fr { ',' } else { '.' };
    tr!(language, "pages-size-megabytes", number = format!("{}{point}{}", number(language, tenths / 10), tenths % 10))
}

/// The actions of those who may write here.
fn coordinator_actions(language: Language, view: &PageView, address: &str) -> Option<impl IntoView + use<>> {
    if !view.owner.may_write {
        return None;
    }
    let link = |end: &str, label: String| view! { <a class="button button-quiet" href=format!("{address}/{end}")>{label}</a>" " };
    let revisions = tr!(language, "pages-revisions-count", count = view.page.revision, number = number(language, view.page.revision));
    Some(view! {
        <section class="coordinator-actions" aria-labelledby="coordinate">
            <h2 id="coordinate">{tr!(language, "networks-coordination")}</h2>
            <div class="actions">
                {link("edit", tr!(language, "pages-edit"))}
                {link("attachments", tr!(language, "pages-attachments-open"))}
                {link("revisions", revisions)}
                {link("remove", tr!(language, "pages-remove-open"))}
            </div>
        </section>
    })
}
