//! Creating committees and mandates: one form at a time, each with its own address.

mod edit_conflict;
mod mandate;
mod removed;

use self::mandate::mandate;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::db::Db;
use domain::ids::{CommitteeId, MandateId};
use domain::memberships::{self, Committee, CommitteeInput, Governance, MandateInput};
use domain::networks::NetworkCard;
use domain::{Error, Language};
use leptos::prelude::*;
use serde::Deserialize;

use super::governance::{row, table};
use super::header::{breadcrumbs, notice};
use crate::error_page::Result;
use crate::events::saved_values;
use crate::extract::{OnceForm, Query};
use crate::fields::{ChoicesField, ErrorSummary, FormErrors, FormKey, LineField};
use crate::page::{PageBuilder, Section};
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenFormQuery {
    /// A committee's key, or `new`.
    committee: String,
    /// A mandate's key, or `new` together with a committee.
    mandate: String,
    done: String,
}

/// The fields of all forms; each form fills its own part.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GovernanceForm {
    act: String,
    name: String,
    description: String,
    coordinates: String,
    person: String,
    address: String,
    given_name: String,
    family_name: String,
    role: String,
    started_on: String,
    ended_on: String,
    /// `1` confirms that rights end.
    sure: String,
    version: String,
    /// Part of a name, to find a member by.
    find: String,
}

impl GovernanceForm {
    fn committee(&self) -> CommitteeInput {
        CommitteeInput {
            name: self.name.clone(),
            description: self.description.clone(),
            coordinates: self.coordinates.clone(),
            sure: self.sure.clone(),
            version: self.version.clone(),
        }
    }

    fn mandate(&self) -> MandateInput {
        MandateInput {
            person: self.person.clone(),
            address: self.address.clone(),
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            role: self.role.clone(),
            started_on: self.started_on.clone(),
            ended_on: self.ended_on.clone(),
            sure: self.sure.clone(),
            version: self.version.clone(),
        }
    }
}

#[derive(Default)]
struct GovernanceFormContext {
    name: String,
    /// Part of a name, to find a member by.
    find: String,
    /// The values that someone else saved meanwhile, each with its field's label.
    saved: Vec<(String, String)>,
}

/// The form that the address names, with its current values; without one, the list of what can be changed.
pub async fn edit(context: RequestContext, Path(slug): Path<String>, Query(open): Query<OpenFormQuery>) -> Result<Response> {
    let (db, actor, none) = (context.db(), &context.actor, FormErrors::none(context.language));
    match (open.committee.as_str(), open.mandate.as_str()) {
        ("", "") => overview(&context, &slug, &open.done).await,
        ("new", _) => committee(&context, &slug, &open, CommitteeInput::default(), GovernanceFormContext::default(), none).await,
        (id, "") => {
            let input = memberships::committee_form(db, actor, &slug, &CommitteeId::from(id)).await?;
            committee(&context, &slug, &open, input, GovernanceFormContext::default(), none).await
        }
        (_, "new") => {
            let input = MandateInput { started_on: context.now.today(), ..MandateInput::default() };
            mandate(&context, &slug, &open, input, GovernanceFormContext::default(), none).await
        }
        (_, id) => {
            let (input, name) = memberships::mandate_form(db, actor, &slug, &MandateId::from(id)).await?;
            mandate(&context, &slug, &open, input, GovernanceFormContext { name, ..GovernanceFormContext::default() }, none).await
        }
    }
}

/// Saves the form. If someone else changed the same thing meanwhile, the typed values are shown beside the saved ones; saving again then
/// overwrites knowingly.
pub async fn update(
    context: RequestContext,
    Path(slug): Path<String>,
    Query(open): Query<OpenFormQuery>,
    OnceForm { db, input: form }: OnceForm<GovernanceForm>,
) -> Result<Response> {
    let language = context.language;
    if form.act == "find" {
        let form_context = GovernanceFormContext { find: form.find.clone(), ..GovernanceFormContext::default() };
        return mandate(&context, &slug, &open, form.mandate(), form_context, FormErrors::none(language)).await;
    }
    let result = save(&db, &context, &slug, &open, &form).await;
    let error = match result {
        Ok(()) => return Ok(context.redirect(&format!("/networks/{slug}/governance/edit?done=saved")).into_response()),
        Err(Error::NotFound) => return removed::page(&context, &slug, &open, &form).await,
        Err(error) => error,
    };
    let errors = FormErrors::of(language, error)?;
    match (open.committee.as_str(), open.mandate.as_str()) {
        ("new", "") => committee(&context, &slug, &open, form.committee(), GovernanceFormContext::default(), errors).await,
        (id, "") => {
            let current = memberships::committee_form(context.db(), &context.actor, &slug, &CommitteeId::from(id)).await?;
            let typed = if form.act == "remove" { current.clone() } else { form.committee() };
            let saved = if errors.is_stale() { edit_conflict::committee(language, &typed, &current) } else { Vec::new() };
            let typed = if errors.is_stale() { CommitteeInput { version: current.version, ..typed } } else { typed };
            committee(&context, &slug, &open, typed, GovernanceFormContext { saved, ..GovernanceFormContext::default() }, errors).await
        }
        (_, "new") => {
            let form_context = GovernanceFormContext { find: form.find.clone(), ..GovernanceFormContext::default() };
            mandate(&context, &slug, &open, form.mandate(), form_context, errors).await
        }
        (_, id) => {
            let (current, name) = memberships::mandate_form(context.db(), &context.actor, &slug, &MandateId::from(id)).await?;
            let typed = if form.act == "remove" { current.clone() } else { form.mandate() };
            let saved = if errors.is_stale() { edit_conflict::mandate(language, &typed, &current) } else { Vec::new() };
            let typed = if errors.is_stale() { MandateInput { version: current.version, ..typed } } else { typed };
            mandate(&context, &slug, &open, typed, GovernanceFormContext { name, saved, ..GovernanceFormContext::default() }, errors).await
        }
    }
}

async fn save(db: &Db, context: &RequestContext, slug: &str, open: &OpenFormQuery, form: &GovernanceForm) -> domain::Result<()> {
    let actor = &context.actor;
    let (committee, mandate) = (CommitteeId::from(open.committee.as_str()), MandateId::from(open.mandate.as_str()));
    match (open.committee.as_str(), open.mandate.as_str(), form.act.as_str()) {
        ("", "", _) => Err(Error::NotFound),
        ("new", "", _) => memberships::create_committee(db, actor, slug, &form.committee()).await.map(drop),
        (_, "", "remove") => memberships::remove_committee(db, actor, slug, &committee, &form.version).await,
        (_, "", _) => memberships::edit_committee(db, actor, slug, &committee, &form.committee()).await,
        (_, "new", _) => memberships::give_mandate(db, actor, slug, &committee, &form.mandate()).await.map(drop),
        (_, _, "remove") => memberships::revoke_mandate(db, actor, slug, &mandate, &form.mandate()).await,
        (_, _, _) => memberships::edit_mandate(db, actor, slug, &mandate, &form.mandate()).await,
    }
}

/// The committees, for those who may change them; for others the page does not exist.
async fn load(context: &RequestContext, slug: &str) -> Result<Governance> {
    let governance = memberships::governance(context.db(), &context.actor, slug).await?;
    if governance.head.may.govern { Ok(governance) } else { Err(Error::NotFound.into()) }
}

fn governance_breadcrumbs(language: Language, card: &NetworkCard, title: &str, is_form: bool) -> impl IntoView + use<> {
    let path = format!("/networks/{}/governance", card.slug);
    let mut steps = vec![(path.clone(), tr!(language, "networks-tab-governance"))];
    if is_form {
        steps.push((format!("{path}/edit"), tr!(language, "governance-edit")));
    }
    breadcrumbs(language, card, steps, title.to_owned())
}

async fn overview(context: &RequestContext, slug: &str, done: &str) -> Result<Response> {
    let language = context.language;
    let governance = load(context, slug).await?;
    let card = governance.head.card.clone();
    let success = (done == "saved").then(|| tr!(language, "networks-done-saved"));
    let title = tr!(language, "governance-edit");
    let page = PageBuilder::titled(format!("{title} – {}", card.acronym)).section(Section::Networks).hue(card.hue);
    Ok(page.render(context, move || {
        let committees: Vec<_> = governance.committees.iter().map(|committee| committee_view(language, &card, committee)).collect();
        view! {
            {governance_breadcrumbs(language, &card, &title, false)}
            <h1>{title}</h1>
            {notice(success)}
            {committees}
            <p><a class="button" href=format!("/networks/{}/governance/edit?committee=new", card.slug)>{tr!(language, "governance-new-committee")}</a></p>
        }
    }))
}

fn committee_view(language: Language, card: &NetworkCard, committee: &Committee) -> impl IntoView + use<> {
    let path = format!("/networks/{}/governance/edit", card.slug);
    let rows: Vec<_> =
        committee.mandates.iter().map(|mandate| row(language, mandate, Some(format!("{path}?mandate={}", mandate.id)))).collect();
    let rights = committee.coordinates.then(|| view! { <p><span class="badge">{tr!(language, "governance-coordinates")}</span></p> });
    let heading = format!("c-{}", committee.id);
    let labelled_by = heading.clone();
    view! {
        <section class="stack" aria-labelledby=labelled_by>
            <h2 id=heading>{committee.name.clone()}</h2>
            {rights}
            {table(language, rows, true)}
            <div class="actions">
                <a class="button button-quiet" href=format!("{path}?committee={}&mandate=new", committee.id)>
                    {tr!(language, "governance-give-mandate")}<span class="visually-hidden">{format!(" ({})", committee.name)}</span>
                </a>
                " "
                <a class="button button-quiet" href=format!("{path}?committee={}", committee.id)>
                    {tr!(language, "governance-change-committee")}<span class="visually-hidden">{format!(" ({})", committee.name)}</span>
                </a>
            </div>
        </section>
    }
}

async fn committee(
    context: &RequestContext,
    slug: &str,
    open: &OpenFormQuery,
    input: CommitteeInput,
    form_context: GovernanceFormContext,
    errors: FormErrors,
) -> Result<Response> {
    let language = context.language;
    let governance = load(context, slug).await?;
    let card = governance.head.card.clone();
    let is_new = open.committee == "new";
    let key = is_new.then(|| context.form_key());
    let is_empty = governance.committees.iter().any(|committee| committee.id.as_str() == open.committee && committee.mandates.is_empty());
    let title = if is_new { tr!(language, "governance-new-committee") } else { tr!(language, "governance-change-committee") };
    let action = format!("/networks/{}/governance/edit?committee={}", card.slug, open.committee);
    let page = PageBuilder::titled(title.clone()).section(Section::Networks).hue(card.hue).errors(&errors);
    Ok(page.render(context, move || {
        let remove = is_empty.then(|| view! { <button class="button button-danger" name="act" value="remove">{tr!(language, "governance-remove-committee")}</button> });
        let submit_label = if is_new { tr!(language, "governance-create-committee") } else { tr!(language, "fields-save") };
        let rights = vec![("1".to_owned(), tr!(language, "governance-coordinates-choice"))];
        view! {
            {governance_breadcrumbs(language, &card, &title, true)}
            <h1>{title}</h1>
            <ErrorSummary />
            {saved_values(language, &form_context.saved)}
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="version" value=input.version.clone() />
                {key.map(|key| view! { <FormKey value=key /> })}
                <LineField name="name" label=tr!(language, "governance-committee-name") value=input.name required=true max_length=200 />
                <LineField name="description" label=tr!(language, "governance-committee-description") hint=tr!(language, "governance-committee-description-hint") value=input.description max_length=500 />
                <ChoicesField name="coordinates" legend=tr!(language, "governance-rights") hint=tr!(language, "governance-rights-hint") chosen=vec![input.coordinates] choices=rights />
                {sure(language, &errors)}
                <div class="form-actions"><button class="button" name="act" value="save">{submit_label}</button>" "{remove}</div>
            </form>
        }
    }))
}

/// The box that confirms the end of rights. It is only shown where rights would end, with the date.
fn sure(language: Language, errors: &FormErrors) -> Option<impl IntoView + use<>> {
    errors.has_error("sure").then(|| {
        let choices = vec![("1".to_owned(), tr!(language, "governance-confirm-tick"))];
        view! { <ChoicesField name="sure" legend=tr!(language, "fields-confirm") chosen=Vec::new() choices=choices /> }
    })
}
