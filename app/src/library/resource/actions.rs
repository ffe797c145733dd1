//! The forms of resources.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    files::{self, Bytes, FileName, Upload},
    forum::Submission,
    library::resource::{
        Act, Content, Note, Reason, Refusal, Report, Resource, WebAddress, acting,
        deposit::{self, Deposit, Origin},
        edition, may_deposit, reading, report, version,
    },
    members::{Member, Message, Visitor},
    text::TextRefusal,
};
use serde::Deserialize;

use super::{
    address, address_of, form,
    form::{CERTIFIERS, Fields},
    numbered,
    report::ReportForm,
    sent::{self, FILE, KEPT, Sent},
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    library::named,
    parts::Errors,
    session::{AtDesk, SignedIn},
};

/// Deposits a document or a link.
pub(crate) async fn make(State(site): State<Site>, mut sent: Sent) -> Response {
    if !may_deposit(&sent.member) {
        return sent.typed.lost(&site, Lost::NotThere).await;
    }
    let names = match named::names(&site.community, sent.typed.fields.get(CERTIFIERS)).await {
        Ok(names) => names,
        Err(fault) => return sent.typed.lost(&site, fault).await,
    };
    let details = form::details(&sent.typed.fields, &names);
    let content = match content(&site, &mut sent, true).await {
        Ok(content) => content,
        Err(fault) => return sent.typed.lost(&site, fault).await,
    };
    let (details, content) = match (details, content) {
        (Ok(details), Ok(content)) => (details, content),
        (details, content) => {
            let errors = details.err().unwrap_or_default().with(&content.err().unwrap_or_default());
            return sent.typed.refused(&site, errors).await;
        }
    };
    let fields = &sent.typed.fields;
    let topic = fields.get("sujet").parse().ok();
    let deposit = Deposit {
        details,
        content,
        origin: topic.map(|topic| Origin { topic, reply: fields.get("reponse").parse().ok() }),
        draft: !fields.get("brouillon").is_empty(),
        submission: Submission::presented(fields.get("envoi")),
    };
    match deposit::make(&site.community, &sent.member, &deposit).await {
        Ok(id) => see_other(&format!("{}?fait=depot", address(id.number(), deposit.details.title.as_str()))),
        Err(failure) => not_kept(&site, sent.typed, failure).await,
    }
}

/// The content that the form names, or why there is none; a discussion that becomes a document is its own content.
async fn content(
    site: &Site,
    sent: &mut Sent,
    twins_are_said: bool,
) -> Result<Result<Content, Errors>, domain::Fault> {
    if let Some(refusal) = sent.refused {
        return Ok(Err(Errors::on(FILE, sent::words(refusal))));
    }
    let fields = &sent.typed.fields;
    let address = fields.get("adresse").trim();
    match (sent.upload(), address.is_empty()) {
        (Some(_), false) => Ok(Err(Errors::on("adresse", "Un fichier ou une adresse\u{a0}: pas les deux."))),
        (Some(upload), true) => {
            let agreed = !twins_are_said || !fields.get("malgre").is_empty();
            let is_new = agreed || !has_twins(site, &sent.member, upload).await?;
            Ok(match is_new {
                true => Ok(Content::File(upload)),
                false => Err(Errors::on(
                    "malgre",
                    "Ce fichier est déjà dans la bibliothèque. Dites si vous voulez le déposer quand même.",
                )),
            })
        }
        (None, false) => Ok(WebAddress::parse(address).map(Content::Link).map_err(|_| {
            Errors::on(
                "adresse",
                "Cette adresse ne mène à aucune page. Elle ressemble à https://exemple.fr/page.",
            )
        })),
        (None, true) if !fields.get("sujet").is_empty() && !fields.get("resume").trim().is_empty() => {
            Ok(from_talk(site, sent).await?.map(Content::File))
        }
        (None, true) => Ok(Err(Errors::on(FILE, "Choisissez un fichier, ou écrivez une adresse."))),
    }
}

async fn has_twins(site: &Site, member: &Member, upload: Id<Upload>) -> Result<bool, domain::Fault> {
    let visitor = Visitor::from(member.clone());
    match files::find(&site.community, member, upload).await {
        Ok(upload) => Ok(!deposit::twins(&site.community, &visitor, &upload.hash).await?.is_empty()),
        Err(Failure::Refused(_)) => Ok(false),
        Err(Failure::Fault(fault)) => Err(fault),
    }
}

/// The text of a discussion, as a file: what was said stays as it was, whatever becomes of the discussion.
async fn from_talk(site: &Site, sent: &mut Sent) -> Result<Result<Id<Upload>, Errors>, domain::Fault> {
    let text = sent.typed.fields.value("resume");
    let name = format!("{}.txt", domain::text::slug(sent.typed.fields.get("titre"), "discussion"));
    let pieces = futures::stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(text))]);
    match files::receive(&site.community, &sent.member, FileName::of(&name), pieces).await {
        Ok(upload) => {
            sent.typed.fields.set(KEPT, upload.id.to_string());
            Ok(Ok(upload.id))
        }
        Err(Failure::Refused(refusal)) => Ok(Err(Errors::on(FILE, sent::words(refusal)))),
        Err(Failure::Fault(fault)) => Err(fault),
    }
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

/// Adds a version.
pub(crate) async fn add_version(
    State(site): State<Site>,
    Path(asked): Path<String>,
    mut sent: Sent,
) -> Response {
    let found = match seen(&site, &sent.member, &asked).await {
        Ok(found) if found.may_change() => found,
        Ok(_) => return sent.typed.lost(&site, Lost::NotThere).await,
        Err(lost) => return sent.typed.lost(&site, lost).await,
    };
    let note = match Note::parse(sent.typed.fields.get("note")) {
        Ok(note) => Ok(Some(note)),
        Err(TextRefusal::Empty) => Ok(None),
        Err(why) => Err(Errors::on("note", text_words("Ce qui change", &why))),
    };
    let content = match content(&site, &mut sent, false).await {
        Ok(content) => content,
        Err(fault) => return sent.typed.lost(&site, fault).await,
    };
    let (note, content) = match (note, content) {
        (Ok(note), Ok(content)) => (note, content),
        (note, content) => {
            let errors = note.err().unwrap_or_default().with(&content.err().unwrap_or_default());
            return sent.typed.refused(&site, errors).await;
        }
    };
    let opened = sent.typed.fields.get("edition").parse().unwrap_or(0);
    let added = version::add(&site.community, &sent.member, found.id, opened, &content, note.as_ref()).await;
    match added {
        Ok(_) => see_other(&format!("{}?fait=version", address_of(&found))),
        Err(failure) => not_kept(&site, sent.typed, failure).await,
    }
}

/// The resource that the address names, if the person sees it.
async fn seen(site: &Site, member: &Member, asked: &str) -> Result<Resource, Lost> {
    let id = numbered(asked).ok_or(Lost::NotThere)?;
    Ok(reading::find(&site.community, &Visitor::from(member.clone()), id).await?)
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
    let names = match named::names(&site.community, typed.fields.get(CERTIFIERS)).await {
        Ok(names) => names,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let details = match form::details(&typed.fields, &names) {
        Ok(details) => details,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let opened = typed.fields.get("edition").parse().unwrap_or(0);
    match edition::change(&site.community, &member, found.id, opened, &details).await {
        Ok(()) => see_other(&format!("{}?fait=fiche", address(found.id.number(), details.title.as_str()))),
        Err(failure) => not_kept(&site, typed, failure).await,
    }
}

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
        Ok(domain::library::resource::State::Withdrawn) if !found.hands.is_depositor() => {
            see_other("/animation/ressources?fait=geste")
        }
        Ok(_) => see_other(&format!("{}?fait=geste", address_of(&found))),
        Err(failure) => not_kept(&site, typed, failure).await,
    }
}

/// Reports a resource.
pub(crate) async fn report(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ReportForm>,
) -> Response {
    let found = match seen(&site, &member, &asked).await {
        Ok(found) => found,
        Err(lost) => return typed.lost(&site, lost).await,
    };
    let (reason, word) = match (Reason::from_code(&typed.fields.motif), Message::parse(&typed.fields.mot)) {
        (Some(reason), Ok(word)) => (reason, word),
        (reason, word) => {
            let reason = reason.is_none().then(|| "Dites ce qui ne va pas.".to_owned());
            let word = word.err().map(|why| text_words("Votre mot", &why));
            let errors = Errors::of_fields([("motif", reason.as_ref()), ("mot", word.as_ref())]);
            return typed.refused(&site, errors).await;
        }
    };
    match report::make(&site.community, &member, found.id, reason, &word).await {
        Ok(()) => see_other(&format!("{}?fait=signalement", address_of(&found))),
        Err(failure) => not_kept(&site, typed, failure).await,
    }
}

/// Which report, and the answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SettleForm {
    signalement: String,
    reponse: String,
}

/// Settles a report.
pub(crate) async fn settle(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    typed: Typed<SettleForm>,
) -> Response {
    let Ok(id) = typed.fields.signalement.parse::<Id<Report>>() else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    let answer = Message::parse(&typed.fields.reponse).ok();
    match report::settle(&site.community, &organiser, id, answer.as_ref()).await {
        Ok(()) => see_other("/animation/ressources?fait=reponse"),
        Err(Failure::Refused(_)) => see_other("/animation/ressources?fait=trop-tard"),
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}
