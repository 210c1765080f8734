//! Deliveries that are held after a backup was restored, until an administrator decides.

use domain::clock::HOME;
use domain::delivery::HeldDeliveries;
use domain::numbers::number;
use domain::{Language, dates};
use leptos::prelude::*;

/// Says that no mail leaves, with a link to the decision.
pub(super) fn notice(language: Language, deliveries: &HeldDeliveries) -> impl IntoView + use<> {
    view! {
        <div class="notice notice-warning" role="alert">
            <p><a href="/admin/mails">{title(language, deliveries)}</a></p>
        </div>
    }
}

fn title(language: Language, deliveries: &HeldDeliveries) -> String {
    tr!(language, "administration-hold", at = dates::moment(language, deliveries.since, HOME))
}

/// The held deliveries, and the two possible decisions.
pub(super) fn decision(language: Language, deliveries: &HeldDeliveries) -> impl IntoView + use<> {
    let count = |count: i64, text: fn(Language, i64) -> String| (count > 0).then(|| view! { <li>{text(language, count)}</li> });
    let figures = [
        count(deliveries.mails, |language, count| {
            tr!(language, "administration-hold-mails", count = count, number = number(language, count))
        }),
        count(deliveries.copies, |language, count| {
            tr!(language, "administration-hold-copies", count = count, number = number(language, count))
        }),
        count(deliveries.messages, |language, count| {
            tr!(language, "administration-hold-messages", count = count, number = number(language, count))
        }),
        count(deliveries.newer, |language, count| {
            tr!(language, "administration-hold-newer", count = count, number = number(language, count))
        }),
    ];
    let figures: Vec<_> = figures.into_iter().flatten().collect();
    let figures = if figures.is_empty() {
        view! { <p>{tr!(language, "administration-hold-none")}</p> }.into_any()
    } else {
        view! { <ul>{figures}</ul> }.into_any()
    };
    view! {
        <section class="notice notice-warning stack" aria-labelledby="held">
            <h2 id="held">{title(language, deliveries)}</h2>
            <p>{tr!(language, "administration-hold-more")}</p>
            {figures}
            <form method="post" class="stack">
                <div>
                    <button class="button" name="release" value="discard" aria-describedby="held-discard">{tr!(language, "administration-hold-discard")}</button>
                    <p id="held-discard" class="hint">{tr!(language, "administration-hold-discard-hint")}</p>
                </div>
                <div>
                    <button class="button button-quiet" name="release" value="send" aria-describedby="held-send">{tr!(language, "administration-hold-send")}</button>
                    <p id="held-send" class="hint">{tr!(language, "administration-hold-send-hint")}</p>
                </div>
            </form>
        </section>
    }
}
