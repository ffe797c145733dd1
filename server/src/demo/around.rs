//! What is said and kept around the days of the demonstration: questions, minutes, documents, discussions.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Duration, Utc};
use domain::{
    Community, Failure, Id,
    days::{
        DayId, Refusal, discussion,
        documents::{self, Moment},
        minutes::{Refusal as MinutesRefusal, publication, writing},
        programme,
        question::{self, Asked, Outcome, Word},
    },
    forum::Topic,
    library::{browse, resource::Resource},
    members::{Member, Message, Organiser, Visitor, audit::Origin},
    text::{Markdown, dates, folded},
};
use serde::Deserialize;

use super::{DemoFault, data, days, desk::ORGANISER, hours::in_office_hours, submission, told};

const AROUND: &str = include_str!("../../demo/around.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<QuestionEntry>,
    minutes: Vec<MinutesEntry>,
    document: Vec<DocumentEntry>,
    discussion: Vec<DiscussionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionEntry {
    day: String,
    by: String,
    days_ago: i64,
    asked: String,
    detail: Option<String>,
    votes: Vec<String>,
    outcome: Option<String>,
    word: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MinutesEntry {
    day: String,
    published_after: Option<i64>,
    version: Vec<VersionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionEntry {
    by: String,
    days_after: i64,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentEntry {
    day: String,
    title: String,
    moment: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiscussionEntry {
    day: String,
    by: String,
    topic: String,
}

/// Who is there, and what they talk about.
pub(super) struct Scene<'a> {
    pub(super) community: &'a Community,
    /// By their keys.
    pub(super) cast: &'a HashMap<&'a str, Member>,
    /// By their titles.
    pub(super) topics: HashMap<&'a str, Id<Topic>>,
}

/// Says and keeps all of it; a second time it does nothing.
pub(super) async fn tell(scene: Scene<'_>) -> Result<(), DemoFault> {
    let file: File = data::read("around", AROUND)?;
    let organiser = scene.somebody(ORGANISER)?.as_organiser(Origin::HERE);
    let organiser = organiser.ok_or_else(|| wrong(ORGANISER, "no place at the desk"))?;
    let telling =
        Telling { days: scene.days().await?, documents: scene.documents().await?, scene, organiser };
    for entry in &file.question {
        telling.ask(entry).await?;
    }
    for entry in &file.minutes {
        telling.write(entry).await?;
    }
    for entry in &file.document {
        telling.name(entry).await?;
    }
    for entry in &file.discussion {
        telling.talk(entry).await?;
    }
    Ok(())
}

impl Scene<'_> {
    fn somebody(&self, key: &str) -> Result<&Member, DemoFault> {
        self.cast.get(key).ok_or_else(|| wrong(key, "nobody of that name"))
    }

    /// The days by their keys, with the instant when each begins.
    async fn days(&self) -> Result<HashMap<String, (DayId, DateTime<Utc>)>, DemoFault> {
        let visitor = Visitor::from(self.somebody(ORGANISER)?.clone());
        let this_year = dates::today(self.community.now()).year();
        let mut by_title = HashMap::new();
        for year in this_year - 2..=this_year + 1 {
            for day in programme::of_year(self.community, &visitor, year).await? {
                if let Some(start) = day.starts_at {
                    by_title.insert(day.title, (day.id, start));
                }
            }
        }
        let known = days::titles()?.into_iter();
        Ok(known.filter_map(|(key, title)| Some((key, *by_title.get(&title)?))).collect())
    }

    /// The documents of the library by their titles, folded: one types a space where another types a no-break one.
    async fn documents(&self) -> Result<HashMap<String, Id<Resource>>, DemoFault> {
        let visitor = Visitor::from(self.somebody(ORGANISER)?.clone());
        let all = browse::latest(self.community, &visitor, &browse::Asked::default(), usize::MAX).await?;
        Ok(all.into_iter().map(|one| (folded(&one.title), Id::new(one.id.number()))).collect())
    }
}

struct Telling<'a> {
    scene: Scene<'a>,
    organiser: Organiser,
    days: HashMap<String, (DayId, DateTime<Utc>)>,
    documents: HashMap<String, Id<Resource>>,
}

impl Telling<'_> {
    fn day(&self, key: &str) -> Result<(DayId, DateTime<Utc>), DemoFault> {
        self.days.get(key).copied().ok_or_else(|| wrong(key, "no such day"))
    }

    /// The community at that instant, in office hours, and never later than now.
    fn then(&self, at: DateTime<Utc>) -> Community {
        self.scene.community.at(in_office_hours(at.min(self.scene.community.now())))
    }

    async fn ask(&self, entry: &QuestionEntry) -> Result<(), DemoFault> {
        let (day, _) = self.day(&entry.day)?;
        let then = self.then(self.scene.community.now() - Duration::days(entry.days_ago));
        let asked = Asked::parse(&entry.asked).map_err(|_| wrong(&entry.asked, "too long a question"))?;
        let detail = entry.detail.as_deref().map(Message::parse).transpose();
        let detail = detail.map_err(|_| wrong(&entry.asked, "too long a detail"))?;
        let (by, form) =
            (self.scene.somebody(&entry.by)?, submission(&format!("{}-{}", entry.day, entry.by)));
        let number = question::ask(&then, by, day, &asked, detail.as_ref(), &form).await;
        let number = number.map_err(|failure| told("ask", &entry.asked, failure))?;
        for key in &entry.votes {
            let voted = question::vote(&then, self.scene.somebody(key)?, day, number, true).await;
            voted.map_err(|failure| told("vote for", &entry.asked, failure))?;
        }
        let Some(outcome) = &entry.outcome else { return Ok(()) };
        let outcome = Outcome::from_code(outcome).ok_or_else(|| wrong(outcome, "no outcome"))?;
        let word = entry.word.as_deref().and_then(|word| Word::parse(word).ok());
        let settled =
            question::settle(&then, &self.organiser, day, number, Some(outcome), word.as_ref()).await;
        settled.map_err(|failure| told("settle", &entry.asked, failure))
    }

    /// What was written before is not written again: it is of a later edition.
    async fn write(&self, entry: &MinutesEntry) -> Result<(), DemoFault> {
        let (day, start) = self.day(&entry.day)?;
        for (edition, version) in (0..).zip(&entry.version) {
            let then = self.then(start + Duration::days(version.days_after));
            let by = self.scene.somebody(&version.by)?;
            let text = Markdown::parse(&version.text).map_err(|_| wrong(&entry.day, "no text"))?;
            match writing::change(&then, by, day, edition, &text).await {
                Ok(())
                | Err(Failure::Refused(MinutesRefusal::ChangedMeanwhile | MinutesRefusal::Published)) => {}
                Err(failure) => return Err(told("write the minutes of", &entry.day, failure)),
            }
        }
        let Some(after) = entry.published_after else { return Ok(()) };
        let edition = i32::try_from(entry.version.len()).unwrap_or(i32::MAX);
        let then = self.then(start + Duration::days(after));
        let published = publication::publish(&then, &self.organiser, day, edition).await;
        published.map_err(|failure| told("publish the minutes of", &entry.day, failure))
    }

    async fn name(&self, entry: &DocumentEntry) -> Result<(), DemoFault> {
        let (day, _) = self.day(&entry.day)?;
        let document = self.documents.get(&folded(&entry.title));
        let document = *document.ok_or_else(|| wrong(&entry.title, "no such document"))?;
        let moment = Moment::from_code(&entry.moment).ok_or_else(|| wrong(&entry.moment, "no moment"))?;
        let named = documents::name(self.scene.community, &self.organiser, day, document, moment).await;
        named.map_err(|failure| told("name", &entry.title, failure))
    }

    async fn talk(&self, entry: &DiscussionEntry) -> Result<(), DemoFault> {
        let (day, _) = self.day(&entry.day)?;
        let wanted = folded(&entry.topic);
        let topic = self.scene.topics.iter().find(|(title, _)| folded(title) == wanted);
        let topic = *topic.map(|(_, topic)| topic).ok_or_else(|| wrong(&entry.topic, "no such topic"))?;
        let by = self.scene.somebody(&entry.by)?;
        match discussion::follow(self.scene.community, by, day, topic).await {
            Ok(()) | Err(Failure::Refused(Refusal::MayNot)) => Ok(()),
            Err(failure) => Err(told("talk about", &entry.day, failure)),
        }
    }
}

fn wrong(key: &str, what: &str) -> DemoFault {
    DemoFault::Data(format!("{key}: {what}"))
}
