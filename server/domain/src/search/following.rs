//! The index follows the journal: each process has its own, and each index remembers its own position.

use std::collections::HashSet;

use crate::{
    Community, Database, Id, Roles,
    fault::Fault,
    forum::store::{self as forum, ReplyText, TopicText},
    guide::{self, Stage},
    index::{Change, Entry, Kind},
    journal::{self, Event},
    library::{
        self,
        certification::store::following as certifications,
        certifier::store::following as certifiers,
        update::store::{self as updates, UpdateText},
    },
    members::{directory::Profile, store as members},
    text::{self, Markdown},
};

use super::{days, resources};
use tokio::sync::mpsc;

/// Entries acted upon in one commit of the index.
const BATCH: u32 = 200;

/// And the text, in bytes, after which it is committed: an index that is far behind is not all in memory.
const HEAVY: usize = 4 * 1024 * 1024;

/// Brings the index up to the end of the journal, a batch at a time; rebuilds it when it is empty. `true` when there may be
/// more to do at once.
///
/// # Errors
/// When the database or the index cannot answer.
pub async fn follow(community: &Community) -> Result<bool, Fault> {
    let Some(position) = community.engine.position() else {
        rebuild(community).await?;
        return Ok(true);
    };
    let entries = journal::after(community.database.reader(), position, BATCH).await?;
    if entries.is_empty() {
        // An index from a later state than the database, put back from a copy: it would wait for numbers given anew.
        let ahead = journal::end(community.database.reader()).await? < position;
        if ahead {
            rebuild(community).await?;
        }
        return Ok(ahead);
    }
    let (mut last, mut found, mut weight, mut seen) = (position, Vec::new(), 0, HashSet::new());
    for entry in &entries {
        if weight >= HEAVY {
            break;
        }
        last = entry.position;
        match entry.event() {
            // Its subject is read as it is now: however often it changed, once says all.
            Ok(event) if !seen.insert(event) => {}
            Ok(event) => {
                let changed = changes(community, event).await?;
                weight += changed.iter().map(Change::weight).sum::<usize>();
                found.extend(changed);
            }
            // The others must still be found, and the index can be built again.
            Err(fault) => {
                tracing::error!(entry = entry.position, error = %fault, "journal entry left out of the index")
            }
        }
    }
    let engine = community.engine.clone();
    tokio::task::spawn_blocking(move || {
        let somebody_left = found.iter().any(|change| matches!(change, Change::Remove(Kind::Person, _)));
        engine.apply(found, last)?;
        // Whoever leaves leaves no word in a file either.
        if somebody_left { engine.forget_removed() } else { Ok(()) }
    })
    .await??;
    Ok(true)
}

/// What the event changes in the index, from the present state of its subject.
async fn changes(community: &Community, event: Event) -> Result<Vec<Change>, Fault> {
    let database = &community.database;
    let one = match event {
        Event::MemberJoined(id) | Event::MemberChanged(id) => Some(member(database, id).await?),
        Event::MemberRenamed(id) => return renamed(database, id).await,
        Event::TopicOpened(id) | Event::TopicEdited(id) => {
            forum::topic_text(database, Id::new(id)).await?.map(|text| Change::Put(topic(text)))
        }
        Event::ReplyPosted(id) | Event::ReplyEdited(id) => {
            forum::reply_text(database, Id::new(id)).await?.map(|text| Change::Put(reply(text)))
        }
        Event::GuideChanged(number) => {
            let stages = guide::stages(database.reader()).await?;
            stages.into_iter().find(|one| i64::from(one.number) == number).map(|one| Change::Put(stage(one)))
        }
        Event::UpdatePublished(id) | Event::UpdateCorrected(id) => {
            updates::text_of(database.reader(), id).await?.map(|text| Change::Put(update(text)))
        }
        Event::ResourceChanged(id) => return resources::changes(database, id).await,
        Event::DayChanged(id) => return days::changes(database, id).await,
        Event::CertificationsImported(import) => return imported(database, import).await,
        Event::CertifierChanged(id) => return certifier_changed(database, id).await,
        Event::ResourceDeed(_)
        | Event::ResourceJudged(_)
        | Event::RegistrationDeed(_)
        | Event::ProposalDeed(_)
        | Event::SignInAsked(_)
        | Event::MemberSuspended(_)
        | Event::ClosureAsked(_)
        | Event::PasswordChanged(_)
        | Event::PasswordTried(_)
        | Event::PasskeyAdded(_)
        | Event::AddressChangeAsked(_)
        | Event::AddressChanged(_)
        | Event::InvitationSent(_)
        | Event::InvitationRevoked(_)
        | Event::AccessAsked(_)
        | Event::AccessRefused(_) => None,
    };
    Ok(one.into_iter().collect())
}

/// The person as they are now; gone from the index when they have left.
async fn member(database: &Database, id: i64) -> Result<Change, Fault> {
    let profile = members::profiles_from(database, id - 1, 1).await?.pop();
    let profile = profile.filter(|profile| profile.id.number() == id);
    Ok(profile.map_or(Change::Remove(Kind::Person, id), |profile| Change::Put(person(profile))))
}

/// The person, and all that they wrote or deposited: their name stands beside it.
async fn renamed(database: &Database, id: i64) -> Result<Vec<Change>, Fault> {
    let mut changes = vec![member(database, id).await?];
    changes.extend(forum::topics_by(database, id).await?.into_iter().map(topic).map(Change::Put));
    changes.extend(forum::replies_by(database, id).await?.into_iter().map(reply).map(Change::Put));
    changes.extend(resources::by(database, id).await?);
    Ok(changes)
}

/// All that an import wrote. Certifiers are few, and their names come with the records: they are all written again.
async fn imported(database: &Database, import: i64) -> Result<Vec<Change>, Fault> {
    let mut changes = Vec::new();
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = certifications::changed_by(database, import, after, READ).await?;
        last = batch.last().map(|text| text.number);
        changes.extend(batch.into_iter().map(certification).map(Change::Put));
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = certifiers::after(database, after, READ).await?;
        last = batch.last().map(|text| text.id);
        changes.extend(batch.into_iter().map(certifier).map(Change::Put));
    }
    Ok(changes)
}

/// The certifier as it is now; gone from the index when it was merged into another.
async fn certifier_changed(database: &Database, id: i64) -> Result<Vec<Change>, Fault> {
    let text = certifiers::after(database, id - 1, 1).await?.pop().filter(|text| text.id == id);
    let one = text.map_or(Change::Remove(Kind::Certifier, id), |text| Change::Put(certifier(text)));
    // Its name stands beside what it announced.
    let announced = updates::texts_of(database.reader(), id).await?;
    Ok(std::iter::once(one).chain(announced.into_iter().map(update).map(Change::Put)).collect())
}

/// Writes the whole index anew from the database and gives the number of its entries; those who search meanwhile use the old
/// one, and a fault on the way leaves it as it was.
///
/// # Errors
/// When the database or the index cannot answer, or another process holds this index.
pub async fn rebuild(community: &Community) -> Result<u64, Fault> {
    let position = journal::end(community.database.reader()).await?;
    let (sender, mut receiver) = mpsc::channel::<Result<Entry, Fault>>(1_000);
    let engine = community.engine.clone();
    let writing = tokio::task::spawn_blocking(move || {
        engine.rebuild(std::iter::from_fn(|| receiver.blocking_recv()), position)
    });
    if let Err(fault) = send_everything(community, &sender).await {
        let _ = sender.send(Err(fault)).await;
    }
    drop(sender);
    writing.await?
}

/// Entries read at a time.
pub(super) const READ: u32 = 500;

/// Sends every entry there is, a batch at a time, in the order of their numbers. Stops early when nobody listens any more: the
/// listener's own error tells why.
async fn send_everything(
    community: &Community,
    to: &mpsc::Sender<Result<Entry, Fault>>,
) -> Result<(), Fault> {
    let database = &community.database;
    send(to, guide::stages(database.reader()).await?.into_iter().map(stage)).await;
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = members::profiles_from(database, after, READ).await?;
        last = batch.last().map(|profile| profile.id.number()).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(person)).await;
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = forum::topics_after(database, after, READ).await?;
        last = batch.last().map(|text| text.id).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(topic)).await;
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = forum::replies_after(database, after, READ).await?;
        last = batch.last().map(|text| text.id).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(reply)).await;
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = updates::texts_after(database.reader(), after, READ).await?;
        last = batch.last().map(|text| text.id).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(update)).await;
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = certifications::after(database, after, READ).await?;
        last = batch.last().map(|text| text.number).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(certification)).await;
    }
    let mut last = Some(0);
    while let Some(after) = last {
        let batch = certifiers::after(database, after, READ).await?;
        last = batch.last().map(|text| text.id).filter(|_| !to.is_closed());
        send(to, batch.into_iter().map(certifier)).await;
    }
    days::send_all(database, to).await?;
    resources::send_all(database, to).await
}

pub(super) async fn send(to: &mpsc::Sender<Result<Entry, Fault>>, entries: impl Iterator<Item = Entry>) {
    for entry in entries {
        if to.send(Ok(entry)).await.is_err() {
            return;
        }
    }
}

fn person(profile: Profile) -> Entry {
    let place = profile.antenne.map(|antenne| antenne.name).or(profile.organisation);
    // Who may see a telephone number or an address is a question of each reader: neither is ever in the index.
    let tags = profile.expertise.tags.iter().map(|tag| tag.label()).collect::<Vec<_>>().join(". ");
    let said = [profile.function, place, Some(tags), Some(profile.presentation)];
    Entry {
        kind: Kind::Person,
        id: profile.id.number(),
        parent: 0,
        title: profile.name,
        body: said.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
        author: String::new(),
        audience: Roles::EVERYBODY.bits(),
        at: profile.joined_at.timestamp(),
    }
}

fn topic(text: TopicText) -> Entry {
    Entry {
        kind: Kind::Topic,
        id: text.id,
        parent: 0,
        title: text.title,
        body: text::plain(&Markdown::from_stored(text.body)),
        author: text.author,
        audience: Roles::from_column(text.audience).bits(),
        at: text.at.timestamp(),
    }
}

/// A reply has no title of its own: its topic's, were it indexed, would make every reply answer for it.
fn reply(text: ReplyText) -> Entry {
    Entry {
        kind: Kind::Reply,
        id: text.id,
        parent: text.topic_id,
        title: String::new(),
        body: text::plain(&Markdown::from_stored(text.body)),
        author: text.author,
        audience: Roles::from_column(text.audience).bits(),
        at: text.at.timestamp(),
    }
}

fn update(text: UpdateText) -> Entry {
    Entry {
        kind: Kind::Update,
        id: text.id,
        parent: 0,
        title: text.title,
        body: text::plain(&Markdown::from_stored(text.body)),
        author: text.certifier,
        audience: Roles::EVERYBODY.bits(),
        at: text.published_at.timestamp(),
    }
}

fn stage(stage: Stage) -> Entry {
    let items = stage.guidelines.iter().chain(&stage.tools).chain(&stage.candidate);
    Entry {
        kind: Kind::Guide,
        id: i64::from(stage.number),
        parent: 0,
        title: format!("Étape {} — {}", stage.number, stage.title),
        body: items.map(String::as_str).collect::<Vec<_>>().join(". "),
        author: String::new(),
        audience: guide::AUDIENCE.bits(),
        at: 0,
    }
}

/// A certification is found by its number, with and without « RNCP », its acronym, its title, and what its blocks say.
fn certification(text: certifications::CertificationText) -> Entry {
    let called = match text.acronym.as_str() {
        "" => text.title,
        acronym if text.title.contains(acronym) => text.title,
        acronym => format!("{} – {acronym}", text.title),
    };
    let said = [vec![text.number.to_string(), text.type_name], text.blocks].concat();
    Entry {
        kind: Kind::Certification,
        id: text.number,
        parent: 0,
        title: format!("{called} – RNCP{}", text.number),
        body: said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". "),
        author: String::new(),
        audience: library::AUDIENCE.bits(),
        at: 0,
    }
}

fn certifier(text: certifiers::CertifierText) -> Entry {
    let said = [text.procedures, text.juries].map(|text| text::plain(&Markdown::from_stored(text)));
    let other = text.names.into_iter().filter(|name| *name != text.name);
    let body = other.chain(said).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ");
    Entry {
        kind: Kind::Certifier,
        id: text.id,
        parent: 0,
        title: text.name,
        body,
        author: String::new(),
        audience: library::AUDIENCE.bits(),
        at: 0,
    }
}
