//! The rows of certifiers.

use sea_orm::{FromQueryResult, Value};

use super::Certifier;
use crate::{Database, Id, database::all, fault::Fault, members::Member};

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

pub(super) async fn every(database: &Database) -> Result<Vec<Certifier>, Fault> {
    certifiers(database, "ORDER BY c.folded", vec![]).await
}

pub(super) async fn called(database: &Database, ids: &[Id<Certifier>]) -> Result<Vec<Certifier>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list = ids.iter().map(|id| id.number().to_string()).collect::<Vec<_>>().join(", ");
    certifiers(database, &format!("WHERE c.id IN ({list}) ORDER BY c.folded"), vec![]).await
}
