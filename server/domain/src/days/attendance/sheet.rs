//! The sheet that the organisers tick: everybody who was expected, everybody who came, session by session.

use std::collections::{HashMap, HashSet};

use super::{
    Attendance, DayId, EARLY, GuestName, Mark, Marked, Outline, Refusal, Session, Structure, Way, attended,
    store::{self, Put, Row},
};
use crate::{
    Community, Failure, Id,
    days::{registration, store as days},
    members::{Member, Organiser},
    text::{Line as Words, folded},
};

/// Why somebody was not there, in a line.
pub type Reason = Words<2, 300>;

/// The sheet of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The day.
    pub day: Outline,
    /// What one signs for, in order.
    pub sessions: Vec<Session>,
    /// Who was expected and who came, by name.
    pub people: Vec<Line>,
}

/// Somebody on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who it is.
    pub who: Who,
    /// The name: that of the day, once something is known of them.
    pub name: String,
    /// The antenne or the organisation; may be empty.
    pub structure: String,
    /// Whether they had a seat; the others came without.
    pub seated: bool,
    /// What is known of them, session by session, in order.
    pub marks: Vec<Option<Marked>>,
}

impl Line {
    /// How long they really were there, in minutes.
    pub fn minutes(&self) -> u32 {
        self.marks.iter().flatten().map(|marked| marked.minutes).fold(0, u32::saturating_add)
    }
}

/// Somebody on a sheet, or to be put on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// A member.
    Member(Id<Member>),
    /// Somebody without an account who is on the sheet already: whoever that row is of.
    Guest(Id<Attendance>),
    /// Somebody without an account who is not.
    Newcomer(GuestName, Option<Structure>),
}

/// What an organiser says of somebody in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The session.
    pub session: Id<Session>,
    /// Who it is.
    pub who: Who,
    /// What is said; nothing takes back what was.
    pub said: Option<Said>,
}

/// Whether they were there, how long, why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether they were there.
    pub mark: Mark,
    /// How long, in minutes; all of the session when nothing is said.
    pub minutes: Option<u32>,
    /// Why they were not.
    pub word: Option<Reason>,
}

impl Said {
    /// There, from the beginning to the end.
    pub const PRESENT: Said = Said { mark: Mark::Present, minutes: None, word: None };
}

/// The sheet of the day. Four statements.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn read(community: &Community, _: &Organiser, day: DayId) -> Result<Sheet, Failure<Refusal>> {
    let reader = community.database.reader();
    let outline = store::outline(reader, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let sessions = days::sessions_of(reader, day).await?;
    let expected = store::expected(reader, day).await?;
    let rows = store::of_day(reader, day).await?;
    let people = lines(&sessions, expected, rows).into_iter().map(|(_, line)| line).collect();
    Ok(Sheet { day: outline, sessions, people })
}

/// Who is expected, then who came without: each by name, with what is known of them.
pub(super) fn lines(
    sessions: &[Session],
    expected: Vec<store::Expected>,
    rows: Vec<Row>,
) -> Vec<(Key, Line)> {
    let blank = || vec![None; sessions.len()];
    let mut people: Vec<(Key, Line)> = expected
        .into_iter()
        .map(|one| {
            let line = Line {
                who: Who::Member(one.member),
                name: one.name,
                structure: one.structure,
                seated: true,
                marks: blank(),
            };
            (Key::Member(one.member), line)
        })
        .collect();
    let mut places: HashMap<Key, usize> =
        people.iter().enumerate().map(|(place, (key, _))| (key.clone(), place)).collect();
    for row in rows {
        let key = row.key();
        let place = *places.entry(key.clone()).or_insert_with(|| {
            let who = row.member.map_or(Who::Guest(row.id), Who::Member);
            let (name, structure) = (row.name.clone(), row.structure.clone());
            people.push((key, Line { who, name, structure, seated: !row.uninvited, marks: blank() }));
            people.len() - 1
        });
        let Some(line) = people.get_mut(place).map(|(_, line)| line) else { continue };
        (line.name, line.structure) = (row.name, row.structure);
        let session = sessions.iter().position(|session| session.id == row.session);
        if let Some(mark) = session.and_then(|rank| line.marks.get_mut(rank)) {
            *mark = Some(row.marked);
        }
    }
    people.sort_by_cached_key(|(_, line)| (!line.seated, folded(&line.name)));
    people
}

/// What tells people of a sheet apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Member(Id<Member>),
    Guest(String),
}

/// What tells somebody without an account from another.
fn guest_key(name: &GuestName, structure: Option<&Structure>) -> String {
    format!("{}/{}", folded(name.as_str()), folded(structure.map_or("", Structure::as_str)))
}

/// Says all of this at once; how much of it was not known. What says nothing new changes nothing, not even who said it first.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NotOn`], [`Refusal::NotBegun`], [`Refusal::NoSuchPerson`], [`Refusal::TooLong`]: nothing is written
/// then.
pub async fn tick(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    ticks: &[Tick],
) -> Result<usize, Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !held.state.counts() {
        return Err(Failure::Refused(Refusal::NotOn));
    }
    let sessions = days::sessions_of(&transaction, day).await?;
    let rows = store::of_day(&transaction, day).await?;
    let mut known: HashSet<Id<Member>> = rows.iter().filter_map(|row| row.member).collect();
    let mut changed = 0;
    for tick in ticks {
        let session = sessions.iter().find(|session| session.id == tick.session);
        let session = session.ok_or(Failure::Refused(Refusal::NotThere))?;
        let (key, person) = person(&rows, &tick.who).map_err(Failure::Refused)?;
        let row = rows.iter().find(|row| row.session == session.id && row.key() == key);
        let Some(said) = &tick.said else {
            if let Some(row) = row {
                store::take_back(&transaction, row.id).await?;
                changed += 1;
            }
            continue;
        };
        if now < session.starts_at - EARLY {
            return Err(Failure::Refused(Refusal::NotBegun));
        }
        let marked = Marked {
            mark: said.mark,
            minutes: attended(said.mark, said.minutes, session).map_err(Failure::Refused)?,
            word: said.word.as_ref().map(|word| word.as_str().to_owned()).unwrap_or_default(),
            way: Way::Ticked,
            at: now,
        };
        if row.is_some_and(|row| says_the_same(&row.marked, &marked)) {
            continue;
        }
        if let Key::Member(member) = key
            && known.insert(member)
            && !registration::store::is_somebody(&transaction, member).await?
        {
            return Err(Failure::Refused(Refusal::NoSuchPerson));
        }
        let put = Put { day, session: session.id, marked: &marked, by: organiser.id() };
        match person {
            Person::Member(member) => store::put_member(&transaction, &put, member).await?,
            Person::Guest { key, name, structure } => {
                store::put_guest(&transaction, &put, &key, &name, &structure).await?;
            }
        }
        changed += 1;
    }
    transaction.commit().await?;
    Ok(changed)
}

fn says_the_same(was: &Marked, is: &Marked) -> bool {
    (was.mark, was.minutes, &was.word) == (is.mark, is.minutes, &is.word)
}

/// Whom a row is to be of.
enum Person {
    Member(Id<Member>),
    Guest { key: String, name: String, structure: String },
}

fn person(rows: &[Row], who: &Who) -> Result<(Key, Person), Refusal> {
    let guest = |key: String, name: String, structure: String| {
        (Key::Guest(key.clone()), Person::Guest { key, name, structure })
    };
    match who {
        Who::Member(member) => Ok((Key::Member(*member), Person::Member(*member))),
        Who::Guest(row) => {
            let row = rows.iter().find(|known| known.id == *row && known.member.is_none());
            let row = row.ok_or(Refusal::NoSuchPerson)?;
            Ok(guest(row.guest.clone(), row.name.clone(), row.structure.clone()))
        }
        Who::Newcomer(name, structure) => {
            let key = guest_key(name, structure.as_ref());
            let structure = structure.as_ref().map(|structure| structure.as_str().to_owned());
            Ok(guest(key, name.as_str().to_owned(), structure.unwrap_or_default()))
        }
    }
}
