//! The days of the demonstration, as written in their data file: made, published, filled, held, each at its own time.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use domain::{
    Community, Failure,
    days::{
        Act, DayId, Details, Modality, Plan, Public, Refusal, Room, Session, Speaker, State,
        agenda::Agenda,
        details::Papers,
        edition, plan,
        registration::{self, Wishes},
    },
    members::{Member, Message, Organiser, antennes::DEPARTMENTS, audit::Origin},
    text::{Line, Markdown, TextRefusal},
};
use serde::Deserialize;

use super::{DemoFault, data, desk::ORGANISER, hours::in_office_hours, submission, told};

mod attendance;
mod calendar;

const DAYS: &str = include_str!("../../demo/days.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    plan: PlanEntry,
    day: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanEntry {
    advisors: u32,
    assistants: u32,
    both: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    /// That many days from now, nearer where it would fall in another year.
    #[serde(rename = "in")]
    in_days: Option<i64>,
    /// Month and day, last year.
    last: Option<String>,
    title: String,
    objectives: String,
    public: String,
    modality: String,
    theme: Option<String>,
    department: Option<String>,
    place: Option<String>,
    access: Option<String>,
    preparation: Option<String>,
    accessibility: Option<String>,
    contact: Option<String>,
    capacity: u32,
    antenne_quota: Option<u32>,
    #[serde(default)]
    stages: Vec<u8>,
    #[serde(default)]
    certifications: Vec<i64>,
    state: String,
    word: Option<String>,
    #[serde(default)]
    coming: Vec<String>,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    excused: Vec<String>,
    walk_in: Option<String>,
    #[serde(default)]
    unfilled: bool,
    #[serde(default)]
    session: Vec<SessionEntry>,
    #[serde(default)]
    speaker: Vec<SpeakerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionEntry {
    label: String,
    from: String,
    to: String,
    #[serde(default)]
    agenda: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerEntry {
    name: String,
    function: Option<String>,
    organisation: Option<String>,
    member: Option<String>,
}

/// The days of the file: their keys and titles.
pub(super) fn titles() -> Result<Vec<(String, String)>, DemoFault> {
    let file: File = data::read("days", DAYS)?;
    Ok(file.day.into_iter().map(|entry| (entry.key, entry.title)).collect())
}

/// How long before it a day is made, how long before it is published, at most.
const MADE_BEFORE: Duration = Duration::days(90);
const PUBLISHED_BEFORE: Duration = Duration::days(70);

/// How long after it its sheet is filled in, and it is said to be held.
const FILLED_AFTER: Duration = Duration::days(2);
const HELD_AFTER: Duration = Duration::days(6);

/// Brings the days; a second time it does nothing.
pub(super) async fn bring(community: &Community, cast: &HashMap<&str, Member>) -> Result<usize, DemoFault> {
    let file: File = data::read("days", DAYS)?;
    let organiser = somebody(cast, ORGANISER)?;
    let organiser =
        organiser.as_organiser(Origin::HERE).ok_or_else(|| wrong(ORGANISER, "no place at the desk"))?;
    let days = calendar::dated(community.now(), &file.day)?;
    for (entry, date) in &days {
        let PlanEntry { advisors, assistants, both } = file.plan;
        let year = date.year();
        let plan = Plan { year, for_advisors: advisors, for_assistants: assistants, for_both: both };
        plan::set(community, &organiser, &plan).await?;
        one(community, &organiser, cast, entry, *date).await?;
    }
    Ok(days.len())
}

async fn one(
    community: &Community,
    organiser: &Organiser,
    cast: &HashMap<&str, Member>,
    entry: &Entry,
    date: NaiveDate,
) -> Result<(), DemoFault> {
    let details = details(entry, cast, date)?;
    let held_at = at(date, NaiveTime::MIN, &entry.key)?;
    let then = |before: Duration| community.at(in_office_hours((held_at - before).min(community.now())));
    let made = edition::make(&then(MADE_BEFORE), organiser, &details, &submission(&entry.key)).await;
    let day = made.map_err(|failure| told("make", &entry.key, failure))?;
    let state = State::from_code(&entry.state).ok_or_else(|| wrong(&entry.key, "state"))?;
    if state == State::Draft {
        return Ok(());
    }
    act(&then(PUBLISHED_BEFORE), organiser, day, entry, Act::Publish).await?;
    for (rank, key) in (1..).zip(&entry.coming) {
        let then = then(PUBLISHED_BEFORE - Duration::hours(7 * rank));
        let registered = registration::register(&then, somebody(cast, key)?, day, &Wishes::default()).await;
        match registered {
            Ok(_) | Err(Failure::Refused(Refusal::CalledOff | Refusal::Begun)) => {}
            Err(failure) => return Err(told("register for", &entry.key, failure)),
        }
    }
    match state {
        State::Held => {
            if !entry.unfilled {
                attendance::fill(&then(-FILLED_AFTER), organiser, cast, entry, day).await?;
            }
            act(&then(-HELD_AFTER), organiser, day, entry, Act::Hold).await
        }
        State::Cancelled => act(&then(Duration::days(9)), organiser, day, entry, Act::Cancel).await,
        State::Postponed => act(&then(Duration::days(9)), organiser, day, entry, Act::Postpone).await,
        State::Published | State::Draft => Ok(()),
    }
}

/// Does that to the day, unless it was done before.
async fn act(
    then: &Community,
    organiser: &Organiser,
    day: DayId,
    entry: &Entry,
    act: Act,
) -> Result<(), DemoFault> {
    let (_, edition, _) =
        edition::open(then, organiser, day).await.map_err(|failure| told("open", &entry.key, failure))?;
    let word = entry.word.as_deref().filter(|_| act.wants_a_word());
    let word = word.map(Message::parse).transpose().map_err(|_| wrong(&entry.key, "word"))?;
    match edition::act(then, organiser, day, edition, act, word.as_ref()).await {
        Ok(_) | Err(Failure::Refused(Refusal::MayNot)) => Ok(()),
        Err(failure) => Err(told("act on", &entry.key, failure)),
    }
}

fn details(entry: &Entry, cast: &HashMap<&str, Member>, date: NaiveDate) -> Result<Details, DemoFault> {
    let key = entry.key.as_str();
    let department = entry.department.as_deref().map(|code| {
        DEPARTMENTS
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(code, _)| *code)
            .ok_or_else(|| wrong(key, "department"))
    });
    let sessions = entry.session.iter().map(|session| self::session(session, date, key));
    let speakers = entry.speaker.iter().map(|speaker| self::speaker(speaker, cast, key));
    Ok(Details {
        year: date.year(),
        title: Line::parse(&entry.title).map_err(|_| wrong(key, "title"))?,
        objectives: Markdown::parse(&entry.objectives).map_err(|_| wrong(key, "objectives"))?,
        public: Public::from_code(&entry.public).ok_or_else(|| wrong(key, "public"))?,
        modality: Modality::from_code(&entry.modality).ok_or_else(|| wrong(key, "modality"))?,
        theme: line(entry.theme.as_deref(), key)?,
        department: department.transpose()?,
        place: line(entry.place.as_deref(), key)?,
        access: markdown(entry.access.as_deref(), key)?,
        preparation: markdown(entry.preparation.as_deref(), key)?,
        accessibility: line(entry.accessibility.as_deref(), key)?,
        contact: line(entry.contact.as_deref(), key)?,
        room: Room { capacity: entry.capacity, antenne_quota: entry.antenne_quota },
        opens_at: None,
        closes_at: None,
        stages: entry.stages.iter().copied().collect(),
        papers: Papers::ALL,
        sessions: sessions.collect::<Result<_, _>>()?,
        speakers: speakers.collect::<Result<_, _>>()?,
        certifications: entry.certifications.clone(),
        documents: Vec::new(),
    })
}

fn session(entry: &SessionEntry, date: NaiveDate, key: &str) -> Result<Session, DemoFault> {
    let hour = |text: &str| text.parse::<NaiveTime>().map_err(|_| wrong(key, text));
    Ok(Session {
        label: Line::parse(&entry.label).map_err(|_| wrong(key, "label"))?,
        starts_at: at(date, hour(&format!("{}:00", entry.from))?, key)?,
        ends_at: at(date, hour(&format!("{}:00", entry.to))?, key)?,
        agenda: Agenda::parse(&entry.agenda).map_err(|_| wrong(key, "agenda"))?,
    })
}

fn speaker(entry: &SpeakerEntry, cast: &HashMap<&str, Member>, key: &str) -> Result<Speaker, DemoFault> {
    let member = entry.member.as_deref().map(|member| somebody(cast, member)).transpose()?;
    Ok(Speaker {
        name: Line::parse(&entry.name).map_err(|_| wrong(key, "speaker"))?,
        function: line(entry.function.as_deref(), key)?,
        organisation: line(entry.organisation.as_deref(), key)?,
        certifier: None,
        member: member.map(Member::id),
    })
}

/// That hour of that date, in Paris.
fn at(date: NaiveDate, hour: NaiveTime, key: &str) -> Result<DateTime<Utc>, DemoFault> {
    let at = Paris.from_local_datetime(&date.and_time(hour)).earliest();
    at.map(|at| at.to_utc()).ok_or_else(|| wrong(key, "hour"))
}

fn line<const MIN: usize, const MAX: usize>(
    text: Option<&str>,
    key: &str,
) -> Result<Option<Line<MIN, MAX>>, DemoFault> {
    text.map(Line::parse).transpose().map_err(|_: TextRefusal| wrong(key, "a line"))
}

fn markdown(text: Option<&str>, key: &str) -> Result<Option<Markdown>, DemoFault> {
    text.map(Markdown::parse).transpose().map_err(|_| wrong(key, "a text"))
}

fn somebody<'a>(cast: &'a HashMap<&str, Member>, key: &str) -> Result<&'a Member, DemoFault> {
    cast.get(key).ok_or_else(|| wrong(key, "nobody of that name"))
}

fn wrong(key: &str, what: &str) -> DemoFault {
    DemoFault::Data(format!("{key}: {what}"))
}
