//! The recipients of a message with the reasons; and sending it, after a confirmation that shows the number of recipients.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MessageState;
use domain::ids::MessageId;
use domain::lists::{self, Audience, AudienceCheck, Recipient, SendInput, SendingTime};
use domain::numbers::number;
use domain::{Error, Language, rendering};
use leptos::prelude::*;
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::networks::header::breadcrumbs;
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SendForm {
    /// `now` or `later`.
    act: String,
    #[serde(flatten)]
    input: SendInput,
}

/// Everybody who would get the message now, with the reasons; each person once.
pub async fn recipients(context: RequestContext, Path((slug, message)): Path<(String, String)>) -> Result<Response> {
    let language = context.language;
    let audience = lists::audience(context.db(), &context.actor, &slug, &MessageId::from(message.as_str())).await?;
    let card = audience.head.card.clone();
    let title = tr!(language, "messages-recipients-title");
    Ok(PageBuilder::titled(format!("{title} – {}", audience.subject)).section(Section::Networks).hue(card.hue).private().render(
        &context,
        move || {
            let path = format!("/networks/{}/messages", card.slug);
            let steps = vec![(path.clone(), tr!(language, "messages-title")), (format!("{path}/{message}"), audience.subject.clone())];
            let rows: Vec<_> = audience.recipients.iter().map(|recipient| row(language, recipient)).collect();
            let table = (!rows.is_empty() || audience.count == 0).then(|| table(language, title.clone(), rows));
            view! {
                {breadcrumbs(language, &card, steps, title.clone())}
                <h1>{title}</h1>
                <p class="lead">{audience.subject.clone()}</p>
                <p class="count">{count_text(language, &audience)}</p>
                {unnamed(language, &audience)}
                {table}
            }
        },
    ))
}

fn count_text(language: Language, audience: &Audience) -> String {
    let count = audience.count;
    let people = tr!(language, "messages-recipients-count", count = count, number = number(language, count as i64));
    match audience.chosen - count {
        0 => people,
        duplicates => {
            format!(
                "{people} {}",
                tr!(language, "messages-recipients-duplicates", count = duplicates, number = number(language, duplicates as i64))
            )
        }
    }
}

/// The recipients whose names the writer may not read: their number, by network.
fn unnamed(language: Language, audience: &Audience) -> Option<impl IntoView + use<>> {
    let group = |(network, count): (&Option<String>, &i64)| {
        let (count, figures) = (*count, number(language, *count));
        match network.clone() {
            Some(network) => tr!(language, "messages-recipients-unnamed-members", count = count, number = figures, network = network),
            None => tr!(language, "messages-recipients-unnamed-others", count = count, number = figures),
        }
    };
    // The networks first, by name; then those without a name.
    let (named, others): (Vec<_>, Vec<_>) = audience.unnamed.iter().partition(|(network, _)| network.is_some());
    let groups: Vec<String> = named.into_iter().chain(others).map(group).collect();
    (!groups.is_empty()).then(|| view! { <p class="muted">{tr!(language, "messages-recipients-unnamed", groups = groups.join(", "))}</p> })
}

fn table<V: IntoView + 'static>(language: Language, title: String, rows: Vec<V>) -> AnyView {
    if rows.is_empty() {
        return view! { <div class="empty"><p>{tr!(language, "messages-recipients-none")}</p></div> }.into_any();
    }
    view! {
        <table class="table-stack">
            <caption class="visually-hidden">{title}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr!(language, "messages-recipients-name")}</th>
                    <th scope="col">{tr!(language, "messages-recipients-address")}</th>
                    <th scope="col">{tr!(language, "messages-recipients-reason")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(language: Language, recipient: &Recipient) -> impl IntoView + use<> {
    let name = if recipient.name.is_empty() { recipient.address.clone() } else { recipient.name.clone() };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=tr!(language, "messages-recipients-address")>{recipient.address.clone()}</td>
            <td data-label=tr!(language, "messages-recipients-reason")>{lists::reasons_of(language, &recipient.why).join(", ")}</td>
        </tr>
    }
}

pub async fn show(context: RequestContext, Path((slug, message)): Path<(String, String)>) -> Result<Response> {
    page(&context, &slug, &message, SendInput::default(), FormErrors::none(context.language)).await
}

pub async fn send(context: RequestContext, Path((slug, message)): Path<(String, String)>, Form(form): Form<SendForm>) -> Result<Response> {
    let (when, done) = match form.act.as_str() {
        "now" => (SendingTime::Now, "sent"),
        "later" => (SendingTime::Later, "scheduled"),
        _ => return Err(Error::Invalid(Vec::new()).into()),
    };
    match lists::send(context.db(), &context.actor, &slug, &MessageId::from(message.as_str()), when, &form.input).await {
        Ok(()) => Ok(context.redirect(&format!("/networks/{slug}/messages/{message}?done={done}")).into_response()),
        Err(error) => {
            let errors = FormErrors::of(context.language, error)?;
            page(&context, &slug, &message, form.input, errors).await
        }
    }
}

async fn page(context: &RequestContext, slug: &str, message: &str, input: SendInput, errors: FormErrors) -> Result<Response> {
    let language = context.language;
    let id = MessageId::from(message);
    let message_page = lists::show(context.db(), &context.actor, slug, &id).await?;
    if message_page.listed.message.state != MessageState::Draft {
        return Ok(context.redirect(&format!("/networks/{slug}/messages/{message}")).into_response());
    }
    let check = lists::check_audience(context.db(), &context.actor, slug, &id).await?;
    let text = rendering::bulletin(&message_page.listed.message.body, "").await?;
    let card = message_page.head.card.clone();
    let title = tr!(language, "messages-send-title");
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors).private();
    let message_path = format!("/networks/{slug}/messages/{message}");
    Ok(page.render(context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let message = &message_page.listed.message;
        let subject = message.subject.clone();
        let people = number(language, check.count);
        let usual = check.usual.map(|usual| view! { <div><dt>{tr!(language, "messages-send-usual-count")}</dt><dd>{number(language, usual)}</dd></div> });
        let button = tr!(language, "messages-send-submit", count = check.count, number = people.clone());
        let form = (check.count > 0).then(|| {
            view! {
                <form class="form" method="post" novalidate>
                    <input type="hidden" name="version" value=message.version.to_string() />
                    <input type="hidden" name="seen" value=check.count.to_string() />
                    {confirmation(language, check, &errors)}
                    <div class="form-actions">
                        <button class="button" name="act" value="now">{button}</button>
                        " "
                        <a class="button button-quiet" href=message_path.clone()>{tr!(language, "messages-send-cancel")}</a>
                    </div>
                    <h2>{tr!(language, "messages-schedule-title")}</h2>
                    <div class="field-row">
                        <LineField name="date" kind="date" label=tr!(language, "messages-schedule-day") value=input.date required=true />
                        <LineField name="time" kind="time" label=tr!(language, "messages-schedule-time") hint=tr!(language, "messages-schedule-time-hint") value=input.time required=true />
                    </div>
                    <div class="form-actions"><button class="button button-quiet" name="act" value="later">{tr!(language, "messages-schedule-submit")}</button></div>
                </form>
            }
        });
        let nobody = (check.count == 0).then(|| {
            view! { <div class="notice notice-warning" id="audience"><p>{tr!(language, "messages-recipients-none")}" "<a href=format!("{message_path}/edit")>{tr!(language, "messages-edit")}</a></p></div> }
        });
        view! {
            {breadcrumbs(language, &card, vec![(path, tr!(language, "messages-title")), (message_path.clone(), subject.clone())], title.clone())}
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{subject}</p>
                {error_summary(language, &errors)}
                <dl class="consequences">
                    <div><dt>{tr!(language, "messages-send-count")}</dt><dd>{people}</dd></div>
                    {usual}
                </dl>
                <p><a href=format!("{message_path}/recipients")>{tr!(language, "messages-recipients-open")}</a></p>
                {nobody}
                {form}
                <section class="stack" aria-labelledby="text">
                    <h2 id="text">{tr!(language, "messages-text")}</h2>
                    <div class="prose" lang=message.language.code() inner_html=text.clone()></div>
                </section>
            </div>
        }
    }))
}

/// The errors; or that the text or the audience has changed since the confirmation page was shown.
fn error_summary(language: Language, errors: &FormErrors) -> AnyView {
    if errors.is_stale() {
        return view! { <div class="notice notice-warning" role="alert"><p><strong>{tr!(language, "messages-send-changed")}</strong></p></div> }
            .into_any();
    }
    view! { <ErrorSummary /> }.into_any()
}

/// An extra confirmation when the audience is unusual.
fn confirmation(language: Language, check: AudienceCheck, errors: &FormErrors) -> Option<impl IntoView + use<>> {
    let usual = check.usual.filter(|_| check.is_unusual())?;
    let text = tr!(language, "messages-send-unusual-count", number = number(language, check.count), usual = number(language, usual));
    errors.register_label("sure", &tr!(language, "messages-send-confirm"));
    let error = errors
        .sentence("sure")
        .map(|_| view! { <p class="field-error" id="sure-error">{tr!(language, "messages-send-confirm-required")}</p> });
    Some(view! {
        <div class="notice notice-warning" role="alert"><p><strong>{text}</strong></p></div>
        {error}
        <label class="choice"><input type="checkbox" id="sure" name="sure" value="1" />" "<span>{tr!(language, "messages-send-confirm")}</span></label>
    })
}
