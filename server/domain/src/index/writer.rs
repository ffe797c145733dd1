//! Everything that changes the index.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::IndexWriter;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};

use super::schema::Fields;
use super::store::{self, Store};
use super::{Change, EngineFault, Entry};

/// Enough for what a journal brings at a time, and the least that tantivy accepts.
const MEMORY_AT_REST: usize = 15_000_000;
/// For the whole index at once.
const MEMORY_FOR_ALL: usize = 60_000_000;
/// A segment with this share of removed entries is written anew.
const TOLERATED_REMOVALS: f32 = 0.3;

/// The one writer of an index, made when something is first written.
#[derive(Default)]
pub(super) struct Writer(Mutex<Option<IndexWriter>>);

impl Writer {
    /// Applies changes in order and remembers the journal position they lead to, in one commit.
    pub(super) fn apply(
        &self,
        store: &Store,
        changes: Vec<Change>,
        position: i64,
    ) -> Result<(), EngineFault> {
        let mut slot = self.slot();
        let written = write(store, &mut slot, |writer| {
            for change in changes {
                make(writer, &store.fields, change)?;
            }
            Ok(())
        });
        finish(store, &mut slot, written, position)
    }

    /// Replaces everything by `entries`; searches see the old ones until the last is in.
    pub(super) fn rebuild<E: From<EngineFault>>(
        &self,
        store: &Store,
        entries: impl IntoIterator<Item = Result<Entry, E>>,
        position: i64,
    ) -> Result<u64, E> {
        let mut slot = self.slot();
        // Two writers cannot be: the small one ends first, and comes back when it is needed.
        close(&mut slot)?;
        *slot = Some(open(store, MEMORY_FOR_ALL)?);
        let mut count = 0;
        let written = write(store, &mut slot, |writer| {
            writer.delete_all_documents().map_err(EngineFault::from)?;
            for entry in entries {
                writer.add_document(store.fields.document(&entry?)).map_err(EngineFault::from)?;
                count += 1;
            }
            Ok::<_, E>(())
        });
        finish(store, &mut slot, written, position)?;
        close(&mut slot)?;
        store.refresh()?;
        Ok(count)
    }

    /// Writes anew the segments that still hold removed entries, so that no file has their words.
    pub(super) fn forget_removed(&self, store: &Store) -> Result<(), EngineFault> {
        let mut slot = self.slot();
        // A merge begun after the last commit may hold these very segments: it ends first.
        close(&mut slot)?;
        write(store, &mut slot, |writer| {
            let segments = store.index.searchable_segment_metas()?;
            let holding = segments.iter().filter(|segment| segment.has_deletes());
            let holding: Vec<_> = holding.map(|segment| segment.id()).collect();
            if !holding.is_empty() {
                writer.merge(&holding).wait()?;
            }
            Ok::<_, EngineFault>(())
        })?;
        // What searches still hold open is deleted once they let go of it.
        store.refresh()?;
        let writer = slot.as_ref().expect("it was just there");
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    /// Lets the memory and the threads of the writer go, once merges are done.
    pub(super) fn rest(&self) -> Result<(), EngineFault> {
        close(&mut self.slot())
    }

    /// A panic while writing leaves nothing but an uncommitted writer, which `finish` throws away.
    fn slot(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(store: &Store, memory: usize) -> Result<IndexWriter, EngineFault> {
    let options = IndexWriterOptions::builder()
        .memory_budget_per_thread(memory)
        .num_worker_threads(1)
        .num_merge_threads(1)
        .build();
    let writer = store.index.writer_with_options(options)?;
    let mut merges = LogMergePolicy::default();
    merges.set_del_docs_ratio_before_merge(TOLERATED_REMOVALS);
    writer.set_merge_policy(Box::new(merges));
    Ok(writer)
}

fn close(slot: &mut Option<IndexWriter>) -> Result<(), EngineFault> {
    match slot.take() {
        Some(writer) => Ok(writer.wait_merging_threads()?),
        None => Ok(()),
    }
}

/// Writes with the writer at hand, or a new one.
fn write<E: From<EngineFault>>(
    store: &Store,
    slot: &mut Option<IndexWriter>,
    work: impl FnOnce(&mut IndexWriter) -> Result<(), E>,
) -> Result<(), E> {
    if slot.is_none() {
        *slot = Some(open(store, MEMORY_AT_REST)?);
    }
    work(slot.as_mut().expect("it was just put there"))
}

/// Commits what was written, or forgets it: nothing half-written is ever seen or kept.
fn finish<E: From<EngineFault>>(
    store: &Store,
    slot: &mut Option<IndexWriter>,
    written: Result<(), E>,
    position: i64,
) -> Result<(), E> {
    let committed = written.and_then(|()| {
        let writer = slot.as_mut().expect("what was written was written with it");
        commit(writer, position).map_err(E::from)
    });
    if committed.is_err() {
        // Dropping a writer drops what it has not committed.
        *slot = None;
    }
    committed?;
    Ok(store.refresh()?)
}

fn commit(writer: &mut IndexWriter, position: i64) -> Result<(), EngineFault> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&store::payload(position));
    prepared.commit()?;
    Ok(())
}

fn make(writer: &IndexWriter, fields: &Fields, change: Change) -> Result<(), EngineFault> {
    match change {
        Change::Put(entry) => {
            writer.delete_term(fields.key_of(entry.kind, entry.id));
            writer.add_document(fields.document(&entry))?;
        }
        Change::Remove(kind, id) => {
            writer.delete_term(fields.key_of(kind, id));
        }
        Change::RemoveParts(kind, id) => {
            writer.delete_term(fields.parts_of(kind, id));
        }
    }
    Ok(())
}
