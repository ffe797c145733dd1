//! What the people of the demonstration answer: about the days that are over, and about what they need.
//!
//! Which days there are is not said here: every day that is over has its surveys, opened by the clock at their own time.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::{
    Community, Failure,
    days::{
        programme::{self, Listed},
        registration::{State as Standing, desk as coming},
        survey::{Kind, Nature, Question, Refusal, Sheet, Wording, answering, desk, model, opening},
    },
    members::{Member, Organiser, Visitor, audit::Origin},
};
use serde::Deserialize;

use super::{DemoFault, data, desk::ORGANISER, told};

const SURVEYS: &str = include_str!("../../demo/surveys.toml");

/// What is written in words, for the first and the last question of each kind that takes some.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    hot_used: Vec<String>,
    hot_missed: Vec<String>,
    cold_told: Vec<String>,
    cold_further: Vec<String>,
    needs_met: Vec<String>,
    needs_else: Vec<String>,
}

impl Words {
    fn of(&self, kind: Kind) -> [&[String]; 2] {
        match kind {
            Kind::Hot => [&self.hot_used, &self.hot_missed],
            Kind::Cold => [&self.cold_told, &self.cold_further],
            Kind::Needs => [&self.needs_met, &self.needs_else],
        }
    }
}

/// Whoever leads the visit has something to answer.
const GUIDE: &str = "claire.bernard";

/// The cold survey of the latest day opens this long before the place is filled, so that it is open.
const OPEN_SINCE: i64 = 6;

/// Brings the surveys and their answers; a second time it does nothing.
pub(super) async fn bring(community: &Community, cast: &HashMap<&str, Member>) -> Result<(), DemoFault> {
    let words: Words = data::read("surveys", SURVEYS)?;
    let organiser = cast.get(ORGANISER).and_then(|member| member.as_organiser(Origin::HERE));
    let organiser = organiser.ok_or_else(|| DemoFault::Data(format!("{ORGANISER}: no place at the desk")))?;
    let guide = cast.get(GUIDE).ok_or_else(|| DemoFault::Data(format!("{GUIDE}: nobody of that name")))?;
    let stage = Stage { community, cast, organiser, guide, words };
    stage.days().await?;
    let year = programme::this_year(community);
    stage.needs(year, 330, 30).await?;
    stage.needs(year + 1, 18, 45).await
}

struct Stage<'a> {
    community: &'a Community,
    cast: &'a HashMap<&'a str, Member>,
    organiser: Organiser,
    guide: &'a Member,
    words: Words,
}

impl Stage<'_> {
    /// The surveys of the days that are over, as the clock opened them.
    async fn days(&self) -> Result<(), DemoFault> {
        let now = self.community.now();
        let visitor = Visitor::from(self.organiser.member().clone());
        let mut over = Vec::new();
        for year in [-1, 0].map(|before| programme::this_year(self.community) + before) {
            let days = programme::of_year(self.community, &visitor, year).await?;
            over.extend(days.into_iter().filter(|day| day.is_over(now) && day.state.counts()));
        }
        let mut openings = Vec::new();
        for (rank, day) in over.iter().enumerate() {
            let ended = day.ends_at.unwrap_or(now);
            openings.push((ended, day, Kind::Hot));
            let latest = rank + 1 == over.len();
            let delay = if latest { self.soon(day, ended).await? } else { domain::days::survey::DELAY };
            openings.push((ended + Duration::days(delay.into()), day, Kind::Cold));
        }
        openings.sort_by_key(|(at, ..)| *at);
        for (at, day, kind) in openings.into_iter().filter(|(at, ..)| *at + Duration::hours(1) <= now) {
            let then = self.community.at(at + Duration::minutes(1));
            while opening::open_due(&then).await? {}
            self.answers(day, kind, at).await?;
        }
        Ok(())
    }

    /// Has the cold survey of that day open a few days ago; after how many days that is.
    async fn soon(&self, day: &Listed, ended: DateTime<Utc>) -> Result<u32, DemoFault> {
        let since = (self.community.now() - ended).num_days() - OPEN_SINCE;
        let delay = u32::try_from(since.clamp(7, 120)).unwrap_or(7);
        let questions = model::of(Kind::Cold);
        let plan = desk::Plan { delay, edition: 0, questions };
        let then = self.community.at(ended - Duration::days(3));
        match desk::plan(&then, &self.organiser, day.id, Kind::Cold, &plan).await {
            Ok(()) | Err(Failure::Refused(Refusal::ChangedMeanwhile | Refusal::QuestionsFixed)) => Ok(delay),
            Err(failure) => Err(told("word the questions of", &day.title, failure)),
        }
    }

    /// Most of those who were there answer; fewer some weeks later.
    async fn answers(&self, day: &Listed, kind: Kind, at: DateTime<Utc>) -> Result<(), DemoFault> {
        let now = self.community.now();
        let listed = coming::list(self.community, &self.organiser, day.id).await?;
        let seated = listed.into_iter().filter(|one| one.state == Standing::Seated).map(|one| one.member.0);
        for (rank, id) in seated.enumerate() {
            let Some(member) = self.cast.values().find(|member| member.id() == id) else { continue };
            let open = at + domain::days::survey::OPEN > now;
            let skips = if kind == Kind::Hot { rank % 5 == 4 } else { rank % 3 == 2 };
            if skips || (open && member.id() == self.guide.id()) {
                continue;
            }
            let then = self.community.at((at + Duration::hours(3 + rank as i64 * 7)).min(now));
            let Ok(asked) = answering::of_day(&then, member, day.id, kind).await else { continue };
            let seed = rank + day.title.len();
            let sheet = self.sheet(&asked.questions, kind, seed)?;
            let done = answering::answer(&then, member, asked.survey.id, asked.survey.edition, &sheet).await;
            taken(done, &day.title)?;
        }
        Ok(())
    }

    /// The needs of a year, asked so many days ago for so many days, and answered by two in three.
    async fn needs(&self, year: i32, age: i64, days: i64) -> Result<(), DemoFault> {
        let now = self.community.now();
        let opened = now - Duration::days(age);
        let then = self.community.at(opened);
        let questions = model::of(Kind::Needs);
        let until = opened + Duration::days(days);
        let survey = match desk::ask_needs(&then, &self.organiser, year, until, &questions).await {
            Ok(survey) => survey,
            Err(Failure::Refused(Refusal::YearTaken)) => return Ok(()),
            Err(failure) => return Err(told("ask for the needs of", &year.to_string(), failure)),
        };
        let mut people: Vec<&Member> = self.cast.values().filter(|one| is_asked(one)).collect();
        people.sort_by_key(|member| member.id().number());
        for (rank, member) in people.into_iter().enumerate() {
            let guide = until > now && member.id() == self.guide.id();
            if rank % 3 == 2 || guide {
                continue;
            }
            let then = self.community.at((opened + Duration::hours(9 * rank as i64 + 5)).min(now));
            let asked = answering::needs(&then, member).await;
            let asked = asked.map_err(|failure| told("read the needs of", &year.to_string(), failure))?;
            let Some(asked) = asked.filter(|asked| asked.survey.id == survey) else { continue };
            let sheet = self.sheet(&asked.questions, Kind::Needs, rank)?;
            taken(answering::answer(&then, member, survey, asked.survey.edition, &sheet).await, "needs")?;
        }
        Ok(())
    }

    /// What somebody of that rank answers: content most of the time, and not saying something everywhere.
    fn sheet(&self, questions: &[Question], kind: Kind, seed: usize) -> Result<Sheet, DemoFault> {
        let in_words = questions.iter().filter(|question| question.wording.nature == Nature::Text);
        let in_words: Vec<_> = in_words.map(|question| question.id).collect();
        let typed = |question: &Question, place: usize| -> Vec<String> {
            let draw = seed * 7 + place * 5 + seed / 3;
            match question.wording.nature {
                Nature::Text => {
                    let last = usize::from(in_words.last() == Some(&question.id));
                    let said = self.words.of(kind)[last];
                    if draw.is_multiple_of(3) { Vec::new() } else { vec![said[draw % said.len()].clone()] }
                }
                nature => ranks(nature, &question.wording, draw),
            }
        };
        let place = |id| questions.iter().position(|question| question.id == id);
        let sheet =
            Sheet::read(questions, |id| place(id).map(|at| typed(&questions[at], at)).unwrap_or_default());
        sheet.map_err(|why| DemoFault::Data(format!("a sheet: {why:?}")))
    }
}

/// What is ticked: fours and fives more often than not, the middle choice, two or three of several.
fn ranks(nature: Nature, wording: &Wording, draw: usize) -> Vec<String> {
    const MARKS: [u8; 10] = [5, 4, 5, 4, 3, 5, 4, 4, 5, 2];
    let choices = usize::from(wording.ranks()).max(1);
    match nature {
        Nature::Scale => vec![MARKS[draw % MARKS.len()].to_string()],
        Nature::YesNo => vec![if draw.is_multiple_of(6) { "2" } else { "1" }.to_owned()],
        Nature::Choice => vec![if draw.is_multiple_of(4) { draw % choices + 1 } else { 2 }.to_string()],
        Nature::Several => {
            (0..2 + draw % 2).map(|step| ((draw + step * 3) % choices + 1).to_string()).collect()
        }
        Nature::Text => Vec::new(),
    }
}

fn is_asked(member: &Member) -> bool {
    domain::days::survey::ASKED.meets(member.roles())
}

/// Whether it was taken, now or at an earlier filling; a survey that opened while nobody looked may be closed.
fn taken(done: Result<(), Failure<Refusal>>, what: &str) -> Result<(), DemoFault> {
    match done {
        Ok(()) | Err(Failure::Refused(Refusal::AnsweredAlready | Refusal::NotOpen)) => Ok(()),
        Err(failure) => Err(told("answer about", what, failure)),
    }
}
