//! Certifications as people type them: numbers of records, or the acronyms they use.

use sea_orm::{FromQueryResult, Value};

use crate::{Community, database::all, fault::Fault, library::Rncp};

/// What was typed, piece by piece: the records that are known, and the pieces that name none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The records, each once.
    pub known: Vec<Rncp>,
    /// What names no record.
    pub unknown: Vec<String>,
}

impl Typed {
    /// The records, as forms that know no others count them.
    pub fn numbers(&self) -> Vec<i64> {
        self.known.iter().map(|number| i64::from(number.number())).collect()
    }
}

/// Pieces looked up: more would be a program's, and name nothing.
const MOST: usize = 60;

/// Reads « RNCP25467, DEAES », in one statement, none for nothing. Of several records with one acronym, the one that is still
/// active, or else the latest.
///
/// # Errors
/// When the database cannot answer.
pub async fn typed(community: &Community, text: &str) -> Result<Typed, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        acronym: String,
    }
    let pieces = text.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    let pieces: Vec<(Option<i64>, String, &str)> = pieces.map(read).collect();
    let looked_up = &pieces[..pieces.len().min(MOST)];
    if looked_up.is_empty() {
        return Ok(Typed::default());
    }
    let mut values: Vec<Value> = Vec::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let numbers: Vec<String> =
        looked_up.iter().map(|(number, ..)| place(number.unwrap_or(0).into())).collect();
    let acronyms: Vec<String> =
        looked_up.iter().map(|(_, acronym, _)| place(acronym.clone().into())).collect();
    let query = format!(
        "SELECT number, UPPER(own_acronym) AS acronym FROM certifications
        WHERE number IN ({}) OR UPPER(own_acronym) IN ({})
        ORDER BY CASE WHEN active THEN 0 ELSE 1 END, number DESC",
        numbers.join(", "),
        acronyms.join(", ")
    );
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let mut typed = Typed::default();
    for (rank, (number, acronym, piece)) in pieces.iter().enumerate() {
        let by_number = || rows.iter().find(|row| Some(row.number) == *number);
        let by_acronym = || rows.iter().find(|row| !acronym.is_empty() && row.acronym == *acronym);
        let row = if rank < MOST { by_number().or_else(by_acronym) } else { None };
        match row.and_then(|row| Rncp::stored(row.number)) {
            Some(found) if typed.known.contains(&found) => {}
            Some(found) => typed.known.push(found),
            None => typed.unknown.push((*piece).to_owned()),
        }
    }
    Ok(typed)
}

/// A piece as a number, if it is one, and as an acronym.
fn read(piece: &str) -> (Option<i64>, String, &str) {
    let acronym: String = piece.chars().filter(|c| !c.is_control()).collect();
    (piece.parse::<Rncp>().ok().map(Rncp::column), acronym.to_uppercase(), piece)
}
