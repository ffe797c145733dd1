//! The forms of those who answer.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::survey::{
        self, Kind, Refusal,
        answering::{self, Asked},
    },
    members::Member,
};

use super::{NEEDS, address, sheet};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other},
    library::Fields,
    parts::Errors,
    session::SignedIn,
};

/// Answers the questionnaire of a day.
pub(crate) async fn answer_day(
    State(site): State<Site>,
    Path((day, moment)): Path<(String, String)>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let (Some(day), Some(kind)) = (survey::day_number(&day), Kind::of_moment(&moment)) else {
        return typed.lost(&site, Lost::NotThere).await;
    };
    match answering::of_day(&site.community, &member, day, kind).await {
        Ok(asked) => {
            let title = asked.survey.day.as_ref().map(|(_, title, _)| title.clone()).unwrap_or_default();
            take(&site, &member, asked, &address(day, &title, kind), typed).await
        }
        Err(failure) => typed.lost(&site, failure).await,
    }
}

/// Says what one needs.
pub(crate) async fn answer_needs(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    match answering::needs(&site.community, &member).await {
        Ok(Some(asked)) => take(&site, &member, asked, NEEDS, typed).await,
        Ok(None) => typed.lost(&site, Lost::NotThere).await,
        Err(failure) => typed.lost(&site, failure).await,
    }
}

async fn take(
    site: &Site,
    member: &Member,
    asked: Asked,
    page: &str,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = Typed { fields: Fields(typed.fields), parts: typed.parts };
    let sheet = match sheet::read(&asked.questions, &typed.fields) {
        Ok(sheet) => sheet,
        Err(errors) => return typed.refused(site, errors).await,
    };
    let edition = typed.fields.get("edition").parse().unwrap_or(0);
    match answering::answer(&site.community, member, asked.survey.id, edition, &sheet).await {
        // The same form sent twice has answered once.
        Ok(()) | Err(Failure::Refused(Refusal::AnsweredAlready)) => {
            see_other(&format!("{page}?fait=reponse"))
        }
        Err(Failure::Refused(Refusal::ChangedMeanwhile)) => {
            let words = "Les questions ont changé entre-temps. Vos réponses aux mêmes questions sont gardées\u{a0}: relisez, puis envoyez.";
            let mut typed = typed;
            typed.fields.set("edition", asked.survey.edition.to_string());
            typed.refused(site, Errors::on("", words)).await
        }
        Err(Failure::Refused(Refusal::NotOpen)) => {
            typed.refused(site, Errors::on("", "Ce questionnaire ne prend plus de réponses.")).await
        }
        Err(failure) => typed.lost(site, failure).await,
    }
}
