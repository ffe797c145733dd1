//! What waits for somebody: sessions to sign for, surveys to answer and, for an organiser, days whose attendance nobody has filled in.
//!
//! One statement for all of it: it is asked on the front page, where everybody comes. Each noun says what waits in it.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use super::{
    attendance::{
        EARLY, LATE,
        missing::{FORGOTTEN, Unfilled},
        signing::ToSign,
        store::{TO_FILL, TO_SIGN},
    },
    survey::{self, TO_ANSWER, answering::Waiting},
};
use crate::{
    Community, Id,
    database::all,
    days::Modality,
    fault::Fault,
    members::{Member, Organiser},
};

/// What waits, each in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waits {
    /// Sessions that the person may sign for now, and has not, the first to end first.
    pub to_sign: Vec<ToSign>,
    /// Surveys that wait for their answers, the first to close first.
    pub to_answer: Vec<Waiting>,
    /// Days to fill in, the oldest first; none for whoever has no place at the desk.
    pub to_fill: Vec<Unfilled>,
}

#[derive(FromQueryResult)]
struct Row {
    what: String,
    day_id: Option<i64>,
    title: String,
    code: String,
    label: String,
    year: Option<i32>,
    at: Option<DateTime<Utc>>,
    missing: i64,
}

/// What waits for that person, and at their desk. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn of(
    community: &Community,
    member: &Member,
    organiser: Option<&Organiser>,
) -> Result<Waits, Fault> {
    let mut parts = vec![TO_SIGN, TO_ANSWER];
    parts.extend(organiser.map(|_| TO_FILL));
    read(community, Some(member), &parts).await
}

/// What waits for that person's signature now. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn to_sign(community: &Community, member: &Member) -> Result<Vec<ToSign>, Fault> {
    Ok(read(community, Some(member), &[TO_SIGN]).await?.to_sign)
}

/// The surveys that wait for that person's answers. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn to_answer(community: &Community, member: &Member) -> Result<Vec<Waiting>, Fault> {
    Ok(read(community, Some(member), &[TO_ANSWER]).await?.to_answer)
}

/// The days that nobody has filled in. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn to_fill(community: &Community, _: &Organiser) -> Result<Vec<Unfilled>, Fault> {
    Ok(read(community, None, &[TO_FILL]).await?.to_fill)
}

async fn read(community: &Community, member: Option<&Member>, parts: &[&str]) -> Result<Waits, Fault> {
    let now = community.now();
    // A statement names its columns in its first part, and both databases want each value to be named.
    let columns = "SELECT '' AS what, CAST(NULL AS BIGINT) AS day_id, '' AS title, '' AS code, '' AS label,
            CAST(NULL AS INTEGER) AS year, s.ends_at AS at, CAST(0 AS BIGINT) AS missing
        FROM day_sessions s WHERE s.id = 0 AND s.id = $1 AND s.ends_at IN ($2, $3, $4, $5)";
    let query = format!("{columns} UNION ALL {} ORDER BY 1, 7, 2", parts.join(" UNION ALL "));
    let member = member.map_or(0, |member| member.id().number());
    let values =
        vec![member.into(), now.into(), (now + EARLY).into(), (now - LATE).into(), (now - FORGOTTEN).into()];
    let mut waits = Waits::default();
    for row in all::<Row>(community.database.reader(), &query, values).await? {
        let day = row.day_id.map(Id::new);
        match (row.what.as_str(), day, row.at) {
            ("sign", Some(day), Some(ends_at)) => {
                let unknown = || Fault::Corrupt(format!("a day held by {:?}", row.code));
                waits.to_sign.push(ToSign {
                    day: (day, row.title),
                    label: row.label,
                    modality: Modality::from_code(&row.code).ok_or_else(unknown)?,
                    until: ends_at + LATE,
                });
            }
            ("fill", Some(id), Some(starts_at)) => waits.to_fill.push(Unfilled {
                id,
                title: row.title,
                starts_at,
                missing: u32::try_from(row.missing).unwrap_or(u32::MAX),
            }),
            ("answer", day, closes_at) => waits.to_answer.push(Waiting {
                kind: survey::kind(&row.code)?,
                year: row.year,
                day: day.map(|day| (day, row.title)),
                closes_at,
            }),
            _ => {}
        }
    }
    Ok(waits)
}
