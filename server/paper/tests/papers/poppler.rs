//! The papers as Poppler reads them, where it is installed; they stay in `target/tmp/papers`, to be looked at.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{cast, reading::plain};

/// Every paper, in a file.
fn kept() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).expect("there is a place for files");
    let keep = |(name, bytes): (&str, Vec<u8>)| {
        let path = folder.join(format!("{name}.pdf"));
        fs::write(&path, bytes).expect("it is kept");
        path
    };
    cast::papers().into_iter().map(keep).collect()
}

/// What the program says of the paper; nothing where there is no such program.
fn told(program: &str, arguments: &[&str], paper: &Path) -> Option<String> {
    let ran = Command::new(program).args(arguments).arg(paper).arg("-").output();
    match ran {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        ran => {
            let ran = ran.expect("it runs");
            assert!(
                ran.status.success(),
                "{program} of {}: {}",
                paper.display(),
                String::from_utf8_lossy(&ran.stderr)
            );
            Some(plain(&String::from_utf8_lossy(&ran.stdout)))
        }
    }
}

#[test]
fn another_reader_finds_the_same_words_and_letters_of_ours() {
    for (paper, words) in kept().iter().zip([
        "À l’attention de Claire Bernard",
        // As it is laid out, its last word is on the next line of the cell.
        "Présence signée en",
        "K7QF-2M9X-PA4T",
        "Financer un parcours",
        "Conseillères et conseillers",
    ]) {
        if let Some(text) = told("pdftotext", &["-layout"], paper) {
            assert!(text.contains(words), "{}: {text}", paper.display());
        }
    }
}
