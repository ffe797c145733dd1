//! What the organisers print: the sheet to sign, everybody's certificates.

use app::{Site, failure::Lost, modality_name, session::AtDesk};
use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use domain::{
    days::{
        attendance::{
            Mark, Marked, Way, certificate, length,
            sheet::{self, Sheet},
        },
        edition,
        page::{self, Speaker},
    },
    members::{Organiser, Visitor},
    text::dates,
};
use paper::{AttendanceSheet, Document, HalfDay, Signer, together};

use super::{Made, PDF, Why, ZIP, answer, made, words};

/// Lines for people who come unannounced.
const BLANK: usize = 4;

/// The sheet to print and to sign; what is known already is on it.
pub(super) async fn sheet(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = sheet_of(&site, &organiser, &asked).await;
    answer(&site, parts, made).await
}

async fn sheet_of(site: &Site, organiser: &Organiser, asked: &str) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let visitor = Visitor::from(organiser.member().clone());
    let speakers = page::read(&site.community, &visitor, day).await?.speakers;
    let sheet = sheet::read(&site.community, organiser, day).await?;
    if !sheet.day.is_on() || !sheet.day.papers.attendance_sheet || sheet.sessions.is_empty() {
        return Err(Lost::NotThere.into());
    }
    let name = format!("Émargement {}.pdf", sheet.day.title);
    let printed = AttendanceSheet { organisation: words::organisation(site), ..printed(&sheet, &speakers) };
    made(PDF, name, move || printed.pdf()).await
}

fn printed(sheet: &Sheet, speakers: &[Speaker]) -> AttendanceSheet {
    let half_days =
        words::labels(&sheet.sessions).into_iter().zip(&sheet.sessions).map(|(label, session)| {
            let hours = Some(words::hours(session.starts_at, session.ends_at));
            HalfDay { label, hours, minutes: length(session) }
        });
    let between = sheet.day.starts_at.zip(sheet.day.ends_at);
    AttendanceSheet {
        title: sheet.day.title.clone(),
        date: between.map(|(start, end)| words::days(start, end)).unwrap_or_default(),
        place: sheet.day.place.clone(),
        modality: modality_name(sheet.day.modality).to_owned(),
        half_days: half_days.collect(),
        speakers: speakers
            .iter()
            .map(|speaker| Signer {
                name: speaker.name.clone(),
                function: words::some(&speaker.function),
                structure: words::some(&speaker.organisation),
                marks: Vec::new(),
            })
            .collect(),
        participants: sheet
            .people
            .iter()
            .map(|line| Signer {
                name: line.name.clone(),
                function: None,
                structure: words::some(&line.structure),
                marks: line.marks.iter().map(|mark| mark.as_ref().map(known)).collect(),
            })
            .collect(),
        blank_lines: BLANK,
        mentions: vec![
            "Chaque personne signe une fois par séance, sur la ligne de son nom.".to_owned(),
            "Cette feuille atteste la présence\u{a0}: elle est conservée avec la journée et peut être contrôlée par le financeur."
                .to_owned(),
        ],
        ..AttendanceSheet::default()
    }
}

/// What stands in the box of somebody of whom something is known.
fn known(marked: &Marked) -> String {
    match (marked.mark, marked.way) {
        (Mark::Absent, _) => "Absence".to_owned(),
        (Mark::Excused, _) => "Absence excusée".to_owned(),
        (Mark::Present, Way::Ticked) => "Présence notée par l’équipe d’animation".to_owned(),
        (Mark::Present, Way::Code | Way::Click) => {
            format!("Présence signée en ligne à {}", dates::hour_of(marked.at))
        }
    }
}

/// The certificates of everybody who was there.
pub(super) async fn certificates(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = certificates_of(&site, &organiser, &asked).await;
    answer(&site, parts, made).await
}

async fn certificates_of(site: &Site, organiser: &Organiser, asked: &str) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let all = certificate::all(&site.community, organiser, day).await?;
    let title = all.first().map(|one| one.day.title.clone()).ok_or(Lost::NotThere)?;
    let printed: Vec<_> = all
        .iter()
        .map(|one| (format!("Attestation {}.pdf", one.name), words::certificate(site, one)))
        .collect();
    made(ZIP, format!("Attestations {title}.zip"), move || {
        let print = |(name, paper): (String, paper::Certificate)| Ok(Document { name, bytes: paper.pdf()? });
        together(&printed.into_iter().map(print).collect::<Result<Vec<_>, _>>()?)
    })
    .await
}

/// The year's certificates of everybody.
pub(super) async fn years(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = years_of(&site, &organiser, &asked).await;
    answer(&site, parts, made).await
}

async fn years_of(site: &Site, organiser: &Organiser, asked: &str) -> Result<Made, Why> {
    let year = asked.parse::<i32>().map_err(|_| Lost::NotThere)?;
    let all = certificate::all_year(&site.community, organiser, year).await?;
    let printed: Vec<_> = all
        .iter()
        .map(|one| (format!("Attestation {year} {}.pdf", one.name), words::year(site, one)))
        .collect();
    made(ZIP, format!("Attestations {year}.zip"), move || {
        let print =
            |(name, paper): (String, paper::YearCertificate)| Ok(Document { name, bytes: paper.pdf()? });
        together(&printed.into_iter().map(print).collect::<Result<Vec<_>, _>>()?)
    })
    .await
}
