//! Writing what is said of a resource, in the transaction of a use case.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use crate::{
    Failure, Id,
    database::{Number, change, one},
    fault::Fault,
    forum::Submission,
    library::resource::{
        Details, Refusal, Resource, State,
        deposit::{Deposit, Origin, line},
    },
    members::{Member, Visitor},
    text::{RENDERER, render},
};

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

/// Adds it; `None` when the same form added it a moment ago.
pub(crate) async fn add(
    transaction: &DatabaseTransaction,
    member: &Member,
    deposit: &Deposit,
    state: State,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<Id<Resource>>, Fault> {
    let insert = "INSERT INTO resources (kind, title, summary, summary_html, renderer, author, source, licence, language,
            dated_on, valid_until, review_on, departement, stages, audience,
            state, depositor_id, deposited_at, published_at, changed_at, topic_id, reply_id, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $18, $20, $21, $22)
        ON CONFLICT (depositor_id, submission) DO NOTHING RETURNING id";
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
    let row: Option<Number> = one(transaction, insert, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
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
