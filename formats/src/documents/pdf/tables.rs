//! Tables: columns fit their content, rows are not split, and the heading is repeated on each page.

use super::layout::{Layout, MARGIN, MEASURE, PageRule, StructNode};
use crate::documents::markdown_blocks::{FontStyle, ProseTable};
use crate::spreadsheets::SheetTable;
use words::Language;

const GAP: f32 = 8.0;
/// Font sizes, from the preferred one to the smallest that is easy to read.
const SIZES: [f32; 3] = [9.0, 8.0, 7.0];

/// The widths and font size of a table.
struct Measures {
    size: f32,
    widths: Vec<f32>,
    numeric: Vec<bool>,
}

impl Layout<'_> {
    pub(super) fn table(&mut self, language: Language, table: &SheetTable) {
        let heading: Vec<String> = table.columns.clone();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.text(language)).collect()).collect();
        let numeric: Vec<bool> = (0..heading.len()).map(|at| table.rows.iter().any(|row| row[at].is_number())).collect();
        self.y += 12.0;
        self.ensure_room(84.0);
        let title = self.table_title(&table.title);
        self.grid(title, &heading, &rows, numeric);
    }

    /// A table of a text: it has no title.
    pub(super) fn prose_table(&mut self, table: &ProseTable) {
        let Some((heading, rows)) = table.rows.split_first() else { return };
        self.y += 6.0;
        self.ensure_room(60.0);
        self.grid(Vec::new(), heading, rows, table.aligned_right.clone());
    }

    fn grid(&mut self, title: Vec<usize>, heading: &[String], rows: &[Vec<String>], numeric: Vec<bool>) {
        let measures = self.measures(heading, rows, numeric);
        let mut placed_rows = vec![self.row(heading, &measures, FontStyle::Bold)];
        self.rule(true);
        let mut page = self.page;
        for row in rows {
            let height = self.height(row, &measures, FontStyle::Regular);
            self.ensure_room(height);
            if self.page != page {
                page = self.page;
                // The structure has the heading once: the repeated one belongs to no cell.
                self.row(heading, &measures, FontStyle::Bold);
                self.rule(true);
            }
            placed_rows.push(self.row(row, &measures, FontStyle::Regular));
            self.rule(false);
        }
        self.nodes.push(StructNode::Table(title, placed_rows));
        self.y += 4.0;
    }

    fn table_title(&mut self, title: &str) -> Vec<usize> {
        let lines = self.lines(&[(title.to_owned(), FontStyle::Bold)], 10.0, MEASURE);
        let mut texts = Vec::new();
        for line in lines {
            self.y += 14.0;
            for (text, style) in line {
                texts.push(self.place(MARGIN, self.y, 10.0, style, text));
            }
        }
        self.y += 3.0;
        texts
    }

    /// Columns as wide as their longest cell. Excess width is taken from columns of text, which can break over lines.
    fn measures(&self, heading: &[String], rows: &[Vec<String>], numeric: Vec<bool>) -> Measures {
        let mut measures = Measures { size: SIZES[0], widths: Vec::new(), numeric };
        for size in SIZES {
            let longest = |at: usize| {
                let cells = rows.iter().map(|row| self.fonts.width(FontStyle::Regular, size, &row[at]));
                // A heading may break between words.
                let heading_words = heading[at].split(' ').map(|word| self.fonts.width(FontStyle::Bold, size, word));
                cells.chain(heading_words).fold(0.0, f32::max) + GAP
            };
            measures.size = size;
            measures.widths = (0..heading.len()).map(longest).collect();
            let total: f32 = measures.widths.iter().sum();
            if total <= MEASURE {
                measures.widths[0] += MEASURE - total;
                break;
            }
            // Excess width is taken from the widest columns of text, as long as a few words still fit in a line.
            let least = 70.0;
            let mut excess = total - MEASURE;
            while excess > 0.0 {
                let columns = (0..heading.len()).filter(|at| !measures.numeric[*at] && measures.widths[*at] > least);
                let Some(widest) = columns.max_by(|one, other| measures.widths[*one].total_cmp(&measures.widths[*other])) else { break };
                let taken = excess.min(10.0).min(measures.widths[widest] - least);
                measures.widths[widest] -= taken;
                excess -= taken;
            }
            if excess <= 0.0 {
                break;
            }
            // The columns of numbers alone are too wide: use a smaller font, and finally narrower columns.
            if size == SIZES[2] {
                let share = MEASURE / measures.widths.iter().sum::<f32>();
                measures.widths.iter_mut().for_each(|width| *width *= share);
            }
        }
        measures
    }

    fn height(&self, cells: &[String], measures: &Measures, style: FontStyle) -> f32 {
        let lines = |at: usize| self.lines(&[(cells[at].clone(), style)], measures.size, measures.widths[at] - GAP + 0.5).len();
        (0..cells.len()).map(lines).max().unwrap_or(1) as f32 * measures.size * 1.3 + 4.0
    }

    /// Places one row. Returns the indices of the texts of each cell.
    fn row(&mut self, cells: &[String], measures: &Measures, style: FontStyle) -> Vec<Vec<usize>> {
        let height = self.height(cells, measures, style);
        let mut x = MARGIN;
        let mut placed_cells = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let wide = measures.widths[at];
            let mut y = self.y;
            let mut places = Vec::new();
            for line in self.lines(&[(cell.clone(), style)], measures.size, wide - GAP + 0.5) {
                y += measures.size * 1.3;
                for (text, style) in line {
                    let free = wide - GAP - self.fonts.width(style, measures.size, text.trim_end());
                    let from = if measures.numeric[at] { x + GAP + free } else { x };
                    places.push(self.place(from, y, measures.size, style, text.trim_end().to_owned()));
                }
            }
            placed_cells.push(places);
            x += wide;
        }
        self.y += height;
        placed_cells
    }

    fn rule(&mut self, strong: bool) {
        self.rules.push(PageRule { page: self.page, y: self.y, strong });
    }
}
