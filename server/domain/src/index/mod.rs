//! The search index: what is in it, who may find it, how questions in French are answered.
//!
//! | module | what it knows |
//! |---|---|
//! | `analysis` | how a text becomes words, stems and codes |
//! | `synonyms` | the names that mean the same |
//! | `schema`, `store`, `writer` | what is kept, where, and how it changes |
//! | `entry`, `question`, `answer` | what is put in, what a person typed, what comes back |
//! | `view` | the index as one person may see it |
//! | `plan`, `spelling` | what will be looked for, mistakes forgiven |
//! | `matching`, `ranking`, `closeness` | which entries, in what order |
//! | `snippet` | what is shown of them |
//! | `words` | a short list searched by the same rules, without the index |
//!
//! The index is a copy: the database is the truth, the journal feeds it, `Engine::rebuild` makes it
//! again. Every call reads or writes files and blocks: run it on a thread made for that.

mod analysis;
mod answer;
mod closeness;
mod entry;
mod matching;
mod plan;
mod question;
mod ranking;
mod schema;
mod snippet;
mod spelling;
mod store;
mod synonyms;
mod view;
mod words;
mod writer;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use answer::{Found, Hit};
pub use entry::{Change, Entry, Kind};
pub use question::Question;
use snippet::Marks;
pub(crate) use snippet::escape;
use store::Store;
use view::View;
pub(crate) use words::Words;
use writer::Writer;

/// No page of results is longer.
const LONGEST_PAGE: usize = 100;
/// Nobody reads that far; beyond, there are counts but no hits.
const DEEPEST: usize = 5_000;

/// What was there when the index was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A whole index of this version.
    Ready,
    /// Nothing, or an index that was damaged or of another version and has been wiped: rebuild it.
    Empty,
}

/// What the index could not do.
#[derive(Debug, thiserror::Error)]
pub enum EngineFault {
    /// Another process has the index open.
    #[error("the search index in {0} is in use by another process; stop it first")]
    Busy(PathBuf),
    /// The index failed; nothing of the last change was kept.
    #[error("the search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A file failed.
    #[error("a file of the search index failed: {0}")]
    File(#[from] std::io::Error),
}

impl From<tantivy::directory::error::OpenDirectoryError> for EngineFault {
    fn from(error: tantivy::directory::error::OpenDirectoryError) -> Self {
        EngineFault::Index(error.into())
    }
}

/// The search index of a folder. Clones share it.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    // In this order: the writer ends before the lock of the folder is released.
    writer: Writer,
    store: Store,
}

impl Engine {
    /// Opens the index in `dir`, for this process alone. What cannot be used is wiped.
    pub fn open(dir: &Path) -> Result<(Engine, Opened), EngineFault> {
        let (store, opened) = store::open(dir)?;
        Ok((Engine(Arc::new(Inner { writer: Writer::default(), store })), opened))
    }

    /// The journal position the index has reached; none before it was first filled.
    pub fn position(&self) -> Option<i64> {
        store::position_of(&self.0.store.index)
    }

    /// How many entries there are.
    pub fn count(&self) -> u64 {
        self.0.store.reader.searcher().num_docs()
    }

    /// Applies changes, in order, all or none, and remembers the position they lead to.
    pub fn apply(&self, changes: Vec<Change>, position: i64) -> Result<(), EngineFault> {
        self.0.writer.apply(&self.0.store, changes, position)
    }

    /// Replaces the whole index and returns how many entries there are. Searches answer from the old one until
    /// the end; an error among the entries leaves it as it was.
    pub fn rebuild<E: From<EngineFault>>(
        &self,
        entries: impl IntoIterator<Item = Result<Entry, E>>,
        position: i64,
    ) -> Result<u64, E> {
        self.0.writer.rebuild(&self.0.store, entries, position)
    }

    /// Erases from the files what was removed: until then its words are still in them, found by nobody.
    pub fn forget_removed(&self) -> Result<(), EngineFault> {
        self.0.writer.forget_removed(&self.0.store)
    }

    /// Gives back the memory that writing takes, until something is written again.
    pub fn rest(&self) -> Result<(), EngineFault> {
        self.0.writer.rest()
    }

    /// Whether the files are as they were written; reads them all, for checks.
    pub fn is_intact(&self) -> Result<bool, EngineFault> {
        self.0.store.is_intact()
    }

    /// Answers a question with what one of the `roles` may see.
    pub fn find(
        &self,
        question: &Question,
        roles: u32,
        limit: usize,
        offset: usize,
        kind: Option<Kind>,
    ) -> Result<Found, EngineFault> {
        let store = &self.0.store;
        let mut view = View::new(store.reader.searcher(), store.fields, roles)?;
        let plan = plan::plan(&view, question)?;
        if plan.asked.is_empty() && plan.notions.is_empty() {
            return Ok(Found {
                per_kind: Kind::ALL.iter().map(|kind| (*kind, 0)).collect(),
                ..Found::default()
            });
        }
        if let Some(excluded) = matching::excluded(&view, question) {
            view.leave_out(&excluded)?;
        }
        let (offset, limit) = (offset.min(DEEPEST), limit.min(LONGEST_PAGE));
        let wanted = (offset + limit).min(DEEPEST);
        let ranked = ranking::rank(&view, question, &plan, wanted, kind)?;
        let marks = Marks::of(&plan);
        let page = ranked.best.iter().skip(offset).take(limit);
        let hits = page.map(|best| answer::hit(&view, best, &marks)).collect::<Result<Vec<_>, _>>()?;
        let counted = ranked.per_kind.iter().filter(|(of, _)| kind.is_none_or(|kind| kind == *of));
        Ok(Found {
            total: counted.map(|(_, count)| count).sum(),
            hits: hits.into_iter().flatten().collect(),
            per_kind: ranked.per_kind,
            corrected: plan.corrected,
        })
    }
}
