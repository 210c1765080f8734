//! The files of a page: the list, adding one, the alternative text of a picture, removing one.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::pages::{self, AttachOutcome, Attachment, MOST_BYTES, Upload};
use domain::{Error, FieldProblem, Language};
use leptos::prelude::*;
use serde::Deserialize;

use super::{PagePath, breadcrumbs, notice, owner_page, size};
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
        let mut form = Self::default();
        let mut count = 0;
        while let Some(mut field) = parts.next_field().await.map_err(upload_error)? {
            count += 1;
            if count > MOST_PARTS {
                return Err(HttpError(Error::Invalid(Vec::new())));
            }
            match field.name().unwrap_or_default() {
                "file" => {
                    form.upload.name = field.file_name().unwrap_or_default().to_owned();
                    while let Some(chunk) = field.chunk().await.map_err(upload_error)? {
                        if form.upload.content.len() <= MOST_BYTES {
                            form.upload.content.extend_from_slice(&chunk);
                        }
                    }
                }
                "alternative" => form.upload.alternative = text(field).await?,
                "act" => form.act = text(field).await?,
                "id" => form.id = text(field).await?,
                _ => {}
            }
        }
        Ok(form)
    }
}

/// A text beside the file. A NUL in it is read as a space, as in every form.
async fn text(mut field: Field<'_>) -> Result<String> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(upload_error)? {
        if text.len() + chunk.len() > MOST_TEXT {
            return Err(HttpError(Error::Invalid(Vec::new())));
        }
        text.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&text).replace('\0', " "))
}

fn upload_error(cause: MultipartError) -> HttpError {
    HttpError(if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Error::TooLarge } else { Error::Invalid(Vec::new()) })
}

pub async fn index(context: RequestContext, path: PagePath, Query(result): Query<AttachmentNotice>) -> Result<Response> {
    page(&context, &path, result, String::new(), FormErrors::none(context.language)).await
}

/// Adds a file, changes an alternative text, or removes a file. Nothing of a file is read unless the caller may send it.
pub async fn update(context: RequestContext, path: PagePath, request: Request) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let (place, slug) = (&path.place, path.page.as_str());
    pages::attachments(db, actor, place, slug).await?;
    let form = match AttachmentForm::from_request(request, &context.state).await {
        Err(HttpError(Error::TooLarge)) => {
            let error = Error::field("file", FieldProblem::FileTooLarge(MOST_BYTES / 1_000_000));
            return page(&context, &path, AttachmentNotice::default(), String::new(), FormErrors::of(context.language, error)?).await;
        }
        form => form?,
    };
    let mut address = format!("{}/attachments?done=", path.address());
    let done = match form.act.as_str() {
        "detach" => pages::detach(db, actor, place, slug, &form.id.into()).await.map(|()| "detached".to_owned()),
        "describe" => {
            let described = pages::describe(db, actor, place, slug, &form.id.into(), &form.upload.alternative).await;
            described.map(|()| "described".to_owned())
        }
        _ => pages::attach(db, actor, place, slug, &form.upload).await.map(|attached| match attached {
            AttachOutcome::New(_) => "attached".to_owned(),
            AttachOutcome::Renamed(name) => format!("renamed&file={name}"),
            AttachOutcome::Described(name) => format!("redescribed&file={name}"),
            AttachOutcome::Same(name) => format!("same&file={name}"),
        }),
    };
    match done {
        Ok(done) => {
            address.push_str(&done);
            Ok(context.redirect(&address).into_response())
        }
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &path, AttachmentNotice::default(), form.upload.alternative, errors).await
        }
    }
}

async fn page(
    context: &RequestContext,
    path: &PagePath,
    result: AttachmentNotice,
    alternative: String,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let (owner, page, files) = pages::attachments(context.db(), &context.actor, &path.place, &path.page).await?;
    let title = tr!(language, "pages-attachments-title", title = page.title.as_str());
    let address = path.address();
    Ok(owner_page(title.clone(), &owner).errors(&errors).render(context, move || {
        let rows: Vec<_> = files.iter().map(|file| row(language, &address, file)).collect();
        let list = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "pages-attachments-empty")}</p></div> }.into_any()
        } else {
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        let accepted = pages::extensions().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",");
        let most = MOST_BYTES / 1_000_000;
        let file_frame = ControlFrame::new("file", Some(tr!(language, "pages-field-file-hint", most = most)), true);
        let (invalid, described) = (file_frame.invalid(), file_frame.described());
        let control = view! { <input id="file" name="file" type="file" required accept=accepted aria-invalid=invalid aria-describedby=described /> };
        let alternative_frame = ControlFrame::new("alternative", Some(tr!(language, "pages-field-alternative-hint")), true);
        let (alternative_invalid, alternative_described) = (alternative_frame.invalid(), alternative_frame.described());
        let alternative = view! { <input id="alternative" name="alternative" value=alternative maxlength="200" aria-invalid=alternative_invalid aria-describedby=alternative_described /> };
        view! {
            {breadcrumbs(language, &owner, Some((address.clone(), page.title.clone())), tr!(language, "pages-attachments"))}
            {result_notice(language, &result, &files)}
            <h1>{title}</h1>
            <ErrorSummary />
            {list}
            <form class="form" method="post" enctype="multipart/form-data" novalidate>
                <h2>{tr!(language, "pages-attach-title")}</h2>
                {file_frame.field(tr!(language, "pages-field-file"), control.into_any())}
                {alternative_frame.field(tr!(language, "pages-field-alternative-new"), alternative.into_any())}
                <div class="form-actions"><button class="button" name="act" value="attach">{tr!(language, "pages-attach")}</button></div>
            </form>
        }
    }))
}

/// The result, only for a file that exists: an address can't put other text into this page.
fn result_notice(language: Language, result: &AttachmentNotice, files: &[Attachment]) -> Option<AnyView> {
    let file = files.iter().find(|file| file.name == result.file).map(|file| file.name.as_str());
    let (class, text) = match (result.done.as_str(), file) {
        ("renamed", Some(name)) => ("notice notice-warning", tr!(language, "pages-done-renamed", name = name)),
        ("redescribed", Some(name)) => ("notice notice-good", tr!(language, "pages-done-description-updated", name = name)),
        ("same", Some(name)) => ("notice", tr!(language, "pages-done-unchanged", name = name)),
        (done, _) => return notice(language, done).map(IntoAny::into_any),
    };
    Some(view! { <div class=class role="status"><p>{text}</p></div> }.into_any())
}

fn row(language: Language, address: &str, file: &Attachment) -> impl IntoView + use<> {
    let link = format!("{address}/attachments/{}", file.name);
    let markdown = if file.is_picture() { format!("![{}]({})", file.alternative, file.name) } else { format!("[{0}]({0})", file.name) };
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
                <p><a href=link>{file.name.clone()}</a>" "<span class="small muted numbers">{size(language, file)}</span></p>
                <p class="small muted">{tr!(language, "pages-attachment-markdown")}" "<code>{markdown}</code></p>
                {picture}
            </div>
            <ConfirmDisclosure label=tr!(language, "events-material-remove") subject=file.name.clone() explanation=tr!(language, "pages-detach-more", name = file.name.as_str())>
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
