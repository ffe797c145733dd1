//! cargo-deny: which licences, which crates and from where.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use super::{Arguments, Remarks};
use crate::place;
use crate::process::{cargo, find, program, run, run_within, step};

const VERSION: &str = "0.20.2";

pub(super) fn check(_: &Arguments) -> Result<Remarks> {
    let deny = match find("cargo-deny") {
        Some(path) => path,
        None => own()?,
    };
    run(program(&deny).args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))?;
    Ok(vec![advisories(&deny)])
}

/// Known vulnerabilities are said, but fail nothing: they come from the world, not from a change here.
fn advisories(deny: &PathBuf) -> String {
    let fetched = run_within(Duration::from_secs(60), program(deny).args(["fetch", "db"]));
    if fetched.is_err() {
        return "the advisory database (github.com/rustsec) is out of reach: vulnerabilities were not looked up".into();
    }
    match run(program(deny).args(["check", "--disable-fetch", "advisories"])) {
        Ok(()) => "no known vulnerability in the dependencies".into(),
        Err(_) => "KNOWN VULNERABILITIES: see the output of this check".into(),
    }
}

/// The cargo-deny of this project, compiled once, without optimisation: it runs for two seconds.
fn own() -> Result<PathBuf> {
    let folder = place::target().join("tools");
    let path = folder.join("bin/cargo-deny");
    if !path.exists() {
        step("cargo-deny: compile, the first time only", || {
            let mut command = cargo();
            command.args(["install", "cargo-deny", "--version", VERSION, "--locked", "--debug", "--root"]);
            command
                .arg(&folder)
                .env("CARGO_TARGET_DIR", folder.join("build"))
                .env("CARGO_PROFILE_DEV_DEBUG", "0");
            run(&mut command)
        })?;
        // Only the program is worth its place on the disk.
        std::fs::remove_dir_all(folder.join("build"))?;
    }
    Ok(path)
}
