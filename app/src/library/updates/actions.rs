//! The forms of announcements.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    library::{
        certifier,
        update::{self, Update, Word},
    },
    members::Organiser,
};

use super::{CorrectForm, UpdateForm, address, form::refused};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{SignedIn, organiser_of},
};

/// Announces.
pub(crate) async fn publish(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<UpdateForm>,
) -> Response {
    let announcement = typed.fields.announcement();
    let organiser: Option<Organiser> = organiser_of(&typed.parts);
    let named = match update::certifier_named(&site.community, &typed.fields.certificateur).await {
        Ok(named) => named,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let member = &signed_in.member;
    let speaker = match named {
        Some(id) => certifier::speaker(&site.community, member, organiser.as_ref(), id).await,
        None => Err(Failure::Refused(certifier::Refusal::NotThere)),
    };
    let (speaker, announcement) = match (speaker, announcement) {
        (Ok(speaker), Ok(announcement)) => (speaker, announcement),
        (Err(Failure::Fault(fault)), _) => return typed.lost(&site, fault).await,
        (Ok(_), Err(errors)) => return typed.refused(&site, errors).await,
        (Err(Failure::Refused(_)), announcement) => {
            return match is_somebodys_voice(&site, &signed_in, organiser.is_some()).await {
                Ok(false) => typed.lost(&site, Lost::NotThere).await,
                Err(fault) => typed.lost(&site, fault).await,
                Ok(true) => {
                    let words = "Aucun certificateur de la bibliothèque ne porte ce nom, ou vous n’écrivez pas en son nom.";
                    let others = announcement.err().unwrap_or_default();
                    typed.refused(&site, Errors::on("certificateur", words).with(&others)).await
                }
            };
        }
    };
    match update::publish(&site.community, &speaker, &announcement).await {
        Ok(id) => see_other(&address(id.number(), announcement.title.as_str())),
        Err(Failure::Refused(refusal)) => typed.refused(&site, refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Whether the person announces for anybody: for the others, there is no such form.
async fn is_somebodys_voice(
    site: &Site,
    signed_in: &SignedIn,
    organiser: bool,
) -> Result<bool, domain::Fault> {
    Ok(organiser || !certifier::spoken_for(&site.community, &signed_in.member).await?.is_empty())
}

/// Corrects.
pub(crate) async fn correct(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<CorrectForm>,
) -> Response {
    let Ok(id) = asked.parse::<Id<Update>>() else { return typed.lost(&site, Lost::NotThere).await };
    let organiser = organiser_of(&typed.parts);
    let speaker = async {
        let certifier = update::certifier_of(&site.community, id).await.map_err(Lost::from)?;
        let speaker = certifier::speaker(&site.community, &member, organiser.as_ref(), certifier).await;
        speaker.map_err(Lost::from)
    };
    let speaker = match speaker.await {
        Ok(speaker) => speaker,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let word = Word::parse(&typed.fields.mot).map_err(|refusal| text_words("La raison", &refusal));
    let (announcement, word) = match (typed.fields.update.announcement(), word) {
        (Ok(announcement), Ok(word)) => (announcement, word),
        (announcement, word) => {
            let word = word.err().map_or_else(Errors::none, |words| Errors::on("mot", words));
            return typed.refused(&site, announcement.err().unwrap_or_default().with(&word)).await;
        }
    };
    let version = typed.fields.version.parse().unwrap_or(0);
    match update::correct(&site.community, &speaker, id, &announcement, &word, version).await {
        Ok(()) => see_other(&address(id.number(), announcement.title.as_str())),
        Err(Failure::Refused(refusal)) => typed.refused(&site, refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}
