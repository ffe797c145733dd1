//! The demonstration's library: documents deposited, read again, versioned, judged and reported, each at its own time.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{
    Community, Failure, Id,
    files::{self, Bytes, FileName},
    forum::{self, Topic},
    library::{
        Certifier, Rncp, certifier,
        resource::{
            Act, Content, DEPARTEMENTS, Details, Language, Note, Readers, Reason, Resource, ResourceKind,
            ResourceTitle, State, WebAddress, acting,
            deposit::{self, Deposit, Origin},
            edition, reading, report, tags, version,
        },
        shelf::{Word, opinions},
    },
    members::{Member, Message, Tags, Visitor},
    text::{Markdown, folded},
};
use futures::stream;
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::{DemoFault, hours::in_office_hours, submission, told};

const RESOURCES: &str = include_str!("../../demo/library/resources.toml");

/// The documents themselves.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo/library/files"]
struct Documents;

/// Who reads again what the others deposit.
const READER: &str = "delphine.arnaud";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelves {
    resource: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    title: String,
    kind: String,
    summary: String,
    author: Option<String>,
    source: Option<String>,
    licence: Option<String>,
    #[serde(default = "french")]
    language: String,
    days_ago: i64,
    valid_until_in_days: Option<i64>,
    review_in_days: Option<i64>,
    #[serde(default)]
    certifications: Vec<u32>,
    #[serde(default)]
    certifiers: Vec<String>,
    #[serde(default)]
    stages: Vec<u8>,
    #[serde(default)]
    tags: Vec<String>,
    departement: Option<String>,
    depositor: String,
    audience: String,
    state: String,
    from_topic: Option<String>,
    from_reply: Option<u32>,
    version: Vec<VersionEntry>,
    #[serde(default)]
    report: Vec<ReportEntry>,
    #[serde(default)]
    opinion: Vec<OpinionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionEntry {
    file: Option<String>,
    url: Option<String>,
    note: Option<String>,
    days_ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportEntry {
    by: String,
    reason: String,
    word: String,
    days_ago: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpinionEntry {
    by: String,
    useful: bool,
    word: Option<String>,
}

fn french() -> String {
    Language::FRENCH.code().to_owned()
}

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

    fn details(&self, entry: &Entry) -> Result<Details, DemoFault> {
        let today = self.community.now().date_naive();
        let day = |days: i64| -> NaiveDate { today + Duration::days(days) };
        let note = |text: &Option<String>| text.as_deref().and_then(|text| Note::parse(text).ok());
        let departement = entry.departement.as_deref();
        Ok(Details {
            kind: ResourceKind::from_code(&entry.kind).ok_or_else(|| wrong(entry, "kind"))?,
            title: ResourceTitle::parse(&entry.title).map_err(|_| wrong(entry, "title"))?,
            summary: Markdown::parse(&entry.summary).ok(),
            author: note(&entry.author),
            source: note(&entry.source),
            licence: note(&entry.licence),
            language: Language::from_code(&entry.language).ok_or_else(|| wrong(entry, "language"))?,
            dated_on: Some(day(-entry.days_ago)),
            valid_until: entry.valid_until_in_days.map(day),
            review_on: entry.review_in_days.map(day),
            departement: DEPARTEMENTS.iter().map(|(number, _)| *number).find(|one| Some(*one) == departement),
            stages: entry.stages.iter().copied().collect(),
            readers: Readers::from_code(&entry.audience).ok_or_else(|| wrong(entry, "audience"))?,
            certifications: entry.certifications.iter().filter_map(|number| Rncp::new(*number)).collect(),
            // Where the certifications were not brought in, nobody is known by that name.
            certifiers: entry
                .certifiers
                .iter()
                .filter_map(|name| self.certifiers.get(&folded(name)).copied())
                .collect(),
            tags: self.tags(entry)?,
        })
    }

    fn tags(&self, entry: &Entry) -> Result<Tags, DemoFault> {
        tags(&entry.tags.join("\n")).map_err(|_| wrong(entry, "tags"))
    }

    /// The file, sent by its depositor, or the address.
    async fn content(
        &self,
        community: &Community,
        depositor: &Member,
        entry: &Entry,
        of: &VersionEntry,
    ) -> Result<Content, DemoFault> {
        if let Some(address) = &of.url {
            return WebAddress::parse(address).map(Content::Link).map_err(|_| wrong(entry, "url"));
        }
        let name = of.file.as_deref().and_then(|path| path.strip_prefix("files/"));
        let name = name.ok_or_else(|| wrong(entry, "file"))?;
        let file = Documents::get(name).ok_or_else(|| wrong(entry, name))?;
        let pieces = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(file.data.into_owned()))]);
        let upload = files::receive(community, depositor, FileName::of(name), pieces).await;
        Ok(Content::File(upload.map_err(|failure| told("send", name, failure))?.id))
    }

    /// The discussion it comes from, if its depositor reads it.
    async fn origin(&self, depositor: &Member, entry: &Entry) -> Result<Option<Origin>, DemoFault> {
        let Some(title) = &entry.from_topic else { return Ok(None) };
        let Some(topic) = self.readership.topics.get(title.as_str()).copied() else {
            return Err(wrong(entry, "from_topic"));
        };
        let visitor = Visitor::from(depositor.clone());
        let page = entry.from_reply.map_or(1, forum::pages);
        let (_, replies) = match forum::topic::read(self.community, &visitor, topic, page).await {
            Ok(read) => read,
            Err(Failure::Refused(_)) => return Ok(None),
            Err(Failure::Fault(fault)) => return Err(fault.into()),
        };
        let reply = replies.iter().find(|reply| Some(reply.number) == entry.from_reply).map(|reply| reply.id);
        Ok(Some(Origin { topic, reply }))
    }
}

fn wrong(entry: &Entry, what: &str) -> DemoFault {
    DemoFault::Data(format!("{}: {what}", entry.key))
}
