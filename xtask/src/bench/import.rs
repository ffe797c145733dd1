//! The certifications brought in: the first time, and again when nothing changed.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::place;
use crate::process::{program, read, step};

/// How long each took.
pub(super) struct Imports {
    pub(super) first: Duration,
    pub(super) again: Duration,
}

/// Imports what ships with the program into an empty place, twice.
pub(super) fn measure(server: &Path) -> Result<Imports> {
    let data = place::workshop("bench")?.join("import");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let archive = place::root().join("server/demo/rncp/certifications.zip");
    let once = || {
        let start = Instant::now();
        let mut command = program(server);
        read(
            command.args(["import", "rncp"]).arg(&archive).arg("--data").arg(&data).args(["--log", "warn"]),
        )?;
        Ok(start.elapsed())
    };
    let first = step("Certifications: import", once)?;
    let again = step("Certifications: import again", once)?;
    Ok(Imports { first, again })
}
