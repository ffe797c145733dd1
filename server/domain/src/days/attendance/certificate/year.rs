//! The certificate of a year: every day somebody attended, with the hours in all.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Code;
use crate::{
    Community, Failure, Id,
    days::attendance::{Refusal, sheet::Key, store},
    fault::Fault,
    members::{Member, Organiser},
};

/// A certificate of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCertificate {
    /// What it is known by.
    pub code: Code,
    /// The year.
    pub year: i32,
    /// Who attended: the name of the last day.
    pub name: String,
    /// Where they worked then; may be empty.
    pub structure: String,
    /// The days attended, in order.
    pub days: Vec<YearDay>,
}

/// A day of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearDay {
    /// When it began.
    pub starts_at: DateTime<Utc>,
    /// Its exact title.
    pub title: String,
    /// Where it was held; may be empty.
    pub place: String,
    /// The minutes really attended.
    pub minutes: u32,
}

/// One's own certificate of a year, when one was anywhere.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn own_year(
    community: &Community,
    member: &Member,
    year: i32,
) -> Result<YearCertificate, Failure<Refusal>> {
    let days = store::year(community.database.reader(), year, Some(member.id())).await?;
    let made = issue_year(community, year, days).await?;
    made.into_iter().next().ok_or(Failure::Refused(Refusal::NotThere))
}

/// The certificates of a year of every member who was anywhere, by name.
///
/// # Errors
/// [`Refusal::NotThere`] when nobody was.
pub async fn all_year(
    community: &Community,
    _: &Organiser,
    year: i32,
) -> Result<Vec<YearCertificate>, Failure<Refusal>> {
    let days = store::year(community.database.reader(), year, None).await?;
    let made = issue_year(community, year, days).await?;
    if made.is_empty() { Err(Failure::Refused(Refusal::NotThere)) } else { Ok(made) }
}

async fn issue_year(
    community: &Community,
    year: i32,
    days: Vec<store::YearRow>,
) -> Result<Vec<YearCertificate>, Failure<Refusal>> {
    let now = community.now();
    let mut people: BTreeMap<i64, Vec<store::YearRow>> = BTreeMap::new();
    for day in days {
        people.entry(day.member_id).or_default().push(day);
    }
    let transaction = community.database.begin().await?;
    let mut made = Vec::new();
    for (member, days) in people {
        let Some((name, structure)) = days.last().map(|day| (day.name.clone(), day.structure.clone())) else {
            continue;
        };
        let key = Key::Member(Id::new(member));
        let wanted = store::Wanted { day: None, year, key: &key, name: &name, now };
        let code = store::certificate(&transaction, &wanted).await?;
        let days = days.into_iter().map(store::YearRow::read).collect();
        made.push(YearCertificate { code, year, name, structure, days });
    }
    transaction.commit().await?;
    made.sort_by_cached_key(|one| crate::text::folded(&one.name));
    Ok(made)
}

/// The years in which that person was anywhere, the latest first, with how many days and minutes. One statement.
///
/// # Errors
/// When the database cannot answer.
pub async fn years(community: &Community, member: &Member) -> Result<Vec<(i32, u32, u32)>, Fault> {
    store::years(community.database.reader(), member.id()).await
}
