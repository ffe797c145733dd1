//! The forms of reports: somebody reports, an organiser settles.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure, Id,
    library::resource::{Reason, Report, report},
    members::Message,
};
use serde::Deserialize;

use super::{
    super::{address_of, report::ReportForm},
    not_kept, seen,
};
use crate::{
    Site,
    failure::Lost,
    form::{Typed, see_other, text_words},
    parts::Errors,
    session::{AtDesk, SignedIn},
};

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
