//! The forms of the forum.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    days::{DayId, discussion},
    forum::{
        Refusal, Submission, Topic, TopicKind, TopicTitle, board,
        edition::{self, Target},
        reply, subjects,
        topic::{self, Opening},
    },
    library::certification::{self, Typed as Named},
    members::Visitor,
    text::Markdown,
};

use super::{EditForm, NewTopicForm, ReplyForm, address, reply_address};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    library::records::unknown_words,
    parts::Errors,
    session::SignedIn,
};

/// Opens a topic.
pub(crate) async fn open_topic(
    State(site): State<Site>,
    Path(slug): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<NewTopicForm>,
) -> Response {
    if !typed.fields.apercu.is_empty() {
        return typed.previewed(&site).await;
    }
    let named = match certification::typed(&site.community, &typed.fields.certifications).await {
        Ok(named) => named,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let opening = match opening(&typed.fields, &named) {
        Ok(opening) => opening,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    let visitor = Visitor::from(member.clone());
    let opened = async {
        let board = board::find(&site.community, &visitor, &slug).await?;
        topic::open(&site.community, &member, &board, &opening).await
    };
    let id = match opened.await {
        Ok(id) => id,
        Err(failure) => return typed.lost(&site, failure).await,
    };
    // A day that has its discussion already, or is not theirs, changes nothing to the topic they opened.
    if let Ok(day) = typed.fields.journee.parse::<DayId>()
        && let Err(Failure::Fault(fault)) = discussion::follow(&site.community, &member, day, id).await
    {
        return typed.lost(&site, fault).await;
    }
    see_other(&address(id.number(), opening.title.as_str()))
}

fn opening(form: &NewTopicForm, named: &Named) -> Result<Opening, Errors> {
    let kind = TopicKind::from_code(&form.genre);
    let (title, body) = (TopicTitle::parse(&form.titre), Markdown::parse(&form.texte));
    let mut errors = Errors::none();
    if kind.is_none() {
        errors = errors.and("genre", "Dites si c’est une question, une pratique ou une discussion.");
    }
    if let Err(refusal) = &title {
        errors = errors.and("titre", text_words("Le titre", refusal));
    }
    if let Err(refusal) = &body {
        errors = errors.and("texte", text_words("Votre message", refusal));
    }
    if let Some(words) = unknown_words(named) {
        errors = errors.and("certifications", words);
    }
    match (kind, title, body) {
        (Some(kind), Ok(title), Ok(body)) if errors.is_empty() => {
            Ok(Opening { kind, title, body, certifications: named.numbers() })
        }
        _ => Err(errors),
    }
}

/// Replies to a topic.
pub(crate) async fn reply(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<ReplyForm>,
) -> Response {
    let Ok(id) = asked.parse::<Id<Topic>>() else { return typed.lost(&site, Lost::NotThere).await };
    if !typed.fields.apercu.is_empty() {
        return typed.previewed(&site).await;
    }
    let body = match Markdown::parse(&typed.fields.texte) {
        Ok(body) => body,
        Err(refusal) => {
            let errors = Errors::on("texte", text_words("Votre message", &refusal));
            return typed.refused(&site, errors).await;
        }
    };
    let submission = Submission::presented(&typed.fields.envoi);
    match reply::post(&site.community, &member, id, &body, &submission).await {
        Ok(posted) => see_other(&reply_address(id.number(), &posted.title, posted.number)),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Changes a topic's title and opening text.
pub(crate) async fn change_topic(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<EditForm>,
) -> Response {
    let Ok(id) = asked.parse::<Id<Topic>>() else { return typed.lost(&site, Lost::NotThere).await };
    if !typed.fields.apercu.is_empty() {
        return typed.previewed(&site).await;
    }
    let named = match certification::typed(&site.community, &typed.fields.certifications).await {
        Ok(named) => named,
        Err(fault) => return typed.lost(&site, fault).await,
    };
    let (title, body) = (TopicTitle::parse(&typed.fields.titre), Markdown::parse(&typed.fields.texte));
    let (title, body) = match (title, body, unknown_words(&named)) {
        (Ok(title), Ok(body), None) => (title, body),
        (title, body, unknown) => {
            let mut errors = Errors::none();
            if let Some(words) = unknown {
                errors = errors.and("certifications", words);
            }
            if let Err(refusal) = title {
                errors = errors.and("titre", text_words("Le titre", &refusal));
            }
            if let Err(refusal) = body {
                errors = errors.and("texte", text_words("Votre message", &refusal));
            }
            return typed.refused(&site, errors).await;
        }
    };
    let version = typed.fields.version.parse().unwrap_or(0);
    let changed = async {
        edition::change_topic(&site.community, &member, id, &title, &body, version).await?;
        subjects::choose(&site.community, &member, id, &named.numbers()).await
    };
    match changed.await {
        Ok(()) => see_other(&address(id.number(), title.as_str())),
        Err(failure) => not_changed(&site, typed, failure).await,
    }
}

/// Changes a reply.
pub(crate) async fn change_reply(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<EditForm>,
) -> Response {
    let Ok(id) = asked.parse() else { return typed.lost(&site, Lost::NotThere).await };
    if !typed.fields.apercu.is_empty() {
        return typed.previewed(&site).await;
    }
    let body = match Markdown::parse(&typed.fields.texte) {
        Ok(body) => body,
        Err(refusal) => {
            let errors = Errors::on("texte", text_words("Votre message", &refusal));
            return typed.refused(&site, errors).await;
        }
    };
    let version = typed.fields.version.parse().unwrap_or(0);
    let changed = async {
        edition::change_reply(&site.community, &member, id, &body, version).await?;
        edition::open(&site.community, &member, Target::Reply(id)).await
    };
    match changed.await {
        Ok(draft) => see_other(&reply_address(draft.topic.number(), &draft.title, draft.number.unwrap_or(1))),
        Err(failure) => not_changed(&site, typed, failure).await,
    }
}

/// Another tab was quicker: the person keeps their text and is told. Anything else is lost.
async fn not_changed(site: &Site, typed: Typed<EditForm>, failure: Failure<Refusal>) -> Response {
    match failure {
        Failure::Refused(Refusal::ChangedMeanwhile) => {
            let words = "Ce texte a été modifié entre-temps, dans un autre onglet ou sur un autre appareil. \
                Votre version est ci-dessous\u{a0}: copiez ce que vous voulez garder, puis rechargez la page pour voir l’autre.";
            typed.refused(site, Errors::on("texte", words)).await
        }
        failure => typed.lost(site, failure).await,
    }
}
