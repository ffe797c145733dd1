//! The form of the sheet.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Failure,
    days::{attendance::sheet, edition},
    members::desk::people,
};

use super::{NEWCOMERS, open, reading};
use crate::{
    Site,
    days::attendance::{desk_address, refused_words},
    failure::Lost,
    form::{Typed, see_other},
    library::Fields,
    parts::Errors,
    session::AtDesk,
};

/// Writes what was changed on the sheet.
pub(crate) async fn tick(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    typed: Typed<Vec<(String, String)>>,
) -> Response {
    let typed = Typed { fields: Fields(typed.fields), parts: typed.parts };
    let Some(day) = edition::number(&asked) else { return typed.lost(&site, Lost::NotThere).await };
    let sheet = match sheet::read(&site.community, &organiser, day).await {
        Ok(sheet) => sheet,
        Err(failure) => return typed.lost(&site, failure).await,
    };
    // Everybody is read only where somebody is named.
    let named = (1..=NEWCOMERS).any(|rank| !typed.fields.get(&format!("nom-{rank}")).trim().is_empty());
    let everybody = match named {
        false => Vec::new(),
        true => match people::find(&site.community, &organiser, &people::Filter::default()).await {
            Ok(found) => found.people.into_iter().map(|one| (one.id, one.name, one.email)).collect(),
            Err(fault) => return typed.lost(&site, fault).await,
        },
    };
    let all = typed.fields.get("acte") == "toutes";
    let open = open(&sheet, site.community.now());
    let ticks = match reading::ticks(&typed.fields, &sheet, &open, &everybody, all) {
        Ok(ticks) => ticks,
        Err(errors) => return typed.refused(&site, errors).await,
    };
    match sheet::tick(&site.community, &organiser, day, &ticks).await {
        Ok(_) => see_other(&format!("{}?fait=feuille", desk_address(day))),
        Err(Failure::Refused(refusal)) => typed.refused(&site, Errors::on("", refused_words(refusal))).await,
        Err(Failure::Fault(fault)) => typed.lost(&site, fault).await,
    }
}
