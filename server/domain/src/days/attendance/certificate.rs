//! The certificates of attendance: the hours really attended, of a day or of a year, and how anybody checks that they are true.
//!
//! A certificate is made once for a person and a day, or a year. Only its code is kept: what it says is what attendances say when it is
//! read, so that a paper that was corrected since does not pass.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    DayId, Mark, Outline, Refusal, Session, length,
    sheet::{Key, lines},
    store::{self, Row},
};
use crate::{
    Community, Failure, Id,
    days::{State, store as days},
    fault::Fault,
    members::{Member, Organiser},
    text::dates,
};

/// The letters and digits of a code: those that nobody takes for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The letters of a code: 60 random bits.
const LENGTH: usize = 12;

/// What a certificate is known by: « K7QF-2M9X-PA4T ».
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Code(String);

impl Code {
    /// A new one.
    ///
    /// # Panics
    /// When the system has no randomness to give: nothing can be trusted then.
    pub(super) fn mint() -> Self {
        let mut bytes = [0; LENGTH];
        getrandom::fill(&mut bytes).expect("the system gives randomness");
        Self(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
    }

    pub(super) fn stored(text: String) -> Self {
        Self(text)
    }

    /// Reads what was typed, whatever the dashes and the case; `None` when it cannot be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = typed.chars().filter(|c| *c != '-' && !c.is_whitespace()).take(LENGTH + 1);
        let plain: String = plain.map(|c| c.to_ascii_uppercase()).collect();
        let plausible = plain.len() == LENGTH && plain.bytes().all(|byte| LETTERS.contains(&byte));
        plausible.then_some(Self(plain))
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is read: four by four.
    pub fn spaced(&self) -> String {
        let pieces: Vec<&str> = (0..3).filter_map(|rank| self.0.get(rank * 4..rank * 4 + 4)).collect();
        pieces.join("-")
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::mint();
        assert_eq!(Code::parse(&code.spaced()).as_ref(), Some(&code));
        assert_eq!(Code::parse(&code.as_str().to_lowercase()).as_ref(), Some(&code));
        assert_eq!(code.spaced().len(), 14);
        assert_ne!(Code::mint(), code);
        for wrong in ["", "K7QF-2M9X", "K7QF-2M9X-PA4T-9", "K7QF-2M9X-PA40", "é".repeat(12).as_str()] {
            assert_eq!(Code::parse(wrong), None, "{wrong:?}");
        }
    }
}
