//! Where contents are kept: a folder for now, behind the interface of an object store.

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use data_encoding::HEXLOWER;
use futures::{Stream, StreamExt, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, GetResultPayload, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload,
    local::LocalFileSystem, path::Path as Key,
};
use sha2::{Digest, Sha256};

use super::{Hash, Media, Refusal};
use crate::{Failure, fault::Fault, secret::Token};

/// A piece of a file.
pub type Bytes = tokio_util::bytes::Bytes;

/// From which byte, inclusive, to which, exclusive.
pub type Span = Range<u64>;

/// Bytes written at a time: what one sending takes of memory.
const PIECE: usize = 1024 * 1024;

/// Why an address is no place for files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("files are kept in a folder: file:///path (s3:// comes later)")]
pub struct NotAPlace;

/// The contents of a community's files.
#[derive(Clone)]
pub struct Files {
    store: Arc<LocalFileSystem>,
    folder: PathBuf,
}

/// A content that has come whole, and is not in its place yet.
pub(crate) struct Arrived {
    pub(crate) hash: Hash,
    pub(crate) size: u64,
    pub(crate) media: Media,
    waiting: Key,
}

/// A content opened as a file of the system, for a process that reads it.
pub type Opened = std::fs::File;

impl Files {
    /// The files at that address: `file://` and an absolute path.
    ///
    /// # Errors
    /// [`NotAPlace`] for every other address.
    pub fn folder_of(address: &str) -> Result<PathBuf, NotAPlace> {
        let path = address.strip_prefix("file://").filter(|path| path.starts_with('/')).ok_or(NotAPlace)?;
        Ok(PathBuf::from(path))
    }

    /// The files of that folder, made when it is missing.
    ///
    /// # Errors
    /// When it cannot be made or used.
    pub fn in_folder(folder: &Path) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder.join(INCOMING))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(trouble)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: folder.to_owned() })
    }

    /// Writes what comes under a name that nobody knows, hashing on the way. Whatever stops it, nothing of it stays.
    pub(crate) async fn receive<S, E>(&self, content: S, heaviest: u64) -> Result<Arrived, Failure<Refusal>>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
    {
        let waiting = Key::from(format!("{INCOMING}/{}", Token::mint().hash()));
        let mut writing = self.store.put_multipart(&waiting).await.map_err(trouble)?;
        let (hash, size) = match write(writing.as_mut(), content, heaviest).await {
            Ok(written) => written,
            Err(failure) => {
                let _ = writing.abort().await;
                return Err(failure);
            }
        };
        writing.complete().await.map_err(trouble)?;
        let media = self.look(&waiting).await?;
        let arrived = Arrived { hash, size, media, waiting };
        if media == Media::Program {
            self.forget(&arrived).await;
            return Err(Failure::Refused(Refusal::Program));
        }
        Ok(arrived)
    }

    /// What the bytes say they are.
    async fn look(&self, key: &Key) -> Result<Media, Fault> {
        let mut file = self.file(key).await?;
        Ok(tokio::task::spawn_blocking(move || Media::of(&mut file)).await??)
    }

    /// Puts it in its place. The same content may be there already: it is the same.
    pub(crate) async fn settle(&self, arrived: &Arrived) -> Result<(), Fault> {
        self.store.rename(&arrived.waiting, &key(&arrived.hash)).await.map_err(trouble)
    }

    /// Lets go of what will not be kept.
    async fn forget(&self, arrived: &Arrived) {
        if let Err(error) = self.store.delete(&arrived.waiting).await {
            tracing::warn!(%error, "a refused file was left behind: it goes with the next sweeping");
        }
    }

    /// Some bytes of a content, or all of them.
    pub(crate) async fn read(
        &self,
        hash: &Hash,
        span: Option<Span>,
    ) -> Result<BoxStream<'static, Result<Bytes, Fault>>, Fault> {
        let options = GetOptions { range: span.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&key(hash), options).await.map_err(trouble)?;
        Ok(found.into_stream().map(|piece| piece.map_err(trouble)).boxed())
    }

    /// A content as a file of the system.
    pub(crate) async fn open(&self, hash: &Hash) -> Result<Opened, Fault> {
        self.file(&key(hash)).await
    }

    async fn file(&self, key: &Key) -> Result<std::fs::File, Fault> {
        match self.store.get(key).await.map_err(trouble)?.payload {
            GetResultPayload::File(file, _) => Ok(file),
            GetResultPayload::Stream(_) => Err(Fault::Corrupt("a folder gave no file".to_owned())),
        }
    }

    /// Deletes a content; one that is not there is deleted already.
    pub(crate) async fn delete(&self, hash: &Hash) -> Result<(), Fault> {
        match self.store.delete(&key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(trouble(error)),
        }
    }

    /// Deletes what a crash left half received, older than that many seconds; gives how many.
    pub(crate) async fn sweep_incoming(&self, seconds: u64) -> Result<u64, Fault> {
        let folder = self.folder.join(INCOMING);
        Ok(tokio::task::spawn_blocking(move || sweep(&folder, seconds)).await??)
    }
}

/// The folder of what is being received.
const INCOMING: &str = "incoming";

fn sweep(folder: &Path, seconds: u64) -> io::Result<u64> {
    let mut gone = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let age = entry.metadata().and_then(|about| about.modified()).map(|at| at.elapsed());
        if matches!(age, Ok(Ok(age)) if age.as_secs() >= seconds)
            && std::fs::remove_file(entry.path()).is_ok()
        {
            gone += 1;
        }
    }
    Ok(gone)
}

/// Contents are spread over 256 folders.
fn key(hash: &Hash) -> Key {
    Key::from(format!("{}/{}", &hash.as_str()[..2.min(hash.as_str().len())], hash.as_str()))
}

async fn write<S, E>(
    to: &mut dyn MultipartUpload,
    mut content: S,
    heaviest: u64,
) -> Result<(Hash, u64), Failure<Refusal>>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
{
    let (mut digest, mut size, mut piece) = (Sha256::new(), 0u64, Vec::new());
    while let Some(bytes) = content.next().await {
        let bytes = bytes.map_err(|_| Failure::Refused(Refusal::CutShort))?;
        size += bytes.len() as u64;
        if size > heaviest {
            return Err(Failure::Refused(Refusal::TooHeavy));
        }
        digest.update(&bytes);
        piece.extend_from_slice(&bytes);
        if piece.len() >= PIECE {
            to.put_part(PutPayload::from(std::mem::take(&mut piece))).await.map_err(trouble)?;
        }
    }
    if size == 0 {
        return Err(Failure::Refused(Refusal::Empty));
    }
    if !piece.is_empty() {
        to.put_part(PutPayload::from(piece)).await.map_err(trouble)?;
    }
    Ok((Hash(HEXLOWER.encode(&digest.finalize())), size))
}

/// A full disk is said as such, wherever it is met.
fn trouble(error: object_store::Error) -> Fault {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>()
            && matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
        {
            return Fault::Full(error.to_string());
        }
        cause = error.source();
    }
    Fault::Files(io::Error::other(error))
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    fn pieces(of: &[&'static [u8]]) -> impl Stream<Item = Result<Bytes, ()>> + Send + Unpin + use<> {
        stream::iter(of.iter().map(|piece| Ok(Bytes::from_static(piece))).collect::<Vec<_>>())
    }

    fn left_in(folder: &Path) -> usize {
        std::fs::read_dir(folder.join(INCOMING)).expect("it is there").count()
    }

    #[tokio::test]
    async fn a_content_is_kept_under_its_hash_and_read_back_by_pieces() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::in_folder(folder.path()).expect("it opens");
        let arrived = files.receive(pieces(&[b"Bon", b"jour"]), 100).await.expect("it is kept");
        assert_eq!((arrived.size, arrived.media), (7, Media::Text));
        assert_eq!(arrived.hash.as_str(), HEXLOWER.encode(&Sha256::digest(b"Bonjour")));
        files.settle(&arrived).await.expect("it is put in its place");
        let again = files.receive(pieces(&[b"Bonjour"]), 100).await.expect("it is kept");
        files.settle(&again).await.expect("the same content is the same");
        let some = files.read(&arrived.hash, Some(3..6)).await.expect("it is there");
        let some: Vec<_> = some.map(|piece| piece.expect("it is read")).collect().await;
        assert_eq!(some.concat(), b"jou");
        assert_eq!(left_in(folder.path()), 0);
    }

    #[tokio::test]
    async fn what_is_refused_or_cut_short_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::in_folder(folder.path()).expect("it opens");
        let refusal = |outcome: Result<Arrived, Failure<Refusal>>| match outcome {
            Ok(_) => None,
            Err(failure) => failure.refusal(),
        };
        assert_eq!(refusal(files.receive(pieces(&[]), 100).await), Some(Refusal::Empty));
        assert_eq!(refusal(files.receive(pieces(&[b"Bon", b"jour"]), 6).await), Some(Refusal::TooHeavy));
        assert_eq!(refusal(files.receive(pieces(&[b"MZ\x90"]), 100).await), Some(Refusal::Program));
        let cut = stream::iter([Ok(Bytes::from_static(b"Bon")), Err(())]);
        assert_eq!(refusal(files.receive(cut, 100).await), Some(Refusal::CutShort));
        assert_eq!(left_in(folder.path()), 0);
    }

    #[test]
    fn files_live_in_a_folder() {
        assert_eq!(Files::folder_of("file:///srv/files"), Ok(PathBuf::from("/srv/files")));
        for address in ["s3://bucket", "file://relative", "/srv/files", ""] {
            assert_eq!(Files::folder_of(address), Err(NotAPlace), "{address}");
        }
    }
}
