//! A report in sections: the yearly one, or another.

use typst::foundations::{Dict, dict};

use crate::{NotMade, Organisation, press, words};

/// So many series are told apart without colours.
const MOST_SERIES: usize = 3;

/// A report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Who reports.
    pub organisation: Organisation,
    /// « Bilan annuel ».
    pub kind: String,
    /// « Journées de professionnalisation 2027 ».
    pub title: String,
    /// What is said first, paragraph by paragraph.
    pub introduction: Vec<String>,
    /// Its sections: more than three are announced by a table of contents.
    pub sections: Vec<Section>,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Sentences: a line each paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// The few figures to remember.
    Figures(Vec<Figure>),
    /// A table.
    Table(Table),
    /// Bars, drawn in a table that says the same in numbers: whoever does not see them loses nothing.
    Bars {
        /// What is compared.
        caption: String,
        /// What the bars are named after: « Département ».
        label: String,
        /// What is measured, at most three times: « 2026 », « 2027 ».
        series: Vec<String>,
        /// What a full bar is worth: 1 for rates; the longest bar when `None`.
        full: Option<f64>,
        /// The bars.
        bars: Vec<Bar>,
    },
}

/// A figure to remember.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// « 87 % ».
    pub value: String,
    /// « de présence parmi les personnes inscrites ».
    pub label: String,
}

/// A table: each row begins with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// The heads of its columns.
    pub header: Vec<String>,
    /// The columns of numbers, by their ranks from 0: they are aligned on the right.
    pub numbers: Vec<usize>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// The bars of one label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// « Seine-et-Marne ».
    pub label: String,
    /// For each series, how long it is and how that is written: `(0.81, "81 %")`.
    pub values: Vec<(f64, String)>,
}

impl Report {
    /// The report to print.
    ///
    /// # Errors
    /// When the template cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, NotMade> {
        press::print("report.typ", self.said())
    }

    fn said(&self) -> Dict {
        dict! {
            "organisation" => self.organisation.said(),
            "kind" => words::title(&self.kind, "Bilan"),
            "title" => words::title(&self.title, "Journées de professionnalisation"),
            "introduction" => words::lines(&self.introduction),
            "sections" => self.sections.iter().map(Section::said).collect::<Vec<_>>(),
        }
    }
}

impl Section {
    fn said(&self) -> Dict {
        dict! {
            "title" => words::title(&self.title, "Sans titre"),
            "blocks" => self.blocks.iter().filter_map(Block::said).collect::<Vec<_>>(),
        }
    }
}

impl Block {
    /// What is in it; nothing when nothing is.
    fn said(&self) -> Option<Dict> {
        match self {
            Block::Paragraph(text) => {
                let lines = words::lines(&[text]);
                (!lines.is_empty()).then(|| dict! { "kind" => "paragraphs", "lines" => lines })
            }
            Block::List(items) => {
                let items = words::lines(items);
                (!items.is_empty()).then(|| dict! { "kind" => "list", "items" => items })
            }
            Block::Figures(figures) => (!figures.is_empty()).then(|| {
                let items: Vec<Dict> = figures.iter().map(Figure::said).collect();
                dict! { "kind" => "figures", "items" => items }
            }),
            Block::Table(table) => (!table.header.is_empty()).then(|| table.said()),
            Block::Bars { caption, label, series, full, bars } => {
                (!series.is_empty()).then(|| drawn(caption, label, series, *full, bars))
            }
        }
    }
}

impl Figure {
    fn said(&self) -> Dict {
        dict! { "value" => words::short(&self.value), "label" => words::short(&self.label) }
    }
}

impl Table {
    /// Every row is as long as the head.
    fn said(&self) -> Dict {
        let columns = self.header.len();
        let row = |row: &Vec<String>| -> Vec<String> {
            (0..columns)
                .map(|column| row.get(column).map(|cell| words::short(cell)).unwrap_or_default())
                .collect()
        };
        dict! {
            "kind" => "table",
            "caption" => words::some(Some(&self.caption)),
            "header" => self.header.iter().map(|head| words::short(head)).collect::<Vec<_>>(),
            "numbers" => (0..columns).map(|column| self.numbers.contains(&column)).collect::<Vec<_>>(),
            "rows" => self.rows.iter().map(row).collect::<Vec<_>>(),
        }
    }
}

/// Every bar has one share of the full length, and one value, for each series.
fn drawn(caption: &String, label: &str, series: &[String], full: Option<f64>, bars: &[Bar]) -> Dict {
    let series = &series[..series.len().min(MOST_SERIES)];
    let longest = || bars.iter().flat_map(|bar| &bar.values).map(|(length, _)| *length).fold(0.0, f64::max);
    let full = full.unwrap_or_else(longest);
    let share = |length: f64| {
        let share = length / full;
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    };
    let row = |bar: &Bar| {
        let values = (0..series.len()).map(|rank| bar.values.get(rank));
        dict! {
            "label" => words::short(&words::or(&bar.label, "—")),
            "shares" => values.clone().map(|value| share(value.map_or(0.0, |value| value.0))).collect::<Vec<_>>(),
            "values" => values.map(|value| value.map_or("—".to_owned(), |value| words::short(&value.1))).collect::<Vec<_>>(),
        }
    };
    dict! {
        "kind" => "bars",
        "caption" => words::some(Some(caption)),
        "label" => words::short(label),
        "series" => series.iter().map(|name| words::short(name)).collect::<Vec<_>>(),
        "bars" => bars.iter().map(row).collect::<Vec<_>>(),
    }
}
