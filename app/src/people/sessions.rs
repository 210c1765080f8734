//! The sessions of the signed-in person.

use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::clock::HOME;
use domain::people::sessions::{self, Session};
use domain::{Language, dates};
use leptos::prelude::*;
use serde::Deserialize;

use super::{breadcrumbs, notice};
use crate::confirm_disclosure::ConfirmDisclosure;
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndSessionForm {
    session: String,
    /// `others` or `all`, instead of one session.
    end: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndedSessionsQuery {
    done: String,
    /// How many other sessions were ended.
    count: String,
}

pub async fn index(context: RequestContext, Query(query): Query<EndedSessionsQuery>) -> Result<Response> {
    let language = context.language;
    let sessions = sessions::list(context.db(), &context.actor).await?;
    let current = context.visitor.as_ref().map(|visitor| visitor.session.clone());
    let done = match query.done.as_str() {
        "closed" => Some(tr!(language, "people-session-closed")),
        "others" => Some(tr!(language, "people-sessions-ended", count = query.count.parse::<u32>().unwrap_or_default())),
        _ => None,
    };
    let title = tr!(language, "people-sessions");
    Ok(PageBuilder::titled(title.clone()).section(Section::Me).private().render(&context, move || {
        let rows: Vec<_> = sessions.iter().map(|session| row(language, session, Some(&session.id) == current.as_ref())).collect();
        view! {
            {breadcrumbs(language, title.clone())}
            <h1>{title}</h1>
            {notice(language, done)}
            <p class="lead">{tr!(language, "people-sessions-lead")}</p>
            <ul class="rows">{rows}</ul>
            <p class="muted">{tr!(language, "people-session-lifetime", idle = sessions::LIFETIME_DAYS, most = sessions::MOST_DAYS)}</p>
            <div class="actions">
                {end_form("others", tr!(language, "people-sessions-end-others"), tr!(language, "people-sessions-end-others-more"))}
                " "
                {end_form("all", tr!(language, "people-sessions-end-all"), tr!(language, "people-sessions-end-all-more"))}
            </div>
        }
    }))
}

/// Ends several sessions at once, after one confirmation.
fn end_form(sessions: &'static str, label: String, explanation: String) -> impl IntoView + use<> {
    view! {
        <ConfirmDisclosure label=label.clone() explanation=explanation>
            <form method="post" class="form-actions"><button class="button button-danger" name="end" value=sessions>{label}</button></form>
        </ConfirmDisclosure>
    }
}

fn row(language: Language, session: &Session, is_present: bool) -> impl IntoView + use<> {
    let device = device_label(language, &session.device);
    let opened = dates::moment(language, session.created_at, HOME);
    let last_seen = dates::moment(language, session.last_seen_at, HOME);
    let current_badge = is_present.then(|| view! { " "<span class="badge badge-good">{tr!(language, "people-this-device")}</span> });
    let of = tr!(language, "people-session-name", device = device.clone());
    view! {
        <li>
            <div>
                <p><strong>{device}</strong>{current_badge}</p>
                <p class="small muted">{tr!(language, "people-session-times", opened = opened, seen = last_seen)}</p>
            </div>
            <form method="post">
                <button class="button button-quiet" name="session" value=session.id.to_string()>
                    {tr!(language, "people-session-close")}<span class="visually-hidden">" "{of}</span>
                </button>
            </form>
        </li>
    }
}

/// Ends one session, or several. To end the current one is to sign out.
pub async fn end(context: RequestContext, Form(form): Form<EndSessionForm>) -> Result<Response> {
    let (db, actor) = (context.db(), &context.actor);
    let signed_out = |context: &RequestContext| {
        (AppendHeaders([(SET_COOKIE, context.state.session_cookie("", 0))]), context.redirect("/")).into_response()
    };
    match form.end.as_str() {
        "all" => {
            sessions::revoke_all(db, actor, None).await?;
            return Ok(signed_out(&context));
        }
        "others" => {
            let ended = sessions::revoke_all(db, actor, context.visitor.as_ref().map(|visitor| &visitor.session)).await?;
            return Ok(context.redirect(&format!("/me/sessions?done=others&count={ended}")).into_response());
        }
        _ => {}
    }
    let session = form.session.as_str().into();
    sessions::revoke(db, actor, &session).await?;
    if context.visitor.as_ref().is_some_and(|visitor| visitor.session == session) {
        return Ok(signed_out(&context));
    }
    Ok(context.redirect("/me/sessions?done=closed").into_response())
}

/// The marks of browsers, in order of precedence: most of them also name the browsers that they imitate.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// The marks of systems, in order of precedence.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// `Firefox sous Linux`, from the browser's User-Agent.
fn device_label(language: Language, device: &str) -> String {
    let named = |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| device.contains(mark)).map(|(_, name)| *name);
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system @ ("iPhone" | "iPad"))) => tr!(language, "people-device-phone", browser = browser, system = system),
        (Some(browser), Some(system)) => tr!(language, "people-device-computer", browser = browser, system = system),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => tr!(language, "people-device-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_people_name_it() {
        let label = |device| device_label(Language::Fr, device);
        assert_eq!(label("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox sous Linux");
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(label(iphone), "Safari sur iPhone");
        let edge =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        assert_eq!(label(edge), "Edge sous Windows");
        assert_eq!(label("curl/8"), "Appareil inconnu");
    }
}
