//! The tags in the head for search engines and link previews: a page's canonical address, its languages, its subject (OpenGraph).

use domain::Language;
use leptos::attr::custom::CustomAttribute;
use leptos::prelude::*;

use crate::page::{PageBuilder, Section};
use crate::request_context::{LANGUAGE_PARAMETER, RequestContext, carries_secret};

/// Whether the page has a lasting address. A person's own page, one of the administration, one behind a secret, and an error have none.
fn is_lasting(page: &PageBuilder, context: &RequestContext) -> bool {
    page.status.is_success()
        && !page.private
        && !matches!(page.section, Section::Me | Section::Administration)
        && !carries_secret(&context.path)
}

/// The address of the page without its filters: the path, which list it is (upcoming, past, a month), and the page of that list. A page of a
/// filtered list is not a page of the whole list: then the number is dropped too.
fn address(context: &RequestContext, language: Option<Language>) -> String {
    let (path, query) = context.path.split_once('?').unwrap_or((&context.path, ""));
    let mut parameters = [("when", ""), ("month", ""), ("page", "")];
    let mut is_filtered = false;
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(_, value)| !value.is_empty()) {
        match parameters.iter_mut().find(|(parameter, _)| *parameter == name) {
            Some((_, current)) if value.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-') => *current = value,
            _ => is_filtered |= name != LANGUAGE_PARAMETER,
        }
    }
    let [when, month, page] = parameters;
    let page = if is_filtered || !page.1.bytes().all(|octet| octet.is_ascii_digit()) { ("page", "") } else { page };
    let language = language.map(Language::code).unwrap_or_default();
    context.absolute(&crate::address::address(path, &[when, month, page, (LANGUAGE_PARAMETER, language)]))
}

pub(crate) fn tags(page: &PageBuilder, context: &RequestContext, title: &str) -> Option<impl IntoView + use<>> {
    if !is_lasting(page, context) {
        return None;
    }
    let url = address(context, context.requested_language);
    let languages: Vec<_> = Language::ALL
        .iter()
        .map(|language| view! { <link rel="alternate" hreflang=language.code() href=address(context, Some(*language)) /> })
        .collect();
    let locale = match context.language {
        Language::Fr => "fr_FR",
        Language::En => "en_GB",
    };
    let title = if page.title.is_empty() { title } else { page.title.as_str() };
    let description = (!page.description.is_empty()).then(|| property("og:description", page.description.clone()));
    Some(view! {
        <link rel="canonical" href=url.clone() />
        {languages}
        <link rel="alternate" hreflang="x-default" href=address(context, None) />
        {property("og:type", "website".to_owned())}
        {property("og:site_name", context.instance.name.clone())}
        {property("og:title", title.to_owned())}
        {description}
        {property("og:url", url)}
        {property("og:locale", locale.to_owned())}
    })
}

/// A property of OpenGraph: Leptos has no name for this attribute.
fn property(name: &'static str, content: String) -> impl IntoView + use<> {
    leptos::html::meta().attr("property", name).content(content)
}
