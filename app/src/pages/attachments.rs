//! The files of a page: what there is, one more, words for a picture, one less.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Query, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::pages::{self, Attachment, MOST_BYTES, Upload};
use domain::{Error, Language};
use leptos::prelude::*;

use super::{Aim, Done, notice, size, titled, trail};
use crate::fault::{Fault, Result};
use crate::fields::{Around, ErrorSummary, LineField, Refusal};
use crate::visit::{House, Visit};

/// The most that a form with a file may hold: a file, and a little around it.
pub const MOST_SENT: usize = MOST_BYTES + (1 << 20);

/// A form with a file, as it was sent.
#[derive(Debug, Default)]
pub struct Sent {
    act: String,
    id: String,
    upload: Upload,
}

impl FromRequest<House> for Sent {
    type Rejection = Fault;

    async fn from_request(request: Request, house: &House) -> Result<Self> {
        let mut parts = Multipart::from_request(request, house).await.map_err(|_| Fault(Error::Invalid(Vec::new())))?;
        let mut sent = Self::default();
        while let Some(field) = parts.next_field().await.map_err(refused)? {
            match field.name().unwrap_or_default() {
                "file" => {
                    sent.upload.name = field.file_name().unwrap_or_default().to_owned();
                    sent.upload.content = field.bytes().await.map_err(refused)?.to_vec();
                }
                "alternative" => sent.upload.alternative = field.text().await.map_err(refused)?,
                "act" => sent.act = field.text().await.map_err(refused)?,
                "id" => sent.id = field.text().await.map_err(refused)?,
                _ => {}
            }
        }
        Ok(sent)
    }
}

fn refused(cause: MultipartError) -> Fault {
    Fault(if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Invalid(Vec::new()) })
}

/// What there is, and the form of one more.
pub async fn show(visit: Visit, aim: Aim, Query(done): Query<Done>) -> Result<Response> {
    page(&visit, &aim, &done.done, String::new(), Refusal::none(visit.language)).await
}

/// Adds one, changes the words of one, or takes one away. Nothing of a file is read for who may not send it.
pub async fn change(visit: Visit, aim: Aim, request: Request) -> Result<Response> {
    let (db, who) = (visit.db(), &visit.who);
    let (place, slug) = (&aim.place, aim.page.as_str());
    pages::attachments(db, who, place, slug).await?;
    let sent = Sent::from_request(request, &visit.house).await?;
    let (done, code) = match sent.act.as_str() {
        "detach" => (pages::detach(db, who, place, slug, &sent.id.into()).await, "detached"),
        "describe" => (pages::describe(db, who, place, slug, &sent.id.into(), &sent.upload.alternative).await, "described"),
        _ => (pages::attach(db, who, place, slug, &sent.upload).await.map(|_| ()), "attached"),
    };
    match done {
        Ok(()) => Ok(visit.go(&format!("{}/attachments?done={code}", aim.address())).into_response()),
        Err(error) => {
            let refusal = Refusal::of(visit.language, error)?;
            page(&visit, &aim, "", sent.upload.alternative, refusal).await
        }
    }
}

async fn page(visit: &Visit, aim: &Aim, done: &str, alternative: String, refusal: Refusal) -> Result<Response> {
    let language = visit.language;
    let (kept, page, files) = pages::attachments(visit.db(), &visit.who, &aim.place, &aim.page).await?;
    let title = t!(language, "pages-attachments-title", title = page.title.as_str());
    let (address, done) = (aim.address(), done.to_owned());
    Ok(titled(refusal.title(title.clone()), &kept).status(refusal.status()).render(visit, move || {
        let rows: Vec<_> = files.iter().map(|file| row(language, &address, file)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{t!(language, "pages-attachments-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        let taken = pages::endings().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",");
        let most = MOST_BYTES >> 20;
        let around = Around::new("file", refusal.clone(), Some(t!(language, "pages-field-file-hint", most = most)), true);
        let (invalid, described) = (around.invalid(), around.described());
        let control = view! { <input id="file" name="file" type="file" required accept=taken aria-invalid=invalid aria-describedby=described /> };
        view! {
            {trail(language, &kept, Some((address.clone(), page.title.clone())), t!(language, "pages-attachments"))}
            {notice(language, &done)}
            <h1>{title}</h1>
            <ErrorSummary refusal=refusal.clone() />
            {list}
            <form class="form" method="post" enctype="multipart/form-data" novalidate>
                <h2>{t!(language, "pages-attach-title")}</h2>
                {around.field(t!(language, "pages-field-file"), control.into_any())}
                <LineField name="alternative" label=t!(language, "pages-field-alternative") hint=t!(language, "pages-field-alternative-hint") value=alternative refusal=refusal.clone() most=200 />
                <div class="form-actions"><button class="button" name="act" value="attach">{t!(language, "pages-attach")}</button></div>
            </form>
        }
    }))
}

fn row(language: Language, address: &str, file: &Attachment) -> impl IntoView + use<> {
    let link = format!("{address}/attachments/{}", file.name);
    let written = if file.is_picture() { format!("![{}]({})", file.alternative, file.name) } else { format!("[{0}]({0})", file.name) };
    let (id, label) = (format!("a-{}", file.id), format!("a-{}", file.id));
    let picture = file.is_picture().then(|| {
        view! {
            <form method="post" enctype="multipart/form-data" class="field-row">
                <input type="hidden" name="id" value=file.id.to_string() />
                <div class="field field-wide">
                    <label for=label>{t!(language, "pages-field-alternative")}</label>
                    <input id=id name="alternative" value=file.alternative.clone() required maxlength="200" />
                </div>
                <button class="button button-quiet" name="act" value="describe">
                    {t!(language, "pages-describe")}<span class="visually-hidden">" "{file.name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li>
            <div class="stack">
                <p><a href=link>{file.name.clone()}</a>" "<span class="small soft numbers">{size(language, file)}</span></p>
                <p class="small soft">{t!(language, "pages-attachment-written")}" "<code>{written}</code></p>
                {picture}
            </div>
            <form method="post" enctype="multipart/form-data">
                <input type="hidden" name="id" value=file.id.to_string() />
                <button class="button button-quiet" name="act" value="detach">
                    {t!(language, "events-material-remove")}<span class="visually-hidden">" "{file.name.clone()}</span>
                </button>
            </form>
        </li>
    }
}
