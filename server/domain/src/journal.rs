//! What happened, in the order in which it was committed: the only source of consequences.
//!
//! A use case records an [`Event`] in its own transaction. Readers (the index, the letters) follow the journal, each at its
//! own pace, and act on entries in order. An entry says *that* something happened to a subject, never what it looked like:
//! readers load the present state, which makes acting twice harmless.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Community,
    database::{all, change, is_postgres, one},
    fault::Fault,
};

mod reader;

pub(crate) use reader::{Reading, position, read_on};

/// Something that has consequences, with the number of what it happened to: the journal is below the nouns and knows no type of
/// theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Somebody asked for a sign-in link.
    SignInAsked(i64),
    /// Somebody set, changed or removed their password.
    PasswordChanged(i64),
    /// Too many wrong passwords were tried on one account.
    PasswordTried(i64),
    /// Somebody added a passkey.
    PasskeyAdded(i64),
    /// Somebody asked for another address.
    AddressChangeAsked(i64),
    /// An account has another address.
    AddressChanged(i64),
    /// An invitation was made, or sent again.
    InvitationSent(i64),
    /// An invitation was taken back.
    InvitationRevoked(i64),
    /// Somebody asked for an account.
    AccessAsked(i64),
    /// A request for an account was refused.
    AccessRefused(i64),
    /// An account was made.
    MemberJoined(i64),
    /// A person's name, roles or place changed.
    MemberChanged(i64),
    /// A person's name changed, beside all that they wrote.
    MemberRenamed(i64),
    /// Somebody is kept out for a time.
    MemberSuspended(i64),
    /// An account will be closed.
    ClosureAsked(i64),
    /// A topic was opened.
    TopicOpened(i64),
    /// A topic's title or text changed.
    TopicEdited(i64),
    /// A reply was posted.
    ReplyPosted(i64),
    /// A reply's text changed.
    ReplyEdited(i64),
    /// A stage of the guide was written or changed.
    GuideChanged(i64),
    /// A certifier announced something.
    UpdatePublished(i64),
    /// What a certifier announced was corrected.
    UpdateCorrected(i64),
    /// A resource of the library, or the known text of its file, changed.
    ResourceChanged(i64),
    /// Somebody said whether a resource was useful to them, or took it back.
    ResourceJudged(i64),
    /// Somebody did something with a resource that somebody else should know: its line in the resource's history.
    ResourceDeed(i64),
    /// An import wrote certifications.
    CertificationsImported(i64),
    /// A certifier's name or texts changed, or it is no more.
    CertifierChanged(i64),
    /// A day was made or changed, or its minutes or its discussion.
    DayChanged(i64),
    /// Something happened to somebody's registration: its line in the registration's history.
    RegistrationDeed(i64),
    /// A proposal was answered: its line in the proposal's history.
    ProposalDeed(i64),
}

/// An event with its place in the journal.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Grows with each commit.
    pub position: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    kind: String,
    subject: i64,
}

impl Entry {
    /// What happened. Read only when the entry is acted upon: one that cannot be read stops nobody from reading the others.
    ///
    /// # Errors
    /// [`Fault::Corrupt`] when its kind is unknown here: a later version of this program wrote it.
    pub fn event(&self) -> Result<Event, Fault> {
        Event::read(&self.kind, self.subject)
    }
}

impl Event {
    fn row(self) -> (&'static str, i64) {
        match self {
            Event::SignInAsked(link) => ("sign_in_asked", link),
            Event::PasswordChanged(member) => ("password_changed", member),
            Event::PasswordTried(alarm) => ("password_tried", alarm),
            Event::PasskeyAdded(passkey) => ("passkey_added", passkey),
            Event::AddressChangeAsked(change) => ("address_change_asked", change),
            Event::AddressChanged(change) => ("address_changed", change),
            Event::InvitationSent(invitation) => ("invitation_sent", invitation),
            Event::InvitationRevoked(invitation) => ("invitation_revoked", invitation),
            Event::AccessAsked(request) => ("access_asked", request),
            Event::AccessRefused(request) => ("access_refused", request),
            Event::MemberJoined(member) => ("member_joined", member),
            Event::MemberChanged(member) => ("member_changed", member),
            Event::MemberRenamed(member) => ("member_renamed", member),
            Event::MemberSuspended(suspension) => ("member_suspended", suspension),
            Event::ClosureAsked(closure) => ("closure_asked", closure),
            Event::TopicOpened(topic) => ("topic_opened", topic),
            Event::TopicEdited(topic) => ("topic_edited", topic),
            Event::ReplyPosted(reply) => ("reply_posted", reply),
            Event::ReplyEdited(reply) => ("reply_edited", reply),
            Event::GuideChanged(stage) => ("guide_changed", stage),
            Event::UpdatePublished(update) => ("update_published", update),
            Event::UpdateCorrected(update) => ("update_corrected", update),
            Event::ResourceChanged(resource) => ("resource_changed", resource),
            Event::ResourceJudged(resource) => ("resource_judged", resource),
            Event::ResourceDeed(deed) => ("resource_deed", deed),
            Event::CertificationsImported(import) => ("certifications_imported", import),
            Event::CertifierChanged(certifier) => ("certifier_changed", certifier),
            Event::DayChanged(day) => ("day_changed", day),
            Event::RegistrationDeed(deed) => ("registration_deed", deed),
            Event::ProposalDeed(deed) => ("proposal_deed", deed),
        }
    }

    fn read(kind: &str, subject: i64) -> Result<Self, Fault> {
        Ok(match kind {
            "sign_in_asked" => Event::SignInAsked(subject),
            "password_changed" => Event::PasswordChanged(subject),
            "password_tried" => Event::PasswordTried(subject),
            "passkey_added" => Event::PasskeyAdded(subject),
            "address_change_asked" => Event::AddressChangeAsked(subject),
            "address_changed" => Event::AddressChanged(subject),
            "invitation_sent" => Event::InvitationSent(subject),
            "invitation_revoked" => Event::InvitationRevoked(subject),
            "access_asked" => Event::AccessAsked(subject),
            "access_refused" => Event::AccessRefused(subject),
            "member_joined" => Event::MemberJoined(subject),
            "member_changed" => Event::MemberChanged(subject),
            "member_renamed" => Event::MemberRenamed(subject),
            "member_suspended" => Event::MemberSuspended(subject),
            "closure_asked" => Event::ClosureAsked(subject),
            "topic_opened" => Event::TopicOpened(subject),
            "topic_edited" => Event::TopicEdited(subject),
            "reply_posted" => Event::ReplyPosted(subject),
            "reply_edited" => Event::ReplyEdited(subject),
            "guide_changed" => Event::GuideChanged(subject),
            "update_published" => Event::UpdatePublished(subject),
            "update_corrected" => Event::UpdateCorrected(subject),
            "resource_changed" => Event::ResourceChanged(subject),
            "resource_judged" => Event::ResourceJudged(subject),
            "resource_deed" => Event::ResourceDeed(subject),
            "certifications_imported" => Event::CertificationsImported(subject),
            "certifier_changed" => Event::CertifierChanged(subject),
            "day_changed" => Event::DayChanged(subject),
            "registration_deed" => Event::RegistrationDeed(subject),
            "proposal_deed" => Event::ProposalDeed(subject),
            _ => return Err(Fault::Corrupt(format!("journal entry of kind {kind:?}"))),
        })
    }
}

/// Writes the event in the use case's own transaction. Call it last, just before the commit: on PostgreSQL it takes a lock
/// that is held until then, so that numbers are given in the order of commits. Without it a reader that has seen entry 8
/// would never see entry 7, committed a moment later.
pub(crate) async fn record(
    transaction: &DatabaseTransaction,
    at: DateTime<Utc>,
    actor: Option<i64>,
    event: Event,
) -> Result<(), Fault> {
    if is_postgres(transaction) {
        change(transaction, "SELECT pg_advisory_xact_lock(7661101)", vec![]).await?;
    }
    let (kind, subject) = event.row();
    change(
        transaction,
        "INSERT INTO journal (at, actor_id, kind, subject_id) VALUES ($1, $2, $3, $4)",
        vec![at.into(), actor.into(), kind.into(), subject.into()],
    )
    .await?;
    Ok(())
}

/// The number of the last entry: where a reader that starts from the present state begins.
pub(crate) async fn end(connection: &impl ConnectionTrait) -> Result<i64, Fault> {
    #[derive(FromQueryResult)]
    struct End {
        position: i64,
    }
    let end: Option<End> =
        one(connection, "SELECT COALESCE(MAX(id), 0) AS position FROM journal", vec![]).await?;
    Ok(end.map_or(0, |end| end.position))
}

/// The number of the last entry of one of those kinds, whatever its subject; 0 when there is none. Numbers are in the order of
/// commits: whatever such an entry tells of is there for whoever has read its number.
pub(crate) async fn last_of(connection: &impl ConnectionTrait, kinds: &[Event]) -> Result<i64, Fault> {
    #[derive(FromQueryResult)]
    struct End {
        position: i64,
    }
    // Each is one step in the index; all at once would be a walk.
    let each: Vec<String> =
        (1..=kinds.len()).map(|at| format!("SELECT MAX(id) AS id FROM journal WHERE kind = ${at}")).collect();
    let query = format!("SELECT COALESCE(MAX(id), 0) AS position FROM ({}) ends", each.join(" UNION ALL "));
    let kinds = kinds.iter().map(|event| event.row().0.into()).collect();
    Ok(one::<End>(connection, &query, kinds).await?.map_or(0, |end| end.position))
}

/// The entries after that position, oldest first.
pub(crate) async fn after(
    connection: &impl ConnectionTrait,
    position: i64,
    most: u32,
) -> Result<Vec<Entry>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        at: DateTime<Utc>,
        kind: String,
        subject_id: i64,
    }
    let query = "SELECT id, at, kind, subject_id FROM journal WHERE id > $1 ORDER BY id LIMIT $2";
    let rows: Vec<Row> = all(connection, query, vec![position.into(), i64::from(most).into()]).await?;
    let entry = |row: Row| Entry { position: row.id, at: row.at, kind: row.kind, subject: row.subject_id };
    Ok(rows.into_iter().map(entry).collect())
}

/// How far behind a reader is: entries it has not acted on, and since when the oldest waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lag {
    /// The reader's name.
    pub reader: &'static str,
    /// How many entries wait.
    pub entries: u64,
    /// When the oldest of them was written.
    pub since: Option<DateTime<Utc>>,
}

/// How far behind a reader at that position is.
pub(crate) async fn lag(community: &Community, reader: &'static str, position: i64) -> Result<Lag, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        entries: i64,
        since: Option<DateTime<Utc>>,
    }
    let query = "SELECT COUNT(*) AS entries, MIN(at) AS since FROM journal WHERE id > $1";
    let row: Option<Row> = one(community.database.reader(), query, vec![position.into()]).await?;
    let (entries, since) = row.map_or((0, None), |row| (row.entries.unsigned_abs(), row.since));
    Ok(Lag { reader, entries, since })
}
