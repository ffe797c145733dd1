//! Running other programs, and saying which and for how long.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place;

/// Does one named step: says that it begins, and how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n→ {name}");
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    println!("✓ {name}: {}", Lapse(start.elapsed()));
    Ok(done)
}

/// Runs a program whose output the person sees as it comes, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("  $ {line}");
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and answers what it printed.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command.output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program that may wait on a network for ever; its output comes with the failure.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("  $ {line}");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    let mut complaint = child.stderr.take().context("the standard error is piped")?;
    let reader = thread::spawn(move || {
        let mut text = String::new();
        complaint.read_to_string(&mut text).map(|_| text)
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{line}` did not end within {}", Lapse(limit));
        }
        thread::sleep(Duration::from_millis(50));
    };
    if !status.success() {
        let text = reader.join().map_or_else(|_| String::new(), Result::unwrap_or_default);
        bail!("`{line}` failed ({status}): {}", text.trim());
    }
    Ok(())
}

/// The cargo that started this program, in the root folder, without what it told about this package.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    tidy(&mut command);
    if is_ci() {
        // What only helps the next build costs time and disk where there will be none.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Whether this is a machine that builds once and forgets.
pub(crate) fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Any program, in the root folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    tidy(&mut command);
    command
}

/// Forgets the variables that `cargo run` sets about xtask: some build scripts watch them and would run again
/// each time cargo is called now by hand, now from here.
fn tidy(command: &mut Command) {
    command.current_dir(place::root());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if ours.iter().any(|prefix| text.starts_with(prefix)) || text == "OUT_DIR" {
            command.env_remove(&name);
        }
    }
}

/// The path of a program, when the machine has it.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    let root = format!("{}/", place::root().display());
    line.join(" ").replace(&root, "")
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 20 s`.
pub(crate) struct Lapse(pub(crate) Duration);

impl fmt::Display for Lapse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match seconds {
            0..10 => write!(out, "{:.1} s", self.0.as_secs_f64()),
            10..60 => write!(out, "{seconds} s"),
            _ => write!(out, "{} min {:02} s", seconds / 60, seconds % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_plainly() {
        assert_eq!(Lapse(Duration::from_millis(420)).to_string(), "0.4 s");
        assert_eq!(Lapse(Duration::from_secs(12)).to_string(), "12 s");
        assert_eq!(Lapse(Duration::from_secs(200)).to_string(), "3 min 20 s");
    }

    #[test]
    fn a_program_that_never_ends_is_stopped() {
        let error = run_within(Duration::from_millis(100), Command::new("sleep").arg("60"))
            .expect_err("it cannot end in time");
        assert!(error.to_string().contains("did not end"), "{error}");
    }

    #[test]
    fn a_failure_says_what_the_program_said() {
        let error =
            read(Command::new("sh").args(["-c", "echo gone >&2; exit 3"])).expect_err("it exits with 3");
        assert!(error.to_string().contains("gone"), "{error}");
    }
}
