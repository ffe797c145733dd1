//! The themes that the people of the demonstration propose, want, talk about; and what was answered, each at its own time.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Paris;
use domain::{
    Community, Failure,
    days::{
        Act as DayAct, DayId, Public, Session, edition, programme,
        proposal::{Act, Draft, ProposalId, Refusal, Support, Wished, answering, making, support, why},
    },
    members::{Member, Message, Organiser, audit::Origin},
    text::Line,
};
use serde::Deserialize;

use super::{DemoFault, data, desk::ORGANISER, hours::in_office_hours, submission, told};

const PROPOSALS: &str = include_str!("../../demo/proposals.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    proposal: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    author: String,
    age: i64,
    title: String,
    public: String,
    why: String,
    #[serde(default)]
    speakers: String,
    votes: Vec<String>,
    comers: Vec<String>,
    #[serde(default)]
    comment: Vec<CommentEntry>,
    answer: Option<AnswerEntry>,
    held_on: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentEntry {
    author: String,
    age: i64,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerEntry {
    act: String,
    age: i64,
    word: String,
    merged: Option<String>,
}

/// Brings the proposals; a second time it does nothing.
pub(super) async fn bring(community: &Community, cast: &HashMap<&str, Member>) -> Result<usize, DemoFault> {
    let file: File = data::read("proposals", PROPOSALS)?;
    let organiser = somebody(cast, ORGANISER)?;
    let organiser =
        organiser.as_organiser(Origin::HERE).ok_or_else(|| wrong(ORGANISER, "no place at the desk"))?;
    let mut known = HashMap::new();
    for entry in &file.proposal {
        known.insert(entry.key.as_str(), proposed(community, cast, entry).await?);
    }
    for entry in &file.proposal {
        let Some(answer) = &entry.answer else { continue };
        let id = known[entry.key.as_str()];
        let into =
            answer.merged.as_deref().map(|key| known.get(key).copied().ok_or_else(|| wrong(key, "merged")));
        answered(community, &organiser, entry, answer, id, into.transpose()?).await?;
    }
    Ok(file.proposal.len())
}

/// Proposes it, with all who want it and what is said of it before it is answered.
async fn proposed(
    community: &Community,
    cast: &HashMap<&str, Member>,
    entry: &Entry,
) -> Result<ProposalId, DemoFault> {
    let key = entry.key.as_str();
    let draft = Draft {
        title: Line::parse(&entry.title).map_err(|_| wrong(key, "title"))?,
        why: why(&entry.why).map_err(|_| wrong(key, "why"))?,
        speakers: Wished::parse(&entry.speakers).map_err(|_| wrong(key, "speakers"))?,
        public: Public::from_code(&entry.public).ok_or_else(|| wrong(key, "public"))?,
    };
    let made_at = ago(community, entry.age);
    let author = somebody(cast, &entry.author)?;
    let made = making::propose(&community.at(made_at), author, &draft, &submission(key)).await;
    let id = made.map_err(|failure| told("propose", key, failure))?;
    let supports = entry.votes.iter().map(|who| (who, Support::Vote));
    for (rank, (who, kind)) in (1..).zip(supports.chain(entry.comers.iter().map(|who| (who, Support::Come))))
    {
        let then = community.at(in_office_hours((made_at + Duration::hours(5 * rank)).min(community.now())));
        taken(support::say(&then, somebody(cast, who)?, id, kind, true).await.map(drop), "support", key)?;
    }
    for comment in &entry.comment {
        let body = Message::parse(&comment.text).map_err(|_| wrong(key, "comment"))?;
        let form = submission(&format!("{key}-{}", comment.author));
        let then = community.at(ago(community, comment.age));
        let said = support::comment(&then, somebody(cast, &comment.author)?, id, &body, &form).await;
        taken(said.map(drop), "comment on", key)?;
    }
    Ok(id)
}

async fn answered(
    community: &Community,
    organiser: &Organiser,
    entry: &Entry,
    answer: &AnswerEntry,
    id: ProposalId,
    into: Option<ProposalId>,
) -> Result<(), DemoFault> {
    let key = entry.key.as_str();
    let act = Act::from_code(&answer.act).ok_or_else(|| wrong(key, "act"))?;
    let word = Message::parse(&answer.word).map_err(|_| wrong(key, "word"))?;
    let then = community.at(ago(community, answer.age));
    let done = match (act, into) {
        (Act::Merge, Some(into)) => answering::merge(&then, organiser, id, into, &word).await,
        (Act::Retain, _) => {
            let year = programme::this_year(community) + 1;
            match answering::retain(&then, organiser, id, year, &word).await {
                Ok(day) => return scheduled(&then, organiser, entry, day, year).await,
                Err(failure) => Err(failure),
            }
        }
        (act, _) => answering::answer(&then, organiser, id, act, &word).await,
    };
    taken(done, "answer", key)
}

/// Gives the draft its date, where it has one, and publishes it.
async fn scheduled(
    then: &Community,
    organiser: &Organiser,
    entry: &Entry,
    day: DayId,
    year: i32,
) -> Result<(), DemoFault> {
    let key = entry.key.as_str();
    let Some(held_on) = &entry.held_on else { return Ok(()) };
    let date: NaiveDate = format!("{year}-{held_on}").parse().map_err(|_| wrong(key, "held_on"))?;
    let date = match date.weekday() {
        Weekday::Sat => date + Duration::days(2),
        Weekday::Sun => date + Duration::days(1),
        _ => date,
    };
    let opened = edition::open(then, organiser, day).await;
    let (mut details, edition, _) = opened.map_err(|failure| told("open", key, failure))?;
    for (label, from, to) in [("Matin", 9, 12), ("Après-midi", 14, 17)] {
        details.sessions.push(Session {
            label: Line::parse(label).map_err(|_| wrong(key, "label"))?,
            starts_at: at(date, from, key)?,
            ends_at: at(date, to, key)?,
            agenda: Default::default(),
        });
    }
    details.department = Some("75");
    details.place = Line::parse("Défi métiers, salle Olympe").ok();
    let changed = edition::change(then, organiser, day, edition, &details).await;
    changed.map_err(|failure| told("change", key, failure))?;
    let published = edition::act(then, organiser, day, edition + 1, DayAct::Publish, None).await;
    published.map_err(|failure| told("publish", key, failure))?;
    Ok(())
}

/// That hour and a half of that date, in Paris.
fn at(date: NaiveDate, hour: u32, key: &str) -> Result<DateTime<Utc>, DemoFault> {
    let time = NaiveTime::from_hms_opt(hour, 30, 0).ok_or_else(|| wrong(key, "hour"))?;
    let at = Paris.from_local_datetime(&date.and_time(time)).earliest();
    at.map(|at| at.to_utc()).ok_or_else(|| wrong(key, "hour"))
}

/// So many days ago, in office hours.
fn ago(community: &Community, age: i64) -> DateTime<Utc> {
    in_office_hours(community.now() - Duration::days(age))
}

/// Whether it was done, now or at an earlier filling.
fn taken(done: Result<(), Failure<Refusal>>, deed: &str, key: &str) -> Result<(), DemoFault> {
    match done {
        Ok(()) | Err(Failure::Refused(Refusal::Answered)) => Ok(()),
        Err(failure) => Err(told(deed, key, failure)),
    }
}

fn somebody<'a>(cast: &'a HashMap<&str, Member>, key: &str) -> Result<&'a Member, DemoFault> {
    cast.get(key).ok_or_else(|| wrong(key, "nobody of that name"))
}

fn wrong(key: &str, what: &str) -> DemoFault {
    DemoFault::Data(format!("{key}: {what}"))
}
