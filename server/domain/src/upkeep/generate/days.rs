//! The days of the synthetic community: sixteen a year, half of the last year's still to come, the others held and attended.

use chrono::{DateTime, Datelike, Duration, Utc};
use sea_orm::DatabaseTransaction;

use super::{Sizes, author, prose};
use crate::{
    Community,
    database::{Number, all, change},
    days::{
        Modality, Plan, Public, State,
        attendance::{Mark, Way},
    },
    fault::Fault,
    text::{self, Markdown, dates, folded},
};

/// Seats of each day; a few more people want to come.
const SEATS: i64 = 40;
const WANTING: i64 = 44;

/// From one day to the next: sixteen make a year.
const APART: Duration = Duration::hours(24 * 365 / 16);

/// How many are still to come.
const TO_COME: u32 = 8;

/// Fills the programmes, day by day.
pub(super) async fn fill(community: &Community, sizes: Sizes, now: DateTime<Utc>) -> Result<(), Fault> {
    for rank in 0..sizes.days {
        let transaction = community.database.begin().await?;
        let steps = i64::from(rank) - i64::from(sizes.days.saturating_sub(TO_COME));
        // Half a step, so that none begins at this instant.
        let starts_at = now + APART / 2 + APART * i32::try_from(steps).unwrap_or(i32::MAX);
        if let Some(day) = add(&transaction, rank, sizes, starts_at, now).await? {
            register(&transaction, day, rank, starts_at).await?;
            if starts_at < now {
                attend(&transaction, day).await?;
            }
        }
        transaction.commit().await?;
    }
    Ok(())
}

async fn add(
    transaction: &DatabaseTransaction,
    rank: u32,
    sizes: Sizes,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<i64>, Fault> {
    let year = dates::today(starts_at).year();
    let plan = Plan::usual(year);
    let programme =
        "INSERT INTO programmes (year, for_advisors, for_assistants, for_both, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (year) DO NOTHING";
    let planned =
        [plan.for_advisors, plan.for_assistants, plan.for_both].map(|days| days.cast_signed().into());
    change(transaction, programme, [vec![year.into()], planned.into(), vec![now.into()]].concat()).await?;
    let (morning, afternoon) = (starts_at + Duration::hours(3), starts_at + Duration::hours(4));
    let ends_at = afternoon + Duration::hours(3);
    let title = prose::title(rank + 2_000_000);
    let objectives = Markdown::from_stored(prose::paragraphs(u64::from(rank) | 1 << 41));
    let insert = "INSERT INTO training_days (year, title, objectives, objectives_html, public, modality, theme, place, access,
            access_html, preparation, preparation_html, accessibility, contact, renderer, capacity, starts_at, ends_at, state,
            papers, arrivals, made_by, made_at, published_at, folded, submission)
        SELECT $1, $2, $3, $4, $5, $6, $7, 'Salle Olympe', '', '', '', '', '', '', $8, $9, $10, $11, $12, 7, $13, id, $14, $14, $15, $16
        FROM members WHERE email = $17 RETURNING id";
    let state = if starts_at < now { State::Held } else { State::Published };
    let values = vec![
        year.into(),
        title.as_str().into(),
        objectives.as_str().into(),
        text::render(&objectives).as_str().into(),
        Public::ALL[rank as usize % Public::ALL.len()].code().into(),
        Modality::ALL[rank as usize % Modality::ALL.len()].code().into(),
        prose::subject(rank).into(),
        text::RENDERER.into(),
        i32::try_from(SEATS).unwrap_or(i32::MAX).into(),
        starts_at.into(),
        ends_at.into(),
        state.code().into(),
        WANTING.into(),
        (starts_at - Duration::days(90)).into(),
        folded(&title).into(),
        format!("generated-{rank}").into(),
        author(rank, sizes).into(),
    ];
    let rows: Vec<Number> = all(transaction, insert, values).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let session = "INSERT INTO day_sessions (day_id, label, starts_at, ends_at, agenda, secret) VALUES ($1, $2, $3, $4, '', $5)";
    for (label, from, to) in [("Matin", starts_at, morning), ("Après-midi", afternoon, ends_at)] {
        let values =
            vec![row.id.into(), label.into(), from.into(), to.into(), format!("generated-{rank}").into()];
        change(transaction, session, values).await?;
    }
    let speaker = "INSERT INTO day_speakers (day_id, position, name, function, organisation) VALUES ($1, 0, $2, '', '')";
    change(transaction, speaker, vec![row.id.into(), prose::name(rank).into()]).await?;
    Ok(Some(row.id))
}

/// The same people do not come each time, nor in the same order.
async fn register(
    transaction: &DatabaseTransaction,
    day: i64,
    rank: u32,
    starts_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO day_registrations (day_id, member_id, state, rank, antenne_id, needs, remark, by_id, registered_at, changed_at)
        SELECT $1, m.id, CASE WHEN m.place <= $2 THEN 'seated' ELSE 'waiting' END, m.place, m.antenne_id, '', '', m.id, $3, $3
        FROM (SELECT id, antenne_id, ROW_NUMBER() OVER (ORDER BY (id * 7919 + $4) % 1009, id) AS place
            FROM members WHERE email LIKE 'membre-%') m
        WHERE m.place <= $5";
    let at = starts_at - Duration::days(30);
    let values = vec![day.into(), SEATS.into(), at.into(), (i64::from(rank) * 613).into(), WANTING.into()];
    change(transaction, insert, values).await?;
    Ok(())
}

/// One in nine of those who had a seat did not come.
async fn attend(transaction: &DatabaseTransaction, day: i64) -> Result<(), Fault> {
    let insert = "INSERT INTO attendances (session_id, member_id, guest, name, structure, antenne_id, mark, word, minutes, uninvited,
            way, by_id, at)
        SELECT s.id, r.member_id, '', m.name, '', r.antenne_id, CASE WHEN r.rank % 9 = 0 THEN $2 ELSE $3 END, '',
            CASE WHEN r.rank % 9 = 0 THEN 0 ELSE 180 END, 0, $4, r.member_id, s.ends_at
        FROM day_registrations r JOIN members m ON m.id = r.member_id JOIN day_sessions s ON s.day_id = r.day_id
        WHERE r.day_id = $1 AND r.state = 'seated'";
    let values =
        vec![day.into(), Mark::Absent.code().into(), Mark::Present.code().into(), Way::Ticked.code().into()];
    change(transaction, insert, values).await?;
    Ok(())
}
