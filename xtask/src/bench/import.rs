//! The certifications brought in from the files that ship with the program: the first time, and again when nothing changed.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use zip::ZipArchive;

use crate::place;
use crate::process::{program, read, step};

/// How long each took.
pub(super) struct Imports {
    pub(super) first: Duration,
    pub(super) again: Duration,
}

/// What the program says of an import at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Summary {
    lines: u64,
    refused: u64,
    new: u64,
    changed: u64,
    unchanged: u64,
}

/// Imports them from their folder into an empty place, twice; a run that did not do what it is measured for is no measure.
pub(super) fn measure(server: &Path) -> Result<Imports> {
    let data = place::workshop("bench")?.join("import");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    let files = files()?;
    let once = || {
        let start = Instant::now();
        let mut command = program(server);
        command.args(["import", "rncp"]).arg(&files).arg("--data").arg(&data).args(["--log", "warn"]);
        let said = read(&mut command)?;
        Ok((start.elapsed(), Summary::read(&said)?))
    };
    let (first, brought) = step("Certifications: import", once)?;
    let (again, unchanged) = step("Certifications: import again", once)?;
    check(brought, unchanged)?;
    Ok(Imports { first, again })
}

/// The folder of the CSV files, unpacked when they are not there.
pub(super) fn files() -> Result<PathBuf> {
    let folder = place::workshop("bench")?.join("rncp");
    let archive = place::root().join("server/demo/rncp/certifications.zip");
    let archive = File::open(&archive).with_context(|| format!("cannot open {}", archive.display()))?;
    ZipArchive::new(archive)?.extract(&folder).context("cannot unpack the certifications")?;
    Ok(folder)
}

/// That the first run brought everything in, and the second found all of it as it was.
fn check(first: Summary, again: Summary) -> Result<()> {
    let Summary { lines, new, .. } = first;
    let everything = Summary { lines, refused: 0, new, changed: 0, unchanged: 0 };
    ensure!(new > 0 && first == everything, "the first import did not bring everything in: {first:?}");
    let nothing = Summary { new: 0, unchanged: new, ..everything };
    ensure!(
        again == nothing,
        "the second import did not find everything as it was: {again:?} after {first:?}"
    );
    Ok(())
}

impl Summary {
    /// From the last line: « 50053 lines read, 0 refused; 6738 new, 0 changed (0 expired, 0 replaced), 0 as they were; 4.2 s. »
    fn read(said: &str) -> Result<Self> {
        let line = said.lines().last().unwrap_or_default();
        let before = |words: &str| {
            let digits = line.split_once(words)?.0.rsplit(|c: char| !c.is_ascii_digit()).next()?;
            digits.parse().ok()
        };
        let figure = |words: &str| before(words).with_context(|| format!("the import ended with {line:?}"));
        Ok(Self {
            lines: figure(" lines read")?,
            refused: figure(" refused")?,
            new: figure(" new")?,
            changed: figure(" changed")?,
            unchanged: figure(" as they were")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "   0.2 s  Standard: 6738 lines\n50053 lines read, 0 refused; 6738 new, 0 changed (0 expired, 0 replaced), 0 as they were; 4.2 s.";
    const AGAIN: &str =
        "50053 lines read, 0 refused; 0 new, 0 changed (0 expired, 0 replaced), 6738 as they were; 1.4 s.";

    fn summary(said: &str) -> Summary {
        Summary::read(said).expect("it is a summary")
    }

    #[test]
    fn the_summary_of_an_import_is_read() {
        let expected = Summary { lines: 50_053, refused: 0, new: 6_738, changed: 0, unchanged: 0 };
        assert_eq!(summary(FIRST), expected);
        assert_eq!(summary(AGAIN), Summary { new: 0, unchanged: 6_738, ..expected });
        assert!(Summary::read("").is_err() && Summary::read("6738 new").is_err());
    }

    #[test]
    fn a_run_that_did_not_do_its_work_is_no_measure() {
        let (first, again) = (summary(FIRST), summary(AGAIN));
        check(first, again).expect("both did");
        let nothing = Summary { lines: 0, unchanged: 0, ..again };
        for (first, again) in [
            (nothing, nothing),
            (again, again),
            (first, first),
            (first, nothing),
            (Summary { refused: 3, ..first }, again),
            (first, Summary { changed: 1, ..again }),
        ] {
            check(first, again).expect_err("one did not");
        }
    }

    #[test]
    fn the_files_are_unpacked() {
        let folder = files().expect("they are shipped");
        let names = fs::read_dir(folder).expect("a folder").count();
        assert_eq!(names, 5);
        files().expect("a second time too");
    }
}
