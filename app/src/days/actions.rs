//! The form of a day: registering, saying what one needs, withdrawing, answering.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::{
        Refusal, Registration, TrainingDay, edition, page,
        registration::{self, Wishes, Word},
    },
    members::{Member, Visitor},
    text::{TextRefusal, dates},
};
use serde::Deserialize;

use super::{address, words::to_public};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::SignedIn,
};

/// What somebody does with their registration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    pub(crate) acte: String,
    pub(crate) besoins: String,
    pub(crate) remarque: String,
    pub(crate) mot: String,
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Registers, or accepts an invitation.
    Register,
    /// Changes what one needs.
    ChangeWishes,
    /// Withdraws.
    Withdraw,
    /// Declines an invitation.
    Decline,
    /// Says again that one comes.
    Reconfirm,
}

impl Act {
    const ALL: [Act; 5] = [Act::Register, Act::ChangeWishes, Act::Withdraw, Act::Decline, Act::Reconfirm];

    /// What the button sends.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Act::Register => "inscrire",
            Act::ChangeWishes => "besoins",
            Act::Withdraw => "desister",
            Act::Decline => "decliner",
            Act::Reconfirm => "confirmer",
        }
    }

    /// The act of that name.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// What has just been done, from the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Done(Act);

impl Done {
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Act::from_code(code).map(Self)
    }

    /// What is said of it; nothing where the registration has changed since.
    pub(crate) fn words(self, mine: Option<&Registration>) -> Option<String> {
        use registration::State as Mine;
        let words = match (self.0, mine.map(|mine| mine.state)) {
            (Act::Register | Act::Reconfirm, Some(Mine::Seated)) => {
                "C’est noté\u{a0}: votre place est confirmée."
            }
            (Act::Register | Act::Reconfirm, Some(Mine::Waiting | Mine::OverQuota)) => {
                "C’est noté\u{a0}: vous êtes sur la liste d’attente."
            }
            (Act::ChangeWishes, Some(_)) => {
                "C’est noté\u{a0}: l’équipe d’animation lira ce que vous avez écrit."
            }
            (Act::Withdraw, None) => {
                "Votre désistement est enregistré. Merci d’avoir prévenu\u{a0}: si quelqu’un attend, la place lui revient."
            }
            (Act::Decline, None) => "C’est noté\u{a0}: l’invitation est déclinée.",
            _ => return None,
        };
        Some(words.to_owned())
    }
}

/// Does it, for the person who sends the form.
pub(crate) async fn act(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ActForm>,
) -> Response {
    let day = match seen(&site, &member, &asked).await {
        Ok(day) => day,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let Some(act) = Act::from_code(&typed.fields.acte) else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    let (wishes, word) = match parsed(&typed.fields) {
        Ok(parsed) => parsed,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let live = day.mine.as_ref().is_some_and(|mine| mine.state.is_live());
    let done = match act {
        // Nobody registers anew by saying what they need.
        Act::ChangeWishes if !live => Err(Failure::Refused(Refusal::NotRegistered)),
        Act::Register | Act::ChangeWishes => {
            registration::register(&site.community, &member, day.id, &wishes).await.map(drop)
        }
        Act::Withdraw | Act::Decline => {
            registration::withdraw(&site.community, &member, day.id, word.as_ref()).await
        }
        Act::Reconfirm => registration::reconfirm(&site.community, &member, day.id).await,
    };
    match done {
        Ok(()) => see_other(&format!("{}?fait={}", address(day.id, &day.title), act.code())),
        Err(Failure::Refused(refusal)) => match words(&day, refusal) {
            Some(words) => typed.refused(&site, Errors::on("", words)).await,
            None => typed.lost(&site, Lost::NotThere).await,
        },
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

/// The day that the address names, if the person sees it.
async fn seen(site: &Site, member: &Member, asked: &str) -> Result<TrainingDay, Lost> {
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    Ok(page::read(&site.community, &Visitor::from(member.clone()), id).await?)
}

/// What was typed, where anything was.
fn parsed(form: &ActForm) -> Result<(Wishes, Option<Word>), Errors> {
    let line = |typed: &str, what: &str| match Word::parse(typed) {
        Ok(word) => Ok(Some(word)),
        Err(TextRefusal::Empty) => Ok(None),
        Err(why) => Err(text_words(what, &why)),
    };
    let needs = line(&form.besoins, "Ce besoin");
    let remark = line(&form.remarque, "La remarque");
    let word = line(&form.mot, "Votre mot");
    match (needs, remark, word) {
        (Ok(needs), Ok(remark), Ok(word)) => Ok((Wishes { needs, remark }, word)),
        (needs, remark, word) => Err(Errors::of_fields([
            ("besoins", needs.as_ref().err()),
            ("remarque", remark.as_ref().err()),
            ("mot", word.as_ref().err()),
        ])),
    }
}

/// Why it could not be done, or why nothing is offered; nothing for what is not there.
pub(super) fn words(day: &TrainingDay, refusal: Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::NotTheirPublic => format!(
            "Cette journée est proposée {}. Si elle peut vous être utile, dites-le à l’équipe d’animation.",
            to_public(day.public)
        ),
        Refusal::NotOpenYet => match day.window.opens_at {
            Some(opening) => format!("Les inscriptions ouvrent le {}.", dates::full(opening)),
            None => "Les inscriptions ne sont pas encore ouvertes.".to_owned(),
        },
        Refusal::ClosedAlready => {
            "Les inscriptions sont closes. Si vous souhaitez venir, écrivez à l’équipe d’animation."
                .to_owned()
        }
        Refusal::Begun => "La journée a commencé\u{a0}: les inscriptions ne changent plus.".to_owned(),
        Refusal::CalledOff => {
            "Cette journée n’a pas lieu à la date prévue\u{a0}: on ne s’y inscrit pas.".to_owned()
        }
        Refusal::NotRegistered => "Vous n’êtes pas dans la liste de cette journée.".to_owned(),
        Refusal::NotThere
        | Refusal::MayNot
        | Refusal::ChangedMeanwhile
        | Refusal::NoSession
        | Refusal::NotPublished
        | Refusal::DateIsPast
        | Refusal::SessionsOverlap
        | Refusal::OtherYear
        | Refusal::SessionSigned
        | Refusal::NoSuchSpeaker(_)
        | Refusal::NoSuchDocument(_)
        | Refusal::NoSuchPerson => return None,
    })
}
