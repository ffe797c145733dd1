//! The compiler of the islands: the rustup target where there is one, Debian's packages where there is none.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::place;
use crate::process::{self, find, program, read, run_within};
use crate::setup;

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's own Rust for browsers and its sources: enough to build the standard library for wasm.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const CLIPPY: &str = "rust-web-clippy";

/// A way to compile for wasm.
pub(crate) enum Toolchain {
    /// The usual toolchain knows the target.
    Usual,
    /// Debian's compiler, which builds the standard library itself and links with the program named here.
    Debian { linker: PathBuf },
}

impl Toolchain {
    /// Finds one, installing what it can. `XTASK_WASM=debian` chooses the second way.
    pub(crate) fn find() -> Result<Self> {
        if env::var_os("XTASK_WASM").is_some_and(|choice| choice == "debian") {
            return Self::debian();
        }
        // Where Debian's compiler was needed once, rustup is not asked at each build whether its servers are back.
        if has_target()? || (!debian_is_ready() && add_target()) {
            return Ok(Self::Usual);
        }
        Self::debian()
            .with_context(|| format!("neither `rustup target add {TARGET}` nor Debian's packages worked"))
    }

    /// A cargo command (`build`, `clippy`) for wasm.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = match self {
            Self::Usual => {
                let mut command = process::cargo();
                command.arg(subcommand);
                command
            }
            Self::Debian { linker } => debian_cargo(subcommand, linker),
        };
        command.args(["--target", TARGET]);
        command
    }

    /// Has clippy for it.
    pub(crate) fn need_clippy(&self) -> Result<()> {
        match self {
            Self::Usual => setup::rust_component("clippy", "clippy", CLIPPY),
            Self::Debian { .. } if Path::new("/usr/bin/cargo-clippy").exists() => Ok(()),
            Self::Debian { .. } => setup::install("clippy for wasm", &[CLIPPY]),
        }
    }

    /// Where the result of `cargo build` is, for a profile.
    pub(crate) fn output(&self, profile: &str) -> PathBuf {
        self.target_dir().join(TARGET).join(profile)
    }

    fn target_dir(&self) -> PathBuf {
        match self {
            Self::Usual => place::target(),
            Self::Debian { .. } => debian_target_dir(),
        }
    }

    fn debian() -> Result<Self> {
        if !debian_is_ready() {
            setup::install("the compiler for wasm", &DEBIAN_PACKAGES)?;
        }
        Ok(Self::Debian { linker: linker()? })
    }
}

/// Another compiler writes elsewhere, or each would throw away what the other made.
fn debian_target_dir() -> PathBuf {
    place::target().join("debian-wasm")
}

fn debian_cargo(subcommand: &str, linker: &Path) -> Command {
    let mut command = program("/usr/bin/cargo");
    // Debian's cargo looks for `rustc` and `cargo-clippy` on the PATH, where rustup's may come first.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(std::iter::once("/usr/bin".into()).chain(env::split_paths(&path)));
    command
        .env("PATH", path.unwrap_or_else(|_| "/usr/bin".into()))
        .env("RUSTC", "/usr/bin/rustc")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO");
    // The standard library is built from sources, which a stable compiler allows only when told so.
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    command.arg(subcommand).arg("-Zbuild-std=std,panic_abort").arg("--target-dir").arg(debian_target_dir());
    command
}

fn has_target() -> Result<bool> {
    let sysroot = read(program("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib").is_dir())
}

fn add_target() -> bool {
    if find("rustup").is_none() {
        println!("  no rustup on this machine");
        return false;
    }
    // Rustup's servers may be out of reach; then it tries for a long time.
    match run_within(Duration::from_secs(120), program("rustup").args(["target", "add", TARGET])) {
        Ok(()) => true,
        Err(error) => {
            println!("  {error:#}\n  so Debian's compiler it is");
            false
        }
    }
}

/// Whether its three packages are installed.
fn debian_is_ready() -> bool {
    let has_sources = || -> Option<bool> {
        let sysroot = read(program("/usr/bin/rustc").args(["--print", "sysroot"])).ok()?;
        Some(Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.toml").exists())
    };
    Path::new("/usr/bin/cargo").exists() && has_sources().unwrap_or(false)
}

/// The linker that came with rustup's toolchain, or LLVM's from Debian.
fn linker() -> Result<PathBuf> {
    if let Some(path) = rustup_linker() {
        return Ok(path);
    }
    if let Some(path) = ["wasm-ld-19", "wasm-ld"].iter().find_map(|name| find(name)) {
        return Ok(path);
    }
    setup::install("the linker for wasm", &["lld-19"])?;
    match find("wasm-ld-19") {
        Some(path) => Ok(path),
        None => bail!("lld-19 is installed but brought no wasm-ld-19"),
    }
}

fn rustup_linker() -> Option<PathBuf> {
    let sysroot = read(program("rustc").args(["--print", "sysroot"])).ok()?;
    let version = read(program("rustc").arg("-vV")).ok()?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let path = Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld");
    path.exists().then_some(path)
}
