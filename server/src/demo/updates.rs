//! What certifiers announced in the demonstration, each at its own time, some corrected since.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::{
    Community, Failure, Id,
    library::{
        Certifier, browse,
        certifier::{self, Names},
        update::{self, Announcement, Effect, UpdateTitle, Word},
    },
    members::{Member, Visitor, audit::Origin},
    text::{Markdown, dates, excerpt},
};
use serde::Deserialize;

use super::{DemoFault, hours::in_office_hours, told};

const UPDATES: &str = include_str!("../../demo/library/updates.toml");
const RESOURCES: &str = include_str!("../../demo/library/resources.toml");

#[derive(Deserialize)]
struct Updates {
    update: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    certifier: String,
    author: String,
    title: String,
    days_ago: i64,
    effect: Option<String>,
    #[serde(default)]
    former: Vec<i64>,
    #[serde(default)]
    latter: Vec<i64>,
    #[serde(default)]
    certifications: Vec<i64>,
    #[serde(default)]
    documents: Vec<String>,
    body: String,
    correction: Option<Correction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    word: String,
    body: String,
    days_after: i64,
}

#[derive(Deserialize)]
struct Shelves {
    resource: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    key: String,
    title: String,
}

/// Announces them; a second time it does nothing.
pub(super) async fn announce(
    community: &Community,
    cast: &HashMap<&str, Member>,
) -> Result<usize, DemoFault> {
    let updates: Updates = toml::from_str(UPDATES).map_err(|why| wrong("updates.toml", &why.to_string()))?;
    let names = Names::of(community).await?;
    for entry in &updates.update {
        let author = cast.get(entry.author.as_str()).ok_or_else(|| wrong(&entry.key, "author"))?;
        let certifier = names.one(&entry.certifier).ok_or_else(|| wrong(&entry.key, "certifier"))?;
        one(community, author, certifier.id, entry).await?;
    }
    Ok(updates.update.len())
}

async fn one(
    community: &Community,
    author: &Member,
    certifier: Id<Certifier>,
    entry: &Entry,
) -> Result<(), DemoFault> {
    let at = at(community, entry.days_ago);
    let organiser = author.as_organiser(Origin::HERE);
    let speaker = certifier::speaker(community, author, organiser.as_ref(), certifier).await;
    let speaker = speaker.map_err(|failure| told("speak for the certifier of", &entry.key, failure))?;
    let announcement = announcement(community, author, entry, at).await?;
    let made = update::publish(&community.at(at), &speaker, &announcement).await;
    let id = made.map_err(|failure| told("announce", &entry.key, failure))?;
    let Some(correction) = &entry.correction else { return Ok(()) };
    let body = Markdown::parse(&correction.body).map_err(|_| wrong(&entry.key, "correction"))?;
    let word = Word::parse(&excerpt(&correction.word, Word::MAX)).map_err(|_| wrong(&entry.key, "word"))?;
    let later = community.at((at + Duration::days(correction.days_after)).min(community.now()));
    let corrected = Announcement { body, ..announcement };
    match update::correct(&later, &speaker, id, &corrected, &word, 1).await {
        Ok(()) | Err(Failure::Refused(update::Refusal::ChangedMeanwhile)) => Ok(()),
        Err(failure) => Err(told("correct", &entry.key, failure)),
    }
}

async fn announcement(
    community: &Community,
    author: &Member,
    entry: &Entry,
    at: DateTime<Utc>,
) -> Result<Announcement, DemoFault> {
    let effect = entry
        .effect
        .as_deref()
        .map(|code| Effect::from_code(code).ok_or_else(|| wrong(&entry.key, "effect")));
    Ok(Announcement {
        title: UpdateTitle::parse(&entry.title).map_err(|_| wrong(&entry.key, "title"))?,
        body: Markdown::parse(&entry.body).map_err(|_| wrong(&entry.key, "body"))?,
        dated_on: dates::today(at),
        effect: effect.transpose()?,
        until_on: None,
        about: entry.certifications.clone(),
        former: entry.former.clone(),
        latter: entry.latter.clone(),
        documents: documents(community, author, &entry.documents).await?,
    })
}

/// The numbers of the documents of those keys that are in the library for the author.
async fn documents(community: &Community, author: &Member, keys: &[String]) -> Result<Vec<i64>, DemoFault> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let shelves: Shelves =
        toml::from_str(RESOURCES).map_err(|why| wrong("resources.toml", &why.to_string()))?;
    let titles: Vec<&str> =
        shelves.resource.iter().filter(|one| keys.contains(&one.key)).map(|one| one.title.as_str()).collect();
    let visitor = Visitor::from(author.clone());
    let everything = browse::latest(community, &visitor, &browse::Asked::default(), usize::MAX).await?;
    let named = everything.into_iter().filter(|one| titles.contains(&one.title.as_str()));
    Ok(named.map(|one| one.id.number()).collect())
}

fn at(community: &Community, days_ago: i64) -> DateTime<Utc> {
    in_office_hours(community.now() - Duration::days(days_ago)).min(community.now())
}

fn wrong(key: &str, what: &str) -> DemoFault {
    DemoFault::Data(format!("{key}: {what}"))
}
