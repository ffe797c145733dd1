//! The forms that bring a content: a document or a link, a new version of one.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Fault, Id,
    days::{DayId, documents, page},
    files::{self, Bytes, FileName, Upload},
    forum::Submission,
    library::resource::{
        Content, Note, WebAddress,
        deposit::{self, Deposit, Origin},
        may_deposit, version,
    },
    members::{Member, Visitor},
    text::{TextRefusal, slug},
};

use super::{
    super::{
        address, address_of, form,
        sent::{self, FILE, KEPT, Sent},
    },
    not_kept, seen,
};
use crate::{
    Site,
    failure::Lost,
    form::{see_other, text_words},
    parts::Errors,
};

/// Deposits a document or a link.
pub(crate) async fn make(State(site): State<Site>, mut sent: Sent) -> Response {
    if !may_deposit(&sent.member) {
        return sent.typed.lost(&site, Lost::NotThere).await;
    }
    let known = match form::known(&site.community, &sent.typed.fields).await {
        Ok(known) => known,
        Err(fault) => return sent.typed.lost(&site, fault).await,
    };
    let details = form::details(&sent.typed.fields, &known);
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
    let day = fields.get("journee").parse::<DayId>().ok();
    if let Some(day) = day
        && let Err(lost) = is_theirs(&site, &sent.member, day).await
    {
        return sent.typed.lost(&site, lost).await;
    }
    let deposit = Deposit {
        details,
        content,
        origin: topic.map(|topic| Origin { topic, reply: fields.get("reponse").parse().ok() }),
        draft: !fields.get("brouillon").is_empty(),
        submission: Submission::presented(fields.get("envoi")),
    };
    let id = match deposit::make(&site.community, &sent.member, &deposit).await {
        Ok(id) => id,
        Err(failure) => return not_kept(&site, sent.typed, failure).await,
    };
    if let Some(day) = day
        && let Err(failure) = documents::bring(&site.community, &sent.member, day, id).await
    {
        return sent.typed.lost(&site, failure).await;
    }
    see_other(&format!("{}?fait=depot", address(id.number(), deposit.details.title.as_str())))
}

/// That the person brings documents to that day: asked before anything is deposited.
async fn is_theirs(site: &Site, member: &Member, day: DayId) -> Result<(), Lost> {
    let visitor = Visitor::from(member.clone());
    let day = page::read(&site.community, &visitor, day).await?;
    if documents::may_bring(&visitor, &day) { Ok(()) } else { Err(Lost::NotThere) }
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

/// The content that the form names, or why there is none; a discussion that becomes a document is its own content.
async fn content(
    site: &Site,
    sent: &mut Sent,
    twins_are_said: bool,
) -> Result<Result<Content, Errors>, Fault> {
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

async fn has_twins(site: &Site, member: &Member, upload: Id<Upload>) -> Result<bool, Fault> {
    let visitor = Visitor::from(member.clone());
    match files::find(&site.community, member, upload).await {
        Ok(upload) => Ok(!deposit::twins(&site.community, &visitor, &upload.hash).await?.is_empty()),
        Err(Failure::Refused(_)) => Ok(false),
        Err(Failure::Fault(fault)) => Err(fault),
    }
}

/// The text of a discussion, as a file: what was said stays as it was, whatever becomes of the discussion.
async fn from_talk(site: &Site, sent: &mut Sent) -> Result<Result<Id<Upload>, Errors>, Fault> {
    let text = sent.typed.fields.value("resume");
    let name = format!("{}.txt", slug(sent.typed.fields.get("titre"), "discussion"));
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
