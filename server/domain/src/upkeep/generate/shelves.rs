//! The library of the synthetic community: links, each about a certification of those that were imported, and of who delivers it.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{Sizes, author, prose};
use crate::{
    Community,
    database::{all, change},
    fault::Fault,
    journal::{self, Event},
    library::resource::{Readers, ResourceKind},
    text::{self, Markdown, folded},
};

/// Resources written in one transaction.
const BATCH: u32 = 500;

/// What a record says of itself, as far as a document about it needs to know.
#[derive(FromQueryResult)]
struct Record {
    number: i64,
    certifier: Option<i64>,
}

/// Fills the shelves. Without certifications, the documents are about none.
pub(super) async fn fill(community: &Community, sizes: Sizes, now: DateTime<Utc>) -> Result<(), Fault> {
    let query = "SELECT c.number, MIN(n.certifier_id) AS certifier FROM certifications c
            LEFT JOIN certification_certifiers d ON d.certification = c.number
            LEFT JOIN certifier_names n ON n.folded = d.name
        GROUP BY c.number ORDER BY c.number DESC LIMIT 1000";
    let records: Vec<Record> = all(community.database.reader(), query, vec![]).await?;
    for start in (0..sizes.resources).step_by(BATCH as usize) {
        let transaction = community.database.begin().await?;
        let mut last = None;
        for rank in start..sizes.resources.min(start + BATCH) {
            let id = add(&transaction, rank, sizes, now).await?;
            let record = records.get(rank as usize * 7 % records.len().max(1));
            if let (Some(id), Some(record)) = (id, record) {
                tie(&transaction, id, record).await?;
            }
            last = id.or(last);
        }
        // One entry for all: whoever keeps the library in memory reads it again. The index is built anew after a generation.
        if let Some(id) = last {
            journal::record(&transaction, now, None, Event::ResourceChanged(id)).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}

/// One in five is for the antennes, one in ten is out of date.
async fn add(
    transaction: &DatabaseTransaction,
    rank: u32,
    sizes: Sizes,
    now: DateTime<Utc>,
) -> Result<Option<i64>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        depositor_id: i64,
    }
    let kind = ResourceKind::ALL[rank as usize % ResourceKind::ALL.len()];
    let readers = if rank.is_multiple_of(5) { Readers::Antennes } else { Readers::Everybody };
    let summary = Markdown::from_stored(prose::paragraphs(u64::from(rank) | 1 << 40));
    // The last one is the newest; the first is two years old.
    let age = i64::from(sizes.resources - rank) * 700 * 24 * 60 / i64::from(sizes.resources.max(1));
    let at = now - Duration::minutes(age);
    let insert = "INSERT INTO resources (kind, title, summary, summary_html, renderer, author, source, licence, language,
            dated_on, stages, audience, state, depositor_id, deposited_at, published_at, changed_at, useful, submission)
        SELECT $1, $2, $3, $4, $5, $6, '', '', 'fr', $7, $8, $9, $10, id, $11, $11, $11, $12, $13
        FROM members WHERE email = $14 RETURNING id, depositor_id";
    let values = vec![
        kind.code().into(),
        prose::title(rank + 1_000_000).into(),
        summary.as_str().into(),
        text::render(&summary).as_str().into(),
        text::RENDERER.into(),
        prose::name(rank).into(),
        at.date_naive().into(),
        (1_i32 << (rank % 5)).into(),
        readers.roles().column().into(),
        if rank % 10 == 3 { "outdated" } else { "published" }.into(),
        at.into(),
        (rank % 23).cast_signed().into(),
        format!("generated-{rank}").into(),
        author(rank, sizes).into(),
    ];
    let row: Option<Row> = all(transaction, insert, values).await?.pop();
    let Some(row) = row else { return Ok(None) };
    let version = "INSERT INTO resource_versions (resource_id, number, url, added_by, added_at) VALUES ($1, 1, $2, $3, $4)";
    let url = format!("https://exemple.fr/ressource-{rank}");
    change(transaction, version, vec![row.id.into(), url.into(), row.depositor_id.into(), at.into()]).await?;
    let tag = "INSERT INTO resource_tags (resource_id, position, label, folded) VALUES ($1, 1, $2, $3)";
    let label = prose::subject(rank);
    change(transaction, tag, vec![row.id.into(), label.into(), folded(label).into()]).await?;
    Ok(Some(row.id))
}

async fn tie(transaction: &DatabaseTransaction, resource: i64, record: &Record) -> Result<(), Fault> {
    let certification = "INSERT INTO resource_certifications (resource_id, certification) VALUES ($1, $2)";
    change(transaction, certification, vec![resource.into(), record.number.into()]).await?;
    let Some(certifier) = record.certifier else { return Ok(()) };
    let insert = "INSERT INTO resource_certifiers (resource_id, certifier_id) VALUES ($1, $2)";
    change(transaction, insert, vec![resource.into(), certifier.into()]).await?;
    Ok(())
}
