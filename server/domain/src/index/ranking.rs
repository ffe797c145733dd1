//! Which entries come first, and how many there are.
//!
//! Two steps. BM25 over any of the leading terms finds the likeliest entries without reading the
//! others. Those few are then weighed again with the terms that follow, and with what a sum of terms
//! cannot say: whether all the words are there, whether they are together, whether it is recent.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocSet, Score};

use super::closeness::Closeness;
use super::matching::{self, Weighted};
use super::plan::Plan;
use super::question::Question;
use super::view::View;
use super::{EngineFault, Kind};

/// How many entries are weighed again: several pages of results.
const WINDOW: usize = 200;
/// What an entry keeps of its score when it has nearly none of the words.
const PARTIAL: f32 = 0.4;
/// What words side by side add.
const TOGETHER: f32 = 0.3;
/// What separates the newest of the window from the very old: only near ties are decided by it.
const RECENT: f32 = 0.04;
const RECENT_SECONDS: f32 = 2.0 * 365.0 * 86_400.0;

/// The entries, best first, and the counts.
pub(super) struct Ranked {
    pub(super) best: Vec<(Score, DocAddress)>,
    /// How many of each kind.
    pub(super) per_kind: Vec<(Kind, usize)>,
}

/// Ranks what the question finds; `wanted` is how many entries are needed from the first on.
pub(super) fn rank(
    view: &View,
    question: &Question,
    plan: &Plan,
    wanted: usize,
    kind: Option<Kind>,
) -> Result<Ranked, EngineFault> {
    let (leading, following) = matching::terms(view, plan)?;
    let leading = matching::scored(view, question, leading, kind)?;
    let mut best = likeliest(view, &leading, wanted.max(WINDOW), kind)?;
    let window = best.len().min(WINDOW);
    weigh_again(view, plan, &following, &mut best[..window])?;
    best.truncate(wanted);
    let per_kind = count(view, &matching::counted(view, question, plan)?)?;
    Ok(Ranked { best, per_kind })
}

/// The first entries by BM25, among those that may be seen.
fn likeliest(
    view: &View,
    query: &dyn Query,
    most: usize,
    kind: Option<Kind>,
) -> Result<Vec<(Score, DocAddress)>, EngineFault> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(&view.searcher))?;
    let kind = kind.map(Kind::code);
    let mut best = Best { most, heap: BinaryHeap::with_capacity(most + 1) };
    for (segment, reader) in view.segments() {
        weight.for_each_pruning(best.threshold(), reader, &mut |doc, score| {
            if view.sees(segment, doc).is_some_and(|of| kind.is_none_or(|kind| of == kind)) {
                best.push(Scored(score, DocAddress::new(segment, doc)));
            }
            best.threshold()
        })?;
    }
    Ok(best
        .heap
        .into_sorted_vec()
        .into_iter()
        .map(|Reverse(Scored(score, address))| (score, address))
        .collect())
}

/// Reorders the entries of the window with what BM25 does not know.
fn weigh_again(
    view: &View,
    plan: &Plan,
    following: &[Weighted],
    window: &mut [(Score, DocAddress)],
) -> Result<(), EngineFault> {
    let newest = window.iter().map(|(_, address)| view.at(*address)).max().unwrap_or_default();
    window.sort_by_key(|(_, address)| *address);
    let mut from = 0;
    while from < window.len() {
        let segment = window[from].1.segment_ord;
        let to =
            from + window[from..].iter().take_while(|(_, address)| address.segment_ord == segment).count();
        for term in following {
            add(view, term, segment, &mut window[from..to])?;
        }
        let mut closeness = Closeness::new(view, plan, segment)?;
        for (score, address) in &mut window[from..to] {
            let close = closeness.of(address.doc_id);
            let age = newest.saturating_sub(view.at(*address)) as f32;
            *score *= PARTIAL + (1.0 - PARTIAL) * close.covered * close.covered;
            *score *= 1.0 + TOGETHER * close.together;
            *score *= 1.0 + RECENT * (-age / RECENT_SECONDS).exp();
        }
        from = to;
    }
    window.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    Ok(())
}

/// Adds what a term is worth to the entries of one segment, which are in order.
fn add(
    view: &View,
    term: &Weighted,
    segment: u32,
    entries: &mut [(Score, DocAddress)],
) -> Result<(), EngineFault> {
    let weight = term.query().weight(EnableScoring::enabled_from_searcher(&view.searcher))?;
    let mut scorer = weight.scorer(view.searcher.segment_reader(segment), 1.0)?;
    for (score, address) in entries {
        let doc = address.doc_id;
        let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
        if at == doc {
            *score += scorer.score();
        }
    }
    Ok(())
}

/// How many entries of each kind may be seen.
fn count(view: &View, query: &dyn Query) -> Result<Vec<(Kind, usize)>, EngineFault> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
    let mut counts =
        vec![0usize; Kind::ALL.iter().map(|kind| kind.code() as usize + 1).max().unwrap_or_default()];
    for (segment, reader) in view.segments() {
        weight.for_each_no_score(reader, &mut |docs| {
            for kind in docs.iter().filter_map(|doc| view.sees(segment, *doc)) {
                if let Some(count) = counts.get_mut(kind as usize) {
                    *count += 1;
                }
            }
        })?;
    }
    Ok(Kind::ALL.into_iter().map(|kind| (kind, counts[kind.code() as usize])).collect())
}

/// The best so far.
struct Best {
    most: usize,
    heap: BinaryHeap<Reverse<Scored>>,
}

impl Best {
    /// The score under which an entry need not be shown.
    fn threshold(&self) -> Score {
        match self.heap.peek() {
            Some(Reverse(least)) if self.heap.len() >= self.most => least.0,
            _ => Score::MIN,
        }
    }

    fn push(&mut self, scored: Scored) {
        self.heap.push(Reverse(scored));
        if self.heap.len() > self.most {
            self.heap.pop();
        }
    }
}

/// An entry and its score, in an order without ties.
#[derive(PartialEq)]
struct Scored(Score, DocAddress);

impl Eq for Scored {}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then_with(|| other.1.cmp(&self.1))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
