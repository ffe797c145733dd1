//! The checks that are little more than a call of cargo.

use std::process::Command;

use anyhow::Result;

use super::postgres::Cluster;
use super::{Arguments, Remarks};
use crate::place::Settings;
use crate::process::{cargo, find, is_ci, run, step};
use crate::serve::{Profile, build_server};
use crate::toolchain::Toolchain;
use crate::{setup, site};

/// Where the scenarios find a PostgreSQL on which they may create databases.
const DATABASE: &str = "VAE_TEST_DATABASE_URL";

pub(super) fn format(_: &Arguments) -> Result<Remarks> {
    setup::rust_component("rustfmt", "fmt", "rustfmt-web")?;
    run(cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Remarks::new())
}

pub(super) fn site(_: &Arguments) -> Result<Remarks> {
    site::build(site::Islands::Smallest)?;
    Ok(Remarks::new())
}

pub(super) fn clippy(_: &Arguments) -> Result<Remarks> {
    setup::rust_component("clippy", "clippy", "rust-web-clippy")?;
    // xtask apart: beside the others, its dependencies would change the features of theirs.
    for packages in [&[][..], &["--package", "xtask"]] {
        run(cargo().arg("clippy").args(packages).args(["--all-targets", "--", "-D", "warnings"]))?;
    }
    Ok(Remarks::new())
}

pub(super) fn clippy_wasm(_: &Arguments) -> Result<Remarks> {
    let settings = Settings::read()?;
    let toolchain = Toolchain::find()?;
    toolchain.need_clippy()?;
    let mut command = toolchain.cargo("clippy");
    // The profile of the site: its build scripts and macros are compiled already.
    command.args(["--package", &settings.lib_package, "--profile", &settings.lib_profile_release]);
    run(command.args(["--", "-D", "warnings"]))?;
    Ok(Remarks::new())
}

pub(super) fn sqlite(_: &Arguments) -> Result<Remarks> {
    if has_nextest() {
        run(nextest().env_remove(DATABASE))?;
    } else {
        run(cargo().args(["test", "--no-fail-fast"]).env_remove(DATABASE))?;
    }
    // The tests of this very program; a running one cannot be replaced, but its tests are another file.
    run(cargo().args(["test", "--package", "xtask"]))?;
    Ok(Remarks::new())
}

pub(super) fn postgres(_: &Arguments) -> Result<Remarks> {
    let cluster = Cluster::start()?;
    let mut command = if has_nextest() {
        // All packages are named as before, so that nothing is compiled again; the filter chooses.
        let mut command = nextest();
        command.args(["--filterset", "package(domain) | package(server)"]);
        command
    } else {
        let mut command = cargo();
        command.args(["test", "--no-fail-fast", "--package", "domain", "--package", "server"]);
        command
    };
    run(command.env(DATABASE, cluster.url()))?;
    Ok(Remarks::new())
}

/// The rush on a day's seats against the running program, as large as it is promised to hold: on SQLite, then on PostgreSQL with one
/// process and with two.
pub(super) fn rush(_: &Arguments) -> Result<Remarks> {
    let cluster = Cluster::start()?;
    let rushes = || {
        let mut command = if has_nextest() {
            let mut command = nextest();
            command.args(["--filterset", "binary(contention)"]);
            command
        } else {
            let mut command = cargo();
            command.args(["test", "--no-fail-fast", "--test", "contention"]);
            command
        };
        command.env("VAE_CONTENTION", "500x50");
        command
    };
    step("Rush: SQLite", || run(rushes().env_remove(DATABASE)))?;
    step("Rush: PostgreSQL, one process and two", || run(rushes().env(DATABASE, cluster.url())))?;
    Ok(Remarks::new())
}

pub(super) fn docs(_: &Arguments) -> Result<Remarks> {
    run(cargo().args(["test", "--doc"]))?;
    Ok(Remarks::new())
}

pub(super) fn server(_: &Arguments) -> Result<Remarks> {
    build_server(Profile::Dev)?;
    Ok(Remarks::new())
}

fn has_nextest() -> bool {
    find("cargo-nextest").is_some()
}

fn nextest() -> Command {
    let mut command = cargo();
    command.args(["nextest", "run", "--no-fail-fast", "--no-tests", "pass"]);
    if is_ci() {
        command.args(["--status-level", "fail", "--final-status-level", "slow"]);
    }
    command
}
