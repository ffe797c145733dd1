//! The certifiers' words, for those who follow the journal.

use sea_orm::FromQueryResult;

use crate::{Database, database::all, fault::Fault};

/// A certifier's words, for the index.
pub(crate) struct CertifierText {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) names: Vec<String>,
    pub(crate) procedures: String,
    pub(crate) juries: String,
}

/// Certifiers in the order of their numbers, a batch at a time.
pub(crate) async fn after(database: &Database, after: i64, most: u32) -> Result<Vec<CertifierText>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
        procedures: String,
        juries: String,
        spelling: Option<String>,
    }
    let query = "SELECT f.id, f.name, f.procedures, f.juries, n.name AS spelling FROM (
            SELECT * FROM certifiers WHERE id > $1 ORDER BY id LIMIT $2) f
        LEFT JOIN certifier_names n ON n.certifier_id = f.id ORDER BY f.id, n.name";
    let rows: Vec<Row> = all(database.reader(), query, vec![after.into(), i64::from(most).into()]).await?;
    let mut texts: Vec<CertifierText> = Vec::new();
    for Row { id, name, procedures, juries, spelling } in rows {
        if texts.last().is_none_or(|text| text.id != id) {
            texts.push(CertifierText { id, name, names: Vec::new(), procedures, juries });
        }
        if let Some(text) = texts.last_mut() {
            text.names.extend(spelling);
        }
    }
    Ok(texts)
}
