//! Memberships: joining and leaving; for coordinators, the members, their history, the requests.

pub mod departure;
pub mod directory;
pub mod history;
pub mod invitations;
pub mod mails;
pub mod members;
pub mod requests;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::enums::MembershipState;
use domain::memberships::JoinChoices;
use domain::{Error, memberships};
use serde::Deserialize;

use crate::error_page::Result;
use crate::extract::Form;
use crate::fields::FormErrors;
use crate::networks::membership_box::JoinAttempt;
use crate::networks::presentation;
use crate::request_context::RequestContext;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    message: String,
    /// Not empty: don't subscribe to the network's list.
    no_list: String,
    /// Not empty: consent to being listed in the directories of one's networks.
    directory: String,
}

/// Joins, or asks to. A person without a name is asked for it first.
pub async fn join(context: RequestContext, Path(slug): Path<String>, Form(input): Form<JoinForm>) -> Result<Response> {
    let language = context.language;
    let choices = JoinChoices { refuses_list: !input.no_list.is_empty(), agrees_to_directory: !input.directory.is_empty() };
    let error = match memberships::join_with_choices(context.db(), &context.actor, &slug, &input.message, choices).await {
        Ok(MembershipState::Requested) => return Ok(context.redirect(&format!("/networks/{slug}?done=requested")).into_response()),
        Ok(_) => return Ok(context.redirect(&format!("/networks/{slug}?done=joined")).into_response()),
        Err(error) => error,
    };
    let attempt = match error {
        Error::Invalid(errors) if errors.iter().any(|error| error.field.ends_with("_name")) => {
            return Ok(context.redirect(&format!("/me/profile?next=%2Fnetworks%2F{slug}")).into_response());
        }
        Error::Forbidden => {
            JoinAttempt { message: input.message, errors: FormErrors::none(language), by_invitation: true, offers_directory: false }
        }
        error => {
            JoinAttempt { message: input.message, errors: FormErrors::of(language, error)?, by_invitation: false, offers_directory: false }
        }
    };
    presentation::page(&context, &slug, "", attempt).await
}
