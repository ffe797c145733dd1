//! The rows of registrations. What decides who has a seat runs while the day's row is held.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{DayId, Deed, Registration, State, Wishes, Word, desk::Listed};
use crate::{
    Id,
    database::{Number, all, change, one},
    days::seats::{Place, Wish},
    fault::Fault,
    members::{Antenne, Member},
};

fn state(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| Fault::Corrupt(format!("a registration that is {code:?}")))
}

/// Where that person's registration stands, if there is one.
pub(in crate::days) async fn state_of(
    connection: &impl ConnectionTrait,
    day: DayId,
    member: Id<Member>,
) -> Result<Option<State>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        state: String,
    }
    let query = "SELECT state FROM day_registrations WHERE day_id = $1 AND member_id = $2";
    let row: Option<Row> = one(connection, query, vec![day.number().into(), member.number().into()]).await?;
    row.map(|row| state(&row.state)).transpose()
}

/// Where the person works, if it is an antenne.
pub(super) async fn antenne_of(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Option<Id<Antenne>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        antenne_id: Option<i64>,
    }
    let query = "SELECT antenne_id FROM members WHERE id = $1";
    let row: Option<Row> = one(connection, query, vec![member.number().into()]).await?;
    Ok(row.and_then(|row| row.antenne_id).map(Id::new))
}

/// Whether the account is somebody's who is still here.
pub(in crate::days) async fn is_somebody(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM members WHERE id = $1 AND left_at IS NULL";
    let row: Option<Number> = one(connection, query, vec![member.number().into()]).await?;
    Ok(row.is_some())
}

/// Whether the account is closed, or is another one now.
pub(super) async fn has_left(connection: &impl ConnectionTrait, member: Id<Member>) -> Result<bool, Fault> {
    Ok(!is_somebody(connection, member).await?)
}

/// The days to come where that person is registered, if they have left; and those where a seat is free and somebody waits.
pub(super) async fn concerned_by(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    left: bool,
    now: DateTime<Utc>,
) -> Result<Vec<DayId>, Fault> {
    let query = "SELECT d.id FROM training_days d WHERE d.state = 'published' AND d.starts_at > $3
            AND (EXISTS (SELECT 1 FROM day_registrations r WHERE r.day_id = d.id AND r.member_id = $1 AND r.state <> 'withdrawn' AND $2 = 1)
                OR (EXISTS (SELECT 1 FROM day_registrations r WHERE r.day_id = d.id AND r.state IN ('waiting', 'over_quota'))
                    AND (SELECT COUNT(*) FROM day_registrations r WHERE r.day_id = d.id AND r.state = 'seated') < d.capacity))
        ORDER BY d.id";
    let values = vec![member.number().into(), i32::from(left).into(), now.into()];
    let rows: Vec<Number> = all(connection, query, values).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

/// The seats that are taken: in all, and by that antenne when there is one.
pub(super) struct Taken {
    pub(super) seats: u32,
    pub(super) of_antenne: Option<u32>,
}

pub(super) async fn taken(
    connection: &impl ConnectionTrait,
    day: DayId,
    antenne: Option<Id<Antenne>>,
) -> Result<Taken, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        seats: i64,
        theirs: i64,
    }
    let query = "SELECT COUNT(*) AS seats, COUNT(CASE WHEN antenne_id = $2 THEN 1 END) AS theirs
        FROM day_registrations WHERE day_id = $1 AND state = 'seated'";
    let values = vec![day.number().into(), antenne.map_or(0, Id::number).into()];
    let row: Option<Row> = one(connection, query, values).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(row.map_or(Taken { seats: 0, of_antenne: antenne.map(|_| 0) }, |row| Taken {
        seats: count(row.seats),
        of_antenne: antenne.map(|_| count(row.theirs)),
    }))
}

/// Somebody who comes.
pub(super) struct Coming<'a> {
    pub(super) day: DayId,
    pub(super) member: Id<Member>,
    pub(super) antenne: Option<Id<Antenne>>,
    pub(super) place: Place,
    pub(super) rank: i64,
    pub(super) wishes: &'a Wishes,
    pub(super) by: Id<Member>,
    pub(super) now: DateTime<Utc>,
}

/// Writes that they come, over whatever was before; the number of the deed.
pub(super) async fn come(transaction: &DatabaseTransaction, coming: &Coming<'_>) -> Result<i64, Fault> {
    let Coming { day, member, antenne, place, rank, wishes, by, now } = *coming;
    let put = "INSERT INTO day_registrations (day_id, member_id, state, rank, antenne_id, needs, remark, by_id, registered_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        ON CONFLICT (day_id, member_id) DO UPDATE SET state = $3, rank = $4, antenne_id = $5, needs = $6, remark = $7, by_id = $8,
            registered_at = $9, changed_at = $9, asked_again_at = NULL, reconfirmed_at = NULL";
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
pub(super) async fn invite(
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

pub(super) async fn change_wishes(
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

pub(super) async fn withdraw(
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
pub(super) async fn reconfirm(
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
pub(super) async fn note(
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

/// Notes that the queue advanced as far as them; the number of the deed.
pub(super) async fn promoted(
    transaction: &DatabaseTransaction,
    registration: i64,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO registration_deeds (registration_id, at, by_id, deed, word)
        VALUES ($1, $2, NULL, $3, '') RETURNING id";
    let values = vec![registration.into(), now.into(), Deed::Promoted.code().into()];
    deed_number(one(transaction, insert, values).await?)
}

fn deed_number(row: Option<Number>) -> Result<i64, Fault> {
    row.map(|row| row.id).ok_or_else(|| Fault::Corrupt("a deed without a registration".to_owned()))
}

/// Those who want to come, in the order in which they came.
pub(super) async fn wishes(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Wish>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        antenne_id: Option<i64>,
        state: String,
    }
    let query = "SELECT id, antenne_id, state FROM day_registrations
        WHERE day_id = $1 AND state IN ('seated', 'waiting', 'over_quota') ORDER BY rank, id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            let place = match state(&row.state)? {
                State::Seated => Place::Seated,
                State::OverQuota => Place::OverQuota,
                State::Waiting | State::Invited | State::Withdrawn => Place::Waiting,
            };
            Ok(Wish { number: row.id, antenne: row.antenne_id.map(Id::new), place })
        })
        .collect()
}

pub(super) async fn place(
    transaction: &DatabaseTransaction,
    registration: i64,
    place: Place,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE day_registrations SET state = $2, changed_at = $3 WHERE id = $1";
    let values = vec![registration.into(), State::from(place).code().into(), now.into()];
    change(transaction, update, values).await?;
    Ok(())
}

/// Puts that person at that place among those who wait; whether they wait. The ranks that those who wait have are given anew, in
/// order: nobody else's change hands.
pub(super) async fn reorder(
    transaction: &DatabaseTransaction,
    day: DayId,
    member: Id<Member>,
    position: u32,
) -> Result<bool, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        member_id: i64,
        rank: i64,
    }
    let query = "SELECT id, member_id, rank FROM day_registrations
        WHERE day_id = $1 AND state IN ('waiting', 'over_quota') ORDER BY rank, id";
    let mut queue: Vec<Row> = all(transaction, query, vec![day.number().into()]).await?;
    let ranks: Vec<i64> = queue.iter().map(|row| row.rank).collect();
    let Some(from) = queue.iter().position(|row| row.member_id == member.number()) else { return Ok(false) };
    let moved = queue.remove(from);
    let to = usize::try_from(position.saturating_sub(1)).unwrap_or(usize::MAX).min(queue.len());
    queue.insert(to, moved);
    let update = "UPDATE day_registrations SET rank = $2 WHERE id = $1";
    for (row, rank) in queue.iter().zip(ranks).filter(|(row, rank)| row.rank != *rank) {
        change(transaction, update, vec![row.id.into(), rank.into()]).await?;
    }
    Ok(true)
}

/// What is read of somebody's own registration `r`, for [`MineRow`].
pub(in crate::days) const MINE: &str = "r.id AS mine_id, r.state AS mine_state, r.needs AS mine_needs, r.remark AS mine_remark,
    r.registered_at AS mine_registered_at, r.asked_again_at AS mine_asked_again_at, r.reconfirmed_at AS mine_reconfirmed_at,
    (SELECT COUNT(*) FROM day_registrations o WHERE o.day_id = r.day_id AND o.state = 'waiting' AND o.rank < r.rank) AS mine_before";

/// Somebody's registration, as they see it, beside whatever else is read of the day.
#[derive(FromQueryResult)]
pub(in crate::days) struct MineRow {
    mine_id: i64,
    mine_state: String,
    mine_needs: String,
    mine_remark: String,
    mine_registered_at: DateTime<Utc>,
    mine_asked_again_at: Option<DateTime<Utc>>,
    mine_reconfirmed_at: Option<DateTime<Utc>>,
    mine_before: i64,
}

impl MineRow {
    pub(in crate::days) fn read(self) -> Result<Registration, Fault> {
        let state = state(&self.mine_state)?;
        let before = u32::try_from(self.mine_before).unwrap_or(u32::MAX);
        Ok(Registration {
            id: Id::new(self.mine_id),
            state,
            position: (state == State::Waiting).then(|| before.saturating_add(1)),
            needs: self.mine_needs,
            remark: self.mine_remark,
            registered_at: self.mine_registered_at,
            asked_again: self
                .mine_asked_again_at
                .is_some_and(|asked| self.mine_reconfirmed_at.is_none_or(|said| said < asked)),
        })
    }
}

/// Everybody in the list of a day.
pub(super) async fn list(connection: &impl ConnectionTrait, day: DayId) -> Result<Vec<Listed>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        name: String,
        structure: Option<String>,
        state: String,
        needs: String,
        remark: String,
        registered_at: DateTime<Utc>,
        asked_again_at: Option<DateTime<Utc>>,
        reconfirmed_at: Option<DateTime<Utc>>,
        word: Option<String>,
    }
    let query = "SELECT r.member_id, m.name, COALESCE(a.name, m.organisation) AS structure, r.state, r.needs, r.remark,
            r.registered_at, r.asked_again_at, r.reconfirmed_at,
            (SELECT d.word FROM registration_deeds d WHERE d.registration_id = r.id ORDER BY d.id DESC LIMIT 1) AS word
        FROM day_registrations r JOIN members m ON m.id = r.member_id LEFT JOIN antennes a ON a.id = r.antenne_id
        WHERE r.day_id = $1
        ORDER BY CASE r.state WHEN 'seated' THEN 1 WHEN 'waiting' THEN 2 WHEN 'over_quota' THEN 3 WHEN 'invited' THEN 4 ELSE 5 END,
            r.rank, r.id";
    let rows: Vec<Row> = all(connection, query, vec![day.number().into()]).await?;
    rows.into_iter()
        .map(|row| {
            let said_since = |asked: DateTime<Utc>| row.reconfirmed_at.is_some_and(|said| said >= asked);
            Ok(Listed {
                member: (Id::new(row.member_id), row.name),
                structure: row.structure.unwrap_or_default(),
                state: state(&row.state)?,
                needs: row.needs,
                remark: row.remark,
                registered_at: row.registered_at,
                unanswered: row.asked_again_at.is_some_and(|asked| !said_since(asked)),
                word: row.word.unwrap_or_default(),
            })
        })
        .collect()
}
