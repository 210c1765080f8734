//! The fonts: Liberation Sans, in the binary (SIL Open Font License, see `content/fonts/LICENSE`).

use std::cell::Cell;

use krilla::text::Font;
use ttf_parser::Face as Metrics;

use crate::documents::markdown_blocks::FontStyle;

static REGULAR: &[u8] = include_bytes!("../../../../content/fonts/LiberationSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../../content/fonts/LiberationSans-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../../../../content/fonts/LiberationSans-Italic.ttf");

/// The three fonts, for measuring and drawing.
pub(super) struct Fonts {
    regular: (Font, Metrics<'static>),
    bold: (Font, Metrics<'static>),
    italic: (Font, Metrics<'static>),
    lacks_characters: Cell<bool>,
}

impl Fonts {
    pub(super) fn load() -> Option<Self> {
        let font = |data: &'static [u8]| Some((Font::new(data.into(), 0)?, Metrics::parse(data, 0).ok()?));
        Some(Self { regular: font(REGULAR)?, bold: font(BOLD)?, italic: font(ITALIC)?, lacks_characters: Cell::new(false) })
    }

    fn of(&self, style: FontStyle) -> &(Font, Metrics<'static>) {
        match style {
            FontStyle::Regular => &self.regular,
            FontStyle::Bold => &self.bold,
            FontStyle::Italic => &self.italic,
        }
    }

    pub(super) fn font(&self, style: FontStyle) -> Font {
        self.of(style).0.clone()
    }

    /// The width of a text, in points.
    pub(super) fn width(&self, style: FontStyle, size: f32, text: &str) -> f32 {
        let metrics = &self.of(style).1;
        let advance = |c: char| metrics.glyph_index(c).and_then(|glyph| metrics.glyph_hor_advance(glyph)).unwrap_or(0);
        let units: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
        units as f32 * size / f32::from(metrics.units_per_em())
    }

    /// The text in characters that the font has. Missing letters are replaced by available ones, other missing characters by "?".
    pub(super) fn writable(&self, style: FontStyle, text: &str) -> String {
        let metrics = &self.of(style).1;
        let mut written = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                // A line end or a tab becomes a space, so that it never joins two words.
                c if c.is_control() => written.push(' '),
                // Joiners and variation selectors modify the character before them and are not shown alone.
                '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
                c if metrics.glyph_index(c).is_some() => written.push(c),
                '\u{202f}' | '\u{2009}' | '\u{2007}' => written.push('\u{a0}'),
                c => {
                    self.lacks_characters.set(true);
                    written.push_str(deunicode::deunicode_char(c).filter(|_| c.is_alphabetic()).unwrap_or("?"));
                }
            }
        }
        written
    }

    /// Whether any character was missing from the fonts.
    pub(super) fn lacks_characters(&self) -> bool {
        self.lacks_characters.get()
    }
}
