//! Building and starting again whenever a source file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::serve::{Arguments, Profile, build_server, demonstration, stop};
use crate::{place, site};

const SOURCES: [&str; 7] =
    ["app", "migrations", "server", "style", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml"];
/// Looking at a few hundred files takes a millisecond: cheaper to own than a library per operating system.
const PERIOD: Duration = Duration::from_millis(300);

/// `cargo xtask watch`: until Ctrl-C.
pub(crate) fn watch(arguments: &Arguments) -> Result<()> {
    let mut server: Option<Child> = None;
    loop {
        let seen = photograph();
        match build() {
            Ok(program) => {
                if let Some(mut former) = server.take() {
                    stop(&mut former);
                }
                let mut command = demonstration(&program, arguments);
                server =
                    Some(command.spawn().with_context(|| format!("cannot start {}", program.display()))?);
            }
            // The former server goes on serving while the mistake is being mended.
            Err(error) => println!("\n✗ {error:#}"),
        }
        println!("\nWatching {} (Ctrl-C stops)", SOURCES.join(", "));
        wait_for_change(&seen);
    }
}

fn build() -> Result<PathBuf> {
    site::build(site::Islands::Quick)?;
    build_server(Profile::Dev)
}

/// Every source file and when it was last written.
type Photograph = Vec<(PathBuf, SystemTime)>;

fn photograph() -> Photograph {
    let mut files = Vec::new();
    for source in SOURCES {
        look(&place::root().join(source), &mut files);
    }
    files.sort();
    files
}

fn look(path: &Path, files: &mut Photograph) {
    // A file that vanishes while we look is a change like another.
    let Ok(facts) = fs::metadata(path) else { return };
    if facts.is_dir() {
        let Ok(entries) = fs::read_dir(path) else { return };
        entries.flatten().for_each(|entry| look(&entry.path(), files));
    } else if let Ok(moment) = facts.modified() {
        files.push((path.to_owned(), moment));
    }
}

/// Waits until something differs, then until nothing moves any more: an editor may write several files.
fn wait_for_change(seen: &Photograph) {
    let mut last = photograph();
    loop {
        thread::sleep(PERIOD);
        let now = photograph();
        let changed = &now != seen;
        if changed && now == last {
            let what = now
                .iter()
                .find(|file| !seen.contains(file))
                .or_else(|| seen.iter().find(|file| !now.contains(file)));
            if let Some((path, _)) = what {
                println!("\nChanged: {}", path.strip_prefix(place::root()).unwrap_or(path).display());
            }
            return;
        }
        last = now;
    }
}
