//! The two databases the community can live in, behind one handle.
//!
//! Invariant: every write goes through [`Database::begin`]. The readers are opened read-only, so a forgotten
//! transaction fails in the first test that meets it.

use std::{borrow::Borrow, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, FromQueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use sea_orm_migration::MigratorTrait;

use crate::fault::Fault;

pub mod statements;

/// One writer and several readers on SQLite; on PostgreSQL a few writers, and readers of their own: a crowd that writes, each
/// waiting for the same day, leaves everybody else the place to read.
#[derive(Clone)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

/// How long a reader waits for its turn before the person is told that the place is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a writer waits for it. Longer: whoever is told to press again has lost their rank in the queue of a day.
const WRITER_PATIENCE: Duration = Duration::from_secs(10);

/// Connections of one process to PostgreSQL, which gives a hundred by default: two processes and a console fit.
const POSTGRES_READERS: u32 = 12;
const POSTGRES_WRITERS: u32 = 8;

impl Database {
    /// Opens the database at `sqlite://path` (made when missing) or `postgres://…`.
    ///
    /// # Errors
    /// When it cannot be reached or opened.
    pub async fn open(url: &str) -> Result<Self, Fault> {
        let options = if url.starts_with("sqlite:") { sqlite } else { postgres };
        // The writer first: it makes the file.
        let mut writer = sea_orm::Database::connect(options(url, Access::Write)).await?;
        let mut reader = sea_orm::Database::connect(options(url, Access::Read)).await?;
        writer.set_metric_callback(statements::count);
        reader.set_metric_callback(statements::count);
        Ok(Self { reader, writer })
    }

    /// Brings the database to this version of the program.
    ///
    /// # Errors
    /// When a migration fails; the ones before it stay applied.
    pub async fn migrate(&self) -> Result<(), Fault> {
        Ok(migrations::Migrator::up(&self.writer, None).await?)
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.reader.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Lets go of every connection; SQLite then folds its log back into the file.
    pub async fn close(self) {
        for connection in [self.reader, self.writer] {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "the database did not close cleanly");
            }
        }
    }

    /// Where to read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// A transaction in which to write. On SQLite it takes the writer's seat at once: one that read first and wrote
    /// later would fail whenever somebody wrote in between.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }
}

/// Whether PostgreSQL is behind this connection: the few places where the two differ ask.
pub(crate) fn is_postgres(connection: &impl ConnectionTrait) -> bool {
    connection.get_database_backend() == DbBackend::Postgres
}

/// A statement with `$1`, `$2`… in it, which both databases read.
pub(crate) fn sql(connection: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    let values = values.into_iter().map(without_nul);
    Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
}

/// PostgreSQL refuses a NUL in a text, even to compare: an address that somebody made up would be an accident. In its place is the
/// sign of what is no character, which names nothing either.
fn without_nul(value: Value) -> Value {
    match value {
        Value::String(Some(text)) if text.contains('\0') => text.replace('\0', "\u{FFFD}").into(),
        value => value,
    }
}

/// Every row that the query gives.
pub(crate) async fn all<R: FromQueryResult>(
    connection: &impl ConnectionTrait,
    query: &str,
    values: Vec<Value>,
) -> Result<Vec<R>, sea_orm::DbErr> {
    R::find_by_statement(sql(connection, query, values)).all(connection).await
}

/// The row that the query gives, if any.
pub(crate) async fn one<R: FromQueryResult>(
    connection: &impl ConnectionTrait,
    query: &str,
    values: Vec<Value>,
) -> Result<Option<R>, sea_orm::DbErr> {
    R::find_by_statement(sql(connection, query, values)).one(connection).await
}

/// A row of which only a number is read, under the name of `id`: which one it is, or how many there are.
#[derive(FromQueryResult)]
pub(crate) struct Number {
    pub(crate) id: i64,
}

/// Numbers as a list of SQL: they come from rows or from parsed addresses, never from a text.
pub(crate) fn listed(numbers: impl IntoIterator<Item = impl Borrow<i64>>) -> String {
    numbers.into_iter().map(|number| number.borrow().to_string()).collect::<Vec<_>>().join(", ")
}

/// How many rows the statement changed.
pub(crate) async fn change(
    connection: &impl ConnectionTrait,
    statement: &str,
    values: Vec<Value>,
) -> Result<u64, sea_orm::DbErr> {
    Ok(connection.execute_raw(sql(connection, statement, values)).await?.rows_affected())
}

#[derive(Clone, Copy, PartialEq)]
enum Access {
    Read,
    Write,
}

impl Access {
    fn patience(self) -> Duration {
        match self {
            Self::Read => PATIENCE,
            Self::Write => WRITER_PATIENCE,
        }
    }
}

fn postgres(url: &str, access: Access) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    let connections = if access == Access::Write { POSTGRES_WRITERS } else { POSTGRES_READERS };
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(access.patience())
        .sqlx_logging(false);
    if access == Access::Read {
        options
            .map_sqlx_postgres_opts(|postgres| postgres.options([("default_transaction_read_only", "on")]));
    }
    options
}

fn sqlite(url: &str, access: Access) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    let connections = if access == Access::Write { 1 } else { 4 };
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(access.patience())
        .sqlx_logging(false);
    // Idle connections cost little and a new one costs a millisecond: they stay.
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite.busy_timeout(access.patience()).foreign_keys(true).pragma("cache_size", "-4000");
        match access {
            Access::Read => sqlite.read_only(true),
            Access::Write => sqlite
                .create_if_missing(true)
                .pragma("journal_mode", "WAL")
                // What is deleted is overwritten: an erased person is in no free page of the file.
                .pragma("secure_delete", "ON")
                // A reply that was thanked for survives a power cut.
                .pragma("synchronous", "FULL"),
        }
    });
    options
}
