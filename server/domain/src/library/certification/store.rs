//! The rows of certifications.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use super::{Named, Standing};
use crate::{Database, database::all, fault::Fault, library::Rncp};

/// What [`Named`] is read from, beside the record that took its place.
pub(crate) const NAMED: &str = "c.number, c.title, c.own_acronym, c.active, c.ends_on, r.latter";

/// The same of `certifications c`, with what replaced it: a line for each, in order.
pub(crate) const REPLACED: &str =
    "LEFT JOIN (SELECT DISTINCT former, latter FROM certification_replacements) r ON r.former = c.number";

/// One line of that.
#[derive(FromQueryResult)]
pub(crate) struct NamedRow {
    number: i64,
    title: String,
    own_acronym: String,
    active: bool,
    ends_on: Option<NaiveDate>,
    latter: Option<i64>,
}

/// What so many lines name: those of one certification follow one another.
pub(crate) fn gathered(rows: Vec<NamedRow>, today: NaiveDate) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for row in rows {
        let Some(number) = Rncp::stored(row.number) else { continue };
        if found.last().is_none_or(|last| last.number != number) {
            found.push(Named {
                number,
                title: row.title,
                acronym: Some(row.own_acronym).filter(|acronym| !acronym.is_empty()),
                standing: Standing::of(row.active, row.ends_on, today),
                replaced_by: Vec::new(),
            });
        }
        if let (Some(last), Some(latter)) = (found.last_mut(), row.latter.and_then(Rncp::stored)) {
            last.replaced_by.push(latter);
        }
    }
    found
}

/// Numbers, as a list that SQL reads: they are numbers, and nothing else.
pub(crate) fn listed(numbers: &[Rncp]) -> String {
    numbers.iter().map(|one| one.number().to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) async fn named(
    database: &Database,
    numbers: &[Rncp],
    today: NaiveDate,
) -> Result<Vec<Named>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT {NAMED} FROM certifications c {REPLACED} WHERE c.number IN ({}) ORDER BY c.number, r.latter",
        listed(numbers)
    );
    let mut found = gathered(all(database.reader(), &query, vec![]).await?, today);
    let rank = |named: &Named| numbers.iter().position(|number| *number == named.number);
    found.sort_by_key(rank);
    Ok(found)
}
