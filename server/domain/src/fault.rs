//! What goes wrong: a refusal is said to the person, a fault is logged for the operator.

use sea_orm::{DbErr, RuntimeErr};

/// The machine could not do it: nobody's mistake, logged once at the edge with a reference shown to the person.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database is held by another writer, or out of connections: worth another try.
    #[error("the database is busy: {0}")]
    Busy(#[source] DbErr),
    /// The disk has no room left.
    #[error("the disk is full: {0}")]
    Full(String),
    /// Any other trouble of the database.
    #[error("database: {0}")]
    Storage(#[source] DbErr),
    /// The search index could not be read or written.
    #[error("search index: {0}")]
    Index(#[from] crate::index::EngineFault),
    /// A letter could not be handed over.
    #[error("mail: {0}")]
    Mail(#[from] crate::mail::MailFault),
    /// A file or a folder could not be read or written.
    #[error("files: {0}")]
    Files(#[from] std::io::Error),
    /// A row says what no version of this program wrote.
    #[error("unreadable record: {0}")]
    Corrupt(String),
    /// An act panicked; where and why is in the log, from the panic's own hook.
    #[error("a panic")]
    Panicked,
    /// A task of ours was cut short.
    #[error("interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        let said = error.to_string();
        let busy = matches!(error, DbErr::ConnectionAcquire(_))
            || ["database is locked", "database table is locked", "(code: 5)", "pool timed out"]
                .iter()
                .any(|words| said.contains(words));
        if busy {
            Fault::Busy(error)
        } else if said.contains("database or disk is full") || said.contains("No space left on device") {
            Fault::Full(said)
        } else {
            Fault::Storage(error)
        }
    }
}

/// Why a use case did not give what was asked: refused, or failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R> {
    /// Said to the person, in the noun's own words.
    #[error("refused")]
    Refused(R),
    /// Logged for the operator.
    #[error(transparent)]
    Fault(Fault),
}

impl<R> Failure<R> {
    /// The refusal, where it is one.
    pub fn refusal(self) -> Option<R> {
        match self {
            Failure::Refused(refusal) => Some(refusal),
            Failure::Fault(_) => None,
        }
    }

    /// The same failure, with a refusal in another noun's words.
    pub fn said<S>(self, refusal: S) -> Failure<S> {
        match self {
            Failure::Refused(_) => Failure::Refused(refusal),
            Failure::Fault(fault) => Failure::Fault(fault),
        }
    }
}

impl<R> From<Fault> for Failure<R> {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl<R> From<DbErr> for Failure<R> {
    fn from(error: DbErr) -> Self {
        Failure::Fault(error.into())
    }
}

/// Whether the error is a violation of the constraint named so; SQLite names the columns, PostgreSQL the constraint.
pub(crate) fn violates(error: &DbErr, constraint: &str, columns: &str) -> bool {
    let (DbErr::Query(RuntimeErr::SqlxError(error)) | DbErr::Exec(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let said = error.to_string();
    said.contains(constraint) || said.contains(columns)
}
