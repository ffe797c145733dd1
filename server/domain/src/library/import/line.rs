//! What a line of each file says, once it is read.

use chrono::{Datelike, NaiveDate};

use super::{Why, table::Table};
use crate::library::Rncp;

/// Characters of a title, a block, a name: the longest of the export have 300.
const LONGEST: usize = 1_000;

/// A record's own line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standard {
    pub(super) title: String,
    pub(super) acronym: String,
    pub(super) type_name: String,
    pub(super) level: Option<i32>,
    pub(super) registration: String,
    pub(super) active: bool,
    pub(super) partial: bool,
    pub(super) decided_on: Option<NaiveDate>,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) ends_on: Option<NaiveDate>,
}

/// The record that the line is about. `None` for what is registered elsewhere than in the RNCP (« RS1234 »).
pub(super) fn number(cell: &str) -> Result<Option<Rncp>, Why> {
    let cell: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let elsewhere = cell.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("rs"));
    let rest = cell.get(2..).unwrap_or_default().trim_start_matches(['-', '°']);
    if elsewhere && !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| Why::Number)
}

/// Where the columns of the records are.
pub(super) struct Columns {
    title: Option<usize>,
    acronym: Option<usize>,
    type_name: Option<usize>,
    level: Option<usize>,
    registration: Option<usize>,
    active: Option<usize>,
    partial: Option<usize>,
    decided_on: Option<usize>,
    effective_on: Option<usize>,
    ends_on: Option<usize>,
}

impl Columns {
    pub(super) fn of(table: &Table<'_>) -> Self {
        let column = |name| table.column(&[name]);
        Self {
            title: column("Intitule"),
            acronym: column("Abrege_Libelle"),
            type_name: column("Abrege_Intitule"),
            level: column("Nomenclature_Europe_Niveau"),
            registration: column("Type_Enregistrement"),
            active: column("Actif"),
            partial: column("Validation_Partielle"),
            decided_on: column("Date_Decision"),
            effective_on: column("Date_Effet"),
            ends_on: column("Date_Fin_Enregistrement"),
        }
    }

    /// Whether what a record cannot do without is there.
    pub(super) fn are_enough(&self) -> bool {
        self.title.is_some() && self.active.is_some()
    }

    /// The last of the columns that a record cannot do without.
    pub(super) fn last_needed(&self) -> usize {
        self.title.max(self.active).unwrap_or_default()
    }

    pub(super) fn read(&self, table: &Table<'_>) -> Result<Standard, Why> {
        let text = |column| tidy(&table.cell(column));
        let (title, type_name) = (text(self.title), text(self.type_name));
        if title.is_empty() {
            return Err(Why::Title);
        }
        let active = match table.cell(self.active).to_ascii_uppercase().as_str() {
            "ACTIVE" | "ACTIF" | "OUI" | "TRUE" | "1" => true,
            "INACTIVE" | "INACTIF" | "NON" | "FALSE" | "0" => false,
            _ => return Err(Why::State),
        };
        let level = table.cell(self.level).trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok();
        Ok(Standard {
            title: entitled(title, &type_name),
            acronym: text(self.acronym),
            type_name,
            level: level.filter(|level| (1..=8).contains(level)),
            registration: text(self.registration),
            active,
            partial: !table.cell(self.partial).to_ascii_uppercase().starts_with('N'),
            decided_on: date(&table.cell(self.decided_on))?,
            effective_on: date(&table.cell(self.effective_on))?,
            ends_on: date(&table.cell(self.ends_on))?,
        })
    }
}

/// Some titles only go on from the name of their type: « de moniteur éducateur » for a « Diplôme d'Etat ».
fn entitled(title: String, type_name: &str) -> String {
    let goes_on = title.starts_with(char::is_lowercase);
    match type_name {
        "" => title,
        _ if !goes_on || type_name.starts_with("Autre") => title,
        _ if title.starts_with("option") => format!("{type_name}, {title}"),
        _ => format!("{type_name} {title}"),
    }
}

/// A date as the exports write it, 31/07/2023 or 2023-07-31, with or without an hour; nothing for nothing.
fn date(cell: &str) -> Result<Option<NaiveDate>, Why> {
    let day = cell.split([' ', '\u{a0}', 'T']).next().unwrap_or_default();
    if day.is_empty() {
        return Ok(None);
    }
    let read = ["%d/%m/%Y", "%Y-%m-%d"].iter().find_map(|shape| NaiveDate::parse_from_str(day, shape).ok());
    // « 31/07/23 » is read as of the year 23.
    let sensible = |date: &NaiveDate| (1900..2200).contains(&date.year());
    read.filter(sensible).map(Some).ok_or(Why::Date)
}

/// A text on one line, of a bounded length, without the quotes that a spreadsheet left around it.
pub(super) fn tidy(cell: &str) -> String {
    let cell = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell);
    let mut text = String::with_capacity(cell.len());
    for word in cell.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_is_none_is_refused_and_an_empty_one_is_not() {
        assert_eq!(date("31/07/2023"), Ok("2023-07-31".parse().ok()));
        for written in [
            "1/7/2023",
            "01/07/2023 00:00:00",
            "01/07/2023 23:59",
            "2023-07-01",
            "2023-07-01 00:00:00",
            "2023-07-01T00:00:00.000Z",
        ] {
            assert_eq!(date(written), Ok("2023-07-01".parse().ok()), "{written}");
        }
        assert_eq!(date(""), Ok(None));
        assert_eq!(date("31/02/2023"), Err(Why::Date));
        for written in ["bientôt", "31/07/23", "07/2023", "01/01/0001", "00:00:00"] {
            assert_eq!(date(written), Err(Why::Date), "{written}");
        }
    }

    #[test]
    fn a_title_that_goes_on_from_its_type_is_made_whole() {
        let title = |title: &str, of: &str| entitled(title.to_owned(), of);
        assert_eq!(
            title("de moniteur éducateur (DEME)", "Diplôme d'Etat"),
            "Diplôme d'Etat de moniteur éducateur (DEME)"
        );
        assert_eq!(title("option Gestion forestière", "BTSA"), "BTSA, option Gestion forestière");
        assert_eq!(title("Boulanger", "Titre professionnel"), "Boulanger");
        assert_eq!(title("de rien", ""), "de rien");
    }

    #[test]
    fn a_number_is_read_however_it_is_spaced_and_another_repertory_is_left_alone() {
        for written in ["RNCP25467", "rncp25467", "RNCP 25467", "RNCP\u{a0}25 467", " Rncp-25467", "25467"] {
            assert_eq!(number(written).map(|found| found.map(Rncp::number)), Ok(Some(25_467)), "{written}");
        }
        for written in ["RS1234", "rs 1234", "RS-1234", "R S 12"] {
            assert_eq!(number(written), Ok(None), "{written}");
        }
        for written in ["", "fiche", "RS", "RSVP", "RNCP", "RNCP1;2", "rsé12"] {
            assert_eq!(number(written), Err(Why::Number), "{written}");
        }
    }

    #[test]
    fn a_text_is_one_bounded_line() {
        assert_eq!(tidy(" \"Ministère\n du \t Travail\" ".trim()), "Ministère du Travail");
        assert_eq!(tidy(&"é".repeat(2_000)).chars().count(), 1_000);
    }
}
