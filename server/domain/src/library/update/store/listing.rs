//! Announcements in a list, as it is asked for.

use chrono::{Datelike, NaiveDate};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{effect, part};
use crate::{
    Id,
    database::{Number, all, one},
    fault::Fault,
    library::update::{Asked, Listed},
};

/// What a [`Listed`] is read from: `updates u`, `certifiers c`.
pub(super) const LISTED: &str = "u.id, u.title, c.name AS certifier, c.slug, u.dated_on, u.effect, u.version";

#[derive(FromQueryResult)]
pub(super) struct ListedRow {
    id: i64,
    title: String,
    certifier: String,
    slug: String,
    dated_on: NaiveDate,
    effect: Option<String>,
    version: i32,
}

impl TryFrom<ListedRow> for Listed {
    type Error = Fault;

    fn try_from(row: ListedRow) -> Result<Self, Fault> {
        Ok(Listed {
            id: Id::new(row.id),
            title: row.title,
            certifier: (row.certifier, row.slug),
            dated_on: row.dated_on,
            effect: effect(row.effect.as_deref())?,
            corrected: row.version > 1,
            certifications: Vec::new(),
        })
    }
}

pub(in crate::library::update) async fn count(
    connection: &impl ConnectionTrait,
    asked: &Asked,
) -> Result<u32, Fault> {
    let (conditions, values) = narrowed(asked);
    let query = format!(
        "SELECT COUNT(*) AS id FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE {conditions}"
    );
    let row: Option<Number> = one(connection, &query, values).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// A page of those asked for, the latest first, each with the certifications it names: one statement.
pub(in crate::library::update) async fn page(
    connection: &impl ConnectionTrait,
    asked: &Asked,
    most: u32,
    after: u32,
) -> Result<Vec<Listed>, Fault> {
    let (conditions, mut values) = narrowed(asked);
    values.extend([i64::from(most).into(), i64::from(after).into()]);
    let query = format!(
        "SELECT p.id, p.title, p.certifier, p.slug, p.dated_on, p.effect, p.version, n.certification, n.part
        FROM (SELECT {LISTED} FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE {conditions}
            ORDER BY u.dated_on DESC, u.id DESC LIMIT ${} OFFSET ${}) p
            LEFT JOIN update_certifications n ON n.update_id = p.id
        ORDER BY p.dated_on DESC, p.id DESC, n.certification, n.part",
        values.len() - 1,
        values.len()
    );
    gathered(all(connection, &query, values).await?)
}

/// An announcement and one of the certifications it names, if any.
#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    listed: ListedRow,
    certification: Option<i64>,
    part: Option<String>,
}

/// What so many lines say: those of one announcement follow one another.
fn gathered(lines: Vec<Line>) -> Result<Vec<Listed>, Fault> {
    let mut found: Vec<Listed> = Vec::new();
    for line in lines {
        if found.last().is_none_or(|last| last.id.number() != line.listed.id) {
            found.push(line.listed.try_into()?);
        }
        if let (Some(last), Some(certification), Some(code)) =
            (found.last_mut(), line.certification, line.part)
        {
            last.certifications.push((certification, part(&code)?));
        }
    }
    Ok(found)
}

pub(in crate::library::update) async fn years(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(i32, u32)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        dated_on: NaiveDate,
        updates: i64,
    }
    // By day, then by year here: the two databases take the year of a date each in its own words.
    let query = "SELECT dated_on, COUNT(*) AS updates FROM updates GROUP BY dated_on ORDER BY dated_on DESC";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    let mut years: Vec<(i32, u32)> = Vec::new();
    for row in rows {
        let (year, many) = (row.dated_on.year(), u32::try_from(row.updates).unwrap_or(0));
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += many,
            _ => years.push((year, many)),
        }
    }
    Ok(years)
}

/// The conditions of what is asked, with their values from `$1` on.
fn narrowed(asked: &Asked) -> (String, Vec<Value>) {
    let mut conditions = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if let Some(slug) = &asked.certifier {
        values.push(slug.replace('\0', "").into());
        conditions.push(format!("c.slug = ${}", values.len()));
    }
    if let Some(number) = asked.certification {
        values.push(number.into());
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM update_certifications n WHERE n.update_id = u.id AND n.certification = ${})",
            values.len()
        ));
    }
    if let Some(effect) = asked.effect {
        values.push(effect.code().into());
        conditions.push(format!("u.effect = ${}", values.len()));
    }
    if let Some((first, last)) = asked.year.and_then(year) {
        values.extend([first.into(), last.into()]);
        conditions.push(format!("u.dated_on BETWEEN ${} AND ${}", values.len() - 1, values.len()));
    }
    for word in asked.folded_words() {
        values.push(format!("%{}%", escaped(&word)).into());
        conditions.push(format!("u.folded LIKE ${} ESCAPE '!'", values.len()));
    }
    (conditions.join(" AND "), values)
}

fn year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// A word as LIKE takes it literally.
fn escaped(word: &str) -> String {
    let mut literal = String::with_capacity(word.len());
    for c in word.chars().filter(|c| *c != '\0') {
        if matches!(c, '!' | '%' | '_') {
            literal.push('!');
        }
        literal.push(c);
    }
    literal
}
