//! The queries that tantivy runs for a plan.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::Reading;
use super::plan::{Choice, Notion, Plan};
use super::question::Question;
use super::view::View;
use super::{EngineFault, Kind};

/// A word in a title says what the text is about.
const TITLE: f32 = 2.0;
const BODY: f32 = 1.0;
/// The very form that was typed, on top of its stem.
const EXACT: f32 = 0.5;
/// So many words find; the others of a longer question help to order.
const LEADERS: usize = 8;

/// A term and what it is worth.
pub(super) struct Weighted {
    term: Term,
    weight: f32,
}

impl Weighted {
    /// The query that scores it.
    pub(super) fn query(&self) -> Box<dyn Query> {
        let term = TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs);
        Box::new(BoostQuery::new(Box::new(term), self.weight))
    }
}

/// The terms that find entries, and those that only help to order them: the exact forms, and all
/// but the rarest words of a long question, whose common words would have everything read.
pub(super) fn terms(view: &View, plan: &Plan) -> Result<(Vec<Weighted>, Vec<Weighted>), EngineFault> {
    let fields = &view.fields;
    let mut rarest: Vec<_> = plan.asked.iter().collect();
    rarest.sort_by(|a, b| b.rarity.total_cmp(&a.rarity));
    let (mut leading, mut following) = (Terms::new(view), Terms::new(view));
    for (rank, asked) in rarest.into_iter().enumerate() {
        let main = if rank < LEADERS { &mut leading } else { &mut following };
        for Choice { main: stem, exact, weight } in &asked.choices {
            match (stem, exact) {
                (None, Some(exact)) => main.add(fields.exact, exact, EXACT * weight)?,
                (Some(stem), _) => {
                    main.add(fields.title, stem, TITLE * weight)?;
                    main.add(fields.body, stem, BODY * weight)?;
                }
                (None, None) => {}
            }
        }
        for Choice { exact, weight, .. } in asked.choices.iter().filter(|choice| choice.main.is_some()) {
            if let Some(exact) = exact {
                following.add(fields.exact, exact, EXACT * weight)?;
            }
        }
    }
    for Notion { span, weight } in &plan.notions {
        leading.add(fields.title, &span.token, TITLE * weight)?;
        leading.add(fields.body, &span.token, BODY * weight)?;
    }
    Ok((leading.terms, following.terms))
}

/// Terms, each once, that are in the index.
struct Terms<'a> {
    view: &'a View,
    terms: Vec<Weighted>,
}

impl<'a> Terms<'a> {
    fn new(view: &'a View) -> Self {
        Terms { view, terms: Vec::new() }
    }

    fn add(&mut self, field: Field, text: &str, weight: f32) -> Result<(), EngineFault> {
        let term = Term::from_field_text(field, text);
        if let Some(known) = self.terms.iter_mut().find(|known| known.term == term) {
            known.weight = known.weight.max(weight);
        } else if self.view.frequency(&term)? > 0 {
            self.terms.push(Weighted { term, weight });
        }
        Ok(())
    }
}

/// Any of the terms, each for what it is worth: what ranks.
pub(super) fn scored(
    view: &View,
    question: &Question,
    terms: Vec<Weighted>,
    kind: Option<Kind>,
) -> Result<BooleanQuery, EngineFault> {
    limited(view, question, terms.iter().map(Weighted::query).collect(), kind)
}

/// The same entries without their scores: what counts. The exact field adds none, except for a
/// question made of stop words.
pub(super) fn counted(view: &View, question: &Question, plan: &Plan) -> Result<BooleanQuery, EngineFault> {
    let fields = &view.fields;
    let mut terms: Vec<Term> = Vec::new();
    for choice in plan.asked.iter().flat_map(|asked| &asked.choices) {
        match (&choice.main, &choice.exact) {
            (Some(main), _) => {
                terms.extend([fields.title, fields.body].map(|f| Term::from_field_text(f, main)))
            }
            (None, Some(exact)) => terms.push(Term::from_field_text(fields.exact, exact)),
            (None, None) => {}
        }
    }
    for notion in &plan.notions {
        terms.extend(
            [fields.title, fields.body].map(|field| Term::from_field_text(field, &notion.span.token)),
        );
    }
    terms.sort();
    terms.dedup();
    let any = terms
        .into_iter()
        .map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
    limited(view, question, any.collect(), None)
}

/// What the question leaves out.
pub(super) fn excluded(view: &View, question: &Question) -> Option<BooleanQuery> {
    let each = question.excluded.iter().map(|excluded| {
        let stems = excluded.stems.iter().any(Option::is_some);
        if stems { side_by_side(view, excluded) } else { all_exact(view, excluded) }
    });
    (!question.excluded.is_empty()).then(|| BooleanQuery::union(each.collect()))
}

/// Any of the queries, under what the question requires.
fn limited(
    view: &View,
    question: &Question,
    any: Vec<Box<dyn Query>>,
    kind: Option<Kind>,
) -> Result<BooleanQuery, EngineFault> {
    let mut limits = Vec::new();
    for terms in view.narrow(kind)? {
        limits.push((Occur::Must, silent(any_of(terms))));
    }
    for phrase in &question.phrases {
        limits.extend(phrase_in(view, phrase).into_iter().map(|query| (Occur::Must, query)));
    }
    let any = BooleanQuery::union(any);
    if limits.is_empty() {
        return Ok(any);
    }
    limits.push((Occur::Must, Box::new(any)));
    Ok(BooleanQuery::new(limits))
}

/// A phrase in quotes: its stems side by side, and each of its words as it was typed.
fn phrase_in(view: &View, phrase: &Reading) -> Vec<Box<dyn Query>> {
    let mut required = vec![all_exact(view, phrase)];
    if phrase.stems.iter().flatten().count() > 1 {
        required.push(side_by_side(view, phrase));
    }
    required
}

/// All the words, as they were typed, anywhere.
fn all_exact(view: &View, phrase: &Reading) -> Box<dyn Query> {
    let terms = phrase.words.iter().map(|word| Term::from_field_text(view.fields.exact, &word.text));
    let each = terms.map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
    silent(Box::new(BooleanQuery::intersection(each.collect())))
}

/// The stems in their order, in the title or in the body, with as many words between them.
fn side_by_side(view: &View, phrase: &Reading) -> Box<dyn Query> {
    let stems: Vec<_> =
        phrase.stems.iter().enumerate().filter_map(|(at, stem)| Some((at, stem.as_deref()?))).collect();
    let in_field = |field: Field| -> Box<dyn Query> {
        let terms: Vec<_> =
            stems.iter().map(|(at, stem)| (*at, Term::from_field_text(field, stem))).collect();
        match &terms[..] {
            [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    };
    silent(Box::new(BooleanQuery::union(vec![in_field(view.fields.title), in_field(view.fields.body)])))
}

fn any_of(terms: Vec<Term>) -> Box<dyn Query> {
    let each = terms
        .into_iter()
        .map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
    Box::new(BooleanQuery::union(each.collect()))
}

/// A condition, which gives no score.
fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}
