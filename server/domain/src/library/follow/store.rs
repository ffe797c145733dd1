//! The rows of what is followed, and of what is new in it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Follow, View, certifier::store::addresses, news::Waiting};
use crate::{
    Id, Roles,
    database::{Number, all, change, one},
    fault::Fault,
    library::certification::store::listing::NEWS,
    mail::EmailAddress,
    members::{Member, letter_choices::Digest, store::is_present},
};

pub(super) async fn count(connection: &impl ConnectionTrait, member: Id<Member>) -> Result<u32, Fault> {
    let query = "SELECT COUNT(*) AS id FROM follows WHERE member_id = $1";
    let row: Option<Number> = one(connection, query, vec![member.number().into()]).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// The view with the certifier to which it leads today.
pub(super) async fn led(connection: &impl ConnectionTrait, mut view: View) -> Result<View, Fault> {
    lead(connection, vec![&mut view]).await?;
    Ok(view)
}

/// Gives those views the certifiers to which they lead today. They are kept as they were followed: a certifier that is taken out of
/// another again has its followers back.
async fn lead(connection: &impl ConnectionTrait, views: Vec<&mut View>) -> Result<(), Fault> {
    let slugs: Vec<&mut String> =
        views.into_iter().filter_map(|view| view.certifier_mut().as_mut()).collect();
    if slugs.is_empty() {
        return Ok(());
    }
    let redirects = addresses::redirects(connection).await?;
    for slug in slugs {
        if let Some(today) = redirects.get(slug.as_str()) {
            slug.clone_from(today);
        }
    }
    Ok(())
}

pub(super) async fn add(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    view: &View,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    if has(transaction, member, view).await? {
        return Ok(());
    }
    let insert = "INSERT INTO follows (member_id, view, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    change(transaction, insert, vec![member.number().into(), view.written().into(), now.into()]).await?;
    Ok(())
}

/// Whatever the address of its certifier was when it was followed.
pub(super) async fn remove(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    view: &View,
) -> Result<(), Fault> {
    let view = led(transaction, view.clone()).await?;
    let same = kept(transaction, member).await?.into_iter().filter(|follow| follow.view == view);
    for follow in same {
        change(transaction, "DELETE FROM follows WHERE id = $1", vec![follow.id.number().into()]).await?;
    }
    Ok(())
}

pub(super) async fn has(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    view: &View,
) -> Result<bool, Fault> {
    let view = led(connection, view.clone()).await?;
    Ok(kept(connection, member).await?.iter().any(|follow| follow.view == view))
}

/// What the person follows, each view once.
pub(super) async fn of(connection: &impl ConnectionTrait, member: Id<Member>) -> Result<Vec<Follow>, Fault> {
    let mut follows: Vec<Follow> = Vec::new();
    for follow in kept(connection, member).await? {
        if !follows.iter().any(|other| other.view == follow.view) {
            follows.push(follow);
        }
    }
    Ok(follows)
}

/// Every row; two may be one view since their certifiers are one.
async fn kept(connection: &impl ConnectionTrait, member: Id<Member>) -> Result<Vec<Follow>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        view: String,
        made_at: DateTime<Utc>,
    }
    let query = "SELECT id, view, made_at FROM follows WHERE member_id = $1 ORDER BY id";
    let rows: Vec<Row> = all(connection, query, vec![member.number().into()]).await?;
    let follow =
        |row: Row| Some(Follow { id: Id::new(row.id), view: View::read(&row.view)?, since: row.made_at });
    let mut follows: Vec<Follow> = rows.into_iter().filter_map(follow).collect();
    lead(connection, follows.iter_mut().map(|follow| &mut follow.view).collect()).await?;
    Ok(follows)
}

/// Somebody who follows something.
pub(super) struct Follower {
    pub(super) member: Id<Member>,
    pub(super) roles: Roles,
    pub(super) view: View,
    pub(super) since: DateTime<Utc>,
}

/// Everybody who follows something and wants letters.
pub(super) async fn followers(connection: &impl ConnectionTrait) -> Result<Vec<Follower>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        member_id: i64,
        roles: i32,
        view: String,
        made_at: DateTime<Utc>,
    }
    let query =
        "SELECT f.member_id, m.roles, f.view, f.made_at FROM follows f JOIN members m ON m.id = f.member_id
        WHERE m.left_at IS NULL AND m.letters_digest <> 'never' ORDER BY f.member_id, f.id";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    let follower = |row: Row| {
        let (member, roles) = (Id::new(row.member_id), Roles::from_column(row.roles));
        Some(Follower { member, roles, view: View::read(&row.view)?, since: row.made_at })
    };
    let mut followers: Vec<Follower> = rows.into_iter().filter_map(follower).collect();
    lead(connection, followers.iter_mut().map(|follower| &mut follower.view).collect()).await?;
    Ok(followers)
}

/// Who made a document what it is.
#[derive(FromQueryResult)]
pub(super) struct Made {
    /// Who deposited it.
    pub(super) depositor: i64,
    /// Its current version's row.
    pub(super) version: i64,
    /// Who added that version.
    pub(super) by_id: i64,
}

pub(super) async fn made(connection: &impl ConnectionTrait, resource: i64) -> Result<Option<Made>, Fault> {
    let query = "SELECT r.depositor_id AS depositor, v.id AS version, v.added_by AS by_id
        FROM resources r JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number WHERE r.id = $1";
    Ok(one(connection, query, vec![resource.into()]).await?)
}

/// The document of which that is a version.
pub(super) async fn resource_of(
    connection: &impl ConnectionTrait,
    version: i64,
) -> Result<Option<i64>, Fault> {
    let query = "SELECT resource_id AS id FROM resource_versions WHERE id = $1";
    Ok(one::<Number>(connection, query, vec![version.into()]).await?.map(|row| row.id))
}

/// What may become of a certification, as imports write it and as it is noted.
pub(super) const ENDS: [&str; 2] = ["replaced", "expired"];

/// That it was not known before, as imports write it and as it is noted.
pub(super) const NEW: &str = "new";

/// The certifications that an import found new, replaced or ended, each with which.
pub(super) async fn moved_by(
    connection: &impl ConnectionTrait,
    import: i64,
) -> Result<Vec<(i64, String)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certification: i64,
        what: String,
    }
    let query = format!(
        "SELECT x.certification, x.what FROM certification_changes x WHERE x.import_id = $1 AND {NEWS}
        ORDER BY x.certification, x.what"
    );
    let rows: Vec<Row> = all(connection, &query, vec![import.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.certification, row.what)).collect())
}

/// Notes the thing for that person, once for ever.
pub(super) async fn note(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    thing: &str,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert = "INSERT INTO follow_news (member_id, thing, thing_id, noted_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (member_id, thing, thing_id) DO NOTHING";
    change(transaction, insert, vec![member.number().into(), thing.into(), id.into(), now.into()]).await?;
    Ok(())
}

/// Those who have news that were not told, and may come in; a suspended person is told later.
pub(super) async fn waiting(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<Waiting>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        email: String,
        roles: i32,
        letters_digest: String,
        last: Option<NaiveDate>,
        oldest: DateTime<Utc>,
    }
    let query = format!(
        "SELECT m.id, m.name, m.email, m.roles, m.letters_digest, n.oldest,
            (SELECT MAX(l.day) FROM follow_letters l WHERE l.member_id = m.id) AS last
        FROM (SELECT member_id, MIN(noted_at) AS oldest FROM follow_news WHERE told_at IS NULL GROUP BY member_id) n
            JOIN members m ON m.id = n.member_id
        WHERE {} AND m.letters_digest <> 'never' ORDER BY n.oldest, m.id",
        is_present("$1")
    );
    let rows: Vec<Row> = all(connection, &query, vec![now.into()]).await?;
    let waiting = |row: Row| {
        Some(Waiting {
            member: Id::new(row.id),
            name: row.name,
            email: EmailAddress::parse(&row.email).ok()?,
            roles: Roles::from_column(row.roles),
            digest: Digest::from_code(&row.letters_digest)?,
            last: row.last,
            oldest: row.oldest,
        })
    };
    Ok(rows.into_iter().filter_map(waiting).collect())
}

/// Takes the person's letter of that day, unless it was taken.
pub(super) async fn take_day(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    day: NaiveDate,
) -> Result<bool, Fault> {
    let take = "INSERT INTO follow_letters (member_id, day) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    Ok(change(transaction, take, vec![member.number().into(), day.into()]).await? == 1)
}

/// Gives the day back, and lets go of days long past.
pub(super) async fn free_day(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    day: NaiveDate,
) -> Result<(), Fault> {
    let free = "DELETE FROM follow_letters WHERE member_id = $1 AND (day = $2 OR day < $3)";
    let long_ago = day - Duration::days(60);
    change(transaction, free, vec![member.number().into(), day.into(), long_ago.into()]).await?;
    Ok(())
}

/// What was not told to that person, in the order in which it happened.
pub(super) async fn untold(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
) -> Result<Vec<(String, i64)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        thing: String,
        thing_id: i64,
    }
    let query = "SELECT thing, thing_id FROM follow_news WHERE member_id = $1 AND told_at IS NULL
        ORDER BY noted_at, thing, thing_id";
    let rows: Vec<Row> = all(transaction, query, vec![member.number().into()]).await?;
    Ok(rows.into_iter().map(|row| (row.thing, row.thing_id)).collect())
}

pub(super) async fn told(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let update = "UPDATE follow_news SET told_at = $2 WHERE member_id = $1 AND told_at IS NULL";
    change(transaction, update, vec![member.number().into(), now.into()]).await?;
    Ok(())
}
