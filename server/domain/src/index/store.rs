//! The index on disk: opened, recognised, or wiped to be built again.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy};

use super::schema::{Fields, schema};
use super::{EngineFault, Opened, analysis, synonyms};

/// To be raised when the schema or the analysis changes: an index of another version is rebuilt.
const FORMAT: u32 = 3;
const LOCK_FILE: &str = "engine.lock";
/// Blocks of stored texts kept decompressed, for each segment: a page of results reads a few.
const CACHED_BLOCKS: usize = 4;

/// An open index and what holds it for this process.
pub(super) struct Store {
    pub(super) index: Index,
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
    /// Released by the system when the process ends, however it ends.
    _lock: File,
}

/// Opens what is in `dir`, or an empty index in its place.
pub(super) fn open(dir: &Path) -> Result<(Store, Opened), EngineFault> {
    fs::create_dir_all(dir)?;
    let lock = lock(dir)?;
    let (index, reader, opened) = match existing(dir) {
        Some((index, reader)) => (index, reader, Opened::Ready),
        None => {
            wipe(dir)?;
            let index = Index::create(MmapDirectory::open(dir)?, schema().0, IndexSettings::default())?;
            analysis::register(index.tokenizers());
            let reader = reader(&index)?;
            (index, reader, Opened::Empty)
        }
    };
    let fields = schema().1;
    Ok((Store { index, reader, fields, _lock: lock }, opened))
}

fn lock(dir: &Path) -> Result<File, EngineFault> {
    let file = File::options().create(true).truncate(false).write(true).open(dir.join(LOCK_FILE))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(EngineFault::Busy(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The index in `dir` when it is whole, of this version, and has been filled.
fn existing(dir: &Path) -> Option<(Index, IndexReader)> {
    let index = Index::open_in_dir(dir).ok().filter(|index| index.schema() == schema().0)?;
    position_of(&index)?;
    analysis::register(index.tokenizers());
    let reader = reader(&index).ok()?;
    Some((index, reader))
}

fn reader(index: &Index) -> Result<IndexReader, EngineFault> {
    let builder = index.reader_builder().reload_policy(ReloadPolicy::Manual);
    Ok(builder.doc_store_cache_num_blocks(CACHED_BLOCKS).try_into()?)
}

/// The journal position of the last commit, when this version wrote it.
pub(super) fn position_of(index: &Index) -> Option<i64> {
    let payload = index.load_metas().ok()?.payload?;
    let (version, position) = payload.split_once(' ')?;
    (version == self::version()).then(|| position.parse().ok())?
}

/// What a commit says of itself.
pub(super) fn payload(position: i64) -> String {
    format!("{} {position}", version())
}

/// The format, and the synonyms, which are part of what is indexed.
fn version() -> String {
    let bytes = synonyms::NOTIONS.iter().flat_map(|notion| notion.bytes());
    let synonyms = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{FORMAT}.{synonyms:x}")
}

/// Removes the files of an index, and nothing else that may be in the folder.
fn wipe(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_of_an_index(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_of_an_index(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let segment = stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit());
    segment
        || name == "meta.json"
        || name == ".managed.json"
        || name.starts_with(".tantivy")
        || name.starts_with(".tmp")
}

impl Store {
    /// Shows what was committed to the searches that begin from now on.
    pub(super) fn refresh(&self) -> Result<(), EngineFault> {
        Ok(self.reader.reload()?)
    }

    /// Whether every file is what was written; reads all of them.
    pub(super) fn is_intact(&self) -> Result<bool, EngineFault> {
        Ok(self.index.validate_checksum()?.is_empty())
    }
}
