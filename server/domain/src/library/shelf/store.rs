//! The rows of bookmarks and opinions; those of collections are in `collections`.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{Around, Opinion, ResourceId, Word};
use crate::{
    Id,
    database::{Number, all, change, one},
    fault::Fault,
    library::resource::store::shown,
    members::{Member, Visitor},
};

mod collections;

pub(super) use collections::*;

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
    // Two who judge at once count one after the other.
    change(transaction, "UPDATE resources SET useful = useful WHERE id = $1", vec![number.into()]).await?;
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
