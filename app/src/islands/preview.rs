//! Shows a preview of a Markdown text without sending the form. Without the island, the form's preview button does the same.

use leptos::prelude::*;

/// Instead of a page's address: the text is that of a message.
pub const MESSAGE: &str = "message";

/// The preview of a text, for a person who is signed in. With the address of a page of a network or an event: for its writers, and with its
/// files.
#[server(prefix = "/api", endpoint = "preview-markdown")]
pub async fn preview_markdown(text: String, #[server(default)] page: String) -> Result<String, ServerFnError> {
    crate::api::respond(|context| async move {
        match domain::pages::PagePlace::of(&page) {
            Some((place, slug)) => domain::pages::preview(context.db(), &context.actor, &place, &slug, &text).await,
            None if page == MESSAGE => domain::preview::preview_bulletin(context.db(), &context.actor, "text", &text).await,
            None => domain::preview::preview(context.db(), &context.actor, "text", &text).await,
        }
    })
    .await
}

/// The container that `button[value=preview]` fills from the text area with the id `source`. `html` is the preview rendered by the server,
/// if any. `page` is the address of the page of a network or an event that the text belongs to, or [`MESSAGE`].
#[island]
pub fn MarkdownPreview(source: String, title: String, html: String, #[prop(optional)] page: Option<String>) -> impl IntoView {
    let page = page.unwrap_or_default();
    let class = if page.starts_with('/') { "prose page-text" } else { "prose" };
    let preview = RwSignal::new(html);
    #[cfg(feature = "hydrate")]
    browser::listen(source, page, preview);
    #[cfg(not(feature = "hydrate"))]
    let _ = (source, page);
    view! {
        <div class="preview" aria-live="polite" hidden=move || preview.with(String::is_empty)>
            <p class="preview-title">{title}</p>
            <div class=class inner_html=move || preview.get()></div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

    use super::preview_markdown;

    pub(super) fn listen(source: String, page: String, preview: RwSignal<String>) {
        _ = window_event_listener(ev::click, move |event| {
            let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(button) = pressed.and_then(|pressed| pressed.closest("button[value=preview]").ok().flatten()) else { return };
            let area = document().get_element_by_id(&source).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
            let (Some(area), Ok(button)) = (area, button.dyn_into::<HtmlElement>()) else { return };
            event.prevent_default();
            let page = page.clone();
            leptos::task::spawn_local(async move {
                match preview_markdown(area.value(), page).await {
                    Ok(html) => preview.set(html),
                    // The server's page says what is wrong with the text.
                    Err(_) => {
                        if let Some(form) = area.form() {
                            _ = form.request_submit_with_submitter(Some(&button));
                        }
                    }
                }
            });
        });
    }
}
