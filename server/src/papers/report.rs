//! The yearly report, as its page says it, and its figures.

use app::{
    Site,
    failure::Lost,
    modality_name, public_name,
    report::{
        told::{Block as Piece, Section as Part, Told, stands, told},
        year_of,
    },
    session::SignedIn,
};
use axum::{
    extract::{Path, State},
    http::request::Parts,
    response::Response,
};
use domain::{
    days::report::{self, Day, Turnout, Year},
    members::{Member, Visitor},
    text::dates,
};
use paper::{
    Bar, Block, Figure, Report, Section, Table,
    spreadsheet::{Cell, Sheet, workbook},
};

use super::{Made, PDF, Why, answer, made, tables::XLSX, words};

/// The report on paper.
pub(super) async fn printed(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = prints(&site, &member, &asked).await;
    answer(&site, parts, made).await
}

/// Its figures, to count with.
pub(super) async fn counted(
    State(site): State<Site>,
    SignedIn { member, .. }: SignedIn,
    Path(asked): Path<String>,
    parts: Parts,
) -> Response {
    let made = counts(&site, &member, &asked).await;
    answer(&site, parts, made).await
}

async fn read(site: &Site, member: &Member, asked: &str) -> Result<(Year, Option<Year>), Why> {
    let year = year_of(asked).ok_or(Lost::NotThere)?;
    let (year, before, _) = report::of_years(&site.community, &Visitor::from(member.clone()), year).await?;
    Ok((year, before))
}

async fn prints(site: &Site, member: &Member, asked: &str) -> Result<Made, Why> {
    let (year, before) = read(site, member, asked).await?;
    let Told { title, introduction, sections } = told(&year, before.as_ref());
    let section = |section: Part| Section {
        title: section.title.to_owned(),
        blocks: section.blocks.into_iter().map(block).collect(),
    };
    let printed = Report {
        organisation: words::organisation(site),
        kind: "Bilan annuel".to_owned(),
        title,
        introduction: vec![introduction],
        sections: sections.into_iter().map(section).collect(),
    };
    made(PDF, format!("Bilan {}.pdf", year.plan.year), move || printed.pdf()).await
}

fn block(piece: Piece) -> Block {
    match piece {
        Piece::Said(words) => Block::Paragraph(words),
        Piece::Figures(figures) => {
            Block::Figures(figures.into_iter().map(|(value, label)| Figure { value, label }).collect())
        }
        Piece::List(lines) => Block::List(lines.into_iter().map(|(words, _)| words).collect()),
        Piece::Bars(bars) => Block::Bars {
            caption: bars.caption,
            label: bars.label.to_owned(),
            series: bars.series,
            full: bars.full,
            bars: bars.bars.into_iter().map(|(label, values)| Bar { label, values }).collect(),
        },
        Piece::Table(table) => {
            let rows = table.rows.into_iter().map(|(about, _, cells)| [vec![about], cells].concat());
            Block::Table(Table {
                caption: table.caption,
                numbers: (1..table.header.len()).collect(),
                header: table.header,
                rows: rows.collect(),
            })
        }
    }
}

async fn counts(site: &Site, member: &Member, asked: &str) -> Result<Made, Why> {
    let (year, before) = read(site, member, asked).await?;
    let name = format!("Bilan {}.xlsx", year.plan.year);
    let sheets = [days(&year), antennes(&year, before.as_ref()), speakers(&year)];
    made(XLSX, name, move || workbook(&sheets)).await
}

fn heads<const N: usize>(heads: [&str; N]) -> Vec<String> {
    heads.map(str::to_owned).into()
}

fn days(year: &Year) -> Sheet {
    let row = |day: &Day| {
        let date = day.starts_at.map_or(Cell::Empty, |at| Cell::Date(dates::today(at)));
        let average = day.hot.average().map_or(Cell::Empty, Cell::Number);
        let facts = [
            date,
            day.title.clone().into(),
            public_name(day.public).into(),
            modality_name(day.modality).into(),
            day.theme.clone().into(),
            stands(day.state).into(),
        ];
        facts.into_iter().chain(figures(&day.turnout)).chain([average]).collect()
    };
    Sheet {
        name: format!("Journées {}", year.plan.year),
        header: heads([
            "Date",
            "Journée",
            "Public",
            "Modalité",
            "Thème",
            "État",
            "Inscriptions",
            "Désistements",
            "Personnes venues",
            "Heures suivies",
            "Présence",
            "Satisfaction sur 5",
        ]),
        rows: year.days.iter().map(row).collect(),
    }
}

/// Registrations, withdrawals, people, hours, rate.
fn figures(turnout: &Turnout) -> [Cell; 5] {
    [
        turnout.registered.into(),
        turnout.withdrawn.into(),
        turnout.people.into(),
        Cell::Minutes(u32::try_from(turnout.minutes).unwrap_or(u32::MAX)),
        turnout.rate().map_or(Cell::Empty, Cell::Rate),
    ]
}

fn antennes(year: &Year, before: Option<&Year>) -> Sheet {
    let row = |(place, turnout): &((String, String), Turnout)| {
        let past = before.map(|before| {
            let there = before.antennes.iter().find(|(one, _)| one == place);
            there.and_then(|(_, turnout)| turnout.rate()).map_or(Cell::Empty, Cell::Rate)
        });
        let place = [place.0.clone().into(), place.1.clone().into()];
        place.into_iter().chain(figures(turnout)).chain(past).collect()
    };
    let mut header = heads([
        "Département",
        "Antenne",
        "Inscriptions",
        "Désistements",
        "Personnes venues",
        "Heures suivies",
        "Présence",
    ]);
    header.extend(before.map(|before| format!("Présence en {}", before.plan.year)));
    Sheet {
        name: format!("Antennes {}", year.plan.year),
        header,
        rows: year.antennes.iter().map(row).collect(),
    }
}

fn speakers(year: &Year) -> Sheet {
    let rows = year
        .speakers
        .iter()
        .map(|one| vec![one.name.clone().into(), one.organisation.clone().into(), one.days.into()]);
    Sheet {
        name: format!("Interventions {}", year.plan.year),
        header: heads(["Nom", "Organisme", "Journées"]),
        rows: rows.collect(),
    }
}
