//! What surveys measure: how satisfied people are, day by day, for the yearly report.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    FEWEST, Kind,
    question::MARKS,
    store,
    tally::{self, Count},
};
use crate::{Id, database::all, days::DayId, fault::Fault};

/// How satisfied people are, by the questions that measure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Satisfaction {
    /// How many people were asked.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many answers have each mark, from 1; all of them none with fewer than [`FEWEST`] sheets.
    pub marks: [u32; MARKS as usize],
}

impl Satisfaction {
    /// What so many sheets measure: nothing where they are so few that they could be somebody's.
    fn of(asked: u32, answered: u32, counts: &[Count]) -> Self {
        let marks = if answered >= FEWEST { tally::marks(counts) } else { [0; MARKS as usize] };
        Self { asked, answered, marks }
    }

    /// The average mark, from 1 to [`MARKS`].
    pub fn average(&self) -> Option<f64> {
        tally::average(&self.marks)
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Satisfaction) -> Self {
        self.asked += other.asked;
        self.answered += other.answered;
        for (mark, more) in self.marks.iter_mut().zip(other.marks) {
            *mark += more;
        }
        self
    }
}

/// The satisfaction that each survey of the days of these years measures: one statement, however many there are. Marks are those of
/// closed surveys with enough sheets only, so that adding them up, or looking twice, says nothing of anybody.
pub(in crate::days) async fn by_day(
    connection: &impl ConnectionTrait,
    (first, last): (i32, i32),
    now: DateTime<Utc>,
) -> Result<Vec<(DayId, Kind, Satisfaction)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        day_id: i64,
        kind: String,
        choice: i32,
        asked: i64,
        sheets: i64,
    }
    let query = "SELECT s.day_id, s.kind, 0 AS choice, COUNT(*) AS asked, COUNT(CASE WHEN r.answered = 1 THEN 1 END) AS sheets
        FROM surveys s JOIN training_days d ON d.id = s.day_id JOIN survey_roll r ON r.survey_id = s.id
        WHERE d.year BETWEEN $1 AND $2 AND s.opened_at <= $3 GROUP BY s.day_id, s.kind
        UNION ALL
        SELECT s.day_id, s.kind, a.choice, 0, COUNT(*)
        FROM surveys s JOIN training_days d ON d.id = s.day_id JOIN survey_questions q ON q.survey_id = s.id AND q.measures = 1
            JOIN survey_answers a ON a.question_id = q.id
        WHERE d.year BETWEEN $1 AND $2 AND s.opened_at <= $3 AND (s.closed_at IS NOT NULL OR s.closes_at <= $3) AND a.choice > 0
        GROUP BY s.day_id, s.kind, a.choice
        ORDER BY 1, 2, 3";
    let mut found: Vec<(DayId, Kind, Satisfaction, Vec<Count>)> = Vec::new();
    for row in all::<Row>(connection, query, vec![first.into(), last.into(), now.into()]).await? {
        let (day, kind) = (Id::new(row.day_id), store::kind(&row.kind)?);
        let sheets = store::count(row.sheets);
        match found.last_mut() {
            // The first row of each says how many were asked, and how many answered.
            _ if row.choice == 0 => {
                let turnout = Satisfaction::of(store::count(row.asked), sheets, &[]);
                found.push((day, kind, turnout, Vec::new()));
            }
            Some((of, which, _, counts)) if (*of, *which) == (day, kind) => {
                counts.push(Count { question: 0, rank: row.choice, sheets });
            }
            _ => {}
        }
    }
    let measured = |(day, kind, one, counts): (DayId, Kind, Satisfaction, Vec<Count>)| {
        (day, kind, Satisfaction::of(one.asked, one.answered, &counts))
    };
    Ok(found.into_iter().map(measured).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_sheets_count_and_say_nothing() {
        let counts = [Count { question: 0, rank: 5, sheets: 2 }, Count { question: 0, rank: 1, sheets: 1 }];
        let few = Satisfaction::of(9, FEWEST - 1, &counts);
        assert_eq!((few.answered, few.marks, few.average()), (2, [0; 5], None));
        let enough = Satisfaction::of(9, FEWEST, &counts);
        assert_eq!(enough.marks, [1, 0, 0, 0, 2]);
        assert_eq!(few.and(&enough), Satisfaction { asked: 18, answered: 5, marks: [1, 0, 0, 0, 2] });
    }
}
