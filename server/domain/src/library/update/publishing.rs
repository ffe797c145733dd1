//! Announcing, correcting.

use super::{Announcement, Refusal, Update, Word, store};
use crate::{
    Community, Failure, Id,
    forum::Submission,
    journal::{self, Event},
    library::Speaker,
    members::Visitor,
};

/// Announces something in a certifier's name. The same words from the same person, sent twice, are announced once.
///
/// # Errors
/// Those of [`Announcement::check`]; [`Refusal::NoSuchDocument`].
pub async fn publish(
    community: &Community,
    speaker: &Speaker,
    announcement: &Announcement,
) -> Result<Id<Update>, Failure<Refusal>> {
    announcement.check().map_err(Failure::Refused)?;
    let now = community.now();
    let certifier = speaker.certifier().id.to_string();
    let day = announcement.dated_on.to_string();
    let words = [certifier.as_str(), &day, announcement.title.as_str(), announcement.body.as_str()];
    let submission = Submission::of_words(&words);
    let transaction = community.database.begin().await?;
    documents_are_there(&transaction, speaker, announcement).await?;
    let Some(update) = store::add(&transaction, speaker, announcement, &submission, now).await? else {
        return Ok(store::of_submission(&transaction, speaker.member().id(), &submission).await?);
    };
    let actor = speaker.member().id().number();
    journal::record(&transaction, now, Some(actor), Event::UpdatePublished(update.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(update)
}

/// The announcement as it is now, for whoever may correct it, with its version.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or when whoever asks speaks for another certifier.
pub async fn open(
    community: &Community,
    speaker: &Speaker,
    update: Id<Update>,
) -> Result<(Announcement, i32), Failure<Refusal>> {
    let found = store::draft(community.database.reader(), update).await?;
    match found {
        Some((certifier, announcement, version)) if certifier == speaker.certifier().id.number() => {
            Ok((announcement, version))
        }
        _ => Err(Failure::Refused(Refusal::NotThere)),
    }
}

/// Corrects an announcement, if it is still at that version: what it said before stays readable, with why.
///
/// # Errors
/// Those of [`open`] and [`publish`]; [`Refusal::ChangedMeanwhile`].
pub async fn correct(
    community: &Community,
    speaker: &Speaker,
    update: Id<Update>,
    announcement: &Announcement,
    word: &Word,
    version: i32,
) -> Result<(), Failure<Refusal>> {
    announcement.check().map_err(Failure::Refused)?;
    open(community, speaker, update).await?;
    let now = community.now();
    let transaction = community.database.begin().await?;
    documents_are_there(&transaction, speaker, announcement).await?;
    let corrected = store::Corrected { update, announcement, word, version, by: speaker.member().id(), now };
    if !store::correct(&transaction, &corrected).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    let actor = speaker.member().id().number();
    journal::record(&transaction, now, Some(actor), Event::UpdateCorrected(update.number())).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}

/// Nobody makes others read what they may not read themselves, nor what is not.
async fn documents_are_there(
    transaction: &sea_orm::DatabaseTransaction,
    speaker: &Speaker,
    announcement: &Announcement,
) -> Result<(), Failure<Refusal>> {
    let visitor = Visitor::from(speaker.member().clone());
    let there = store::documents_there(transaction, &visitor, &announcement.documents).await?;
    match announcement.documents.iter().find(|asked| !there.contains(asked)) {
        Some(missing) => Err(Failure::Refused(Refusal::NoSuchDocument(*missing))),
        None => Ok(()),
    }
}
