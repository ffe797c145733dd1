//! Files as they are kept: their content once each, under the hash of its bytes, whoever sent it and whatever its name.
//!
//! Invariants: a row of `files` has its content; what is half received has no row, no final name, and goes away; nothing is ever
//! served or found by a path or a hash that somebody gives, only through a record that the person may see.

use chrono::{DateTime, Utc};
use futures::{Stream, stream::BoxStream};

use crate::{Community, Failure, Id, fault::Fault, members::Member};

mod kept;
mod media;
mod name;
pub mod reading;
mod store;
mod sweeping;

pub use kept::{Bytes, Files, NotAPlace, Opened, Span};
pub use media::{Family, Media};
pub use name::FileName;
pub(crate) use store::{PageText, pages_of};
pub use sweeping::sweep;

/// The most that a file may weigh.
pub const HEAVIEST: u64 = 50 * 1024 * 1024;

/// The most files of one person that wait for their form: the oldest make room for the next.
pub const WAITING: u32 = 5;

/// The name of a content: SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hash(String);

impl Hash {
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The hash in hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It weighs more than [`HEAVIEST`].
    TooHeavy,
    /// It is a program: nobody needs one here.
    Program,
    /// The sending was cut short.
    CutShort,
    /// It is not there any more, or was sent by somebody else.
    NotThere,
}

/// A file that somebody sent and has not used yet: kept a day, so that a form that is refused for something else loses nothing,
/// unless the same person sends [`WAITING`] others meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its number.
    pub id: Id<Upload>,
    /// Its content.
    pub hash: Hash,
    /// Its name, as it is shown.
    pub name: FileName,
    /// What its bytes say it is.
    pub media: Media,
    /// How many bytes.
    pub size: u64,
    /// When it was sent.
    pub at: DateTime<Utc>,
}

impl Upload {
    /// Whether its name says something else than its bytes do.
    pub fn is_misnamed(&self) -> bool {
        self.media.contradicts(&self.name)
    }
}

/// Takes in a file, streamed: it is never held in memory. What its sender said of its kind is not even asked for.
///
/// # Errors
/// A [`Refusal`] when it is not one we keep; nothing of it stays then.
pub async fn receive<S, E>(
    community: &Community,
    member: &Member,
    name: FileName,
    content: S,
) -> Result<Upload, Failure<Refusal>>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin,
{
    let arrived = community.files.receive(content, HEAVIEST).await?;
    let now = community.now();
    let transaction = community.database.begin().await?;
    // The row first: it makes whoever would sweep the same content away wait, or whoever just did come before.
    store::add_file(&transaction, &arrived, now).await?;
    community.files.settle(&arrived).await?;
    let upload = store::add_upload(&transaction, member.id(), &arrived, &name, now).await?;
    let too_many = store::drop_oldest(&transaction, member.id(), WAITING).await?;
    transaction.commit().await?;
    community.ring();
    sweeping::forget_all(community, &too_many).await;
    let (hash, media, size) = (arrived.hash.clone(), arrived.media, arrived.size);
    Ok(Upload { id: upload, hash, name, media, size, at: now })
}

/// A file that this person sent and has not used yet.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none with that number.
pub async fn find(
    community: &Community,
    member: &Member,
    upload: Id<Upload>,
) -> Result<Upload, Failure<Refusal>> {
    let found = store::upload(community.database.reader(), member.id(), upload).await?;
    found.ok_or(Failure::Refused(Refusal::NotThere))
}

pub(crate) use store::{take_upload, upload as upload_of};

/// Some bytes of a content, or all of them.
pub(crate) async fn read(
    community: &Community,
    hash: &Hash,
    span: Option<Span>,
) -> Result<BoxStream<'static, Result<Bytes, Fault>>, Fault> {
    community.files.read(hash, span).await
}
