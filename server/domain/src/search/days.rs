//! Days in the search: each is found by what is said of it, and its minutes by theirs once they are published.

use tokio::sync::mpsc;

use super::{
    Place,
    following::{READ, send},
};
use crate::{
    Database,
    days::{
        AUDIENCE,
        store::following::{self, DayText, Located},
    },
    fault::Fault,
    index::{Change, Entry, Hit, Kind},
    text::{self, Markdown},
};

/// What a change of that day changes: a draft is not there, nor are minutes that are being written.
pub(super) async fn changes(database: &Database, id: i64) -> Result<Vec<Change>, Fault> {
    let text = following::text(database, id).await?.filter(|text| text.shown);
    let minutes = text.as_ref().and_then(minutes);
    Ok(vec![
        text.map_or(Change::Remove(Kind::Day, id), |text| Change::Put(day(text))),
        minutes.map_or(Change::Remove(Kind::Minutes, id), Change::Put),
    ])
}

/// Sends every day and every minutes.
pub(super) async fn send_all(
    database: &Database,
    to: &mpsc::Sender<Result<Entry, Fault>>,
) -> Result<(), Fault> {
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = following::texts_after(database, after, READ).await?;
        last = batch.last().map(|text| text.id).filter(|_| !to.is_closed());
        send(to, batch.into_iter().flat_map(|text| minutes(&text).into_iter().chain([day(text)]))).await;
    }
    Ok(())
}

/// Where the hit leads, if it is still there for the visitor.
pub(super) fn placed(hit: &Hit, days: &[Located]) -> Option<Place> {
    let at = days.iter().find(|day| day.id.number() == hit.id)?;
    let (title, starts_at) = (at.title.clone(), at.starts_at);
    match hit.kind {
        Kind::Day => Some(Place::Day { id: at.id, title, state: at.state, starts_at }),
        Kind::Minutes if at.has_minutes => Some(Place::Minutes { day: at.id, title, starts_at }),
        _ => None,
    }
}

/// A day is dated by its publication: one that is to come would make all the rest look old.
fn day(text: DayText) -> Entry {
    let objectives = text::plain(&Markdown::from_stored(text.objectives));
    let agenda = text.agenda.map(|agenda| agenda.replace(" | ", ". ").replace('\n', ". "));
    let said =
        [Some(objectives), Some(text.theme), text.speakers, agenda, Some(text.place), text.certifications];
    Entry {
        kind: Kind::Day,
        id: text.id,
        parent: 0,
        title: text.title,
        body: sentences(said.into_iter().flatten()),
        author: String::new(),
        audience: AUDIENCE.bits(),
        at: text.at.timestamp(),
    }
}

/// One after the other, each with its point and no other.
fn sentences(said: impl Iterator<Item = String>) -> String {
    let said = said.map(|said| said.trim_end_matches(['.', ' ']).to_owned()).filter(|said| !said.is_empty());
    said.collect::<Vec<_>>().join(". ")
}

fn minutes(text: &DayText) -> Option<Entry> {
    let (body, at) = text.minutes.as_ref().zip(text.minutes_at)?;
    Some(Entry {
        kind: Kind::Minutes,
        id: text.id,
        parent: 0,
        title: format!("Compte rendu\u{a0}: {}", text.title),
        body: text::plain(&Markdown::from_stored(body.clone())),
        author: String::new(),
        audience: AUDIENCE.bits(),
        at: at.timestamp(),
    })
}
