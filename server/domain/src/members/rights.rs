//! What the law gives everybody over what is known of them: to see it and to take it along (GDPR, articles 15 and 20). Correcting is
//! `account`, leaving is `departure`.

use serde_json::Value;

use super::{
    Member,
    audit::{self, Deed, Line, Origin},
    store,
};
use crate::{Community, fault::Fault};

/// One file of the copy.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonalFile {
    /// Its name, without a folder.
    pub name: String,
    /// What it holds, in French.
    pub holds: &'static str,
    /// How many things it holds.
    pub count: usize,
    /// Readable JSON in UTF-8, or the photo.
    pub content: Vec<u8>,
}

/// What is known of that person, and how many of each.
///
/// # Errors
/// When the database cannot answer.
pub async fn overview(community: &Community, member: &Member) -> Result<Vec<(&'static str, u64)>, Fault> {
    store::count_copies(&community.database, member.id).await
}

async fn copy(community: &Community, member: &Member) -> Result<Vec<PersonalFile>, Fault> {
    let mut files = Vec::new();
    for &(name, holds, query) in store::COPIED {
        let mut rows = store::copy(&community.database, member.id, query).await?;
        let count = rows.len();
        // The account is one thing: not a list of one.
        let value = match name {
            "profil" => rows.pop().map(|row| with_roles(row, member)).unwrap_or_default(),
            _ => Value::Array(rows),
        };
        let content = serde_json::to_vec_pretty(&value).map_err(|error| Fault::Corrupt(error.to_string()))?;
        files.push(PersonalFile { name: format!("{name}.json"), holds, count, content });
    }
    if let Some(content) = store::photo_of(&community.database, member.id).await? {
        let holds = "Votre photo, telle que le site la garde";
        files.push(PersonalFile { name: "photo.jpg".to_owned(), holds, count: 1, content });
    }
    Ok(files)
}

/// Everything that is known of that person, file by file, to be taken along: noted in the audit log. Hashes of tokens and what
/// others wrote are not among it.
///
/// # Errors
/// When the database cannot answer.
pub async fn take(
    community: &Community,
    member: &Member,
    origin: Origin,
) -> Result<Vec<PersonalFile>, Fault> {
    let transaction = community.database.begin().await?;
    let (actor, detail) = (Some(member.id), String::new());
    let line = Line { actor, deed: Deed::DataTaken, subject: actor, detail, origin };
    audit::note(&transaction, community.now(), line).await?;
    transaction.commit().await?;
    copy(community, member).await
}

/// Roles are bits in the row and words in the copy.
fn with_roles(mut profile: Value, member: &Member) -> Value {
    if let Value::Object(fields) = &mut profile {
        fields.insert("roles".to_owned(), Value::String(member.roles.codes()));
    }
    profile
}
