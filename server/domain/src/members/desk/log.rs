//! The audit log, read: who did what to whom, when, from which address.

use chrono::{DateTime, Utc};

use crate::{
    Community, Id,
    fault::Fault,
    members::{
        Member, Organiser,
        audit::{self, Deed},
        store,
    },
    text::folded,
};

/// Lines a page.
pub const PAGE: u32 = 40;

/// Lines a file holds at most: the latest ones.
pub const LONGEST_FILE: u32 = 50_000;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number: it grows with time.
    pub id: i64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it; nobody for the worker and the command line.
    pub actor: Option<Named>,
    /// What was done; none when a later version of this program wrote it.
    pub deed: Option<Deed>,
    /// To whom.
    pub subject: Option<Named>,
    /// A few words more.
    pub detail: String,
    /// From which network address; let go of after a year.
    pub address: Option<String>,
}

/// Somebody named in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The person's number.
    pub id: Id<Member>,
    /// The person's name, as it is now.
    pub name: String,
}

/// Whom the lines are about, as actor or as subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// That person.
    Exactly(Id<Member>),
    /// Whoever has these words in their name or address.
    Called(String),
}

/// Which lines are looked for. The default is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// About whom.
    pub whom: Option<Whom>,
    /// Of that deed.
    pub deed: Option<Deed>,
    /// At that instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before that instant.
    pub to: Option<DateTime<Utc>>,
}

/// A page of the log, the latest lines first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The lines.
    pub entries: Vec<Entry>,
    /// The number before which the next page begins, when there is one.
    pub next: Option<i64>,
}

/// The lines that the filter finds, before that number where one is given. No page is slower than the first.
///
/// # Errors
/// When the database cannot answer.
pub async fn read(
    community: &Community,
    _: &Organiser,
    filter: &Filter,
    before: Option<i64>,
) -> Result<Lines, Fault> {
    let people = people(community, filter).await?;
    let mut entries = store::log(&community.database, filter, people.as_deref(), before, PAGE + 1).await?;
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let next = entries.last().map(|entry| entry.id).filter(|_| more);
    Ok(Lines { entries, next })
}

/// The lines that the filter finds, to be taken away as a file: the log says so.
///
/// # Errors
/// When the database cannot answer.
pub async fn export(
    community: &Community,
    organiser: &Organiser,
    filter: &Filter,
) -> Result<Vec<Entry>, Fault> {
    let people = people(community, filter).await?;
    let entries = store::log(&community.database, filter, people.as_deref(), None, LONGEST_FILE).await?;
    let transaction = community.database.begin().await?;
    let line = organiser.line(Deed::LogExported, None, entries.len().to_string());
    audit::note(&transaction, community.now(), line).await?;
    transaction.commit().await?;
    Ok(entries)
}

/// Those whom the filter names; none named is not nobody.
async fn people(community: &Community, filter: &Filter) -> Result<Option<Vec<Id<Member>>>, Fault> {
    let words: Vec<String> = match &filter.whom {
        None => return Ok(None),
        Some(Whom::Exactly(member)) => return Ok(Some(vec![*member])),
        Some(Whom::Called(words)) => folded(words).split_whitespace().map(str::to_owned).collect(),
    };
    let everybody = store::people(&community.database, community.now()).await?;
    let called = everybody.into_iter().filter(|person| {
        let name = folded(&person.name);
        words.iter().all(|word| name.contains(word.as_str()) || person.email.contains(word.as_str()))
    });
    Ok(Some(called.map(|person| person.id).collect()))
}
