//! The yearly report in words: the same on its page and on paper.

use domain::days::{State, report::Year, survey::Satisfaction};

use crate::{days::address, library::document_address, parts::number};

mod days;
mod people;

/// What is written where there is nothing to count.
const NOTHING: &str = "–";

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// « Bilan des journées de professionnalisation 2027 ».
    pub title: String,
    /// What the figures are of.
    pub introduction: String,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A section of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A sentence.
    Said(String),
    /// The few figures to remember: each with what it is.
    Figures(Vec<(String, String)>),
    /// What is compared, year by year.
    Bars(Bars),
    /// A table.
    Table(Table),
    /// A list: each line with where it leads.
    List(Vec<(String, Option<String>)>),
}

/// Bars, each with what it says in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What is compared.
    pub caption: String,
    /// What the bars are named after.
    pub label: &'static str,
    /// « 2027 », « 2026 »; one year where nothing is known of the one before.
    pub series: Vec<String>,
    /// What a full bar is worth; the longest bar when none is said.
    pub full: Option<f64>,
    /// For each label, how long it is in each year and how that is written.
    pub bars: Vec<(String, Vec<(f64, String)>)>,
}

/// A table whose rows begin with what they are about.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// The heads of its columns.
    pub header: Vec<String>,
    /// Its rows: what each is about, where that leads, then its figures.
    pub rows: Vec<(String, Option<String>, Vec<String>)>,
}

/// The report of that year, beside the year before where there is one.
pub fn told(year: &Year, before: Option<&Year>) -> Told {
    let of = year.plan.year;
    let sections = vec![
        Section { title: "L’essentiel", blocks: vec![Block::Figures(essential(year, before))] },
        Section { title: "Les journées", blocks: days::days(year, before) },
        Section { title: "Les thèmes et les interventions", blocks: days::themes(year, before) },
        Section { title: "Les inscriptions et la présence", blocks: people::presence(year, before) },
        Section { title: "La satisfaction", blocks: people::satisfaction(year, before) },
        Section { title: "Ce qui en est sorti", blocks: outputs(year) },
    ];
    Told {
        title: format!("Bilan des journées de professionnalisation {of}"),
        introduction: "Les chiffres sont ceux des journées tenues. Les heures et la présence viennent des émargements, demi-journée par demi-journée.".to_owned(),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
    }
}

/// « tenue ».
pub fn stands(state: State) -> &'static str {
    match state {
        State::Held => "tenue",
        State::Cancelled => "annulée",
        State::Postponed => "reportée",
        State::Draft | State::Published => "au programme",
    }
}

/// « 212 h 30 ».
pub fn hours(minutes: u64) -> String {
    let (hours, rest) = (number(minutes / 60), minutes % 60);
    match rest {
        0 => format!("{hours}\u{a0}h"),
        rest => format!("{hours}\u{a0}h\u{a0}{rest:02}"),
    }
}

/// « 87 % ».
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| NOTHING.to_owned(), |rate| format!("{:.0}\u{202f}%", rate * 100.0))
}

/// « 4,6 ».
fn mark(one: &Satisfaction) -> String {
    one.average().map_or_else(|| NOTHING.to_owned(), |average| format!("{average:.1}").replace('.', ","))
}

/// The year, and the one before where there is one.
fn both<'a>(year: &'a Year, before: Option<&'a Year>) -> impl Iterator<Item = &'a Year> + Clone {
    std::iter::once(year).chain(before)
}

fn series(year: &Year, before: Option<&Year>) -> Vec<String> {
    both(year, before).map(|one| one.plan.year.to_string()).collect()
}

fn essential(year: &Year, before: Option<&Year>) -> Vec<(String, String)> {
    let beside = |words: &str, value: &dyn Fn(&Year) -> String| match before {
        Some(before) => format!("{words} ({} en {})", value(before), before.plan.year),
        None => words.to_owned(),
    };
    let figure = |words: &str, value: &dyn Fn(&Year) -> String| (value(year), beside(words, value));
    let (held, planned) = (year.count(|_| true), year.plan.target());
    let held = format!("{} sur {planned} prévues", plural(held, "journée tenue", "journées tenues"));
    vec![
        figure(&held, &|of| of.count(|_| true).to_string()),
        figure(plural(year.turnout.people, "personne venue", "personnes venues"), &|of| {
            of.turnout.people.to_string()
        }),
        figure("de présence, par demi-journée", &|of| percent(of.turnout.rate())),
        figure("de professionnalisation suivies", &|of| hours(of.turnout.minutes)),
        (
            year.hot.average().map_or_else(|| NOTHING.to_owned(), |_| format!("{} sur 5", mark(&year.hot))),
            beside("de satisfaction à chaud", &|of| mark(&of.hot)),
        ),
    ]
}

fn plural<'a>(count: u32, one: &'a str, several: &'a str) -> &'a str {
    if count < 2 { one } else { several }
}

fn outputs(year: &Year) -> Vec<Block> {
    let minutes = year.minutes.iter().map(|(day, title)| {
        (format!("Compte rendu\u{a0}: {title}"), Some(format!("{}/compte-rendu", address(*day, title))))
    });
    let resources = year
        .resources
        .iter()
        .map(|(id, title)| (format!("Document\u{a0}: {title}"), Some(document_address(id.number(), title))));
    let all: Vec<_> = minutes.chain(resources).collect();
    match all.is_empty() {
        true => Vec::new(),
        false => vec![Block::List(all)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_in_french() {
        assert_eq!(hours(0), "0\u{a0}h");
        assert_eq!(hours(185), "3\u{a0}h\u{a0}05");
        assert_eq!(hours(60 * 1_234), "1\u{202f}234\u{a0}h");
        assert_eq!((percent(None), percent(Some(0.866))), ("–".to_owned(), "87\u{202f}%".to_owned()));
        let marks = Satisfaction { asked: 9, answered: 4, marks: [0, 0, 0, 2, 2] };
        assert_eq!((mark(&marks), mark(&Satisfaction::default())), ("4,5".to_owned(), "–".to_owned()));
    }
}
