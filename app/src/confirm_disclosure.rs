//! Irreversible acts ask once: a button opens the consequences, and a second button inside does the act. No script is needed.

use leptos::prelude::*;

/// The question. Its children are the button, or the form, that does the act.
#[component]
pub fn ConfirmDisclosure(
    /// The label of the button that opens it.
    #[prop(into)]
    label: String,
    /// The subject, for people who hear the buttons of a list one by one.
    #[prop(optional, into)]
    subject: String,
    /// The consequences, in figures where there are any.
    #[prop(into)]
    explanation: String,
    /// Whether it is open at first: a form inside was refused.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    let subject = (!subject.is_empty()).then(|| view! { <span class="visually-hidden">{format!(" {subject}")}</span> });
    view! {
        <details class="confirm-disclosure" open=open>
            <summary class="button button-quiet">{label}"…"{subject}</summary>
            <div class="stack">
                <p>{explanation}</p>
                {children()}
            </div>
        </details>
    }
}
