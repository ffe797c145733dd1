//! The forms of shelves.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::Response,
};
use domain::{
    Failure, Id,
    library::shelf::{
        Collection, CollectionName, MOST, Refusal, ResourceId, Word, bookmarks, collections, opinions,
    },
    members::Member,
};
use serde::Deserialize;

use super::{CollectionForm, NewCollectionForm, OpinionForm, address};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::SignedIn,
};

/// What the buttons around a document carry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ShelfForm {
    /// « garder », « retirer », « ranger », « sortir ».
    geste: String,
    collection: String,
}

/// Keeps a document at hand, puts it in a collection, or the reverse; then back to where one was.
pub(crate) async fn arrange(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    headers: HeaderMap,
    typed: Typed<ShelfForm>,
) -> Response {
    let Ok(id) = asked.parse::<ResourceId>() else { return typed.lost(&site, Lost::NotThere).await };
    let community = &site.community;
    let done = match typed.fields.geste.as_str() {
        gesture @ ("garder" | "retirer") => {
            bookmarks::keep(community, &member, id, gesture == "garder").await
        }
        gesture @ ("ranger" | "sortir") => match typed.fields.collection.parse::<Id<Collection>>() {
            Ok(collection) => collections::put(community, &member, collection, id, gesture == "ranger").await,
            Err(_) => Err(Failure::Refused(Refusal::NotThere)),
        },
        _ => Err(Failure::Refused(Refusal::NotThere)),
    };
    match done {
        Ok(()) => see_other(&back(&site, &headers, id)),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// The page of this site that the form was on; the document's when the browser does not say.
fn back(site: &Site, headers: &HeaderMap, id: ResourceId) -> String {
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok());
    let path = from.and_then(|from| from.strip_prefix(site.settings.public_url.as_str()));
    path.filter(|path| path.starts_with("/ressources"))
        .map_or_else(|| format!("/ressources/documents/{id}"), str::to_owned)
}

/// Says whether a document is useful, or takes it back.
pub(crate) async fn judge(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<OpinionForm>,
) -> Response {
    let Ok(id) = asked.parse::<ResourceId>() else { return typed.lost(&site, Lost::NotThere).await };
    let opinion = match opinion(&typed.fields) {
        Ok(opinion) => opinion,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match opinions::give(&site.community, &member, id, opinion).await {
        Ok(()) => see_other(&format!("/ressources/documents/{asked}/avis")),
        Err(failure) => typed.lost(&site, failure).await,
    }
}

fn opinion(form: &OpinionForm) -> Result<Option<(bool, Option<Word>)>, Errors> {
    if form.geste == "retirer" {
        return Ok(None);
    }
    let useful = match form.utile.as_str() {
        "oui" => Ok(true),
        "non" => Ok(false),
        _ => Err("Dites si ce document vous est utile, ou non.".to_owned()),
    };
    let word = match form.mot.trim() {
        "" => Ok(None),
        text => Word::parse(text).map(Some).map_err(|refusal| text_words("Votre mot", &refusal)),
    };
    let errors = Errors::of_fields([("utile", useful.as_ref().err()), ("mot", word.as_ref().err())]);
    match (useful, word) {
        (Ok(useful), Ok(word)) => Ok(Some((useful, word))),
        _ => Err(errors),
    }
}

/// Makes a collection.
pub(crate) async fn make(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<NewCollectionForm>,
) -> Response {
    let name = match CollectionName::parse(&typed.fields.nom) {
        Ok(name) => name,
        Err(refusal) => return typed.refused(&site, Errors::on("nom", text_words("Le nom", &refusal))).await,
    };
    match collections::make(&site.community, &member, &name).await {
        Ok(id) => see_other(&address(id.number(), name.as_str())),
        Err(Failure::Refused(refusal)) => typed.refused(&site, Errors::on("nom", words(refusal))).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}

fn words(refusal: Refusal) -> String {
    match refusal {
        Refusal::NameTaken => "Vous avez déjà une collection de ce nom.".to_owned(),
        Refusal::TooMany => format!("Vous avez déjà {MOST} collections\u{a0}: supprimez-en une d’abord."),
        Refusal::NotThere => "Cette collection n’existe plus.".to_owned(),
    }
}

/// Renames a collection, shares it or not, takes a document out, or deletes it.
pub(crate) async fn change(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<CollectionForm>,
) -> Response {
    let Ok(id) = asked.parse::<Id<Collection>>() else { return typed.lost(&site, Lost::NotThere).await };
    match typed.fields.geste.as_str() {
        "supprimer" => match collections::delete(&site.community, &member, id).await {
            Ok(()) => see_other("/ressources/favoris#collections"),
            Err(failure) => typed.lost(&site, failure).await,
        },
        "sortir" => take_out(&site, &member, id, typed).await,
        _ => rename(&site, &member, id, typed).await,
    }
}

async fn take_out(
    site: &Site,
    member: &Member,
    id: Id<Collection>,
    typed: Typed<CollectionForm>,
) -> Response {
    let Ok(document) = typed.fields.document.parse::<ResourceId>() else {
        return typed.lost(site, Lost::NotThere).await;
    };
    match collections::put(&site.community, member, id, document, false).await {
        Ok(()) => see_other(&format!("/ressources/collections/{id}")),
        Err(failure) => typed.lost(site, failure).await,
    }
}

async fn rename(site: &Site, member: &Member, id: Id<Collection>, typed: Typed<CollectionForm>) -> Response {
    let name = match CollectionName::parse(&typed.fields.nom) {
        Ok(name) => name,
        Err(refusal) => return typed.refused(site, Errors::on("nom", text_words("Le nom", &refusal))).await,
    };
    let shared = !typed.fields.partagee.is_empty();
    match collections::change(&site.community, member, id, &name, shared).await {
        Ok(()) => see_other(&address(id.number(), name.as_str())),
        Err(Failure::Refused(Refusal::NotThere)) => typed.lost(site, Lost::NotThere).await,
        Err(Failure::Refused(refusal)) => typed.refused(site, Errors::on("nom", words(refusal))).await,
        Err(Failure::Fault(fault)) => typed.lost(site, fault).await,
    }
}
