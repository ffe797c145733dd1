//! What is asked, and what is an answer to it.

use std::collections::BTreeSet;

use super::Refusal;
use crate::{
    Id,
    text::{Line, Markdown, TextRefusal},
};

/// What a question says.
pub type Words = Line<3, 200>;

/// Something that one may choose, or the end of a scale.
pub type Label = Line<1, 100>;

/// No survey has more questions than this.
pub const MOST: usize = 15;

/// No question has more choices than this.
pub const MOST_CHOICES: usize = 12;

/// The last mark of a scale, which begins at 1.
pub const MARKS: u8 = 5;

/// The most characters of what is said in words.
pub const LONGEST: usize = 2_000;

/// What kind of answer a question takes. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// A mark from 1 to [`MARKS`], whose ends have words.
    Scale,
    /// One among several.
    Choice,
    /// Some among several.
    Several,
    /// Yes or no.
    YesNo,
    /// In words.
    Text,
}

impl Nature {
    /// Every nature, in the order in which they are offered.
    pub const ALL: [Nature; 5] =
        [Nature::Scale, Nature::Choice, Nature::Several, Nature::YesNo, Nature::Text];

    /// Its name in rows and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Nature::Scale => "echelle",
            Nature::Choice => "choix",
            Nature::Several => "plusieurs",
            Nature::YesNo => "oui-non",
            Nature::Text => "texte",
        }
    }

    /// The nature of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Nature::ALL.into_iter().find(|nature| nature.code() == code)
    }
}

/// A question as an organiser words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What it says.
    pub words: Words,
    /// What kind of answer it takes.
    pub nature: Nature,
    /// What one may choose among; the two ends of a scale; nothing otherwise.
    pub choices: Vec<Label>,
    /// Whether a sheet needs an answer to it.
    pub required: bool,
    /// Whether it is one of those by which satisfaction is measured: of a scale only.
    pub measures: bool,
}

/// What is to be mended in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAQuestion {
    /// A scale has two ends.
    TwoEnds,
    /// There is nothing to choose among.
    TooFewChoices,
    /// There are more than [`MOST_CHOICES`].
    TooManyChoices,
    /// Two choices are the same.
    SameChoice,
    /// Satisfaction is measured by a mark.
    MeasuredByMarks,
}

impl Wording {
    /// Whether it can be asked.
    ///
    /// # Errors
    /// What is to be mended in it.
    pub fn check(&self) -> Result<(), NotAQuestion> {
        let different: BTreeSet<&str> = self.choices.iter().map(Label::as_str).collect();
        match self.nature {
            Nature::Scale if self.choices.len() != 2 => Err(NotAQuestion::TwoEnds),
            Nature::Choice | Nature::Several if self.choices.len() < 2 => Err(NotAQuestion::TooFewChoices),
            Nature::Choice | Nature::Several if self.choices.len() > MOST_CHOICES => {
                Err(NotAQuestion::TooManyChoices)
            }
            _ if different.len() < self.choices.len() => Err(NotAQuestion::SameChoice),
            nature if self.measures && nature != Nature::Scale => Err(NotAQuestion::MeasuredByMarks),
            _ => Ok(()),
        }
    }

    /// How many ranks an answer may have, from 1; none for words.
    pub fn ranks(&self) -> u8 {
        match self.nature {
            Nature::Scale => MARKS,
            Nature::YesNo => 2,
            Nature::Text => 0,
            Nature::Choice | Nature::Several => u8::try_from(self.choices.len()).unwrap_or(u8::MAX),
        }
    }
}

/// A question that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub id: Id<Question>,
    /// What it says.
    pub wording: Wording,
}

/// What somebody answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The mark, or the ranks of what is chosen, from 1 and in order; 1 for yes, 2 for no.
    Ranks(Vec<u8>),
    /// In words.
    Said(String),
}

/// Why what is typed is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It needs one.
    Missing,
    /// It is none of those that it may be.
    NotAmong,
    /// The words are not taken.
    Words(TextRefusal),
}

impl Question {
    /// Reads what was typed or ticked; nothing is no answer.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(&self, typed: &[String]) -> Result<Option<Answer>, Wrong> {
        let given: Vec<&str> = typed.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
        if self.wording.nature == Nature::Text {
            return self.words(&given.join("\n"));
        }
        if given.is_empty() {
            return if self.wording.required { Err(Wrong::Missing) } else { Ok(None) };
        }
        let among =
            |one: &&str| one.parse::<u8>().ok().filter(|rank| (1..=self.wording.ranks()).contains(rank));
        let ranks: BTreeSet<u8> = given.iter().filter_map(among).collect();
        let alone = self.wording.nature == Nature::Several || given.len() == 1;
        match given.iter().all(|one| among(one).is_some()) && alone {
            true => Ok(Some(Answer::Ranks(ranks.into_iter().collect()))),
            false => Err(Wrong::NotAmong),
        }
    }

    fn words(&self, typed: &str) -> Result<Option<Answer>, Wrong> {
        match Markdown::parse(typed) {
            Err(TextRefusal::Empty) if self.wording.required => Err(Wrong::Missing),
            Err(TextRefusal::Empty) => Ok(None),
            Err(refusal) => Err(Wrong::Words(refusal)),
            Ok(text) => match text.as_str().chars().count() {
                found if found > LONGEST => Err(Wrong::Words(TextRefusal::TooLong { max: LONGEST, found })),
                _ => Ok(Some(Answer::Said(text.into_string()))),
            },
        }
    }
}

/// The rule: some questions, not too many, and each can be asked.
pub(super) fn can_be_asked(questions: &[Wording]) -> Result<(), Refusal> {
    let askable = (1..=MOST).contains(&questions.len()) && questions.iter().all(|one| one.check().is_ok());
    if askable { Ok(()) } else { Err(Refusal::NoQuestion) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(nature: Nature, choices: &[&str], required: bool) -> Question {
        let label = |text: &&str| Label::parse(text).expect("a label");
        let wording = Wording {
            words: Words::parse("Cette journée vous a-t-elle convenu ?").expect("some words"),
            nature,
            choices: choices.iter().map(label).collect(),
            required,
            measures: false,
        };
        Question { id: Id::new(1), wording }
    }

    fn typed(given: &[&str]) -> Vec<String> {
        given.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn an_answer_is_among_those_that_it_may_be() {
        let scale = asked(Nature::Scale, &["Non", "Oui"], true);
        assert_eq!(scale.read(&typed(&["5"])), Ok(Some(Answer::Ranks(vec![5]))));
        assert_eq!(scale.read(&typed(&["6"])), Err(Wrong::NotAmong));
        assert_eq!(scale.read(&typed(&["1", "5"])), Err(Wrong::NotAmong), "one mark");
        assert_eq!(scale.read(&typed(&[" "])), Err(Wrong::Missing));
        let several = asked(Nature::Several, &["Un", "Deux", "Trois"], false);
        assert_eq!(several.read(&typed(&["3", "1", "3"])), Ok(Some(Answer::Ranks(vec![1, 3]))));
        assert_eq!(several.read(&[]), Ok(None));
        let words = asked(Nature::Text, &[], false);
        assert_eq!(words.read(&typed(&[" Merci. "])), Ok(Some(Answer::Said("Merci.".to_owned()))));
        assert!(matches!(words.read(&typed(&[&"é".repeat(LONGEST + 1)])), Err(Wrong::Words(_))));
    }

    #[test]
    fn a_question_can_be_asked_or_says_why_not() {
        let of = |nature, choices: &[&str]| asked(nature, choices, false).wording.check();
        assert_eq!(of(Nature::Scale, &["Peu"]), Err(NotAQuestion::TwoEnds));
        assert_eq!(of(Nature::Choice, &["Seul"]), Err(NotAQuestion::TooFewChoices));
        assert_eq!(of(Nature::Several, &["Un"; 13]), Err(NotAQuestion::TooManyChoices));
        assert_eq!(of(Nature::Choice, &["Un", "Un"]), Err(NotAQuestion::SameChoice));
        let mut measured = asked(Nature::YesNo, &[], false).wording;
        measured.measures = true;
        assert_eq!(measured.check(), Err(NotAQuestion::MeasuredByMarks));
        for nature in Nature::ALL {
            assert_eq!(Nature::from_code(nature.code()), Some(nature));
        }
    }
}
