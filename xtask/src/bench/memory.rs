//! How much memory a process holds.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// What a process holds, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// All that is resident: its own, and the pages of files that it reads where they are, its program's and its index's, which the
    /// system takes back when it wants.
    pub(super) resident: u64,
    /// What is its own.
    pub(super) own: u64,
}

impl Held {
    /// What that process holds at the moment.
    pub(super) fn by(process: u32) -> Result<Self> {
        let path = format!("/proc/{process}/status");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let bytes = |name: &str| -> Result<u64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes =
                line.with_context(|| format!("no {name} in {path}"))?.trim().trim_end_matches("kB");
            Ok(kilobytes.trim().parse::<u64>()? * 1024)
        };
        Ok(Self { resident: bytes("VmRSS:")?, own: bytes("RssAnon:")? })
    }
}

/// Does some work and answers, beside its result, the most that the process held meanwhile.
pub(super) fn peak_during<T>(process: u32, work: impl FnOnce() -> T) -> (T, Held) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = Held::default();
            while !done.load(Ordering::Relaxed) {
                let held = Held::by(process).unwrap_or_default();
                peak.resident = peak.resident.max(held.resident);
                peak.own = peak.own.max(held.own);
                thread::sleep(Duration::from_millis(50));
            }
            peak
        });
        let result = work();
        done.store(true, Ordering::Relaxed);
        (result, watcher.join().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_holds_something() {
        let held = Held::by(std::process::id()).expect("this process exists");
        assert!(100_000 < held.own && held.own < held.resident, "{held:?}");
    }
}
