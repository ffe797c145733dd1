//! What an import writes of certifiers: a body for every name that is new.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{beat, records::insert};
use crate::{
    Community, Failure, Id,
    database::all,
    fault::Fault,
    library::{
        certifier::Kind,
        import::{Import, Refusal},
    },
    text::slug,
};

/// Makes a certifier of every name that none has yet.
pub(in crate::library::import) async fn add_names(
    community: &Community,
    id: Id<Import>,
    names: &HashMap<String, (String, String)>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let known = texts(community.database.reader(), "SELECT folded AS text FROM certifier_names").await?;
    let mut new: Vec<(&String, &(String, String))> =
        names.iter().filter(|(key, _)| !known.contains(*key)).collect();
    new.sort();
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let taken = "SELECT slug AS text FROM certifiers UNION SELECT slug FROM certifier_redirects";
    let mut taken = texts(&transaction, taken).await?;
    let slugs: Vec<String> = new.iter().map(|(_, (spelling, _))| free(&mut taken, spelling)).collect();
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

async fn texts(connection: &impl ConnectionTrait, query: &str) -> Result<HashSet<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        text: String,
    }
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// An address that nobody has yet, and that is taken from now on.
fn free(taken: &mut HashSet<String>, name: &str) -> String {
    let base = slug(name, "certificateur");
    let mut free = base.clone();
    let mut rank = 2;
    while !taken.insert(free.clone()) {
        free = format!("{base}-{rank}");
        rank += 1;
    }
    free
}
