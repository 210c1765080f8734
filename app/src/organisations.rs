//! Organisations: a field that finds one by its name, and creates a new one.

use domain::organisations::PROPOSALS;
use leptos::prelude::*;

use crate::fields::{ControlFrame, FormErrors, LineField, SelectField};
use crate::islands::organisation::{OrganisationBox, OrganisationFieldTexts};

/// The name of an organisation (`organisation`) and, if it is a new one, its kind (`organisation_kind`) and its town
/// (`organisation_place`).
#[component]
pub fn OrganisationFields(
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: String,
    /// The code of its kind, if the form asked for it already.
    kind: String,
    /// Its town, if the form asked for it already.
    place: String,
    /// The kinds to choose from.
    kinds: Vec<(String, String)>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let errors = FormErrors::of_page();
    let language = errors.language();
    let is_new = !kind.is_empty() || ["organisation_kind", "organisation_place"].iter().any(|field| errors.has_error(field));
    let frame = ControlFrame::new("organisation", Some(hint), required);
    let (invalid, described) = (frame.invalid().is_some(), frame.described().unwrap_or_default());
    let texts = OrganisationFieldTexts {
        list: tr!(language, "organisations-list"),
        counts: (0..=PROPOSALS).map(|count| tr!(language, "organisations-suggested", count = count)).collect(),
    };
    let control = view! { <OrganisationBox value=value invalid=invalid described=described required=required texts=texts /> };
    let more = is_new.then(|| {
        let kinds = std::iter::once((String::new(), tr!(language, "fields-no-choice"))).chain(kinds).collect();
        view! {
            <SelectField name="organisation_kind" label=tr!(language, "organisations-kind") hint=tr!(language, "organisations-kind-hint") value=kind choices=kinds required=true />
            <LineField name="organisation_place" label=tr!(language, "organisations-place") value=place max_length=200 />
        }
    });
    view! {
        {frame.field(label, control.into_any())}
        {more}
    }
}
