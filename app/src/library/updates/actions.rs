//! The forms of announcements.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    library::{
        Speaker, certifier,
        update::{self, Update, Word},
    },
    members::Organiser,
};

use super::{
    CorrectForm, UpdateForm, address,
    form::{CERTIFIER, refused},
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    library::named::{self, Named},
    parts::Errors,
    session::{SignedIn, organiser_of},
};

/// Announces.
pub(crate) async fn publish(
    State(site): State<Site>,
    signed_in: SignedIn,
    typed: Typed<UpdateForm>,
) -> Response {
    let organiser = organiser_of(&typed.parts);
    let speaker = match speaker(&site, &signed_in, organiser.as_ref(), &typed.fields).await {
        Ok(speaker) => speaker,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let records = match typed.fields.records(&site.community).await {
        Ok(records) => records,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let (speaker, announcement) = match (speaker, typed.fields.announcement(&records)) {
        (Ok(speaker), Ok(announcement)) => (speaker, announcement),
        (speaker, announcement) => {
            let errors = speaker.err().unwrap_or_default().with(&announcement.err().unwrap_or_default());
            return typed.refused(&site, errors).await;
        }
    };
    match update::publish(&site.community, &speaker, &announcement).await {
        Ok(id) => see_other(&address(id.number(), announcement.title.as_str())),
        Err(Failure::Refused(refusal)) => typed.refused(&site, refused(refusal)).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// Whoever announces, for the certifier that they name, or what to mend in its name; for those who announce for nobody, there is
/// no such form.
async fn speaker(
    site: &Site,
    signed_in: &SignedIn,
    organiser: Option<&Organiser>,
    form: &UpdateForm,
) -> Result<Result<Speaker, Errors>, Lost> {
    let (community, member) = (&site.community, &signed_in.member);
    if organiser.is_none() && certifier::spoken_for(community, member).await?.is_empty() {
        return Err(Lost::NotThere);
    }
    let names = named::names(community, &form.certificateur).await?;
    let named = form.certifier(&names);
    let Some(certifier) = named.as_ref().and_then(Named::certifier) else {
        // A contact chooses among their own: nothing nearer is shown.
        let words = match organiser {
            Some(_) => named.map(|named| named.words(CERTIFIER)).unwrap_or_default(),
            None => Errors::on(CERTIFIER, "Choisissez au nom de quel certificateur vous écrivez."),
        };
        return Ok(Err(words));
    };
    match certifier::speaker(community, member, organiser, certifier.id).await {
        Ok(speaker) => Ok(Ok(speaker)),
        Err(Failure::Refused(_)) => {
            Ok(Err(Errors::on(CERTIFIER, "Vous n’écrivez pas au nom de ce certificateur.")))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
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
    let records = match typed.fields.update.records(&site.community).await {
        Ok(records) => records,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let (announcement, word) = match (typed.fields.update.announcement(&records), word) {
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
