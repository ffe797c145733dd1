//! The queries that tantivy runs for a plan.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::analysis::Reading;
use super::plan::Plan;
use super::question::Question;
use super::view::View;
use super::{EngineFault, Kind};

/// A word in a title says what the text is about.
const TITLE: f32 = 2.0;
const BODY: f32 = 1.0;
/// The very form that was typed, on top of its stem.
const EXACT: f32 = 0.5;

/// Any of the terms, each for what it is worth: what ranks.
pub(super) fn scored(
    view: &View,
    question: &Question,
    plan: &Plan,
    kind: Option<Kind>,
) -> Result<BooleanQuery, EngineFault> {
    let mut terms: Vec<(Term, f32)> = Vec::new();
    let mut add = |field: Field, text: &str, weight: f32| {
        let term = Term::from_field_text(field, text);
        match terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, known)) => *known = known.max(weight),
            None => terms.push((term, weight)),
        }
    };
    let fields = &view.fields;
    for choice in plan.asked.iter().flat_map(|asked| &asked.choices) {
        if let Some(main) = &choice.main {
            add(fields.title, main, TITLE * choice.weight);
            add(fields.body, main, BODY * choice.weight);
        }
        if let Some(exact) = &choice.exact {
            add(fields.exact, exact, EXACT * choice.weight);
        }
    }
    for notion in &plan.notions {
        add(fields.title, &notion.span.token, TITLE * notion.weight);
        add(fields.body, &notion.span.token, BODY * notion.weight);
    }
    let mut any = Vec::new();
    for (term, weight) in terms {
        if view.frequency(&term)? > 0 {
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            any.push(Box::new(BoostQuery::new(Box::new(query), weight)) as Box<dyn Query>);
        }
    }
    limited(view, question, any, kind)
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
