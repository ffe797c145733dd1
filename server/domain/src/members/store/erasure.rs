//! What goes with whoever leaves, what stays of them, and why.

use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use crate::{
    Id,
    database::change,
    fault::Fault,
    members::{Member, departure::KeptName},
};

/// What a member's name becomes for those who do not leave it behind.
const FORMER: &str = "Ancien membre";

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
    ("uploads", "DELETE FROM uploads WHERE member_id = $1"),
    ("bookmarks", "DELETE FROM bookmarks WHERE member_id = $1"),
    (
        "collections",
        "DELETE FROM collection_resources WHERE collection_id IN (SELECT id FROM collections WHERE owner_id = $1)",
    ),
    ("collections", "DELETE FROM collections WHERE owner_id = $1"),
    ("follows", "DELETE FROM follows WHERE member_id = $1"),
    ("follow_news", "DELETE FROM follow_news WHERE member_id = $1"),
    ("follow_letters", "DELETE FROM follow_letters WHERE member_id = $1"),
    ("feed_keys", "DELETE FROM feed_keys WHERE member_id = $1"),
    ("proposal_supports", "DELETE FROM proposal_supports WHERE member_id = $1"),
    // The sheet stays, and is nobody's.
    ("survey_signatures", "DELETE FROM survey_signatures WHERE member_id = $1"),
    // What they needed or said is theirs; that they came is the funder's to audit.
    (
        "registration_deeds",
        "UPDATE registration_deeds SET word = ''
            WHERE registration_id IN (SELECT id FROM day_registrations WHERE member_id = $1)",
    ),
    ("day_registrations", "UPDATE day_registrations SET needs = '', remark = '' WHERE member_id = $1"),
    ("code_tries", "DELETE FROM code_tries WHERE member_id = $1"),
    // A funder may audit who was there: the name of that day and the hours stay, and lead to no account. One mark holds together what
    // is left of one person; a certificate of hours that were taken back since certifies nothing, and is alone.
    (
        "attendance_certificates",
        "UPDATE attendance_certificates SET member_id = NULL,
            guest = COALESCE('former-' || (SELECT CAST(MIN(a.id) AS TEXT) FROM attendances a WHERE a.member_id = $1),
                'certificate-' || CAST(id AS TEXT))
        WHERE member_id = $1",
    ),
    (
        "attendances",
        "UPDATE attendances SET word = '',
            guest = 'former-' || (SELECT CAST(MIN(a.id) AS TEXT) FROM attendances a WHERE a.member_id = $1)
        WHERE member_id = $1",
    ),
    (
        "attendances",
        "UPDATE attendances SET member_id = NULL, by_id = CASE WHEN by_id = $1 THEN NULL ELSE by_id END WHERE member_id = $1",
    ),
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
    ("programmes", "who planned a year"),
    ("training_days", "who made a day that others came to"),
    ("day_speakers", "who spoke is on the papers of the day"),
    ("day_deeds", "what happened to a day that others came to"),
    ("signed_sheets", "who kept the papers that a funder may audit"),
    ("theme_proposals", "others support them, and a day may come of them"),
    ("proposal_comments", "others read them"),
    ("proposal_deeds", "what became of a proposal that others support"),
    ("surveys", "who made or closed a survey that others answered"),
    ("survey_roll", "how many were asked, and how many answered"),
    ("day_questions", "others wanted to know it too, and the day answered it"),
    ("day_question_votes", "they are counted, and say nothing else"),
    ("day_minutes", "who published what others wrote"),
    ("day_minutes_versions", "the minutes are written together"),
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
    use sea_orm::FromQueryResult;

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
