//! The forms of resources. Those that bring a content are in `depositing`, those of reports in `reporting`.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, files,
    library::resource::{Act, Refusal, Resource, acting, edition, reading},
    members::{Member, Message, Visitor},
    text::TextRefusal,
};
use serde::Deserialize;

use super::{
    address, address_of,
    desk::DESK,
    form,
    form::{CERTIFIERS, Fields},
    mine, numbered,
    sent::{self, FILE},
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{SignedIn, origin_of},
};

mod depositing;
mod reporting;

pub(crate) use depositing::{add_version, make};
pub(crate) use reporting::{report, settle};

/// What somebody does with a resource.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ActForm {
    pub(crate) geste: String,
    pub(crate) mot: String,
    pub(crate) edition: String,
}

/// Moves a resource from one state to another.
pub(crate) async fn act(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ActForm>,
) -> Response {
    let found = match seen(&site, &member, &asked).await {
        Ok(found) => found,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let act =
        Act::from_code(&typed.fields.geste).filter(|_| found.acts().next().is_some() || found.may_change());
    let Some(act) = act else { return typed.lost(&site, Lost::NotThere).await };
    let word = match Message::parse(&typed.fields.mot) {
        Ok(word) => Some(word),
        Err(TextRefusal::Empty) if !act.needs_a_word() => None,
        Err(TextRefusal::Empty) => {
            let words =
                "Dites pourquoi, en quelques mots\u{a0}: la personne qui a déposé ce document les lira.";
            return typed.refused(&site, Errors::on("mot", words)).await;
        }
        Err(why) => return typed.refused(&site, Errors::on("mot", text_words("Votre mot", &why))).await,
    };
    let opened = typed.fields.edition.parse().unwrap_or(0);
    match acting::act(&site.community, &member, found.id, opened, act, word.as_ref()).await {
        // Whoever decided does not see any more what is a draft again, or gone: they go back to what waits for them.
        Ok(domain::library::resource::State::Withdrawn | domain::library::resource::State::Draft)
            if !found.hands.is_depositor() =>
        {
            let organiser = member.as_organiser(origin_of(&typed.parts)).is_some();
            let queue = if organiser { DESK } else { mine::PATH };
            see_other(&format!("{queue}?fait=geste"))
        }
        Ok(_) => see_other(&format!("{}?fait=geste", address_of(&found))),
        Err(failure) => not_kept(&site, typed, failure).await,
    }
}

/// Changes what is said of a resource.
pub(crate) async fn change(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = Typed { fields: Fields(typed.fields), parts: typed.parts };
    let found = match seen(&site, &member, &asked).await {
        Ok(found) if found.may_change() => found,
        Ok(_) => return typed.lost(&site, Lost::NotThere).await,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let known = match form::known(&site.community, &typed.fields).await {
        Ok(known) => known,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let details = match form::details(&typed.fields, &known) {
        Ok(details) => details,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let opened = typed.fields.get("edition").parse().unwrap_or(0);
    match edition::change(&site.community, &member, found.id, opened, &details).await {
        Ok(()) => see_other(&format!("{}?fait=fiche", address(found.id.number(), details.title.as_str()))),
        Err(failure) => not_kept(&site, typed, failure).await,
    }
}

/// The resource that the address names, if the person sees it.
async fn seen(site: &Site, member: &Member, asked: &str) -> Result<Resource, Lost> {
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    Ok(reading::find(&site.community, &Visitor::from(member.clone()), id).await?)
}

/// The same page with what was typed and why it is not kept; or the page that says that there is nothing here.
async fn not_kept<F: Clone + Send + Sync + 'static>(
    site: &Site,
    typed: Typed<F>,
    failure: Failure<Refusal>,
) -> Response {
    let errors = match failure {
        Failure::Refused(Refusal::FileGone) => Errors::on(FILE, sent::words(files::Refusal::NotThere)),
        Failure::Refused(Refusal::SameContent) => {
            Errors::on(FILE, "C’est déjà la version en place\u{a0}: rien n’a changé.")
        }
        Failure::Refused(Refusal::ChangedMeanwhile) => Errors::on(
            "",
            "Quelqu’un a modifié cette fiche entre-temps. Ce que vous avez écrit est ci-dessous\u{a0}: copiez ce que vous \
            voulez garder, puis rechargez la page.",
        ),
        Failure::Refused(Refusal::NoSuchCertifier) => {
            Errors::on(CERTIFIERS, "Un de ces certificateurs n’existe plus.")
        }
        Failure::Refused(Refusal::AlreadyReported) => {
            Errors::on("motif", "Vous l’avez déjà signalé\u{a0}: l’équipe n’a pas encore répondu.")
        }
        Failure::Refused(Refusal::MayNot) => {
            Errors::on("", "Cela ne se fait plus\u{a0}: le document a changé d’état entre-temps.")
        }
        failure => return typed.lost(site, failure).await,
    };
    typed.refused(site, errors).await
}
