//! The context that every use case takes first.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use crate::{Clock, Database, fault::Fault, files::Files, index::Engine, kept::Kept, mail::Mailer};

/// The community's means: where it keeps things, how it finds them, how it writes to people, what time it is.
#[derive(Clone)]
pub struct Community {
    pub(crate) database: Database,
    pub(crate) engine: Engine,
    pub(crate) files: Files,
    pub(crate) mailer: Mailer,
    pub(crate) clock: Clock,
    pub(crate) address: Arc<str>,
    pub(crate) kept: Kept,
    bell: Arc<Notify>,
}

impl Community {
    /// A community over an open database; `address` is the site's public one, without a final slash, for letters.
    pub fn new(
        database: Database,
        engine: Engine,
        files: Files,
        mailer: Mailer,
        clock: Clock,
        address: &str,
    ) -> Self {
        Self {
            database,
            engine,
            files,
            mailer,
            clock,
            address: address.into(),
            kept: Kept::default(),
            bell: Arc::new(Notify::new()),
        }
    }

    /// The same community as if it were that instant: how the demonstration gets its past.
    #[must_use]
    pub fn at(&self, instant: DateTime<Utc>) -> Self {
        Self { clock: Clock::stopped_at(instant), ..self.clone() }
    }

    /// What time it is here.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.database.ping().await
    }

    /// Lets go of the database.
    pub async fn close(self) {
        self.database.close().await;
    }

    /// Wakes the worker of this process: something was written that has consequences.
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until something was written in this process. Other processes are noticed by looking.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

#[cfg(test)]
impl Community {
    /// An empty place on SQLite in that folder, for the tests of what only this package sees.
    pub(crate) async fn in_folder(folder: &std::path::Path) -> Self {
        use crate::mail::{EmailAddress, Sender};
        let url = format!("sqlite://{}", folder.join("communaute.db").display());
        let database = Database::open(&url).await.expect("the database opens");
        database.migrate().await.expect("the migrations apply");
        let (engine, _) = Engine::open(&folder.join("index")).expect("the index opens");
        let address = EmailAddress::parse("site@exemple.fr").expect("it is an address");
        let mailer = Mailer::memory(Sender { name: "Communauté VAE".to_owned(), address });
        let files = Files::in_folder(&folder.join("files")).expect("the files open");
        Self::new(database, engine, files, mailer, Clock::default(), "https://exemple.fr")
    }
}
