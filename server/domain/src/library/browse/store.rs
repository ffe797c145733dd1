//! What facets need of the resources that a visitor may see.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{Freshness, Listed};
use crate::{
    Id, Roles,
    database::all,
    fault::Fault,
    journal::{self, Event},
    library::resource::{State, store::IN_LIBRARY},
    text::Markdown,
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
    added_at: Option<DateTime<Utc>>,
    audience: i32,
}

impl Row {
    fn read(self, today: NaiveDate) -> Listed {
        let standing = State::from_code(&self.state).map(|state| state.on(today, self.valid_until));
        let published_at = self.published_at.unwrap_or(self.deposited_at);
        let outdated = standing == Some(State::Outdated);
        Listed {
            id: Id::new(self.id),
            kind: self.kind,
            title: self.title,
            summary: Markdown::from_stored(self.summary),
            author: self.author,
            source: self.source,
            freshness: if outdated { Freshness::Outdated } else { Freshness::Current },
            dated_on: self.dated_on,
            published_at,
            // A version that came while it was a draft is no newer than its publication.
            renewed_at: self.added_at.map_or(published_at, |added_at| added_at.max(published_at)),
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

/// What may change what is listed of a resource, as the journal tells it: the resource itself, what people think of it, the names of
/// what it is tied to.
const TELLING: [Event; 4] = [
    Event::ResourceChanged(0),
    Event::ResourceJudged(0),
    Event::CertifierChanged(0),
    Event::CertificationsImported(0),
];

/// The last entry of the journal that may have changed what is listed; 0 before the first.
pub(super) async fn edition(connection: &impl ConnectionTrait) -> Result<i64, Fault> {
    journal::last_of(connection, &TELLING).await
}

/// Those resources, with the audience of each. Two statements, however many there are.
pub(crate) async fn those(
    connection: &impl ConnectionTrait,
    which: &str,
    values: Vec<Value>,
    today: NaiveDate,
) -> Result<Vec<(Listed, Roles)>, Fault> {
    let query = format!(
        "SELECT r.id, r.kind, r.title, r.summary, r.author, r.source, r.state, r.dated_on, r.valid_until, r.published_at,
            r.deposited_at, r.departement, r.stages, r.useful, r.useless, r.number, r.audience, COALESCE(v.url, '') AS url, v.added_at
        FROM resources r LEFT JOIN resource_versions v ON v.resource_id = r.id AND v.number = r.number
        WHERE {IN_LIBRARY} AND {which} ORDER BY r.id"
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

/// What a resource is tied to: a certification (1), a certifier (2), a tag (3).
#[derive(FromQueryResult)]
struct TieRow {
    resource_id: i64,
    what: i32,
    code: String,
    name: String,
    level: Option<i32>,
}

/// The ties of those resources, in one statement.
async fn fill(
    connection: &impl ConnectionTrait,
    found: &mut [(Listed, Roles)],
    which: &str,
    values: Vec<Value>,
) -> Result<(), Fault> {
    let places: HashMap<i64, usize> =
        found.iter().enumerate().map(|(at, (one, _))| (one.id.number(), at)).collect();
    let query = format!(
        "SELECT x.resource_id, 1 AS what, CAST(x.certification AS TEXT) AS code,
            COALESCE(NULLIF(c.own_acronym, ''), c.title, '') AS name, c.level, x.certification AS place
        FROM resources r JOIN resource_certifications x ON x.resource_id = r.id
            LEFT JOIN certifications c ON c.number = x.certification WHERE {IN_LIBRARY} AND {which}
        UNION ALL
        SELECT x.resource_id, 2, c.slug, c.name, CAST(NULL AS INTEGER), c.id
        FROM resources r JOIN resource_certifiers x ON x.resource_id = r.id JOIN certifiers c ON c.id = x.certifier_id
        WHERE {IN_LIBRARY} AND {which}
        UNION ALL
        SELECT x.resource_id, 3, x.folded, x.label, CAST(NULL AS INTEGER), CAST(x.position AS BIGINT)
        FROM resources r JOIN resource_tags x ON x.resource_id = r.id WHERE {IN_LIBRARY} AND {which}
        ORDER BY 2, 6"
    );
    for row in all::<TieRow>(connection, &query, values).await? {
        let Some(at) = places.get(&row.resource_id) else { continue };
        let one = &mut found[*at].0;
        match row.what {
            1 => {
                let level = row.level.and_then(|level| u8::try_from(level).ok());
                one.certifications.push((row.code.parse().unwrap_or(0), row.name, level));
            }
            2 => one.certifiers.push((row.code, row.name)),
            _ => one.tags.push((row.code, row.name)),
        }
    }
    Ok(())
}
