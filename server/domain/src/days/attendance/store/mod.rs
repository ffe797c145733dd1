//! The rows of attendance.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::{Attendance, DayId, Mark, Marked, Outline, Way, sheet::Key};
use crate::{
    Id,
    database::{all, change, one},
    days::{Modality, State, details::Papers, page::Session},
    fault::Fault,
    members::Member,
};

mod certificates;
mod sheets;
mod waiting;

pub(super) use certificates::*;
pub(super) use sheets::*;
pub(in crate::days) use waiting::*;

/// What attendance needs to know of a day, whoever asks.
pub(super) async fn outline(connection: &impl ConnectionTrait, day: DayId) -> Result<Option<Outline>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        year: i32,
        state: String,
        modality: String,
        place: String,
        starts_at: Option<DateTime<Utc>>,
        ends_at: Option<DateTime<Utc>>,
        papers: i32,
    }
    let query = "SELECT title, year, state, modality, place, starts_at, ends_at, papers FROM training_days WHERE id = $1";
    let row: Option<Row> = one(connection, query, vec![day.number().into()]).await?;
    row.map(|row| {
        let unknown = |code: &str| Fault::Corrupt(format!("a day that is {code:?}"));
        Ok(Outline {
            id: day,
            title: row.title,
            year: row.year,
            state: State::from_code(&row.state).ok_or_else(|| unknown(&row.state))?,
            modality: Modality::from_code(&row.modality).ok_or_else(|| unknown(&row.modality))?,
            place: row.place,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            papers: Papers::from_column(row.papers),
        })
    })
    .transpose()
}

/// Somebody with a seat who is still here.
pub(in crate::days) struct Expected {
    pub(in crate::days) member: Id<Member>,
    pub(in crate::days) name: String,
    pub(in crate::days) structure: String,
}

/// Those who have a seat. Whoever has left since has only what was said of them, under the name of that day.
pub(in crate::days) async fn expected(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Expected>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        name: String,
        structure: String,
    }
    let query = "SELECT r.member_id, m.name, COALESCE(a.name, m.organisation, '') AS structure
        FROM day_registrations r JOIN members m ON m.id = r.member_id LEFT JOIN antennes a ON a.id = r.antenne_id
        WHERE r.day_id = $1 AND r.state = 'seated' AND m.left_at IS NULL ORDER BY r.rank, r.id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    let one =
        |row: Row| Expected { member: Id::new(row.member_id), name: row.name, structure: row.structure };
    Ok(rows.into_iter().map(one).collect())
}

/// What is known of somebody in a session.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: Id<Attendance>,
    pub(super) session: Id<Session>,
    pub(super) member: Option<Id<Member>>,
    pub(super) guest: String,
    pub(super) name: String,
    pub(super) structure: String,
    pub(super) uninvited: bool,
    pub(super) marked: Marked,
}

impl Row {
    /// Whose it is.
    pub(super) fn key(&self) -> Key {
        match self.member {
            Some(member) => Key::Member(member),
            None => Key::Guest(self.guest.clone()),
        }
    }
}

/// Everything that is known of a day.
pub(super) async fn of_day(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Row>, Fault> {
    rows(connection, "s.day_id = $1", vec![day.number().into()]).await
}

/// What is known of one member in a day.
pub(super) async fn of_member(
    connection: &impl ConnectionTrait,
    day: DayId,
    member: Id<Member>,
) -> Result<Vec<Row>, Fault> {
    let values = vec![day.number().into(), member.number().into()];
    rows(connection, "s.day_id = $1 AND a.member_id = $2", values).await
}

async fn rows(connection: &impl ConnectionTrait, which: &str, values: Vec<Value>) -> Result<Vec<Row>, Fault> {
    #[derive(FromQueryResult)]
    struct Found {
        id: i64,
        session_id: i64,
        member_id: Option<i64>,
        guest: String,
        name: String,
        structure: String,
        mark: String,
        word: String,
        minutes: i32,
        uninvited: i32,
        way: String,
        at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT a.id, a.session_id, a.member_id, a.guest, a.name, a.structure, a.mark, a.word, a.minutes, a.uninvited, a.way, a.at
        FROM attendances a JOIN day_sessions s ON s.id = a.session_id WHERE {which} ORDER BY a.id"
    );
    let found: Vec<Found> = all(connection, &query, values).await?;
    let unknown = |code: &str| Fault::Corrupt(format!("an attendance {code:?}"));
    found
        .into_iter()
        .map(|row| {
            let marked = Marked {
                mark: Mark::from_code(&row.mark).ok_or_else(|| unknown(&row.mark))?,
                minutes: row.minutes.unsigned_abs(),
                word: row.word,
                way: Way::from_code(&row.way).ok_or_else(|| unknown(&row.way))?,
                at: row.at,
            };
            Ok(Row {
                id: Id::new(row.id),
                session: Id::new(row.session_id),
                member: row.member_id.map(Id::new),
                guest: row.guest,
                name: row.name,
                structure: row.structure,
                uninvited: row.uninvited != 0,
                marked,
            })
        })
        .collect()
}

/// What is written of somebody in a session, by whom.
pub(super) struct Put<'a> {
    pub(super) day: DayId,
    pub(super) session: Id<Session>,
    pub(super) marked: &'a Marked,
    pub(super) by: Id<Member>,
}

impl Put<'_> {
    fn values(&self) -> Vec<Value> {
        let minutes = i32::try_from(self.marked.minutes).unwrap_or(i32::MAX);
        vec![
            self.session.number().into(),
            self.marked.mark.code().into(),
            self.marked.word.as_str().into(),
            minutes.into(),
            self.marked.way.code().into(),
            self.by.number().into(),
            self.marked.at.into(),
        ]
    }
}

/// The name and the place of a member are those of now; whoever has no seat came without.
const OF_MEMBER: &str = "INSERT INTO attendances
        (session_id, member_id, guest, name, structure, antenne_id, mark, word, minutes, uninvited, way, by_id, at)
    SELECT $1, m.id, '', m.name, COALESCE(a.name, m.organisation, ''), COALESCE(r.antenne_id, m.antenne_id), $2, $3, $4,
        CASE WHEN r.state = 'seated' THEN 0 ELSE 1 END, $5, $6, $7
    FROM members m LEFT JOIN day_registrations r ON r.day_id = $8 AND r.member_id = m.id
        LEFT JOIN antennes a ON a.id = COALESCE(r.antenne_id, m.antenne_id)
    WHERE m.id = $9 AND m.left_at IS NULL
    ON CONFLICT (session_id, member_id) DO";

/// What an organiser says takes the place of what was said.
const INSTEAD: &str =
    "UPDATE SET mark = excluded.mark, word = excluded.word, minutes = excluded.minutes, way = excluded.way,
        by_id = excluded.by_id, at = excluded.at";

/// Writes what an organiser says of a member.
pub(super) async fn put_member(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    member: Id<Member>,
) -> Result<(), Fault> {
    let mut values = put.values();
    values.extend([put.day.number().into(), member.number().into()]);
    change(transaction, &format!("{OF_MEMBER} {INSTEAD}"), values).await?;
    Ok(())
}

/// Writes what a member says of themselves, unless something is known already.
pub(super) async fn sign(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    member: Id<Member>,
) -> Result<(), Fault> {
    let mut values = put.values();
    values.extend([put.day.number().into(), member.number().into()]);
    change(transaction, &format!("{OF_MEMBER} NOTHING"), values).await?;
    Ok(())
}

/// Writes what an organiser says of somebody without an account.
pub(super) async fn put_guest(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    key: &str,
    name: &str,
    structure: &str,
) -> Result<(), Fault> {
    let insert = format!(
        "INSERT INTO attendances (session_id, mark, word, minutes, way, by_id, at, guest, name, structure, uninvited)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
        ON CONFLICT (session_id, guest) WHERE member_id IS NULL DO {INSTEAD}"
    );
    let mut values = put.values();
    values.extend([key.into(), name.into(), structure.into()]);
    change(transaction, &insert, values).await?;
    Ok(())
}

/// Takes back what was said.
pub(super) async fn take_back(
    transaction: &DatabaseTransaction,
    attendance: Id<Attendance>,
) -> Result<(), Fault> {
    change(transaction, "DELETE FROM attendances WHERE id = $1", vec![attendance.number().into()]).await?;
    Ok(())
}

/// The secrets of a day's sessions.
pub(super) async fn secrets(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<(Id<Session>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        secret: String,
    }
    let query = "SELECT id, secret FROM day_sessions WHERE day_id = $1";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    Ok(rows.into_iter().map(|row| (Id::new(row.id), row.secret)).collect())
}

/// Counts a code that is tried: how many since when, over again once that is long ago. One statement: a hundred at once are counted.
pub(super) async fn count_try(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    now: DateTime<Utc>,
    before: DateTime<Utc>,
) -> Result<(i32, DateTime<Utc>), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        tries: i32,
        since: DateTime<Utc>,
    }
    let count = "INSERT INTO code_tries (day_id, member_id, tries, since) VALUES ($1, $2, 1, $3)
        ON CONFLICT (day_id, member_id) DO UPDATE SET
            tries = CASE WHEN code_tries.since > $4 THEN code_tries.tries + 1 ELSE 1 END,
            since = CASE WHEN code_tries.since > $4 THEN code_tries.since ELSE excluded.since END
        RETURNING tries, since";
    let values = vec![day.number().into(), member.number().into(), now.into(), before.into()];
    let row: Option<Row> = one(transaction, count, values).await?;
    row.map(|row| (row.tries, row.since))
        .ok_or_else(|| Fault::Corrupt("a try that is not counted".to_owned()))
}

/// Forgives what was tried before the right one.
pub(super) async fn forgive_tries(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
) -> Result<(), Fault> {
    let delete = "DELETE FROM code_tries WHERE day_id = $1 AND member_id = $2";
    change(transaction, delete, vec![day.number().into(), member.number().into()]).await?;
    Ok(())
}

/// Which of these sessions somebody is marked in.
pub(in crate::days) async fn signed_among(
    connection: &impl ConnectionTrait,
    sessions: &[i64],
) -> Result<bool, Fault> {
    use crate::database::{Number, listed};
    let query = format!("SELECT id FROM attendances WHERE session_id IN ({}) LIMIT 1", listed(sessions));
    let row: Option<Number> = one(connection, &query, vec![]).await?;
    Ok(row.is_some())
}
