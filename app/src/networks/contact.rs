//! Whom to write to about a network.

use domain::networks::NetworkPage;
use leptos::prelude::*;

use crate::visit::RequestContext;

/// Whom to write to: the network's own address, else the instance's.
fn contact_of<'a>(visit: &'a RequestContext, network: &'a NetworkPage) -> &'a str {
    if network.contact.is_empty() { &visit.instance.contact } else { &network.contact }
}

/// Among the facts of the page.
pub(super) fn contact(visit: &RequestContext, network: &NetworkPage) -> impl IntoView + use<> {
    let (language, address) = (visit.language, contact_of(visit, network).to_owned());
    (!address.is_empty()).then(|| {
        view! {
            <div class="facts-group">
                <h2>{tr!(language, "networks-contact-title")}</h2>
                <p><a href=format!("mailto:{address}")>{address.clone()}</a></p>
            </div>
        }
    })
}

/// That one joins by invitation, and whom to ask for one.
pub(super) fn by_invitation(visit: &RequestContext, network: &NetworkPage) -> impl IntoView + use<> {
    let (language, address) = (visit.language, contact_of(visit, network).to_owned());
    let words = tr!(language, "memberships-by-invitation", network = network.head.card.acronym.as_str());
    let write = (!address.is_empty()).then(|| {
        view! { " "{tr!(language, "memberships-by-invitation-write")}" "<a href=format!("mailto:{address}")>{address.clone()}</a> }
    });
    view! { {words}{write} }
}
