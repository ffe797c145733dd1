//! The browser tests: a demonstration community, a Chromium, Playwright.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use super::{Arguments, Remarks};
use crate::place;
use crate::process::{find, program, read, run, step};
use crate::serve::{Profile, Server, build_server};
use crate::setup;

/// Filling the demonstration community takes seconds in the dev profile; a loaded machine takes longer.
const PATIENCE: Duration = Duration::from_secs(180);

pub(super) fn check(arguments: &Arguments) -> Result<Remarks> {
    let chromium = step("Chromium, Java and npm packages: check", tools)?;
    let program_path = build_server(Profile::Dev)?;
    let data = Scratch::make("browser-data")?;
    let server = step("Server: start on a fresh demonstration community", || {
        Server::start(&program_path, &["--demo", "--data", &data.0.to_string_lossy()], PATIENCE)
    })?;
    let mut command = program(place::end2end().join("node_modules/.bin/playwright"));
    command.current_dir(place::end2end()).arg("test").args(&arguments.playwright);
    command.env("BASE_URL", format!("http://{}", server.address()));
    command.env("CHROMIUM", chromium).env("VAE_DATA", &data.0).env("VAE_PROGRAM", &program_path);
    run(&mut command).with_context(|| format!("the server's log is {}", server.log().display()))?;
    Ok(Remarks::new())
}

/// Everything the tests call, installed when missing; answers the path of Chromium.
fn tools() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let chromium = setup::tool("Chromium", &names, &["chromium"])?;
    // vnu, the HTML validator, is written in Java.
    setup::tool("Java", &["java"], &["default-jre-headless"])?;
    setup::node_modules()?;
    // Without any font, a screenshot and every measure of a text are nonsense.
    let fonts = find("fc-list").and_then(|path| read(&mut program(path)).ok()).unwrap_or_default();
    if !fonts.contains("DejaVu") {
        setup::install("the font DejaVu", &["fonts-dejavu-core"])?;
    }
    Ok(chromium)
}

/// A folder that begins empty and disappears when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn make(name: &str) -> Result<Self> {
        let folder = place::workshop(name)?;
        fs::remove_dir_all(&folder).context("cannot empty the data of the former test")?;
        fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            println!("  {} could not be removed: {error}", self.0.display());
        }
    }
}
