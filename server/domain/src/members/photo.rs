//! A person's photo: read with caution, made small, kept without anything else that was in the file.

use std::{str::FromStr, sync::Arc};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::{Member, Visitor, store};
use crate::{Community, Failure, fault::Fault};

mod picture;

pub use picture::{LARGEST_SIDE, MOST_PIXELS, SMALLEST_SIDE};

/// The most that a file may weigh.
pub const HEAVIEST: usize = 8 * 1024 * 1024;

/// Reading a large photo takes some hundred megabytes for a second: one at a time.
static AT_WORK: Semaphore = Semaphore::const_new(1);

/// Why a file is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It weighs more than [`HEAVIEST`].
    TooHeavy,
    /// It is not a photo of a kind that is read here: JPEG, PNG or WebP.
    UnknownKind,
    /// It has more pixels than are read here.
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A side has fewer pixels than [`SMALLEST_SIDE`].
    TooSmall,
    /// It cannot be read to its end.
    Damaged,
}

/// The name of a kept photo, drawn from its bytes: another photo has another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoName(String);

impl PhotoName {
    fn of(bytes: &[u8]) -> Self {
        Self(HEXLOWER.encode(&Sha256::digest(bytes)[..16]))
    }

    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where that size of it is served.
    pub fn address(&self, size: Size) -> String {
        format!("/photos/{}-{}", self.0, size.side())
    }
}

/// What is said of a text that names no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a photo")]
pub struct NotAPhoto;

impl FromStr for PhotoName {
    type Err = NotAPhoto;

    fn from_str(text: &str) -> Result<Self, NotAPhoto> {
        let plausible =
            text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        plausible.then(|| Self(text.to_owned())).ok_or(NotAPhoto)
    }
}

/// The sizes a photo is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Beside a name.
    Small,
    /// On the person's own page.
    Large,
}

impl Size {
    /// Both.
    pub const ALL: [Size; 2] = [Size::Small, Size::Large];

    /// Pixels a side.
    pub const fn side(self) -> u32 {
        match self {
            Size::Small => 96,
            Size::Large => 320,
        }
    }
}

/// A photo as it is kept: two JPEG files.
pub(crate) struct Prepared {
    pub(crate) name: PhotoName,
    pub(crate) small: Vec<u8>,
    pub(crate) large: Vec<u8>,
}

/// Makes this file my photo, in the place of the one before.
///
/// # Errors
/// A [`Refusal`] when it cannot be one; what was there before stays.
pub async fn keep(
    community: &Community,
    member: &Member,
    file: Vec<u8>,
) -> Result<PhotoName, Failure<Refusal>> {
    if file.len() > HEAVIEST {
        return Err(Failure::Refused(Refusal::TooHeavy));
    }
    let prepared = prepare(file.into()).await?;
    let transaction = community.database.begin().await?;
    store::put_photo(&transaction, member.id, &prepared, community.now()).await?;
    transaction.commit().await?;
    Ok(prepared.name)
}

/// Reads the file on a thread made for that. The turn belongs to the thread: whoever gives up waiting lets nobody in early.
async fn prepare(file: Arc<[u8]>) -> Result<Prepared, Failure<Refusal>> {
    let turn =
        AT_WORK.acquire().await.map_err(|_| Fault::Corrupt("the photos' turn is closed".to_owned()))?;
    let reading = tokio::task::spawn_blocking(move || {
        let pictures = picture::read(&file);
        drop(turn);
        pictures
    });
    match reading.await {
        Ok(Ok((small, large))) => Ok(Prepared { name: PhotoName::of(&large), small, large }),
        Ok(Err(refusal)) => Err(Failure::Refused(refusal)),
        // No file is worth an accident: what a decoder stumbles over is damaged. The panic's own hook has logged it.
        Err(stumbled) if stumbled.is_panic() => Err(Failure::Refused(Refusal::Damaged)),
        Err(cut_short) => Err(Failure::Fault(cut_short.into())),
    }
}

/// Takes my photo away.
///
/// # Errors
/// When the database cannot answer.
pub async fn remove(community: &Community, member: &Member) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::remove_photo(&transaction, member.id).await?;
    Ok(transaction.commit().await?)
}

/// The JPEG file of that photo in that size; `None` when nobody has it any more, or the visitor is signed out.
///
/// # Errors
/// When the database cannot answer.
pub async fn file(
    community: &Community,
    visitor: &Visitor,
    name: &PhotoName,
    size: Size,
) -> Result<Option<Vec<u8>>, Fault> {
    match visitor.member() {
        Some(_) => store::photo(&community.database, name, size).await,
        None => Ok(None),
    }
}
