//! The certificates of attendance: the hours really attended, of a day or of a year, and how anybody checks that they are true.
//!
//! A certificate is made once for a person and a day, or a year. Only its code is kept: what it says is what attendances say when it is
//! read, so that a paper that was corrected since does not pass.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    DayId, Mark, Outline, Refusal, Session, length,
    sheet::lines,
    store::{self, Row},
};
use crate::{
    Community, Failure,
    days::{State, store as days},
    fault::Fault,
    members::{Member, Organiser},
    text::dates,
};

mod code;
mod year;

pub use code::Code;
pub use year::{YearCertificate, YearDay, all_year, own_year, years};

/// A certificate of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// What it is known by.
    pub code: Code,
    /// The day.
    pub day: Outline,
    /// Who attended: the name of that day.
    pub name: String,
    /// Where they worked that day; may be empty.
    pub structure: String,
    /// Its sessions, with the minutes really attended.
    pub sessions: Vec<(Session, u32)>,
}

/// What is said of a certificate to whoever has its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its code.
    pub code: Code,
    /// Who attended.
    pub name: String,
    /// The day's exact title and date; nothing for a year.
    pub day: Option<(String, NaiveDate)>,
    /// The year.
    pub year: i32,
    /// How many days.
    pub days: u32,
    /// The minutes really attended.
    pub minutes: u32,
    /// When it was made for the first time.
    pub issued_at: DateTime<Utc>,
}

/// One's own certificate of a day that was held and where one was.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn own(
    community: &Community,
    member: &Member,
    day: DayId,
) -> Result<Certificate, Failure<Refusal>> {
    let reader = community.database.reader();
    let outline = certified(community, day).await?;
    let sessions = days::sessions_of(reader, day).await?;
    let rows = store::of_member(reader, day, member.id()).await?;
    let made = issue(community, &outline, &sessions, rows).await?;
    made.into_iter().next().ok_or(Failure::Refused(Refusal::NotThere))
}

/// The certificates of everybody who was there, by name.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn all(
    community: &Community,
    _: &Organiser,
    day: DayId,
) -> Result<Vec<Certificate>, Failure<Refusal>> {
    let reader = community.database.reader();
    let outline = certified(community, day).await?;
    let sessions = days::sessions_of(reader, day).await?;
    let rows = store::of_day(reader, day).await?;
    issue(community, &outline, &sessions, rows).await
}

async fn certified(community: &Community, day: DayId) -> Result<Outline, Failure<Refusal>> {
    let outline = store::outline(community.database.reader(), day).await?;
    outline.filter(Outline::is_certified).ok_or(Failure::Refused(Refusal::NotThere))
}

async fn issue(
    community: &Community,
    day: &Outline,
    sessions: &[Session],
    rows: Vec<Row>,
) -> Result<Vec<Certificate>, Failure<Refusal>> {
    let now = community.now();
    let people = lines(sessions, Vec::new(), rows).into_iter().filter(|(_, line)| line.minutes() > 0);
    let transaction = community.database.begin().await?;
    let mut made = Vec::new();
    for (key, line) in people {
        let wanted = store::Wanted { day: Some(day.id), year: day.year, key: &key, name: &line.name, now };
        let code = store::certificate(&transaction, &wanted).await?;
        let minutes = line.marks.iter().map(|mark| match mark {
            Some(marked) if marked.mark == Mark::Present => marked.minutes,
            _ => 0,
        });
        let sessions = sessions.iter().cloned().zip(minutes).map(|(session, minutes)| {
            let most = length(&session);
            (session, minutes.min(most))
        });
        made.push(Certificate {
            code,
            day: day.clone(),
            name: line.name.clone(),
            structure: line.structure.clone(),
            sessions: sessions.collect(),
        });
    }
    transaction.commit().await?;
    Ok(made)
}

/// What the certificate of that code says; nothing when there is none, or when it says nothing any more. Two statements.
///
/// # Errors
/// When the database cannot answer.
pub async fn verify(community: &Community, code: &Code) -> Result<Option<Verified>, Fault> {
    let reader = community.database.reader();
    let Some(found) = store::by_code(reader, code).await? else { return Ok(None) };
    let attended = store::attended(reader, &found).await?;
    let verified = Verified {
        code: code.clone(),
        name: found.name,
        day: found.title.zip(found.starts_at).map(|(title, at)| (title, dates::today(at))),
        year: found.year,
        days: attended.0,
        minutes: attended.1,
        issued_at: found.issued_at,
    };
    let stands = found.state.is_none_or(|state| state == State::Held.code());
    Ok(Some(verified).filter(|verified| verified.minutes > 0 && stands))
}
