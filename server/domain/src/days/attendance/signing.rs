//! What somebody signs for themselves: with the code that is shown in the room, or by a click at a distance, while the session is on.

use chrono::{DateTime, Utc};

use super::{
    DayId, Mark, Marked, Outline, Refusal, Session, Way, admits,
    code::{self, Code},
    length, store,
};
use crate::{
    Community, Failure, Id,
    days::{
        Modality, State,
        registration::{self, State as Standing},
        store as days,
    },
    members::{Member, Organiser, Visitor},
};

/// What somebody signed for, and may sign for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The day.
    pub day: Outline,
    /// Whether they have a seat: nobody else signs.
    pub seated: bool,
    /// Its sessions in order, with what is known of them in each.
    pub sessions: Vec<(Session, Option<Marked>)>,
}

/// The sessions of the day, with what is known of that person in each. Four statements.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn mine(community: &Community, member: &Member, day: DayId) -> Result<Mine, Failure<Refusal>> {
    if !Visitor::from(member.clone()).sees(crate::days::AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let reader = community.database.reader();
    let outline = store::outline(reader, day).await?.filter(|day| day.state != State::Draft);
    let outline = outline.ok_or(Failure::Refused(Refusal::NotThere))?;
    let standing = registration::store::state_of(reader, day, member.id()).await?;
    let sessions = days::sessions_of(reader, day).await?;
    let rows = store::of_member(reader, day, member.id()).await?;
    let sessions = sessions.into_iter().map(|session| {
        let row = rows.iter().find(|row| row.session == session.id);
        let marked = row.map(|row| row.marked.clone());
        (session, marked)
    });
    Ok(Mine { day: outline, seated: standing == Some(Standing::Seated), sessions: sessions.collect() })
}

/// Signs with a code, for the session in which it is shown. A second time changes nothing.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NotOn`], [`Refusal::NotRegistered`]; [`Refusal::TooEarly`] and [`Refusal::TooLate`] where no session
/// is on; [`Refusal::WrongCode`], [`Refusal::Wait`]; [`Refusal::MarkedOtherwise`].
pub async fn by_code(
    community: &Community,
    member: &Member,
    day: DayId,
    typed: &Code,
) -> Result<Id<Session>, Failure<Refusal>> {
    let now = community.now();
    let sessions = open_to(community, member, day, now).await?;
    // Counted before it is compared: a hundred at once are a hundred tries.
    count(community, member, day, now).await?;
    let secrets = store::secrets(community.database.reader(), day).await?;
    let mut shown = sessions
        .into_iter()
        .filter(|session| secrets.iter().any(|(id, secret)| *id == session.id && typed.opens(secret, now)));
    let session = shown.next_back().ok_or(Failure::Refused(Refusal::WrongCode))?;
    sign(community, member, day, &session, Way::Code, now).await?;
    Ok(session.id)
}

/// Signs by a click, for a session at a distance. A second time changes nothing.
///
/// # Errors
/// Those of [`by_code`] but for the code; [`Refusal::ByCodeOnly`] where people are in one place.
pub async fn by_click(
    community: &Community,
    member: &Member,
    day: DayId,
    session: Id<Session>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let outline = store::outline(community.database.reader(), day).await?;
    if outline.is_some_and(|day| day.state != State::Draft && day.modality.is_in_person()) {
        return Err(Failure::Refused(Refusal::ByCodeOnly));
    }
    let sessions = days::sessions_of(community.database.reader(), day).await?;
    let session = sessions.into_iter().find(|one| one.id == session);
    let session = session.ok_or(Failure::Refused(Refusal::NotThere))?;
    admits(&session, now).map_err(Failure::Refused)?;
    sign(community, member, day, &session, Way::Click, now).await
}

/// The sessions that the person may sign for now.
async fn open_to(
    community: &Community,
    member: &Member,
    day: DayId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, Failure<Refusal>> {
    let mine = mine(community, member, day).await?;
    if !mine.day.is_on() {
        return Err(Failure::Refused(Refusal::NotOn));
    }
    if !mine.seated {
        return Err(Failure::Refused(Refusal::NotRegistered));
    }
    let mut why = Refusal::TooEarly;
    let mut open = Vec::new();
    for (session, _) in mine.sessions {
        match admits(&session, now) {
            Ok(()) => open.push(session),
            Err(refusal) => why = refusal,
        }
    }
    if open.is_empty() { Err(Failure::Refused(why)) } else { Ok(open) }
}

async fn count(
    community: &Community,
    member: &Member,
    day: DayId,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let (tries, since) = store::count_try(&transaction, day, member.id(), now, now - code::WINDOW).await?;
    transaction.commit().await?;
    match code::wait(tries, since, now) {
        Some(seconds) => Err(Failure::Refused(Refusal::Wait { seconds })),
        None => Ok(()),
    }
}

/// Writes that they were there, unless something is known already; forgives the codes that were tried.
async fn sign(
    community: &Community,
    member: &Member,
    day: DayId,
    session: &Session,
    way: Way,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let held = days::hold(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    if held.state == State::Draft {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    if !held.state.counts() {
        return Err(Failure::Refused(Refusal::NotOn));
    }
    let standing = registration::store::state_of(&transaction, day, member.id()).await?;
    if standing != Some(Standing::Seated) {
        return Err(Failure::Refused(Refusal::NotRegistered));
    }
    let marked = Marked { mark: Mark::Present, minutes: length(session), word: String::new(), way, at: now };
    let put = store::Put { day, session: session.id, marked: &marked, by: member.id() };
    store::sign(&transaction, &put, member.id()).await?;
    store::forgive_tries(&transaction, day, member.id()).await?;
    let rows = store::of_member(&transaction, day, member.id()).await?;
    transaction.commit().await?;
    let known = rows.iter().find(|row| row.session == session.id).map(|row| row.marked.mark);
    match known {
        Some(Mark::Present) => Ok(()),
        Some(Mark::Absent | Mark::Excused) => Err(Failure::Refused(Refusal::MarkedOtherwise)),
        // A session that went between the two: nothing holds it but its own row.
        None => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// A session that somebody may sign for now, and has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToSign {
    /// Its day: number and title.
    pub day: (DayId, String),
    /// What it is called.
    pub label: String,
    /// How the day is held.
    pub modality: Modality,
    /// Until when one signs.
    pub until: DateTime<Utc>,
}

/// A session that people sign for now, with the code that lets them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The session.
    pub session: Session,
    /// The code.
    pub code: Code,
    /// For how many seconds it is shown; it opens as long again.
    pub seconds: u32,
    /// How many have signed.
    pub signed: u32,
}

/// The codes of the sessions that people sign for now, in order, to be shown in the room. Four statements.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn shown(
    community: &Community,
    _: &Organiser,
    day: DayId,
) -> Result<(Outline, Vec<Shown>), Failure<Refusal>> {
    let (reader, now) = (community.database.reader(), community.now());
    let outline = store::outline(reader, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let sessions = days::sessions_of(reader, day).await?;
    let secrets = store::secrets(reader, day).await?;
    let rows = store::of_day(reader, day).await?;
    let open = sessions.into_iter().filter(|session| outline.is_on() && admits(session, now).is_ok());
    let shown = open.filter_map(|session| {
        let secret = secrets.iter().find(|(id, _)| *id == session.id)?;
        let there = rows.iter().filter(|row| row.session == session.id && row.marked.mark == Mark::Present);
        let signed = u32::try_from(there.count()).unwrap_or(u32::MAX);
        Some(Shown { code: Code::at(&secret.1, now), seconds: code::seconds_left(now), signed, session })
    });
    let shown = shown.collect();
    Ok((outline, shown))
}
