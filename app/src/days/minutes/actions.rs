//! The forms of the minutes: writing, publishing, giving back.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::{
        edition,
        minutes::{Refusal, publication, writing},
    },
    text::Markdown,
};

use super::{ActForm, address, edit::MinutesForm};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{AtDesk, SignedIn},
};

/// Keeps the text.
pub(crate) async fn change(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<MinutesForm>,
) -> Response {
    let Some(id) = edition::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    let day = match writing::open(&site.community, &member, id).await {
        Ok((day, _)) => day,
        Err(failure) => return typed.lost(&site, failure).await,
    };
    if !typed.fields.apercu.is_empty() {
        return typed.previewed(&site).await;
    }
    let body = match Markdown::parse(&typed.fields.texte) {
        Ok(body) => body,
        Err(refusal) => {
            return typed.refused(&site, Errors::on("texte", text_words("Le compte rendu", &refusal))).await;
        }
    };
    let seen = typed.fields.edition.parse().unwrap_or(-1);
    match writing::change(&site.community, &member, id, seen, &body).await {
        Ok(()) => see_other(&format!("{}?fait=ecrit", address(id, &day.title))),
        Err(Failure::Refused(Refusal::ChangedMeanwhile)) => {
            let words = "Quelqu’un a enregistré un autre texte entre-temps. Le voici au-dessus du vôtre, qui est là tout entier.";
            typed.refused(&site, Errors::on("texte", words)).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Publishes what was read, or gives it back to be written.
pub(crate) async fn act(
    State(site): State<Site>,
    Path(asked): Path<String>,
    AtDesk(organiser): AtDesk,
    typed: Typed<ActForm>,
) -> Response {
    let Some(id) = edition::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    let read = typed.fields.edition.parse().unwrap_or(0);
    let done = match typed.fields.acte.as_str() {
        "publier" => publication::publish(&site.community, &organiser, id, read).await,
        "rouvrir" => publication::reopen(&site.community, &organiser, id).await,
        _ => Err(Failure::Refused(Refusal::NotThere)),
    };
    match done {
        Ok(()) => see_other(&format!("/journees/{asked}/compte-rendu?fait={}", typed.fields.acte)),
        Err(Failure::Refused(Refusal::ChangedMeanwhile)) => {
            let words = "Quelqu’un a écrit depuis que vous avez ouvert la page. Relisez ce qui est là maintenant avant de publier.";
            typed.refused(&site, Errors::on("", words)).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}
