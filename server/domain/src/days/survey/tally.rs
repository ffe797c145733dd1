//! What the sheets say together.

use super::{
    SurveyId,
    question::{MARKS, Nature, Question},
};

/// What was answered to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The survey that asks it.
    pub survey: SurveyId,
    /// The question.
    pub question: Question,
    /// How many sheets answer it.
    pub answered: u32,
    /// How many sheets have each mark or choice, in order; nothing for words.
    pub counts: Vec<u32>,
    /// What is said in words, in no order that means anything.
    pub remarks: Vec<String>,
}

/// So many sheets have that rank as an answer to that question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The question's number.
    pub question: i64,
    /// The mark, or the rank of what is chosen, from 1.
    pub rank: i32,
    /// How many sheets.
    pub sheets: u32,
}

/// Puts the counts beside their questions; a rank that the question does not have is not counted.
pub(super) fn tally(
    questions: Vec<(SurveyId, Question)>,
    counts: &[Count],
    answered: &[(i64, u32)],
    remarks: &[(i64, String)],
) -> Vec<Tally> {
    let one = |(survey, question): (SurveyId, Question)| {
        let number = question.id.number();
        let of = |rank: u8| {
            let these =
                counts.iter().filter(|count| count.question == number && count.rank == i32::from(rank));
            these.map(|count| count.sheets).sum()
        };
        let said = remarks.iter().filter(|(of, _)| *of == number);
        Tally {
            survey,
            answered: answered.iter().filter(|(of, _)| *of == number).map(|(_, sheets)| *sheets).sum(),
            counts: (1..=question.wording.ranks()).map(of).collect(),
            remarks: said.map(|(_, said)| said.clone()).collect(),
            question,
        }
    };
    questions.into_iter().map(one).collect()
}

/// The average of marks, from how many sheets have each, the first being 1; none without a sheet.
pub(super) fn average(counts: &[u32]) -> Option<f64> {
    let sheets: u32 = counts.iter().sum();
    let points: u32 = (1..).zip(counts).map(|(mark, count): (u32, &u32)| mark * count).sum();
    (sheets > 0).then(|| f64::from(points) / f64::from(sheets))
}

impl Tally {
    /// The average mark of a scale; none for the others.
    pub fn average(&self) -> Option<f64> {
        average(&self.counts).filter(|_| self.question.wording.nature == Nature::Scale)
    }

    /// The part of those who answered that have that rank, from 1, in hundredths.
    pub fn percent(&self, rank: usize) -> u32 {
        let count = self.counts.get(rank.saturating_sub(1)).copied().unwrap_or_default();
        percent(count, self.answered)
    }
}

/// A part of a whole, in hundredths, to the nearest.
pub fn percent(part: u32, whole: u32) -> u32 {
    match whole {
        0 => 0,
        whole => {
            u32::try_from((u64::from(part) * 200 + u64::from(whole)) / (2 * u64::from(whole))).unwrap_or(100)
        }
    }
}

/// How many sheets have each mark, whatever the question.
pub(super) fn marks(counts: &[Count]) -> [u32; MARKS as usize] {
    let mut marks = [0; MARKS as usize];
    for count in counts {
        let place = usize::try_from(count.rank - 1).ok().and_then(|place| marks.get_mut(place));
        if let Some(mark) = place {
            *mark += count.sheets;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        Id,
        days::survey::{
            Answer, Sheet, Wording,
            question::{Label, Words},
        },
    };

    fn question(id: i64, nature: Nature, choices: usize) -> Question {
        let label = |rank: usize| Label::parse(&format!("Choix {rank}")).expect("a label");
        let wording = Wording {
            words: Words::parse("Une question").expect("some words"),
            nature,
            choices: (0..choices).map(label).collect(),
            required: false,
            measures: nature == Nature::Scale,
        };
        Question { id: Id::new(id), wording }
    }

    /// One question of each nature.
    fn questions() -> Vec<Question> {
        vec![
            question(1, Nature::Scale, 2),
            question(2, Nature::Choice, 4),
            question(3, Nature::Several, 6),
            question(4, Nature::YesNo, 0),
            question(5, Nature::Text, 0),
        ]
    }

    /// What somebody may type, some of it no answer.
    fn typed() -> impl Strategy<Value = BTreeMap<i64, Vec<String>>> {
        let value = prop_oneof![(0_u8..8).prop_map(|rank| rank.to_string()), Just(String::new())];
        prop::collection::btree_map(1_i64..=5, prop::collection::vec(value, 0..4), 0..6)
    }

    /// By rank, by question, what is said in words.
    type Counted = (Vec<Count>, Vec<(i64, u32)>, Vec<(i64, String)>);

    /// As the store counts.
    fn counted(sheets: &[Sheet]) -> Counted {
        let (mut ranks, mut answered) = (BTreeMap::new(), BTreeMap::new());
        let mut remarks = Vec::new();
        for (question, answer) in sheets.iter().flat_map(Sheet::answers) {
            *answered.entry(question.number()).or_insert(0) += 1;
            match answer {
                Answer::Said(words) => remarks.push((question.number(), words.clone())),
                Answer::Ranks(chosen) => {
                    for rank in chosen {
                        *ranks.entry((question.number(), i32::from(*rank))).or_insert(0) += 1;
                    }
                }
            }
        }
        let counts = ranks.into_iter().map(|((question, rank), sheets)| Count { question, rank, sheets });
        (counts.collect(), answered.into_iter().collect(), remarks)
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_counted_once_or_refused(everybody in prop::collection::vec(typed(), 0..30)) {
            let questions = questions();
            let read = |one: &BTreeMap<i64, Vec<String>>| {
                Sheet::read(&questions, |id| one.get(&id.number()).cloned().unwrap_or_default()).ok()
            };
            let sheets: Vec<Sheet> = everybody.iter().filter_map(read).collect();
            let (counts, answered, remarks) = counted(&sheets);
            let of_one = || questions.iter().map(|question| (Id::new(1), question.clone())).collect();
            let tallies = tally(of_one(), &counts, &answered, &remarks);
            let whole = u32::try_from(sheets.len()).expect("few sheets");
            for tally in &tallies {
                let chosen: u32 = tally.counts.iter().sum();
                prop_assert!(tally.answered <= whole);
                prop_assert!(tally.counts.iter().all(|count| *count <= tally.answered));
                match tally.question.wording.nature {
                    Nature::Several => prop_assert!(chosen >= tally.answered),
                    Nature::Text => prop_assert_eq!(u32::try_from(tally.remarks.len()).ok(), Some(tally.answered)),
                    _ => prop_assert_eq!(chosen, tally.answered),
                }
                if let Some(average) = tally.average() {
                    prop_assert!((1.0..=5.0).contains(&average));
                }
                for rank in 1..=tally.counts.len() {
                    prop_assert!(tally.percent(rank) <= 100);
                }
            }
            // In whatever order they came.
            let mut backwards = sheets;
            backwards.reverse();
            let (counts, answered, _) = counted(&backwards);
            let again = tally(of_one(), &counts, &answered, &remarks);
            prop_assert_eq!(again, tallies);
        }
    }

    #[test]
    fn parts_are_said_to_the_nearest_hundredth() {
        assert_eq!((percent(1, 3), percent(2, 3), percent(0, 0), percent(7, 7)), (33, 67, 0, 100));
        assert_eq!(average(&[0, 0, 0, 1, 3]), Some(4.75));
        assert_eq!(average(&[0; 5]), None);
        let count = |rank, sheets| Count { question: 1, rank, sheets };
        assert_eq!(
            marks(&[count(5, 2), count(1, 1), count(5, 1), count(9, 4), count(0, 4)]),
            [1, 0, 0, 0, 3]
        );
    }
}
