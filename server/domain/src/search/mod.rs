//! One search over everything: people, topics, replies, the guide, the library, the days.
//!
//! Invariants: only [`follow`] and [`rebuild`] write the index; what a visitor may not see is in no hit, no count and no
//! suggestion; every forum hit is found again in the database before it is shown, so that the index may lag without leaking.

use chrono::{DateTime, Utc};

use crate::{
    Community, Id,
    days::{DayId, State, store::following as programme},
    fault::Fault,
    forum::store::Located,
    index,
    library::{
        Certifier, Rncp,
        certification::{self, Named},
        certifier,
        resource::{ResourceKind, store as library},
    },
    members::Visitor,
};

mod days;
mod following;
mod resources;

pub use crate::index::{Engine, EngineFault, Kind, Opened, Question};
pub use following::{follow, rebuild};

/// The name under which this process's index follows the journal.
pub const READER: &str = "index";

/// Hits a page.
pub const PAGE: usize = 20;

/// No visitor needs more pages than this; deeper ones would cost more than they give.
pub const PAGES: usize = 25;

/// What was found for a visitor.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// How many entries match, of all kinds or of the kind asked for.
    pub total: usize,
    /// How many match in each kind.
    pub kinds: Vec<(Kind, usize)>,
    /// The page's hits, the best first.
    pub hits: Vec<Hit>,
    /// The question with its misspelt words put right, when some words are nowhere.
    pub corrected: Option<String>,
}

/// One thing found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Where it is.
    pub place: Place,
    /// Its title, escaped, with the words found marked.
    pub title_html: String,
    /// A passage, escaped, with the words found marked.
    pub passage_html: String,
    /// Who wrote it; empty for a person and for the guide.
    pub author: String,
    /// When it was written, in seconds since 1970.
    pub at: i64,
}

/// Where a hit leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A person of the directory.
    Person {
        /// The person's number.
        id: i64,
    },
    /// A topic.
    Topic {
        /// Its number.
        id: i64,
        /// Its board's name.
        board: String,
        /// Its title, for the address.
        title: String,
    },
    /// A reply.
    Reply {
        /// Its topic's number.
        topic: i64,
        /// Its rank there.
        number: u32,
        /// Its board's name.
        board: String,
        /// The topic's title.
        title: String,
    },
    /// A stage of the guide.
    Guide {
        /// Its number.
        stage: i64,
    },
    /// What a certifier announced.
    Update {
        /// Its number.
        id: i64,
    },
    /// A document or a link of the library.
    Resource {
        /// Its number.
        id: i64,
        /// Its title, for the address.
        title: String,
        /// What it is.
        kind: ResourceKind,
        /// Whether it is out of date.
        outdated: bool,
        /// The page that answers, of a document that has pages.
        page: Option<u32>,
        /// The rank of its version, when browsers show its file and turn to that page.
        version: Option<u32>,
    },
    /// A certification.
    Certification(Box<Named>),
    /// A certifier.
    Certifier {
        /// Its part of the address.
        slug: String,
    },
    /// A day.
    Day {
        /// Its number.
        id: DayId,
        /// Its title, for the address.
        title: String,
        /// Where it stands: one that was called off says so.
        state: State,
        /// When it begins.
        starts_at: Option<DateTime<Utc>>,
    },
    /// The minutes of a day.
    Minutes {
        /// The day's number.
        day: DayId,
        /// The day's title, for the address.
        title: String,
        /// When it began.
        starts_at: Option<DateTime<Utc>>,
    },
}

/// Finds what answers the question among what the visitor may see; pages count from 1.
///
/// # Errors
/// When the index or the database cannot answer.
pub async fn find(
    community: &Community,
    visitor: &Visitor,
    question: Question,
    kind: Option<Kind>,
    page: usize,
) -> Result<Found, Fault> {
    if visitor.member().is_none() || question.is_empty() {
        return Ok(Found::default());
    }
    let page = page.clamp(1, PAGES);
    let engine = community.engine.clone();
    let roles = visitor.roles().bits();
    let found =
        tokio::task::spawn_blocking(move || engine.find(&question, roles, PAGE, (page - 1) * PAGE, kind))
            .await??;
    let numbers = |kind| found.hits.iter().filter(move |hit| hit.kind == kind).map(|hit| hit.id);
    let located = crate::forum::store::located(
        &community.database,
        visitor,
        &numbers(Kind::Topic).collect::<Vec<_>>(),
        &numbers(Kind::Reply).collect::<Vec<_>>(),
    )
    .await?;
    let documents: Vec<i64> = found.hits.iter().filter_map(resources::of).collect();
    let documents = library::locate(&community.database, visitor, &documents).await?;
    let certified: Vec<Rncp> = numbers(Kind::Certification).filter_map(Rncp::stored).collect();
    let certified = certification::named(community, &certified).await?;
    let certifiers: Vec<Id<Certifier>> = numbers(Kind::Certifier).map(Id::new).collect();
    let certifiers = certifier::called(community, &certifiers).await?;
    let dated: Vec<i64> = numbers(Kind::Day).chain(numbers(Kind::Minutes)).collect();
    let dated = programme::locate(&community.database, visitor, &dated).await?;
    let mut answer =
        Found { total: found.total, kinds: found.per_kind, corrected: found.corrected, ..Found::default() };
    for hit in found.hits {
        let place = placed(&hit, &located, &documents)
            .or_else(|| certified_place(&hit, &certified, &certifiers))
            .or_else(|| days::placed(&hit, &dated));
        match place {
            Some(place) => {
                let (title_html, passage_html) = (resources::title(&hit, &place), hit.snippet_html);
                answer.hits.push(Hit { place, title_html, passage_html, author: hit.author, at: hit.at });
            }
            // The index is behind the database: what is not for this visitor any more counts for nothing and lends no word.
            None => answer.forget(resources::counted_as(hit.kind)),
        }
    }
    Ok(answer)
}

impl Found {
    fn forget(&mut self, kind: Kind) {
        self.total = self.total.saturating_sub(1);
        for (of, count) in &mut self.kinds {
            if *of == kind {
                *count = count.saturating_sub(1);
            }
        }
        self.corrected = None;
    }
}

/// Where a hit of the library's own records leads.
fn certified_place(hit: &index::Hit, certified: &[Named], certifiers: &[Certifier]) -> Option<Place> {
    match hit.kind {
        Kind::Certification => {
            let named = certified.iter().find(|named| named.number.column() == hit.id)?;
            Some(Place::Certification(Box::new(named.clone())))
        }
        Kind::Certifier => {
            let certifier = certifiers.iter().find(|certifier| certifier.id.number() == hit.id)?;
            Some(Place::Certifier { slug: certifier.slug.clone() })
        }
        _ => None,
    }
}

/// Where the hit leads, if it is still there for the visitor.
fn placed(hit: &index::Hit, located: &[Located], documents: &[library::Located]) -> Option<Place> {
    Some(match hit.kind {
        Kind::Certification | Kind::Certifier | Kind::Day | Kind::Minutes => return None,
        Kind::Person => Place::Person { id: hit.id },
        Kind::Guide => Place::Guide { stage: hit.id },
        Kind::Update => Place::Update { id: hit.id },
        Kind::Resource | Kind::Page => return resources::placed(hit, documents),
        Kind::Topic => {
            let at = located.iter().find(|at| at.reply_id == 0 && at.topic_id == hit.id)?;
            Place::Topic { id: hit.id, board: at.board.clone(), title: at.title.clone() }
        }
        Kind::Reply => {
            let at = located.iter().find(|at| at.reply_id == hit.id)?;
            let (board, title) = (at.board.clone(), at.title.clone());
            Place::Reply { topic: at.topic_id, number: at.number.unsigned_abs(), board, title }
        }
    })
}
