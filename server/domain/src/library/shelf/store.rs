//! The rows of bookmarks, collections and opinions.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Around, Collection, CollectionName, Opinion, ResourceId, Word};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    library::resource::store::shown,
    members::{Member, Visitor},
    text,
};

/// Whether the resource is in the library for that visitor.
pub(super) async fn is_there(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    resource: ResourceId,
) -> Result<bool, Fault> {
    let query = format!("SELECT r.id FROM resources r WHERE {} AND r.id = $2", shown());
    let values = vec![visitor.roles().column().into(), resource.number().into()];
    Ok(one::<Number>(connection, &query, values).await?.is_some())
}

pub(super) async fn bookmark(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    resource: ResourceId,
    kept: bool,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let mut values = vec![member.number().into(), resource.number().into()];
    let statement = if kept {
        values.push(now.into());
        "INSERT INTO bookmarks (member_id, resource_id, kept_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM bookmarks WHERE member_id = $1 AND resource_id = $2"
    };
    change(transaction, statement, values).await?;
    Ok(())
}

/// What the person keeps at hand, the latest kept first.
pub(super) async fn bookmarks(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
) -> Result<Vec<i64>, Fault> {
    let query = "SELECT resource_id AS id FROM bookmarks WHERE member_id = $1 ORDER BY kept_at DESC, resource_id DESC";
    let rows: Vec<Number> = all(connection, query, vec![member.number().into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(super) async fn around(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    resource: ResourceId,
) -> Result<Around, Fault> {
    #[derive(FromQueryResult)]
    struct Shelf {
        id: i64,
        name: String,
        inside: i32,
    }
    #[derive(FromQueryResult)]
    struct Said {
        member_id: i64,
        name: String,
        useful: bool,
        word: String,
        given_at: DateTime<Utc>,
    }
    // The bookmark is a shelf without a number.
    let shelves = "SELECT CAST(0 AS BIGINT) AS id, '' AS name, '' AS folded, 1 AS inside
            FROM bookmarks WHERE member_id = $1 AND resource_id = $2
        UNION ALL
        SELECT c.id, c.name, c.folded,
            CASE WHEN EXISTS (SELECT 1 FROM collection_resources i WHERE i.collection_id = c.id AND i.resource_id = $2) THEN 1 ELSE 0 END
            FROM collections c WHERE c.owner_id = $1
        ORDER BY 3, 1";
    let values = vec![member.number().into(), resource.number().into()];
    let shelves: Vec<Shelf> = all(connection, shelves, values).await?;
    let opinions = "SELECT o.member_id, m.name, o.useful, o.word, o.given_at FROM opinions o JOIN members m ON m.id = o.member_id
        WHERE o.resource_id = $1 ORDER BY o.given_at DESC, o.member_id";
    let opinions: Vec<Said> = all(connection, opinions, vec![resource.number().into()]).await?;
    let bookmarked = shelves.iter().any(|shelf| shelf.id == 0);
    let own = shelves.into_iter().filter(|shelf| shelf.id != 0);
    let opinion = |said: Said| Opinion {
        by: (Id::new(said.member_id), said.name),
        useful: said.useful,
        word: said.word,
        given_at: said.given_at,
    };
    Ok(Around {
        bookmarked,
        collections: own.map(|shelf| (Id::new(shelf.id), shelf.name, shelf.inside != 0)).collect(),
        opinions: opinions.into_iter().map(opinion).collect(),
    })
}

/// Writes the opinion down, or takes it back, and counts anew: what rows show is what is there.
pub(super) async fn judge(
    transaction: &DatabaseTransaction,
    member: Id<Member>,
    resource: ResourceId,
    opinion: Option<&(bool, Option<Word>)>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let (number, by) = (resource.number(), member.number());
    match opinion {
        None => {
            let forget = "DELETE FROM opinions WHERE resource_id = $1 AND member_id = $2";
            change(transaction, forget, vec![number.into(), by.into()]).await?;
        }
        Some((useful, word)) => {
            let write = "INSERT INTO opinions (resource_id, member_id, useful, word, given_at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (resource_id, member_id) DO UPDATE
                SET useful = excluded.useful, word = excluded.word, given_at = excluded.given_at";
            let word = word.as_ref().map_or("", Word::as_str);
            let values = vec![number.into(), by.into(), (*useful).into(), word.into(), now.into()];
            change(transaction, write, values).await?;
        }
    }
    let count = "UPDATE resources SET
            useful = (SELECT COUNT(*) FROM opinions o WHERE o.resource_id = resources.id AND o.useful),
            useless = (SELECT COUNT(*) FROM opinions o WHERE o.resource_id = resources.id AND NOT o.useful)
        WHERE id = $1";
    change(transaction, count, vec![number.into()]).await?;
    Ok(())
}

pub(super) async fn count(connection: &impl ConnectionTrait, owner: Id<Member>) -> Result<u32, Fault> {
    let query = "SELECT COUNT(*) AS id FROM collections WHERE owner_id = $1";
    let row: Option<Number> = one(connection, query, vec![owner.number().into()]).await?;
    Ok(row.map_or(0, |row| u32::try_from(row.id).unwrap_or(u32::MAX)))
}

/// Makes the collection; `None` when its owner has one of that name.
pub(super) async fn make(
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

pub(super) async fn name_is_taken(
    connection: &impl ConnectionTrait,
    owner: Id<Member>,
    collection: Id<Collection>,
    name: &CollectionName,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM collections WHERE owner_id = $1 AND folded = $2 AND id <> $3";
    let values = vec![owner.number().into(), text::folded(name.as_str()).into(), collection.number().into()];
    Ok(one::<Number>(connection, query, values).await?.is_some())
}

pub(super) async fn rename(
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

pub(super) async fn delete(
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

pub(super) async fn is_theirs(
    connection: &impl ConnectionTrait,
    owner: Id<Member>,
    collection: Id<Collection>,
) -> Result<bool, Fault> {
    let query = "SELECT id FROM collections WHERE id = $1 AND owner_id = $2";
    let values = vec![collection.number().into(), owner.number().into()];
    Ok(one::<Number>(connection, query, values).await?.is_some())
}

pub(super) async fn put(
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

pub(super) async fn collections(
    connection: &impl ConnectionTrait,
    member: &Member,
) -> Result<Vec<Collection>, Fault> {
    let values = vec![member.roles().column().into(), member.id().number().into()];
    let rows: Vec<Row> = all(connection, &counted("c.owner_id = $2"), values).await?;
    Ok(rows.into_iter().map(Collection::from).collect())
}

pub(super) async fn collection(
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
