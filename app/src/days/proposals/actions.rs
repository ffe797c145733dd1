//! The forms of proposals.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::proposal::{
        self, Act, ProposalId, Refusal, Support, answering, making,
        page::{self, Found},
        support,
    },
    forum::Submission,
    members::{Member, Message, Organiser, Visitor},
    text::TextRefusal,
};
use serde::Deserialize;

use super::{address, form::ProposalForm};
use crate::{
    Site,
    days::desk,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{self, SignedIn},
};

/// What somebody does from the page of a proposal.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    pub(crate) acte: String,
    pub(crate) texte: String,
    pub(crate) envoi: String,
    pub(crate) commentaire: String,
    pub(crate) mot: String,
    pub(crate) annee: String,
    pub(crate) avec: String,
}

/// What is said of what has just been done.
pub(super) fn done_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "proposition" => "Votre proposition est en ligne. Les autres peuvent la soutenir.",
        "modification" => "C’est enregistré.",
        "voter" => "C’est noté\u{a0}: vous soutenez ce thème.",
        "ne-plus-voter" => "C’est noté\u{a0}: votre voix est retirée.",
        "venir" => "C’est noté\u{a0}: vous viendriez.",
        "ne-plus-venir" => "C’est noté\u{a0}: vous ne viendriez plus.",
        "commenter" => "Votre commentaire est en ligne.",
        "retirer" => "Votre commentaire est retiré.",
        "garder" => "La proposition est gardée pour plus tard. Un courriel part aux personnes concernées.",
        "decliner" => "La proposition n’est pas retenue. Un courriel part aux personnes concernées.",
        "rouvrir" => "La proposition est de nouveau ouverte.",
        "reunir" => "La proposition est réunie à celle-ci, avec ses voix et ses commentaires.",
        _ => return None,
    })
}

/// Proposes a theme.
pub(crate) async fn propose(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ProposalForm>,
) -> Response {
    if !Visitor::from(member.clone()).sees(proposal::AUDIENCE) {
        return typed.lost(&site, Lost::NotThere).await;
    }
    let draft = match typed.fields.draft() {
        Ok(draft) => draft,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let submission = Submission::presented(&typed.fields.envoi);
    match making::propose(&site.community, &member, &draft, &submission).await {
        Ok(id) => see_other(&format!("{}?fait=proposition", address(id, draft.title.as_str()))),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Changes what one proposed.
pub(crate) async fn change(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ProposalForm>,
) -> Response {
    let Some(id) = proposal::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    if let Err(failure) = making::open(&site.community, &member, id).await {
        return typed.lost(&site, failure).await;
    }
    let draft = match typed.fields.draft() {
        Ok(draft) => draft,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let edition = typed.fields.edition.parse().unwrap_or(0);
    match making::change(&site.community, &member, id, edition, &draft).await {
        Ok(()) => see_other(&format!("{}?fait=modification", address(id, draft.title.as_str()))),
        Err(Failure::Refused(Refusal::ChangedMeanwhile)) => {
            let words = "Vous avez changé cette proposition dans une autre fenêtre. Votre version est ci-dessous\u{a0}: copiez ce que vous voulez garder, puis rechargez la page.";
            typed.refused(&site, Errors::on("", words)).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Does something to a proposal.
pub(crate) async fn act(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ActForm>,
) -> Response {
    let seen = match seen(&site, &member, &asked).await {
        Ok(seen) => seen,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let organiser = session::organiser_of(&typed.parts);
    let done = match (Act::from_code(&typed.fields.acte), organiser) {
        (Some(act), Some(organiser)) => answer(&site, &organiser, seen.0, act, &typed.fields).await,
        (Some(_), None) => return typed.lost(&site, Lost::NotThere).await,
        (None, _) => say(&site, &member, seen.0, &typed.fields).await,
    };
    match done {
        Ok(Next::Here(id)) if id == seen.0 => {
            see_other(&format!("{}?fait={}", address(id, &seen.1), typed.fields.acte))
        }
        // It has become another one.
        Ok(Next::Here(id)) => match self::seen(&site, &member, &id.to_string()).await {
            Ok((id, title)) => see_other(&format!("{}?fait={}", address(id, &title), typed.fields.acte)),
            Err(lost) => typed.lost(&site, lost).await,
        },
        Ok(Next::Day(day)) => see_other(&format!("{}/{day}/modifier", desk::PATH)),
        Err(Why::Typed(errors)) => typed.refused(&site, errors).await,
        Err(Why::Not(Failure::Refused(refusal))) => match words(refusal) {
            Some(words) => typed.refused(&site, words).await,
            None => typed.lost(&site, Lost::NotThere).await,
        },
        Err(Why::Not(Failure::Fault(fault))) => typed.lost(&site, fault).await,
    }
}

/// Where one goes next.
enum Next {
    Here(ProposalId),
    Day(domain::days::DayId),
}

/// Why it is not done: what was typed cannot be read, or the domain says no.
enum Why {
    Typed(Errors),
    Not(Failure<Refusal>),
}

impl From<Failure<Refusal>> for Why {
    fn from(failure: Failure<Refusal>) -> Self {
        Why::Not(failure)
    }
}

/// The proposal that the address names, or the one that it has become, if the person sees it.
async fn seen(site: &Site, member: &Member, asked: &str) -> Result<(ProposalId, String), Lost> {
    let id = proposal::number(asked).ok_or(Lost::NotThere)?;
    Ok(match page::read(&site.community, &Visitor::from(member.clone()), id).await? {
        Found::There(found) => (id, found.title),
        Found::Elsewhere(into, title) => (into, title),
    })
}

async fn say(site: &Site, member: &Member, id: ProposalId, form: &ActForm) -> Result<Next, Why> {
    let community = &site.community;
    let (kind, wanted) = match form.acte.as_str() {
        "voter" => (Support::Vote, true),
        "ne-plus-voter" => (Support::Vote, false),
        "venir" => (Support::Come, true),
        "ne-plus-venir" => (Support::Come, false),
        "commenter" => {
            let body = Message::parse(&form.texte)
                .map_err(|refusal| Why::Typed(Errors::on("texte", text_words("Le commentaire", &refusal))))?;
            let submission = Submission::presented(&form.envoi);
            return Ok(Next::Here(support::comment(community, member, id, &body, &submission).await?));
        }
        "retirer" => {
            let comment = form.commentaire.parse().map_err(|_| Failure::Refused(Refusal::NotThere))?;
            support::withdraw(community, member, comment).await?;
            return Ok(Next::Here(id));
        }
        _ => return Err(Failure::Refused(Refusal::NotThere).into()),
    };
    Ok(Next::Here(support::say(community, member, id, kind, wanted).await?))
}

async fn answer(
    site: &Site,
    organiser: &Organiser,
    id: ProposalId,
    act: Act,
    form: &ActForm,
) -> Result<Next, Why> {
    let word = Message::parse(&form.mot).map_err(|refusal| {
        let words = match refusal {
            TextRefusal::Empty => {
                "Dites pourquoi\u{a0}: qui l’a proposée et qui la soutient le liront.".to_owned()
            }
            refusal => text_words("Votre mot", &refusal),
        };
        Why::Typed(Errors::on("mot", words))
    })?;
    match act {
        Act::Retain => {
            let year = form.annee.trim().parse::<i32>().ok().filter(|year| (1990..=2200).contains(year));
            let year = year.ok_or_else(|| Why::Typed(Errors::on("annee", "Une année, comme 2027.")))?;
            Ok(Next::Day(answering::retain(&site.community, organiser, id, year, &word).await?))
        }
        Act::Merge => {
            let into = proposal::number(&form.avec).ok_or(Failure::Refused(Refusal::NoSuchOther))?;
            answering::merge(&site.community, organiser, id, into, &word).await?;
            Ok(Next::Here(into))
        }
        Act::Keep | Act::Decline | Act::Reopen => {
            answering::answer(&site.community, organiser, id, act, &word).await?;
            Ok(Next::Here(id))
        }
    }
}

/// Why it could not be done; nothing for what is not there.
fn words(refusal: Refusal) -> Option<Errors> {
    Some(match refusal {
        Refusal::MayNot => Errors::on("", "Cela ne vous est pas proposé pour ce thème."),
        Refusal::Answered => {
            Errors::on("", "L’équipe d’animation a répondu entre-temps\u{a0}: cela ne se fait plus ici.")
        }
        Refusal::NoSuchOther => Errors::on("avec", "Choisissez la proposition à laquelle la réunir."),
        Refusal::NoSuchDay | Refusal::ChangedMeanwhile => {
            Errors::on("", "Quelque chose a changé entre-temps. Rechargez la page.")
        }
        Refusal::NotThere => return None,
    })
}
