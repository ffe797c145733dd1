//! Two accounts of one person become one.
//!
//! Everything that names the account that goes is made to name the one that stays; then its row is deleted, which the database
//! refuses as long as anything still names it: a table that is forgotten here is found by the first merge, and by the test that
//! reads the database's own catalogue.

use super::{Refusal, finish, keepers, people::Person, present};
use crate::{
    Community, Failure, Id,
    journal::Event,
    members::{Member, Organiser, Standing, audit, audit::Deed, store},
};

/// A column that names members, and what to do where both accounts have what there may only be one of.
pub(in crate::members) struct Reference {
    pub(in crate::members) table: &'static str,
    pub(in crate::members) column: &'static str,
    pub(in crate::members) clash: Clash,
}

/// What to do where moving a row would break a constraint.
pub(in crate::members) enum Clash {
    /// There is none to break.
    Never,
    /// That column of the moved row gets its own number added.
    Renamed(&'static str),
    /// The rows of the account that goes are deleted where the kept one has its own.
    Yielding,
    /// The rows of the account that goes for which this holds are deleted.
    Dropped(&'static str),
    /// The rows of the account that goes whose key the kept one has too are deleted. A key that is NULL is nobody's.
    Same(&'static str),
    /// Of two rows of one key, that of the lower order stays, and the kept account's where they are equal. `{}` stands for the row.
    Best {
        /// The key.
        key: &'static str,
        /// What is the lower the better.
        order: &'static str,
    },
}

const fn moved(table: &'static str, column: &'static str) -> Reference {
    Reference { table, column, clash: Clash::Never }
}

/// Every column that names members.
const REFERENCES: &[Reference] = &[
    moved("sessions", "member_id"),
    moved("sessions", "acting_as"),
    moved("sign_in_links", "member_id"),
    moved("audit_log", "actor_id"),
    moved("audit_log", "subject_id"),
    moved("suspensions", "member_id"),
    moved("suspensions", "by_id"),
    moved("suspensions", "lifted_by"),
    // Of two present postings, the one of the account that goes was ended before.
    moved("member_postings", "member_id"),
    moved("help_consents", "member_id"),
    moved("member_redirects", "member_id"),
    moved("password_alarms", "member_id"),
    moved("invitations", "made_by"),
    moved("invitations", "member_id"),
    moved("access_requests", "settled_by"),
    moved("passkeys", "member_id"),
    // Whoever asked for one of their accounts to be closed did not ask for the other.
    Reference {
        table: "closures",
        column: "member_id",
        clash: Clash::Dropped("called_off_at IS NULL AND done_at IS NULL"),
    },
    // Half-way, it would change the kept account's address.
    Reference { table: "address_changes", column: "member_id", clash: Clash::Dropped("done_at IS NULL") },
    Reference { table: "member_tags", column: "member_id", clash: Clash::Yielding },
    Reference { table: "member_photos", column: "member_id", clash: Clash::Yielding },
    // Two forms of one number, one from each account: the words decide what is one sending, and they were two.
    Reference { table: "topics", column: "author_id", clash: Clash::Renamed("submission") },
    Reference { table: "replies", column: "author_id", clash: Clash::Renamed("submission") },
    moved("imports", "by_id"),
    moved("certifier_names", "decided_by"),
    moved("certifier_distinctions", "decided_by"),
    Reference { table: "certifier_members", column: "member_id", clash: Clash::Same("certifier_id") },
    Reference { table: "resources", column: "depositor_id", clash: Clash::Renamed("submission") },
    moved("uploads", "member_id"),
    moved("resource_versions", "added_by"),
    moved("resource_deeds", "by_id"),
    // Somebody reports the same thing of the same resource once.
    Reference {
        table: "resource_reports",
        column: "by_id",
        clash: Clash::Same("CASE WHEN settled_at IS NULL THEN CAST(resource_id AS TEXT) || reason END"),
    },
    moved("resource_reports", "settled_by"),
    Reference { table: "updates", column: "author_id", clash: Clash::Renamed("submission") },
    moved("update_corrections", "by_id"),
    Reference { table: "bookmarks", column: "member_id", clash: Clash::Same("resource_id") },
    Reference { table: "collections", column: "owner_id", clash: Clash::Renamed("folded") },
    Reference { table: "opinions", column: "member_id", clash: Clash::Same("resource_id") },
    Reference { table: "follows", column: "member_id", clash: Clash::Same("view") },
    Reference {
        table: "follow_news",
        column: "member_id",
        clash: Clash::Same("thing || CAST(thing_id AS TEXT)"),
    },
    Reference { table: "follow_letters", column: "member_id", clash: Clash::Same("day") },
    Reference { table: "feed_keys", column: "member_id", clash: Clash::Yielding },
    moved("programmes", "changed_by"),
    Reference { table: "training_days", column: "made_by", clash: Clash::Renamed("submission") },
    moved("day_speakers", "member_id"),
    moved("day_deeds", "by_id"),
    // One person has one seat, whichever account took it; the days give the other to the next in order.
    Reference {
        table: "day_registrations",
        column: "member_id",
        clash: Clash::Best {
            key: "day_id",
            order: "CASE {}state WHEN 'seated' THEN 1 WHEN 'waiting' THEN 2 WHEN 'over_quota' THEN 2 WHEN 'invited' THEN 3 ELSE 4 END",
        },
    },
    moved("day_registrations", "by_id"),
    moved("registration_deeds", "by_id"),
    // One person was there once: whoever was there under one account was there.
    Reference {
        table: "attendances",
        column: "member_id",
        clash: Clash::Best {
            key: "session_id",
            order: "CASE {}mark WHEN 'present' THEN 1 WHEN 'excused' THEN 2 ELSE 3 END",
        },
    },
    moved("attendances", "by_id"),
    Reference { table: "code_tries", column: "member_id", clash: Clash::Same("day_id") },
    moved("signed_sheets", "added_by"),
    moved("signed_sheets", "withdrawn_by"),
    // Both papers go on being true: the second keeps its code.
    Reference { table: "attendance_certificates", column: "member_id", clash: Clash::Renamed("spare") },
    Reference { table: "theme_proposals", column: "author_id", clash: Clash::Renamed("submission") },
    // One person has one vote.
    Reference {
        table: "proposal_supports",
        column: "member_id",
        clash: Clash::Same("CAST(proposal_id AS TEXT) || kind"),
    },
    Reference { table: "proposal_comments", column: "author_id", clash: Clash::Renamed("submission") },
    moved("proposal_deeds", "by_id"),
    moved("surveys", "made_by"),
    moved("surveys", "closed_by"),
    // Whoever has answered under one account has answered.
    Reference {
        table: "survey_roll",
        column: "member_id",
        clash: Clash::Best { key: "survey_id", order: "CASE {}answered WHEN 1 THEN 1 ELSE 2 END" },
    },
    Reference { table: "survey_signatures", column: "member_id", clash: Clash::Same("survey_id") },
    Reference { table: "day_questions", column: "author_id", clash: Clash::Renamed("submission") },
    moved("day_questions", "settled_by"),
    Reference { table: "day_question_votes", column: "member_id", clash: Clash::Same("question_id") },
    moved("day_minutes", "published_by"),
    moved("day_minutes_versions", "by_id"),
];

/// The columns that a merge takes care of, as `table.column`, for the test that compares them with the database's own catalogue.
pub fn handled() -> Vec<String> {
    REFERENCES.iter().map(|reference| format!("{}.{}", reference.table, reference.column)).collect()
}

/// Makes one account of two: everything that the other did and had is the kept one's, who has the roles of both.
///
/// # Errors
/// [`Refusal::NoSuchPerson`], [`Refusal::Left`], [`Refusal::SamePerson`]; [`Refusal::Suspended`] when either is;
/// [`Refusal::NotYours`] when it would give somebody a role that only administrators give.
pub async fn merge(
    community: &Community,
    organiser: &Organiser,
    kept: Id<Member>,
    other: Id<Member>,
) -> Result<(), Failure<Refusal>> {
    if kept == other {
        return Err(Failure::Refused(Refusal::SamePerson));
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    keepers::hold(&transaction).await?;
    let (stays, goes) = (present(&transaction, kept, now).await?, present(&transaction, other, now).await?);
    may_become_one(organiser, &stays, &goes).map_err(Failure::Refused)?;
    // Before the rest: the organiser may be the account that goes, and the line moves with them.
    let line = organiser.line(Deed::Merged, Some(kept), other.to_string());
    audit::note(&transaction, now, line).await?;
    if store::posted(&transaction, kept).await? {
        store::end_posting(&transaction, other, now).await?;
    }
    for reference in REFERENCES {
        store::pass_on(&transaction, reference, kept, other).await?;
    }
    let judged = store::count_opinions(&transaction, kept).await?;
    store::take_over(&transaction, &stays, &goes).await?;
    store::redirect(&transaction, other, kept, now).await?;
    let mut events = vec![Event::MemberChanged(other.number()), Event::MemberRenamed(kept.number())];
    events.extend(judged.into_iter().map(Event::ResourceJudged));
    finish(community, transaction, organiser, &events).await
}

/// The rule. Either account's sessions become the other's: whoever is not over a role may bring it to nobody.
fn may_become_one(organiser: &Organiser, stays: &Person, goes: &Person) -> Result<(), Refusal> {
    let gained = stays.roles.without(goes.roles).with(goes.roles.without(stays.roles));
    if !organiser.is_over(gained) {
        return Err(Refusal::NotYours);
    }
    match (&stays.standing, &goes.standing) {
        (Standing::Active, Standing::Active) => Ok(()),
        _ => Err(Refusal::Suspended),
    }
}
