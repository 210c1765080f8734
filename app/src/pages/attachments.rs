//! The files of a page: the list, adding one, the alternative text of a picture, removing one.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::pages::{self, AttachOutcome, Attachment, MOST_BYTES, Upload};
use domain::{Error, FieldProblem, Language};
use leptos::prelude::*;
use serde::Deserialize;

use super::{PagePath, breadcrumbs, notice, size, titled};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::{HttpError, Result};
use crate::extract::Query;
use crate::fields::{ControlFrame, ErrorSummary, FormErrors};
use crate::request_context::{AppState, RequestContext};

/// The most octets that are read. Those beyond the limit of a file are discarded, but read to the end: otherwise the page could not say at
/// the field that the file is too large, and keep what was typed.
pub const MOST_SENT: usize = 5 * MOST_BYTES;

/// The most parts of the form: it has four fields.
const MOST_PARTS: usize = 20;
/// The most octets of a text beside the file: more than an alternative text may have.
const MOST_TEXT: usize = 100_000;

/// The result of the form sent before, and its file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AttachmentNotice {
    done: String,
    file: String,
}

/// A form with a file, as it was sent.
#[derive(Debug, Default)]
pub struct AttachmentForm {
    act: String,
    id: String,
    upload: Upload,
}

impl FromRequest<AppState> for AttachmentForm {
    type Rejection = HttpError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self> {
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| HttpError(Error::Invalid(Vec::new())))?;
        let mut sent = Self::default();
        let mut count = 0;
        while let Some(mut field) = parts.next_field().await.map_err(refused)? {
            count += 1;
            if count > MOST_PARTS {
                return Err(HttpError(Error::Invalid(Vec::new())));
            }
            match field.name().unwrap_or_default() {
                "file" => {
                    sent.upload.name = field.file_name().unwrap_or_default().to_owned();
                    while let Some(chunk) = field.chunk().await.map_err(refused)? {
                        if sent.upload.content.len() <= MOST_BYTES {
                            sent.upload.content.extend_from_slice(&chunk);
                        }
                    }
                }
                "alternative" => sent.upload.alternative = text(field).await?,
                "act" => sent.act = text(field).await?,
                "id" => sent.id = text(field).await?,
                _ => {}
            }
        }
        Ok(sent)
    }
}

/// A text beside the file. A NUL in it is read as a space, as in every form.
async fn text(mut field: Field<'_>) -> Result<String> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(refused)? {
        if text.len() + chunk.len() > MOST_TEXT {
            return Err(HttpError(Error::Invalid(Vec::new())));
        }
        text.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&text).replace('\0', " "))
}

fn refused(cause: MultipartError) -> HttpError {
    HttpError(if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Invalid(Vec::new()) })
}

/// The list of files, and the form of a new one.
pub async fn index(context: RequestContext, aim: PagePath, Query(told): Query<AttachmentNotice>) -> Result<Response> {
    page(&context, &aim, told, String::new(), FormErrors::none(context.language)).await
}

/// Adds a file, changes an alternative text, or removes a file. Nothing of a file is read unless the caller may send it.
pub async fn update(context: RequestContext, aim: PagePath, request: Request) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let (place, slug) = (&aim.place, aim.page.as_str());
    pages::attachments(db, actor, place, slug).await?;
    let sent = match AttachmentForm::from_request(request, &context.state).await {
        Err(HttpError(Error::TooLarge)) => {
            let error = Error::field("file", FieldProblem::FileTooLarge(MOST_BYTES / 1_000_000));
            return page(&context, &aim, AttachmentNotice::default(), String::new(), FormErrors::of(context.language, error)?).await;
        }
        sent => sent?,
    };
    let mut address = format!("{}/attachments?done=", aim.address());
    let done = match sent.act.as_str() {
        "detach" => pages::detach(db, actor, place, slug, &sent.id.into()).await.map(|()| "detached".to_owned()),
        "describe" => {
            let described = pages::describe(db, actor, place, slug, &sent.id.into(), &sent.upload.alternative).await;
            described.map(|()| "described".to_owned())
        }
        _ => pages::attach(db, actor, place, slug, &sent.upload).await.map(|attached| match attached {
            AttachOutcome::New(_) => "attached".to_owned(),
            AttachOutcome::Renamed(name) => format!("renamed&file={name}"),
            AttachOutcome::Described(name) => format!("redescribed&file={name}"),
            AttachOutcome::Same(name) => format!("same&file={name}"),
        }),
    };
    match done {
        Ok(done) => {
            address.push_str(&done);
            Ok(context.go(&address).into_response())
        }
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &aim, AttachmentNotice::default(), sent.upload.alternative, errors).await
        }
    }
}

async fn page(
    context: &RequestContext,
    aim: &PagePath,
    told: AttachmentNotice,
    alternative: String,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let (kept, page, files) = pages::attachments(context.db(), &context.actor, &aim.place, &aim.page).await?;
    let title = tr!(language, "pages-attachments-title", title = page.title.as_str());
    let address = aim.address();
    Ok(titled(title.clone(), &kept).errors(&errors).render(context, move || {
        let rows: Vec<_> = files.iter().map(|file| row(language, &address, file)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "pages-attachments-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        let taken = pages::endings().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",");
        let most = MOST_BYTES / 1_000_000;
        let around = ControlFrame::new("file", Some(tr!(language, "pages-field-file-hint", most = most)), true);
        let (invalid, described) = (around.invalid(), around.described());
        let control = view! { <input id="file" name="file" type="file" required accept=taken aria-invalid=invalid aria-describedby=described /> };
        let words = ControlFrame::new("alternative", Some(tr!(language, "pages-field-alternative-hint")), true);
        let (wrong, said) = (words.invalid(), words.described());
        let alternative = view! { <input id="alternative" name="alternative" value=alternative maxlength="200" aria-invalid=wrong aria-describedby=said /> };
        view! {
            {breadcrumbs(language, &kept, Some((address.clone(), page.title.clone())), tr!(language, "pages-attachments"))}
            {become_of(language, &told, &files)}
            <h1>{title}</h1>
            <ErrorSummary />
            {list}
            <form class="form" method="post" enctype="multipart/form-data" novalidate>
                <h2>{tr!(language, "pages-attach-title")}</h2>
                {around.field(tr!(language, "pages-field-file"), control.into_any())}
                {words.field(tr!(language, "pages-field-alternative-new"), alternative.into_any())}
                <div class="form-actions"><button class="button" name="act" value="attach">{tr!(language, "pages-attach")}</button></div>
            </form>
        }
    }))
}

/// The result, only for a file that exists: an address can't put other words into this page.
fn become_of(language: Language, told: &AttachmentNotice, files: &[Attachment]) -> Option<AnyView> {
    let file = files.iter().find(|file| file.name == told.file).map(|file| file.name.as_str());
    let (class, words) = match (told.done.as_str(), file) {
        ("renamed", Some(name)) => ("notice notice-warning", tr!(language, "pages-done-renamed", name = name)),
        ("redescribed", Some(name)) => ("notice notice-good", tr!(language, "pages-done-redescribed", name = name)),
        ("same", Some(name)) => ("notice", tr!(language, "pages-done-same", name = name)),
        (done, _) => return notice(language, done).map(IntoAny::into_any),
    };
    Some(view! { <div class=class role="status"><p>{words}</p></div> }.into_any())
}

fn row(language: Language, address: &str, file: &Attachment) -> impl IntoView + use<> {
    let link = format!("{address}/attachments/{}", file.name);
    let written = if file.is_picture() { format!("![{}]({})", file.alternative, file.name) } else { format!("[{0}]({0})", file.name) };
    let (id, label) = (format!("a-{}", file.id), format!("a-{}", file.id));
    let (key, name) = (file.id.to_string(), file.name.clone());
    let picture = file.is_picture().then(|| {
        view! {
            <form method="post" enctype="multipart/form-data" class="field-row">
                <input type="hidden" name="id" value=file.id.to_string() />
                <div class="field field-wide">
                    <label for=label>{tr!(language, "pages-field-alternative")}</label>
                    <input id=id name="alternative" value=file.alternative.clone() required maxlength="200" />
                </div>
                <button class="button button-quiet" name="act" value="describe">
                    {tr!(language, "pages-describe")}<span class="visually-hidden">" "{file.name.clone()}</span>
                </button>
            </form>
        }
    });
    view! {
        <li>
            <div class="stack">
                <p><a href=link>{file.name.clone()}</a>" "<span class="small soft numbers">{size(language, file)}</span></p>
                <p class="small soft">{tr!(language, "pages-attachment-written")}" "<code>{written}</code></p>
                {picture}
            </div>
            <ConfirmDisclosure words=tr!(language, "events-material-remove") of=file.name.clone() more=tr!(language, "pages-detach-more", name = file.name.as_str())>
                <form method="post" enctype="multipart/form-data" class="form-actions">
                    <input type="hidden" name="id" value=key />
                    <button class="button button-danger" name="act" value="detach">
                        {tr!(language, "events-material-remove")}<span class="visually-hidden">" "{name}</span>
                    </button>
                </form>
            </ConfirmDisclosure>
        </li>
    }
}
