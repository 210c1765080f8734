//! The contact of a network.

use domain::networks::NetworkPage;
use leptos::prelude::*;

use crate::request_context::RequestContext;

/// The network's own address, else the instance's.
fn contact_of<'a>(context: &'a RequestContext, network: &'a NetworkPage) -> &'a str {
    if network.contact.is_empty() { &context.instance.contact } else { &network.contact }
}

pub(super) fn contact(context: &RequestContext, network: &NetworkPage) -> impl IntoView + use<> {
    let (language, address) = (context.language, contact_of(context, network).to_owned());
    (!address.is_empty()).then(|| {
        view! {
            <div class="facts-group">
                <h2>{tr!(language, "networks-contact-title")}</h2>
                <p><a href=format!("mailto:{address}")>{address.clone()}</a></p>
            </div>
        }
    })
}

/// Says that people join by invitation, with the address to ask for one.
pub(super) fn by_invitation(context: &RequestContext, network: &NetworkPage) -> impl IntoView + use<> {
    let (language, address) = (context.language, contact_of(context, network).to_owned());
    let text = tr!(language, "memberships-by-invitation", network = network.head.card.acronym.as_str());
    let write_link = (!address.is_empty()).then(|| {
        view! { " "{tr!(language, "memberships-by-invitation-write")}" "<a href=format!("mailto:{address}")>{address.clone()}</a> }
    });
    view! { {text}{write_link} }
}
