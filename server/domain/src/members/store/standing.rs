//! The rows that say whether a person may come in. Every query that needs to know takes its words from here.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Id,
    database::one,
    fault::Fault,
    members::{Member, Standing},
};

/// What a query selects of a person's standing, besides the join of [`in_force`].
pub(in crate::members) const STANDING: &str =
    "m.left_at, x.until AS suspended_until, x.reason AS suspended_for";

/// The join that finds the suspension in force of the member `m`, if any; `now` is the parameter that holds the present.
pub(in crate::members) fn in_force(now: &str) -> String {
    format!(
        "LEFT JOIN suspensions x ON x.id = (SELECT MAX(i.id) FROM suspensions i
            WHERE i.member_id = m.id AND i.lifted_at IS NULL AND (i.until IS NULL OR i.until > {now}))"
    )
}

/// That the member `m` has neither left nor is suspended: whoever may not come in gets no letter that says more. `now` is the parameter that
/// holds the present.
pub(crate) fn is_present(now: &str) -> String {
    format!(
        "m.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM suspensions i
            WHERE i.member_id = m.id AND i.lifted_at IS NULL AND (i.until IS NULL OR i.until > {now}))"
    )
}

#[derive(Debug, Clone, FromQueryResult)]
pub(in crate::members) struct StandingRow {
    left_at: Option<DateTime<Utc>>,
    suspended_until: Option<DateTime<Utc>>,
    suspended_for: Option<String>,
}

impl From<StandingRow> for Standing {
    fn from(row: StandingRow) -> Self {
        match (row.left_at, row.suspended_for) {
            (Some(_), _) => Standing::Gone,
            (None, Some(reason)) => Standing::Suspended { until: row.suspended_until, reason },
            (None, None) => Standing::Active,
        }
    }
}

/// How that person stands now; one who never was is gone.
pub(in crate::members) async fn standing(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Standing, Fault> {
    let query = format!("SELECT {STANDING} FROM members m {} WHERE m.id = $1", in_force("$2"));
    let row: Option<StandingRow> = one(connection, &query, vec![member.number().into(), now.into()]).await?;
    Ok(row.map_or(Standing::Gone, Standing::from))
}
