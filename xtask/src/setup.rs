//! What the machine must have: looked for, installed when that is possible, named plainly when it is not.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use anyhow::{Context, Result, bail};

use crate::place;
use crate::process::{find, program, read, run};

/// Installs Debian packages, or says the line that would.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    static REFRESH: Once = Once::new();
    let line = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if find("apt-get").is_none() {
        bail!(
            "{what} is missing and this machine has no apt-get: install it in your system's way (on Debian: {line})"
        );
    }
    if !is_root() {
        bail!("{what} is missing; as root: {line}");
    }
    println!("  {what} is missing: installing it");
    // A stale list of packages may still do: the installation itself says when it does not.
    REFRESH.call_once(|| {
        if let Err(error) = run(apt().args(["update", "-qq"])) {
            println!("  (the list of packages was not refreshed: {error:#})");
        }
    });
    run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
        .with_context(|| format!("{what} could not be installed; try: {line}"))
}

/// Finds one of several names of a program, or installs the packages that bring it.
pub(crate) fn tool(what: &str, names: &[&str], packages: &[&str]) -> Result<PathBuf> {
    let look = || names.iter().find_map(|name| find(name));
    if let Some(path) = look() {
        return Ok(path);
    }
    install(what, packages)?;
    look().with_context(|| {
        format!("{what} is still not on the PATH after the installation of {}", packages.join(" "))
    })
}

/// The npm tools of `end2end`, at the versions of its lock file.
pub(crate) fn node_modules() -> Result<PathBuf> {
    tool("Node.js", &["node"], &["nodejs"])?;
    let npm = tool("npm", &["npm"], &["npm"])?;
    let folder = place::end2end();
    let modules = folder.join("node_modules");
    if is_newer(&modules.join(".package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(modules);
    }
    println!("  installing the npm packages of end2end");
    let mut command = program(npm);
    command.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    run(command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    Ok(modules)
}

/// Whether this process may install packages and must lend its rights to nobody.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A component of the Rust toolchain (`clippy`, `rustfmt`): asked from rustup when it is not there.
pub(crate) fn rust_component(component: &str, subcommand: &str, debian: &str) -> Result<()> {
    if read(crate::process::cargo().args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!("{component} is missing: `rustup component add {component}`, or Debian's package {debian}");
    }
    run(program("rustup").args(["component", "add", component]))
}

fn apt() -> Command {
    let mut command = program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(std::process::Stdio::null());
    command
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let moment = |path: &Path| path.metadata().and_then(|facts| facts.modified()).ok();
    matches!((moment(made), moment(source)), (Some(made), Some(source)) if made >= source)
}
