//! Tables on paper: columns fit their content, rows are not split, and the heading is repeated on each page.

use super::layout::{Layout, MARGIN, MEASURE, PageRule, StructNode};
use crate::paper::markdown_blocks::{FontStyle, ProseTable};
use crate::spreadsheets::SheetTable;
use words::Language;

const GAP: f32 = 8.0;
/// Font sizes, from the preferred one to the smallest that is easy to read.
const SIZES: [f32; 3] = [9.0, 8.0, 7.0];

/// The widths and font size of a table.
struct Measures {
    size: f32,
    widths: Vec<f32>,
    numbers: Vec<bool>,
}

impl Layout<'_> {
    pub(super) fn table(&mut self, language: Language, table: &SheetTable) {
        let head: Vec<String> = table.columns.clone();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.words(language)).collect()).collect();
        let numbers: Vec<bool> = (0..head.len()).map(|at| table.rows.iter().any(|row| row[at].is_number())).collect();
        self.y += 12.0;
        self.need(84.0);
        let title = self.line_of_title(&table.title);
        self.grid(title, &head, &rows, numbers);
    }

    /// A table of a text: it has no title.
    pub(super) fn prose_table(&mut self, table: &ProseTable) {
        let Some((head, rows)) = table.rows.split_first() else { return };
        self.y += 6.0;
        self.need(60.0);
        self.grid(Vec::new(), head, rows, table.to_the_right.clone());
    }

    fn grid(&mut self, title: Vec<usize>, head: &[String], rows: &[Vec<String>], numbers: Vec<bool>) {
        let measures = self.measures(head, rows, numbers);
        let mut set = vec![self.row(head, &measures, FontStyle::Bold)];
        self.rule(true);
        let mut page = self.page;
        for row in rows {
            let height = self.height(row, &measures, FontStyle::Regular);
            self.need(height);
            if self.page != page {
                page = self.page;
                // The structure has the heading once: the repeated one belongs to no cell.
                self.row(head, &measures, FontStyle::Bold);
                self.rule(true);
            }
            set.push(self.row(row, &measures, FontStyle::Regular));
            self.rule(false);
        }
        self.pieces.push(StructNode::Table(title, set));
        self.y += 4.0;
    }

    fn line_of_title(&mut self, title: &str) -> Vec<usize> {
        let lines = self.lines(&[(title.to_owned(), FontStyle::Bold)], 10.0, MEASURE);
        let mut set = Vec::new();
        for line in lines {
            self.y += 14.0;
            for (words, face) in line {
                set.push(self.put(MARGIN, self.y, 10.0, face, words));
            }
        }
        self.y += 3.0;
        set
    }

    /// Columns as wide as their longest cell. Excess width is taken from columns of words, which can break over lines.
    fn measures(&self, head: &[String], rows: &[Vec<String>], numbers: Vec<bool>) -> Measures {
        let mut measures = Measures { size: SIZES[0], widths: Vec::new(), numbers };
        for size in SIZES {
            let longest = |at: usize| {
                let words = rows.iter().map(|row| self.faces.width(FontStyle::Regular, size, &row[at]));
                // A heading may break between words.
                let heading = head[at].split(' ').map(|word| self.faces.width(FontStyle::Bold, size, word));
                words.chain(heading).fold(0.0, f32::max) + GAP
            };
            measures.size = size;
            measures.widths = (0..head.len()).map(longest).collect();
            let total: f32 = measures.widths.iter().sum();
            if total <= MEASURE {
                measures.widths[0] += MEASURE - total;
                break;
            }
            // Excess width is taken from the widest columns of words, as long as a few words still fit in a line.
            let least = 70.0;
            let mut excess = total - MEASURE;
            while excess > 0.0 {
                let words = (0..head.len()).filter(|at| !measures.numbers[*at] && measures.widths[*at] > least);
                let Some(widest) = words.max_by(|one, other| measures.widths[*one].total_cmp(&measures.widths[*other])) else { break };
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

    fn height(&self, cells: &[String], measures: &Measures, face: FontStyle) -> f32 {
        let lines = |at: usize| self.lines(&[(cells[at].clone(), face)], measures.size, measures.widths[at] - GAP + 0.5).len();
        (0..cells.len()).map(lines).max().unwrap_or(1) as f32 * measures.size * 1.3 + 4.0
    }

    /// Sets one row; returns the indices of the words of each cell.
    fn row(&mut self, cells: &[String], measures: &Measures, face: FontStyle) -> Vec<Vec<usize>> {
        let height = self.height(cells, measures, face);
        let mut x = MARGIN;
        let mut set = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let wide = measures.widths[at];
            let mut y = self.y;
            let mut places = Vec::new();
            for line in self.lines(&[(cell.clone(), face)], measures.size, wide - GAP + 0.5) {
                y += measures.size * 1.3;
                for (words, face) in line {
                    let free = wide - GAP - self.faces.width(face, measures.size, words.trim_end());
                    let from = if measures.numbers[at] { x + GAP + free } else { x };
                    places.push(self.put(from, y, measures.size, face, words.trim_end().to_owned()));
                }
            }
            set.push(places);
            x += wide;
        }
        self.y += height;
        set
    }

    fn rule(&mut self, strong: bool) {
        self.rules.push(PageRule { page: self.page, y: self.y, strong });
    }
}
