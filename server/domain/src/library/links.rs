//! Whether the links of the library still lead somewhere: looked at once a week, politely; reported by nobody after several
//! failures on different days.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::resource::{
    Deed, Reason, Resource,
    store::{self, IN_LIBRARY},
};
use crate::{
    Community, Id,
    database::{Number, all, change, one},
    fault::Fault,
    journal::{self, Event},
    text::dates,
};

/// A link that leads somewhere is looked at again after that time.
const WEEK: Duration = Duration::days(7);

/// One that does not, the next day.
const DAY: Duration = Duration::days(1);

/// While a process looks at a link, no other does.
const LEASE: Duration = Duration::minutes(30);

/// Failures on that many different days make a dead link.
pub const FAILURES: i32 = 3;

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Something is there, or says that it is not for machines.
    Alive(u16),
    /// Nothing is there any more, or nobody answers.
    Dead(Option<u16>, String),
    /// It could not be looked at, and that says nothing of it: its site asks machines to keep out, or this machine is cut off.
    Unknown(String),
}

#[derive(FromQueryResult)]
struct Url {
    url: String,
}

/// The links in the library that are due, at most so many; they are this process's for a while.
///
/// # Errors
/// When the database cannot answer.
pub async fn take_due(community: &Community, most: u32) -> Result<Vec<String>, Fault> {
    let now = community.now();
    let due = format!(
        "SELECT DISTINCT v.url FROM resources r
            JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number
            LEFT JOIN link_checks c ON c.url = v.url
        WHERE v.url <> '' AND {IN_LIBRARY} AND (c.url IS NULL OR c.due_at <= $1)
        ORDER BY v.url LIMIT $2"
    );
    let values = vec![now.into(), i64::from(most).into()];
    let rows: Vec<Url> = all(community.database.reader(), &due, values).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let transaction = community.database.begin().await?;
    let take = "INSERT INTO link_checks (url, due_at) VALUES ($1, $2)
        ON CONFLICT (url) DO UPDATE SET due_at = excluded.due_at WHERE link_checks.due_at <= $3";
    let mut taken = Vec::new();
    for row in rows {
        let values = vec![row.url.clone().into(), (now + LEASE).into(), now.into()];
        if change(&transaction, take, values).await? == 1 {
            taken.push(row.url);
        }
    }
    transaction.commit().await?;
    Ok(taken)
}

/// Links that answered when they were last looked at, the latest first: where nobody answers, they tell whether it is this machine
/// that is cut off.
///
/// # Errors
/// When the database cannot answer.
pub async fn answering(community: &Community, most: u32) -> Result<Vec<String>, Fault> {
    let query = "SELECT url FROM link_checks WHERE failures = 0 AND status IS NOT NULL
        ORDER BY checked_at DESC, url LIMIT $1";
    let rows: Vec<Url> = all(community.database.reader(), query, vec![i64::from(most).into()]).await?;
    Ok(rows.into_iter().map(|row| row.url).collect())
}

/// What is known of a link.
#[derive(FromQueryResult)]
struct Known {
    checked_at: Option<DateTime<Utc>>,
    failures: i32,
    reported_at: Option<DateTime<Utc>>,
}

/// Writes down what came of looking; the failure that is one too many is reported, once.
///
/// # Errors
/// When the database cannot answer.
pub async fn note(community: &Community, url: &str, outcome: &Outcome) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let query = "SELECT checked_at, failures, reported_at FROM link_checks WHERE url = $1";
    let known: Option<Known> = one(&transaction, query, vec![url.into()]).await?;
    let Some(known) = known else { return Ok(()) };
    let (failures, due, status, trouble) = match outcome {
        Outcome::Alive(status) => (0, WEEK, Some(i32::from(*status)), ""),
        Outcome::Unknown(why) => (known.failures, WEEK, None, why.as_str()),
        Outcome::Dead(status, why) => (failures(&known, now), DAY, status.map(i32::from), why.as_str()),
    };
    let dead = failures >= FAILURES;
    let report = dead && known.reported_at.is_none();
    if report {
        report_all(&transaction, url, trouble, now).await?;
    }
    let reported_at = if report { Some(now) } else { known.reported_at.filter(|_| failures > 0) };
    let due = if dead { WEEK } else { due };
    let update = "UPDATE link_checks SET checked_at = $2, due_at = $3, status = $4, failures = $5, trouble = $6, reported_at = $7
        WHERE url = $1";
    let values = vec![
        url.into(),
        now.into(),
        (now + due).into(),
        status.into(),
        failures.into(),
        trouble.into(),
        reported_at.into(),
    ];
    change(&transaction, update, values).await?;
    transaction.commit().await?;
    if report {
        community.ring();
    }
    Ok(())
}

/// The rule: failures are counted by day, so that one bad afternoon of a site is one failure.
fn failures(known: &Known, now: DateTime<Utc>) -> i32 {
    let same_day = known.checked_at.is_some_and(|at| dates::today(at) == dates::today(now));
    if same_day && known.failures > 0 { known.failures } else { known.failures + 1 }
}

/// Reports every resource that has this link, in nobody's name.
async fn report_all(
    transaction: &DatabaseTransaction,
    url: &str,
    why: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let query = format!(
        "SELECT r.id FROM resources r JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number
        WHERE v.url = $1 AND {IN_LIBRARY} AND NOT EXISTS (SELECT 1 FROM resource_reports o
            WHERE o.resource_id = r.id AND o.by_id IS NULL AND o.reason = 'dead-link' AND o.settled_at IS NULL)
        ORDER BY r.id"
    );
    let word = format!("Le lien ne mène plus nulle part depuis plusieurs jours\u{a0}: {why}.");
    for row in all::<Number>(transaction, &query, vec![url.into()]).await? {
        let resource: Id<Resource> = Id::new(row.id);
        store::add_report(transaction, resource, None, Reason::DeadLink, &word, now).await?;
        let said = format!("{}\u{a0}: {word}", Reason::DeadLink.label());
        let deed = store::note(transaction, resource, None, Deed::Reported, &said, now).await?;
        journal::record(transaction, now, None, Event::ResourceDeed(deed)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_afternoon_is_one_failure() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let known = |checked: Option<&str>, failures| Known {
            checked_at: checked.map(at),
            failures,
            reported_at: None,
        };
        let now = at("2027-03-02T14:00:00Z");
        assert_eq!(failures(&known(None, 0), now), 1);
        assert_eq!(failures(&known(Some("2027-03-02T09:00:00Z"), 0), now), 1, "it was well this morning");
        assert_eq!(failures(&known(Some("2027-03-02T09:00:00Z"), 1), now), 1);
        assert_eq!(failures(&known(Some("2027-03-01T09:00:00Z"), 2), now), 3);
    }
}
