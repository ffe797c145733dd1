//! Writing an announcement, with all that it names.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use crate::{
    Id,
    database::{Number, all, change, listed, one},
    fault::Fault,
    forum::Submission,
    library::{
        Speaker,
        resource::store::shown,
        update::{Announcement, Effect, Update},
    },
    members::{Member, Visitor},
    text,
};

/// Adds it with all that it names; `None` when its words were already sent.
pub(in crate::library::update) async fn add(
    transaction: &DatabaseTransaction,
    speaker: &Speaker,
    announcement: &Announcement,
    submission: &Submission,
    now: DateTime<Utc>,
) -> Result<Option<Id<Update>>, Fault> {
    let insert = "INSERT INTO updates (certifier_id, author_id, title, body, body_html, renderer, dated_on, effect, until_on,
            folded, published_at, submission)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (author_id, submission) DO NOTHING RETURNING id";
    let mut values: Vec<Value> =
        vec![speaker.certifier().id.number().into(), speaker.member().id().number().into()];
    values.extend(written(announcement));
    values.extend([now.into(), submission.as_str().into()]);
    let Some(row) = one::<Number>(transaction, insert, values).await? else { return Ok(None) };
    name_all(transaction, row.id, announcement).await?;
    Ok(Some(Id::new(row.id)))
}

/// Title, text, its rendering and the renderer, day, effect, end, what searches compare.
pub(super) fn written(announcement: &Announcement) -> [Value; 8] {
    let until = announcement.until_on.filter(|_| announcement.effect == Some(Effect::Extends));
    [
        announcement.title.as_str().into(),
        announcement.body.as_str().into(),
        text::render(&announcement.body).as_str().into(),
        text::RENDERER.into(),
        announcement.dated_on.into(),
        announcement.effect.map(Effect::code).into(),
        until.into(),
        announcement.folded().into(),
    ]
}

pub(super) async fn name_all(
    transaction: &DatabaseTransaction,
    update: i64,
    announcement: &Announcement,
) -> Result<(), Fault> {
    let certification =
        "INSERT INTO update_certifications (update_id, certification, part) VALUES ($1, $2, $3)";
    for (number, part) in announcement.certifications() {
        change(transaction, certification, vec![update.into(), number.into(), part.code().into()]).await?;
    }
    let document =
        "INSERT INTO update_resources (update_id, resource_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    for number in &announcement.documents {
        change(transaction, document, vec![update.into(), (*number).into()]).await?;
    }
    Ok(())
}

pub(in crate::library::update) async fn of_submission(
    connection: &impl ConnectionTrait,
    author: Id<Member>,
    submission: &Submission,
) -> Result<Id<Update>, Fault> {
    let query = "SELECT id FROM updates WHERE author_id = $1 AND submission = $2";
    let row: Option<Number> =
        one(connection, query, vec![author.number().into(), submission.as_str().into()]).await?;
    row.map(|row| Id::new(row.id))
        .ok_or_else(|| Fault::Corrupt("an update written twice and found nowhere".to_owned()))
}

/// Those of the resources that are there for that visitor.
pub(in crate::library::update) async fn documents_there(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    numbers: &[i64],
) -> Result<Vec<i64>, Fault> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!("SELECT r.id FROM resources r WHERE {} AND r.id IN ({})", shown(), listed(numbers));
    let rows: Vec<Number> = all(connection, &query, vec![visitor.roles().column().into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
