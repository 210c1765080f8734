//! The filters of the agenda: a form that requests the same page with another query.

use domain::Language;
use domain::enums::{EventKind, EventLevel};
use domain::events::AgendaQuery;
use domain::networks::NetworkCard;
use leptos::prelude::*;

use crate::labels::choices;

/// The address of a view of the agenda. It has only the filters in use, so that one view has one address.
pub(crate) fn address(path: &str, query: &AgendaQuery) -> String {
    let when = if query.is_past() { "past" } else { "" };
    let page = if query.page == "1" { "" } else { query.page.as_str() };
    crate::address::address(
        path,
        &[
            ("q", query.q.trim()),
            ("network", query.network.as_str()),
            ("kind", query.kind.as_str()),
            ("level", query.level.as_str()),
            ("where", query.place.as_str()),
            ("when", when),
            ("month", query.month.as_str()),
            ("page", page),
        ],
    )
}

pub(crate) struct AgendaFilters {
    pub path: String,
    /// The networks to choose from; empty on the page of a network.
    pub networks: Vec<NetworkCard>,
    pub regions: Vec<(String, String)>,
    /// Whether the page shows a month: it has no choice between past and upcoming events.
    pub month: bool,
}

impl AgendaFilters {
    pub(crate) fn view(self, language: Language, query: &AgendaQuery) -> impl IntoView + use<> {
        let any = || (String::new(), tr!(language, "agenda-filter-all"));
        let select = |name: &'static str, label: String, value: &str, choices: Vec<(String, String)>| {
            let options = options(choices, value);
            view! { <div class="field"><label for=format!("f-{name}")>{label}</label><select id=format!("f-{name}") name=name>{options}</select></div> }
        };
        let networks = (!self.networks.is_empty()).then(|| {
            let choices = std::iter::once(any()).chain(self.networks.into_iter().map(|network| (network.slug, network.acronym))).collect();
            select("network", tr!(language, "agenda-filter-network"), &query.network, choices)
        });
        let kinds = std::iter::once(any()).chain(choices::<EventKind>(language)).collect();
        let levels = std::iter::once(any()).chain(choices::<EventLevel>(language)).collect();
        let places = vec![
            (String::new(), tr!(language, "agenda-filter-everywhere")),
            ("online".to_owned(), tr!(language, "agenda-filter-online")),
            ("on_site".to_owned(), tr!(language, "agenda-filter-on-site")),
        ];
        let (places, regions) = (options(places, &query.place), options(self.regions, &query.place));
        let when = (!self.month).then(|| {
            let choices = vec![
                ("coming".to_owned(), tr!(language, "agenda-filter-upcoming")),
                ("past".to_owned(), tr!(language, "agenda-filter-past")),
            ];
            select("when", tr!(language, "agenda-filter-period"), if query.is_past() { "past" } else { "coming" }, choices)
        });
        let (path, reset) = (self.path.clone(), self.path);
        let month = self.month.then(|| view! { <input type="hidden" name="month" value=query.month.clone() /> });
        view! {
            <form class="filters" method="get" action=path role="search">
                {month}
                <div class="field">
                    <label for="f-q">{tr!(language, "agenda-filter-words")}</label>
                    <input id="f-q" name="q" type="search" value=query.q.clone() />
                </div>
                {networks}
                {select("kind", tr!(language, "agenda-filter-kind"), &query.kind, kinds)}
                {select("level", tr!(language, "agenda-filter-level"), &query.level, levels)}
                <div class="field">
                    <label for="f-where">{tr!(language, "agenda-filter-place")}</label>
                    <select id="f-where" name="where">
                        {places}
                        <optgroup label=tr!(language, "agenda-filter-regions")>{regions}</optgroup>
                    </select>
                </div>
                {when}
                <div class="form-actions">
                    <button class="button button-quiet">{tr!(language, "agenda-filter-submit")}</button>
                    " "
                    <a href=reset>{tr!(language, "agenda-filter-clear")}</a>
                </div>
            </form>
        }
    }
}

fn options(choices: Vec<(String, String)>, value: &str) -> Vec<impl IntoView + use<>> {
    choices
        .into_iter()
        .map(|(code, label)| {
            let selected = code == value;
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_view_has_one_address() {
        assert_eq!(
            address("/agenda", &AgendaQuery { when: "coming".to_owned(), page: "1".to_owned(), ..AgendaQuery::default() }),
            "/agenda"
        );
        let query = AgendaQuery { q: " données & nuages ".to_owned(), when: "past".to_owned(), ..AgendaQuery::default() };
        assert_eq!(address("/agenda", &query), "/agenda?q=donn%C3%A9es%20%26%20nuages&when=past");
    }
}
