//! The frame of every page: head, header, footer.

use domain::people::sessions::Visitor;
use leptos::prelude::*;

use crate::page::{PageBuilder, Section, escape};
use crate::preview_tags;
use crate::request_context::{RequestContext, carries_secret, without_language};

/// The whole document around a page's own view.
pub(crate) fn document(page: &PageBuilder, context: &RequestContext, main: AnyView) -> impl IntoView + use<> {
    let language = context.language;
    let title = match page.title.as_str() {
        "" => context.instance.name.clone(),
        title => format!("{title} – {}", context.instance.name),
    };
    let feeds: Vec<_> = page
        .feeds
        .iter()
        .map(|feed| view! { <link rel="alternate" type=feed.kind title=feed.title.clone() href=feed.path.clone() /> })
        .collect();
    // `</` can't end the element: `<` is written as its JSON escape.
    let json_ld = page.json_ld.as_ref().map(|data| data.to_string().replace('<', "\\u003c"));
    let description = (!page.description.is_empty()).then(|| page.description.clone());
    let hue = page.hue.map(|hue| format!("--hue: {hue}"));
    view! {
        <html lang=language.code() style=context.instance.hue.map(|hue| format!("--hue: {hue}"))>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                // Leptos puts markers between texts, and a browser would show those in a title.
                <title inner_html=escape(&title)></title>
                {description.map(|text| view! { <meta name="description" content=text /> })}
                {preview_tags::tags(page, context, &context.instance.name)}
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=context.state.site.css.clone() />
                <link rel="icon" href="/site/favicon.svg" type="image/svg+xml" />
                {feeds}
                {json_ld.map(|data| view! { <script type="application/ld+json" inner_html=data></script> })}
            </head>
            <body>
                <a class="skip-link" href="#content">{tr!(language, "shell-skip")}</a>
                {header(page, context)}
                <main id="content" tabindex="-1" style=hue>{main}</main>
                {footer(context)}
            </body>
        </html>
    }
}

fn header(page: &PageBuilder, context: &RequestContext) -> impl IntoView + use<> {
    let language = context.language;
    let link = |section: Section, path: &'static str, label: String| {
        let current = match (page.section == section, context.path.split('?').next() == Some(path)) {
            (_, true) => Some("page"),
            (true, _) => Some("true"),
            _ => None,
        };
        view! { <li><a href=path aria-current=current>{label}</a></li> }
    };
    let administers = context.visitor.as_ref().is_some_and(Visitor::administers);
    let account = if context.visitor.is_some() {
        view! { <form method="post" action="/sign-out"><button>{tr!(language, "shell-sign-out")}</button></form> }.into_any()
    } else {
        view! { <a href=sign_in_path(context)>{tr!(language, "shell-sign-in")}</a> }.into_any()
    };
    let (other, name) = match language {
        domain::Language::Fr => (domain::Language::En, "English"),
        domain::Language::En => (domain::Language::Fr, "Français"),
    };
    view! {
        <header class="site-header">
            <a class="brand" href="/">
                <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-width="3.4">
                    <path stroke="var(--accent)" d="M7.5 1v11M7.5 20v3M16.5 1v3M16.5 12v11" />
                    <path stroke="currentColor" d="M1 7.5h3M12 7.5h11M1 16.5h11M20 16.5h3" />
                </svg>
                {context.instance.name.clone()}
            </a>
            <nav class="site-nav" aria-label=tr!(language, "shell-navigation")>
                <ul class="links">
                    {link(Section::Agenda, "/agenda", tr!(language, "shell-agenda"))}
                    {link(Section::Networks, "/networks", tr!(language, "shell-networks"))}
                    {context.visitor.is_some().then(|| link(Section::Me, "/me", tr!(language, "shell-dashboard")))}
                    {administers.then(|| link(Section::Administration, "/admin", tr!(language, "administration-title")))}
                </ul>
            </nav>
            {site_search(context)}
            <div class="site-account">
                <form method="post" action="/language">
                    <input type="hidden" name="next" value=without_language(&context.path) />
                    <button name="language" value=other.code() lang=other.code()>{name}</button>
                </form>
                {account}
            </div>
        </header>
    }
}

/// On every page except the page of results, which has its own field.
fn site_search(context: &RequestContext) -> Option<impl IntoView + use<>> {
    let language = context.language;
    if context.path.split('?').next() == Some("/search") {
        return None;
    }
    Some(view! {
        <form class="site-search" role="search" method="get" action="/search" aria-label=tr!(language, "search-site")>
            <input name="q" type="search" required aria-label=tr!(language, "search-query") placeholder=tr!(language, "search-submit") maxlength="200" />
            <button>
                <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2">
                    <circle cx="10.5" cy="10.5" r="6.5" />
                    <path d="M15.5 15.5 21 21" />
                </svg>
                <span class="visually-hidden">{tr!(language, "search-submit")}</span>
            </button>
        </form>
    })
}

/// The address where a guest signs in and then returns to this page; not to one with a secret address, which would stay in histories and
/// logs.
pub(crate) fn sign_in_path(context: &RequestContext) -> String {
    let path = percent_encoding::utf8_percent_encode(&context.path, percent_encoding::NON_ALPHANUMERIC);
    if context.path == "/" || context.path.starts_with("/sign-in") || carries_secret(&context.path) {
        "/sign-in".to_owned()
    } else {
        format!("/sign-in?next={path}")
    }
}

fn footer(context: &RequestContext) -> impl IntoView + use<> {
    let language = context.language;
    let instance = &context.instance;
    let motto =
        if instance.motto.is_empty() { tr!(language, "shell-motto", site = instance.name.as_str()) } else { instance.motto.clone() };
    let contact = (!instance.contact.is_empty())
        .then(|| view! { <li><a href=format!("mailto:{}", instance.contact)>{tr!(language, "shell-contact")}</a></li> });
    let outbox = context.state.demo.then(|| view! { <li><a href="/outbox">{tr!(language, "shell-outbox")}</a></li> });
    view! {
        <footer class="site-footer">
            <p>{motto}</p>
            <ul class="links">
                <li><a href="/agenda.ics">{tr!(language, "shell-calendar")}</a></li>
                <li><a href="/agenda.atom">{tr!(language, "shell-atom")}</a></li>
                <li><a href="/about">{tr!(language, "shell-about")}</a></li>
                {contact}
                {outbox}
            </ul>
        </footer>
    }
}
