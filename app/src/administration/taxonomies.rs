//! Taxonomies: adding, renaming, ordering and retiring choices.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::administration::{self, ChoiceInput, ListedChoice};
use domain::enums::TaxonomyList;
use domain::numbers::number;
use domain::{Error, Language};
use leptos::context::Provider;
use leptos::prelude::*;

use super::{AdminListQuery, breadcrumbs, page, success_notice};
use crate::error_page::Result;
use crate::extract::{Form, Query};
use crate::fields::{ErrorSummary, FormErrors, LineField};
use crate::labels::label;
use crate::request_context::RequestContext;

pub async fn index(context: RequestContext) -> Result<Response> {
    let language = context.language;
    administration::overview(context.db(), &context.actor).await?;
    let title = tr!(language, "administration-taxonomies");
    Ok(page(&title).render(&context, move || {
        let lists: Vec<_> = TaxonomyList::ALL
            .iter()
            .map(|list| view! { <li><a href=format!("/admin/taxonomies/{list}")>{label(language, *list)}</a></li> })
            .collect();
        view! {
            {breadcrumbs(language, Vec::new(), title.clone())}
            <h1>{title}</h1>
            <p class="lead">{tr!(language, "administration-taxonomies-lead")}</p>
            <ul class="rows">{lists}</ul>
        }
    }))
}

pub async fn show(context: RequestContext, Path(list): Path<String>, Query(query): Query<AdminListQuery>) -> Result<Response> {
    let list = TaxonomyList::parse(&list).map_err(|_| Error::NotFound)?;
    form(&context, list, ChoiceInput::default(), &query.done, FormErrors::none(context.language)).await
}

/// Adds a choice, or does what the button beside one says.
pub async fn update(context: RequestContext, Path(list): Path<String>, Form(input): Form<ChoiceInput>) -> Result<Response> {
    let list = TaxonomyList::parse(&list).map_err(|_| Error::NotFound)?;
    let done = if input.code.is_empty() {
        administration::add_choice(context.db(), &context.actor, list, &input).await
    } else {
        administration::edit_choice(context.db(), &context.actor, list, &input).await
    };
    match done {
        Ok(()) => Ok(context.redirect(&format!("/admin/taxonomies/{list}?done=saved")).into_response()),
        Err(Error::Closed) => {
            let mut page = form(&context, list, ChoiceInput::default(), "used", FormErrors::none(context.language)).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => form(&context, list, input, "", FormErrors::of(context.language, error)?).await,
    }
}

async fn form(context: &RequestContext, list: TaxonomyList, typed: ChoiceInput, done: &str, errors: FormErrors) -> Result<Response> {
    let (language, done) = (context.language, done.to_owned());
    let taxonomy = administration::taxonomy(context.db(), &context.actor, list).await?;
    let title = label(language, list);
    Ok(page(&title).errors(&errors).render(context, move || {
        let rows: Vec<_> = taxonomy.choices.iter().map(|choice| row(language, choice, &typed)).collect();
        let is_new = typed.code.is_empty();
        let (french, english) = if is_new { (typed.name_fr.clone(), typed.name_en.clone()) } else { Default::default() };
        // Errors of an existing choice are shown above the list, not at the form of a new one.
        let new_choice_errors = if is_new { FormErrors::of_page() } else { FormErrors::none(language) };
        view! {
            {breadcrumbs(language, vec![("/admin/taxonomies".to_owned(), tr!(language, "administration-taxonomies"))], title.clone())}
            <h1>{title}</h1>
            {success_notice(&done, language)}
            <ErrorSummary />
            <ol class="rows">{rows}</ol>
            <section class="stack" aria-labelledby="new">
                <h2 id="new">{tr!(language, "administration-choice-new")}</h2>
                <form class="form" method="post" novalidate>
                    <Provider value=new_choice_errors>
                    <LineField name="name_fr" label=tr!(language, "administration-choice-french") value=french required=true max_length=200 />
                    <LineField name="name_en" label=tr!(language, "administration-choice-english") value=english required=true max_length=200 />
                    </Provider>
                    <div class="form-actions"><button class="button">{tr!(language, "administration-choice-add")}</button></div>
                </form>
            </section>
        }
    }))
}

fn row(language: Language, choice: &ListedChoice, typed: &ChoiceInput) -> impl IntoView + use<> {
    let name = if language == Language::Fr { choice.name_fr.clone() } else { choice.name_en.clone() };
    let is_typed = typed.code == choice.code;
    let (french, english) =
        if is_typed { (typed.name_fr.clone(), typed.name_en.clone()) } else { (choice.name_fr.clone(), choice.name_en.clone()) };
    let (french_id, english_id) = (format!("fr-{}", choice.code), format!("en-{}", choice.code));
    let button = |act: &'static str, label: String| {
        view! {
            <button class="button button-quiet" name="act" value=act>{label}<span class="visually-hidden">{format!(" {name}")}</span></button>
            " "
        }
    };
    let last_button = match (choice.is_retired(), choice.used) {
        (true, _) => button("restore", tr!(language, "administration-choice-restore")).into_any(),
        (false, 0) => button("remove", tr!(language, "administration-choice-remove")).into_any(),
        (false, _) => button("retire", tr!(language, "administration-choice-retire")).into_any(),
    };
    let retired = choice.is_retired().then(|| view! { " "<span class="badge">{tr!(language, "administration-choice-retired")}</span> });
    let used = tr!(language, "administration-choice-uses", count = choice.used, number = number(language, choice.used));
    view! {
        <li>
            <details open=is_typed>
                <summary>{name.clone()}{retired}" "<span class="small muted">{used}</span></summary>
                <form class="form" method="post" novalidate>
                    <input type="hidden" name="code" value=choice.code.clone() />
                    <div class="field"><label for=french_id.clone()>{tr!(language, "administration-choice-french")}</label><input id=french_id name="name_fr" value=french /></div>
                    <div class="field"><label for=english_id.clone()>{tr!(language, "administration-choice-english")}</label><input id=english_id name="name_en" value=english /></div>
                    <div class="form-actions">
                        <button class="button" name="act" value="save">{tr!(language, "fields-save")}<span class="visually-hidden">{format!(" {name}")}</span></button>
                        " "
                        {button("up", tr!(language, "administration-choice-up"))}
                        {button("down", tr!(language, "administration-choice-down"))}
                        {last_button}
                    </div>
                </form>
            </details>
        </li>
    }
}
