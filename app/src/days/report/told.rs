//! The yearly report in words: the same on its page and on paper.

use domain::{
    days::{
        Modality, Public, State,
        report::{Day, Speaker, Turnout, Year},
        survey::Satisfaction,
    },
    members::antennes::department_name,
    text::dates,
};

use super::super::{
    address,
    words::{modality_name, public_name, set},
};
use crate::{library::document_address, parts::counted};

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
    /// « 2027 », « 2026 ».
    pub series: [String; 2],
    /// What a full bar is worth; the longest bar when none is said.
    pub full: Option<f64>,
    /// For each label, how long it is in each year and how that is written.
    pub bars: Vec<(String, [(f64, String); 2])>,
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

/// The report of that year, beside the year before.
pub fn told(year: &Year, before: &Year) -> Told {
    let of = year.plan.year;
    let sections = vec![
        Section { title: "L’essentiel", blocks: vec![Block::Figures(essential(year, before))] },
        Section { title: "Les journées", blocks: days(year, before) },
        Section { title: "Les thèmes et les intervenants", blocks: themes(year, before) },
        Section { title: "Les inscriptions et la présence", blocks: presence(year, before) },
        Section { title: "La satisfaction", blocks: satisfaction(year, before) },
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
    let (hours, rest) = (crate::parts::number(minutes / 60), minutes % 60);
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

fn years(year: &Year, before: &Year) -> [String; 2] {
    [year.plan.year.to_string(), before.plan.year.to_string()]
}

fn essential(year: &Year, before: &Year) -> Vec<(String, String)> {
    let past = before.plan.year;
    let (held, were) = (year.count(|_| true), before.count(|_| true));
    let beside = |words: &str, value: String| format!("{words} ({value} en {past})");
    let planned = year.plan.target();
    vec![
        (
            held.to_string(),
            beside(
                &format!("{} sur {planned} prévues", plural(held, "journée tenue", "journées tenues")),
                were.to_string(),
            ),
        ),
        (
            year.turnout.people.to_string(),
            beside(
                plural(year.turnout.people, "personne venue", "personnes venues"),
                before.turnout.people.to_string(),
            ),
        ),
        (
            percent(year.turnout.rate()),
            beside("de présence, par demi-journée", percent(before.turnout.rate())),
        ),
        (
            hours(year.turnout.minutes),
            beside("de professionnalisation suivies", hours(before.turnout.minutes)),
        ),
        (format!("{} sur 5", mark(&year.hot)), beside("de satisfaction à chaud", mark(&before.hot))),
    ]
}

fn plural<'a>(count: u32, one: &'a str, several: &'a str) -> &'a str {
    if count < 2 { one } else { several }
}

fn days(year: &Year, before: &Year) -> Vec<Block> {
    let [this, past] = years(year, before);
    let by_public = Public::ALL.map(|public| {
        let held = |of: &Year| of.count(|day| day.public == public).to_string();
        (
            public_name(public).to_owned(),
            None,
            vec![year.plan.of(public).to_string(), held(year), held(before)],
        )
    });
    let publics = Table {
        caption: "Journées tenues, par public, au regard du programme".to_owned(),
        header: [
            "Public".to_owned(),
            format!("Prévues en {this}"),
            format!("Tenues en {this}"),
            format!("Tenues en {past}"),
        ]
        .into(),
        rows: by_public.into(),
    };
    let held = |of: &Year, modality: Modality| of.count(|day| day.modality == modality);
    let modalities = Modality::ALL.map(|modality| {
        let count = |of: &Year| counted_bar(held(of, modality));
        (modality_name(modality).to_owned(), [count(year), count(before)])
    });
    let modalities = Bars {
        caption: "Journées tenues, par modalité".to_owned(),
        label: "Modalité",
        series: years(year, before),
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

fn themes(year: &Year, before: &Year) -> Vec<Block> {
    let (now, past) = (year.themes(), before.themes());
    let mut names: Vec<&String> = now.iter().chain(&past).map(|(name, _)| name).collect();
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert((*name).clone()));
    let of = |themes: &[(String, u32)], name: &str| {
        counted_bar(themes.iter().find(|(one, _)| one == name).map_or(0, |(_, days)| *days))
    };
    let bars: Vec<_> =
        names.into_iter().map(|name| (name.clone(), [of(&now, name), of(&past, name)])).collect();
    let mut blocks = Vec::new();
    if !bars.is_empty() {
        blocks.push(Block::Bars(Bars {
            caption: "Journées tenues, par thème".to_owned(),
            label: "Thème",
            series: years(year, before),
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

fn presence(year: &Year, before: &Year) -> Vec<Block> {
    let mut blocks = Vec::new();
    let rate = |of: &Year, code: &str| {
        let found =
            of.departments.iter().find(|(one, _)| one == code).and_then(|(_, turnout)| turnout.rate());
        (found.unwrap_or(0.0), percent(found))
    };
    let mut codes: Vec<&String> =
        year.departments.iter().chain(&before.departments).map(|(code, _)| code).collect();
    codes.sort();
    codes.dedup();
    let bars: Vec<_> =
        codes.into_iter().map(|code| (department(code), [rate(year, code), rate(before, code)])).collect();
    if !bars.is_empty() {
        blocks.push(Block::Bars(Bars {
            caption: "Présence, par département".to_owned(),
            label: "Département",
            series: years(year, before),
            full: Some(1.0),
            bars,
        }));
    }
    if !year.antennes.is_empty() {
        blocks.push(Block::Table(by_antenne(year, before)));
    }
    blocks
}

fn by_antenne(year: &Year, before: &Year) -> Table {
    let row = |(place, turnout): &((String, String), Turnout)| {
        let past =
            before.antennes.iter().find(|(one, _)| one == place).and_then(|(_, turnout)| turnout.rate());
        let (department, name) = place;
        let name = match name.as_str() {
            "" => "Hors antenne".to_owned(),
            name => format!("{name} ({department})"),
        };
        let figures = vec![
            turnout.registered.to_string(),
            turnout.withdrawn.to_string(),
            turnout.people.to_string(),
            hours(turnout.minutes),
            percent(turnout.rate()),
            percent(past),
        ];
        (name, None, figures)
    };
    let [this, past] = years(year, before);
    let header =
        ["Antenne", "Inscriptions", "Désistements", "Personnes venues", "Heures suivies"].map(str::to_owned);
    let rates = [format!("Présence en {this}"), format!("Présence en {past}")];
    Table {
        caption: "Inscriptions et présence, par antenne".to_owned(),
        header: header.into_iter().chain(rates).collect(),
        rows: year.antennes.iter().map(row).collect(),
    }
}

fn department(code: &str) -> String {
    if code.is_empty() { "Hors antenne".to_owned() } else { format!("{} ({code})", department_name(code)) }
}

fn satisfaction(year: &Year, before: &Year) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (moment, now, past) in [("à chaud", &year.hot, &before.hot), ("à froid", &year.cold, &before.cold)]
    {
        if now.asked == 0 {
            continue;
        }
        let answered = counted(now.answered.into(), "réponse", "réponses");
        let average =
            now.average().map(|_| format!("\u{a0}: {} sur 5 en moyenne", mark(now))).unwrap_or_default();
        blocks.push(Block::Said(format!(
            "Questionnaires {moment}{average}, {answered} sur {} demandes.",
            now.asked
        )));
        if now.average().is_some() {
            blocks.push(Block::Bars(marks(moment, years(year, before), now, past)));
        }
    }
    blocks
}

fn marks(moment: &str, series: [String; 2], now: &Satisfaction, past: &Satisfaction) -> Bars {
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
    let bars = (0..now.marks.len()).rev().map(|rank| (label(rank), [share(now, rank), share(past, rank)]));
    Bars {
        caption: format!("Notes données {moment}"),
        label: "Note",
        series,
        full: Some(1.0),
        bars: bars.collect(),
    }
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
        let anne = Speaker { name: "Anne Leroy".into(), organisation: "CNAM".into(), days: 2 };
        assert_eq!(speaker(&anne), "Anne Leroy (CNAM), 2\u{a0}journées");
    }
}
