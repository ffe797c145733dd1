//! The imports that were made: when, by whom, what they changed, what they could not read.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;

use super::{Import, Refusal, Report, Tally};
use crate::{
    Community, Failure, Id,
    database::{all, one},
    fault::Fault,
    library::certification::{
        Named,
        store::{NAMED, NamedRow, REPLACED, gathered},
    },
    members::Organiser,
    text::dates,
};

/// Imports that are shown.
const SHOWN: i64 = 30;

/// Certifications that are shown of one import, in each way it changed them.
const CHANGED: i64 = 60;

/// The latest import that ended well.
const LATEST: &str = "SELECT MAX(id) FROM imports WHERE ended_at IS NOT NULL AND NOT cut";

/// What an import is read from, with `imports i LEFT JOIN members m`.
pub(crate) const IMPORT: &str =
    "i.id AS import_id, i.source, i.snapshot_on, m.name AS by_name, i.begun_at, i.ended_at, i.cut,
    i.read_lines, i.refused_lines";

/// An import's row, without what it did.
#[derive(FromQueryResult)]
pub(crate) struct Row {
    import_id: i64,
    source: String,
    snapshot_on: Option<NaiveDate>,
    by_name: Option<String>,
    begun_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    cut: bool,
    read_lines: i32,
    refused_lines: i32,
}

impl From<Row> for Import {
    fn from(row: Row) -> Self {
        Self {
            id: Id::new(row.import_id),
            shipped: row.source == super::Origin::Shipped.code(),
            snapshot_on: row.snapshot_on,
            by: row.by_name,
            begun_at: row.begun_at,
            ended_at: row.ended_at,
            cut: row.cut,
            lines: u64::from(row.read_lines.unsigned_abs()),
            refused: u64::from(row.refused_lines.unsigned_abs()),
            tally: Tally::default(),
        }
    }
}

pub(super) async fn latest(community: &Community) -> Result<Option<Import>, Fault> {
    let query = format!(
        "SELECT {IMPORT} FROM imports i LEFT JOIN members m ON m.id = i.by_id WHERE i.id = ({LATEST})"
    );
    let row: Option<Row> = one(community.database.reader(), &query, vec![]).await?;
    Ok(row.map(Import::from))
}

/// The latest imports, the last one first, with what each did.
///
/// # Errors
/// When the database cannot answer.
pub async fn list(community: &Community, _: &Organiser) -> Result<Vec<Import>, Fault> {
    let query = format!(
        "SELECT {IMPORT} FROM imports i LEFT JOIN members m ON m.id = i.by_id ORDER BY i.id DESC LIMIT $1"
    );
    let rows: Vec<Row> = all(community.database.reader(), &query, vec![SHOWN.into()]).await?;
    let mut imports: Vec<Import> = rows.into_iter().map(Import::from).collect();
    let oldest = imports.last().map_or(0, |import| import.id.number());
    tally(community, oldest, &mut imports).await?;
    Ok(imports)
}

async fn tally(community: &Community, from: i64, imports: &mut [Import]) -> Result<(), Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        import_id: i64,
        what: String,
        total: i64,
    }
    let query = "SELECT import_id, what, COUNT(*) AS total FROM certification_changes WHERE import_id >= $1
        GROUP BY import_id, what";
    for row in all::<Row>(community.database.reader(), query, vec![from.into()]).await? {
        let Some(import) = imports.iter_mut().find(|import| import.id.number() == row.import_id) else {
            continue;
        };
        let total = row.total.unsigned_abs();
        match row.what.as_str() {
            "new" => import.tally.new = total,
            "changed" => import.tally.changed = total,
            "expired" => import.tally.expired = total,
            _ => import.tally.replaced = total,
        }
    }
    Ok(())
}

/// How an import changed a certification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It was not known before.
    New,
    /// It is said otherwise.
    Changed,
    /// It is not open any more.
    Expired,
    /// Another replaces it since.
    Replaced,
}

impl What {
    /// Every way, in the order in which they are shown.
    pub const ALL: [What; 4] = [What::Expired, What::Replaced, What::New, What::Changed];

    const fn code(self) -> &'static str {
        match self {
            What::New => "new",
            What::Changed => "changed",
            What::Expired => "expired",
            What::Replaced => "replaced",
        }
    }
}

/// One import, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it was.
    pub import: Import,
    /// What it could not read.
    pub report: Report,
    /// How many records it has written, of how many; while it is at work.
    pub written: (u64, u64),
    /// The first certifications that it changed, in each way.
    pub changed: Vec<(What, Vec<Named>)>,
}

/// One import.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none.
pub async fn find(community: &Community, _: &Organiser, id: Id<Import>) -> Result<Detail, Failure<Refusal>> {
    #[derive(FromQueryResult)]
    struct Whole {
        #[sea_orm(nested)]
        import: Row,
        report: String,
        written: i32,
        to_write: i32,
    }
    let query = format!(
        "SELECT {IMPORT}, i.report, i.written, i.to_write FROM imports i LEFT JOIN members m ON m.id = i.by_id WHERE i.id = $1"
    );
    let whole: Option<Whole> = one(community.database.reader(), &query, vec![id.number().into()]).await?;
    let whole = whole.ok_or(Failure::Refused(Refusal::NotThere))?;
    let mut imports = [Import::from(whole.import)];
    tally(community, id.number(), &mut imports).await?;
    let [import] = imports;
    let report = Report::stored(import.refused, &whole.report);
    let written = (u64::from(whole.written.unsigned_abs()), u64::from(whole.to_write.unsigned_abs()));
    Ok(Detail { changed: changed(community, id).await?, import, report, written })
}

async fn changed(community: &Community, id: Id<Import>) -> Result<Vec<(What, Vec<Named>)>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        what: String,
        #[sea_orm(nested)]
        named: NamedRow,
    }
    let query = format!(
        "SELECT h.what, {NAMED} FROM (
            SELECT what, certification, ROW_NUMBER() OVER (PARTITION BY what ORDER BY certification DESC) AS place
            FROM certification_changes WHERE import_id = $1) h
        JOIN certifications c ON c.number = h.certification {REPLACED}
        WHERE h.place <= $2 ORDER BY h.what, h.place, r.latter"
    );
    let values = vec![id.number().into(), CHANGED.into()];
    let rows: Vec<Row> = all(community.database.reader(), &query, values).await?;
    let today = dates::today(community.now());
    let mut all: Vec<(String, Vec<NamedRow>)> = Vec::new();
    for row in rows {
        match all.last_mut() {
            Some((what, rows)) if *what == row.what => rows.push(row.named),
            _ => all.push((row.what, vec![row.named])),
        }
    }
    let of = |what: What| {
        let at = all.iter().position(|(code, _)| code == what.code())?;
        Some((what, at))
    };
    let order: Vec<(What, usize)> = What::ALL.into_iter().filter_map(of).collect();
    let mut all: Vec<Option<Vec<NamedRow>>> = all.into_iter().map(|(_, rows)| Some(rows)).collect();
    Ok(order
        .into_iter()
        .map(|(what, at)| (what, gathered(all[at].take().unwrap_or_default(), today)))
        .collect())
}
