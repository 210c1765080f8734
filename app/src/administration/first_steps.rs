//! The first steps in a new instance: shown to administrators until the instance is in use.

use domain::Language;
use domain::administration::FirstSteps;
use leptos::prelude::*;

struct SetupStep {
    is_done: bool,
    path: Option<String>,
    title: String,
    reason: String,
}

pub(crate) fn view(language: Language, steps: &FirstSteps) -> impl IntoView + use<> {
    let in_network = |end: &str| steps.has_network().then(|| format!("/networks/{}{end}", steps.network));
    let step = |is_done, path, title, reason| SetupStep { is_done, path, title, reason };
    let steps_in_order = [
        step(
            steps.is_named(),
            Some("/admin/instance".to_owned()),
            tr!(language, "first-steps-name"),
            tr!(language, "first-steps-name-more"),
        ),
        step(
            steps.has_network(),
            Some("/networks/new".to_owned()),
            tr!(language, "first-steps-network"),
            tr!(language, "first-steps-network-more"),
        ),
        step(
            steps.is_coordinated(),
            in_network("/governance/edit"),
            tr!(language, "first-steps-coordination"),
            tr!(language, "first-steps-coordination-more"),
        ),
        step(steps.has_event(), in_network("/events/new"), tr!(language, "first-steps-event"), tr!(language, "first-steps-event-more")),
        step(steps.has_people(), in_network("/members"), tr!(language, "first-steps-people"), tr!(language, "first-steps-people-more")),
    ];
    let rows: Vec<_> = steps_in_order.into_iter().map(|step| row(language, step)).collect();
    view! {
        <section class="stack" aria-labelledby="first-steps">
            <h2 id="first-steps">{tr!(language, "first-steps-title")}</h2>
            <p class="lead">{tr!(language, "first-steps-lead")}</p>
            <ol class="rows">{rows}</ol>
        </section>
    }
}

fn row(language: Language, SetupStep { is_done, path, title, reason }: SetupStep) -> impl IntoView + use<> {
    let state = if is_done {
        view! { <span class="badge badge-good">{tr!(language, "first-steps-done")}</span> }.into_any()
    } else if path.is_none() {
        view! { <span class="badge">{tr!(language, "first-steps-later")}</span> }.into_any()
    } else {
        view! { <span class="badge badge-warning">{tr!(language, "first-steps-to-submit")}</span> }.into_any()
    };
    let title = match path.filter(|_| !is_done) {
        Some(path) => view! { <a href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    view! { <li><div><p>{title}</p><p class="small muted">{reason}</p></div>{state}</li> }
}
