//! The rows of certifications: what names them is here, their list in `listing`, their words for the index in `following`.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Block, Deliverer, Named, Standing, Way};
use crate::{
    Database, Id,
    database::{all, listed},
    fault::Fault,
    library::{Rncp, import::past},
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

pub(crate) async fn named(
    connection: &impl ConnectionTrait,
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
    let mut found = gathered(all(connection, &query, vec![]).await?, today);
    let rank = |named: &Named| numbers.iter().position(|number| *number == named.number);
    found.sort_by_key(rank);
    Ok(found)
}

/// A record's own row, with the import that last wrote it: an import of one line says nothing of the others.
#[derive(FromQueryResult)]
pub(super) struct Record {
    number: i64,
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
    #[sea_orm(nested)]
    pub(super) source: Option<past::Row>,
}

/// A record among its kin.
pub(super) struct Family {
    pub(super) record: Record,
    /// Those that are known here, itself among them.
    pub(super) kin: Vec<Named>,
    /// Former and latter.
    pub(super) edges: Vec<(Rncp, Rncp)>,
}

/// That record, and all that are tied to it by replacements, in one statement. `UNION` ends any circle.
pub(super) async fn family(
    database: &Database,
    number: Rncp,
    today: NaiveDate,
) -> Result<Option<Family>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        kin: i64,
        latter: Option<i64>,
        #[sea_orm(nested)]
        record: Option<Record>,
    }
    let query = format!(
        "WITH RECURSIVE
        up (number) AS (SELECT CAST($1 AS BIGINT) UNION
            SELECT r.former FROM certification_replacements r JOIN up ON r.latter = up.number),
        down (number) AS (SELECT CAST($1 AS BIGINT) UNION
            SELECT r.latter FROM certification_replacements r JOIN down ON r.former = down.number),
        kin (number) AS (SELECT number FROM up UNION SELECT number FROM down)
        SELECT kin.number AS kin, r.latter, c.number, c.title, c.acronym, c.own_acronym, c.type_name, c.level,
            c.registration, c.active, c.partial, c.decided_on, c.effective_on, c.ends_on, {}
        FROM kin LEFT JOIN certifications c ON c.number = kin.number
            LEFT JOIN imports i ON i.id = c.import_id LEFT JOIN members m ON m.id = i.by_id
            LEFT JOIN (SELECT DISTINCT former, latter FROM certification_replacements) r ON r.former = kin.number
        ORDER BY kin.number, r.latter",
        past::IMPORT
    );
    let rows: Vec<Row> = all(database.reader(), &query, vec![number.column().into()]).await?;
    let edge = |row: &Row| Some((Rncp::stored(row.kin)?, Rncp::stored(row.latter?)?));
    let edges = rows.iter().filter_map(edge).collect();
    let named = |row: &Row| row.record.as_ref().map(|record| record.named(row.latter));
    let kin = gathered(rows.iter().filter_map(named).collect(), today);
    let own = |row: Row| row.record.filter(|record| record.number == number.column());
    Ok(rows.into_iter().find_map(own).map(|record| Family { record, kin, edges }))
}

impl Record {
    fn named(&self, latter: Option<i64>) -> NamedRow {
        NamedRow {
            number: self.number,
            title: self.title.clone(),
            own_acronym: self.own_acronym.clone(),
            active: self.active,
            ends_on: self.ends_on,
            latter,
        }
    }
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
