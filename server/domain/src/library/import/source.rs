//! Where the files of an import are: a folder, an archive, or files that somebody sent. They are read several times, never whole.

use std::{
    borrow::Cow,
    fs,
    io::{self, BufReader, Cursor, Read},
    path::PathBuf,
    sync::Arc,
};

use chrono::NaiveDate;
use zip::ZipArchive;

use crate::text::folded;

/// The five files that matter, whatever is before and after these words in their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum File {
    /// One line a record.
    Standard,
    /// Its skills blocks.
    Blocks,
    /// The ways to it.
    Ways,
    /// Who delivers it.
    Certifiers,
    /// What it replaces, what replaces it.
    Replacements,
}

impl File {
    /// Every file; the records come first.
    pub const ALL: [File; 5] =
        [File::Standard, File::Blocks, File::Ways, File::Certifiers, File::Replacements];

    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            File::Standard => "Standard",
            File::Blocks => "Blocs_De_Competences",
            File::Ways => "VoixdAcces",
            File::Certifiers => "Certificateurs",
            File::Replacements => "Ancienne_Nouvelle_Certification",
        }
    }

    /// Which of them a file of that name is. What a desktop hides (« ._… ») is none, whatever its name goes on to say.
    fn named(name: &str) -> Option<Self> {
        if name.starts_with(['.', '~']) {
            return None;
        }
        let name: String = folded(name).chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let is_csv = name.ends_with("csv");
        let has = |words: &[&str]| is_csv && words.iter().any(|word| name.contains(word));
        [
            (File::Replacements, &["anciennenouvelle"] as &[_]),
            (File::Blocks, &["blocsdecompetences", "blocdecompetences"]),
            // Some archives say their names in the letters of another machine: « VoixdAccΦs ».
            (File::Ways, &["voixdacc", "voiesdacc", "voiedacc"]),
            (File::Certifiers, &["certificateurs"]),
            (File::Standard, &["standard"]),
        ]
        .into_iter()
        .find_map(|(file, words)| has(words).then_some(file))
    }
}

/// Where the files are.
#[derive(Debug, Clone)]
pub enum Source {
    /// In a folder.
    Folder(PathBuf),
    /// In an archive, whole in memory.
    Archive(Arc<[u8]>),
    /// In memory, each with its name.
    Files(Vec<(String, Arc<[u8]>)>),
}

/// The files found in a source.
#[derive(Debug, Clone)]
pub(super) struct Found {
    source: Source,
    names: Vec<(File, String)>,
    /// The date that their names say, the latest of them.
    pub(super) dated: Option<NaiveDate>,
}

/// Entries of an archive that are looked at: an export has a dozen.
const ENTRIES: usize = 1_000;

impl Source {
    /// Looks which files are there.
    pub(super) fn look(self) -> io::Result<Found> {
        let names: Vec<String> = match &self {
            Source::Folder(folder) => {
                let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
                let files = entries.iter().filter(|entry| !entry.path().is_dir());
                files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
            }
            Source::Archive(bytes) => {
                let archive = ZipArchive::new(Cursor::new(Arc::clone(bytes))).map_err(io::Error::other)?;
                archive.file_names().take(ENTRIES).filter_map(Result::ok).map(Cow::into_owned).collect()
            }
            Source::Files(files) => files.iter().map(|(name, _)| name.clone()).collect(),
        };
        let mut found: Vec<(File, String)> =
            names.into_iter().filter_map(|name| Some((File::named(base(&name))?, name))).collect();
        // Of several exports in one folder, the latest.
        found.sort_by(|one, other| dated(&other.1).cmp(&dated(&one.1)).then(other.1.cmp(&one.1)));
        let names: Vec<_> = File::ALL
            .into_iter()
            .filter_map(|file| found.iter().find(|(known, _)| *known == file).cloned())
            .collect();
        let dated = names.iter().filter_map(|(_, name)| dated(name)).max();
        Ok(Found { source: self, names, dated })
    }
}

impl Found {
    /// Reads that file, if it is there.
    pub(super) fn read<T>(
        &self,
        file: File,
        reading: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> io::Result<Option<T>> {
        let Some((_, name)) = self.names.iter().find(|(known, _)| *known == file) else { return Ok(None) };
        let done = match &self.source {
            Source::Folder(folder) => reading(&mut BufReader::new(fs::File::open(folder.join(name))?)),
            Source::Archive(bytes) => {
                let mut archive =
                    ZipArchive::new(Cursor::new(Arc::clone(bytes))).map_err(io::Error::other)?;
                let entry = archive.by_name(name).map_err(io::Error::other)?;
                reading(&mut BufReader::new(entry))
            }
            Source::Files(files) => {
                let bytes = files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_ref());
                reading(&mut bytes.unwrap_or_default())
            }
        };
        done.map(Some)
    }
}

/// A name without the folders before it.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The date in a name, written 2027_03_31, 2027-03-31 or 20270331.
fn dated(name: &str) -> Option<NaiveDate> {
    let digits: String = base(name).chars().filter(|c| !matches!(c, '-' | '_')).collect();
    (0..digits.len().saturating_sub(7))
        .filter_map(|at| digits.get(at..at + 8))
        .filter(|part| part.starts_with("20") && part.bytes().all(|byte| byte.is_ascii_digit()))
        .find_map(|part| NaiveDate::parse_from_str(part, "%Y%m%d").ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_with_and_without_their_date() {
        for (name, file) in [
            ("export_fiches_CSV_Standard.csv", Some(File::Standard)),
            ("export_fiches_CSV_Standard_2024_01_31.csv", Some(File::Standard)),
            ("2024-01-31_export_fiches_CSV_Certificateurs.CSV", Some(File::Certifiers)),
            ("export_fiches_CSV_Blocs_De_Compétences_2024.csv", Some(File::Blocks)),
            ("export_fiches_CSV_VoixdAccès.csv", Some(File::Ways)),
            ("export_fiches_CSV_Ancienne_Nouvelle_Certification_2024.csv", Some(File::Replacements)),
            ("export_fiches_CSV_Standard_2026_11_26 (1).csv", Some(File::Standard)),
            ("EXPORT-FICHES-CSV-STANDARD-20261126.CSV", Some(File::Standard)),
            ("export_fiches_CSV_VoixdAccΦs_2024.csv", Some(File::Ways)),
            ("._export_fiches_CSV_Standard_2024_01_31.csv", None),
            ("~$export_fiches_CSV_Standard.csv", None),
            ("export_fiches_CSV_Partenaires.csv", None),
            ("export_fiches_CSV_Standard.xml", None),
        ] {
            assert_eq!(File::named(name), file, "{name}");
        }
    }

    #[test]
    fn the_date_of_an_export_is_in_its_name() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(dated("x/export_fiches_CSV_Standard_2024_01_31.csv"), day("2024-01-31"));
        assert_eq!(dated("2024-01-31-export.csv"), day("2024-01-31"));
        assert_eq!(dated("export_20241332_20240131.csv"), day("2024-01-31"));
        assert_eq!(dated("export_fiches_CSV_Standard.csv"), None);
    }
}
