//! Certifications as people type them: numbers of records, or the acronyms they use.

use sea_orm::FromQueryResult;

use crate::{Community, database::one, fault::Fault, library::Rncp};

/// What was typed, piece by piece: the records that are known, and the pieces that name none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The records, each once.
    pub known: Vec<Rncp>,
    /// What names no record.
    pub unknown: Vec<String>,
}

/// Pieces looked at: more would be a program's.
const MOST: usize = 20;

/// Reads « RNCP25467, DEAES ». Of several records with one acronym, the one that is still active, or else the latest.
///
/// # Errors
/// When the database cannot answer.
pub async fn typed(community: &Community, text: &str) -> Result<Typed, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
    }
    let mut typed = Typed::default();
    let pieces = text.split([',', ';', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    for piece in pieces.take(MOST) {
        let number = piece.parse::<Rncp>().ok().map(Rncp::column);
        let acronym: String = piece.chars().filter(|c| !c.is_control()).collect::<String>().to_uppercase();
        let query = "SELECT number FROM certifications WHERE number = $1 OR UPPER(own_acronym) = $2
            ORDER BY CASE WHEN number = $1 THEN 0 WHEN active THEN 1 ELSE 2 END, number DESC LIMIT 1";
        let values = vec![number.unwrap_or(0).into(), acronym.into()];
        let row: Option<Row> = one(community.database.reader(), query, values).await?;
        match row.and_then(|row| Rncp::stored(row.number)) {
            Some(found) if typed.known.contains(&found) => {}
            Some(found) => typed.known.push(found),
            None => typed.unknown.push(piece.to_owned()),
        }
    }
    Ok(typed)
}
