//! A PostgreSQL that lives as long as the tests.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;

use crate::process::{Lapse, find, program, read, step};
use crate::serve::{free_port, mortal, signal};
use crate::setup;

/// The superuser of the cluster, who needs no password from this machine.
const SUPERUSER: &str = "vae";
const PATIENCE: Duration = Duration::from_secs(60);

/// A running cluster in a folder of its own; both disappear when dropped.
pub(super) struct Cluster {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one, installing PostgreSQL when the machine has none.
    pub(super) fn start() -> Result<Self> {
        step("PostgreSQL: start a temporary one", Self::make)
    }

    /// The address of its maintenance database.
    pub(super) fn url(&self) -> String {
        format!("postgres://{SUPERUSER}@127.0.0.1:{}/postgres", self.port)
    }

    fn make() -> Result<Self> {
        let binaries = binaries()?;
        let user = Account::for_postgres()?;
        // Not under `target`: the account that runs it may not be allowed to walk there.
        let folder = std::env::temp_dir().join(format!("vae-postgres-{}", std::process::id()));
        let port = free_port()?;
        let process = prepare(&folder, user.as_ref())
            .and_then(|()| initialise(&binaries, &folder, user.as_ref()))
            .and_then(|()| launch(&binaries, &folder, port, user.as_ref()));
        let process = match process {
            Ok(process) => process,
            Err(error) => {
                let _ = fs::remove_dir_all(&folder);
                return Err(error);
            }
        };
        let mut cluster = Self { process, folder, port };
        cluster.wait()?;
        println!("  {}", cluster.url());
        Ok(cluster)
    }

    fn wait(&mut self) -> Result<()> {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let words = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            if let Some(status) = self.process.try_wait()? {
                bail!("PostgreSQL stopped at once ({status}): {}", words());
            }
            if start.elapsed() > PATIENCE {
                bail!("PostgreSQL did not answer within {}: {}", Lapse(PATIENCE), words());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is its fast stop: it does not wait for those who are still connected.
        signal(&self.process, Signal::INT);
        let start = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            println!("  {} could not be removed: {error}", self.folder.display());
        }
    }
}

/// The account that runs the cluster when we are root, whom PostgreSQL refuses to serve.
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    fn for_postgres() -> Result<Option<Self>> {
        if !setup::is_root() {
            return Ok(None);
        }
        if find("setpriv").is_none() {
            bail!(
                "PostgreSQL refuses to run as root, and setpriv (Debian: util-linux) is missing to lend it an account"
            );
        }
        let number = |option: &str, name: &str| -> Result<u32> {
            Ok(read(program("id").args([option, name]))?.parse()?)
        };
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Some(Self { user: number("-u", name).ok()?, group: number("-g", name).ok()? }))
            .map(Some)
            .context("PostgreSQL refuses to run as root, and neither account `postgres` nor `nobody` exists")
    }
}

/// The folder of `initdb` and `postgres`, of the newest version here.
fn binaries() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    setup::install("PostgreSQL", &["postgresql"])?;
    installed().context("the package postgresql brought no initdb")
}

fn installed() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    folders.sort();
    let on_path = || find("initdb").and_then(|path| path.canonicalize().ok()?.parent().map(Path::to_owned));
    folders.pop().map(|(_, folder)| folder).or_else(on_path)
}

fn prepare(folder: &Path, user: Option<&Account>) -> Result<()> {
    fs::create_dir(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    if let Some(account) = user {
        chown(folder, Some(account.user), Some(account.group))
            .context("cannot give its folder to PostgreSQL")?;
    }
    Ok(())
}

fn initialise(binaries: &Path, folder: &Path, user: Option<&Account>) -> Result<()> {
    let mut command = as_account(&binaries.join("initdb"), user);
    command.current_dir(folder).arg("--pgdata").arg(folder.join("data")).args([
        "--username",
        SUPERUSER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]);
    read(&mut command).context("initdb could not make a cluster").map(drop)
}

fn launch(binaries: &Path, folder: &Path, port: u16, user: Option<&Account>) -> Result<Child> {
    let mut command = as_account(&binaries.join("postgres"), user);
    let log = fs::File::create(folder.join("log"))?;
    command.current_dir(folder).arg("-D").arg(folder.join("data"));
    command.args(["-p", &port.to_string(), "-k"]).arg(folder);
    // Nothing here is worth keeping: no waiting for the disk. And every test opens its own connections.
    for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"] {
        command.args(["-c", setting]);
    }
    command
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("cannot start PostgreSQL")
}

/// The program under another account where needed; it stops when we die.
fn as_account(path: &Path, user: Option<&Account>) -> Command {
    let Some(account) = user else {
        return mortal(path, "INT");
    };
    let mut command = program("setpriv");
    command.args(["--reuid", &account.user.to_string(), "--regid", &account.group.to_string()]);
    command.args(["--clear-groups", "--pdeathsig", "INT"]).arg(path);
    command
}
