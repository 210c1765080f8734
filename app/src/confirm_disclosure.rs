//! What can't be undone asks once: a button that opens what will happen, and within it the button that does it. Without a script.

use leptos::prelude::*;

/// The question; its children are the button, or the form, that does it.
#[component]
pub fn ConfirmDisclosure(
    /// What the button that opens says.
    #[prop(into)]
    words: String,
    /// What it is about, for those who hear the buttons of a list one by one.
    #[prop(optional, into)]
    of: String,
    /// What will happen, in figures where there are some.
    #[prop(into)]
    more: String,
    /// Whether it is open already: a form within it was refused.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    let of = (!of.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {of}")}</span> });
    view! {
        <details class="confirm-disclosure" open=open>
            <summary class="button button-quiet">{words}"…"{of}</summary>
            <div class="stack">
                <p>{more}</p>
                {children()}
            </div>
        </details>
    }
}
