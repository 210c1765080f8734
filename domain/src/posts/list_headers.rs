//! The headers of list mail (RFC 2369, 2919, 8058), for copies of posts and for digests.

use crate::lists::List;

/// What the headers of a list's mail are made of.
#[derive(Debug, Clone)]
pub(super) struct ListHeaders {
    pub(super) slug: String,
    pub(super) name: String,
    /// The domain of the site, for the List-Id.
    pub(super) host: String,
    /// The domain of the lists' addresses; empty: posts are written on the site alone.
    pub(super) lists_host: String,
    /// The address of the list on the site.
    pub(super) page: String,
    /// Where one may unsubscribe by mail if the list takes none; empty: nowhere.
    pub(super) unsubscribe_address: String,
}

impl ListHeaders {
    pub(super) fn new(list: &List, host: String, lists_host: &str, page: String, unsubscribe_address: &str) -> Self {
        Self {
            slug: list.slug.clone(),
            name: list.name.clone(),
            host,
            lists_host: lists_host.to_owned(),
            page,
            unsubscribe_address: unsubscribe_address.to_owned(),
        }
    }

    pub(super) fn takes_mail(&self) -> bool {
        !self.lists_host.is_empty()
    }

    /// An address of the list: `ri3-l-owner@lists.example.org`.
    pub(super) fn address(&self, suffix: &str) -> String {
        format!("{}{suffix}@{}", self.slug, self.lists_host)
    }

    /// The headers of a mail with that unsubscribe link.
    pub(super) fn write(&self, unsubscribe: &str) -> Vec<(&'static str, String)> {
        let (slug, page) = (&self.slug, &self.page);
        let by_mail = match self.unsubscribe_address.as_str() {
            _ if self.takes_mail() => format!(", <mailto:{}>", self.address("-unsubscribe")),
            "" => String::new(),
            address => format!(", <mailto:{address}?subject=unsubscribe%20{slug}>"),
        };
        let mut headers = vec![
            ("List-Id", format!("<{slug}.lists.{}>", self.host)),
            ("List-Unsubscribe", format!("<{unsubscribe}>{by_mail}")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ];
        if self.takes_mail() {
            headers.push(("List-Help", format!("<mailto:{}>, <{page}>", self.address("-help"))));
            headers.push(("List-Post", format!("<mailto:{}>", self.address(""))));
            headers.push(("List-Owner", format!("<mailto:{}>", self.address("-owner"))));
        } else {
            headers.push(("List-Help", format!("<{page}>")));
            // Posts are written on the site; there is no address for them.
            headers.push(("List-Post", "NO".to_owned()));
        }
        headers
    }
}
