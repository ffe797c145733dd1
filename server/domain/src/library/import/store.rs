//! The rows of imports, and what they write in the library.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::{Import, Refusal, Summary, gather::Gathered, line::Standard, survey::Digests, write::column};
use crate::{
    Community, Database, Failure, Id,
    database::{all, change, is_postgres},
    fault::{Fault, violates},
    journal::{self, Event},
    library::{Rncp, certification::acronym, certifier::Kind},
    text::{folded, slug},
};

/// An import that was not seen at work for so long is dead.
const DEAD_AFTER: Duration = Duration::seconds(60);

/// Values of one statement: SQLite takes 32,766.
const VALUES: usize = 8_000;

/// Leaves the dead behind and gives their numbers.
pub(super) async fn leave_behind(
    transaction: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<Vec<i64>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let query = "SELECT id FROM imports WHERE ended_at IS NULL AND beat_at < $1";
    let dead: Vec<Row> = all(transaction, query, vec![(now - DEAD_AFTER).into()]).await?;
    for row in &dead {
        let end = "UPDATE imports SET ended_at = $2, cut = TRUE WHERE id = $1";
        change(transaction, end, vec![row.id.into(), now.into()]).await?;
    }
    Ok(dead.into_iter().map(|row| row.id).collect())
}

/// Writes that an import begins.
pub(super) async fn begin(
    transaction: &DatabaseTransaction,
    source: &str,
    snapshot_on: Option<NaiveDate>,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> Result<i64, Failure<Refusal>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let insert = "INSERT INTO imports (source, snapshot_on, by_id, begun_at, beat_at) VALUES ($1, $2, $3, $4, $4) RETURNING id";
    let values = vec![source.into(), snapshot_on.into(), by.into(), now.into()];
    match crate::database::one::<Row>(transaction, insert, values).await {
        Ok(row) => row
            .map(|row| row.id)
            .ok_or_else(|| Fault::Corrupt("an import without a number".to_owned()).into()),
        Err(error) if violates(&error, "imports_one_unique", "imports_one_unique") => {
            Err(Failure::Refused(Refusal::Running))
        }
        Err(error) => Err(error.into()),
    }
}

/// Says that the import is at work, in the transaction of what it does.
async fn beat(
    transaction: &DatabaseTransaction,
    id: Id<Import>,
    now: DateTime<Utc>,
) -> Result<(), Failure<Refusal>> {
    let beat = "UPDATE imports SET beat_at = $2 WHERE id = $1 AND ended_at IS NULL";
    match change(transaction, beat, vec![column(id).into(), now.into()]).await? {
        0 => Err(Failure::Refused(Refusal::Overtaken)),
        _ => Ok(()),
    }
}

/// Writes that the import is over, with what it did.
pub(super) async fn end(
    community: &Community,
    id: Id<Import>,
    summary: &Summary,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let count = |number: u64| i32::try_from(number).unwrap_or(i32::MAX);
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let end =
        "UPDATE imports SET ended_at = $2, read_lines = $3, refused_lines = $4, report = $5 WHERE id = $1";
    let (lines, refused) = (count(summary.lines), count(summary.report.refused));
    let values =
        vec![column(id).into(), now.into(), lines.into(), refused.into(), summary.report.column().into()];
    change(&transaction, end, values).await?;
    if summary.tally != super::Tally::default() {
        journal::record(&transaction, now, None, Event::CertificationsImported(id.number())).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Writes that the import stopped on its way; what it had written is told to those who follow.
pub(super) async fn give_up(community: &Community, id: Id<Import>) -> Result<(), Fault> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    let end = "UPDATE imports SET ended_at = $2, cut = TRUE WHERE id = $1 AND ended_at IS NULL";
    change(&transaction, end, vec![column(id).into(), now.into()]).await?;
    journal::record(&transaction, now, None, Event::CertificationsImported(id.number())).await?;
    Ok(transaction.commit().await?)
}

/// What is known of a record before the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before {
    pub(super) digests: Digests,
    pub(super) active: bool,
    pub(super) ends_on: Option<NaiveDate>,
}

pub(super) async fn before(database: &Database) -> Result<HashMap<Rncp, Before>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        number: i64,
        digest: String,
        active: bool,
        ends_on: Option<NaiveDate>,
    }
    let query = "SELECT number, digest, active, ends_on FROM certifications";
    let rows: Vec<Row> = all(database.reader(), query, vec![]).await?;
    let read = |row: Row| {
        let part = |rank: usize| row.digest.get(rank * 16..(rank + 1) * 16);
        let digests =
            std::array::from_fn(|rank| part(rank).and_then(|hex| u64::from_str_radix(hex, 16).ok()));
        Some((Rncp::stored(row.number)?, Before { digests, active: row.active, ends_on: row.ends_on }))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

fn hex(digests: &Digests) -> String {
    let part =
        |digest: &Option<u64>| digest.map_or_else(|| "-".repeat(16), |digest| format!("{digest:016x}"));
    digests.iter().map(part).collect()
}

/// The certifications that another replaces.
pub(super) async fn replaced(database: &Database) -> Result<HashSet<Rncp>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        former: i64,
    }
    let query = "SELECT DISTINCT former FROM certification_replacements";
    let rows: Vec<Row> = all(database.reader(), query, vec![]).await?;
    Ok(rows.into_iter().filter_map(|row| Rncp::stored(row.former)).collect())
}

/// What an import does to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    New,
    Changed,
}

/// A record about to be written.
pub(super) struct Written<'a> {
    pub(super) number: Rncp,
    pub(super) standard: &'a Standard,
    pub(super) gathered: &'a Gathered,
    pub(super) digests: Digests,
    /// Which files say something new of it, in the order of [`super::File::ALL`].
    pub(super) parts: [bool; 5],
    pub(super) change: Change,
    pub(super) expired: bool,
}

/// Inserts rows, a bounded number a statement. `tail` is what follows the values.
async fn insert(
    transaction: &DatabaseTransaction,
    into: &str,
    tail: &str,
    rows: Vec<Vec<Value>>,
) -> Result<(), Fault> {
    let Some(width) = rows.first().map(Vec::len).filter(|width| *width > 0) else { return Ok(()) };
    let postgres = is_postgres(transaction);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<Vec<Value>> = rows.by_ref().take(VALUES / width).collect();
        let places = (0..some.len()).map(|row| {
            // SQLite looks a `$1` up among all the names before it: thousands of them take seconds. A `?` has no name.
            let each = (1..=width).map(|place| match postgres {
                true => format!("${}", row * width + place),
                false => "?".to_owned(),
            });
            format!("({})", each.collect::<Vec<_>>().join(", "))
        });
        let statement = format!("INSERT INTO {into} VALUES {} {tail}", places.collect::<Vec<_>>().join(", "));
        change(transaction, &statement, some.into_iter().flatten().collect()).await?;
    }
    Ok(())
}

/// Writes a batch of records, whole or not at all, of so many that the import will write.
pub(super) async fn write(
    community: &Community,
    id: Id<Import>,
    written: &[Written<'_>],
    total: usize,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let far = "UPDATE imports SET written = written + $2, to_write = $3 WHERE id = $1";
    let count = |number: usize| Value::from(i32::try_from(number).unwrap_or(i32::MAX));
    change(&transaction, far, vec![column(id).into(), count(written.len()), count(total)]).await?;
    clear(&transaction, written).await?;
    records(&transaction, id, written, now).await?;
    children(&transaction, written).await?;
    let changes = written.iter().flat_map(|one| {
        let expired = one.expired.then_some(("expired", String::new()));
        let first = match one.change {
            Change::New => ("new", String::new()),
            Change::Changed => ("changed", detail(one)),
        };
        [Some(first), expired].into_iter().flatten().map(|(what, detail)| {
            vec![column(id).into(), one.number.column().into(), what.into(), detail.into()]
        })
    });
    note(&transaction, changes.collect()).await?;
    transaction.commit().await?;
    Ok(())
}

async fn note(transaction: &DatabaseTransaction, changes: Vec<Vec<Value>>) -> Result<(), Fault> {
    let into = "certification_changes (import_id, certification, what, detail)";
    insert(transaction, into, "ON CONFLICT DO NOTHING", changes).await
}

/// Which files changed something, by their codes.
fn detail(one: &Written<'_>) -> String {
    let files = super::File::ALL.into_iter().zip(one.parts).filter(|(_, changed)| *changed);
    files.map(|(file, _)| file.code()).collect::<Vec<_>>().join(" ")
}

/// Takes away what the files say anew of records that were there.
async fn clear(transaction: &DatabaseTransaction, written: &[Written<'_>]) -> Result<(), Fault> {
    let tables = [
        (1, "certification_blocks", "certification"),
        (2, "certification_ways", "certification"),
        (3, "certification_certifiers", "certification"),
        (4, "certification_replacements", "said_by"),
    ];
    for (rank, table, owner) in tables {
        let again = written.iter().filter(|one| one.change == Change::Changed && one.parts[rank]);
        let numbers = again.map(|one| one.number.number().to_string()).collect::<Vec<_>>().join(", ");
        if !numbers.is_empty() {
            change(transaction, &format!("DELETE FROM {table} WHERE {owner} IN ({numbers})"), vec![]).await?;
        }
    }
    Ok(())
}

async fn records(
    transaction: &DatabaseTransaction,
    id: Id<Import>,
    written: &[Written<'_>],
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let row = |one: &Written<'_>| {
        let standard = one.standard.clone();
        let own = acronym::of(&standard.title, &standard.type_name);
        let said = [&one.number.to_string(), &standard.title, &own, &standard.acronym, &standard.type_name];
        let folded = searched(&format!("{} {}", one.number.number(), said.map(String::as_str).join(" ")));
        vec![
            one.number.column().into(),
            standard.title.into(),
            standard.acronym.into(),
            standard.type_name.into(),
            own.into(),
            standard.level.into(),
            standard.registration.into(),
            standard.active.into(),
            standard.partial.into(),
            standard.decided_on.into(),
            standard.effective_on.into(),
            standard.ends_on.into(),
            folded.into(),
            hex(&one.digests).into(),
            column(id).into(),
            now.into(),
        ]
    };
    let columns =
        "number, title, acronym, type_name, own_acronym, level, registration, active, partial, decided_on,
        effective_on, ends_on, folded, digest, import_id, changed_at";
    let again = columns.split(',').map(str::trim).skip(1).map(|name| format!("{name} = excluded.{name}"));
    let tail = format!("ON CONFLICT (number) DO UPDATE SET {}", again.collect::<Vec<_>>().join(", "));
    insert(transaction, &format!("certifications ({columns})"), &tail, written.iter().map(row).collect())
        .await
}

/// Words as searches compare them: folded, with a blank before each.
pub(crate) fn searched(text: &str) -> String {
    let folded = folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| format!(" {word}")).collect()
}

async fn children(transaction: &DatabaseTransaction, written: &[Written<'_>]) -> Result<(), Fault> {
    let said = |rank: usize| written.iter().filter(move |one| one.parts[rank]);
    let place = |rank: usize| Value::from(i32::try_from(rank).unwrap_or(i32::MAX));
    let blocks = said(1).flat_map(|one| {
        one.gathered.blocks.iter().enumerate().map(move |(rank, (code, title))| {
            vec![one.number.column().into(), place(rank), code.clone().into(), title.clone().into()]
        })
    });
    let into = "certification_blocks (certification, position, code, title)";
    insert(transaction, into, "", blocks.collect()).await?;
    let ways = said(2).flat_map(|one| {
        one.gathered
            .ways
            .iter()
            .map(|(code, label)| vec![one.number.column().into(), code.clone().into(), label.clone().into()])
    });
    insert(transaction, "certification_ways (certification, code, label)", "", ways.collect()).await?;
    let names = said(3).flat_map(|one| {
        one.gathered
            .certifiers
            .iter()
            .enumerate()
            .map(move |(rank, name)| vec![one.number.column().into(), name.clone().into(), place(rank)])
    });
    let into = "certification_certifiers (certification, name, position)";
    insert(transaction, into, "", names.collect()).await?;
    let edges = said(4).flat_map(|one| {
        one.gathered.replacements.iter().map(|(former, latter)| {
            vec![former.column().into(), latter.column().into(), one.number.column().into()]
        })
    });
    let into = "certification_replacements (former, latter, said_by)";
    insert(transaction, into, "", edges.collect()).await
}

/// Writes down those that another replaces since this import.
pub(super) async fn note_replaced(
    community: &Community,
    id: Id<Import>,
    newly: &[Rncp],
) -> Result<(), Failure<Refusal>> {
    if newly.is_empty() {
        return Ok(());
    }
    let transaction = community.database.begin().await?;
    beat(&transaction, id, community.now()).await?;
    let row = |number: &Rncp| vec![column(id).into(), number.column().into(), "replaced".into(), "".into()];
    note(&transaction, newly.iter().map(row).collect()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Makes a certifier of every name that none has yet.
pub(super) async fn add_names(
    community: &Community,
    id: Id<Import>,
    names: &HashMap<String, (String, String)>,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let known = texts(community.database.reader(), "SELECT folded AS text FROM certifier_names").await?;
    let mut new: Vec<(&String, &(String, String))> =
        names.iter().filter(|(key, _)| !known.contains(*key)).collect();
    new.sort();
    let transaction = community.database.begin().await?;
    beat(&transaction, id, now).await?;
    let taken = "SELECT slug AS text FROM certifiers UNION SELECT slug FROM certifier_redirects";
    let mut taken = texts(&transaction, taken).await?;
    let slugs: Vec<String> = new.iter().map(|(_, (spelling, _))| free(&mut taken, spelling)).collect();
    let rows = new.iter().zip(&slugs).map(|((key, (spelling, _)), slug)| {
        let kind = Kind::guess(key).code();
        vec![slug.clone().into(), spelling.clone().into(), (*key).clone().into(), kind.into(), now.into()]
    });
    insert(&transaction, "certifiers (slug, name, folded, kind, changed_at)", "", rows.collect()).await?;
    let made = numbered(&transaction).await?;
    let rows = new.iter().zip(&slugs).filter_map(|((key, (spelling, siret)), slug)| {
        let certifier = made.get(slug)?;
        Some(vec![(*key).clone().into(), spelling.clone().into(), siret.clone().into(), (*certifier).into()])
    });
    let into = "certifier_names (folded, name, siret, certifier_id)";
    insert(&transaction, into, "ON CONFLICT DO NOTHING", rows.collect()).await?;
    transaction.commit().await?;
    Ok(())
}

async fn numbered(transaction: &DatabaseTransaction) -> Result<HashMap<String, i64>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        id: i64,
    }
    let rows: Vec<Row> = all(transaction, "SELECT slug, id FROM certifiers", vec![]).await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.id)).collect())
}

async fn texts(connection: &impl ConnectionTrait, query: &str) -> Result<HashSet<String>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        text: String,
    }
    let rows: Vec<Row> = all(connection, query, vec![]).await?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// An address that nobody has yet, and that is taken from now on.
pub(crate) fn free(taken: &mut HashSet<String>, name: &str) -> String {
    let base = slug(name, "certificateur");
    let mut free = base.clone();
    let mut rank = 2;
    while !taken.insert(free.clone()) {
        free = format!("{base}-{rank}");
        rank += 1;
    }
    free
}
