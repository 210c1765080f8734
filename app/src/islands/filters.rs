//! Filters that apply as soon as they are chosen: the page is requested by its own address, and only the parts that the filters change are
//! replaced. Without the island, the form's button does the same.

use leptos::prelude::*;

/// Wraps a `form.filters` and the parts that it filters: `#count` is announced, `#results` is replaced, `#subscribe` and `#month-view`
/// follow.
#[island]
pub fn LiveFilters(children: Children) -> impl IntoView {
    let on_change = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        browser::on_choice(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = event;
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        #[cfg(feature = "hydrate")]
        browser::on_submit(&event);
        #[cfg(not(feature = "hydrate"))]
        let _ = event;
    };
    view! { <div class="live-filters" on:change=on_change on:submit=on_submit>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;

    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{
        DomParser, Event, FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, Response, SupportedType, UrlSearchParams,
    };

    thread_local! {
        /// The number of the last request: late responses to earlier ones are ignored.
        static LAST_REQUEST: Cell<u32> = const { Cell::new(0) };
    }

    pub fn on_choice(event: &Event) {
        let Some(target) = event.target() else { return };
        let form = match target.dyn_ref::<HtmlSelectElement>() {
            Some(select) => select.form(),
            None => target.dyn_ref::<HtmlInputElement>().and_then(HtmlInputElement::form),
        };
        if let Some(form) = form {
            request(form);
        }
    }

    /// The button or Enter was pressed.
    pub fn on_submit(event: &Event) {
        if let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
            && form.class_list().contains("filters")
        {
            event.prevent_default();
            request(form);
        }
    }

    fn request(form: HtmlFormElement) {
        if !form.class_list().contains("filters") {
            return;
        }
        let Some(address) = address(&form) else { return };
        let number = LAST_REQUEST.get() + 1;
        LAST_REQUEST.set(number);
        spawn_local(async move {
            if replace_results(&address, number).await.is_none()
                && let Some(window) = web_sys::window()
            {
                // After any failure, the browser loads the address itself.
                let _ = window.location().set_href(&address);
            }
        });
    }

    /// The form's address, without empty filters.
    fn address(form: &HtmlFormElement) -> Option<String> {
        let typed: JsValue = FormData::new_with_form(form).ok()?.into();
        let query = UrlSearchParams::new_with_str_sequence_sequence(&typed).ok()?;
        for name in ["q", "network", "kind", "level", "where"] {
            if query.get(name).is_some_and(|value| value.trim().is_empty()) {
                query.delete(name);
            }
        }
        if query.get("when").as_deref() == Some("coming") {
            query.delete("when");
        }
        let query = String::from(query.to_string());
        let path = form.get_attribute("action")?;
        Some(if query.is_empty() { path } else { format!("{path}?{query}") })
    }

    async fn replace_results(address: &str, number: u32) -> Option<()> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let response: Response = JsFuture::from(window.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
        if LAST_REQUEST.get() != number {
            return Some(());
        }
        let page = DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()?;
        let results = page.get_element_by_id("results")?;
        document.get_element_by_id("results")?.replace_with_with_node_1(&results).ok()?;
        if let (Some(element), Some(replacement)) = (document.get_element_by_id("subscribe"), page.get_element_by_id("subscribe")) {
            element.set_inner_html(&replacement.inner_html());
        }
        if let (Some(element), Some(replacement)) = (document.get_element_by_id("month-view"), page.get_element_by_id("month-view")) {
            element.set_attribute("href", &replacement.get_attribute("href")?).ok()?;
        }
        // The element stays and its text changes: screen readers announce that.
        let count = page.get_element_by_id("count")?.text_content();
        document.get_element_by_id("count")?.set_text_content(count.as_deref());
        document.set_title(&page.title());
        window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok()
    }
}
