//! The addresses of certifiers: each leads to one body, and is never given to another.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Database, Id, database::all, fault::Fault, library::certifier::Certifier, text::slug};

/// The address that a body of that name would have, if nobody had it.
pub(crate) fn wished(name: &str) -> String {
    slug(name, "certificateur")
}

/// The addresses that are, or were, somebody's.
pub(crate) async fn taken(connection: &impl ConnectionTrait) -> Result<HashSet<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
    }
    let query = "SELECT slug FROM certifiers UNION SELECT slug FROM certifier_redirects";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    Ok(rows.into_iter().map(|row| row.slug).collect())
}

/// The addresses of those that were merged, and the certifiers to which they lead.
pub(crate) async fn former(database: &Database) -> Result<HashMap<String, Id<Certifier>>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        certifier_id: i64,
    }
    let query = "SELECT slug, certifier_id FROM certifier_redirects";
    let rows: Vec<Row> = all(database.reader(), query, vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.slug, Id::new(row.certifier_id))).collect())
}

/// The addresses of those that were merged, each with the address to which it leads.
pub(crate) async fn redirects(connection: &impl ConnectionTrait) -> Result<HashMap<String, String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        former: String,
        slug: String,
    }
    let query = "SELECT r.slug AS former, f.slug FROM certifier_redirects r JOIN certifiers f ON f.id = r.certifier_id";
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.former, row.slug)).collect())
}

/// An address that nobody has yet, and that is taken from now on.
pub(crate) fn free(taken: &mut HashSet<String>, name: &str) -> String {
    let base = wished(name);
    let mut free = base.clone();
    let mut rank = 2;
    while !taken.insert(free.clone()) {
        free = format!("{base}-{rank}");
        rank += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_one_name_have_each_an_address() {
        let mut taken = HashSet::from(["universite-de-lille".to_owned()]);
        assert_eq!(free(&mut taken, "Université de Lille"), "universite-de-lille-2");
        assert_eq!(free(&mut taken, "UNIVERSITE DE LILLE"), "universite-de-lille-3");
        assert_eq!(free(&mut taken, "…"), "certificateur");
    }
}
