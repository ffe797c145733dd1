//! The rows of people: accounts and antennes. What people show is in `shown`, sessions and links in `entry`.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Antenne, Member, MemberName, Refusal, account::Details, antennes, joining::Newcomer};
use crate::{
    Database, Failure, Id, Roles,
    database::{Number, all, change, one},
    fault::{Fault, violates},
    mail::EmailAddress,
};

mod access;
mod acting;
mod address;
mod closures;
mod desk;
mod entry;
mod erasure;
mod feed_keys;
mod first_visit;
mod invitations;
mod invited;
mod passkeys;
mod people;
mod personal;
mod photos;
mod shown;
mod standing;
mod ways;

pub(super) use access::*;
pub(super) use acting::*;
pub(super) use address::*;
pub(super) use closures::*;
pub(super) use desk::*;
pub(super) use entry::*;
pub(super) use erasure::*;
pub(super) use feed_keys::*;
pub(super) use first_visit::*;
pub(super) use invitations::*;
pub(super) use invited::*;
pub(super) use passkeys::*;
pub(super) use people::*;
pub(super) use personal::*;
pub(crate) use photos::PHOTO;
pub(super) use photos::{photo, photo_of, put_photo, remove_photo};
pub(crate) use shown::profiles_from;
pub(super) use shown::{change_expertise, change_reach, listed, mine, who_know};
pub(crate) use standing::is_present;
pub(super) use standing::*;
pub(crate) use ways::Correspondent;
pub(super) use ways::*;

#[derive(FromQueryResult)]
struct AntenneRow {
    id: i64,
    department: String,
    name: String,
    address: String,
    operator: String,
    telephone: String,
}

impl From<AntenneRow> for Antenne {
    fn from(row: AntenneRow) -> Self {
        let AntenneRow { id, department, name, address, operator, telephone } = row;
        Self { id: Id::new(id), department, name, address, operator, telephone }
    }
}

/// An address that was parsed before it was kept.
fn kept_address(text: &str) -> Result<EmailAddress, Fault> {
    EmailAddress::parse(text).map_err(|_| Fault::Corrupt("a member's address".to_owned()))
}

pub(super) async fn add_member(
    transaction: &DatabaseTransaction,
    newcomer: &Newcomer,
    now: DateTime<Utc>,
) -> Result<Id<Member>, Failure<Refusal>> {
    if let Some(antenne) = &newcomer.antenne {
        let query = "SELECT id FROM antennes WHERE name = $1";
        let known: Option<Number> = one(transaction, query, vec![antenne.clone().into()]).await?;
        known.ok_or(Failure::Refused(Refusal::NoSuchAntenne))?;
    }
    let insert = "INSERT INTO members (name, email, roles, antenne_id, organisation, function, presentation, joined_at,
            charter_at)
        VALUES ($1, $2, $3, (SELECT id FROM antennes WHERE name = $4), $5, $6, $7, $8, $9) RETURNING id";
    let values = vec![
        newcomer.name.as_str().into(),
        newcomer.email.as_str().into(),
        newcomer.roles.column().into(),
        newcomer.antenne.clone().into(),
        newcomer.organisation.clone().into(),
        newcomer.function.clone().into(),
        newcomer.presentation.clone().into(),
        now.into(),
        newcomer.charter_at.into(),
    ];
    match one::<Number>(transaction, insert, values).await {
        Ok(row) => {
            let member = Id::new(row.map_or(0, |row| row.id));
            begin_posting(transaction, member, now).await?;
            Ok(member)
        }
        Err(error) if violates(&error, "members_email_unique", "members.email") => {
            Err(Failure::Refused(Refusal::AddressTaken))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn change_details(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    details: &Details,
) -> Result<(), Fault> {
    let update = "UPDATE members SET name = $2, function = $3, presentation = $4 WHERE id = $1";
    let function = details.function.as_ref().map(|line| line.as_str().to_owned());
    let presentation = Some(details.presentation.as_str().to_owned()).filter(|text| !text.is_empty());
    let values =
        vec![member.number().into(), details.name.as_str().into(), function.into(), presentation.into()];
    change(transaction, update, values).await?;
    Ok(())
}

/// The account with that address, for the command line and the demonstration.
pub(crate) async fn by_email(database: &Database, email: &EmailAddress) -> Result<Option<Member>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        email: String,
        roles: i32,
        visited_before_at: Option<DateTime<Utc>>,
        welcomed_at: Option<DateTime<Utc>>,
    }
    let query = "SELECT id, name, email, roles, visited_before_at, welcomed_at FROM members WHERE email = $1";
    let row: Option<Row> = one(database.reader(), query, vec![email.as_str().into()]).await?;
    let member = |row: Row| {
        Ok(Member {
            id: Id::new(row.id),
            name: MemberName::stored(row.name),
            email: kept_address(&row.email)?,
            roles: Roles::from_column(row.roles),
            visited_before_at: row.visited_before_at,
            welcomed: row.welcomed_at.is_some(),
        })
    };
    row.map(member).transpose()
}

pub(crate) async fn headcount(database: &Database) -> Result<u64, Fault> {
    let row: Option<Number> =
        one(database.reader(), "SELECT COUNT(*) AS id FROM members WHERE left_at IS NULL", vec![]).await?;
    Ok(row.map_or(0, |row| row.id.unsigned_abs()))
}

pub(super) async fn antennes(database: &Database) -> Result<Vec<Antenne>, Fault> {
    let query =
        "SELECT id, department, name, address, operator, telephone FROM antennes ORDER BY department, name";
    let rows: Vec<AntenneRow> = all(database.reader(), query, vec![]).await?;
    Ok(rows.into_iter().map(Antenne::from).collect())
}

/// Writes the published antennes into a place that has none.
pub(crate) async fn found_antennes(transaction: &impl ConnectionTrait) -> Result<(), Fault> {
    let insert = "INSERT INTO antennes (department, name, address, operator, telephone)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING";
    for row in antennes::founding() {
        change(transaction, insert, row.into_iter().map(Into::into).collect()).await?;
    }
    Ok(())
}
