//! What the letters about days need to know.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Id,
    database::one,
    days::{
        DayId,
        calendar::Facts,
        registration::{Deed, State},
    },
    fault::Fault,
    mail::EmailAddress,
    members::Member,
    text::{self, Markdown},
};

/// What the diary says of the day, as it is now, without its page's address; `None` for a day without a date. `access` says whether it
/// is for somebody who comes.
pub(crate) async fn facts(
    connection: &impl ConnectionTrait,
    day: DayId,
    access: bool,
) -> Result<Option<Facts>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        place: String,
        access: String,
        sequence: i32,
        state: String,
        starts_at: Option<DateTime<Utc>>,
        ends_at: Option<DateTime<Utc>>,
    }
    let query =
        "SELECT title, place, access, sequence, state, starts_at, ends_at FROM training_days WHERE id = $1";
    let Some(row) = one::<Row>(connection, query, vec![day.number().into()]).await? else { return Ok(None) };
    let (Some(starts_at), Some(ends_at)) = (row.starts_at, row.ends_at) else { return Ok(None) };
    let how = Some(row.access).filter(|access_text| access && !access_text.is_empty());
    Ok(Some(Facts {
        day,
        sequence: row.sequence.unsigned_abs(),
        title: row.title,
        place: row.place,
        access: how.map(|how| text::plain(&Markdown::from_stored(how))).unwrap_or_default(),
        url: String::new(),
        starts_at,
        ends_at,
        cancelled: matches!(row.state.as_str(), "cancelled" | "postponed"),
        sessions: Facts::sessions_of(&super::sessions_of(connection, day).await?),
    }))
}

/// Something that happened to somebody's registration.
pub(crate) struct Told {
    pub(crate) day: DayId,
    pub(crate) deed: Deed,
    pub(crate) word: String,
    /// The person.
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    /// Whether somebody else did it.
    pub(crate) by_another: bool,
    /// Where it stands now.
    pub(crate) state: State,
    /// Their place in the queue, from 1.
    pub(crate) position: u32,
    /// How many things were said to them of it, this one included.
    pub(crate) said: u32,
    /// Whether they had a seat before: it is in their diary.
    pub(crate) was_seated: bool,
}

/// What that line of a registration's history says, and to whom; `None` for whoever has left.
pub(crate) async fn told(connection: &impl ConnectionTrait, deed: i64) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        day_id: i64,
        deed: String,
        word: String,
        name: String,
        email: String,
        member_id: i64,
        by_id: Option<i64>,
        state: String,
        before: i64,
        said: i64,
        seats: i64,
    }
    let query = "SELECT r.day_id, e.deed, e.word, m.name, m.email, r.member_id, e.by_id, r.state,
            (SELECT COUNT(*) FROM day_registrations o WHERE o.day_id = r.day_id AND o.state = 'waiting' AND o.rank < r.rank) AS before,
            (SELECT COUNT(*) FROM registration_deeds o WHERE o.registration_id = r.id AND o.id <= e.id) AS said,
            (SELECT COUNT(*) FROM registration_deeds o WHERE o.registration_id = r.id AND o.id < e.id AND o.deed IN ('seated', 'promoted'))
                AS seats
        FROM registration_deeds e JOIN day_registrations r ON r.id = e.registration_id JOIN members m ON m.id = r.member_id
        WHERE e.id = $1 AND m.left_at IS NULL";
    let Some(row) = one::<Row>(connection, query, vec![deed.into()]).await? else { return Ok(None) };
    let corrupt = || Fault::Corrupt(format!("a registration's line {:?} {:?}", row.deed, row.state));
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let Ok(email) = EmailAddress::parse(&row.email) else { return Ok(None) };
    Ok(Some(Told {
        day: Id::new(row.day_id),
        deed: Deed::from_code(&row.deed).ok_or_else(corrupt)?,
        state: State::from_code(&row.state).ok_or_else(corrupt)?,
        word: row.word,
        name: row.name,
        email,
        by_another: row.by_id.is_some_and(|by| by != row.member_id),
        position: number(row.before).saturating_add(1),
        said: number(row.said),
        was_seated: row.seats > 0,
    }))
}

/// How to write to that person, and how many things were said to them of that day.
pub(crate) async fn correspondent(
    connection: &impl ConnectionTrait,
    day: DayId,
    member: Id<Member>,
) -> Result<Option<(String, EmailAddress, u32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        said: i64,
    }
    let query = "SELECT m.name, m.email, (SELECT COUNT(*) FROM registration_deeds e JOIN day_registrations r ON r.id = e.registration_id
            WHERE r.day_id = $1 AND r.member_id = m.id) AS said
        FROM members m WHERE m.id = $2 AND m.left_at IS NULL";
    let row: Option<Row> = one(connection, query, vec![day.number().into(), member.number().into()]).await?;
    Ok(row.and_then(|row| {
        let email = EmailAddress::parse(&row.email).ok()?;
        Some((row.name, email, u32::try_from(row.said).unwrap_or(u32::MAX)))
    }))
}
