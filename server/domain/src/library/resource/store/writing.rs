//! Writing resources: everything here runs in the transaction of a use case.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::Deed;
use crate::{
    Database, Failure, Id,
    database::{Number, all, change, one},
    fault::{Fault, violates},
    files,
    forum::Submission,
    library::resource::{
        Details, Note, Reason, Refusal, Report, Resource, State,
        deposit::{Deposit, Found, Origin, line},
    },
    members::{Member, Visitor},
    text::{RENDERER, render},
};

fn numbered<T>(row: Option<Number>) -> Result<Id<T>, Fault> {
    row.map(|row| Id::new(row.id)).ok_or_else(|| Fault::Corrupt("a row without a number".to_owned()))
}

pub(crate) async fn of_submission(
    connection: &impl ConnectionTrait,
    member: Id<Member>,
    submission: &Submission,
) -> Result<Option<Id<Resource>>, Fault> {
    let query = "SELECT id FROM resources WHERE depositor_id = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![member.number().into(), submission.as_str().into()]).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

/// Whether the visitor may read the discussion.
pub(crate) async fn is_read_by(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    origin: Origin,
) -> Result<bool, Fault> {
    let query = "SELECT t.id FROM topics t JOIN boards b ON b.id = t.board_id
        WHERE t.id = $1 AND (b.audience & $2) <> 0
            AND ($3 = 0 OR EXISTS (SELECT 1 FROM replies p WHERE p.topic_id = t.id AND p.id = $3))";
    let reply = origin.reply.map_or(0, Id::number);
    let values = vec![origin.topic.number().into(), visitor.roles().column().into(), reply.into()];
    let row: Option<Number> = one(connection, query, values).await?;
    Ok(row.is_some())
}

/// What the columns of [`Details`] hold, in the order of [`add`] and [`change_details`].
fn columns(details: &Details) -> Vec<Value> {
    let summary = details.summary.as_ref();
    let html = summary.map(|text| render(text).as_str().to_owned()).unwrap_or_default();
    vec![
        details.kind.code().into(),
        details.title.as_str().into(),
        summary.map(|text| text.as_str().to_owned()).unwrap_or_default().into(),
        html.into(),
        RENDERER.into(),
        line(details.author.as_ref()).into(),
        line(details.source.as_ref()).into(),
        line(details.licence.as_ref()).into(),
        details.language.code().into(),
        details.dated_on.into(),
        details.valid_until.into(),
        details.review_on.into(),
        details.departement.unwrap_or_default().into(),
        details.stages.column().into(),
        details.readers.roles().column().into(),
    ]
}

pub(crate) async fn add(
    transaction: &DatabaseTransaction,
    member: &Member,
    deposit: &Deposit,
    state: State,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Id<Resource>, Fault> {
    let insert = "INSERT INTO resources (kind, title, summary, summary_html, renderer, author, source, licence, language,
            dated_on, valid_until, review_on, departement, stages, audience,
            state, depositor_id, deposited_at, published_at, changed_at, topic_id, reply_id, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $18, $20, $21, $22)
        RETURNING id";
    let mut values = columns(&deposit.details);
    values.extend([
        state.code().into(),
        member.id().number().into(),
        now.into(),
        state.is_shown().then_some(now).into(),
        deposit.origin.map(|origin| origin.topic.number()).into(),
        deposit.origin.and_then(|origin| origin.reply).map(Id::number).into(),
        submission.as_str().into(),
    ]);
    numbered(one(transaction, insert, values).await?)
}

pub(crate) async fn change_details(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    edition: i32,
    details: &Details,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE resources SET kind = $1, title = $2, summary = $3, summary_html = $4, renderer = $5, author = $6,
            source = $7, licence = $8, language = $9, dated_on = $10, valid_until = $11, review_on = $12,
            departement = $13, stages = $14, audience = $15, changed_at = $16, edition = edition + 1
        WHERE id = $17 AND edition = $18";
    let mut values = columns(details);
    values.extend([now.into(), resource.number().into(), edition.into()]);
    Ok(change(transaction, update, values).await? > 0)
}

/// Ties the resource to its certifications, its certifiers and its words.
pub(crate) async fn tie(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    details: &Details,
) -> Result<(), Failure<Refusal>> {
    let id = resource.number();
    for number in &details.certifications {
        let insert = "INSERT INTO resource_certifications (resource_id, certification) VALUES ($1, $2)
            ON CONFLICT DO NOTHING";
        change(transaction, insert, vec![id.into(), number.column().into()]).await?;
    }
    for certifier in &details.certifiers {
        // Asked for first: a violated reference would end the transaction on PostgreSQL, and SQLite does not name it.
        let insert = "INSERT INTO resource_certifiers (resource_id, certifier_id)
            SELECT $1, c.id FROM certifiers c WHERE c.id = $2 ON CONFLICT DO NOTHING";
        let known: Option<Number> =
            one(transaction, "SELECT id FROM certifiers WHERE id = $1", vec![certifier.number().into()])
                .await?;
        if known.is_none() {
            return Err(Failure::Refused(Refusal::NoSuchCertifier));
        }
        change(transaction, insert, vec![id.into(), certifier.number().into()]).await?;
    }
    for (position, tag) in (1i32..).zip(details.tags.iter()) {
        let insert =
            "INSERT INTO resource_tags (resource_id, position, label, folded) VALUES ($1, $2, $3, $4)";
        change(
            transaction,
            insert,
            vec![id.into(), position.into(), tag.label().into(), tag.folded().into()],
        )
        .await?;
    }
    Ok(())
}

pub(crate) async fn untie(transaction: &DatabaseTransaction, resource: Id<Resource>) -> Result<(), Fault> {
    for table in ["resource_certifications", "resource_certifiers", "resource_tags"] {
        let delete = format!("DELETE FROM {table} WHERE resource_id = $1");
        change(transaction, &delete, vec![resource.number().into()]).await?;
    }
    Ok(())
}

pub(crate) async fn add_version(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    number: u32,
    found: &Found,
    note: Option<&Note>,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let insert =
        "INSERT INTO resource_versions (resource_id, number, hash, file_name, url, note, added_by, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (hash, name, url) = match found {
        Found::File { upload } => {
            (Some(upload.hash.as_str().to_owned()), upload.name.as_str().to_owned(), String::new())
        }
        Found::Link(address) => (None, String::new(), address.clone()),
    };
    let values = vec![
        resource.number().into(),
        number.cast_signed().into(),
        hash.into(),
        name.into(),
        url.into(),
        line(note).into(),
        by.number().into(),
        now.into(),
    ];
    change(transaction, insert, values).await?;
    if let Found::File { upload } = found {
        files::take_upload(transaction, upload.id).await?;
    }
    Ok(())
}

/// The content of the current version.
#[derive(FromQueryResult)]
pub(crate) struct Current {
    pub(crate) hash: Option<String>,
    pub(crate) url: String,
}

pub(crate) async fn current(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
) -> Result<Option<Current>, Fault> {
    let query = "SELECT v.hash, v.url FROM resource_versions v JOIN resources r ON r.id = v.resource_id
        WHERE r.id = $1 AND v.number = r.number";
    Ok(one(transaction, query, vec![resource.number().into()]).await?)
}

/// A line of the resource's history.
pub(crate) async fn note(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    by: Option<Id<Member>>,
    deed: Deed,
    word: &str,
    now: DateTime<Utc>,
) -> Result<i64, Fault> {
    let insert = "INSERT INTO resource_deeds (resource_id, by_id, deed, word, at) VALUES ($1, $2, $3, $4, $5)
        RETURNING id";
    let values = vec![
        resource.number().into(),
        by.map(Id::number).into(),
        deed.code().into(),
        word.into(),
        now.into(),
    ];
    Ok(numbered::<()>(one(transaction, insert, values).await?)?.number())
}

/// Moves the resource. What is said to hold again is reviewed on that day, and no end that is past is kept.
pub(crate) async fn set_state(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    edition: i32,
    state: State,
    holds: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE resources SET state = $1, changed_at = $2, edition = edition + 1,
            published_at = CASE WHEN $1 = 'published' AND published_at IS NULL THEN $2 ELSE published_at END,
            review_on = COALESCE($3, review_on),
            valid_until = CASE WHEN $3 IS NOT NULL AND valid_until < $4 THEN NULL ELSE valid_until END
        WHERE id = $5 AND edition = $6";
    let update = typed(transaction, update);
    let values = vec![
        state.code().into(),
        now.into(),
        holds.into(),
        now.date_naive().into(),
        resource.number().into(),
        edition.into(),
    ];
    Ok(change(transaction, &update, values).await? > 0)
}

/// PostgreSQL must be told what an empty parameter would have been.
fn typed(connection: &impl ConnectionTrait, statement: &str) -> String {
    match crate::database::is_postgres(connection) {
        true => statement
            .replace("$1", "CAST($1 AS TEXT)")
            .replace("$2", "CAST($2 AS TIMESTAMPTZ)")
            .replace("$3", "CAST($3 AS DATE)"),
        false => statement.to_owned(),
    }
}

pub(crate) async fn set_number(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    edition: i32,
    number: u32,
    review: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update = "UPDATE resources SET number = $1, changed_at = $2, edition = edition + 1 WHERE id = $3 AND edition = $4";
    let values = vec![number.cast_signed().into(), now.into(), resource.number().into(), edition.into()];
    let changed = change(transaction, update, values).await? > 0;
    if let Some(review) = review.filter(|_| changed) {
        let update = "UPDATE resources SET review_on = $1 WHERE id = $2";
        change(transaction, update, vec![review.into(), resource.number().into()]).await?;
    }
    Ok(changed)
}

pub(crate) async fn something_expired(database: &Database, today: NaiveDate) -> Result<bool, Fault> {
    let query = "SELECT id FROM resources WHERE state = 'published' AND valid_until < $1 LIMIT 1";
    let row: Option<Number> = one(database.reader(), query, vec![today.into()]).await?;
    Ok(row.is_some())
}

pub(crate) async fn expire(
    transaction: &DatabaseTransaction,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Id<Resource>>, Fault> {
    let update = "UPDATE resources SET state = 'outdated', changed_at = $2, edition = edition + 1
        WHERE state = 'published' AND valid_until < $1 RETURNING id";
    let rows: Vec<Number> = all(transaction, update, vec![today.into(), now.into()]).await?;
    Ok(rows.into_iter().map(|row| Id::new(row.id)).collect())
}

pub(crate) async fn count_download(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
) -> Result<(), Fault> {
    let update = "UPDATE resources SET downloads = downloads + 1 WHERE id = $1";
    change(transaction, update, vec![resource.number().into()]).await?;
    Ok(())
}

/// Adds a report, unless the same person waits for an answer to the same one.
pub(crate) async fn add_report(
    transaction: &DatabaseTransaction,
    resource: Id<Resource>,
    by: Option<Id<Member>>,
    reason: Reason,
    word: &str,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO resource_reports (resource_id, by_id, reason, word, made_at) VALUES ($1, $2, $3, $4, $5)";
    let values = vec![
        resource.number().into(),
        by.map(Id::number).into(),
        reason.code().into(),
        word.into(),
        now.into(),
    ];
    match change(transaction, insert, values).await {
        Ok(_) => Ok(true),
        Err(error) if violates(&error, "resource_reports_once_unique", "resource_reports.resource_id") => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn settle_report(
    transaction: &DatabaseTransaction,
    report: Id<Report>,
    by: Id<Member>,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<Option<Id<Resource>>, Fault> {
    let update = "UPDATE resource_reports SET settled_at = $1, settled_by = $2, answer = $3
        WHERE id = $4 AND settled_at IS NULL RETURNING resource_id AS id";
    let values = vec![now.into(), by.number().into(), answer.into(), report.number().into()];
    let row: Option<Number> = one(transaction, update, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}
