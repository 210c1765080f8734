//! Painting: the pages, then the structure that refers to their words.

use std::collections::HashSet;
use std::num::NonZeroU16;

use krilla::Document;
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

use super::faces::FontFaces;
use super::layout::{HEIGHT, Layout, MARGIN, MEASURE, PageRule, PlacedWords, StructNode, WIDTH};
use crate::paper::Paper;
use crate::paper::markdown_blocks::FontStyle;
use words::tr;

pub(super) fn paint(paper: &Paper, faces: &FontFaces, laid: Layout) -> Result<Vec<u8>, String> {
    let mut document = Document::new();
    let mut names: Vec<Option<Identifier>> = vec![None; laid.words.len()];
    // The repeated heading of a table that continues on another page is only visual.
    let structured: HashSet<usize> = laid.pieces.iter().flat_map(StructNode::words).collect();
    let pages = laid.page + 1;
    for at in 0..pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or("a page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for (place, words) in laid.words.iter().enumerate().filter(|(_, words)| words.page == at) {
            let name = if structured.contains(&place) {
                Some(surface.start_tagged(ContentTag::Span(SpanTag::empty())))
            } else {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
                None
            };
            names[place] = name;
            write(&mut surface, faces, words);
            surface.end_tagged();
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        for rule in laid.rules.iter().filter(|rule| rule.page == at) {
            draw(&mut surface, *rule);
        }
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        foot(&mut surface, paper, faces, at + 1, pages);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&laid));
    document.set_tag_tree(structure(paper, &laid, &names));
    document
        .set_metadata(Metadata::new().title(paper.title.clone()).language(paper.language.code().to_owned()).creator("Maillage".to_owned()));
    document.finish().map_err(|cause| format!("{cause:?}"))
}

fn write(surface: &mut Surface, faces: &FontFaces, words: &PlacedWords) {
    surface.set_fill(Some(ink(30)));
    surface.draw_text(Point::from_xy(words.x, words.y), faces.font(words.face), words.size, &words.text, false, TextDirection::LeftToRight);
}

fn ink(grey: u8) -> Fill {
    Fill { paint: rgb::Color::new(grey, grey, grey).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn draw(surface: &mut Surface, rule: PageRule) {
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

fn foot(surface: &mut Surface, paper: &Paper, faces: &FontFaces, page: usize, pages: usize) {
    let size = 8.0;
    let number = tr!(paper.language, "paper-page", page = page.to_string(), pages = pages.to_string());
    let number = faces.writable(FontStyle::Regular, &number);
    let right = MARGIN + MEASURE - faces.width(FontStyle::Regular, size, &number);
    let left = faces.writable(FontStyle::Regular, &paper.foot);
    surface.set_fill(Some(ink(100)));
    for (x, words) in [(MARGIN, left), (right, number)] {
        surface.draw_text(
            Point::from_xy(x, HEIGHT - 36.0),
            faces.font(FontStyle::Regular),
            size,
            &words,
            false,
            TextDirection::LeftToRight,
        );
    }
}

fn outline(laid: &Layout) -> Outline {
    let mut outline = Outline::new();
    for piece in &laid.pieces {
        if let StructNode::Heading(1, words, text) = piece
            && let Some(first) = words.first().map(|place| &laid.words[*place])
        {
            let at = XyzDestination::new(first.page, Point::from_xy(MARGIN, (first.y - 2.0 * first.size).max(0.0)));
            outline.push_child(OutlineNode::new(text.clone(), at));
        }
    }
    outline
}

/// The structure of the paper, for screen readers.
fn structure(paper: &Paper, laid: &Layout, names: &[Option<Identifier>]) -> TagTree {
    let filled = |tag: TagKind, places: &[usize]| {
        let mut group = TagGroup::new(tag);
        places.iter().filter_map(|place| names[*place]).for_each(|name| group.push(name));
        group
    };
    let level = |level: u16| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    let mut tree = TagTree::new().with_lang(Some(paper.language.code().to_owned()));
    for piece in &laid.pieces {
        match piece {
            StructNode::Title(words) => tree.push(filled(Tag::Hn(level(1), Some(paper.title.clone())).into(), words)),
            StructNode::Heading(at, words, text) => tree.push(filled(Tag::Hn(level(at + 1), Some(text.clone())).into(), words)),
            StructNode::Paragraph(words) => tree.push(filled(Tag::P.into(), words)),
            StructNode::List(items) => {
                let mut list = TagGroup::new(Tag::L(ListNumbering::None));
                for words in items {
                    let mut item = TagGroup::new(Tag::LI);
                    item.push(filled(Tag::LBody.into(), words));
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
                    for (column, words) in cells.iter().enumerate() {
                        let tag: TagKind = match (at, column) {
                            (0, _) => Tag::TH(TableHeaderScope::Column).into(),
                            (_, 0) => Tag::TH(TableHeaderScope::Row).into(),
                            _ => Tag::TD.into(),
                        };
                        row.push(filled(tag, words));
                    }
                    table.push(row);
                }
                tree.push(table);
            }
        }
    }
    tree
}
