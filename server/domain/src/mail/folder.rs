//! Letters as files: for development, and for a site whose mail server is not yet known.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::Utc;

use super::MailFault;

pub(super) struct Folder {
    dir: PathBuf,
    kept: AtomicU64,
}

impl Folder {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self { dir, kept: AtomicU64::new(0) }
    }

    /// Writes a message as `{UTC time}-{n}.eml`; the names sort in the order of writing.
    pub(super) async fn keep(&self, message: Vec<u8>) -> Result<(), MailFault> {
        let n = self.kept.fetch_add(1, Ordering::Relaxed) + 1;
        let name = format!("{}-{n}.eml", Utc::now().format("%Y%m%dT%H%M%S%3fZ"));
        let dir = self.dir.clone();
        tokio::task::spawn_blocking(move || write(&dir, &name, &message))
            .await
            .map_err(|fault| MailFault::Temporary(format!("the mail folder: {fault}")))?
            .map_err(|fault| MailFault::Temporary(format!("the mail folder: {fault}")))
    }
}

/// Under another name first, so that whoever watches the folder only sees whole letters.
fn write(dir: &Path, name: &str, message: &[u8]) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let unfinished = dir.join(format!(".{name}.{}", std::process::id()));
    let written = private(&unfinished)
        .and_then(|mut file| io::Write::write_all(&mut file, message))
        .and_then(|()| fs::rename(&unfinished, dir.join(name)));
    if written.is_err() {
        // The fault that matters is the first one; what is left behind is hidden and harmless.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// A new file that only its owner may read: letters hold sign-in links.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
