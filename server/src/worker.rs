//! The worker: acts on what was written, one entry after another, on any number of processes.
//!
//! Four loops that know nothing of one another: letters are written, letters are posted, the index follows, files are read. Each goes on
//! until nothing is left, then waits for the community's bell, or a second: other processes ring no bell here. An error or a
//! panic is logged and tried again later; a loop ends only when told to rest, and then between two entries.

use std::{
    future::Future,
    panic::AssertUnwindSafe,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use domain::{
    Community, Fault,
    days::{registration, survey::opening},
    files,
    library::resource::acting,
    members::dormancy::Patience,
    notices::{self, Posting},
    search::{self, Engine},
    upkeep,
};
use futures::FutureExt;
use metrics::counter;
use tokio::{sync::watch, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::{links, reading};

/// How long a loop rests before it looks whether another process wrote something.
const LOOK: Duration = Duration::from_secs(1);

/// How long a loop in trouble rests at most.
const REST: Duration = Duration::from_secs(60);

/// How often what has served is let go of, and accounts are looked after.
const TIDYING: Duration = Duration::from_secs(60 * 60);

/// The running loops.
pub struct Worker {
    stop: CancellationToken,
    loops: JoinSet<()>,
}

impl Worker {
    /// Starts the loops; accounts may sleep as long as `patience` says.
    pub fn start(community: &Community, engine: &Engine, patience: Patience) -> Self {
        let stop = CancellationToken::new();
        let (bell, _) = watch::channel(());
        let mut loops = JoinSet::new();
        loops.spawn(drain("letters", stop.clone(), bell.clone(), on(community, letters)));
        loops.spawn(drain("post", stop.clone(), bell.clone(), on(community, post)));
        let indexing =
            Indexing { community: community.clone(), engine: engine.clone(), quiet: Arc::default() };
        loops.spawn(drain("index", stop.clone(), bell.clone(), move || indexing.clone().step()));
        loops.spawn(drain("reading", stop.clone(), bell.clone(), on(community, read)));
        loops.spawn(pass_on(community.clone(), stop.clone(), bell));
        loops.spawn(tidy(community.clone(), patience, stop.clone()));
        Self { stop, loops }
    }

    /// Looks at the library's links too: `public_url` says who looks.
    pub fn look_at_links(&mut self, community: &Community, public_url: &str) {
        self.loops.spawn(links::look(community.clone(), public_url.to_owned(), self.stop.clone()));
    }

    /// Lets each loop finish its entry, and ends.
    pub async fn rest(mut self) {
        self.stop.cancel();
        while self.loops.join_next().await.is_some() {}
    }
}

/// The community's bell wakes one sleeper; ours wakes all.
async fn pass_on(community: Community, stop: CancellationToken, bell: watch::Sender<()>) {
    while stop.run_until_cancelled(community.rung()).await.is_some() {
        bell.send_replace(());
    }
}

/// Looks after accounts, and lets go of what has served, now and then.
async fn tidy(community: Community, patience: Patience, stop: CancellationToken) {
    loop {
        match upkeep::look_after_accounts(&community, patience).await {
            Ok((0, 0)) => {}
            Ok((closed, warned)) => tracing::info!(closed, warned, "looked after accounts"),
            Err(fault) => tracing::warn!(error = %fault, "could not look after accounts"),
        }
        match acting::expire(&community).await {
            Ok(0) => {}
            Ok(resources) => tracing::info!(resources, "resources are out of date"),
            Err(fault) => tracing::warn!(error = %fault, "could not look after the library"),
        }
        match files::sweep(&community).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "let go of files that nothing names"),
            Err(fault) => tracing::warn!(error = %fault, "could not sweep the files"),
        }
        match upkeep::tidy(&community).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "let go of what has served"),
            Err(fault) => tracing::warn!(error = %fault, "could not let go of what has served"),
        }
        if stop.run_until_cancelled(tokio::time::sleep(TIDYING)).await.is_none() {
            return;
        }
    }
}

/// Takes one step after another until told to stop.
async fn drain<S, F>(name: &'static str, stop: CancellationToken, bell: watch::Sender<()>, step: S)
where
    S: Fn() -> F,
    F: Future<Output = Result<bool, Fault>>,
{
    let mut rings = bell.subscribe();
    let mut failures = 0;
    while !stop.is_cancelled() {
        rings.mark_unchanged();
        let rest = match AssertUnwindSafe(async { step().await }).catch_unwind().await {
            Ok(Ok(true)) => {
                failures = 0;
                // What one loop did may be what another waits for.
                bell.send_replace(());
                continue;
            }
            Ok(Ok(false)) => {
                failures = 0;
                LOOK
            }
            Ok(Err(fault)) => {
                failures += 1;
                tracing::error!(worker = name, failures, error = %fault, "the worker could not go on, and will try again");
                backoff(failures)
            }
            Err(_) => {
                failures += 1;
                tracing::error!(worker = name, failures, "the worker panicked, and will try again");
                backoff(failures)
            }
        };
        if failures == 0 {
            let _ = stop.run_until_cancelled(timeout(rest, rings.changed())).await;
        } else {
            counter!("worker_failures_total", "worker" => name).increment(1);
            let _ = stop.run_until_cancelled(tokio::time::sleep(rest)).await;
        }
    }
}

/// One second, then twice as long each time.
fn backoff(failures: u32) -> Duration {
    Duration::from_secs(1 << (failures - 1).min(6)).min(REST)
}

/// A step of that community.
fn on<F>(community: &Community, step: fn(Community) -> F) -> impl Fn() -> F + use<F> {
    let community = community.clone();
    move || step(community.clone())
}

async fn letters(community: Community) -> Result<bool, Fault> {
    Ok(notices::follow(&community).await?
        || notices::tell_followers(&community).await?
        || registration::follow(&community).await?
        || notices::tell_changes(&community).await?
        || notices::remind(&community).await?
        || opening::open_due(&community).await?
        || notices::ask(&community).await?
        || notices::remind_to_answer(&community).await?)
}

/// Reads one file, with this very program as the reader: the one that runs, even when another version lies in its place since.
async fn read(community: Community) -> Result<bool, Fault> {
    reading::step(&community, Path::new("/proc/self/exe")).await
}

/// The index, and for how many looks in a row nothing was written in it.
#[derive(Clone)]
struct Indexing {
    community: Community,
    engine: Engine,
    quiet: Arc<AtomicU32>,
}

impl Indexing {
    /// After that many looks without a word, the memory that writing takes is given back.
    const LONG: u32 = 10;

    async fn step(self) -> Result<bool, Fault> {
        let more = search::follow(&self.community).await?;
        if more {
            self.quiet.store(0, Ordering::Relaxed);
        } else if self.quiet.fetch_add(1, Ordering::Relaxed) == Self::LONG {
            let engine = self.engine;
            tokio::task::spawn_blocking(move || engine.rest()).await??;
        }
        Ok(more)
    }
}

/// Posts one letter. A letter that cannot leave is put off, which is progress too: the next one may leave.
async fn post(community: Community) -> Result<bool, Fault> {
    let posting = notices::post(&community).await?;
    match posting {
        Posting::Posted => counter!("letters_posted_total").increment(1),
        Posting::Delayed => counter!("letters_delayed_total").increment(1),
        Posting::Nothing => {}
    }
    Ok(posting != Posting::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_in_trouble_tries_ever_less_often() {
        let waits: Vec<u64> = (1..=8).map(|failures| backoff(failures).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
    }

    #[tokio::test]
    async fn a_panic_ends_no_loop_and_rest_comes_between_two_steps() {
        let steps = Arc::new(AtomicU32::new(0));
        let (stop, (bell, _)) = (CancellationToken::new(), watch::channel(()));
        let (counted, told) = (steps.clone(), stop.clone());
        let step = move || {
            let (steps, stop) = (counted.clone(), told.clone());
            async move {
                match steps.fetch_add(1, Ordering::SeqCst) {
                    0 => panic!("the first step falls"),
                    1 => stop.cancel(),
                    _ => unreachable!("the loop was told to rest"),
                }
                // Told to rest within the step, which still ends.
                steps.fetch_add(10, Ordering::SeqCst);
                Ok(true)
            }
        };
        drain("test", stop, bell, step).await;
        assert_eq!(steps.load(Ordering::SeqCst), 12);
    }
}
