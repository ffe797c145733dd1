//! What facets need of the resources that a visitor may see.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{Freshness, Listed};
use crate::{
    Id, Roles,
    database::all,
    fault::Fault,
    members::Visitor,
    text::{self, Markdown},
};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    kind: String,
    title: String,
    summary: String,
    author: String,
    source: String,
    state: String,
    dated_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    published_at: Option<DateTime<Utc>>,
    deposited_at: DateTime<Utc>,
    departement: String,
    stages: i32,
    useful: i32,
    useless: i32,
    number: i32,
    url: String,
    audience: i32,
}

impl Row {
    fn read(self, today: NaiveDate) -> Listed {
        let outdated = self.state == "outdated" || self.valid_until.is_some_and(|last| last < today);
        Listed {
            id: Id::new(self.id),
            kind: self.kind,
            title: self.title,
            summary: text::excerpt(&text::plain(&Markdown::from_stored(self.summary)), 240),
            author: self.author,
            source: self.source,
            freshness: if outdated { Freshness::Outdated } else { Freshness::Current },
            dated_on: self.dated_on,
            published_at: self.published_at.unwrap_or(self.deposited_at),
            departement: self.departement,
            stages: (1..=5).filter(|stage| self.stages & (1 << (stage - 1)) != 0).collect(),
            useful: (self.useful.unsigned_abs(), self.useless.unsigned_abs()),
            version: self.number.unsigned_abs(),
            url: self.url,
            certifications: Vec::new(),
            certifiers: Vec::new(),
            tags: Vec::new(),
        }
    }
}

/// What is in the library for everybody who may see it: neither drafts, nor what waits, nor what was withdrawn.
pub(crate) const SHOWN: &str = "r.state IN ('published', 'outdated')";

/// The resources that the visitor may see: four statements, however many there are.
pub(super) async fn everything(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    today: NaiveDate,
) -> Result<Vec<Listed>, Fault> {
    let which = "(r.audience & $1) <> 0";
    let found = those(connection, which, vec![visitor.roles().column().into()], today).await?;
    Ok(found.into_iter().map(|(listed, _)| listed).collect())
}

/// Those resources, with the audience of each.
pub(crate) async fn those(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
    today: NaiveDate,
) -> Result<Vec<(Listed, Roles)>, Fault> {
    let query = format!(
        "SELECT r.id, r.kind, r.title, r.summary, r.author, r.source, r.state, r.dated_on, r.valid_until, r.published_at,
            r.deposited_at, r.departement, r.stages, r.useful, r.useless, r.number, r.audience, COALESCE(v.url, '') AS url
        FROM resources r LEFT JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number
        WHERE {SHOWN} AND {which} ORDER BY r.id"
    );
    let rows: Vec<Row> = all(connection, &query, values.clone()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(Listed, Roles)> = rows
        .into_iter()
        .map(|row| {
            let audience = Roles::from_column(row.audience);
            (row.read(today), audience)
        })
        .collect();
    fill(connection, &mut found, which, values).await?;
    Ok(found)
}

#[derive(FromQueryResult)]
struct CertificationRow {
    resource_id: i64,
    certification: i64,
    name: String,
    level: Option<i32>,
}

#[derive(FromQueryResult)]
struct NameRow {
    resource_id: i64,
    code: String,
    name: String,
}

async fn fill(
    connection: &impl ConnectionTrait,
    found: &mut [(Listed, Roles)],
    which: &str,
    values: Vec<Value>,
) -> Result<(), Fault> {
    let places: HashMap<i64, usize> =
        found.iter().enumerate().map(|(at, (one, _))| (one.id.number(), at)).collect();
    let those = format!("FROM resources r JOIN {{}} ON x.resource_id = r.id {{}} WHERE {SHOWN} AND {which}");
    let from = |table: &str, more: &str| those.replacen("{}", table, 1).replacen("{}", more, 1);
    let certifications = format!(
        "SELECT x.resource_id, x.certification, COALESCE(NULLIF(c.own_acronym, ''), c.title, '') AS name, c.level {} ORDER BY x.certification",
        from("resource_certifications x", "LEFT JOIN certifications c ON c.number = x.certification")
    );
    for row in all::<CertificationRow>(connection, &certifications, values.clone()).await? {
        if let Some(at) = places.get(&row.resource_id) {
            let level = row.level.and_then(|level| u8::try_from(level).ok());
            found[*at].0.certifications.push((row.certification, row.name, level));
        }
    }
    let certifiers = format!(
        "SELECT x.resource_id, c.slug AS code, c.name {} ORDER BY c.folded",
        from("resource_certifiers x", "JOIN certifiers c ON c.id = x.certifier_id")
    );
    for row in all::<NameRow>(connection, &certifiers, values.clone()).await? {
        if let Some(at) = places.get(&row.resource_id) {
            found[*at].0.certifiers.push((row.code, row.name));
        }
    }
    let tags = format!(
        "SELECT x.resource_id, x.folded AS code, x.label AS name {} ORDER BY x.position",
        from("resource_tags x", "")
    );
    for row in all::<NameRow>(connection, &tags, values).await? {
        if let Some(at) = places.get(&row.resource_id) {
            found[*at].0.tags.push((row.code, row.name));
        }
    }
    Ok(())
}
