//! One's own papers.

use app::{Site, failure::Lost, modality_name, session::SignedIn};
use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use domain::{
    days::{Details, attendance::certificate, convocation as calling, details, edition},
    members::Member,
    text::{Line, Markdown, dates, plain},
};
use paper::{Convocation, Moment, Session, Speaker};

use super::{Made, PDF, Why, answer, made, words};

/// What one needs to come.
pub(super) async fn convocation(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = calls(&site, &member, &asked).await;
    answer(&site, parts, made).await
}

async fn calls(site: &Site, member: &Member, asked: &str) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let calling = calling::of(&site.community, member, day).await?;
    let name = format!("Convocation {}.pdf", calling.day.title.as_str());
    let printed = Convocation {
        organisation: words::organisation(site),
        addressee: Some(words::person(&calling.name, &calling.structure)),
        ..called(&calling.day)
    };
    made(PDF, name, move || printed.pdf()).await
}

/// The day, as the convocation says it.
fn called(details: &Details) -> Convocation {
    let (start, end) = (details.starts_at(), details.ends_at());
    let between = start.zip(end);
    Convocation {
        title: details.title.as_str().to_owned(),
        date: between.map(|(start, end)| words::days(start, end)).unwrap_or_default(),
        hours: between.map(|(start, end)| words::hours(start, end)).unwrap_or_default(),
        modality: modality_name(details.modality).to_owned(),
        remote: !details.modality.is_in_person(),
        place: line(details.place.as_ref()).into_iter().collect(),
        access: text(details.access.as_ref()),
        objectives: text(Some(&details.objectives)),
        sessions: details.sessions.iter().map(session).collect(),
        speakers: details.speakers.iter().map(speaker).collect(),
        preparation: text(details.preparation.as_ref()),
        contact: line(details.contact.as_ref()),
        accessibility: line(details.accessibility.as_ref()),
        ..Convocation::default()
    }
}

fn line<const MIN: usize, const MAX: usize>(line: Option<&Line<MIN, MAX>>) -> Option<String> {
    line.map(|line| line.as_str().to_owned())
}

fn text(text: Option<&Markdown>) -> Vec<String> {
    text.map(|text| plain(text).lines().map(str::to_owned).collect()).unwrap_or_default()
}

fn session(session: &details::Session) -> Session {
    let moments = session.agenda.moments().into_iter().map(|moment| Moment {
        at: moment.at.map(dates::hour_at),
        title: moment.title,
        detail: moment.detail,
    });
    Session {
        label: session.label.as_str().to_owned(),
        hours: Some(words::hours(session.starts_at, session.ends_at)),
        moments: moments.collect(),
        speakers: Vec::new(),
    }
}

fn speaker(speaker: &details::Speaker) -> Speaker {
    Speaker {
        name: speaker.name.as_str().to_owned(),
        function: line(speaker.function.as_ref()),
        structure: line(speaker.organisation.as_ref()),
    }
}

/// What one attended of a day.
pub(super) async fn certificate(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = certified(&site, &member, &asked).await;
    answer(&site, parts, made).await
}

async fn certified(site: &Site, member: &Member, asked: &str) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let own = certificate::own(&site.community, member, day).await?;
    let printed = words::certificate(site, &own);
    made(PDF, format!("Attestation {}.pdf", own.day.title), move || printed.pdf()).await
}

/// What one attended in a year.
pub(super) async fn year(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = of_year(&site, &member, &asked).await;
    answer(&site, parts, made).await
}

async fn of_year(site: &Site, member: &Member, asked: &str) -> Result<Made, Why> {
    let year = asked.parse::<i32>().map_err(|_| Lost::NotThere)?;
    let own = certificate::own_year(&site.community, member, year).await?;
    let printed = words::year(site, &own);
    made(PDF, format!("Attestation annuelle {year}.pdf"), move || printed.pdf()).await
}
