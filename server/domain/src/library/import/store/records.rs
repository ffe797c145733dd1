//! What an import writes of certifications.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, FromQueryResult, Value};

use super::beat;
use crate::{
    Community, Database, Failure, Id,
    database::{all, change, is_postgres, listed, one},
    fault::Fault,
    library::{
        Rncp,
        certification::{Standing, acronym},
        import::{File, Import, Refusal, gather::Gathered, line::Standard, survey::Digests, write::column},
    },
    text::{dates, folded},
};

/// Values of one statement: SQLite takes 32,766.
const VALUES: usize = 8_000;

/// What is known of a record before the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::library::import) struct Before {
    pub(in crate::library::import) digests: Digests,
    pub(in crate::library::import) active: bool,
    pub(in crate::library::import) ends_on: Option<NaiveDate>,
}

impl Before {
    /// Whether it stood on that day.
    pub(in crate::library::import) fn is_open(&self, day: NaiveDate) -> bool {
        Standing::of(self.active, self.ends_on, day).is_open()
    }

    /// Whether it has ended from one day to the other.
    pub(in crate::library::import) fn ended(&self, since: NaiveDate, today: NaiveDate) -> bool {
        self.is_open(since) && !self.is_open(today)
    }
}

pub(in crate::library::import) async fn before(database: &Database) -> Result<HashMap<Rncp, Before>, Fault> {
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

/// The day of the last import that went to its end, but for this one.
pub(in crate::library::import) async fn last_day(
    database: &Database,
    id: Id<Import>,
) -> Result<Option<NaiveDate>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        begun_at: DateTime<Utc>,
    }
    let query = "SELECT begun_at FROM imports WHERE ended_at IS NOT NULL AND NOT cut AND id <> $1 ORDER BY id DESC LIMIT 1";
    let row: Option<Row> = one(database.reader(), query, vec![column(id).into()]).await?;
    Ok(row.map(|row| dates::today(row.begun_at)))
}

/// The certifications that another replaces.
pub(in crate::library::import) async fn replaced(database: &Database) -> Result<HashSet<Rncp>, Fault> {
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
pub(in crate::library::import) enum Change {
    New,
    Changed,
}

/// A record about to be written.
pub(in crate::library::import) struct Written<'a> {
    pub(in crate::library::import) number: Rncp,
    pub(in crate::library::import) standard: &'a Standard,
    pub(in crate::library::import) gathered: &'a Gathered,
    pub(in crate::library::import) digests: Digests,
    /// Which files say something new of it, in the order of [`File::ALL`].
    pub(in crate::library::import) parts: [bool; 5],
    pub(in crate::library::import) change: Change,
    pub(in crate::library::import) expired: bool,
}

/// Inserts rows, a bounded number a statement. `tail` is what follows the values.
pub(super) async fn insert(
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

/// Writes a batch of records, whole or not at all, of so many that the import will write; gives those that are replaced since, among
/// those of which that is news.
pub(in crate::library::import) async fn write(
    community: &Community,
    id: Id<Import>,
    written: &[Written<'_>],
    total: usize,
    is_news: impl Fn(&Rncp) -> bool,
) -> Result<Vec<Rncp>, Failure<Refusal>> {
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
    let replaced: Vec<Rncp> = replaced_by(&transaction, written).await?.into_iter().filter(is_news).collect();
    let row = |number: &Rncp| vec![column(id).into(), number.column().into(), "replaced".into(), "".into()];
    note(&transaction, replaced.iter().map(row).collect()).await?;
    transaction.commit().await?;
    Ok(replaced)
}

/// The certifications that these records say are replaced.
async fn replaced_by(transaction: &DatabaseTransaction, written: &[Written<'_>]) -> Result<Vec<Rncp>, Fault> {
    #[derive(FromQueryResult)]
    struct Row {
        former: i64,
    }
    let numbers = listed(written.iter().map(|one| one.number.column()));
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT DISTINCT former FROM certification_replacements WHERE said_by IN ({numbers}) ORDER BY former"
    );
    let rows: Vec<Row> = all(transaction, &query, vec![]).await?;
    Ok(rows.into_iter().filter_map(|row| Rncp::stored(row.former)).collect())
}

async fn note(transaction: &DatabaseTransaction, changes: Vec<Vec<Value>>) -> Result<(), Fault> {
    let into = "certification_changes (import_id, certification, what, detail)";
    insert(transaction, into, "ON CONFLICT DO NOTHING", changes).await
}

/// Which files changed something, by their codes.
fn detail(one: &Written<'_>) -> String {
    let files = File::ALL.into_iter().zip(one.parts).filter(|(_, changed)| *changed);
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
        let numbers = listed(again.map(|one| one.number.column()));
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

/// Notes that these have ended, though nothing is said of them that was not.
pub(in crate::library::import) async fn note_ended(
    community: &Community,
    id: Id<Import>,
    ended: &[Rncp],
) -> Result<(), Failure<Refusal>> {
    if ended.is_empty() {
        return Ok(());
    }
    let transaction = community.database.begin().await?;
    beat(&transaction, id, community.now()).await?;
    let row = |number: &Rncp| vec![column(id).into(), number.column().into(), "expired".into(), "".into()];
    note(&transaction, ended.iter().map(row).collect()).await?;
    transaction.commit().await?;
    Ok(())
}
