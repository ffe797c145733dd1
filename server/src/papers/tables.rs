//! What the organisers count with: who registered, who was there.

use app::{Site, failure::Lost, session::AtDesk};
use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use domain::{
    days::{
        attendance::{Mark, Marked, sheet, sheet::Sheet as Attendance},
        edition,
        registration::{State as Standing, desk},
    },
    members::Organiser,
};
use paper::spreadsheet::{Cell, Sheet, csv, workbook};

use super::{Made, Why, answer, made, words};

pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";

/// In which form a table leaves.
#[derive(Clone, Copy)]
enum Form {
    Book,
    Text,
}

impl Form {
    async fn of(self, name: &str, sheet: Sheet) -> Result<Made, Why> {
        match self {
            Form::Book => made(XLSX, format!("{name}.xlsx"), move || workbook(&[sheet])).await,
            Form::Text => made(CSV, format!("{name}.csv"), move || csv(&sheet)).await,
        }
    }
}

/// Who registered, as a workbook.
pub(super) async fn registrations_book(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = registrations(&site, &organiser, &asked, Form::Book).await;
    answer(&site, parts, made).await
}

/// The same, as text.
pub(super) async fn registrations_text(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = registrations(&site, &organiser, &asked, Form::Text).await;
    answer(&site, parts, made).await
}

async fn registrations(site: &Site, organiser: &Organiser, asked: &str, form: Form) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let (details, ..) = edition::open(&site.community, organiser, day).await?;
    let listed = desk::list(&site.community, organiser, day).await?;
    let row = |one: desk::Listed| {
        vec![
            one.member.1.into(),
            text(&one.structure),
            standing(one.state).into(),
            Cell::Moment(lived(one.registered_at)),
            text(&one.needs),
            text(&one.remark),
            text(&one.word),
        ]
    };
    let sheet = Sheet {
        name: "Inscriptions".to_owned(),
        header: heads(&["Nom", "Structure", "Inscription", "Le", "Besoins", "Remarque", "Dernier mot"]),
        rows: listed.into_iter().map(row).collect(),
    };
    form.of(&format!("Inscriptions {}", details.title.as_str()), sheet).await
}

/// Who was there, as a workbook.
pub(super) async fn attendance_book(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = attendance(&site, &organiser, &asked, Form::Book).await;
    answer(&site, parts, made).await
}

/// The same, as text.
pub(super) async fn attendance_text(
    State(site): State<Site>,
    AtDesk(organiser): AtDesk,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = attendance(&site, &organiser, &asked, Form::Text).await;
    answer(&site, parts, made).await
}

async fn attendance(site: &Site, organiser: &Organiser, asked: &str, form: Form) -> Result<Made, Why> {
    let day = edition::number(asked).ok_or(Lost::NotThere)?;
    let known = sheet::read(&site.community, organiser, day).await?;
    form.of(&format!("Émargement {}", known.day.title), counted(&known)).await
}

fn counted(known: &Attendance) -> Sheet {
    let mut header = heads(&["Nom", "Structure", "Inscription"]);
    for label in words::labels(&known.sessions) {
        header.extend([label.clone(), format!("{label}, durée suivie"), format!("{label}, motif")]);
    }
    header.push("Durée suivie".to_owned());
    let row = |line: &sheet::Line| {
        let seated = if line.seated { "Oui" } else { "Non" };
        let mut row = vec![line.name.as_str().into(), text(&line.structure), seated.into()];
        for mark in &line.marks {
            row.extend(cells(mark.as_ref()));
        }
        row.push(Cell::Minutes(line.minutes()));
        row
    };
    Sheet { name: "Émargement".to_owned(), header, rows: known.people.iter().map(row).collect() }
}

fn cells(marked: Option<&Marked>) -> [Cell; 3] {
    let Some(marked) = marked else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
    let said = match marked.mark {
        Mark::Present => "Présence",
        Mark::Absent => "Absence",
        Mark::Excused => "Absence excusée",
    };
    [said.into(), Cell::Minutes(marked.minutes), text(&marked.word)]
}

fn standing(state: Standing) -> &'static str {
    match state {
        Standing::Seated => "Confirmée",
        Standing::Waiting => "En liste d’attente",
        Standing::OverQuota => "En attente, quota de l’antenne",
        Standing::Invited => "Invitation sans réponse",
        Standing::Withdrawn => "Désistement",
    }
}

fn heads(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

fn text(text: &str) -> Cell {
    words::some(text).map_or(Cell::Empty, Cell::Text)
}

/// The moment as it was lived, in Paris.
fn lived(at: DateTime<Utc>) -> chrono::NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}
