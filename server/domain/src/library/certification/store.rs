//! The rows of certifications: what names them is here, their list in `listing`, their words for the index in `following`.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use super::{Block, Deliverer, Named, Standing, Way};
use crate::{
    Database, Id,
    database::{all, listed, one},
    fault::Fault,
    library::{
        Rncp,
        import::{Import, past},
    },
};

pub(crate) mod following;
pub(crate) mod listing;

/// What [`Named`] is read from, beside the record that took its place.
pub(crate) const NAMED: &str = "c.number, c.title, c.own_acronym, c.active, c.ends_on, r.latter";

/// The same of `certifications c`, with what replaced it: a line for each, in order.
pub(crate) const REPLACED: &str =
    "LEFT JOIN (SELECT DISTINCT former, latter FROM certification_replacements) r ON r.former = c.number";

/// One line of that.
#[derive(FromQueryResult)]
pub(crate) struct NamedRow {
    pub(crate) number: i64,
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
        listed(numbers.iter().map(|one| one.column()))
    );
    let mut found = gathered(all(database.reader(), &query, vec![]).await?, today);
    let rank = |named: &Named| numbers.iter().position(|number| *number == named.number);
    found.sort_by_key(rank);
    Ok(found)
}

/// A record's own row, with the import that last wrote it: an import of one line says nothing of the others.
pub(super) struct Record {
    pub(super) title: String,
    pub(super) acronym: String,
    pub(super) own_acronym: String,
    pub(super) type_name: String,
    pub(super) level: Option<i32>,
    pub(super) registration: String,
    pub(super) active: bool,
    pub(super) partial: bool,
    pub(super) decided_on: Option<NaiveDate>,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) ends_on: Option<NaiveDate>,
    pub(super) source: Option<Import>,
}

pub(super) async fn record(database: &Database, number: Rncp) -> Result<Option<Record>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        acronym: String,
        own_acronym: String,
        type_name: String,
        level: Option<i32>,
        registration: String,
        active: bool,
        partial: bool,
        decided_on: Option<NaiveDate>,
        effective_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
        #[sea_orm(nested)]
        import: Option<past::Row>,
    }
    let query = format!(
        "SELECT c.title, c.acronym, c.own_acronym, c.type_name, c.level, c.registration, c.active, c.partial,
            c.decided_on, c.effective_on, c.ends_on, {}
        FROM certifications c LEFT JOIN imports i ON i.id = c.import_id LEFT JOIN members m ON m.id = i.by_id
        WHERE c.number = $1",
        past::IMPORT
    );
    let row: Option<Row> = one(database.reader(), &query, vec![number.column().into()]).await?;
    Ok(row.map(|row| Record {
        title: row.title,
        acronym: row.acronym,
        own_acronym: row.own_acronym,
        type_name: row.type_name,
        level: row.level,
        registration: row.registration,
        active: row.active,
        partial: row.partial,
        decided_on: row.decided_on,
        effective_on: row.effective_on,
        ends_on: row.ends_on,
        source: row.import.map(Import::from),
    }))
}

/// All that are tied to that certification by replacements, and these: former and latter. `UNION` ends any circle.
pub(super) async fn kin(
    database: &Database,
    number: Rncp,
    today: NaiveDate,
) -> Result<(Vec<Named>, Vec<(Rncp, Rncp)>), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        kin: i64,
        number: Option<i64>,
        title: Option<String>,
        own_acronym: Option<String>,
        active: Option<bool>,
        ends_on: Option<NaiveDate>,
        latter: Option<i64>,
    }
    let query = "WITH RECURSIVE
        up (number) AS (SELECT CAST($1 AS BIGINT) UNION
            SELECT r.former FROM certification_replacements r JOIN up ON r.latter = up.number),
        down (number) AS (SELECT CAST($1 AS BIGINT) UNION
            SELECT r.latter FROM certification_replacements r JOIN down ON r.former = down.number),
        kin (number) AS (SELECT number FROM up UNION SELECT number FROM down)
        SELECT kin.number AS kin, c.number, c.title, c.own_acronym, c.active, c.ends_on, r.latter
        FROM kin LEFT JOIN certifications c ON c.number = kin.number
            LEFT JOIN (SELECT DISTINCT former, latter FROM certification_replacements) r ON r.former = kin.number
        ORDER BY kin.number, r.latter";
    let rows: Vec<Row> = all(database.reader(), query, vec![number.column().into()]).await?;
    let edge = |row: &Row| Some((Rncp::stored(row.kin)?, Rncp::stored(row.latter?)?));
    let edges = rows.iter().filter_map(edge).collect();
    let known = rows.into_iter().filter_map(|row| {
        Some(NamedRow {
            number: row.number?,
            title: row.title?,
            own_acronym: row.own_acronym?,
            active: row.active?,
            ends_on: row.ends_on,
            latter: row.latter,
        })
    });
    Ok((gathered(known.collect(), today), edges))
}

/// What a record says in several lines.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) blocks: Vec<Block>,
    pub(super) ways: Vec<Way>,
    pub(super) certifiers: Vec<Deliverer>,
}

pub(super) async fn parts(database: &Database, number: Rncp) -> Result<Parts, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        part: String,
        id: i64,
        code: String,
        label: String,
    }
    let query = "SELECT part, id, code, label FROM (
            SELECT 'block' AS part, position AS place, CAST(0 AS BIGINT) AS id, code, title AS label
                FROM certification_blocks WHERE certification = $1
            UNION ALL SELECT 'way', 0, 0, code, label FROM certification_ways WHERE certification = $1
            UNION ALL SELECT 'certifier', MIN(x.position), f.id, f.slug, f.name
                FROM certification_certifiers x JOIN certifier_names n ON n.folded = x.name
                    JOIN certifiers f ON f.id = n.certifier_id
                WHERE x.certification = $1 GROUP BY f.id, f.slug, f.name) parts
        ORDER BY part, place, code";
    let rows: Vec<Row> = all(database.reader(), query, vec![number.column().into()]).await?;
    let mut parts = Parts::default();
    for Row { part, id, code, label } in rows {
        match part.as_str() {
            "block" => parts.blocks.push(Block { code, title: label }),
            "way" => parts.ways.push(Way { code, label }),
            _ => parts.certifiers.push(Deliverer { id: Id::new(id), slug: code, name: label }),
        }
    }
    Ok(parts)
}
