//! The days of the report: held against the plan, one by one, what they were about, who spoke.

use std::collections::BTreeSet;

use domain::{
    days::{
        Modality, Public, State,
        report::{Day, Speaker, Year},
    },
    text::dates,
};

use super::{Bars, Block, NOTHING, Table, both, hours, mark, series, stands};
use crate::{
    days::{
        address,
        words::{modality_name, public_name, set},
    },
    parts::counted,
};

pub(super) fn days(year: &Year, before: Option<&Year>) -> Vec<Block> {
    let by_public = Public::ALL.map(|public| {
        let held = both(year, before).map(|of| of.count(|day| day.public == public).to_string());
        let planned = std::iter::once(year.plan.of(public).to_string());
        (public_name(public).to_owned(), None, planned.chain(held).collect())
    });
    let held_in = both(year, before).map(|of| format!("Tenues en {}", of.plan.year));
    let publics = Table {
        caption: "Journées tenues, par public, au regard du programme".to_owned(),
        header: ["Public".to_owned(), format!("Prévues en {}", year.plan.year)]
            .into_iter()
            .chain(held_in)
            .collect(),
        rows: by_public.into(),
    };
    let held = |of: &Year, modality: Modality| of.count(|day| day.modality == modality);
    let modalities = Modality::ALL.map(|modality| {
        let count = |of: &Year| counted_bar(held(of, modality));
        (modality_name(modality).to_owned(), both(year, before).map(count).collect())
    });
    let modalities = Bars {
        caption: "Journées tenues, par modalité".to_owned(),
        label: "Modalité",
        series: series(year, before),
        full: None,
        bars: modalities.into(),
    };
    let mut blocks = vec![Block::Table(publics), Block::Bars(modalities)];
    if !year.days.is_empty() {
        blocks.push(Block::Table(each_day(year)));
    }
    blocks
}

fn each_day(year: &Year) -> Table {
    let row = |day: &Day| {
        let title = set(&day.title);
        let date = day.starts_at.map_or_else(|| NOTHING.to_owned(), |at| dates::on(dates::today(at)));
        let stands = stands(day.state);
        let turnout = &day.turnout;
        let figures = match day.state {
            State::Held => [
                turnout.registered.to_string(),
                turnout.comings.to_string(),
                hours(turnout.minutes),
                mark(&day.hot),
            ],
            _ => [NOTHING; 4].map(str::to_owned),
        };
        let facts = [date, stands.to_owned()].into_iter().chain(figures).collect();
        (title, Some(address(day.id, &day.title)), facts)
    };
    Table {
        caption: format!("Les journées de {}", year.plan.year),
        header: [
            "Journée",
            "Date",
            "État",
            "Inscriptions",
            "Personnes venues",
            "Heures suivies",
            "Satisfaction sur 5",
        ]
        .map(str::to_owned)
        .into(),
        rows: year.days.iter().map(row).collect(),
    }
}

/// How long a bar of so many is, and how that is written.
fn counted_bar(count: u32) -> (f64, String) {
    (f64::from(count), count.to_string())
}

/// What the days were about, and who spoke.
pub(super) fn themes(year: &Year, before: Option<&Year>) -> Vec<Block> {
    let by_year: Vec<_> = both(year, before).map(Year::themes).collect();
    let mut names: Vec<&String> = by_year.iter().flatten().map(|(name, _)| name).collect();
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert((*name).clone()));
    let of = |themes: &[(String, u32)], name: &str| {
        counted_bar(themes.iter().find(|(one, _)| one == name).map_or(0, |(_, days)| *days))
    };
    let bars: Vec<_> = names
        .into_iter()
        .map(|name| (name.clone(), by_year.iter().map(|themes| of(themes, name)).collect()))
        .collect();
    let mut blocks = Vec::new();
    if !bars.is_empty() {
        blocks.push(Block::Bars(Bars {
            caption: "Journées tenues, par thème".to_owned(),
            label: "Thème",
            series: series(year, before),
            full: None,
            bars,
        }));
    }
    if !year.speakers.is_empty() {
        let many = year.speakers.len() as u64;
        blocks.push(Block::Said(format!(
            "{} en {}.",
            counted(many, "personne est intervenue", "personnes sont intervenues"),
            year.plan.year
        )));
        blocks.push(Block::List(year.speakers.iter().map(|one| (speaker(one), None)).collect()));
    }
    blocks
}

fn speaker(one: &Speaker) -> String {
    let days = if one.days > 1 { format!(", {}\u{a0}journées", one.days) } else { String::new() };
    match one.organisation.as_str() {
        "" => format!("{}{days}", one.name),
        body => format!("{} ({body}){days}", one.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_spoke_more_than_once_is_said_to_have() {
        let anne = Speaker { name: "Anne Leroy".into(), organisation: "CNAM".into(), days: 2 };
        assert_eq!(speaker(&anne), "Anne Leroy (CNAM), 2\u{a0}journées");
        let once = Speaker { organisation: String::new(), days: 1, ..anne };
        assert_eq!(speaker(&once), "Anne Leroy");
    }
}
