//! What an entry is made of: what is said of it, its content, the discussion it comes from.

use chrono::{Duration, NaiveDate};
use domain::{
    Community, Failure,
    files::{self, Bytes, FileName},
    forum,
    library::{
        Rncp,
        resource::{
            Content, Details, Language, Note, Readers, ResourceKind, ResourceTitle, WebAddress,
            deposit::Origin, tags,
        },
    },
    members::{Member, Tags, Visitor, antennes},
    text::{Markdown, folded},
};
use futures::stream;
use rust_embed::RustEmbed;

use super::{
    super::{DemoFault, told},
    Shelf,
    entries::{Entry, VersionEntry},
    wrong,
};

/// The documents themselves.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo/library/files"]
struct Documents;

impl Shelf<'_> {
    pub(super) fn details(&self, entry: &Entry) -> Result<Details, DemoFault> {
        let today = self.community.now().date_naive();
        let day = |days: i64| -> NaiveDate { today + Duration::days(days) };
        let note = |text: &Option<String>| text.as_deref().and_then(|text| Note::parse(text).ok());
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
            departement: entry.departement.as_deref().and_then(antennes::department),
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
    pub(super) async fn content(
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
    pub(super) async fn origin(
        &self,
        depositor: &Member,
        entry: &Entry,
    ) -> Result<Option<Origin>, DemoFault> {
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
