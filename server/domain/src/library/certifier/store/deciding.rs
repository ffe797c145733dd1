//! What is written of certifiers, by their contacts and by organisers.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Database, Id,
    database::{all, change},
    fault::Fault,
    library::certifier::{Certifier, Kind, edition::Draft, name, proposals::Known},
    members::Member,
    text::{Markdown, RENDERER, render},
};

/// Every column that names certifiers, and the one that makes a row the only one of its kind beside it, where there is one.
pub(crate) const REFERENCES: &[(&str, &str, Option<&str>)] = &[
    ("certifier_names", "certifier_id", None),
    ("certifier_contacts", "certifier_id", None),
    ("certifier_redirects", "certifier_id", None),
    ("certifier_members", "certifier_id", Some("member_id")),
    ("resource_certifiers", "certifier_id", Some("resource_id")),
    ("updates", "certifier_id", None),
    ("day_speakers", "certifier_id", None),
    ("certifier_distinctions", "one_id", Some("other_id")),
    ("certifier_distinctions", "other_id", Some("one_id")),
];

fn html(text: Option<&Markdown>) -> (String, String) {
    text.map(|text| (text.as_str().to_owned(), render(text).into_string())).unwrap_or_default()
}

/// Writes what the certifier says of itself; `false` when it is not that version any more.
pub(crate) async fn write(
    transaction: &DatabaseTransaction,
    certifier: Id<Certifier>,
    version: i32,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let ((procedures, procedures_html), (juries, juries_html)) =
        (html(draft.procedures.as_ref()), html(draft.juries.as_ref()));
    let update = "UPDATE certifiers SET website = $3, procedures = $4, procedures_html = $5, juries = $6, juries_html = $7,
        renderer = $8, changed_at = $9, version = version + 1 WHERE id = $1 AND version = $2";
    let values = vec![
        certifier.number().into(),
        version.into(),
        draft.website().into(),
        procedures.into(),
        procedures_html.into(),
        juries.into(),
        juries_html.into(),
        RENDERER.into(),
        now.into(),
    ];
    if change(transaction, update, values).await? == 0 {
        return Ok(false);
    }
    let delete = "DELETE FROM certifier_contacts WHERE certifier_id = $1";
    change(transaction, delete, vec![certifier.number().into()]).await?;
    for (position, contact) in (0_i32..).zip(&draft.contacts) {
        let insert = "INSERT INTO certifier_contacts (certifier_id, departement, name, function, email, telephone, note, position)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let contact = contact.clone();
        let values: Vec<Value> = vec![
            certifier.number().into(),
            contact.departement.into(),
            contact.name.into(),
            contact.function.into(),
            contact.email.into(),
            contact.telephone.into(),
            contact.note.into(),
            position.into(),
        ];
        change(transaction, insert, values).await?;
    }
    Ok(true)
}

pub(crate) async fn correct(
    transaction: &DatabaseTransaction,
    certifier: Id<Certifier>,
    version: i32,
    called: &str,
    kind: Kind,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let update =
        "UPDATE certifiers SET name = $3, folded = $4, kind = $5, changed_at = $6, version = version + 1
        WHERE id = $1 AND version = $2";
    let values = vec![
        certifier.number().into(),
        version.into(),
        called.into(),
        name::key(called).into(),
        kind.code().into(),
        now.into(),
    ];
    Ok(change(transaction, update, values).await? == 1)
}

/// A certifier that is about to be merged.
#[derive(FromQueryResult)]
pub(crate) struct Half {
    id: i64,
    pub(crate) slug: String,
    pub(crate) name: String,
    website: String,
    procedures: String,
    juries: String,
}

/// Both of them, in that order; `None` when one is not there.
pub(crate) async fn two(
    transaction: &DatabaseTransaction,
    one: Id<Certifier>,
    other: Id<Certifier>,
) -> Result<Option<[Half; 2]>, Fault> {
    // Written before they are read, in the order of their numbers: what somebody saves meanwhile is in what is read.
    let (first, second) = (one.number().min(other.number()), one.number().max(other.number()));
    for number in [first, second] {
        change(transaction, "UPDATE certifiers SET name = name WHERE id = $1", vec![number.into()]).await?;
    }
    let query = "SELECT id, slug, name, website, procedures, juries FROM certifiers WHERE id IN ($1, $2)";
    let mut rows: Vec<Half> =
        all(transaction, query, vec![one.number().into(), other.number().into()]).await?;
    rows.sort_by_key(|row| row.id != one.number());
    Ok(rows.try_into().ok())
}

/// Two texts as one, the second under the name of whom it came from.
fn joined(kept: &str, other: &str, name: &str) -> Option<Markdown> {
    let text = match (kept.trim(), other.trim()) {
        ("", "") => return None,
        (kept, "") => kept.to_owned(),
        ("", other) => other.to_owned(),
        (kept, other) => format!("{kept}\n\n## {name}\n\n{other}"),
    };
    Some(Markdown::from_stored(text))
}

pub(crate) async fn merge(
    transaction: &DatabaseTransaction,
    stays: &Half,
    goes: &Half,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let decided = "UPDATE certifier_names SET decided_by = $2, decided_at = $3 WHERE certifier_id = $1";
    change(transaction, decided, vec![goes.id.into(), by.number().into(), now.into()]).await?;
    let two = "DELETE FROM certifier_distinctions WHERE one_id IN ($1, $2) AND other_id IN ($1, $2)";
    change(transaction, two, vec![stays.id.into(), goes.id.into()]).await?;
    for (table, column, beside) in REFERENCES {
        if let Some(beside) = beside {
            let clash = format!(
                "DELETE FROM {table} WHERE {column} = $2 AND {beside} IN (SELECT {beside} FROM {table} WHERE {column} = $1)"
            );
            change(transaction, &clash, vec![stays.id.into(), goes.id.into()]).await?;
        }
        let pass = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2");
        change(transaction, &pass, vec![stays.id.into(), goes.id.into()]).await?;
    }
    let procedures = html(joined(&stays.procedures, &goes.procedures, &goes.name).as_ref());
    let juries = html(joined(&stays.juries, &goes.juries, &goes.name).as_ref());
    let website = if stays.website.is_empty() { &goes.website } else { &stays.website };
    let update = "UPDATE certifiers SET website = $2, procedures = $3, procedures_html = $4, juries = $5, juries_html = $6,
        renderer = $7, changed_at = $8, version = version + 1 WHERE id = $1";
    let values = vec![
        stays.id.into(),
        website.clone().into(),
        procedures.0.into(),
        procedures.1.into(),
        juries.0.into(),
        juries.1.into(),
        RENDERER.into(),
        now.into(),
    ];
    change(transaction, update, values).await?;
    let redirect = "INSERT INTO certifier_redirects (slug, certifier_id) VALUES ($1, $2)";
    change(transaction, redirect, vec![goes.slug.clone().into(), stays.id.into()]).await?;
    change(transaction, "DELETE FROM certifiers WHERE id = $1", vec![goes.id.into()]).await?;
    Ok(())
}

pub(crate) async fn tell_apart(
    transaction: &DatabaseTransaction,
    one: Id<Certifier>,
    other: Id<Certifier>,
    by: Id<Member>,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let (first, second) = (one.number().min(other.number()), one.number().max(other.number()));
    let insert = "INSERT INTO certifier_distinctions (one_id, other_id, decided_by, decided_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    change(transaction, insert, vec![first.into(), second.into(), by.number().into(), now.into()]).await?;
    Ok(())
}

pub(crate) async fn give_voice(
    transaction: &DatabaseTransaction,
    certifier: Id<Certifier>,
    member: Id<Member>,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let insert = "INSERT INTO certifier_members (certifier_id, member_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    let values = vec![certifier.number().into(), member.number().into(), now.into()];
    Ok(change(transaction, insert, values).await? == 1)
}

pub(crate) async fn take_voice(
    transaction: &DatabaseTransaction,
    certifier: Id<Certifier>,
    member: Id<Member>,
) -> Result<bool, Fault> {
    let delete = "DELETE FROM certifier_members WHERE certifier_id = $1 AND member_id = $2";
    Ok(change(transaction, delete, vec![certifier.number().into(), member.number().into()]).await? == 1)
}

/// Every certifier, with what likenesses are made of; one that no file names has no spelling.
pub(crate) async fn known(database: &Database) -> Result<Vec<Known>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        slug: String,
        name: String,
        spelling: Option<String>,
        siret: Option<String>,
        delivers: i64,
    }
    let query = "SELECT f.id, f.slug, f.name, n.name AS spelling, n.siret, COALESCE(d.delivers, 0) AS delivers
        FROM certifiers f LEFT JOIN certifier_names n ON n.certifier_id = f.id LEFT JOIN (
            SELECT name, COUNT(*) AS delivers FROM certification_certifiers GROUP BY name) d ON d.name = n.folded
        ORDER BY f.id";
    let rows: Vec<Row> = all(database.reader(), query, vec![]).await?;
    let mut places: HashMap<i64, usize> = HashMap::new();
    let mut known: Vec<Known> = Vec::new();
    for row in rows {
        let place = *places.entry(row.id).or_insert_with(|| {
            let certifier = Certifier { id: Id::new(row.id), slug: row.slug, name: row.name };
            known.push(Known { certifier, names: Vec::new(), sirets: Vec::new(), delivers: 0 });
            known.len() - 1
        });
        let one = &mut known[place];
        one.delivers += row.delivers.unsigned_abs();
        one.names.extend(row.spelling);
        one.sirets.extend(row.siret.filter(|siret| !siret.is_empty()));
    }
    Ok(known)
}

pub(crate) async fn distinctions(
    database: &Database,
) -> Result<HashSet<(Id<Certifier>, Id<Certifier>)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        one_id: i64,
        other_id: i64,
    }
    let rows: Vec<Row> =
        all(database.reader(), "SELECT one_id, other_id FROM certifier_distinctions", vec![]).await?;
    Ok(rows.into_iter().map(|row| (Id::new(row.one_id), Id::new(row.other_id))).collect())
}
