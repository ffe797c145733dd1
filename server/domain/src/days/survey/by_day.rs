//! What the surveys of many days measure, for a report.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{FEWEST, Kind, Satisfaction, question::MARKS, store};
use crate::{Id, database::all, days::DayId, fault::Fault};

/// The satisfaction that each survey of the days of these years measures: one statement, however many there are. Marks are those of
/// surveys with enough sheets only, so that adding them up says nothing of the others.
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
        WHERE d.year BETWEEN $1 AND $2 AND s.opened_at <= $3 AND a.choice > 0 GROUP BY s.day_id, s.kind, a.choice
        ORDER BY 1, 2, 3";
    let mut found: Vec<(DayId, Kind, Satisfaction)> = Vec::new();
    for row in all::<Row>(connection, query, vec![first.into(), last.into(), now.into()]).await? {
        let (day, kind) = (Id::new(row.day_id), store::kind(&row.kind)?);
        let sheets = store::count(row.sheets);
        match (found.last_mut(), usize::try_from(row.choice)) {
            // The first row of each says how many were asked, and how many answered.
            (_, Ok(0)) => {
                let turnout = Satisfaction {
                    asked: store::count(row.asked),
                    answered: sheets,
                    ..Satisfaction::default()
                };
                found.push((day, kind, turnout));
            }
            // Few sheets could be somebody's.
            (Some((of, which, one)), Ok(mark))
                if (*of, *which) == (day, kind) && mark <= usize::from(MARKS) && one.answered >= FEWEST =>
            {
                one.marks[mark - 1] = sheets;
            }
            _ => {}
        }
    }
    Ok(found)
}

impl Satisfaction {
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
