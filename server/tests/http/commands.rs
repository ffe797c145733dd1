//! The program as an operator calls it: what it says on its way, what it leaves behind, how it ends.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use zip::ZipArchive;

const PROGRAM: &str = env!("CARGO_BIN_EXE_communaute-vae");

/// What ships with the program, unpacked as France compétences publishes it.
fn exports(folder: &TempDir) -> PathBuf {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/rncp/certifications.zip");
    let mut archive = ZipArchive::new(File::open(archive).expect("it is shipped")).expect("it is an archive");
    let exports = folder.path().join("exports");
    archive.extract(&exports).expect("it is unpacked");
    exports
}

/// Imports that folder into the place of the test: whether it went well, what was said of it, and what was complained of.
fn import(folder: &TempDir, exports: &Path) -> (bool, Vec<String>, String) {
    let mut command = Command::new(PROGRAM);
    command.env_clear().args(["import", "rncp"]).arg(exports);
    command.arg("--data").arg(folder.path().join("data")).args(["--log", "warn"]);
    let output = command.output().expect("the program starts");
    let said = String::from_utf8(output.stdout).expect("it is text");
    let complaint = String::from_utf8(output.stderr).expect("it is text");
    (output.status.success(), said.lines().map(str::to_owned).collect(), complaint)
}

/// A line without how long it took.
fn timeless(line: &str) -> &str {
    line.split_once(" s  ").map_or(line, |(_, rest)| rest)
}

#[test]
fn the_snapshot_is_imported_from_its_folder_with_its_progress_and_a_second_time_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let exports = exports(&folder);
    let read = [
        "Standard: 6738 lines",
        "Blocs_De_Competences: 13432 lines",
        "VoixdAcces: 6557 lines",
        "Certificateurs: 18807 lines",
        "Ancienne_Nouvelle_Certification: 4519 lines",
    ];
    let (done, said, complaint) = import(&folder, &exports);
    assert!(done, "{complaint}");
    let said: Vec<_> = said.iter().map(|line| timeless(line)).collect();
    assert_eq!(said[..5], read, "which files, and how much of them");
    let written = (1..=13).map(|batch| format!("{} of 6738 records written", batch * 500));
    let written: Vec<String> = written.chain(["6738 of 6738 records written".to_owned()]).collect();
    assert_eq!(said[5..19], written, "how far it is");
    let summary =
        "50053 lines read, 0 refused; 6738 new, 0 changed (0 expired, 0 replaced), 0 as they were; ";
    assert!(said.last().is_some_and(|last| last.starts_with(summary)), "{said:?}");

    let (done, said, complaint) = import(&folder, &exports);
    assert!(done, "{complaint}");
    let said: Vec<_> = said.iter().map(|line| timeless(line)).collect();
    assert_eq!(said[..5], read);
    assert!(said.iter().all(|line| !line.contains("written")), "there is nothing to write: {said:?}");
    let summary =
        "50053 lines read, 0 refused; 0 new, 0 changed (0 expired, 0 replaced), 6738 as they were; ";
    assert!(said.last().is_some_and(|last| last.starts_with(summary)), "{said:?}");
}

#[test]
fn what_cannot_be_imported_is_said_why_and_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let (empty, text) = (folder.path().join("vide"), folder.path().join("texte.zip"));
    std::fs::create_dir(&empty).expect("a folder");
    std::fs::write(&text, "Ceci n’est pas une archive.").expect("it is written");
    for (exports, why) in [
        (empty, "has no file of records (export_fiches_CSV_Standard….csv)"),
        (text, "has no file of records (export_fiches_CSV_Standard….csv)"),
        (folder.path().join("nulle-part"), "cannot read"),
    ] {
        let (done, said, complaint) = import(&folder, &exports);
        assert!(!done && complaint.contains(why), "{}: {said:?} {complaint}", exports.display());
    }
}
