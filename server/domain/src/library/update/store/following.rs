//! What those who follow are told of an announcement, and what the index holds of it.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    certifications,
    listing::{LISTED, ListedRow},
};
use crate::{
    database::{all, one},
    fault::Fault,
    library::update::Listed,
};

/// The announcement as those who follow are told of it.
pub(crate) struct Told {
    /// As in a list.
    pub(crate) listed: Listed,
    /// Its folded words.
    pub(crate) folded: String,
    /// Who wrote it.
    pub(crate) author: i64,
    pub(crate) published_at: DateTime<Utc>,
}

/// What those who follow are told of it.
pub(crate) async fn told(connection: &impl ConnectionTrait, update: i64) -> Result<Option<Told>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        #[sea_orm(nested)]
        listed: ListedRow,
        folded: String,
        author_id: i64,
        published_at: DateTime<Utc>,
    }
    let query = format!(
        "SELECT {LISTED}, u.folded, u.author_id, u.published_at
        FROM updates u JOIN certifiers c ON c.id = u.certifier_id WHERE u.id = $1"
    );
    let Some(row) = one::<Row>(connection, &query, vec![update.into()]).await? else { return Ok(None) };
    let certifications = certifications(connection, update).await?;
    let listed = Listed { certifications, ..Listed::try_from(row.listed)? };
    Ok(Some(Told { listed, folded: row.folded, author: row.author_id, published_at: row.published_at }))
}

/// What the index holds of an update.
#[derive(FromQueryResult)]
pub(crate) struct UpdateText {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) certifier: String,
    pub(crate) published_at: DateTime<Utc>,
}

const TEXT: &str = "SELECT u.id, u.title, u.body, c.name AS certifier, u.published_at
    FROM updates u JOIN certifiers c ON c.id = u.certifier_id";

/// The update's text, for the index.
pub(crate) async fn text_of(
    connection: &impl ConnectionTrait,
    update: i64,
) -> Result<Option<UpdateText>, Fault> {
    Ok(one(connection, &format!("{TEXT} WHERE u.id = $1"), vec![update.into()]).await?)
}

/// All that was announced in one certifier's name.
pub(crate) async fn texts_of(
    connection: &impl ConnectionTrait,
    certifier: i64,
) -> Result<Vec<UpdateText>, Fault> {
    let query = format!("{TEXT} WHERE u.certifier_id = $1 ORDER BY u.id");
    Ok(all(connection, &query, vec![certifier.into()]).await?)
}

/// A batch of all texts, in the order of their numbers.
pub(crate) async fn texts_after(
    connection: &impl ConnectionTrait,
    after: i64,
    most: u32,
) -> Result<Vec<UpdateText>, Fault> {
    let query = format!("{TEXT} WHERE u.id > $1 ORDER BY u.id LIMIT $2");
    Ok(all(connection, &query, vec![after.into(), i64::from(most).into()]).await?)
}
