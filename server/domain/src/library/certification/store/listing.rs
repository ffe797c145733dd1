//! The list of certifications.

use chrono::{DateTime, Months, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{NAMED, NamedRow, gathered, named};
use crate::{
    Database,
    database::{Number, all, listed},
    fault::Fault,
    library::{
        Rncp,
        certification::listing::{Asked, Listed, Moved, PAGE, Page, State, WORDS},
        import::store::searched,
    },
};

/// Of `certification_changes x`, those that are news. All certifications were new in the first import, which is none.
pub(crate) const NEWS: &str = "(x.what IN ('replaced', 'expired')
    OR (x.what = 'new' AND x.import_id > (SELECT MIN(import_id) FROM certification_changes)))";

/// The conditions of what is asked, with their values.
fn conditions(asked: &Asked, today: NaiveDate) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = Vec::new();
    let mut all = vec!["TRUE".to_owned()];
    let mut add = |value: Value, condition: &dyn Fn(usize) -> String| {
        values.push(value);
        all.push(condition(values.len()));
    };
    let words = searched(&asked.words);
    for word in words.split(' ').filter(|word| !word.is_empty()).take(WORDS) {
        // Letters and digits only: nothing in it that LIKE would read.
        add(format!("% {word}%").into(), &|place| format!("c.folded LIKE ${place}"));
    }
    if let Some(level) = asked.level {
        add(i32::from(level).into(), &|place| format!("c.level = ${place}"));
    }
    if let Some(kind) = &asked.kind {
        add(kind.clone().into(), &|place| format!("c.type_name = ${place}"));
    }
    if let Some(slug) = &asked.certifier {
        add(slug.clone().into(), &|place| {
            format!(
                "c.number IN (SELECT x.certification FROM certifiers f JOIN certifier_names n ON n.certifier_id = f.id
                    JOIN certification_certifiers x ON x.name = n.folded WHERE f.slug = ${place})"
            )
        });
    }
    let open = |place: usize| format!("(c.active AND (c.ends_on IS NULL OR c.ends_on >= ${place}))");
    let soon = today.checked_add_months(Months::new(6)).unwrap_or(today);
    match asked.state {
        None => {}
        Some(State::Open) => add(today.into(), &open),
        Some(State::Over) => add(today.into(), &|place| format!("NOT {}", open(place))),
        Some(State::EndsSoon) => {
            add(today.into(), &|place| format!("c.active AND c.ends_on >= ${place}"));
            add(soon.into(), &|place| format!("c.ends_on <= ${place}"));
        }
        Some(State::Replaced) => all
            .push("EXISTS (SELECT 1 FROM certification_replacements p WHERE p.former = c.number)".to_owned()),
    }
    (all.join(" AND "), values)
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    named: NamedRow,
    type_name: String,
    level: Option<i32>,
    total: i64,
}

pub(crate) async fn page(
    database: &Database,
    asked: &Asked,
    page: u32,
    today: NaiveDate,
) -> Result<Page, Fault> {
    let (conditions, mut values) = conditions(asked, today);
    let first = values.len() + 1;
    // An acronym or a number typed whole comes first, then what is open. What is put in order is narrow, and there is much of it.
    values.push(asked.words.trim().to_uppercase().into());
    values.push(today.into());
    values.push(i64::from(PAGE).into());
    values.push((i64::from(page - 1) * i64::from(PAGE)).into());
    let query = format!(
        "SELECT {NAMED}, c.type_name, c.level, p.total FROM (
            SELECT c.number, COUNT(*) OVER () AS total, ROW_NUMBER() OVER (ORDER BY
                CASE WHEN c.own_acronym <> '' AND c.own_acronym = ${first} THEN 0 ELSE 1 END,
                CASE WHEN c.active AND (c.ends_on IS NULL OR c.ends_on >= ${}) THEN 0 ELSE 1 END,
                c.number DESC) AS place
            FROM certifications c WHERE {conditions} ORDER BY place LIMIT ${} OFFSET ${}) p
            JOIN certifications c ON c.number = p.number
        {} ORDER BY p.place, r.latter",
        first + 1,
        first + 2,
        first + 3,
        super::REPLACED
    );
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    let facts: Vec<(i64, String, Option<i32>)> =
        rows.iter().map(|row| (row.named.number, row.type_name.clone(), row.level)).collect();
    let named = gathered(rows.into_iter().map(|row| row.named).collect(), today);
    let listed = named.into_iter().map(|named| {
        let fact = facts.iter().find(|(number, ..)| *number == named.number.column());
        let (type_name, level) = fact.map(|(_, name, level)| (name.clone(), *level)).unwrap_or_default();
        Listed { named, type_name, level: level.and_then(|level| u8::try_from(level).ok()) }
    });
    Ok(Page { total, certifications: listed.collect() })
}

/// Those of the numbers that are asked for.
pub(crate) async fn among(
    connection: &impl ConnectionTrait,
    asked: &Asked,
    numbers: &[i64],
    today: NaiveDate,
) -> Result<Vec<i64>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let (conditions, values) = conditions(asked, today);
    let query = format!(
        "SELECT c.number AS id FROM certifications c WHERE {conditions} AND c.number IN ({})",
        listed(numbers)
    );
    let rows: Vec<Number> = all(connection, &query, values).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(crate) async fn latest(
    database: &Database,
    asked: &Asked,
    most: u32,
    today: NaiveDate,
) -> Result<Vec<Moved>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        at: DateTime<Utc>,
    }
    let (conditions, mut values) = conditions(asked, today);
    values.push(i64::from(most).into());
    let query = format!(
        "SELECT c.number, MAX(i.begun_at) AS at FROM certification_changes x
            JOIN imports i ON i.id = x.import_id JOIN certifications c ON c.number = x.certification
        WHERE {NEWS} AND {conditions} GROUP BY c.number ORDER BY 2 DESC, 1 DESC LIMIT ${}",
        values.len()
    );
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let numbers: Vec<Rncp> = rows.iter().filter_map(|row| Rncp::stored(row.number)).collect();
    let at = |number: Rncp| rows.iter().find(|row| row.number == number.column()).map(|row| row.at);
    let named = named(database.reader(), &numbers, today).await?;
    Ok(named.into_iter().filter_map(|named| Some(Moved { at: at(named.number)?, named })).collect())
}

pub(crate) async fn types(database: &Database) -> Result<Vec<(String, u64)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        type_name: String,
        total: i64,
    }
    let query = "SELECT type_name, COUNT(*) AS total FROM certifications WHERE type_name <> ''
        GROUP BY type_name ORDER BY total DESC, type_name LIMIT 60";
    let rows: Vec<Row> = all(database.reader(), query, vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.type_name, row.total.unsigned_abs())).collect())
}
