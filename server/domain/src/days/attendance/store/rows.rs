//! What was said of somebody in a session, by whom.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Id,
    database::{all, change},
    days::{
        DayId,
        attendance::{Attendance, Mark, Marked, Way, sheet::Key},
        page::Session,
    },
    fault::Fault,
    members::Member,
};

/// What is known of somebody in a session.
#[derive(Debug)]
pub(in crate::days::attendance) struct Row {
    pub(in crate::days::attendance) id: Id<Attendance>,
    pub(in crate::days::attendance) session: Id<Session>,
    pub(in crate::days::attendance) member: Option<Id<Member>>,
    pub(in crate::days::attendance) guest: String,
    pub(in crate::days::attendance) name: String,
    pub(in crate::days::attendance) structure: String,
    pub(in crate::days::attendance) uninvited: bool,
    pub(in crate::days::attendance) marked: Marked,
}

impl Row {
    /// Whose it is.
    pub(in crate::days::attendance) fn key(&self) -> Key {
        match self.member {
            Some(member) => Key::Member(member),
            None => Key::Guest(self.guest.clone()),
        }
    }
}

/// Everything that is known of a day.
pub(in crate::days::attendance) async fn of_day(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Row>, Fault> {
    rows(connection, "s.day_id = $1", vec![day.number().into()]).await
}

/// What is known of one member in a day.
pub(in crate::days::attendance) async fn of_member(
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
pub(in crate::days::attendance) struct Put<'a> {
    pub(in crate::days::attendance) day: DayId,
    pub(in crate::days::attendance) session: Id<Session>,
    pub(in crate::days::attendance) marked: &'a Marked,
    pub(in crate::days::attendance) by: Id<Member>,
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
pub(in crate::days::attendance) async fn put_member(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    member: Id<Member>,
) -> Result<(), Fault> {
    write(transaction, put, member, INSTEAD).await
}

/// Writes what a member says of themselves, unless something is known already.
pub(in crate::days::attendance) async fn sign(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    member: Id<Member>,
) -> Result<(), Fault> {
    write(transaction, put, member, "NOTHING").await
}

async fn write(
    transaction: &DatabaseTransaction,
    put: &Put<'_>,
    member: Id<Member>,
    where_known: &str,
) -> Result<(), Fault> {
    let mut values = put.values();
    values.extend([put.day.number().into(), member.number().into()]);
    change(transaction, &format!("{OF_MEMBER} {where_known}"), values).await?;
    Ok(())
}

/// Writes what an organiser says of somebody without an account.
pub(in crate::days::attendance) async fn put_guest(
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

/// Says that a session that lasted so many minutes lasts so many others: whoever attended all of it attended all of it, nobody more.
pub(in crate::days) async fn lasts(
    transaction: &DatabaseTransaction,
    session: i64,
    was: i64,
    minutes: i64,
) -> Result<(), Fault> {
    let update = "UPDATE attendances SET minutes = $3
        WHERE session_id = $1 AND mark = 'present' AND (minutes = $2 OR minutes > $3)";
    let whole = |minutes: i64| i32::try_from(minutes).unwrap_or(i32::MAX);
    change(transaction, update, vec![session.into(), whole(was).into(), whole(minutes).into()]).await?;
    Ok(())
}

/// Takes back what was said.
pub(in crate::days::attendance) async fn take_back(
    transaction: &DatabaseTransaction,
    attendance: Id<Attendance>,
) -> Result<(), Fault> {
    change(transaction, "DELETE FROM attendances WHERE id = $1", vec![attendance.number().into()]).await?;
    Ok(())
}
