//! Opening what the settings name: the data folder, the database, the index.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::{Clock, Community, Database, Fault, files::Files, mail::Mailer, search::Engine};

use crate::config::Keeping;

/// Why the program stops, in words for the operator: what could not be done, why, what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Stopped(String);

impl Stopped {
    /// In one sentence.
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl From<crate::config::Wrong> for Stopped {
    fn from(wrong: crate::config::Wrong) -> Self {
        Self(wrong.to_string())
    }
}

/// Says what could not be done before the reason.
pub fn cannot<E: std::fmt::Display>(what: impl std::fmt::Display) -> impl FnOnce(E) -> Stopped {
    move |why| Stopped(format!("cannot {what}: {why}"))
}

/// A database that does not answer by then will not.
const PATIENCE: Duration = Duration::from_secs(30);

const SILENT: &str = "the database does not answer: check that it runs, and its address, name and password \
    (VAE_DATABASE_URL, --database-url)";

/// The database of these settings, at this version of the program.
///
/// # Errors
/// When it cannot be reached, written or migrated.
pub async fn database(keeping: &Keeping) -> Result<Database, Stopped> {
    let url = keeping.database()?;
    folder(&keeping.data)?;
    let opening = tokio::time::timeout(PATIENCE, Database::open(url.as_str())).await;
    let opened = opening.map_err(|_| Stopped::new(SILENT))?;
    let database = opened.map_err(|fault| match fault {
        Fault::Busy(_) => Stopped::new(SILENT),
        fault => cannot("open the database (VAE_DATABASE_URL, --database-url)")(fault),
    })?;
    database.migrate().await.map_err(cannot("bring the database to this version"))?;
    Ok(database)
}

/// A community, with its index for those who watch over it.
pub struct Opened {
    /// The community.
    pub community: Community,
    /// Its search index.
    pub engine: Engine,
}

/// The community of these settings, its index in the data folder.
///
/// # Errors
/// When something of it cannot be opened, or another process has the index.
pub async fn community(keeping: &Keeping, mailer: Mailer, address: &str) -> Result<Opened, Stopped> {
    let database = database(keeping).await?;
    open(keeping, database, &keeping.data.join("index"), mailer, address)
}

/// The community of these settings for a command that searches nothing: it runs while the site does, which holds the index.
///
/// # Errors
/// When something of it cannot be opened.
pub async fn without_index(keeping: &Keeping, mailer: Mailer, address: &str) -> Result<Beside, Stopped> {
    let database = database(keeping).await?;
    let folder = keeping.data.join(format!("index-{}", std::process::id()));
    let opened = open(keeping, database, &folder, mailer, address)?;
    Ok(Beside { community: opened.community, folder })
}

/// A community with an empty index that disappears with it.
pub struct Beside {
    /// The community.
    pub community: Community,
    folder: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::debug!(%error, "an empty index was left behind");
        }
    }
}

fn open(
    keeping: &Keeping,
    database: Database,
    index: &Path,
    mailer: Mailer,
    address: &str,
) -> Result<Opened, Stopped> {
    let folder = keeping.files()?;
    let files = Files::in_folder(&folder)
        .map_err(cannot(format!("keep files in {} (VAE_FILES_URL, --files-url)", folder.display())))?;
    let (engine, _) =
        Engine::open(index).map_err(cannot(format!("open the index in {}", index.display())))?;
    let community = Community::new(database, engine.clone(), files, mailer, Clock::system(), address);
    Ok(Opened { community, engine })
}

/// Makes the data folder when it is missing. It holds sessions and letters: nobody else reads it.
fn folder(data: &Path) -> Result<(), Stopped> {
    let trouble =
        || cannot::<std::io::Error>(format!("use the data folder {} (VAE_DATA, --data)", data.display()));
    if data.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(data).map_err(trouble())?;
    #[cfg(unix)]
    fs::set_permissions(data, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(trouble())?;
    Ok(())
}
