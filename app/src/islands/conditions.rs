//! Shows a question as soon as the answer that it depends on is chosen. Without the island, the server asks for it when the form is sent.
//!
//! Every form with such questions has this: [`crate::page::PageBuilder`] adds the island to a page that has `data-condition`.

use leptos::prelude::*;

/// Follows every part of the page that has `data-condition`, the key of a question, and `data-value`, the answer to it.
#[island]
pub fn ConditionalQuestions() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::listen();
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlInputElement, NodeList};

    pub(super) fn listen() {
        _ = window_event_listener(ev::change, |_| update());
        // A browser that comes back to a page has restored the answers, not what depends on them.
        update();
    }

    /// In the order of the page: a question that depends on a hidden one is hidden too.
    fn update() {
        let Ok(questions) = document().query_selector_all("[data-condition]") else { return };
        for question in elements::<Element>(&questions) {
            // If the markup is not as expected, the server's choice stays.
            _ = show(&question, is_met(&question));
        }
    }

    fn is_met(question: &Element) -> bool {
        let attribute = |name| question.get_attribute(name).unwrap_or_default();
        let chosen = document().query_selector_all(&format!("[name=\"q-{}\"]:checked:enabled", attribute("data-condition")));
        chosen.is_ok_and(|chosen| elements::<HtmlInputElement>(&chosen).any(|input| input.value() == attribute("data-value")))
    }

    fn elements<T: JsCast>(list: &NodeList) -> impl Iterator<Item = T> {
        (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok())
    }

    /// What is hidden is not sent.
    fn show(question: &Element, is_shown: bool) -> Result<(), JsValue> {
        for name in ["hidden", "disabled"] {
            if is_shown {
                question.remove_attribute(name)?;
            } else {
                question.set_attribute(name, "")?;
            }
        }
        Ok(())
    }
}
