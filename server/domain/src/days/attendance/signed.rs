//! The sheets that were signed by hand, scanned and kept with the day: for organisers only.

use chrono::{DateTime, Utc};
use futures::stream::BoxStream;

use super::{DayId, Outline, Refusal, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    files::{self, Bytes, Family, FileName, Hash, Media, Upload},
    members::Organiser,
};

/// A scanned sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSheet {
    /// Its number.
    pub id: Id<SignedSheet>,
    /// The name of its file.
    pub name: FileName,
    /// Who added it, when.
    pub added: (String, DateTime<Utc>),
    /// Who withdrew it, when: its content is gone.
    pub withdrawn: Option<(String, DateTime<Utc>)>,
    /// What it is and how heavy, as long as it is kept.
    pub file: Option<File>,
}

/// A scanned sheet's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub(super) hash: Hash,
    /// What its bytes say it is.
    pub media: Media,
    /// How many bytes.
    pub size: u64,
}

/// The sheets of a day, in the order in which they came, the withdrawn ones too. Two statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is no such day.
pub async fn list(
    community: &Community,
    _: &Organiser,
    day: DayId,
) -> Result<(Outline, Vec<SignedSheet>), Failure<Refusal>> {
    let reader = community.database.reader();
    let outline = store::outline(reader, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    Ok((outline, store::signed_sheets(reader, day).await?))
}

/// Keeps with the day a file that the organiser sent.
///
/// # Errors
/// [`Refusal::NotThere`]; [`Refusal::NoSuchFile`]; [`Refusal::NotASheet`] when it is neither a PDF nor a picture.
pub async fn keep(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    upload: Id<Upload>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    store::outline(&transaction, day).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    let sent = files::upload_of(&transaction, organiser.id(), upload).await?;
    let sent = sent.ok_or(Failure::Refused(Refusal::NoSuchFile))?;
    if !matches!(sent.media.family(), Family::Pdf | Family::Image) {
        return Err(Failure::Refused(Refusal::NotASheet));
    }
    store::keep_sheet(&transaction, day, &sent, organiser.id(), now).await?;
    files::take_upload(&transaction, upload).await?;
    Ok(transaction.commit().await?)
}

/// Withdraws a sheet: its line stays, with who and when; its content goes with the next sweeping. Harmless when done twice.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn withdraw(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    sheet: Id<SignedSheet>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let there = store::signed_sheets(&transaction, day).await?.into_iter().any(|one| one.id == sheet);
    if !there {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::withdraw_sheet(&transaction, sheet, organiser.id(), now).await?;
    Ok(transaction.commit().await?)
}

/// One sheet that is kept, with its content.
///
/// # Errors
/// [`Refusal::NotThere`].
pub async fn find(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    sheet: Id<SignedSheet>,
) -> Result<(FileName, File), Failure<Refusal>> {
    let (_, sheets) = list(community, organiser, day).await?;
    let found = sheets.into_iter().find(|one| one.id == sheet);
    found.and_then(|one| Some((one.name, one.file?))).ok_or(Failure::Refused(Refusal::NotThere))
}

/// Its bytes.
///
/// # Errors
/// When the disk cannot answer.
pub async fn content(
    community: &Community,
    file: &File,
) -> Result<BoxStream<'static, Result<Bytes, Fault>>, Fault> {
    files::read(community, &file.hash, None).await
}
