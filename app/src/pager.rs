//! The links between the pages of a list.

use domain::Language;
use domain::numbers::number;
use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLength {
    /// This is the last page.
    Page(i64),
    /// At least up to this page: further pages were not counted.
    Beyond(i64),
}

/// Links to the first page, the last, and those around `page`; nothing for a list of one page. `to` gives the address of a page.
pub fn pager<To: Fn(i64) -> String>(language: Language, page: i64, last: ListLength, to: To) -> impl IntoView + use<To> {
    let (pages, is_more) = match last {
        ListLength::Page(pages) => (pages, false),
        ListLength::Beyond(pages) => (pages, true),
    };
    (pages > 1).then(|| {
        let page = page.clamp(1, pages);
        let before = (page > 1).then(|| view! { <li><a href=to(page - 1) rel="prev">{tr!(language, "pager-previous")}</a></li> });
        let after = (page < pages).then(|| view! { <li><a href=to(page + 1) rel="next">{tr!(language, "pager-next")}</a></li> });
        let gap = || view! { <li><span aria-hidden="true">"…"</span></li> }.into_any();
        let mut links = Vec::new();
        let mut previous = 0;
        for linked_page in linked_pages(page, pages) {
            if linked_page > previous + 1 {
                links.push(gap());
            }
            previous = linked_page;
            let current = (linked_page == page).then_some("page");
            let label = tr!(language, "pager-page", number = number(language, linked_page));
            links.push(
                view! { <li><a href=to(linked_page) aria-label=label aria-current=current>{number(language, linked_page)}</a></li> }
                    .into_any(),
            );
        }
        if is_more {
            links.push(gap());
        }
        view! { <nav class="pagination no-print" aria-label=tr!(language, "pager-pages")><ul>{before}{links}{after}</ul></nav> }
    })
}

/// The linked pages, in order: five at most, however many there are.
fn linked_pages(page: i64, pages: i64) -> Vec<i64> {
    let mut linked_pages = vec![1, page.saturating_sub(1), page, page.saturating_add(1), pages];
    linked_pages.retain(|linked_page| (1..=pages).contains(linked_page));
    linked_pages.sort_unstable();
    linked_pages.dedup();
    linked_pages
}

#[cfg(test)]
mod tests {
    use super::linked_pages;

    #[test]
    fn five_pages_at_most_are_linked() {
        assert_eq!(linked_pages(1, 2), [1, 2]);
        assert_eq!(linked_pages(2, 3), [1, 2, 3]);
        assert_eq!(linked_pages(5, 9), [1, 4, 5, 6, 9]);
        assert_eq!(linked_pages(9, 9), [1, 8, 9]);
        assert_eq!(linked_pages(i64::MAX, i64::MAX), [1, i64::MAX - 1, i64::MAX]);
        assert_eq!(linked_pages(i64::MIN, 3), [1, 3]);
    }
}
