//! A name taken off a certifier.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::addresses;
use crate::{
    Id,
    database::{all, change, one},
    fault::Fault,
    library::certifier::{Certifier, Kind, Spelling},
};

/// A certifier that nobody else changes meanwhile, with its names.
pub(crate) struct Held {
    pub(crate) certifier: Certifier,
    pub(crate) names: Vec<Spelling>,
}

/// Holds the certifier until the end of the transaction; `None` when it is not there.
pub(crate) async fn hold(
    transaction: &DatabaseTransaction,
    certifier: Id<Certifier>,
    now: DateTime<Utc>,
) -> Result<Option<Held>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        name: String,
        folded: String,
        spelling: String,
        siret: String,
        decided: bool,
    }
    // Written before it is read: of two organisers who take its last two names off at once, the second sees one name.
    let touch = "UPDATE certifiers SET changed_at = $2 WHERE id = $1";
    if change(transaction, touch, vec![certifier.number().into(), now.into()]).await? == 0 {
        return Ok(None);
    }
    let query =
        "SELECT f.slug, f.name, n.folded, n.name AS spelling, n.siret, n.decided_at IS NOT NULL AS decided
        FROM certifiers f JOIN certifier_names n ON n.certifier_id = f.id WHERE f.id = $1 ORDER BY n.folded";
    let rows: Vec<Row> = all(transaction, query, vec![certifier.number().into()]).await?;
    let mut held = None;
    for Row { slug, name, folded, spelling, siret, decided } in rows {
        let held = held.get_or_insert_with(|| Held {
            certifier: Certifier { id: certifier, slug, name },
            names: Vec::new(),
        });
        held.names.push(Spelling { folded, name: spelling, siret, decided });
    }
    Ok(held)
}

/// Makes a certifier of that name, which was another's.
pub(crate) async fn detach(
    transaction: &DatabaseTransaction,
    from: Id<Certifier>,
    spelling: &Spelling,
    now: DateTime<Utc>,
) -> Result<Certifier, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let slug = address(transaction, from, &spelling.name).await?;
    let insert = "INSERT INTO certifiers (slug, name, folded, kind, changed_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let values = vec![
        slug.clone().into(),
        spelling.name.clone().into(),
        spelling.folded.clone().into(),
        Kind::guess(&spelling.folded).code().into(),
        now.into(),
    ];
    let made: Option<Row> = one(transaction, insert, values).await?;
    let made = made.ok_or_else(|| Fault::Corrupt("a certifier without a number".to_owned()))?;
    let pass = "UPDATE certifier_names SET certifier_id = $2, decided_by = NULL, decided_at = NULL WHERE folded = $1";
    change(transaction, pass, vec![spelling.folded.clone().into(), made.id.into()]).await?;
    Ok(Certifier { id: Id::new(made.id), slug, name: spelling.name.clone() })
}

/// The address it had before it was joined, which led to the other since; else one that is free.
async fn address(
    transaction: &DatabaseTransaction,
    from: Id<Certifier>,
    name: &str,
) -> Result<String, Fault> {
    let wished = addresses::wished(name);
    let back = "DELETE FROM certifier_redirects WHERE slug = $1 AND certifier_id = $2";
    match change(transaction, back, vec![wished.clone().into(), from.number().into()]).await? {
        0 => Ok(addresses::free(&mut addresses::taken(transaction).await?, name)),
        _ => Ok(wished),
    }
}
