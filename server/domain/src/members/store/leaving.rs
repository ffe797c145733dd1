//! The rows of those who leave, and what is erased with them.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Number, kept_address};
use crate::{
    Id, Role,
    database::{all, change, one},
    fault::Fault,
    members::{
        Member,
        departure::{Closure, Farewell, KeptName, Reason},
    },
};

/// What a member's name becomes for those who do not leave it behind.
const FORMER: &str = "Ancien membre";

const LIVE: &str = "called_off_at IS NULL AND done_at IS NULL";

#[derive(FromQueryResult)]
struct ClosureRow {
    id: i64,
    member_id: i64,
    reason: String,
    kept_name: String,
    due_at: DateTime<Utc>,
}

impl ClosureRow {
    fn kept(&self) -> Result<KeptName, Fault> {
        KeptName::from_code(&self.kept_name)
            .ok_or_else(|| Fault::Corrupt(format!("a name kept as {:?}", self.kept_name)))
    }

    fn read(self) -> Result<Closure, Fault> {
        let (kept_name, reason) = (self.kept()?, Reason::from_code(&self.reason)?);
        Ok(Closure { id: Id::new(self.id), reason, kept_name, due_at: self.due_at })
    }
}

pub(in crate::members) async fn live_closure(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Option<Closure>, Fault> {
    let query = format!(
        "SELECT id, member_id, reason, kept_name, due_at FROM closures WHERE member_id = $1 AND {LIVE}"
    );
    let row: Option<ClosureRow> = one(connection, &query, vec![member.number().into()]).await?;
    row.map(ClosureRow::read).transpose()
}

/// Puts the closing down; where one waits already, its choice of a name is changed, and `None` is given. What the person asks
/// goes before what the worker says of a sleeping account.
pub(in crate::members) async fn ask_closure(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    reason: Reason,
    kept: KeptName,
    now: DateTime<Utc>,
    due_at: DateTime<Utc>,
) -> Result<Option<Id<Closure>>, Fault> {
    if reason == Reason::Asked {
        let rename =
            format!("UPDATE closures SET kept_name = $2, reason = 'asked' WHERE member_id = $1 AND {LIVE}");
        let values = vec![member.number().into(), kept.code().into()];
        if change(transaction, &rename, values).await? > 0 {
            return Ok(None);
        }
    }
    let insert = format!(
        "INSERT INTO closures (member_id, reason, kept_name, asked_at, due_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member_id) WHERE {LIVE} DO NOTHING RETURNING id"
    );
    let values =
        vec![member.number().into(), reason.code().into(), kept.code().into(), now.into(), due_at.into()];
    let row: Option<Number> = one(transaction, &insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// Whether a closing waited, and is now called off.
pub(in crate::members) async fn call_off_closure(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = format!("UPDATE closures SET called_off_at = $2 WHERE member_id = $1 AND {LIVE}");
    Ok(change(transaction, &update, vec![member.number().into(), now.into()]).await? > 0)
}

/// Calls off the closing of the sleeping accounts whose person came back.
pub(in crate::members) async fn forgive_the_returned(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = format!(
        "UPDATE closures SET called_off_at = $1 WHERE reason = 'dormant' AND {LIVE} AND EXISTS
            (SELECT 1 FROM members m WHERE m.id = closures.member_id AND m.seen_at > closures.asked_at)"
    );
    change(transaction, &update, vec![now.into()]).await?;
    Ok(())
}

/// The accounts where nobody has come since that instant, those of administrators and those about to be closed left out.
pub(in crate::members) async fn asleep(
    transaction: &DatabaseTransaction,
    before: DateTime<Utc>,
    most: u32,
) -> Result<Vec<Id<Member>>, Fault> {
    let query = format!(
        "SELECT m.id FROM members m
        WHERE m.left_at IS NULL AND (m.roles & $2) = 0 AND COALESCE(m.seen_at, m.joined_at) < $1
            AND NOT EXISTS (SELECT 1 FROM closures c WHERE c.member_id = m.id AND {LIVE})
        ORDER BY m.id LIMIT $3"
    );
    let values = vec![before.into(), (Role::Administrator as i32).into(), i64::from(most).into()];
    let rows: Vec<Number> = all(transaction, &query, values).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

pub(in crate::members) async fn farewell(
    transaction: &DatabaseTransaction,
    closure: Id<Closure>,
) -> Result<Option<Farewell>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        reason: String,
        due_at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT m.name, m.email, c.reason, c.due_at FROM closures c JOIN members m ON m.id = c.member_id
        WHERE c.id = $1 AND {LIVE}"
    );
    let row: Option<Row> = one(transaction, &query, vec![closure.number().into()]).await?;
    row.map(|row| {
        let (email, reason) = (kept_address(&row.email)?, Reason::from_code(&row.reason)?);
        Ok(Farewell { name: row.name, email, reason, due_at: row.due_at })
    })
    .transpose()
}

pub(in crate::members) async fn due_closures(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<(Id<Closure>, Id<Member>, KeptName)>, Fault> {
    let query = format!(
        "SELECT id, member_id, reason, kept_name, due_at FROM closures WHERE due_at <= $1 AND {LIVE} ORDER BY due_at"
    );
    let rows: Vec<ClosureRow> = all(connection, &query, vec![now.into()]).await?;
    rows.into_iter()
        .map(|row| {
            let kept = row.kept()?;
            Ok((Id::new(row.id), Id::new(row.member_id), kept))
        })
        .collect()
}

/// Whether this call carries the closing out: it was neither called off nor carried out meanwhile, and the person of a dormant
/// account has not come back.
pub(in crate::members) async fn settle_closure(
    transaction: &DatabaseTransaction,
    closure: Id<Closure>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = format!(
        "UPDATE closures SET done_at = $2 WHERE id = $1 AND {LIVE} AND NOT (reason = 'dormant' AND EXISTS
            (SELECT 1 FROM members m WHERE m.id = closures.member_id AND m.seen_at > closures.asked_at))"
    );
    Ok(change(transaction, &update, vec![closure.number().into(), now.into()]).await? > 0)
}

/// Whether nobody would look after the place without this administrator. Whoever is about to leave too is nobody to count on, until
/// the day itself comes.
pub(in crate::members) async fn is_last_administrator(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    counting_those_who_leave: bool,
) -> Result<bool, Fault> {
    let leaving = format!("AND NOT EXISTS (SELECT 1 FROM closures WHERE member_id = o.id AND {LIVE})");
    let query = format!(
        "SELECT COUNT(*) AS id FROM members m WHERE m.id = $1 AND (m.roles & $2) <> 0 AND NOT EXISTS
            (SELECT 1 FROM members o WHERE (o.roles & $2) <> 0 AND o.left_at IS NULL AND o.id <> $1 {})",
        if counting_those_who_leave { "" } else { &leaving }
    );
    let values = vec![member.number().into(), (Role::Administrator as i32).into()];
    let last: Option<Number> = one(transaction, &query, values).await?;
    Ok(last.is_some_and(|last| last.id > 0))
}

/// What is deleted with an account, table by table; `$1` is the member. Letters and what else is known by its address go first.
pub(crate) const DELETED: &[(&str, &str)] = &[
    ("letters", "DELETE FROM letters WHERE recipient = (SELECT email FROM members WHERE id = $1)"),
    (
        "letters",
        "DELETE FROM letters WHERE recipient IN (SELECT old_email FROM address_changes WHERE member_id = $1)
            OR recipient IN (SELECT new_email FROM address_changes WHERE member_id = $1 AND done_at IS NOT NULL)",
    ),
    ("address_changes", "DELETE FROM address_changes WHERE member_id = $1"),
    ("passkeys", "DELETE FROM passkeys WHERE member_id = $1"),
    (
        "access_requests",
        "DELETE FROM access_requests WHERE email = (SELECT email FROM members WHERE id = $1)
            OR invitation_id IN (SELECT id FROM invitations WHERE member_id = $1)",
    ),
    (
        "invitations",
        "DELETE FROM invitations WHERE member_id = $1
            OR (email = (SELECT email FROM members WHERE id = $1)
                AND NOT EXISTS (SELECT 1 FROM access_requests r WHERE r.invitation_id = invitations.id))",
    ),
    ("sessions", "DELETE FROM sessions WHERE member_id = $1"),
    ("sign_in_links", "DELETE FROM sign_in_links WHERE member_id = $1"),
    ("password_alarms", "DELETE FROM password_alarms WHERE member_id = $1"),
    ("suspensions", "DELETE FROM suspensions WHERE member_id = $1"),
    ("member_postings", "DELETE FROM member_postings WHERE member_id = $1"),
    ("help_consents", "DELETE FROM help_consents WHERE member_id = $1"),
    ("member_tags", "DELETE FROM member_tags WHERE member_id = $1"),
    ("member_photos", "DELETE FROM member_photos WHERE member_id = $1"),
    ("certifier_members", "DELETE FROM certifier_members WHERE member_id = $1"),
    ("bookmarks", "DELETE FROM bookmarks WHERE member_id = $1"),
    (
        "collections",
        "DELETE FROM collection_resources WHERE collection_id IN (SELECT id FROM collections WHERE owner_id = $1)",
    ),
    ("collections", "DELETE FROM collections WHERE owner_id = $1"),
    ("follows", "DELETE FROM follows WHERE member_id = $1"),
];

/// What stays of whoever has left, and why: numbers that lead to a row without a person.
#[cfg(test)]
pub(crate) const KEPT: &[(&str, &str)] = &[
    ("topics", "others answered them"),
    ("replies", "others answered them"),
    ("audit_log", "who did what to whom, without the network address"),
    ("member_redirects", "numbers only: addresses that were given out lead somewhere"),
    ("closures", "that the account was closed, and when"),
    ("imports", "who brought the certifications up to date"),
    ("certifier_names", "two spellings were found to be of one body"),
    ("certifier_distinctions", "two bodies were found to be different"),
    ("resources", "others read them"),
    ("resource_versions", "others read them"),
    ("resource_deeds", "what happened to a resource that others read"),
    ("resource_reports", "what was said of a resource that others read"),
    ("opinions", "they are counted, and their word helps others to choose"),
    ("updates", "a certifier said them"),
    ("update_corrections", "a certifier said them"),
];

/// Deletes what concerns the person alone, and empties their row but for its number.
pub(in crate::members) async fn erase(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    kept: KeptName,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    for (_, statement) in DELETED {
        change(transaction, statement, vec![member.number().into()]).await?;
    }
    let forget = "UPDATE audit_log SET address = NULL WHERE actor_id = $1";
    change(transaction, forget, vec![member.number().into()]).await?;
    // An address that nobody has, in the domain that exists for that (RFC 2606).
    let empty = "UPDATE members SET name = CASE WHEN $2 = 'own' THEN name ELSE $3 END, email = $4, roles = 0,
            antenne_id = NULL, organisation = NULL, function = NULL, presentation = NULL, telephone = NULL,
            email_for = 0, stages = 0, seen_at = NULL, visited_before_at = NULL, password_hash = NULL,
            password_set_at = NULL, charter_at = NULL, welcomed_at = NULL, left_at = $5
        WHERE id = $1";
    let values = vec![
        member.number().into(),
        kept.code().into(),
        FORMER.into(),
        format!("ancien-{member}@membre.invalid").into(),
        now.into(),
    ];
    change(transaction, empty, values).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Community, database::all, members::store::COPIED};

    /// Every table that names a member, from the database's own catalogue.
    async fn tables_of_members() -> Vec<String> {
        #[derive(FromQueryResult)]
        struct Row {
            name: String,
        }
        let folder = tempfile::tempdir().expect("a folder");
        let community = Community::in_folder(folder.path()).await;
        let query = "SELECT DISTINCT t.name FROM sqlite_master t, pragma_foreign_key_list(t.name) f
            WHERE t.type = 'table' AND f.\"table\" = 'members' ORDER BY t.name";
        let rows: Vec<Row> = all(community.database.reader(), query, vec![]).await.expect("it is read");
        rows.into_iter().map(|row| row.name).collect()
    }

    #[tokio::test]
    async fn whoever_leaves_is_followed_into_every_table() {
        let tables = tables_of_members().await;
        assert!(tables.contains(&"topics".to_owned()), "{tables:?}");
        let known = |table: &str| DELETED.iter().chain(KEPT).any(|(known, _)| *known == table);
        let forgotten: Vec<_> = tables.into_iter().filter(|table| !known(table)).collect();
        assert!(forgotten.is_empty(), "add to DELETED, or to KEPT with the reason: {forgotten:?}");
    }

    #[tokio::test]
    async fn the_copy_has_something_of_every_table() {
        // Numbers of one's own former accounts: nothing to read.
        const UNCOPIED: [&str; 1] = ["member_redirects"];
        let copied = |table: &str| {
            UNCOPIED.contains(&table)
                || COPIED.iter().any(|(_, _, query)| query.contains(&format!("FROM {table}")))
        };
        let forgotten: Vec<_> =
            tables_of_members().await.into_iter().filter(|table| !copied(table)).collect();
        assert!(forgotten.is_empty(), "add to COPIED: {forgotten:?}");
    }
}
