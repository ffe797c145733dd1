//! Reading the text of files in a process of its own: limited before it reads a byte, watched, and killed when it takes too long.
//!
//! What strangers put in a file meets no key, no address, no database there: the environment is empty, the file is the only thing
//! open, nothing can be written. The parent takes no more than it said it would.

use std::{
    io::{Read, Write},
    os::fd::{AsFd, OwnedFd},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, RecvTimeoutError},
    thread::JoinHandle,
    time::Duration,
};

use domain::{
    Community, Fault,
    files::reading::{self, Claim, Reading},
};
use extraction::{Outcome, extract, frame};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};

use crate::place::{Stopped, cannot};

/// The hidden command of the program that reads one file from its standard input.
pub const COMMAND: &str = "extract";

/// No file is read for longer.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Seconds of processor that a reader may take.
const SECONDS: u64 = 40;

/// Bytes of address space that a reader may take: a large PDF takes some two hundred megabytes.
const SPACE: u64 = 1024 * 1024 * 1024;

/// Everything that a reader says: its text, and what frames it.
const SAID: u64 = 24 * 1024 * 1024;

/// Reads the next file that waits; `true` when there was one.
///
/// # Errors
/// When the database or the disk cannot answer.
pub async fn step(community: &Community, program: &Path) -> Result<bool, Fault> {
    step_within(community, program, PATIENCE).await
}

/// The same, with a patience of one's own.
///
/// # Errors
/// When the database or the disk cannot answer.
pub async fn step_within(community: &Community, program: &Path, patience: Duration) -> Result<bool, Fault> {
    let Some(claim) = reading::claim(community).await? else { return Ok(false) };
    let program = program.to_owned();
    let (claim, read) = tokio::task::spawn_blocking(move || {
        let read = read(&claim, &program, patience);
        (claim, read)
    })
    .await?;
    match read {
        Ok((outcome, pages)) => reading::note(community, &claim, outcome, &pages).await?,
        Err(error) => {
            reading::give_back(community, &claim).await?;
            return Err(Fault::Files(error));
        }
    }
    Ok(true)
}

/// What a reader of its own makes of the file. Blocks: run it on a thread made for that.
fn read(claim: &Claim, program: &Path, patience: Duration) -> std::io::Result<(Reading, Vec<String>)> {
    let mut child = Command::new(program)
        .args([COMMAND, claim.media.code()])
        .env_clear()
        .stdin(Stdio::from(claim.content.try_clone()?))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let out = child.stdout.take().ok_or_else(|| std::io::Error::other("a reader without a mouth"))?;
    let watch = Watch::over(&child, patience);
    let mut said = Vec::new();
    let heard = out.take(SAID).read_to_end(&mut said);
    // Whoever closed its mouth is ending, or has said more than it may: in both cases it is over.
    let _ = child.kill();
    let late = watch.ended_it();
    let ended = child.wait()?;
    heard?;
    let (pages, outcome) = frame::read(&mut said.as_slice());
    let outcome = match outcome {
        Some(outcome) => noted(outcome),
        None if late || said.len() as u64 == SAID => Reading::TooLong,
        None => fallen(ended),
    };
    Ok((outcome, pages))
}

/// Ends a process that takes too long. It is not waited for before the watch is over: its number is nobody else's.
struct Watch {
    over: mpsc::Sender<()>,
    watching: JoinHandle<bool>,
}

impl Watch {
    fn over(child: &Child, patience: Duration) -> Self {
        let (over, wait) = mpsc::channel();
        let process = Pid::from_child(child);
        let watching = std::thread::spawn(move || {
            let late = wait.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
            late && kill_process(process, Signal::KILL).is_ok()
        });
        Self { over, watching }
    }

    /// Ends the watch; whether it had to end the process.
    fn ended_it(self) -> bool {
        drop(self.over);
        self.watching.join().unwrap_or(false)
    }
}

fn noted(outcome: Outcome) -> Reading {
    match outcome {
        Outcome::Read => Reading::Read,
        Outcome::Empty => Reading::Empty,
        Outcome::Encrypted => Reading::Encrypted,
        Outcome::Damaged => Reading::Damaged,
        Outcome::TooLong => Reading::TooLong,
        Outcome::NoText => Reading::NoText,
    }
}

/// A reader that fell without a word: out of memory (it aborts) or of time (SIGXCPU, SIGKILL), the file asks for too much; else it
/// is no file of its kind.
fn fallen(status: ExitStatus) -> Reading {
    use std::os::unix::process::ExitStatusExt;
    const ABORTED: i32 = 6;
    const KILLED: i32 = 9;
    const OUT_OF_TIME: i32 = 24;
    match status.signal() {
        Some(ABORTED | KILLED | OUT_OF_TIME) => Reading::TooLong,
        _ => Reading::Damaged,
    }
}

/// The hidden command: limits itself, then reads the file on its standard input.
///
/// # Errors
/// When it cannot limit itself: it reads nothing then.
pub fn child(kind: &str) -> Result<(), Stopped> {
    limit().map_err(cannot("limit the reader"))?;
    // Libraries say where they panic; nobody listens.
    std::panic::set_hook(Box::new(|_| {}));
    let input: OwnedFd = std::io::stdin().as_fd().try_clone_to_owned().map_err(cannot("open the file"))?;
    let mut out = std::io::stdout().lock();
    let outcome = extract(kind, input.into(), &mut |page| frame::page(&mut out, page));
    let mut out = out;
    frame::end(&mut out, outcome).and_then(|()| out.flush()).map_err(cannot("say what was read"))
}

fn limit() -> rustix::io::Result<()> {
    lower(Resource::Core, 0)?;
    lower(Resource::Fsize, 0)?;
    lower(Resource::Nofile, 16)?;
    lower(Resource::Cpu, SECONDS)?;
    lower(Resource::As, SPACE)
}

/// What was given less already is left so: to raise it is not allowed, and would keep every file from being read.
fn lower(resource: Resource, most: u64) -> rustix::io::Result<()> {
    let most = getrlimit(resource).maximum.map_or(most, |given| given.min(most));
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
}
