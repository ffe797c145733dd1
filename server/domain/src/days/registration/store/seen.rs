//! Registrations as they are shown: to the person, and to organisers.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{DayId, State, state};
use crate::{
    Id,
    database::all,
    days::registration::{Registration, desk::Listed},
    fault::Fault,
};

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
pub(in crate::days::registration) async fn list(
    connection: &impl ConnectionTrait,
    day: DayId,
) -> Result<Vec<Listed>, Fault> {
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
        ORDER BY CASE r.state WHEN 'seated' THEN 1 WHEN 'waiting' THEN 2 WHEN 'over_quota' THEN 2 WHEN 'invited' THEN 3 ELSE 4 END,
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
