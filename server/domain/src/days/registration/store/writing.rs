//! What people and organisers decide, written with the deed that says so.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use super::{DayId, State};
use crate::{
    Id,
    database::{Number, change, one},
    days::{
        registration::{Deed, Wishes, Word},
        seats::Place,
    },
    fault::Fault,
    members::{Antenne, Member},
};

/// Somebody who comes.
pub(in crate::days::registration) struct Coming<'a> {
    pub(in crate::days::registration) day: DayId,
    pub(in crate::days::registration) member: Id<Member>,
    pub(in crate::days::registration) antenne: Option<Id<Antenne>>,
    pub(in crate::days::registration) place: Place,
    pub(in crate::days::registration) rank: i64,
    pub(in crate::days::registration) wishes: &'a Wishes,
    pub(in crate::days::registration) by: Id<Member>,
    pub(in crate::days::registration) now: DateTime<Utc>,
}

/// Writes that they come, over whatever was before; the number of the deed.
pub(in crate::days::registration) async fn come(
    transaction: &DatabaseTransaction,
    coming: &Coming<'_>,
) -> Result<i64, Fault> {
    let Coming { day, member, antenne, place, rank, wishes, by, now } = *coming;
    let put = "INSERT INTO day_registrations (day_id, member_id, state, rank, antenne_id, needs, remark, by_id, registered_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        ON CONFLICT (day_id, member_id) DO UPDATE SET state = $3, rank = $4, antenne_id = $5, needs = $6, remark = $7, by_id = $8,
            registered_at = $9, changed_at = $9, asked_again_at = NULL, reconfirmed_at = NULL, reminded_at = NULL";
    let values = vec![
        day.number().into(),
        member.number().into(),
        State::from(place).code().into(),
        rank.into(),
        antenne.map(Id::number).into(),
        text(wishes.needs.as_ref()).into(),
        text(wishes.remark.as_ref()).into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, put, values).await?;
    note(transaction, day, member, by, Deed::Came(place), "", now).await
}

fn text(word: Option<&Word>) -> String {
    word.map(|word| word.as_str().to_owned()).unwrap_or_default()
}

/// Writes that they are invited; the number of the deed.
pub(in crate::days::registration) async fn invite(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    antenne: Option<Id<Antenne>>,
    rank: i64,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let put = "INSERT INTO day_registrations (day_id, member_id, state, rank, antenne_id, needs, remark, by_id, registered_at, changed_at)
        VALUES ($1, $2, 'invited', $3, $4, '', '', $5, $6, $6)
        ON CONFLICT (day_id, member_id) DO UPDATE SET state = 'invited', rank = $3, antenne_id = $4, by_id = $5, changed_at = $6";
    let values = vec![
        day.number().into(),
        member.number().into(),
        rank.into(),
        antenne.map(Id::number).into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, put, values).await?;
    note(transaction, day, member, by, Deed::Invited, "", now).await
}

pub(in crate::days::registration) async fn change_wishes(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    wishes: &Wishes,
) -> Result<(), Fault> {
    let update = "UPDATE day_registrations SET needs = $3, remark = $4 WHERE day_id = $1 AND member_id = $2";
    let values = vec![
        day.number().into(),
        member.number().into(),
        text(wishes.needs.as_ref()).into(),
        text(wishes.remark.as_ref()).into(),
    ];
    change(transaction, update, values).await?;
    Ok(())
}

pub(in crate::days::registration) async fn withdraw(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE day_registrations SET state = 'withdrawn', changed_at = $3, asked_again_at = NULL
        WHERE day_id = $1 AND member_id = $2";
    change(transaction, update, vec![day.number().into(), member.number().into(), now.into()]).await?;
    Ok(())
}

/// Whether they come, and now have said so again.
pub(in crate::days::registration) async fn reconfirm(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE day_registrations SET reconfirmed_at = $3
        WHERE day_id = $1 AND member_id = $2 AND state IN ('seated', 'waiting', 'over_quota')";
    let values = vec![day.number().into(), member.number().into(), now.into()];
    Ok(change(transaction, update, values).await? > 0)
}

/// Notes what happened to somebody's registration; the number of the deed.
pub(in crate::days::registration) async fn note(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    by: Id<Member>,
    deed: Deed,
    word: &str,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO registration_deeds (registration_id, at, by_id, deed, word)
        SELECT id, $3, $4, $5, $6 FROM day_registrations WHERE day_id = $1 AND member_id = $2 RETURNING id";
    let values = vec![
        day.number().into(),
        member.number().into(),
        now.into(),
        by.number().into(),
        deed.code().into(),
        word.into(),
    ];
    deed_number(one(transaction, insert, values).await?)
}

pub(super) fn deed_number(row: Option<Number>) -> Result<i64, Fault> {
    row.map(|row| row.id).ok_or_else(|| Fault::Corrupt("a deed without a registration".to_owned()))
}
