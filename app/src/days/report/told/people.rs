//! The people of the report: who registered, who came, from where, and what they thought of it.

use domain::{
    days::{
        report::{Turnout, Year},
        survey::Satisfaction,
    },
    members::antennes::department_name,
};

use super::{Bars, Block, Table, both, hours, mark, percent, series};
use crate::parts::counted;

pub(super) fn presence(year: &Year, before: Option<&Year>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let rate = |of: &Year, code: &str| {
        let found =
            of.departments.iter().find(|(one, _)| one == code).and_then(|(_, turnout)| turnout.rate());
        (found.unwrap_or(0.0), percent(found))
    };
    let mut codes: Vec<&String> =
        both(year, before).flat_map(|of| &of.departments).map(|(code, _)| code).collect();
    codes.sort();
    codes.dedup();
    let bars: Vec<_> = codes
        .into_iter()
        .map(|code| (department(code), both(year, before).map(|of| rate(of, code)).collect()))
        .collect();
    if !bars.is_empty() {
        blocks.push(Block::Bars(Bars {
            caption: "Présence, par département".to_owned(),
            label: "Département",
            series: series(year, before),
            full: Some(1.0),
            bars,
        }));
    }
    if !year.antennes.is_empty() {
        blocks.push(Block::Table(by_antenne(year, before)));
    }
    blocks
}

fn by_antenne(year: &Year, before: Option<&Year>) -> Table {
    let row = |(place, turnout): &((String, String), Turnout)| {
        let rate = |of: &Year| {
            let there = of.antennes.iter().find(|(one, _)| one == place);
            percent(there.and_then(|(_, turnout)| turnout.rate()))
        };
        let (department, name) = place;
        let name = match name.as_str() {
            "" => "Hors antenne".to_owned(),
            name => format!("{name} ({department})"),
        };
        let figures = [
            turnout.registered.to_string(),
            turnout.withdrawn.to_string(),
            turnout.people.to_string(),
            hours(turnout.minutes),
        ];
        (name, None, figures.into_iter().chain(both(year, before).map(rate)).collect())
    };
    let header =
        ["Antenne", "Inscriptions", "Désistements", "Personnes venues", "Heures suivies"].map(str::to_owned);
    let rates = both(year, before).map(|of| format!("Présence en {}", of.plan.year));
    Table {
        caption: "Inscriptions et présence, par antenne".to_owned(),
        header: header.into_iter().chain(rates).collect(),
        rows: year.antennes.iter().map(row).collect(),
    }
}

fn department(code: &str) -> String {
    if code.is_empty() { "Hors antenne".to_owned() } else { format!("{} ({code})", department_name(code)) }
}

pub(super) fn satisfaction(year: &Year, before: Option<&Year>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (moment, of) in
        [("à chaud", (|of| &of.hot) as fn(&Year) -> &Satisfaction), ("à froid", |of| &of.cold)]
    {
        let now = of(year);
        if now.asked == 0 {
            continue;
        }
        let answered = counted(now.answered.into(), "réponse", "réponses");
        let average =
            now.average().map(|_| format!("\u{a0}: {} sur 5 en moyenne", mark(now))).unwrap_or_default();
        blocks.push(Block::Said(format!(
            "Questionnaires {moment}{average}, {answered} sur {}.",
            counted(now.asked.into(), "demande", "demandes")
        )));
        if now.average().is_some() {
            let all: Vec<_> = both(year, before).map(of).collect();
            blocks.push(Block::Bars(marks(moment, series(year, before), &all)));
        }
    }
    blocks
}

fn marks(moment: &str, series: Vec<String>, all: &[&Satisfaction]) -> Bars {
    let share = |of: &Satisfaction, rank: usize| {
        let all: u32 = of.marks.iter().sum();
        let rate = (all > 0).then(|| f64::from(of.marks[rank]) / f64::from(all));
        (rate.unwrap_or(0.0), percent(rate))
    };
    let label = |rank: usize| match rank {
        0 => "1, pas du tout".to_owned(),
        4 => "5, tout à fait".to_owned(),
        rank => (rank + 1).to_string(),
    };
    let bars = (0..5).rev().map(|rank| (label(rank), all.iter().map(|of| share(of, rank)).collect()));
    Bars {
        caption: format!("Notes données {moment}"),
        label: "Note",
        series,
        full: Some(1.0),
        bars: bars.collect(),
    }
}
