//! The rows of certifiers: who they are is here, one of them in `sheet`, what organisers decide in `deciding`
//! and `detaching`, where they are in `addresses`.

use sea_orm::{FromQueryResult, Value};

use super::{
    Certifier, Kind,
    listing::{Asked, Listed, PAGE},
    name,
};
use crate::{
    Database, Id,
    database::{all, listed},
    fault::Fault,
    members::Member,
};

pub(crate) mod addresses;
pub(crate) mod deciding;
pub(crate) mod detaching;
pub(crate) mod following;
pub(crate) mod sheet;

#[derive(FromQueryResult)]
struct CertifierRow {
    id: i64,
    slug: String,
    name: String,
}

impl From<CertifierRow> for Certifier {
    fn from(row: CertifierRow) -> Self {
        Self { id: Id::new(row.id), slug: row.slug, name: row.name }
    }
}

async fn certifiers(database: &Database, which: &str, values: Vec<Value>) -> Result<Vec<Certifier>, Fault> {
    let query = format!("SELECT c.id, c.slug, c.name FROM certifiers c {which}");
    let rows: Vec<CertifierRow> = all(database.reader(), &query, values).await?;
    Ok(rows.into_iter().map(Certifier::from).collect())
}

pub(super) async fn spoken_for(database: &Database, member: Id<Member>) -> Result<Vec<Certifier>, Fault> {
    let which = "JOIN certifier_members m ON m.certifier_id = c.id WHERE m.member_id = $1 ORDER BY c.folded";
    certifiers(database, which, vec![member.number().into()]).await
}

pub(super) async fn by_id(database: &Database, id: Id<Certifier>) -> Result<Option<Certifier>, Fault> {
    Ok(certifiers(database, "WHERE c.id = $1", vec![id.number().into()]).await?.pop())
}

pub(super) async fn at(database: &Database, slug: &str) -> Result<Option<Certifier>, Fault> {
    Ok(certifiers(database, "WHERE c.slug = $1", vec![slug.into()]).await?.pop())
}

pub(super) async fn every(database: &Database) -> Result<Vec<Certifier>, Fault> {
    certifiers(database, "ORDER BY c.folded", vec![]).await
}

pub(super) async fn called(database: &Database, ids: &[Id<Certifier>]) -> Result<Vec<Certifier>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let which = format!("WHERE c.id IN ({}) ORDER BY c.folded", listed(ids.iter().map(|id| id.number())));
    certifiers(database, &which, vec![]).await
}

pub(super) async fn listing(
    database: &Database,
    asked: &Asked,
    page: u32,
) -> Result<(Vec<Listed>, u64), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        slug: String,
        name: String,
        kind: String,
        delivers: i64,
        total: i64,
    }
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = vec!["TRUE".to_owned()];
    for word in name::key(&asked.words).split(' ').filter(|word| !word.is_empty()).take(8) {
        // Letters and digits only: nothing in it that LIKE would read.
        values.push(format!("% {word}%").into());
        let place = values.len();
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM certifier_names w WHERE w.certifier_id = f.id AND ' ' || w.folded LIKE ${place})"
        ));
    }
    if let Some(kind) = asked.kind {
        values.push(kind.code().into());
        conditions.push(format!("f.kind = ${}", values.len()));
    }
    values.push(i64::from(PAGE).into());
    values.push((i64::from(page - 1) * i64::from(PAGE)).into());
    let query = format!(
        "SELECT f.id, f.slug, f.name, f.kind, COALESCE(d.delivers, 0) AS delivers, COUNT(*) OVER () AS total
        FROM certifiers f LEFT JOIN (
            SELECT n.certifier_id, COUNT(DISTINCT x.certification) AS delivers FROM certifier_names n
                JOIN certification_certifiers x ON x.name = n.folded GROUP BY n.certifier_id
        ) d ON d.certifier_id = f.id
        WHERE {} ORDER BY delivers DESC, f.folded LIMIT ${} OFFSET ${}",
        conditions.join(" AND "),
        values.len() - 1,
        values.len()
    );
    let rows: Vec<Row> = all(database.reader(), &query, values).await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    let listed = rows.into_iter().map(|row| Listed {
        certifier: Certifier { id: Id::new(row.id), slug: row.slug, name: row.name },
        kind: Kind::from_code(&row.kind).unwrap_or(Kind::Other),
        delivers: row.delivers.unsigned_abs(),
    });
    Ok((listed.collect(), total))
}
