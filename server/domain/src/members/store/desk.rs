//! The rows that organisers' deeds write: roles, postings, suspensions, consents, and two accounts that become one.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::{
    Database, Id, Role, Roles,
    database::{Number, all, change, listed, one},
    fault::Fault,
    members::{
        Antenne, Member,
        desk::{
            keepers::Counted,
            merge::{Clash, Reference},
            people::Person,
            postings::Posting,
            suspension::{Suspended, Suspension},
        },
    },
};

/// Whether somebody besides that person has the role, can come in, and is one of those counted on.
pub(in crate::members) async fn another_has(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    role: Role,
    counted: Counted,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let stays = match counted {
        Counted::Present => String::new(),
        Counted::Staying => {
            format!("AND NOT EXISTS (SELECT 1 FROM closures c WHERE c.member_id = m.id AND {})", super::LIVE)
        }
    };
    let query = format!(
        "SELECT m.id FROM members m {}
        WHERE m.id <> $1 AND (m.roles & $3) <> 0 AND m.left_at IS NULL AND x.id IS NULL {stays} LIMIT 1",
        super::in_force("$2")
    );
    let values = vec![member.number().into(), now.into(), Roles::of(&[role]).column().into()];
    Ok(one::<Number>(transaction, &query, values).await?.is_some())
}

pub(in crate::members) async fn give_roles(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    roles: Roles,
) -> Result<(), Fault> {
    let update = "UPDATE members SET roles = $2 WHERE id = $1";
    change(transaction, update, vec![member.number().into(), roles.column().into()]).await?;
    Ok(())
}

pub(in crate::members) async fn name_of_antenne(
    transaction: &DatabaseTransaction,
    antenne: Id<Antenne>,
) -> Result<Option<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let query = "SELECT name FROM antennes WHERE id = $1";
    let row: Option<Row> = one(transaction, query, vec![antenne.number().into()]).await?;
    Ok(row.map(|row| row.name))
}

pub(in crate::members) async fn place(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    antenne: Option<Id<Antenne>>,
    organisation: Option<&str>,
) -> Result<(), Fault> {
    let update = "UPDATE members SET antenne_id = $2, organisation = $3 WHERE id = $1";
    let values =
        vec![member.number().into(), antenne.map(Id::number).into(), organisation.map(str::to_owned).into()];
    change(transaction, update, values).await?;
    Ok(())
}

/// The person works from now on where their row says, if it says anything.
pub(in crate::members) async fn begin_posting(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO member_postings (member_id, antenne_id, organisation, since)
        SELECT id, antenne_id, organisation, $2 FROM members
        WHERE id = $1 AND (antenne_id IS NOT NULL OR organisation IS NOT NULL)";
    change(transaction, insert, vec![member.number().into(), now.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn end_posting(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE member_postings SET until = $2 WHERE member_id = $1 AND until IS NULL";
    change(transaction, update, vec![member.number().into(), now.into()]).await?;
    Ok(())
}

/// Whether the person works somewhere now.
pub(in crate::members) async fn posted(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM member_postings WHERE member_id = $1 AND until IS NULL";
    Ok(one::<Number>(transaction, query, vec![member.number().into()]).await?.is_some())
}

pub(in crate::members) async fn postings(
    database: &Database,
    member: Id<Member>,
) -> Result<Vec<Posting>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        antenne: Option<String>,
        organisation: Option<String>,
        since: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
    }
    let query = "SELECT a.name AS antenne, p.organisation, p.since, p.until
        FROM member_postings p LEFT JOIN antennes a ON a.id = p.antenne_id
        WHERE p.member_id = $1 ORDER BY p.since DESC, p.id DESC";
    let rows: Vec<Row> = all(database.reader(), query, vec![member.number().into()]).await?;
    let posting = |row: Row| Posting {
        antenne: row.antenne,
        organisation: row.organisation,
        since: row.since,
        until: row.until,
    };
    Ok(rows.into_iter().map(posting).collect())
}

pub(in crate::members) async fn posted_since(
    database: &Database,
    member: Id<Member>,
) -> Result<Option<DateTime<Utc>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        since: DateTime<Utc>,
    }
    let query = "SELECT since FROM member_postings WHERE member_id = $1 AND until IS NULL";
    let row: Option<Row> = one(database.reader(), query, vec![member.number().into()]).await?;
    Ok(row.map(|row| row.since))
}

pub(in crate::members) async fn add_suspension(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    by: Id<Member>,
    until: Option<DateTime<Utc>>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert =
        "INSERT INTO suspensions (member_id, since, until, reason, by_id) VALUES ($1, $2, $3, $4, $5)
        RETURNING id";
    let values = vec![member.number().into(), now.into(), until.into(), reason.into(), by.number().into()];
    let added: Option<Number> = one(transaction, insert, values).await?;
    added.map(|row| row.id).ok_or_else(|| Fault::Corrupt("a suspension without a number".to_owned()))
}

/// Whom that suspension keeps out, until when and why; `None` when it is over, or the person has left.
pub(in crate::members) async fn suspended(
    transaction: &DatabaseTransaction,
    suspension: i64,
    now: DateTime<Utc>,
) -> Result<Option<Suspended>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        until: Option<DateTime<Utc>>,
        reason: String,
    }
    let query =
        "SELECT m.name, m.email, s.until, s.reason FROM suspensions s JOIN members m ON m.id = s.member_id
        WHERE s.id = $1 AND s.lifted_at IS NULL AND (s.until IS NULL OR s.until > $2) AND m.left_at IS NULL";
    let row: Option<Row> = one(transaction, query, vec![suspension.into(), now.into()]).await?;
    row.map(|row| {
        let email = super::kept_address(&row.email)?;
        Ok(Suspended { name: row.name, email, until: row.until, reason: row.reason })
    })
    .transpose()
}

/// Lifts whatever suspension is in force.
pub(in crate::members) async fn lift_suspension(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE suspensions SET lifted_at = $2, lifted_by = $3
        WHERE member_id = $1 AND lifted_at IS NULL AND (until IS NULL OR until > $2)";
    change(transaction, update, vec![member.number().into(), now.into(), by.number().into()]).await?;
    Ok(())
}

pub(in crate::members) async fn suspensions(
    database: &Database,
    member: Id<Member>,
) -> Result<Vec<Suspension>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        since: DateTime<Utc>,
        until: Option<DateTime<Utc>>,
        reason: String,
        by_name: String,
        lifted_at: Option<DateTime<Utc>>,
        lifted_name: Option<String>,
    }
    let query = "SELECT s.since, s.until, s.reason, b.name AS by_name, s.lifted_at, l.name AS lifted_name
        FROM suspensions s JOIN members b ON b.id = s.by_id LEFT JOIN members l ON l.id = s.lifted_by
        WHERE s.member_id = $1 ORDER BY s.since DESC, s.id DESC";
    let rows: Vec<Row> = all(database.reader(), query, vec![member.number().into()]).await?;
    let suspension = |row: Row| Suspension {
        since: row.since,
        until: row.until,
        reason: row.reason,
        by: row.by_name,
        lifted: row.lifted_at.zip(row.lifted_name),
    };
    Ok(rows.into_iter().map(suspension).collect())
}

/// Makes the rows that name `other` in that column name `kept`.
pub(in crate::members) async fn pass_on(
    transaction: &DatabaseTransaction,
    Reference { table, column, clash }: &Reference,
    kept: Id<Member>,
    other: Id<Member>,
) -> Result<(), Fault> {
    let both = || vec![kept.number().into(), other.number().into()];
    if let Clash::Renamed(key) = clash {
        let rename = format!(
            "UPDATE {table} SET {key} = {key} || '-' || CAST(id AS TEXT)
            WHERE {column} = $2 AND {key} IN (SELECT k.{key} FROM {table} k WHERE k.{column} = $1)"
        );
        change(transaction, &rename, both()).await?;
    }
    if let Clash::Yielding = clash {
        let yielded = format!(
            "DELETE FROM {table} WHERE {column} = $2 AND EXISTS (SELECT 1 FROM {table} k WHERE k.{column} = $1)"
        );
        change(transaction, &yielded, both()).await?;
    }
    if let Clash::Dropped(condition) = clash {
        let drop = format!("DELETE FROM {table} WHERE {column} = $1 AND {condition}");
        change(transaction, &drop, vec![other.number().into()]).await?;
    }
    if let Clash::Best { key, order } = clash {
        // Before the rows of the other account yield to what the kept one has: what the other has better.
        let (theirs, mine) = (order.replace("{}", "o."), order.replace("{}", &format!("{table}.")));
        let worse = format!(
            "DELETE FROM {table} WHERE {column} = $1
                AND EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = $2 AND o.{key} = {table}.{key} AND {theirs} < {mine})"
        );
        change(transaction, &worse, both()).await?;
    }
    if let Clash::Same(key) | Clash::Best { key, .. } = clash {
        let same = format!(
            "DELETE FROM {table} WHERE {column} = $2 AND {key} IN (SELECT {key} FROM {table} k WHERE k.{column} = $1)"
        );
        change(transaction, &same, both()).await?;
    }
    let pass = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2");
    change(transaction, &pass, both()).await?;
    Ok(())
}

/// The kept account has the roles of both, came when the first came, and says what the other said where it says nothing.
pub(in crate::members) async fn take_over(
    transaction: &DatabaseTransaction,
    kept: &Person,
    other: &Person,
) -> Result<(), Fault> {
    let update = "UPDATE members SET roles = $3, joined_at = $4, seen_at = $5,
            function = COALESCE(function, (SELECT o.function FROM members o WHERE o.id = $2)),
            presentation = COALESCE(presentation, (SELECT o.presentation FROM members o WHERE o.id = $2))
        WHERE id = $1";
    let values = vec![
        kept.id.number().into(),
        other.id.number().into(),
        kept.roles.with(other.roles).column().into(),
        kept.joined_at.min(other.joined_at).into(),
        kept.seen_at.max(other.seen_at).into(),
    ];
    change(transaction, update, values).await?;
    let place = "UPDATE members SET antenne_id = (SELECT o.antenne_id FROM members o WHERE o.id = $2),
            organisation = (SELECT o.organisation FROM members o WHERE o.id = $2)
        WHERE id = $1 AND antenne_id IS NULL AND organisation IS NULL";
    change(transaction, place, vec![kept.id.number().into(), other.id.number().into()]).await?;
    Ok(())
}

/// Counts anew the opinions of the documents that this person judged, and gives their numbers: whoever judged one under two accounts
/// judged it once.
pub(in crate::members) async fn count_opinions(
    transaction: &DatabaseTransaction,
    kept: Id<Member>,
) -> Result<Vec<i64>, Fault> {
    let judged = "SELECT resource_id AS id FROM opinions WHERE member_id = $1 ORDER BY resource_id";
    let judged: Vec<Number> = all(transaction, judged, vec![kept.number().into()]).await?;
    let judged: Vec<i64> = judged.into_iter().map(|row| row.id).collect();
    if !judged.is_empty() {
        let count = format!(
            "UPDATE resources SET
                useful = (SELECT COUNT(*) FROM opinions o WHERE o.resource_id = resources.id AND o.useful),
                useless = (SELECT COUNT(*) FROM opinions o WHERE o.resource_id = resources.id AND NOT o.useful)
            WHERE id IN ({})",
            listed(&judged)
        );
        change(transaction, &count, vec![]).await?;
    }
    Ok(judged)
}

/// Deletes the account, whose address leads to the kept one from now on. The database refuses while anything names it.
pub(in crate::members) async fn redirect(
    transaction: &DatabaseTransaction,
    other: Id<Member>,
    kept: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    // The journal names people without a constraint: what happened stays somebody's.
    let journal = "UPDATE journal SET actor_id = $1 WHERE actor_id = $2";
    change(transaction, journal, vec![kept.number().into(), other.number().into()]).await?;
    change(transaction, "DELETE FROM members WHERE id = $1", vec![other.number().into()]).await?;
    let insert = "INSERT INTO member_redirects (old_id, member_id, at) VALUES ($1, $2, $3)";
    change(transaction, insert, vec![other.number().into(), kept.number().into(), now.into()]).await?;
    Ok(())
}

/// Where the address of an account that is gone leads: the account that was kept, and its name.
pub(in crate::members) async fn redirected(
    database: &Database,
    old: Id<Member>,
) -> Result<Option<(Id<Member>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
    }
    let query = "SELECT m.id, m.name FROM member_redirects r JOIN members m ON m.id = r.member_id WHERE r.old_id = $1";
    let row: Option<Row> = one(database.reader(), query, vec![old.number().into()]).await?;
    Ok(row.map(|row| (Id::new(row.id), row.name)))
}
