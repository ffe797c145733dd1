//! `/journees/{id}-{slug}/discussion`: no page of its own; it leads to the day's topic, or to the form that opens it in the board where
//! this person would.

use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use domain::{
    days::{
        DayId,
        discussion::{self, Discussion},
        edition, page,
    },
    members::{Member, Visitor},
};

use super::address as day_address;
use crate::{
    Site,
    failure::Lost,
    form::{lost_page, see_other},
    forum,
    session::SignedIn,
};

/// The address of a day's discussion.
pub(crate) fn address(day: DayId, title: &str) -> String {
    format!("{}/discussion", day_address(day, title))
}

/// Leads there.
pub(crate) async fn lead(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    match whereabouts(&site, &member, &asked).await {
        Ok(address) => see_other(&address),
        Err(lost) => lost_page(&site, parts, lost).await,
    }
}

async fn whereabouts(site: &Site, member: &Member, asked: &str) -> Result<String, Lost> {
    let visitor = Visitor::from(member.clone());
    let id = edition::number(asked).ok_or(Lost::NotThere)?;
    let day = page::read(&site.community, &visitor, id).await?;
    if let Discussion::There { topic, title, .. } = &day.discussion {
        return Ok(forum::address(topic.number(), title));
    }
    let board = discussion::where_to_open(&site.community, &visitor, &day).await?;
    Ok(forum::following_address(&board.ok_or(Lost::NotThere)?, id))
}
