//! Irreversible acts ask once: a button opens the consequences, and a second button inside does the act. No script is needed.

use leptos::prelude::*;

/// The question. Its children are the button, or the form, that does the act.
#[component]
pub fn ConfirmDisclosure(
    /// The words of the button that opens.
    #[prop(into)]
    words: String,
    /// The subject, for people who hear the buttons of a list one by one.
    #[prop(optional, into)]
    of: String,
    /// The consequences, in figures where there are any.
    #[prop(into)]
    more: String,
    /// Whether it is open at first: a form inside was refused.
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
