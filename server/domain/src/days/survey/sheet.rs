//! A sheet: what one person answers.

use super::question::{Answer, Question, Wrong};
use crate::Id;

/// What one person answers, question by question: those that are left out have no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet(Vec<(Id<Question>, Answer)>);

/// Why what is typed is no sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotASheet {
    /// There is no answer in it.
    Blank,
    /// These are to be mended.
    Wrong(Vec<(Id<Question>, Wrong)>),
}

impl Sheet {
    /// Reads what was typed for each question.
    ///
    /// # Errors
    /// What is to be mended.
    pub fn read(
        questions: &[Question],
        typed: impl Fn(Id<Question>) -> Vec<String>,
    ) -> Result<Self, NotASheet> {
        let (mut answers, mut wrong) = (Vec::new(), Vec::new());
        for question in questions {
            match question.read(&typed(question.id)) {
                Ok(Some(answer)) => answers.push((question.id, answer)),
                Ok(None) => {}
                Err(why) => wrong.push((question.id, why)),
            }
        }
        match (answers.is_empty(), wrong.is_empty()) {
            (_, false) => Err(NotASheet::Wrong(wrong)),
            (true, true) => Err(NotASheet::Blank),
            (false, true) => Ok(Self(answers)),
        }
    }

    pub(crate) fn from_stored(answers: Vec<(Id<Question>, Answer)>) -> Self {
        Self(answers)
    }

    /// The answers, in the order of the questions.
    pub fn answers(&self) -> &[(Id<Question>, Answer)] {
        &self.0
    }

    /// Whether it answers these questions, and no other.
    pub(super) fn answers_to(&self, questions: &[Question]) -> bool {
        self.0.iter().all(|(answered, _)| questions.iter().any(|question| question.id == *answered))
    }

    /// What was answered to that question.
    pub fn of(&self, question: Id<Question>) -> Option<&Answer> {
        self.0.iter().find(|(answered, _)| *answered == question).map(|(_, answer)| answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::days::survey::{Nature, Wording, question::Words};

    #[test]
    fn a_sheet_with_no_answer_is_none() {
        let questions = [yes_or_no()];
        assert_eq!(Sheet::read(&questions, |_| Vec::new()), Err(NotASheet::Blank));
        let sheet = Sheet::read(&questions, |_| vec!["2".to_owned()]).expect("a sheet");
        assert_eq!(sheet.of(Id::new(1)), Some(&Answer::Ranks(vec![2])));
        assert!(sheet.answers_to(&questions) && !sheet.answers_to(&[]));
    }

    fn yes_or_no() -> Question {
        let wording = Wording {
            words: Words::parse("Cette journée vous a-t-elle convenu ?").expect("some words"),
            nature: Nature::YesNo,
            choices: Vec::new(),
            required: false,
            measures: false,
        };
        Question { id: Id::new(1), wording }
    }
}
