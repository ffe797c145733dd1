//! Which entries come first, and how many there are.
//!
//! Two steps. BM25 over any of the leading terms finds the likeliest entries without reading the
//! others. Those few are then weighed again with the terms that follow, and with what a sum of terms
//! cannot say: whether all the words are there, whether they are together, whether it is recent.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap, HashSet};

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
/// Records are thousands, and their titles hold every common word. Whoever types one word, an acronym, a number, looks one
/// up; whoever types several asks what people say.
const LOOKED_UP: f32 = 1.6;
const IN_PASSING: f32 = 0.6;
/// So many words look something up.
const FEW: usize = 1;

/// The entries, best first, and the counts.
pub(super) struct Ranked {
    pub(super) best: Vec<Best>,
    /// How many of each kind.
    pub(super) per_kind: Vec<(Kind, usize)>,
}

/// An entry of the answer.
pub(super) struct Best {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    /// The part of it that answers best, when it answers better than its parts.
    pub(super) inside: Option<DocAddress>,
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
    // Twice as many as needed: a document and its pages will be one.
    let mut likeliest = likeliest(view, &leading, (2 * wanted).max(WINDOW), kind)?;
    let window = likeliest.len().min(WINDOW);
    weigh_again(view, plan, &following, &mut likeliest[..window])?;
    let mut best = together(view, likeliest);
    best.truncate(wanted);
    let per_kind = count(view, &matching::counted(view, question, plan)?)?;
    Ok(Ranked { best, per_kind })
}

/// A document and its pages are shown once, where the best of them stands.
fn together(view: &View, entries: Vec<(Score, DocAddress)>) -> Vec<Best> {
    let mut best: Vec<Best> = Vec::with_capacity(entries.len());
    let mut groups: HashMap<u64, usize> = HashMap::with_capacity(entries.len());
    for (score, address) in entries {
        let group = view.group(address);
        match groups.get(&group) {
            None => {
                groups.insert(group, best.len());
                best.push(Best { score, address, inside: None });
            }
            Some(at) => {
                let first = &mut best[*at];
                let is_whole = view.kind(first.address) == Some(Kind::Resource);
                if is_whole && first.inside.is_none() {
                    first.inside = Some(address);
                }
            }
        }
    }
    best
}

/// The first entries by BM25, among those that may be seen.
fn likeliest(
    view: &View,
    query: &dyn Query,
    most: usize,
    kind: Option<Kind>,
) -> Result<Vec<(Score, DocAddress)>, EngineFault> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(&view.searcher))?;
    let mut best = Heap { most, heap: BinaryHeap::with_capacity(most + 1) };
    // A book of three hundred pages must not fill the window: only a page better than those before it comes in.
    let mut of_group: HashMap<u64, Score> = HashMap::new();
    for (segment, reader) in view.segments() {
        weight.for_each_pruning(best.threshold(), reader, &mut |doc, score| {
            let seen = view.sees(segment, doc).and_then(Kind::of);
            if let Some(of) = seen.filter(|of| kind.is_none_or(|kind| of.shown_as() == kind)) {
                let address = DocAddress::new(segment, doc);
                let record = of != Kind::Page || {
                    let best = of_group.entry(view.group(address)).or_insert(Score::MIN);
                    let record = score > *best;
                    *best = best.max(score);
                    record
                };
                if record {
                    best.push(Scored(score, address));
                }
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
            if view.sees(address.segment_ord, address.doc_id).and_then(Kind::of).is_some_and(Kind::is_record)
            {
                *score *= if plan.asked.len() <= FEW { LOOKED_UP } else { IN_PASSING };
            }
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

/// How many entries of each kind may be seen; a document and its pages count once.
fn count(view: &View, query: &dyn Query) -> Result<Vec<(Kind, usize)>, EngineFault> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(&view.searcher))?;
    let mut counts =
        vec![0usize; Kind::ALL.iter().map(|kind| kind.code() as usize + 1).max().unwrap_or_default()];
    let mut documents = HashSet::new();
    for (segment, reader) in view.segments() {
        weight.for_each_no_score(reader, &mut |docs| {
            for (doc, kind) in docs.iter().filter_map(|doc| Some((*doc, view.sees(segment, *doc)?))) {
                match Kind::of(kind).map(Kind::shown_as) {
                    Some(Kind::Resource) => {
                        documents.insert(view.group(DocAddress::new(segment, doc)));
                    }
                    Some(_) => counts[kind as usize] += 1,
                    None => {}
                }
            }
        })?;
    }
    counts[Kind::Resource.code() as usize] = documents.len();
    Ok(Kind::ALL.iter().map(|kind| (*kind, counts[kind.code() as usize])).collect())
}

/// The best so far.
struct Heap {
    most: usize,
    heap: BinaryHeap<Reverse<Scored>>,
}

impl Heap {
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
