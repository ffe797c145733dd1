//! What waits for a signature, and what nobody has filled in.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Id,
    database::all,
    days::{
        Modality,
        attendance::{EARLY, LATE, missing::Unfilled, signing::ToSign},
    },
    fault::Fault,
    members::Member,
};

/// The sessions that are on now, of the days where that person has a seat, and in which nothing is known of them.
pub(in crate::days::attendance) async fn waiting(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Vec<ToSign>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        day_id: i64,
        title: String,
        modality: String,
        label: String,
        ends_at: DateTime<Utc>,
    }
    let query = "SELECT s.day_id, d.title, d.modality, s.label, s.ends_at
        FROM day_sessions s JOIN training_days d ON d.id = s.day_id AND d.state IN ('published', 'held')
            JOIN day_registrations r ON r.day_id = d.id AND r.member_id = $1 AND r.state = 'seated'
        WHERE s.starts_at <= $2 AND s.ends_at > $3
            AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.session_id = s.id AND a.member_id = $1)
        ORDER BY s.starts_at, s.id";
    let values = vec![member.number().into(), (now + EARLY).into(), (now - LATE).into()];
    let rows: Vec<Row> = all(connection, query, values).await?;
    rows.into_iter()
        .map(|row| {
            let unknown = || Fault::Corrupt(format!("a day held by {:?}", row.modality));
            Ok(ToSign {
                day: (Id::new(row.day_id), row.title),
                label: row.label,
                modality: Modality::from_code(&row.modality).ok_or_else(unknown)?,
                until: row.ends_at + LATE,
            })
        })
        .collect()
}

/// The days that ended between the two instants, with a session that nobody is marked in, or somebody with a seat who is not marked
/// in one. A day that has no sheet is not among them.
pub(in crate::days::attendance) async fn unfilled(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    since: DateTime<Utc>,
) -> Result<Vec<Unfilled>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        title: String,
        starts_at: DateTime<Utc>,
        missing: i64,
    }
    let query = "SELECT * FROM (
            SELECT d.id, d.title, d.starts_at,
                (SELECT COUNT(*) FROM day_sessions s JOIN day_registrations r ON r.day_id = s.day_id AND r.state = 'seated'
                    JOIN members m ON m.id = r.member_id AND m.left_at IS NULL
                    LEFT JOIN attendances a ON a.session_id = s.id AND a.member_id = r.member_id
                    WHERE s.day_id = d.id AND a.id IS NULL) AS missing,
                (SELECT COUNT(*) FROM day_sessions s WHERE s.day_id = d.id
                    AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.session_id = s.id)) AS blank
            FROM training_days d
            WHERE d.state IN ('published', 'held') AND d.ends_at <= $1 AND d.ends_at > $2 AND (d.papers & 2) <> 0
        ) AS those WHERE missing > 0 OR blank > 0 ORDER BY starts_at, id";
    let rows: Vec<Row> = all(connection, query, vec![now.into(), since.into()]).await?;
    let unfilled = |row: Row| Unfilled {
        id: Id::new(row.id),
        title: row.title,
        starts_at: row.starts_at,
        missing: u32::try_from(row.missing).unwrap_or(u32::MAX),
    };
    Ok(rows.into_iter().map(unfilled).collect())
}
