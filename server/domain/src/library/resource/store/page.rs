//! A resource as its page shows it, with what it is tied to.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{CONTACT, DESK, kind_of, number_of, seen, state_of, strange};
use crate::{
    Id, Role, Roles,
    database::{all, one},
    fault::Fault,
    library::{
        Certifier, Rncp,
        resource::{Details, Hands, Language, Note, Readers, Resource, ResourceTitle, Source, deposits},
    },
    members::{Stages, Tags, Visitor, antennes},
    text::{Html, Markdown},
};

#[derive(FromQueryResult)]
struct ResourceRow {
    id: i64,
    kind: String,
    title: String,
    summary: String,
    summary_html: String,
    state: String,
    author: String,
    source: String,
    licence: String,
    language: String,
    dated_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    review_on: Option<NaiveDate>,
    departement: String,
    stages: i32,
    audience: i32,
    number: i32,
    edition: i32,
    depositor_id: i64,
    depositor: String,
    deposited_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    changed_at: DateTime<Utc>,
    downloads: i32,
    useful: i32,
    useless: i32,
    contact: bool,
    kept: bool,
    topic_id: Option<i64>,
    topic: Option<String>,
    reply_id: Option<i64>,
    rank: Option<i32>,
}

/// A resource as that visitor sees it, if they do.
pub(in crate::library::resource) async fn resource(
    connection: &impl ConnectionTrait,
    visitor: &Visitor,
    resource: Id<Resource>,
) -> Result<Option<Resource>, Fault> {
    let query = format!(
        "SELECT r.id, r.kind, r.title, r.summary, r.summary_html, r.state, r.author, r.source, r.licence, r.language,
            r.dated_on, r.valid_until, r.review_on, r.departement, r.stages, r.audience, r.number, r.edition,
            r.depositor_id, m.name AS depositor, r.deposited_at, r.published_at, r.changed_at, r.downloads,
            r.useful, r.useless, {CONTACT} AS contact,
            EXISTS (SELECT 1 FROM bookmarks k WHERE k.resource_id = r.id AND k.member_id = $2) AS kept,
            t.id AS topic_id, t.title AS topic, p.id AS reply_id, p.number AS rank
        FROM resources r JOIN members m ON m.id = r.depositor_id
            LEFT JOIN boards b ON (b.audience & $1) <> 0 AND b.id = (SELECT x.board_id FROM topics x WHERE x.id = r.topic_id)
            LEFT JOIN topics t ON t.id = r.topic_id AND b.id IS NOT NULL
            LEFT JOIN replies p ON p.id = r.reply_id AND b.id IS NOT NULL
        WHERE r.id = $3 AND {}",
        seen()
    );
    let values = vec![visitor.roles().column().into(), number_of(visitor).into(), resource.number().into()];
    let row: Option<ResourceRow> = one(connection, &query, values).await?;
    let Some(row) = row else { return Ok(None) };
    let links = links(connection, resource).await?;
    made(row, links, visitor).map(Some)
}

fn made(row: ResourceRow, links: Links, visitor: &Visitor) -> Result<Resource, Fault> {
    let note = |text: String| Note::parse(&text).ok();
    let hands = Hands {
        depositor: row.depositor_id == number_of(visitor) && deposits(visitor.roles()),
        contact: row.contact && visitor.roles().contains(Role::Certifier),
        organiser: visitor.roles().column() & DESK != 0,
    };
    let details = Details {
        kind: kind_of(&row.kind)?,
        title: ResourceTitle::parse(&row.title).map_err(|_| strange("title", &row.title))?,
        summary: Some(row.summary).filter(|text| !text.is_empty()).map(Markdown::from_stored),
        author: note(row.author),
        source: note(row.source),
        licence: note(row.licence),
        language: Language::from_code(&row.language).unwrap_or(Language::FRENCH),
        dated_on: row.dated_on,
        valid_until: row.valid_until,
        review_on: row.review_on,
        departement: antennes::department(&row.departement),
        stages: Stages::from_column(row.stages),
        readers: Readers::of(Roles::from_column(row.audience)),
        certifications: links.certifications,
        certifiers: links.certifiers.iter().map(|certifier| certifier.id).collect(),
        tags: Tags::parse(&links.tags.join("\n")).unwrap_or_default(),
    };
    let origin = row.topic_id.zip(row.topic).map(|(topic, title)| Source {
        topic: Id::new(topic),
        title,
        reply: row.reply_id.zip(row.rank).map(|(reply, rank)| (Id::new(reply), rank.unsigned_abs())),
    });
    Ok(Resource {
        id: Id::new(row.id),
        details,
        summary_html: Html::from_stored(row.summary_html),
        state: state_of(&row.state)?,
        edition: row.edition,
        number: row.number.unsigned_abs(),
        depositor: (Id::new(row.depositor_id), row.depositor),
        deposited_at: row.deposited_at,
        published_at: row.published_at,
        changed_at: row.changed_at,
        certifiers: links.certifiers,
        origin,
        downloads: row.downloads.unsigned_abs(),
        opinions: (row.useful.unsigned_abs(), row.useless.unsigned_abs()),
        kept: row.kept,
        hands,
    })
}

/// What a resource is tied to.
#[derive(Default)]
struct Links {
    certifications: Vec<Rncp>,
    certifiers: Vec<Certifier>,
    tags: Vec<String>,
}

async fn links(connection: &impl ConnectionTrait, resource: Id<Resource>) -> Result<Links, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: String,
        number: i64,
        label: String,
        slug: String,
    }
    let query =
        "SELECT 'certification' AS what, certification AS number, '' AS label, '' AS slug, '' AS folded
            FROM resource_certifications WHERE resource_id = $1
        UNION ALL SELECT 'certifier', c.id, c.name, c.slug, c.folded
            FROM resource_certifiers k JOIN certifiers c ON c.id = k.certifier_id WHERE k.resource_id = $1
        UNION ALL SELECT 'tag', CAST(position AS BIGINT), label, '', ''
            FROM resource_tags WHERE resource_id = $1
        ORDER BY 1, 5, 2";
    let rows: Vec<Row> = all(connection, query, vec![resource.number().into()]).await?;
    let mut links = Links::default();
    for row in rows {
        match row.what.as_str() {
            "certification" => links.certifications.extend(Rncp::stored(row.number)),
            "certifier" => {
                let certifier = Certifier { id: Id::new(row.number), slug: row.slug, name: row.label };
                links.certifiers.push(certifier);
            }
            _ => links.tags.push(row.label),
        }
    }
    Ok(links)
}
