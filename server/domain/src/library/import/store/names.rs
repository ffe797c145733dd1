//! What an import writes of certifiers: a body for every name that is new.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{beat, records::insert};
use crate::{
    Community, Failure, Id,
    database::all,
    fault::Fault,
    library::{
        certifier::{Kind, store::addresses},
        import::{Import, Refusal},
    },
};

/// Makes a certifier of every name that none has yet.
pub(in crate::library::import) async fn add_names(
    community: &Community,
    id: Id<Import>,
    names: &HashMap<String, (String, String)>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let known = known(community.database.reader()).await?;
    let mut new: Vec<(&String, &(String, String))> =
        names.iter().filter(|(key, _)| !known.contains(*key)).collect();
    new.sort();
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let mut taken = addresses::taken(&transaction).await?;
    let slugs: Vec<String> =
        new.iter().map(|(_, (spelling, _))| addresses::free(&mut taken, spelling)).collect();
    let rows = new.iter().zip(&slugs).map(|((key, (spelling, _)), slug)| {
        let kind = Kind::guess(key).code();
        vec![slug.clone().into(), spelling.clone().into(), (*key).clone().into(), kind.into(), now.into()]
    });
    insert(&transaction, "certifiers (slug, name, folded, kind, changed_at)", "", rows.collect()).await?;
    let made = numbered(&transaction).await?;
    let rows = new.iter().zip(&slugs).filter_map(|((key, (spelling, siret)), slug)| {
        let certifier = made.get(slug)?;
        Some(vec![(*key).clone().into(), spelling.clone().into(), siret.clone().into(), (*certifier).into()])
    });
    let into = "certifier_names (folded, name, siret, certifier_id)";
    insert(&transaction, into, "ON CONFLICT DO NOTHING", rows.collect()).await?;
    transaction.commit().await?;
    Ok(())
}

async fn numbered(transaction: &DatabaseTransaction) -> Result<HashMap<String, i64>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        id: i64,
    }
    let rows: Vec<Row> = all(transaction, "SELECT slug, id FROM certifiers", vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.id)).collect())
}

async fn known(connection: &impl ConnectionTrait) -> Result<HashSet<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        folded: String,
    }
    let rows: Vec<Row> = all(connection, "SELECT folded FROM certifier_names", vec![]).await?;
    Ok(rows.into_iter().map(|row| row.folded).collect())
}
