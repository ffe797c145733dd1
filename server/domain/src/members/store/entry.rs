//! The rows by which people come in: sign-in links and sessions.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{STANDING, StandingRow, in_force, kept_address};
use crate::{
    Database, Id, Roles,
    database::{Number, all, change, one},
    fault::Fault,
    mail::EmailAddress,
    members::{
        Member, MemberName, Session, SignInLink, Standing,
        sessions::{Opening, Way},
        sign_in::Destination,
    },
    secret::Token,
};

pub(in crate::members) async fn add_link(
    transaction: &DatabaseTransaction,
    email: &EmailAddress,
    destination: &Destination,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Id<SignInLink>, Fault> {
    let insert = "INSERT INTO sign_in_links (member_id, destination, asked_at, expires_at)
        VALUES ((SELECT id FROM members WHERE email = $1), $2, $3, $4) RETURNING id";
    let values = vec![email.as_str().into(), destination.as_str().into(), now.into(), expires_at.into()];
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(Id::new(row.map_or(0, |row| row.id)))
}

/// A link that waits for its letter.
pub(in crate::members) struct Asked {
    pub(in crate::members) name: String,
    pub(in crate::members) email: EmailAddress,
    /// Letters written to that person since the instant given.
    pub(in crate::members) letters: u64,
    pub(in crate::members) expires_at: DateTime<Utc>,
}

pub(in crate::members) async fn asked(
    transaction: &DatabaseTransaction,
    link: Id<SignInLink>,
    since: DateTime<Utc>,
) -> Result<Option<Asked>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        email: String,
        letters: i64,
        expires_at: DateTime<Utc>,
    }
    let query = "SELECT m.name, m.email, l.expires_at, (SELECT COUNT(*) FROM sign_in_links o
            WHERE o.member_id = m.id AND o.lettered_at > $2) AS letters
        FROM sign_in_links l JOIN members m ON m.id = l.member_id
        WHERE l.id = $1 AND l.token_hash IS NULL";
    let row: Option<Row> = one(transaction, query, vec![link.number().into(), since.into()]).await?;
    row.map(|row| {
        let letters = row.letters.unsigned_abs();
        let expires_at = row.expires_at;
        Ok(Asked { name: row.name, email: kept_address(&row.email)?, letters, expires_at })
    })
    .transpose()
}

pub(in crate::members) async fn give_hash(
    transaction: &DatabaseTransaction,
    link: Id<SignInLink>,
    hash: &str,
    lettered_at: Option<DateTime<Utc>>,
) -> Result<(), Fault> {
    let update = "UPDATE sign_in_links SET token_hash = $2, lettered_at = $3 WHERE id = $1";
    change(transaction, update, vec![link.number().into(), hash.into(), lettered_at.into()]).await?;
    Ok(())
}

pub(in crate::members) async fn live_link(
    database: &Database,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM sign_in_links WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    let row: Option<Number> = one(database.reader(), query, vec![token.hash().into(), now.into()]).await?;
    Ok(row.is_some())
}

/// Marks the link as used, if it still can be: one atomic statement, so that of two tabs one gets in.
pub(in crate::members) async fn spend_link(
    transaction: &DatabaseTransaction,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<(Id<Member>, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        destination: String,
    }
    let update = "UPDATE sign_in_links SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 AND member_id IS NOT NULL
        RETURNING member_id, destination";
    let row: Option<Row> = one(transaction, update, vec![token.hash().into(), now.into()]).await?;
    Ok(row.map(|row| (Id::new(row.member_id), row.destination)))
}

pub(in crate::members) async fn add_session(
    transaction: &DatabaseTransaction,
    opening: &Opening<'_>,
    hash: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), Fault> {
    let Opening { member, way, now, .. } = *opening;
    let device: String = opening.device.chars().filter(|c| !c.is_control()).take(200).collect();
    let insert = "INSERT INTO sessions (member_id, token_hash, device, way, opened_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6)";
    let values = vec![
        member.number().into(),
        hash.into(),
        device.into(),
        way.code().into(),
        now.into(),
        expires_at.into(),
    ];
    change(transaction, insert, values).await?;
    // Signing in begins a visit, unless the last one has hardly ended: then it goes on.
    let arrive = "UPDATE members SET seen_at = $2,
            visited_before_at = CASE WHEN seen_at <= $3 THEN seen_at ELSE visited_before_at END
        WHERE id = $1";
    let pause = now - crate::members::sessions::PAUSE;
    change(transaction, arrive, vec![member.number().into(), now.into(), pause.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct SessionRow {
    id: i64,
    device: String,
    way: String,
    opened_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
}

impl TryFrom<SessionRow> for Session {
    type Error = Fault;

    fn try_from(row: SessionRow) -> Result<Self, Fault> {
        let SessionRow { id, device, way, opened_at, seen_at } = row;
        Ok(Self { id: Id::new(id), device, way: Way::from_code(&way)?, opened_at, seen_at, acting: None })
    }
}

/// What a session's token finds.
pub(in crate::members) struct Resumed {
    pub(in crate::members) session: Session,
    pub(in crate::members) member: Member,
    /// When the member was last seen, on any device.
    pub(in crate::members) seen_at: Option<DateTime<Utc>>,
    /// In whose place the member sees the site, and until when.
    pub(in crate::members) acting: Option<(Id<Member>, DateTime<Utc>)>,
}

/// The live session of that token and its member; whoever does not stand in good order has none.
pub(in crate::members) async fn session(
    database: &Database,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Option<Resumed>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        #[sea_orm(nested)]
        session: SessionRow,
        acting_as: Option<i64>,
        acting_until: Option<DateTime<Utc>>,
        member_id: i64,
        name: String,
        email: String,
        roles: i32,
        member_seen_at: Option<DateTime<Utc>>,
        visited_before_at: Option<DateTime<Utc>>,
        welcomed_at: Option<DateTime<Utc>>,
        #[sea_orm(nested)]
        standing: StandingRow,
    }
    let query = format!(
        "SELECT s.id, s.device, s.way, s.opened_at, s.seen_at, s.acting_as, s.acting_until, m.id AS member_id, m.name, m.email,
            m.roles, m.seen_at AS member_seen_at, m.visited_before_at, m.welcomed_at, {STANDING}
        FROM sessions s JOIN members m ON m.id = s.member_id {}
        WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2",
        in_force("$2")
    );
    let row: Option<Row> = one(database.reader(), &query, vec![token.hash().into(), now.into()]).await?;
    let row = row.filter(|row| Standing::from(row.standing.clone()).admits().is_ok());
    row.map(|row| {
        let member = Member {
            id: Id::new(row.member_id),
            name: MemberName::stored(row.name),
            email: kept_address(&row.email)?,
            roles: Roles::from_column(row.roles),
            visited_before_at: row.visited_before_at,
            welcomed: row.welcomed_at.is_some(),
        };
        let acting = row.acting_as.map(Id::new).zip(row.acting_until);
        Ok(Resumed { session: row.session.try_into()?, member, seen_at: row.member_seen_at, acting })
    })
    .transpose()
}

/// Writes down that the member is here, and puts the session's end off.
pub(in crate::members) async fn note_presence(
    database: &Database,
    session: &Session,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let transaction = database.begin().await?;
    let expires_at = crate::members::sessions::expiry(now);
    let renew = "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE id = $1";
    change(&transaction, renew, vec![session.id.number().into(), now.into(), expires_at.into()]).await?;
    let seen = "UPDATE members SET seen_at = $2, visited_before_at = $3 WHERE id = $1";
    let values = vec![member.id.number().into(), now.into(), member.visited_before_at.into()];
    change(&transaction, seen, values).await?;
    Ok(transaction.commit().await?)
}

pub(in crate::members) async fn open_sessions(
    database: &Database,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, Fault> {
    let query = "SELECT id, device, way, opened_at, seen_at FROM sessions
        WHERE member_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY seen_at DESC, id DESC";
    let rows: Vec<SessionRow> =
        all(database.reader(), query, vec![member.number().into(), now.into()]).await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// Which of a person's sessions to end.
#[derive(Debug, Clone, Copy)]
pub(in crate::members) enum Which {
    Only(Id<Session>),
    AllBut(Id<Session>),
}

pub(in crate::members) async fn revoke(
    database: &Database,
    member: Id<Member>,
    which: Which,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let (comparison, session) = match which {
        Which::Only(session) => ("=", session),
        Which::AllBut(session) => ("<>", session),
    };
    let update = format!(
        "UPDATE sessions SET revoked_at = $3 WHERE member_id = $1 AND id {comparison} $2 AND revoked_at IS NULL"
    );
    let transaction = database.begin().await?;
    change(&transaction, &update, vec![member.number().into(), session.number().into(), now.into()]).await?;
    Ok(transaction.commit().await?)
}

/// Ends every session of that person.
pub(in crate::members) async fn revoke_all(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE sessions SET revoked_at = $2 WHERE member_id = $1 AND revoked_at IS NULL";
    change(transaction, update, vec![member.number().into(), now.into()]).await?;
    Ok(())
}
