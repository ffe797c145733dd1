//! Making the server program and starting it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::place::{self, Settings};
use crate::process::{Lapse, cargo, find, program, run as run_program, step};
use crate::site;

/// What to pass on to the server.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Passed on to `communaute-vae serve --demo` (for instance: -- --address 127.0.0.1:4000)
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// How the server is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// `cargo xtask run`: makes everything, then becomes the server.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    site::build(site::Islands::Handy)?;
    let server = build_server(Profile::Dev)?;
    println!("\nEverything is ready after {}. Ctrl-C stops the site.", Lapse(start.elapsed()));
    let mut command = demonstration(&server, arguments);
    println!("  $ {} serve --demo {}\n", server.display(), arguments.rest.join(" "));
    Err(command.exec()).with_context(|| format!("cannot start {}", server.display()))
}

/// The server on its demonstration data, with what the person added.
pub(crate) fn demonstration(server: &Path, arguments: &Arguments) -> Command {
    let mut command = program(server);
    command.args(["serve", "--demo"]).args(&arguments.rest);
    command
}

/// Compiles the server and answers where it is.
pub(crate) fn build_server(profile: Profile) -> Result<PathBuf> {
    let package = Settings::read()?.bin_package;
    let mut command = cargo();
    command.args(["build", "--package", &package]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            command.arg("--release");
            "release"
        }
    };
    step("Server: compile", || run_program(&mut command))?;
    Ok(place::target().join(folder).join("communaute-vae"))
}

/// A server of our own for a test or a measure, stopped when dropped.
pub(crate) struct Server {
    child: Child,
    address: String,
    log: PathBuf,
    ready_after: Duration,
}

impl Server {
    /// Starts it on a free port of this machine, and waits until it is ready.
    pub(crate) fn start<Argument: AsRef<OsStr>>(
        server: &Path,
        arguments: &[Argument],
        patience: Duration,
    ) -> Result<Self> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let log = place::workshop("logs")?.join("server.log");
        let output = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = mortal(server, "TERM");
        command.arg("serve").args(arguments).args(["--address", &address]);
        command.stdout(output.try_clone()?).stderr(output);
        let start = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", server.display()))?;
        let mut server = Self { child, address, log, ready_after: Duration::ZERO };
        server.wait(start, patience)?;
        server.ready_after = start.elapsed();
        Ok(server)
    }

    /// `127.0.0.1:` and its port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Its number in the system.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// How long it took from its start to the first `/readyz` that said yes.
    pub(crate) fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// Where it writes what it says.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    fn wait(&mut self, start: Instant, patience: Duration) -> Result<()> {
        while !self.is_ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server stopped at once ({status}); it said:\n{}", self.last_words());
            }
            if start.elapsed() > patience {
                bail!("the server was not ready within {}; it said:\n{}", Lapse(patience), self.last_words());
            }
            // Closely while a start is measured; seldom when it fills a community first, for each question is a log line.
            let seldom = start.elapsed() > Duration::from_secs(2);
            thread::sleep(Duration::from_millis(if seldom { 200 } else { 5 }));
        }
        Ok(())
    }

    fn is_ready(&self) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = TcpStream::connect(&self.address)?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET /readyz HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address)?;
            let mut answer = [0; 12];
            stream.read_exact(&mut answer)?;
            Ok(answer.ends_with(b" 200"))
        };
        ask().unwrap_or(false)
    }

    fn last_words(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Asks a process to end, and insists after ten seconds.
pub(crate) fn stop(child: &mut Child) {
    signal(child, Signal::TERM);
    let start = Instant::now();
    while matches!(child.try_wait(), Ok(None)) {
        if start.elapsed() > Duration::from_secs(10) {
            let _ = child.kill();
            let _ = child.wait();
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Sends a signal to a process of ours that has not been waited for yet.
pub(crate) fn signal(child: &Child, signal: Signal) {
    if let Some(id) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // An error means that it has ended by itself, which those who wait for it will see.
        let _ = kill_process(id, signal);
    }
}

/// A command that receives a signal when this program dies in whatever way: no server outlives its test.
pub(crate) fn mortal(path: &Path, signal: &str) -> Command {
    match find("setpriv") {
        Some(setpriv) => {
            let mut command = program(setpriv);
            command.args(["--pdeathsig", signal]).arg(path);
            command
        }
        None => program(path),
    }
}

/// A port that nobody listens on at the moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}
