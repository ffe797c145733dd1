//! The rows of the keys of feeds.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{STANDING, StandingRow, in_force, kept_address};
use crate::{
    Database, Id, Roles,
    database::{change, one},
    fault::Fault,
    members::{Member, MemberName, Standing},
    secret::Token,
};

pub(in crate::members) async fn put_feed_key(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let put = "INSERT INTO feed_keys (member_id, hash, made_at) VALUES ($1, $2, $3)
        ON CONFLICT (member_id) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at";
    change(transaction, put, vec![member.number().into(), hash.into(), now.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn remove_feed_key(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<(), Fault> {
    change(transaction, "DELETE FROM feed_keys WHERE member_id = $1", vec![member.number().into()]).await?;
    Ok(())
}

pub(in crate::members) async fn feed_key_made_at(
    database: &Database,
    member: Id<Member>,
) -> Result<Option<DateTime<Utc>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        made_at: DateTime<Utc>,
    }
    let query = "SELECT made_at FROM feed_keys WHERE member_id = $1";
    let row: Option<Row> = one(database.reader(), query, vec![member.number().into()]).await?;
    Ok(row.map(|row| row.made_at))
}

/// The key's owner; whoever does not stand in good order has none.
pub(in crate::members) async fn feed_key_holder(
    database: &Database,
    key: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Member>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        email: String,
        roles: i32,
        #[sea_orm(nested)]
        standing: StandingRow,
    }
    let query = format!(
        "SELECT m.id, m.name, m.email, m.roles, {STANDING}
        FROM feed_keys k JOIN members m ON m.id = k.member_id {} WHERE k.hash = $1",
        in_force("$2")
    );
    let row: Option<Row> = one(database.reader(), &query, vec![key.hash().into(), now.into()]).await?;
    let row = row.filter(|row| Standing::from(row.standing.clone()).admits().is_ok());
    row.map(|row| {
        Ok(Member {
            id: Id::new(row.id),
            name: MemberName::stored(row.name),
            email: kept_address(&row.email)?,
            roles: Roles::from_column(row.roles),
            visited_before_at: None,
            welcomed: true,
        })
    })
    .transpose()
}
