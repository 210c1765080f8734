//! Painting: the pages, then the structure that refers to their texts.

use std::collections::HashSet;
use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::TextDirection;

use super::fonts::Fonts;
use super::layout::{HEIGHT, Layout, MARGIN, MEASURE, Module, PageRule, PlacedText, StructNode, WIDTH};
use crate::documents::Document;
use crate::documents::markdown_blocks::FontStyle;
use words::tr;

pub(super) fn paint(document: &Document, fonts: &Fonts, layout: Layout) -> Result<Vec<u8>, String> {
    let mut pdf = krilla::Document::new();
    let mut identifiers: Vec<Option<Identifier>> = vec![None; layout.texts.len()];
    // The repeated heading of a table that continues on another page is only visual.
    let structured: HashSet<usize> = layout.nodes.iter().flat_map(StructNode::texts).collect();
    let pages = layout.page + 1;
    for at in 0..pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or("a page has no size")?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for (place, text) in layout.texts.iter().enumerate().filter(|(_, text)| text.page == at) {
            let identifier = if structured.contains(&place) {
                Some(surface.start_tagged(ContentTag::Span(SpanTag::empty())))
            } else {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
                None
            };
            identifiers[place] = identifier;
            draw_text(&mut surface, fonts, text);
            surface.end_tagged();
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for rule in layout.rules.iter().filter(|rule| rule.page == at) {
            draw_rule(&mut surface, *rule);
        }
        draw_modules(&mut surface, layout.modules.iter().filter(|module| module.page == at));
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        draw_footer(&mut surface, document, fonts, at + 1, pages);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    pdf.set_outline(outline(&layout));
    pdf.set_tag_tree(structure(document, &layout, &identifiers));
    pdf.set_metadata(
        Metadata::new().title(document.title.clone()).language(document.language.code().to_owned()).creator("Maillage".to_owned()),
    );
    pdf.finish().map_err(|cause| format!("{cause:?}"))
}

fn draw_text(surface: &mut Surface, fonts: &Fonts, text: &PlacedText) {
    surface.set_fill(Some(ink(30)));
    surface.draw_text(Point::from_xy(text.x, text.y), fonts.font(text.style), text.size, &text.text, false, TextDirection::LeftToRight);
}

fn ink(grey: u8) -> Fill {
    Fill { paint: rgb::Color::new(grey, grey, grey).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn draw_rule(surface: &mut Surface, rule: PageRule) {
    let mut path = PathBuilder::new();
    path.move_to(MARGIN, rule.y);
    path.line_to(MARGIN + MEASURE, rule.y);
    let grey = if rule.strong { 90 } else { 205 };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: rgb::Color::new(grey, grey, grey).into(), width: 0.5, ..Stroke::default() }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

/// One path for all squares: a seam between two of them would show.
fn draw_modules<'a>(surface: &mut Surface, modules: impl Iterator<Item = &'a Module>) {
    let mut path = PathBuilder::new();
    for module in modules {
        path.move_to(module.x, module.y);
        path.line_to(module.x + module.size, module.y);
        path.line_to(module.x + module.size, module.y + module.size);
        path.line_to(module.x, module.y + module.size);
        path.close();
    }
    surface.set_stroke(None);
    surface.set_fill(Some(ink(0)));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn draw_footer(surface: &mut Surface, document: &Document, fonts: &Fonts, page: usize, pages: usize) {
    let size = 8.0;
    let number = tr!(document.language, "pdf-page", page = page.to_string(), pages = pages.to_string());
    let number = fonts.writable(FontStyle::Regular, &number);
    let right = MARGIN + MEASURE - fonts.width(FontStyle::Regular, size, &number);
    let left = fonts.writable(FontStyle::Regular, &document.footer);
    surface.set_fill(Some(ink(100)));
    for (x, text) in [(MARGIN, left), (right, number)] {
        surface.draw_text(Point::from_xy(x, HEIGHT - 36.0), fonts.font(FontStyle::Regular), size, &text, false, TextDirection::LeftToRight);
    }
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for node in &layout.nodes {
        if let StructNode::Heading(1, texts, text) = node
            && let Some(first) = texts.first().map(|place| &layout.texts[*place])
        {
            let at = XyzDestination::new(first.page, Point::from_xy(MARGIN, (first.y - 2.0 * first.size).max(0.0)));
            outline.push_child(OutlineNode::new(text.clone(), at));
        }
    }
    outline
}

/// The structure of the document, for screen readers.
fn structure(document: &Document, layout: &Layout, identifiers: &[Option<Identifier>]) -> TagTree {
    let filled = |tag: TagKind, places: &[usize]| {
        let mut group = TagGroup::new(tag);
        places.iter().filter_map(|place| identifiers[*place]).for_each(|identifier| group.push(identifier));
        group
    };
    let level = |level: u16| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let mut tree = TagTree::new().with_lang(Some(document.language.code().to_owned()));
    for node in &layout.nodes {
        match node {
            StructNode::Title(texts) => tree.push(filled(Tag::Hn(level(1), Some(document.title.clone())).into(), texts)),
            StructNode::Heading(at, texts, text) => tree.push(filled(Tag::Hn(level(at + 1), Some(text.clone())).into(), texts)),
            StructNode::Paragraph(texts) => tree.push(filled(Tag::P.into(), texts)),
            StructNode::List(items) => {
                let mut list = TagGroup::new(Tag::L(ListNumbering::None));
                for texts in items {
                    let mut item = TagGroup::new(Tag::LI);
                    item.push(filled(Tag::LBody.into(), texts));
                    list.push(item);
                }
                tree.push(list);
            }
            StructNode::Table(title, rows) => {
                if !title.is_empty() {
                    tree.push(filled(Tag::P.into(), title));
                }
                let mut table = TagGroup::new(Tag::Table);
                for (at, cells) in rows.iter().enumerate() {
                    let mut row = TagGroup::new(Tag::TR);
                    for (column, texts) in cells.iter().enumerate() {
                        let tag: TagKind = match (at, column) {
                            (0, _) => Tag::TH(TableHeaderScope::Column).into(),
                            (_, 0) => Tag::TH(TableHeaderScope::Row).into(),
                            _ => Tag::TD.into(),
                        };
                        row.push(filled(tag, texts));
                    }
                    table.push(row);
                }
                tree.push(table);
            }
        }
    }
    tree
}
