//! Paragraphs whose lines were broken for transport (`format=flowed`, RFC 3676).

/// Joins the lines that belong together. `deletes_space`: the space at the end of a line was added too (DelSp, §4.1).
pub(super) fn unfold(text: &str, deletes_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of the paragraph that goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // One space may stand before a line that begins with a space, with `From ` or with `>` (§4.4).
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        if open != Some(depth) || is_signature {
            if open.is_some() {
                trim_line(&mut out);
            }
            out.push_str(&">".repeat(depth));
            if depth > 0 {
                out.push(' ');
            }
        }
        let is_open = content.ends_with(' ') && !is_signature;
        out.push_str(if is_open && deletes_space { &content[..content.len() - 1] } else { content });
        if is_open {
            open = Some(depth);
        } else {
            out.push('\n');
            open = None;
        }
    }
    out
}

fn trim_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_become_paragraphs() {
        let text = "La réunion est \nle 3.\n\n> Quand \n> donc ?\n>> Hier\n From: a\n-- \nClaire \nRI3";
        assert_eq!(unfold(text, false), "La réunion est le 3.\n\n> Quand donc ?\n>> Hier\nFrom: a\n-- \nClaire RI3\n");
        assert_eq!(unfold("anti \nconstitution", true), "anticonstitution\n");
        assert_eq!(unfold("ouvert \n> cité", false), "ouvert\n> cité\n");
        assert_eq!(unfold("", false), "");
    }
}
