//! The HTML that Leptos renders, without the markers that only hydration reads.

/// The marker that Leptos writes between two texts and after a list, so that an island finds its nodes.
const MARKER: &str = "<!>";

/// The context of the current position, for markers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkerContext {
    /// Inside an island: hydration walks over the markers.
    Island,
    /// Children of an island, rendered by the server: hydration skips them as a whole.
    Children,
}

/// The document without its markers, which are a tenth of a long list and errors to every validator. Islands keep theirs. Texts and
/// attributes never contain a `<`, so each one begins a tag or a marker.
pub(crate) fn strip_markers(html: &str) -> String {
    let mut stripped = String::with_capacity(html.len());
    let mut contexts: Vec<MarkerContext> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        stripped.push_str(before);
        let length = if tag.starts_with(MARKER) {
            if contexts.last() == Some(&MarkerContext::Island) {
                stripped.push_str(MARKER);
            }
            MARKER.len()
        } else {
            if tag.starts_with("<leptos-island") {
                contexts.push(MarkerContext::Island);
            } else if tag.starts_with("<leptos-children") {
                contexts.push(MarkerContext::Children);
            } else if tag.starts_with("</leptos-island") || tag.starts_with("</leptos-children") {
                contexts.pop();
            }
            stripped.push('<');
            1
        };
        rest = &tag[length..];
    }
    stripped.push_str(rest);
    stripped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_islands_keep_theirs() {
        let html = "<p>a<!>b<!></p><leptos-island data-x=\"1\"><i>c<!>d</i><leptos-children><p>e<!>f</p>\
                    <leptos-island><b>g<!></b></leptos-island><!></leptos-children><!></leptos-island><!>";
        let stripped = "<p>ab</p><leptos-island data-x=\"1\"><i>c<!>d</i><leptos-children><p>ef</p>\
                    <leptos-island><b>g<!></b></leptos-island></leptos-children><!></leptos-island>";
        assert_eq!(strip_markers(html), stripped);
        assert_eq!(strip_markers("&lt;!&gt; é"), "&lt;!&gt; é");
    }
}
