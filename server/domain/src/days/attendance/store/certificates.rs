//! The rows of certificates, and what they say: attendances of days that were held and that certificates go with.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{all, change, one},
    days::{
        DayId,
        attendance::{
            certificate::{Code, YearDay},
            sheet::Key,
        },
    },
    fault::Fault,
    members::Member,
};

/// A certificate to make, or to find again.
pub(in crate::days::attendance) struct Wanted<'a> {
    pub(in crate::days::attendance) day: Option<DayId>,
    pub(in crate::days::attendance) year: i32,
    pub(in crate::days::attendance) key: &'a Key,
    pub(in crate::days::attendance) name: &'a str,
    pub(in crate::days::attendance) now: DateTime<Utc>,
}

/// The code of that certificate, made the first time.
pub(in crate::days::attendance) async fn certificate(
    transaction: &DatabaseTransaction,
    wanted: &Wanted<'_>,
) -> Result<Code, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        code: String,
    }
    let (member, guest) = match wanted.key {
        Key::Member(member) => (Some(member.number()), ""),
        Key::Guest(guest) => (None, guest.as_str()),
    };
    let insert = "INSERT INTO attendance_certificates (code, day_id, year, member_id, guest, name, issued_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let values = vec![
        Code::mint().as_str().into(),
        wanted.day.map(Id::number).into(),
        wanted.year.into(),
        member.into(),
        guest.into(),
        wanted.name.into(),
        wanted.now.into(),
    ];
    change(transaction, insert, values).await?;
    // Under the name that is printed now.
    let find = "UPDATE attendance_certificates SET name = $5
        WHERE COALESCE(day_id, 0) = $1 AND (day_id IS NOT NULL OR year = $2)
            AND COALESCE(member_id, 0) = $3 AND guest = $4 AND spare = '' RETURNING code";
    let values = vec![
        wanted.day.map_or(0, Id::number).into(),
        wanted.year.into(),
        member.unwrap_or(0).into(),
        guest.into(),
        wanted.name.into(),
    ];
    let row: Option<Row> = one(transaction, find, values).await?;
    row.map(|row| Code::stored(row.code))
        .ok_or_else(|| Fault::Corrupt("a certificate made and found nowhere".to_owned()))
}

/// A certificate, as it was made.
#[derive(Debug, FromQueryResult)]
pub(in crate::days::attendance) struct Made {
    day_id: Option<i64>,
    pub(in crate::days::attendance) year: i32,
    member_id: Option<i64>,
    guest: String,
    pub(in crate::days::attendance) name: String,
    pub(in crate::days::attendance) issued_at: DateTime<Utc>,
    pub(in crate::days::attendance) title: Option<String>,
    pub(in crate::days::attendance) starts_at: Option<DateTime<Utc>>,
    pub(in crate::days::attendance) state: Option<String>,
}

pub(in crate::days::attendance) async fn by_code(
    connection: &impl ConnectionTrait,
    code: &Code,
) -> Result<Option<Made>, Fault> {
    let query =
        "SELECT c.day_id, c.year, c.member_id, c.guest, c.name, c.issued_at, d.title, d.starts_at, d.state
        FROM attendance_certificates c LEFT JOIN training_days d ON d.id = c.day_id WHERE c.code = $1";
    Ok(one(connection, query, vec![code.as_str().into()]).await?)
}

/// Attendances, with the day of each: those of days that were held and that certificates go with.
const CERTIFIED: &str = "attendances a JOIN day_sessions s ON s.id = a.session_id
        JOIN training_days d ON d.id = s.day_id AND d.state = 'held' AND (d.papers & 4) <> 0";

/// How many days, how many minutes that certificate says now.
pub(in crate::days::attendance) async fn attended(
    connection: &impl ConnectionTrait,
    made: &Made,
) -> Result<(u32, u32), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        days: i64,
        minutes: i64,
    }
    let query = format!(
        "SELECT COUNT(DISTINCT d.id) AS days, CAST(COALESCE(SUM(a.minutes), 0) AS BIGINT) AS minutes FROM {CERTIFIED}
        WHERE a.mark = 'present' AND a.minutes > 0 AND (($1 <> 0 AND d.id = $1) OR ($1 = 0 AND d.year = $2))
            AND (($3 <> 0 AND a.member_id = $3) OR ($3 = 0 AND a.member_id IS NULL AND a.guest = $4))"
    );
    let values = vec![
        made.day_id.unwrap_or(0).into(),
        made.year.into(),
        made.member_id.unwrap_or(0).into(),
        made.guest.as_str().into(),
    ];
    let row: Option<Row> = one(connection, &query, values).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(row.map_or((0, 0), |row| (count(row.days), count(row.minutes))))
}

/// What somebody attended of a day of a year.
#[derive(Debug, FromQueryResult)]
pub(in crate::days::attendance) struct YearRow {
    pub(in crate::days::attendance) member_id: i64,
    pub(in crate::days::attendance) name: String,
    pub(in crate::days::attendance) structure: String,
    starts_at: DateTime<Utc>,
    title: String,
    place: String,
    minutes: i64,
}

impl YearRow {
    pub(in crate::days::attendance) fn read(self) -> YearDay {
        YearDay {
            starts_at: self.starts_at,
            title: self.title,
            place: self.place,
            minutes: u32::try_from(self.minutes).unwrap_or(u32::MAX),
        }
    }
}

/// The days of a year that members attended, or that one did: each one's in order.
pub(in crate::days::attendance) async fn year(
    connection: &impl ConnectionTrait,
    year: i32,
    member: Option<Id<Member>>,
) -> Result<Vec<YearRow>, Fault> {
    let query = format!(
        "SELECT a.member_id, MAX(a.name) AS name, MAX(a.structure) AS structure, d.starts_at, d.title, d.place,
            CAST(SUM(a.minutes) AS BIGINT) AS minutes
        FROM {CERTIFIED}
        WHERE d.year = $1 AND a.mark = 'present' AND a.minutes > 0 AND a.member_id IS NOT NULL AND ($2 = 0 OR a.member_id = $2)
        GROUP BY a.member_id, d.id, d.starts_at, d.title, d.place ORDER BY a.member_id, d.starts_at, d.id"
    );
    Ok(all(connection, &query, vec![year.into(), member.map_or(0, Id::number).into()]).await?)
}

/// The years in which that person was anywhere: how many days and minutes.
pub(in crate::days::attendance) async fn years(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Vec<(i32, u32, u32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        year: i32,
        days: i64,
        minutes: i64,
    }
    let query = format!(
        "SELECT d.year, COUNT(DISTINCT d.id) AS days, CAST(SUM(a.minutes) AS BIGINT) AS minutes FROM {CERTIFIED}
        WHERE a.member_id = $1 AND a.mark = 'present' AND a.minutes > 0 GROUP BY d.year ORDER BY d.year DESC"
    );
    let rows: Vec<Row> = all(connection, &query, vec![member.number().into()]).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(rows.into_iter().map(|row| (row.year, count(row.days), count(row.minutes))).collect())
}
