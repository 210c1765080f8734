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

/// The button that was pressed.
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

/// The messages of a network.
pub async fn index(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(told): Query<DoneQuery>,
    Query(asked): Query<MessageListQuery>,
) -> Result<Response> {
    let language = context.language;
    let all = lists::messages(context.db(), &context.actor, &slug, &asked.page).await?;
    let card = all.head.card.clone();
    let told = (told.done == "removed").then(|| tr!(language, "messages-removed"));
    let title = tr!(language, "messages-title-of", network = card.acronym.as_str());
    Ok(PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let rows: Vec<_> = all.messages.iter().map(|message| row(language, &path, message)).collect();
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
                            <th scope="col">{tr!(language, "messages-when")}</th>
                            <th scope="col">{tr!(language, "messages-recipients")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        };
        view! {
            {breadcrumbs(language, &card, vec![(format!("/lists/{}", card.slug), tr!(language, "networks-tab-list"))], tr!(language, "messages-title"))}
            <h1>{title}</h1>
            {notice(told)}
            <p class="count"><a href=format!("/networks/{}/list/subscribers", card.slug)>{tr!(language, "lists-readers", count = all.readers, number = number(language, all.readers))}</a></p>
            <p class="actions no-print">
                <a class="button" href=format!("{path}/new")>{tr!(language, "messages-new")}</a>
                " "
                <a class="button button-quiet" href=format!("/networks/{}/list", card.slug)>{tr!(language, "lists-settings")}</a>
            </p>
            {table}
            {pager(language, all.page, ListLength::Page(all.pages), |page| address(&path, &[("page", &page_text(page))]))}
        }
    }))
}

fn row(language: Language, path: &str, line: &ListedMessage) -> impl IntoView + use<> {
    let message = &line.message;
    let at = message.sent_at.or(message.scheduled_at).unwrap_or(message.updated_at);
    let recipients = match message.state {
        MessageState::Draft | MessageState::Scheduled => None,
        _ => Some(number(language, message.recipients)),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("{path}/{}", message.id) lang=message.language.code()>{message.subject.clone()}</a></th>
            <td data-label=tr!(language, "messages-state")>{state_badge(language, line)}</td>
            <td data-label=tr!(language, "messages-when")><time datetime=at.to_string()>{dates::moment(language, at, domain::clock::HOME)}</time></td>
            <td data-label=tr!(language, "messages-recipients")>{recipients}</td>
        </tr>
    }
}

fn state_badge(language: Language, line: &ListedMessage) -> impl IntoView + use<> {
    let state = line.message.state;
    let (class, words) = match state {
        MessageState::Draft if line.message.held == 1 => ("badge badge-warning", tr!(language, "messages-state-held")),
        MessageState::Draft => ("badge", label(language, state)),
        MessageState::Scheduled | MessageState::Sending => ("badge badge-warning", label(language, state)),
        MessageState::Sent => ("badge badge-good", label(language, state)),
    };
    let failed = (line.failed > 0).then(|| {
        view! { " "<span class="badge badge-bad">{tr!(language, "messages-failed", count = line.failed, number = number(language, line.failed))}</span> }
    });
    view! { <span class=class>{words}</span>{failed} }
}

pub async fn show(
    context: RequestContext,
    Path((slug, message)): Path<(String, String)>,
    Query(told): Query<DoneQuery>,
) -> Result<Response> {
    let language = context.language;
    let shown = lists::show(context.db(), &context.actor, &slug, &MessageId::from(message.as_str())).await?;
    let choices = lists::choices(context.db(), &context.actor, &slug, language, &shown.choices).await?;
    let card = shown.head.card.clone();
    let told = match told.done.as_str() {
        "saved" => Some(tr!(language, "messages-saved")),
        "proof" => Some(tr!(language, "messages-proof-sent")),
        "sent" => Some(tr!(
            language,
            "messages-sent",
            count = shown.line.message.recipients,
            number = number(language, shown.line.message.recipients)
        )),
        "scheduled" => Some(tr!(language, "messages-scheduled")),
        "unscheduled" => Some(tr!(language, "messages-unscheduled")),
        _ => None,
    };
    let subject = shown.line.message.subject.clone();
    let text = rendering::bulletin(&shown.line.message.body, "").await?;
    Ok(PageBuilder::titled(subject.clone()).section(Section::Networks).hue(card.hue).private().render(&context, move || {
        let path = format!("/networks/{}/messages", card.slug);
        let message = &shown.line.message;
        view! {
            {breadcrumbs(language, &card, vec![(path.clone(), tr!(language, "messages-title"))], subject.clone())}
            <h1 lang=message.language.code()>{subject.clone()}</h1>
            {notice(told)}
            <p>{state_badge(language, &shown.line)}" "<span class="soft">{when_words(language, &shown)}</span></p>
            {actions(language, &path, &shown)}
            <section class="stack" aria-labelledby="for">
                <h2 id="for">{tr!(language, "messages-for")}</h2>
                {chosen(language, &shown.choices, &choices)}
            </section>
            <section class="stack narrow" aria-labelledby="text">
                <h2 id="text">{tr!(language, "messages-text")}</h2>
                <div class="prose" lang=message.language.code() inner_html=text.clone()></div>
            </section>
        }
    }))
}

fn when_words(language: Language, shown: &ShownMessage) -> String {
    let message = &shown.line.message;
    let at = |moment| dates::moment(language, moment, domain::clock::HOME);
    match (message.state, message.sent_at, message.scheduled_at) {
        (_, Some(sent), _) => tr!(language, "messages-was-sent", day = at(sent), author = shown.line.author.as_str()),
        (MessageState::Scheduled, _, Some(then)) => {
            tr!(language, "messages-will-be-sent", day = at(then), author = shown.line.author.as_str())
        }
        _ => tr!(language, "messages-was-changed", day = at(message.updated_at), author = shown.line.author.as_str()),
    }
}

fn actions(language: Language, path: &str, shown: &ShownMessage) -> AnyView {
    let message = &shown.line.message;
    let own = format!("{path}/{}", message.id);
    match message.state {
        MessageState::Draft => view! {
            <div class="actions no-print">
                <a class="button" href=format!("{own}/send")>{tr!(language, "messages-send-open")}</a>
                <a class="button button-quiet" href=format!("{own}/edit")>{tr!(language, "messages-edit")}</a>
                <a class="button button-quiet" href=format!("{own}/recipients")>{tr!(language, "messages-who")}</a>
                <form method="post"><button class="button button-quiet" name="act" value="proof">{tr!(language, "messages-proof")}</button></form>
                <ConfirmDisclosure words=tr!(language, "messages-remove") more=tr!(language, "messages-remove-ask")>
                    <form method="post"><button class="button button-danger" name="act" value="remove">{tr!(language, "messages-remove")}</button></form>
                </ConfirmDisclosure>
            </div>
        }
        .into_any(),
        MessageState::Scheduled => view! {
            <div class="actions no-print">
                <a class="button button-quiet" href=format!("{own}/recipients")>{tr!(language, "messages-who")}</a>
                <form method="post"><button class="button button-quiet" name="act" value="unschedule">{tr!(language, "messages-unschedule")}</button></form>
            </div>
        }
        .into_any(),
        MessageState::Sending | MessageState::Sent => view! {
            <dl class="figures-row">
                <div><dt>{tr!(language, "messages-recipients")}</dt><dd>{number(language, message.recipients)}</dd></div>
                <div><dt>{tr!(language, "messages-copies-sent")}</dt><dd>{number(language, shown.line.sent)}</dd></div>
                <div><dt>{tr!(language, "messages-copies-failed")}</dt><dd>{number(language, shown.line.failed)}</dd></div>
            </dl>
            <p class="actions no-print"><a class="button" href=format!("{own}/journal")>{tr!(language, "journal-open")}</a></p>
        }
        .into_any(),
    }
}

fn chosen(language: Language, chosen: &[AudienceChoice], offered: &AudienceChoices) -> AnyView {
    if chosen.is_empty() {
        return view! { <p class="soft">{tr!(language, "messages-for-nobody")}</p> }.into_any();
    }
    let name = |choice: &AudienceChoice| choice_words(language, choice, offered.name(choice).unwrap_or(&choice.subject));
    let (narrow, wide): (Vec<_>, Vec<_>) = chosen.iter().partition(|choice| choice.kind == ChoiceKind::Organisations);
    let lines: Vec<_> = wide.into_iter().map(|choice| view! { <li>{name(choice)}</li> }).collect();
    let narrow: Vec<String> = narrow.into_iter().map(name).collect();
    let only = (!narrow.is_empty()).then(|| view! { <p>{tr!(language, "messages-only", kinds = narrow.join(", "))}</p> });
    view! { <ul>{lines}</ul> {only} }.into_any()
}

/// A choice of audience in words; `name` is the name of its subject.
pub(crate) fn choice_words(language: Language, choice: &AudienceChoice, name: &str) -> String {
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
    Form(turn): Form<MessageAction>,
) -> Result<Response> {
    let (db, id) = (context.db(), MessageId::from(message.as_str()));
    let own = format!("/networks/{slug}/messages/{message}");
    let next = match turn.act.as_str() {
        "proof" => lists::proof(db, &context.actor, &slug, &id).await.map(|()| format!("{own}?done=proof"))?,
        "unschedule" => lists::unschedule(db, &context.actor, &slug, &id).await.map(|()| format!("{own}?done=unscheduled"))?,
        "remove" => lists::remove(db, &context.actor, &slug, &id).await.map(|()| format!("/networks/{slug}/messages?done=removed"))?,
        _ => return Err(Error::Invalid(Vec::new()).into()),
    };
    Ok(context.go(&next).into_response())
}
