//! A paper as Markdown.

use super::{Block, Paper};
use crate::spreadsheets::SheetTable;

pub(super) fn write(paper: &Paper) -> String {
    let mut text = format!("# {}\n\n{}\n", line(&paper.title), line(&paper.subtitle));
    for block in &paper.blocks {
        text.push('\n');
        match block {
            Block::Heading(words) => text.push_str(&format!("## {}\n", line(words))),
            Block::Prose(markdown) => {
                text.push_str(&deeper(markdown));
                text.push('\n');
            }
            Block::Sentence(words) => text.push_str(&format!("{}\n", line(words))),
            Block::Table(table) => text.push_str(&of_table(paper, table)),
        }
    }
    text
}

fn of_table(paper: &Paper, table: &SheetTable) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let numbers = |at: usize| table.rows.iter().any(|row| row[at].is_number());
    let rule: Vec<&str> = (0..table.columns.len()).map(|at| if numbers(at) { "---:" } else { "---" }).collect();
    let mut text = format!("**{}**\n\n{}", line(&table.title), row(table.columns.iter().map(|name| line(name)).collect()));
    text.push_str(&format!("|{}|\n", rule.join("|")));
    for cells in &table.rows {
        text.push_str(&row(cells.iter().map(|one| line(&one.words(paper.language))).collect()));
    }
    text
}

/// Literal text: Markdown syntax in it is escaped.
fn line(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => text.extend(['\\', c]),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

/// Puts typed headings below the paper's own: two levels deeper, six at most.
fn deeper(markdown: &str) -> String {
    let mut fenced = false;
    let lines = markdown.trim_end().lines().map(|line| {
        fenced ^= line.trim_start().starts_with("```");
        let marks = line.chars().take_while(|c| *c == '#').count();
        let is_heading = !fenced && (1..=6).contains(&marks) && line[marks..].starts_with(' ');
        if is_heading { format!("{}{}", "#".repeat((marks + 2).min(6)), &line[marks..]) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spreadsheets::SheetCell;
    use words::Language;

    #[test]
    fn what_people_typed_stays_in_its_place() {
        let table = SheetTable {
            code: "x",
            title: "Titre *x*".to_owned(),
            columns: vec!["A|B".to_owned(), "N".to_owned()],
            rows: vec![vec![SheetCell::Text("a\n| b".to_owned()), SheetCell::Count(1234)]],
        };
        let paper = Paper {
            language: Language::Fr,
            title: "Bilan".to_owned(),
            subtitle: "SIL".to_owned(),
            foot: String::new(),
            blocks: vec![Block::Heading("Faits".to_owned()), Block::Prose("# Un\n```\n# deux\n```".to_owned()), Block::Table(table)],
        };
        assert_eq!(
            paper.markdown(),
            "# Bilan\n\nSIL\n\n## Faits\n\n### Un\n```\n# deux\n```\n\n**Titre \\*x\\***\n\n| A\\|B | N |\n|---|---:|\n| a \\| b | 1\u{202f}234 |\n"
        );
    }
}
