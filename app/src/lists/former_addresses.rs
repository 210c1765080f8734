//! Addresses of a network's list from when a network had one: they go on leading to its main list, for those who may know of the network.

use axum::extract::Path;
use axum::response::Redirect;
use domain::lists;

use crate::error_page::Result;
use crate::request_context::RequestContext;

pub async fn settings(context: RequestContext, Path(slug): Path<String>) -> Result<Redirect> {
    redirect(&context, &slug, "settings").await
}

pub async fn subscribers(context: RequestContext, Path(slug): Path<String>) -> Result<Redirect> {
    redirect(&context, &slug, "subscribers").await
}

async fn redirect(context: &RequestContext, slug: &str, page: &str) -> Result<Redirect> {
    let list = lists::page(context.db(), &context.actor, slug).await?.list;
    Ok(Redirect::permanent(&format!("/lists/{}/{page}", list.slug)))
}
