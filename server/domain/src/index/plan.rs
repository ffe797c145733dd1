//! What will be looked for, once the question has met the dictionary.

use tantivy::Term;

use super::EngineFault;
use super::analysis::{Reading, Shape, Span, Word, read, stems};
use super::question::Question;
use super::spelling::{self, Guess};
use super::view::View;

/// A notion is worth less than the words that were typed.
const NOTION: f32 = 0.6;
/// A compound written in one word or with hyphens is the same word, or nearly.
const COMPOUND: f32 = 0.9;
/// Spelling costs more than looking up: a question made of noise gets so much of it and no more.
pub(super) const MOST_GUESSED: usize = 6;

/// The terms of a question.
pub(super) struct Plan {
    pub(super) asked: Vec<Asked>,
    pub(super) notions: Vec<Notion>,
    /// The question with its unknown words replaced, when there were some.
    pub(super) corrected: Option<String>,
}

/// A word of the question and what stands for it in the index.
pub(super) struct Asked {
    /// Its place in the question.
    pub(super) position: usize,
    pub(super) choices: Vec<Choice>,
    /// How much finding it says: the rarer, the more.
    pub(super) rarity: f32,
}

/// One way of finding a word.
#[derive(Debug)]
pub(super) struct Choice {
    /// Its stem, in the main fields; none for a stop word.
    pub(super) main: Option<String>,
    /// Its folded form, in the exact field.
    pub(super) exact: Option<String>,
    pub(super) weight: f32,
}

/// A notion, or a compound, that covers some words of the question.
pub(super) struct Notion {
    pub(super) span: Span,
    pub(super) weight: f32,
}

/// Decides what to look for among what may be seen.
pub(super) fn plan(view: &View, question: &Question) -> Result<Plan, EngineFault> {
    let reading = &question.reading;
    let only_stops = reading.stems.iter().all(Option::is_none);
    let mut asked: Vec<Asked> = Vec::new();
    let mut guessed = Guessed::new();
    let mut any_known = false;
    for (position, (word, stem)) in reading.words.iter().zip(&reading.stems).enumerate() {
        if stem.is_none() && !only_stops {
            continue;
        }
        let mut choices = known(view, word, stem.as_deref())?;
        any_known |= !choices.is_empty();
        if choices.is_empty() && word.shape != Shape::Code && guessed.len() < MOST_GUESSED {
            let guesses = spelling::guesses(view, &word.text, position + 1 == reading.words.len())?;
            choices = guesses.iter().map(Choice::of).collect();
            guessed.push((position, guesses));
        }
        if !choices.is_empty() && !asked.iter().any(|earlier| earlier.repeats(&choices)) {
            asked.push(Asked { position, rarity: rarity(view, &choices)?, choices });
        }
    }
    let understood = corrected(question, &guessed, |guess| Ok(guess.text.clone()))?;
    let notions = notions(view, understood.as_deref(), reading)?;
    Ok(Plan { asked, notions, corrected: told(view, question, guessed, any_known)? })
}

/// For the places of the words that were not found, what may have been meant.
type Guessed = Vec<(usize, Vec<Guess>)>;

/// The correction that is worth telling.
///
/// Two slips in a word beside words that are known is more often a word that no text happens to
/// have: the guess helps to find, and telling it would only puzzle. A question with quotes or
/// words left out would lose them.
fn told(
    view: &View,
    question: &Question,
    mut guessed: Guessed,
    any_known: bool,
) -> Result<Option<String>, EngineFault> {
    let most = if any_known { 1 } else { 2 };
    guessed.retain(|(_, guesses)| guesses.first().is_some_and(|best| (1..=most).contains(&best.mistakes)));
    if !question.phrases.is_empty() || !question.excluded.is_empty() {
        return Ok(None);
    }
    corrected(question, &guessed, |guess| spelling::as_written(view, guess))
}

impl Asked {
    /// Whether this word is the same, in the same form or in another.
    fn repeats(&self, choices: &[Choice]) -> bool {
        let same = |one: &Choice, other: &Choice| {
            one.main == other.main && (one.main.is_some() || one.exact == other.exact)
        };
        self.choices.iter().any(|one| choices.iter().any(|other| same(one, other)))
    }
}

/// The forms of a word that are in what may be seen.
fn known(view: &View, word: &Word, stem: Option<&str>) -> Result<Vec<Choice>, EngineFault> {
    let also = word.also.as_deref().filter(|_| word.shape != Shape::Code);
    let mut forms = vec![(stem.map(str::to_owned), Some(word.text.clone()))];
    if let (Some(stem), Some(other)) = (stem, also) {
        let other_stem = stems(other).pop().filter(|s| s != stem);
        forms.push((other_stem, Some(other.to_owned())));
    }
    if stem.is_some_and(|stem| stem != word.text) {
        // An acronym that only the author knew to be one is in the index as it was written.
        forms.push((Some(word.text.clone()), None));
    }
    let mut choices = Vec::new();
    for (main, exact) in forms {
        let main = main
            .map(|main| Ok::<_, EngineFault>(in_main(view, &main)?.then_some(main)))
            .transpose()?
            .flatten();
        let exact = exact
            .map(|exact| Ok::<_, EngineFault>(view.has(view.fields.exact, &exact)?.then_some(exact)))
            .transpose()?
            .flatten();
        if main.is_some() || exact.is_some() {
            choices.push(Choice { main, exact, weight: 1.0 });
        }
    }
    Ok(choices)
}

fn in_main(view: &View, stem: &str) -> Result<bool, EngineFault> {
    Ok(view.has(view.fields.body, stem)? || view.has(view.fields.title, stem)?)
}

impl Choice {
    fn of(guess: &Guess) -> Choice {
        Choice { main: stems(&guess.text).pop(), exact: Some(guess.text.clone()), weight: guess.weight }
    }
}

/// BM25’s weight of a rare term, for the commonest of the choices.
fn rarity(view: &View, choices: &[Choice]) -> Result<f32, EngineFault> {
    let mut most = 0;
    for choice in choices {
        let main = choice.main.as_ref().map(|stem| Term::from_field_text(view.fields.body, stem));
        let exact = choice.exact.as_ref().map(|word| Term::from_field_text(view.fields.exact, word));
        for term in main.into_iter().chain(exact) {
            most = most.max(view.frequency(&term)?);
        }
    }
    let (all, with) = (view.searcher.num_docs() as f32, most as f32);
    Ok((1.0 + ((all - with).max(0.0) + 0.5) / (with + 0.5)).ln())
}

/// What the question, or its correction, names in other words, as far as it may be seen.
fn notions(view: &View, corrected: Option<&str>, reading: &Reading) -> Result<Vec<Notion>, EngineFault> {
    let better = corrected.map(read).filter(|better| better.words.len() == reading.words.len());
    let mut notions = Vec::new();
    for span in &better.as_ref().unwrap_or(reading).spans {
        if in_main(view, &span.token)? {
            let weight = if span.token.starts_with('#') { NOTION } else { COMPOUND };
            notions.push(Notion { span: span.clone(), weight });
        }
    }
    Ok(notions)
}

/// The question with the best guess in place of each word that was not found.
fn corrected(
    question: &Question,
    guessed: &[(usize, Vec<Guess>)],
    spell: impl Fn(&Guess) -> Result<String, EngineFault>,
) -> Result<Option<String>, EngineFault> {
    let mut text = question.text.clone();
    let mut changed = false;
    for (position, guesses) in guessed.iter().rev() {
        if let Some(best) = guesses.first() {
            let word = &question.reading.words[*position];
            text.replace_range(word.start..word.end, &spell(best)?);
            changed = true;
        }
    }
    Ok(changed.then(|| text.split_whitespace().collect::<Vec<_>>().join(" ")))
}
