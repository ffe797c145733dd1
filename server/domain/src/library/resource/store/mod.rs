//! The rows of resources. What one page reads is here; lists in `listed`, writing in `writing`, what the index takes in `following`.
//!
//! Invariant: everything that a visitor reads is found through [`SEEN`] or through [`SHOWN`], in the query itself.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    Act, Attached, Body, Details, Hands, Language, Note, Readers, Resource, ResourceKind, ResourceTitle,
    Source, State, Version, kind::DEPARTEMENTS, reading::Happened,
};
use crate::{
    Database, Id, Role, Roles,
    database::{all, one},
    fault::Fault,
    files::{FileName, Hash, Media, reading::Reading},
    library::{Certifier, Rncp},
    members::{Member, Stages, Tags, Visitor},
    text::{Html, Markdown},
};

mod following;
mod letters;
mod listed;
mod writing;

pub(crate) use following::{Indexed, Located, indexed, indexed_after, locate};
pub(crate) use letters::{Addressee, Told, told};
pub(super) use listed::*;
pub(super) use writing::*;
pub(crate) use writing::{add_report, note};

/// Who looks after the library: one bit a role.
pub(crate) const DESK: i32 = Roles::of(&[Role::Organiser, Role::Administrator]).column();

/// What everybody concerned sees in lists, counts and the search: `$1` is the visitor's roles.
pub(crate) const SHOWN: &str = "r.state IN ('published', 'outdated') AND (r.audience & $1) <> 0";

/// Whether the member `$2` speaks for a certifier that the resource names.
const CONTACT: &str = "EXISTS (SELECT 1 FROM resource_certifiers rc
    JOIN certifier_members cm ON cm.certifier_id = rc.certifier_id
    WHERE rc.resource_id = r.id AND cm.member_id = $2 AND ($1 & 4) <> 0)";

/// What one visitor sees at a resource's own address: `$1` is their roles, `$2` their number. Those who could read what was
/// withdrawn are told that it was.
fn seen() -> String {
    format!(
        "((r.state IN ('published', 'outdated', 'withdrawn') AND (r.audience & $1) <> 0) OR r.depositor_id = $2
            OR ($1 & {DESK}) <> 0 OR (r.state = 'to-review' AND {CONTACT}))"
    )
}

/// What happened to a resource. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It was deposited.
    Deposited,
    /// Somebody moved it.
    Acted(Act),
    /// It has a new version.
    Version,
    /// What is said of it changed.
    Changed,
    /// The last day it held is over.
    Expired,
    /// Somebody reported it.
    Reported,
    /// A report was settled.
    Settled,
}

impl Deed {
    /// Its name in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Deed::Deposited => "deposited",
            Deed::Acted(act) => act.code(),
            Deed::Version => "version",
            Deed::Changed => "changed",
            Deed::Expired => "expired",
            Deed::Reported => "reported",
            Deed::Settled => "settled",
        }
    }

    /// The deed of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        let others =
            [Deed::Deposited, Deed::Version, Deed::Changed, Deed::Expired, Deed::Reported, Deed::Settled];
        let others = others.into_iter().find(|deed| deed.code() == code);
        others.or_else(|| Act::from_code(code).map(Deed::Acted))
    }
}

fn strange(what: &str, code: &str) -> Fault {
    Fault::Corrupt(format!("resource of {what} {code:?}"))
}

pub(super) fn kind_of(code: &str) -> Result<ResourceKind, Fault> {
    ResourceKind::from_code(code).ok_or_else(|| strange("kind", code))
}

pub(super) fn state_of(code: &str) -> Result<State, Fault> {
    State::from_code(code).ok_or_else(|| strange("state", code))
}

fn media_of(code: &str) -> Result<Media, Fault> {
    Media::from_code(code).ok_or_else(|| strange("media", code))
}

/// The number of whoever visits; that of nobody when signed out.
pub(super) fn number_of(visitor: &Visitor) -> i64 {
    visitor.member().map_or(0, |member| member.id().number())
}

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
pub(super) async fn resource(
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
        depositor: row.depositor_id == number_of(visitor),
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
        departement: DEPARTEMENTS.iter().map(|(number, _)| *number).find(|number| *number == row.departement),
        stages: Stages::from_column(row.stages),
        readers: Readers::of(Roles::from_column(row.audience)),
        certifications: links.certifications,
        certifiers: links.certifiers,
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
    certifiers: Vec<Id<Certifier>>,
    tags: Vec<String>,
}

async fn links(connection: &impl ConnectionTrait, resource: Id<Resource>) -> Result<Links, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: String,
        number: i64,
        label: String,
    }
    let query = "SELECT 'certification' AS what, certification AS number, '' AS label
            FROM resource_certifications WHERE resource_id = $1
        UNION ALL SELECT 'certifier', certifier_id, '' FROM resource_certifiers WHERE resource_id = $1
        UNION ALL SELECT 'tag', CAST(position AS BIGINT), label FROM resource_tags WHERE resource_id = $1
        ORDER BY 1, 2";
    let rows: Vec<Row> = all(connection, query, vec![resource.number().into()]).await?;
    let mut links = Links::default();
    for row in rows {
        match row.what.as_str() {
            "certification" => links.certifications.extend(Rncp::stored(row.number)),
            "certifier" => links.certifiers.push(Id::new(row.number)),
            _ => links.tags.push(row.label),
        }
    }
    Ok(links)
}

#[derive(FromQueryResult)]
struct VersionRow {
    number: i32,
    url: String,
    file_name: String,
    hash: Option<String>,
    media: Option<String>,
    size: Option<i64>,
    reading: Option<String>,
    pages: Option<i32>,
    note: String,
    added_by: i64,
    adder: String,
    added_at: DateTime<Utc>,
}

const VERSION: &str =
    "SELECT v.number, v.url, v.file_name, v.hash, f.media, f.size, f.reading, f.pages, v.note,
        v.added_by, m.name AS adder, v.added_at
    FROM resource_versions v JOIN members m ON m.id = v.added_by LEFT JOIN files f ON f.hash = v.hash
    WHERE v.resource_id = $1";

impl TryFrom<VersionRow> for Version {
    type Error = Fault;

    fn try_from(row: VersionRow) -> Result<Self, Fault> {
        let body = match (row.hash, row.media, row.reading) {
            (Some(hash), Some(media), Some(reading)) => Body::File(Attached {
                name: FileName::stored(row.file_name),
                media: media_of(&media)?,
                size: row.size.unwrap_or_default().unsigned_abs(),
                reading: Reading::from_code(&reading).ok_or_else(|| strange("reading", &reading))?,
                pages: row.pages.map(i32::unsigned_abs),
                hash: Hash::stored(hash),
            }),
            _ => Body::Link(row.url),
        };
        Ok(Version {
            number: row.number.unsigned_abs(),
            body,
            note: row.note,
            added_by: (Id::new(row.added_by), row.adder),
            added_at: row.added_at,
        })
    }
}

pub(super) async fn versions(database: &Database, resource: Id<Resource>) -> Result<Vec<Version>, Fault> {
    let query = format!("{VERSION} ORDER BY v.number DESC");
    let rows: Vec<VersionRow> = all(database.reader(), &query, vec![resource.number().into()]).await?;
    rows.into_iter().map(Version::try_from).collect()
}

pub(super) async fn version(
    database: &Database,
    resource: Id<Resource>,
    number: u32,
) -> Result<Option<Version>, Fault> {
    let query = format!("{VERSION} AND v.number = $2");
    let values = vec![resource.number().into(), number.cast_signed().into()];
    let row: Option<VersionRow> = one(database.reader(), &query, values).await?;
    row.map(Version::try_from).transpose()
}

pub(super) async fn history(database: &Database, resource: Id<Resource>) -> Result<Vec<Happened>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        deed: String,
        by: Option<String>,
        word: String,
        at: DateTime<Utc>,
    }
    let query = "SELECT d.deed, m.name AS by, d.word, d.at FROM resource_deeds d LEFT JOIN members m ON m.id = d.by_id
        WHERE d.resource_id = $1 ORDER BY d.id DESC LIMIT 100";
    let rows: Vec<Row> = all(database.reader(), query, vec![resource.number().into()]).await?;
    let happened = |row: Row| {
        let deed = Deed::from_code(&row.deed).ok_or_else(|| strange("deed", &row.deed))?;
        Ok(Happened { deed, by: row.by, word: row.word, at: row.at })
    };
    rows.into_iter().map(happened).collect()
}

/// In what quality the member would act on a resource of theirs about these certifiers.
pub(super) async fn hands_on(
    connection: &impl ConnectionTrait,
    member: &Member,
    certifiers: &[Id<Certifier>],
) -> Result<Hands, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        certifier_id: i64,
    }
    let organiser = member.roles().column() & DESK != 0;
    let mut contact = false;
    if !certifiers.is_empty() && member.roles().contains(Role::Certifier) {
        let query = "SELECT certifier_id FROM certifier_members WHERE member_id = $1";
        let rows: Vec<Row> = all(connection, query, vec![member.id().number().into()]).await?;
        contact = rows.iter().any(|row| certifiers.contains(&Id::new(row.certifier_id)));
    }
    Ok(Hands { depositor: true, contact, organiser })
}
