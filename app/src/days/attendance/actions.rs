//! Signing for oneself.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::{
        attendance::{Refusal, code::Code, signing},
        edition,
    },
};

use super::{mine::SignForm, refused_words, sign_address};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other},
    parts::Errors,
    session::SignedIn,
};

/// Signs, with the code of the room or by a press.
pub(crate) async fn sign(
    State(site): State<Site>,
    Path(asked): Path<String>,
    SignedIn { member, .. }: SignedIn,
    typed: Typed<SignForm>,
) -> Response {
    let Some(day) = edition::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    let title = match signing::mine(&site.community, &member, day).await {
        Ok(mine) => mine.day.title,
        Err(failure) => return typed.lost(&site, failure).await,
    };
    let signed = match typed.fields.acte.as_str() {
        "clic" => match typed.fields.seance.parse() {
            Ok(session) => signing::by_click(&site.community, &member, day, session).await,
            Err(_) => return typed.lost(&site, Lost::NotThere).await,
        },
        _ => match Code::parse(&typed.fields.code) {
            Some(code) => signing::by_code(&site.community, &member, day, &code).await.map(drop),
            None => {
                let errors = Errors::on("code", "Le code a six chiffres.");
                return typed.refused(&site, errors).await;
            }
        },
    };
    match signed {
        Ok(()) => see_other(&format!("{}?fait=signature", sign_address(day, &title))),
        Err(Failure::Refused(refusal @ Refusal::Wait { seconds })) => {
            typed.slowed(&site, Errors::on("code", refused_words(refusal)), seconds).await
        }
        Err(Failure::Refused(refusal @ Refusal::WrongCode)) => {
            typed.refused(&site, Errors::on("code", refused_words(refusal))).await
        }
        Err(Failure::Refused(refusal)) => typed.refused(&site, Errors::on("", refused_words(refusal))).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}
