//! How well the words of a question hold together in one entry.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use super::EngineFault;
use super::plan::Plan;
use super::view::View;

/// What is measured of an entry, from 0 to 1.
pub(super) struct Close {
    /// The part of the question that is there, rare words counting more.
    pub(super) covered: f32,
    /// How near one another the words are, compared with the question.
    pub(super) together: f32,
}

/// The words of a question in one segment, read in the order of its entries.
pub(super) struct Closeness {
    words: Vec<Placed>,
    notions: Vec<(usize, usize, Lane)>,
    rarities: f32,
}

struct Placed {
    position: usize,
    rarity: f32,
    title: Lane,
    body: Lane,
    /// Stop words are in the exact field only, where places are not kept.
    exact: Lane,
    here: Here,
}

/// Where a word is in the entry at hand.
#[derive(Default)]
struct Here {
    found: bool,
    title: Vec<u32>,
    body: Vec<u32>,
}

/// Every way of finding one thing in one field.
struct Lane(Vec<SegmentPostings>);

impl Closeness {
    pub(super) fn new(view: &View, plan: &Plan, segment: u32) -> Result<Closeness, EngineFault> {
        let reader = view.searcher.segment_reader(segment);
        let fields = &view.fields;
        let mut words = Vec::new();
        for asked in &plan.asked {
            let mains: Vec<_> = asked.choices.iter().filter_map(|choice| choice.main.as_deref()).collect();
            let bare = asked.choices.iter().filter(|choice| choice.main.is_none());
            let exacts: Vec<_> = bare.filter_map(|choice| choice.exact.as_deref()).collect();
            words.push(Placed {
                position: asked.position,
                rarity: asked.rarity,
                title: Lane::open(reader, fields.title, &mains, IndexRecordOption::WithFreqsAndPositions)?,
                body: Lane::open(reader, fields.body, &mains, IndexRecordOption::WithFreqsAndPositions)?,
                exact: Lane::open(reader, fields.exact, &exacts, IndexRecordOption::Basic)?,
                here: Here::default(),
            });
        }
        let mut notions = Vec::new();
        for notion in &plan.notions {
            let token = [notion.span.token.as_str()];
            let mut lane = Lane::open(reader, fields.title, &token, IndexRecordOption::Basic)?;
            lane.0.extend(Lane::open(reader, fields.body, &token, IndexRecordOption::Basic)?.0);
            notions.push((notion.span.first, notion.span.last, lane));
        }
        let rarities = words.iter().map(|word| word.rarity).sum();
        Ok(Closeness { words, notions, rarities })
    }

    /// Measures an entry; entries must come in order.
    pub(super) fn of(&mut self, doc: DocId) -> Close {
        let found = self
            .notions
            .iter_mut()
            .filter_map(|(first, last, lane)| lane.has(doc).then_some((*first, *last)));
        let named: Vec<_> = found.collect();
        let is_named =
            |from: usize, to: usize| named.iter().any(|(first, last)| *first <= from && to <= *last);
        let mut covered = 0.0;
        for word in &mut self.words {
            word.locate(doc);
            if word.here.found || is_named(word.position, word.position) {
                covered += word.rarity;
            }
        }
        let pairs = self.words.windows(2).map(|pair| {
            let near = pair[0].near(&pair[1]);
            if is_named(pair[0].position, pair[1].position) { 1.0 } else { near }
        });
        let count = self.words.len().saturating_sub(1).max(1) as f32;
        Close { covered: covered / self.rarities.max(f32::EPSILON), together: pairs.sum::<f32>() / count }
    }
}

impl Placed {
    fn locate(&mut self, doc: DocId) {
        self.here.title.clear();
        self.here.body.clear();
        let titled = self.title.places(doc, &mut self.here.title);
        let bodied = self.body.places(doc, &mut self.here.body);
        self.here.found = titled || bodied || self.exact.has(doc);
    }

    /// How near the next word is, compared with how near it was asked.
    fn near(&self, next: &Placed) -> f32 {
        let gap = next.position.abs_diff(self.position) as i64;
        let title = nearest(&self.here.title, &next.here.title, gap);
        let body = nearest(&self.here.body, &next.here.body, gap);
        match title.into_iter().chain(body).min() {
            Some(0) => 1.0,
            Some(1..=2) => 0.6,
            Some(3..=6) => 0.3,
            _ => 0.0,
        }
    }
}

/// How far from `gap` the closest pair is; both lists are in order.
fn nearest(ones: &[u32], others: &[u32], gap: i64) -> Option<i64> {
    let mut at = 0;
    let mut best = None;
    for one in ones {
        let expected = i64::from(*one) + gap;
        while at + 1 < others.len() && i64::from(others[at + 1]) <= expected {
            at += 1;
        }
        let around = others.get(at..).into_iter().flatten().take(2);
        best = around.map(|other| (i64::from(*other) - expected).abs()).chain(best).min();
    }
    best
}

impl Lane {
    fn open(
        reader: &SegmentReader,
        field: Field,
        words: &[&str],
        record: IndexRecordOption,
    ) -> Result<Lane, EngineFault> {
        let mut lane = Vec::new();
        for word in words {
            lane.extend(
                reader.inverted_index(field)?.read_postings(&Term::from_field_text(field, word), record)?,
            );
        }
        Ok(Lane(lane))
    }

    fn has(&mut self, doc: DocId) -> bool {
        self.0.iter_mut().any(|postings| is_at(postings, doc))
    }

    fn places(&mut self, doc: DocId, into: &mut Vec<u32>) -> bool {
        let mut places = Vec::new();
        let mut found = false;
        for postings in &mut self.0 {
            if is_at(postings, doc) {
                found = true;
                postings.positions(&mut places);
                into.extend_from_slice(&places);
            }
        }
        into.sort_unstable();
        found
    }
}

fn is_at(postings: &mut SegmentPostings, doc: DocId) -> bool {
    let at = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
    at == doc
}
