//! What the index takes of resources, and where what it finds leads.

use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;

use super::{IN_LIBRARY, shown};
use crate::{
    Database,
    database::{all, listed},
    fault::Fault,
    members::Visitor,
};

/// A resource as the index keeps it; `shown` says whether anybody but those concerned sees it.
#[derive(FromQueryResult)]
pub(crate) struct Indexed {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) author: String,
    pub(crate) source: String,
    pub(crate) depositor: String,
    pub(crate) audience: i32,
    pub(crate) at: DateTime<Utc>,
    pub(crate) shown: bool,
    pub(crate) hash: Option<String>,
    pub(crate) file_name: String,
    pub(crate) tags: Option<String>,
    pub(crate) certifications: Option<String>,
}

fn indexed_where(postgres: bool) -> String {
    let joined = |value: &str, table: &str| match postgres {
        true => format!("(SELECT STRING_AGG({value}, '. ') FROM {table} x WHERE x.resource_id = r.id)"),
        false => format!("(SELECT GROUP_CONCAT({value}, '. ') FROM {table} x WHERE x.resource_id = r.id)"),
    };
    format!(
        "SELECT r.id, r.kind, r.title, r.summary, r.author, r.source, m.name AS depositor, r.audience,
            COALESCE(r.published_at, r.changed_at) AS at, {IN_LIBRARY} AS shown,
            v.hash, COALESCE(v.file_name, '') AS file_name, {} AS tags, {} AS certifications
        FROM resources r JOIN members m ON m.id = r.depositor_id
            LEFT JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number",
        joined("x.label", "resource_tags"),
        joined("'RNCP' || CAST(x.certification AS TEXT)", "resource_certifications"),
    )
}

/// The resource as it is now.
pub(crate) async fn indexed(database: &Database, resource: i64) -> Result<Option<Indexed>, Fault> {
    let query = format!("{} WHERE r.id = $1", indexed_where(crate::database::is_postgres(database.reader())));
    Ok(all(database.reader(), &query, vec![resource.into()]).await?.pop())
}

/// All that one person deposited and that is shown.
pub(crate) async fn indexed_of(database: &Database, depositor: i64) -> Result<Vec<Indexed>, Fault> {
    let query = format!(
        "{} WHERE r.depositor_id = $1 AND {IN_LIBRARY} ORDER BY r.id",
        indexed_where(crate::database::is_postgres(database.reader()))
    );
    Ok(all(database.reader(), &query, vec![depositor.into()]).await?)
}

/// Those that are shown, after that number, in its order.
pub(crate) async fn indexed_after(database: &Database, after: i64, most: u32) -> Result<Vec<Indexed>, Fault> {
    let query = format!(
        "{} WHERE r.id > $1 AND {IN_LIBRARY} ORDER BY r.id LIMIT $2",
        indexed_where(crate::database::is_postgres(database.reader()))
    );
    Ok(all(database.reader(), &query, vec![after.into(), i64::from(most).into()]).await?)
}

/// A resource that was found, as the visitor may see it.
#[derive(FromQueryResult)]
pub(crate) struct Located {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) state: String,
    /// The rank of its current version.
    pub(crate) number: i32,
    pub(crate) media: Option<String>,
}

/// Those of these resources that the visitor may read, as they are now.
pub(crate) async fn locate(
    database: &Database,
    visitor: &Visitor,
    resources: &[i64],
) -> Result<Vec<Located>, Fault> {
    if resources.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT r.id, r.title, r.kind, r.state, r.number, f.media FROM resources r
            LEFT JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number
            LEFT JOIN files f ON f.hash = v.hash
        WHERE r.id IN ({}) AND {}",
        listed(resources),
        shown()
    );
    Ok(all(database.reader(), &query, vec![visitor.roles().column().into()]).await?)
}
