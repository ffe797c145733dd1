//! The demonstration's library: documents deposited, read again, versioned, judged and reported, each at its own time.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use domain::{
    Community, Failure, Id,
    forum::Topic,
    library::{
        Certifier, certifier,
        resource::{
            Act, Note, Reason, Resource, State, acting,
            deposit::{self, Deposit},
            edition, reading, report, version,
        },
        shelf::{Word, opinions},
    },
    members::{Member, Message, Visitor},
    text::folded,
};

use super::{DemoFault, hours::in_office_hours, submission, told};
use entries::{Entry, Shelves};

mod contents;
mod entries;

const RESOURCES: &str = include_str!("../../demo/library/resources.toml");

/// Who reads again what the others deposit.
const READER: &str = "delphine.arnaud";

/// Who is there when the library is filled.
pub(super) struct Readership<'a> {
    /// By their keys.
    pub(super) cast: &'a HashMap<&'a str, Member>,
    /// By their titles.
    pub(super) topics: &'a HashMap<&'a str, Id<Topic>>,
}

/// Fills the library; a second time it does nothing.
pub(super) async fn fill(community: &Community, readership: &Readership<'_>) -> Result<usize, DemoFault> {
    let shelves: Shelves =
        toml::from_str(RESOURCES).map_err(|why| DemoFault::Data(format!("resources.toml: {why}")))?;
    let certifiers = certifier::all(community).await?;
    let certifiers = certifiers.into_iter().map(|one| (folded(&one.name), one.id)).collect();
    let shelf = Shelf { community, readership, certifiers };
    for entry in &shelves.resource {
        shelf.fill(entry).await?;
    }
    Ok(shelves.resource.len())
}

struct Shelf<'a> {
    community: &'a Community,
    readership: &'a Readership<'a>,
    certifiers: HashMap<String, Id<Certifier>>,
}

impl Shelf<'_> {
    async fn fill(&self, entry: &Entry) -> Result<(), DemoFault> {
        let depositor = self.member(&entry.depositor)?;
        let first = entry.version.first().ok_or_else(|| wrong(entry, "no version"))?;
        let at = self.at(first.days_ago);
        let community = self.community.at(at);
        let state = State::from_code(&entry.state).ok_or_else(|| wrong(entry, "state"))?;
        let deposit = Deposit {
            details: self.details(entry)?,
            content: self.content(&community, depositor, entry, first).await?,
            origin: self.origin(depositor, entry).await?,
            draft: state == State::Draft,
            submission: submission(&entry.key),
        };
        let made = deposit::make(&community, depositor, &deposit).await;
        let resource = made.map_err(|failure| told("deposit", &entry.key, failure))?;
        if self.find(resource).await?.number as usize >= entry.version.len().max(2) {
            return Ok(());
        }
        if !matches!(state, State::Draft | State::ToReview) {
            self.act(entry, resource, Act::Validate, at + Duration::hours(5)).await?;
        }
        self.versions(entry, resource, depositor).await?;
        match state {
            State::Outdated => {
                let days = entry.version.last().map_or(30, |last| last.days_ago) / 2;
                self.act(entry, resource, Act::Outdate, self.at(days)).await?;
            }
            State::Withdrawn => self.act(entry, resource, Act::Withdraw, self.at(10)).await?,
            _ => {}
        }
        self.opinions(entry, resource).await?;
        self.reports(entry, resource).await
    }

    /// The later versions, which somebody has read since.
    async fn versions(&self, entry: &Entry, resource: Id<Resource>, by: &Member) -> Result<(), DemoFault> {
        for added in entry.version.iter().skip(1) {
            let community = self.community.at(self.at(added.days_ago));
            let content = self.content(&community, by, entry, added).await?;
            let note = added.note.as_deref().and_then(|note| Note::parse(note).ok());
            let edition = self.find(resource).await?.edition;
            let outcome = version::add(&community, by, resource, edition, &content, note.as_ref()).await;
            outcome.map_err(|failure| told("add a version to", &entry.key, failure))?;
        }
        if entry.version.len() > 1 {
            let last = entry.version.last().map_or(0, |last| last.days_ago);
            let community = self.community.at(self.at(last) + Duration::hours(3));
            let (edition, reader) = (self.find(resource).await?.edition, self.member(READER)?);
            let read = edition::change(&community, reader, resource, edition, &self.details(entry)?).await;
            read.map_err(|failure| told("read", &entry.key, failure))?;
        }
        Ok(())
    }

    async fn opinions(&self, entry: &Entry, resource: Id<Resource>) -> Result<(), DemoFault> {
        for said in &entry.opinion {
            let by = self.member(&said.by)?;
            let word = said.word.as_deref().and_then(|word| Word::parse(word).ok());
            let opinion = Some((said.useful, word));
            match opinions::give(self.community, by, Id::new(resource.number()), opinion).await {
                Ok(()) | Err(Failure::Refused(_)) => {}
                Err(Failure::Fault(fault)) => return Err(fault.into()),
            }
        }
        Ok(())
    }

    async fn reports(&self, entry: &Entry, resource: Id<Resource>) -> Result<(), DemoFault> {
        for said in &entry.report {
            let by = self.member(&said.by)?;
            let reason = Reason::from_code(&said.reason).ok_or_else(|| wrong(entry, "reason"))?;
            let word = Message::parse(&said.word).map_err(|_| wrong(entry, "word"))?;
            let community = self.community.at(self.at(said.days_ago));
            match report::make(&community, by, resource, reason, &word).await {
                Ok(()) | Err(Failure::Refused(_)) => {}
                Err(Failure::Fault(fault)) => return Err(fault.into()),
            }
        }
        Ok(())
    }

    /// Delphine does it, with a word where one is needed; what was done already is done.
    async fn act(
        &self,
        entry: &Entry,
        resource: Id<Resource>,
        act: Act,
        at: DateTime<Utc>,
    ) -> Result<(), DemoFault> {
        let found = self.find(resource).await?;
        let word =
            Message::parse("Remplacé par un document plus récent.").map_err(|_| wrong(entry, "word"))?;
        let word = act.needs_a_word().then_some(&word);
        let community = self.community.at(at.min(self.community.now()));
        let reader = self.member(READER)?;
        match acting::act(&community, reader, resource, found.edition, act, word).await {
            Ok(_) | Err(Failure::Refused(_)) => Ok(()),
            Err(Failure::Fault(fault)) => Err(fault.into()),
        }
    }

    async fn find(&self, resource: Id<Resource>) -> Result<Resource, DemoFault> {
        let visitor = Visitor::from(self.member(READER)?.clone());
        let found = reading::find(self.community, &visitor, resource).await;
        found.map_err(|failure| told("find", &resource.to_string(), failure))
    }

    fn member(&self, key: &str) -> Result<&Member, DemoFault> {
        let found = self.readership.cast.get(key);
        found.ok_or_else(|| DemoFault::Data(format!("{key} is nobody of the demonstration")))
    }

    fn at(&self, days_ago: i64) -> DateTime<Utc> {
        let at = self.community.now() - Duration::days(days_ago.max(0));
        if days_ago > 2 { in_office_hours(at) } else { at }
    }
}

fn wrong(entry: &Entry, what: &str) -> DemoFault {
    DemoFault::Data(format!("{}: {what}", entry.key))
}
