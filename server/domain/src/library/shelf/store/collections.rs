//! The rows of collections.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    library::{
        resource::store::shown,
        shelf::{Collection, CollectionName, ResourceId},
    },
    members::Member,
    text,
};

pub(in crate::library::shelf) async fn count(
    connection: &impl ConnectionTrait,
    owner: Id<Member>,
) -> Result<u32, Fault> {
    let query = "SELECT COUNT(*) AS id FROM collections WHERE owner_id = $1";
    let row: Option<Number> = one(connection, query, vec![owner.number().into()]).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// Makes the collection; `None` when its owner has one of that name.
pub(in crate::library::shelf) async fn make(
    transaction: &DatabaseTransaction,
    owner: Id<Member>,
    name: &CollectionName,
    now: DateTime<Utc>,
) -> Result<Option<Id<Collection>>, Fault> {
    let insert = "INSERT INTO collections (owner_id, name, folded, made_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (owner_id, folded) DO NOTHING RETURNING id";
    let values =
        vec![owner.number().into(), name.as_str().into(), text::folded(name.as_str()).into(), now.into()];
    Ok(one::<Number>(transaction, insert, values).await?.map(|row| Id::new(row.id)))
}

pub(in crate::library::shelf) async fn name_is_taken(
    connection: &impl ConnectionTrait,
    owner: Id<Member>,
    collection: Id<Collection>,
    name: &CollectionName,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM collections WHERE owner_id = $1 AND folded = $2 AND id <> $3";
    let values = vec![owner.number().into(), text::folded(name.as_str()).into(), collection.number().into()];
    Ok(one::<Number>(connection, query, values).await?.is_some())
}

pub(in crate::library::shelf) async fn rename(
    transaction: &DatabaseTransaction,
    owner: Id<Member>,
    collection: Id<Collection>,
    name: &CollectionName,
    shared: bool,
) -> Result<bool, Fault> {
    let update = "UPDATE collections SET name = $3, folded = $4, shared = $5 WHERE id = $1 AND owner_id = $2";
    let values = vec![
        collection.number().into(),
        owner.number().into(),
        name.as_str().into(),
        text::folded(name.as_str()).into(),
        shared.into(),
    ];
    Ok(change(transaction, update, values).await? == 1)
}

pub(in crate::library::shelf) async fn delete(
    transaction: &DatabaseTransaction,
    owner: Id<Member>,
    collection: Id<Collection>,
) -> Result<bool, Fault> {
    if !is_theirs(transaction, owner, collection).await? {
        return Ok(false);
    }
    for statement in
        ["DELETE FROM collection_resources WHERE collection_id = $1", "DELETE FROM collections WHERE id = $1"]
    {
        change(transaction, statement, vec![collection.number().into()]).await?;
    }
    Ok(true)
}

pub(in crate::library::shelf) async fn is_theirs(
    connection: &impl ConnectionTrait,
    owner: Id<Member>,
    collection: Id<Collection>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM collections WHERE id = $1 AND owner_id = $2";
    let values = vec![collection.number().into(), owner.number().into()];
    Ok(one::<Number>(connection, query, values).await?.is_some())
}

pub(in crate::library::shelf) async fn put(
    transaction: &DatabaseTransaction,
    collection: Id<Collection>,
    resource: ResourceId,
    inside: bool,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let mut values = vec![collection.number().into(), resource.number().into()];
    let statement = if inside {
        values.push(now.into());
        "INSERT INTO collection_resources (collection_id, resource_id, put_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM collection_resources WHERE collection_id = $1 AND resource_id = $2"
    };
    change(transaction, statement, values).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    owner_id: i64,
    owner: String,
    shared: bool,
    made_at: DateTime<Utc>,
    resources: i64,
}

impl From<Row> for Collection {
    fn from(row: Row) -> Self {
        Self {
            id: Id::new(row.id),
            name: row.name,
            owner: (Id::new(row.owner_id), row.owner),
            shared: row.shared,
            made_at: row.made_at,
            resources: u32::try_from(row.resources).unwrap_or(u32::MAX),
        }
    }
}

/// Collections with how many of their resources that person (`$2`, of roles `$1`) may see.
fn counted(which: &str) -> String {
    format!(
        "SELECT c.id, c.name, c.owner_id, m.name AS owner, c.shared, c.made_at,
            (SELECT COUNT(*) FROM collection_resources i JOIN resources r ON r.id = i.resource_id
                WHERE i.collection_id = c.id AND {}) AS resources
        FROM collections c JOIN members m ON m.id = c.owner_id WHERE {which} ORDER BY c.folded, c.id",
        shown()
    )
}

pub(in crate::library::shelf) async fn collections(
    connection: &impl ConnectionTrait,
    member: &Member,
) -> Result<Vec<Collection>, Fault> {
    let values = vec![member.roles().column().into(), member.id().number().into()];
    let rows: Vec<Row> = all(connection, &counted("c.owner_id = $2"), values).await?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

pub(in crate::library::shelf) async fn collection(
    connection: &impl ConnectionTrait,
    member: &Member,
    collection: Id<Collection>,
) -> Result<Option<Collection>, Fault> {
    let query = counted("c.id = $3 AND (c.owner_id = $2 OR c.shared)");
    let values =
        vec![member.roles().column().into(), member.id().number().into(), collection.number().into()];
    let row: Option<Row> = one(connection, &query, values).await?;
    Ok(row.map(Collection::from))
}
