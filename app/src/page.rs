//! A page: its title, its metadata, its content. It is rendered whole, and needs no script.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::form_errors::FormErrors;
use crate::islands::check::FormCheck;
use crate::islands::conditions::ConditionalQuestions;
use crate::markup;
use crate::request_context::RequestContext;
use crate::shell;

/// The end of the start tag of a menu, a `<details>`: Leptos writes the class after the other attributes.
const MENU_TAG_END: &str = " class=\"menu\">";

/// The part of the site a page belongs to: its link in the header is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    None,
    Agenda,
    Networks,
    Me,
    Administration,
}

#[derive(Debug, Clone)]
pub struct AnnouncedFeed {
    /// `text/calendar` or `application/atom+xml`.
    pub kind: &'static str,
    pub title: String,
    pub path: String,
}

/// A page being built: `PageBuilder::titled(…).section(…).render(&context, || view! { … })`.
#[derive(Debug, Clone, Default)]
pub struct PageBuilder {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) status: StatusCode,
    pub(crate) section: Section,
    pub(crate) hue: Option<i64>,
    pub(crate) feeds: Vec<AnnouncedFeed>,
    pub(crate) json_ld: Option<serde_json::Value>,
    pub(crate) private: bool,
    errors: Option<FormErrors>,
}

impl PageBuilder {
    pub fn titled(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    pub fn section(self, section: Section) -> Self {
        Self { section, ..self }
    }

    pub fn hue(self, hue: i64) -> Self {
        Self { hue: Some(hue), ..self }
    }

    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// Sets a status other than 200.
    pub fn status(self, status: u16) -> Self {
        Self { status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), ..self }
    }

    /// For a page with a form: the title and the status say whether there are errors, and each field finds its own.
    pub fn errors(self, errors: &FormErrors) -> Self {
        let title = errors.title(self.title.clone());
        Self { title, errors: Some(errors.clone()), ..self }.status(errors.status())
    }

    pub fn feed(mut self, kind: &'static str, title: impl Into<String>, path: impl Into<String>) -> Self {
        self.feeds.push(AnnouncedFeed { kind, title: title.into(), path: path.into() });
        self
    }

    /// Describes the page to programs (schema.org).
    pub fn json_ld(self, data: serde_json::Value) -> Self {
        Self { json_ld: Some(data), ..self }
    }

    /// Only for this visitor, and never cached: for a page that shows a secret once.
    pub fn private(self) -> Self {
        Self { private: true, ..self }
    }

    /// The response. The view is created and rendered at once, within one reactive owner: its data was loaded before.
    pub fn render<V: IntoView + 'static>(self, context: &RequestContext, view: impl FnOnce() -> V) -> Response {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let errors = self.errors.clone().unwrap_or_else(|| FormErrors::none(context.language));
        let html = owner.with(|| {
            provide_context(errors);
            shell::document(&self, context, view().into_any()).to_html()
        });
        let mut html = markup::strip_markers(&html);
        // One island checks all fields of the page that are checked while they are edited, one shows all questions that depend on answers.
        let mut add = |mark: &str, island: fn() -> AnyView| {
            if html.contains(mark)
                && let Some(end) = html.rfind("</body>")
            {
                html.insert_str(end, &island().to_html());
            }
        };
        owner.with(|| {
            add(" data-check=", || view! { <FormCheck /> }.into_any());
            add(" data-condition=", || view! { <ConditionalQuestions /> }.into_any());
        });
        drop(owner);
        // Only a page with an island loads the browser half, and only one with a menu loads the script that closes it with a key.
        let scripts = [("<leptos-island", &context.state.site.start), (MENU_TAG_END, &context.state.site.menus)];
        for (_, script) in scripts.into_iter().filter(|(mark, _)| html.contains(mark)).collect::<Vec<_>>() {
            if let Some(end) = html.rfind("</body>") {
                html.insert_str(end, &format!(r#"<script type="module" src="{script}"></script>"#));
            }
        }
        html.insert_str(0, "<!DOCTYPE html>");
        let cache = if self.private { "no-store" } else { "private, no-cache" };
        (self.status, [(header::CACHE_CONTROL, cache), (header::CONTENT_LANGUAGE, context.language.code())], Html(html)).into_response()
    }
}

/// Escapes text where Leptos does not: `<textarea inner_html=…>`.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
