//! Proposes organisations during typing. Without the island, the same field takes a full name.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedOrganisation {
    pub name: String,
    /// Its town; may be empty.
    pub place: String,
}

/// The island's texts, in the reader's language: the browser half has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFieldTexts {
    pub list: String,
    /// The number of proposals, as sentences: for none, for one…
    pub counts: Vec<String>,
}

/// The organisations with a name that contains `text`, for a person who is signed in.
#[server(prefix = "/api", endpoint = "organisations")]
pub async fn search_organisations(text: String) -> Result<Vec<ProposedOrganisation>, ServerFnError> {
    let organisations =
        crate::api::respond(|context| async move { domain::organisations::search(context.db(), &context.actor, &text).await });
    Ok(organisations
        .await?
        .into_iter()
        .map(|organisation| ProposedOrganisation { name: organisation.name, place: organisation.place })
        .collect())
}

/// The field `organisation`, with its list: a combobox (WAI-ARIA 1.2) that also takes free text.
#[island]
pub fn OrganisationBox(value: String, invalid: bool, described: String, required: bool, texts: OrganisationFieldTexts) -> impl IntoView {
    let text = RwSignal::new(value);
    let proposed = RwSignal::new(Vec::<ProposedOrganisation>::new());
    let active = RwSignal::new(None::<usize>);
    let status = RwSignal::new(String::new());
    // Before hydration it is a plain field, and has the markup of one.
    let is_hydrated = RwSignal::new(false);
    Effect::new(move |_| is_hydrated.set(true));

    let close = move || {
        proposed.set(Vec::new());
        active.set(None);
    };
    let choose = move |name: String| {
        text.set(name);
        status.set(String::new());
        close();
    };
    let counts = StoredValue::new(texts.counts);
    let request_proposals = searcher(move |organisations: Vec<ProposedOrganisation>| {
        status.set(counts.with_value(|counts| counts.get(organisations.len()).cloned().unwrap_or_default()));
        active.set(None);
        proposed.set(organisations);
    });
    let typed = move |event| {
        let value = event_target_value(&event);
        text.set(value.clone());
        if value.trim().is_empty() { close() } else { request_proposals(value) }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let count = proposed.with(Vec::len);
        match (event.key().as_str(), active.get_untracked()) {
            ("ArrowDown", at) if count > 0 => {
                event.prevent_default();
                active.set(Some(at.map_or(0, |at| (at + 1) % count)));
            }
            ("ArrowUp", at) if count > 0 => {
                event.prevent_default();
                active.set(Some(at.map_or(count - 1, |at| (at + count - 1) % count)));
            }
            ("Enter", Some(at)) => {
                event.prevent_default();
                if let Some(organisations) = proposed.with_untracked(|proposed| proposed.get(at).cloned()) {
                    choose(organisations.name);
                }
            }
            ("Escape", _) if count > 0 => {
                event.prevent_default();
                close();
            }
            _ => {}
        }
    };
    let options = move || {
        let option = |(at, organisations): (usize, ProposedOrganisation)| {
            let name = organisations.name.clone();
            view! {
                <li role="option" id=option_id(at) aria-selected=move || (active.get() == Some(at)).to_string()
                    on:mousedown=move |event| { event.prevent_default(); choose(name.clone()) }>
                    {organisations.name}" "<small>{organisations.place}</small>
                </li>
            }
        };
        proposed.get().into_iter().enumerate().map(option).collect::<Vec<_>>()
    };
    view! {
        <div class="combobox">
            <input id="organisation" name="organisation" maxlength="200" autocomplete="off" value=text.get_untracked() prop:value=text
                required=required aria-invalid=invalid.then_some("true") aria-describedby=(!described.is_empty()).then_some(described)
                role=move || is_hydrated.get().then_some("combobox")
                aria-autocomplete=move || is_hydrated.get().then_some("list")
                aria-controls=move || is_hydrated.get().then_some("organisation-list")
                aria-expanded=move || is_hydrated.get().then(|| (!proposed.with(Vec::is_empty)).to_string())
                aria-activedescendant=move || active.get().map(option_id)
                on:input=typed on:keydown=pressed on:blur=move |_| close() />
            <ul id="organisation-list" role="listbox" aria-label=texts.list hidden=move || proposed.with(Vec::is_empty)>{options}</ul>
        </div>
        <p class="visually-hidden" role="status">{status}</p>
    }
}

fn option_id(at: usize) -> String {
    format!("organisation-{at}")
}

/// Requests proposals when typing pauses; late responses to earlier requests are dropped.
fn searcher(on_found: impl Fn(Vec<ProposedOrganisation>) + Copy + Send + Sync + 'static) -> impl Fn(String) + Copy + Send + Sync + 'static {
    let request_number = StoredValue::new(0_u64);
    move |text: String| {
        request_number.update_value(|request_number| *request_number += 1);
        let number = request_number.get_value();
        let send = move || {
            if request_number.get_value() != number {
                return;
            }
            leptos::task::spawn_local(async move {
                let answer = search_organisations(text).await.unwrap_or_default();
                if request_number.get_value() == number {
                    on_found(answer);
                }
            });
        };
        set_timeout(send, std::time::Duration::from_millis(150));
    }
}
