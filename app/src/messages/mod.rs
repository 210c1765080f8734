//! `/networks/{slug}/messages`: a coordinator's messages to many recipients, from the draft to the journal.

pub mod form;
pub mod journal;
pub mod send;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::{ChoiceKind, MessageState};
use domain::ids::MessageId;
use domain::lists::{self, AudienceChoice, AudienceChoices, ListedMessage, ShownMessage};
use domain::numbers::number;
use domain::{Error, Language, dates, rendering};
use leptos::prelude::*;
use serde::Deserialize;

use crate::address::{address, page_text};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{DoneQuery, Form, Query};
use crate::labels::label;
use crate::networks::header::{breadcrumbs, notice};
use crate::page::{PageBuilder, Section};
use crate::pager::{ListLength, pager};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MessageAction {
    /// `proof`, `unschedule`, `remove`.
    act: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MessageListQuery {
    page: String,
}

pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(done): Query<DoneQuery>,
    Query(query): Query<MessageListQuery>,
) -> Result<Response> {
    let language = context.language;
    let results = lists::messages(context.db(), &context.actor, &slug, &query.page).await?;
    let card = results.head.card.clone();
    let done = (done.done == "removed").then(|| tr!(language, "messages-done-removed"));
    let title = tr!(language, "messages-title-of", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let rows: Vec<_> = results.messages.iter().map(|message| row(language, &path, message)).collect();
        let table = if rows.is_empty() {
            view! { <div class="empty"><p>{tr!(language, "messages-none")}</p></div> }.into_any()
        } else {
            view! {
                <table class="table-stack">
                    <caption class="visually-hidden">{tr!(language, "messages-title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(language, "messages-subject")}</th>
                            <th scope="col">{tr!(language, "messages-state")}</th>
                            <th scope="col">{tr!(language, "messages-date")}</th>
                            <th scope="col">{tr!(language, "messages-recipients")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        };
        view! {
            {breadcrumbs(language, &card, vec![(format!("/networks/{}/lists", card.slug), tr!(language, "networks-tab-lists"))], tr!(language, "messages-title"))}
            <h1>{title}</h1>
            {notice(done)}
            <p class="count"><a href=format!("/lists/{}/subscribers", results.list.slug)>{tr!(language, "lists-subscriber-count", count = results.subscribers, number = number(language, results.subscribers))}</a></p>
            <p class="actions no-print">
                <a class="button" href=format!("{path}/new")>{tr!(language, "messages-new")}</a>
                " "
                <a class="button button-quiet" href=format!("/lists/{}/settings", results.list.slug)>{tr!(language, "lists-settings")}</a>
            </p>
            {table}
            {pager(language, results.page, ListLength::Page(results.pages), |page| address(&path, &[("page", &page_text(page))]))}
        }
    }))
}

fn row(language: Language, path: &str, listed: &ListedMessage) -> impl IntoView + use<> {
    let message = &listed.message;
    let at = message.sent_at.or(message.scheduled_at).unwrap_or(message.updated_at);
    let recipients = match message.state {
        MessageState::Draft | MessageState::Scheduled => None,
        _ => Some(number(language, message.recipients)),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("{path}/{}", message.id) lang=message.language.code()>{message.subject.clone()}</a></th>
            <td data-label=tr!(language, "messages-state")>{state_badge(language, listed)}</td>
            <td data-label=tr!(language, "messages-date")><time datetime=at.to_string()>{dates::moment(language, at, domain::clock::HOME)}</time></td>
            <td data-label=tr!(language, "messages-recipients")>{recipients}</td>
        </tr>
    }
}

fn state_badge(language: Language, listed: &ListedMessage) -> impl IntoView + use<> {
    let state = listed.message.state;
    let (class, label) = match state {
        MessageState::Draft if listed.message.held == 1 => ("badge badge-warning", tr!(language, "messages-state-held-back")),
        MessageState::Draft => ("badge", label(language, state)),
        MessageState::Scheduled | MessageState::Sending => ("badge badge-warning", label(language, state)),
        MessageState::Sent => ("badge badge-good", label(language, state)),
    };
    let failed = (listed.failed > 0).then(|| {
        view! { " "<span class="badge badge-bad">{tr!(language, "messages-failed", count = listed.failed, number = number(language, listed.failed))}</span> }
    });
    view! { <span class=class>{label}</span>{failed} }
}

pub async fn show(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Query(done): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let message_page = lists::show(context.db(), &context.actor, &slug, &MessageId::from(message.as_str())).await?;
    let (_, choices) = lists::choices(context.db(), &context.actor, &slug, language, &message_page.choices).await?;
    let card = message_page.head.card.clone();
    let done = match done.done.as_str() {
        "saved" => Some(tr!(language, "messages-done-saved")),
        "proof" => Some(tr!(language, "messages-done-test-copy")),
        "sent" => Some(tr!(
            language,
            "messages-done-sent",
            count = message_page.listed.message.recipients,
            number = number(language, message_page.listed.message.recipients)
        )),
        "scheduled" => Some(tr!(language, "messages-done-scheduled")),
        "unscheduled" => Some(tr!(language, "messages-done-unscheduled")),
        _ => None,
    };
    let subject = message_page.listed.message.subject.clone();
    let text = rendering::bulletin(&message_page.listed.message.body, "").await?;
    Ok(PageBuilder::titled(subject.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let message = &message_page.listed.message;
        view! {
            {breadcrumbs(language, &card, vec![(path.clone(), tr!(language, "messages-title"))], subject.clone())}
            <h1 lang=message.language.code()>{subject.clone()}</h1>
            {notice(done)}
            <p>{state_badge(language, &message_page.listed)}" "<span class="muted">{status_text(language, &message_page)}</span></p>
            {actions(language, &path, &message_page)}
            <section class="stack" aria-labelledby="for">
                <h2 id="for">{tr!(language, "messages-audience")}</h2>
                {audience_list(language, &message_page.choices, &choices)}
            </section>
            <section class="stack narrow" aria-labelledby="text">
                <h2 id="text">{tr!(language, "messages-text")}</h2>
                <div class="prose" lang=message.language.code() inner_html=text.clone()></div>
            </section>
        }
    }))
}

fn status_text(language: Language, message_page: &ShownMessage) -> String {
    let message = &message_page.listed.message;
    let at = |moment| dates::moment(language, moment, domain::clock::HOME);
    match (message.state, message.sent_at, message.scheduled_at) {
        (_, Some(sent), _) => tr!(language, "messages-sent-by", day = at(sent), author = message_page.listed.author.as_str()),
        (MessageState::Scheduled, _, Some(then)) => {
            tr!(language, "messages-scheduled-by", day = at(then), author = message_page.listed.author.as_str())
        }
        _ => tr!(language, "messages-edited-by", day = at(message.updated_at), author = message_page.listed.author.as_str()),
    }
}

fn actions(language: Language, path: &str, message_page: &ShownMessage) -> AnyView {
    let message = &message_page.listed.message;
    let message_path = format!("{path}/{}", message.id);
    match message.state {
        MessageState::Draft => view! {
            <div class="actions no-print">
                <a class="button" href=format!("{message_path}/send")>{tr!(language, "messages-send-open")}</a>
                <a class="button button-quiet" href=format!("{message_path}/edit")>{tr!(language, "messages-edit")}</a>
                <a class="button button-quiet" href=format!("{message_path}/recipients")>{tr!(language, "messages-recipients-open")}</a>
                <form method="post"><button class="button button-quiet" name="act" value="proof">{tr!(language, "messages-test-copy")}</button></form>
                <ConfirmDisclosure label=tr!(language, "messages-remove") explanation=tr!(language, "messages-remove-question")>
                    <form method="post"><button class="button button-danger" name="act" value="remove">{tr!(language, "messages-remove")}</button></form>
                </ConfirmDisclosure>
            </div>
        }
        .into_any(),
        MessageState::Scheduled => view! {
            <div class="actions no-print">
                <a class="button button-quiet" href=format!("{message_path}/recipients")>{tr!(language, "messages-recipients-open")}</a>
                <form method="post"><button class="button button-quiet" name="act" value="unschedule">{tr!(language, "messages-unschedule")}</button></form>
            </div>
        }
        .into_any(),
        MessageState::Sending | MessageState::Sent => view! {
            <dl class="figures-row">
                <div><dt>{tr!(language, "messages-recipients")}</dt><dd>{number(language, message.recipients)}</dd></div>
                <div><dt>{tr!(language, "messages-deliveries-sent")}</dt><dd>{number(language, message_page.listed.sent)}</dd></div>
                <div><dt>{tr!(language, "messages-deliveries-failed")}</dt><dd>{number(language, message_page.listed.failed)}</dd></div>
            </dl>
            <p class="actions no-print"><a class="button" href=format!("{message_path}/journal")>{tr!(language, "delivery-log-open")}</a></p>
        }
        .into_any(),
    }
}

fn audience_list(language: Language, chosen: &[AudienceChoice], offered: &AudienceChoices) -> AnyView {
    if chosen.is_empty() {
        return view! { <p class="muted">{tr!(language, "messages-audience-none")}</p> }.into_any();
    }
    let name = |choice: &AudienceChoice| choice_label(language, choice, offered.name(choice).unwrap_or(&choice.subject));
    let (narrowing, groups): (Vec<_>, Vec<_>) = chosen.iter().partition(|choice| choice.kind == ChoiceKind::Organisations);
    let items: Vec<_> = groups.into_iter().map(|choice| view! { <li>{name(choice)}</li> }).collect();
    let narrowing: Vec<String> = narrowing.into_iter().map(name).collect();
    let narrowing_text =
        (!narrowing.is_empty()).then(|| view! { <p>{tr!(language, "messages-organisation-kinds-only", kinds = narrowing.join(", "))}</p> });
    view! { <ul>{items}</ul> {narrowing_text} }.into_any()
}

/// `name` is the name of the choice's subject.
pub(crate) fn choice_label(language: Language, choice: &AudienceChoice, name: &str) -> String {
    match choice.kind {
        ChoiceKind::Subscribers => tr!(language, "messages-choice-subscribers", list = name),
        ChoiceKind::Members => tr!(language, "messages-choice-members", network = name),
        ChoiceKind::Below => tr!(language, "messages-choice-below", network = name),
        ChoiceKind::Organisations => tr!(language, "messages-choice-organisations", kind = name),
        ChoiceKind::Participants => tr!(language, "messages-choice-participants", event = name),
        ChoiceKind::Absent => tr!(language, "messages-choice-absent", event = name),
        ChoiceKind::Waiting => tr!(language, "messages-choice-waiting", event = name),
    }
}

/// Sends a proof, cancels a scheduled sending, or removes a draft.
pub async fn update(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Form(action): Form<MessageAction>,
) -> Result<Response> {
    let (db, id) = (context.db(), MessageId::from(message.as_str()));
    let message_path = format!("/networks/{slug}/messages/{message}");
    let next = match action.act.as_str() {
        "proof" => lists::send_proof(db, &context.actor, &slug, &id).await.map(|()| format!("{message_path}?done=proof"))?,
        "unschedule" => lists::unschedule(db, &context.actor, &slug, &id).await.map(|()| format!("{message_path}?done=unscheduled"))?,
        "remove" => lists::remove(db, &context.actor, &slug, &id).await.map(|()| format!("/networks/{slug}/messages?done=removed"))?,
        _ => return Err(Error::Invalid(Vec::new()).into()),
    };
    Ok(context.redirect(&next).into_response())
}
