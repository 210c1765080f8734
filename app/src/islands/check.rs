//! Shows errors while a field is edited. The checks are the server's, which decides.
//!
//! Every form has this: [`crate::page::PageBuilder`] adds the island to a page that has a field with `data-check`.

use domain::{FieldProblem, fields};
use leptos::prelude::*;

/// A check of [`domain::fields`], by its code in `data-check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    Line,
    Address,
    /// A name for the address bar.
    Slug,
    Date,
    Time,
    Link,
    Domain,
    Seats,
}

impl Check {
    const ALL: [Self; 8] = [Self::Line, Self::Address, Self::Slug, Self::Date, Self::Time, Self::Link, Self::Domain, Self::Seats];

    /// The default check for a type of input.
    pub fn of(kind: &str, required: bool) -> Option<Self> {
        match kind {
            "email" => Some(Self::Address),
            "date" => Some(Self::Date),
            "time" => Some(Self::Time),
            "url" => Some(Self::Link),
            "text" if required => Some(Self::Line),
            _ => None,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Address => "address",
            Self::Slug => "slug",
            Self::Date => "date",
            Self::Time => "time",
            Self::Link => "link",
            Self::Domain => "domain",
            Self::Seats => "seats",
        }
    }

    /// The problem of a text that is not empty and does not pass; `max_length`: in characters.
    pub fn problem(self, most: Option<usize>) -> FieldProblem {
        match self {
            Self::Line => FieldProblem::TooLong(most.unwrap_or(fields::LINE)),
            Self::Address => FieldProblem::NotAnAddress,
            Self::Slug => FieldProblem::NotASlug,
            Self::Date => FieldProblem::NotADate,
            Self::Time => FieldProblem::NotATime,
            Self::Link => FieldProblem::NotALink,
            Self::Domain => FieldProblem::NotADomain,
            Self::Seats => FieldProblem::NotACount(100_000),
        }
    }

    pub fn passes(self, typed: &str) -> bool {
        match self {
            // Other problems of a line have their own sentences, from the server.
            Self::Line => !matches!(fields::line(typed), Err(FieldProblem::TooLong(_))),
            Self::Address => fields::address(typed).is_ok(),
            Self::Slug => fields::slug(typed).is_ok(),
            Self::Date => fields::date(typed).is_ok(),
            Self::Time => fields::time(typed).is_ok(),
            Self::Link => fields::link(typed).is_ok(),
            Self::Domain => fields::domain(typed).is_ok(),
            Self::Seats => fields::seats(typed).is_ok(),
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }
}

/// Listens to every field of the page that has `data-check`. Its sentences are in `data-missing` and `data-wrong`, beside the check.
#[island]
pub fn FormCheck() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::listen();
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsCast;
    use web_sys::{Event, HtmlInputElement};

    use super::Check;

    /// An error is shown when the field is left, and removed as soon as it is corrected.
    pub(super) fn listen() {
        let field = |event: &Event| event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        _ = window_event_listener(ev::change, move |event| {
            if let Some(input) = field(&event) {
                check(&input);
            }
        });
        _ = window_event_listener(ev::input, move |event| {
            if let Some(input) = field(&event).filter(|input| input.get_attribute("aria-invalid").is_some()) {
                check(&input);
            }
        });
    }

    fn check(input: &HtmlInputElement) {
        let Some(check) = input.get_attribute("data-check").as_deref().and_then(Check::parse) else { return };
        let typed = input.value();
        let sentence = match (typed.trim().is_empty(), check.passes(&typed)) {
            (true, _) => input.get_attribute("data-missing"),
            (false, false) => input.get_attribute("data-wrong"),
            (false, true) => None,
        };
        // If the markup is not as expected, the server's sentences stay.
        _ = show(input, sentence.as_deref());
    }

    fn show(input: &HtmlInputElement, sentence: Option<&str>) -> Result<(), leptos::wasm_bindgen::JsValue> {
        let id = format!("{}-error", input.id());
        let existing = document().get_element_by_id(&id);
        let described = input.get_attribute("aria-describedby").unwrap_or_default();
        let others = described.split_whitespace().filter(|part| *part != id).collect::<Vec<_>>().join(" ");
        match sentence {
            None => {
                if let Some(existing) = existing {
                    existing.remove();
                }
                input.remove_attribute("aria-invalid")?;
                if others.is_empty() {
                    input.remove_attribute("aria-describedby")
                } else {
                    input.set_attribute("aria-describedby", &others)
                }
            }
            Some(sentence) => {
                let paragraph = match existing {
                    Some(existing) => existing,
                    None => {
                        let paragraph = document().create_element("p")?;
                        paragraph.set_class_name("field-error");
                        paragraph.set_id(&id);
                        input.insert_adjacent_element("beforebegin", &paragraph)?;
                        paragraph
                    }
                };
                paragraph.set_text_content(Some(sentence));
                input.set_attribute("aria-invalid", "true")?;
                input.set_attribute("aria-describedby", format!("{others} {id}").trim())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_found_by_its_code() {
        for check in Check::ALL {
            assert_eq!(Check::parse(check.code()), Some(check));
        }
        assert!(Check::Address.passes("ada@example.org") && !Check::Address.passes("ada"));
    }
}
