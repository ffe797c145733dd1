//! The certifications' words, for those who follow the journal.

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use crate::{Database, database::all, fault::Fault};

/// A certification's words, for the index.
pub(crate) struct CertificationText {
    pub(crate) number: i64,
    pub(crate) title: String,
    pub(crate) acronym: String,
    pub(crate) type_name: String,
    pub(crate) blocks: Vec<String>,
}

/// Certifications in the order of their numbers, a batch at a time.
pub(crate) async fn after(
    database: &Database,
    after: i64,
    most: u32,
) -> Result<Vec<CertificationText>, Fault> {
    let which = "SELECT number FROM certifications WHERE number > $1 ORDER BY number LIMIT $2";
    texts(database, which, vec![after.into(), i64::from(most).into()]).await
}

/// Those that an import changed, in the order of their numbers, a batch at a time.
pub(crate) async fn changed_by(
    database: &Database,
    import: i64,
    after: i64,
    most: u32,
) -> Result<Vec<CertificationText>, Fault> {
    let which = "SELECT DISTINCT certification FROM certification_changes
        WHERE import_id = $3 AND certification > $1 ORDER BY certification LIMIT $2";
    texts(database, which, vec![after.into(), i64::from(most).into(), import.into()]).await
}

async fn texts(
    database: &Database,
    which: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Vec<CertificationText>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        title: String,
        own_acronym: String,
        type_name: String,
    }
    #[derive(FromQueryResult)]
    struct BlockRow {
        certification: i64,
        title: String,
    }
    let query = format!(
        "SELECT number, title, own_acronym, type_name FROM certifications WHERE number IN ({which}) ORDER BY number"
    );
    let rows: Vec<Row> = all(database.reader(), &query, values.clone()).await?;
    let query = format!(
        "SELECT certification, title FROM certification_blocks WHERE certification IN ({which})
        ORDER BY certification, position"
    );
    let mut blocks: HashMap<i64, Vec<String>> = HashMap::new();
    for row in all::<BlockRow>(database.reader(), &query, values).await? {
        blocks.entry(row.certification).or_default().push(row.title);
    }
    let text = |row: Row| CertificationText {
        blocks: blocks.remove(&row.number).unwrap_or_default(),
        number: row.number,
        title: row.title,
        acronym: row.own_acronym,
        type_name: row.type_name,
    };
    Ok(rows.into_iter().map(text).collect())
}
