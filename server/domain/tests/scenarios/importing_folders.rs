//! Certifications out of a folder, as the command reads them: which files, how far it is, nothing a second time.

use std::{fmt::Write, fs, path::PathBuf, sync::Mutex};

use domain::{
    Failure,
    library::{
        certification,
        import::{self, File, Origin, Progress, Refusal, Source, Summary, Tally},
    },
};

use crate::place::{Place, seen_by};

const RECORDS: u32 = 1_200;

impl Place {
    fn exports(&self) -> PathBuf {
        self.folder().join("exports")
    }

    /// Puts that file in the folder of exports.
    fn puts(&self, name: &str, text: &str) {
        fs::create_dir_all(self.exports()).expect("a folder");
        fs::write(self.exports().join(name), text).expect("it is written");
    }

    /// Brings in what is there, and tells how it went.
    async fn brings_in(&self) -> (Result<Summary, Failure<Refusal>>, Vec<Progress>) {
        let told = Mutex::new(Vec::new());
        let tell = |progress| told.lock().expect("nobody panicked").push(progress);
        let done = import::run(self, None, Source::Folder(self.exports()), Origin::Export, tell).await;
        (done, told.into_inner().expect("nobody panicked"))
    }
}

/// That many records, the first of which has that title.
fn records(many: u32, first: &str) -> String {
    let mut text = format!("Numero_Fiche;Intitule;Actif\nRNCP1;{first};ACTIVE\n");
    for number in 2..=many {
        writeln!(text, "RNCP{number};Métier {number};ACTIVE").expect("it is written");
    }
    text
}

#[tokio::test]
async fn a_folder_is_read_file_after_file_and_written_batch_after_batch_once() {
    let place = Place::founded().await;
    place.puts("export_fiches_CSV_Standard_2027_03_01.csv", &records(RECORDS, "Boulanger"));
    let names = "Numero_Fiche;Nom_Certificateur\nRNCP1;Ministère du travail\nRNCP2;Ministère du travail\n";
    place.puts("export_fiches_CSV_Certificateurs_2027_03_01.csv", names);
    place.puts("LISEZ-MOI.txt", "Rien à lire ici.");
    let all = u64::from(RECORDS);
    let read = [Progress::Read(File::Standard, all), Progress::Read(File::Certifiers, 2)];

    let (done, told) = place.brings_in().await;
    let summary = done.expect("it is imported");
    assert_eq!((summary.tally, summary.unchanged), (Tally { new: all, ..Tally::default() }, 0));
    let written = [500, 1_000, all].map(|done| Progress::Written(done, all));
    assert_eq!(told, [&read[..], &written].concat());

    let (done, told) = place.brings_in().await;
    let summary = done.expect("it is imported");
    assert_eq!((summary.tally, summary.unchanged), (Tally::default(), all));
    assert_eq!(told, read, "there is nothing to write");
}

#[tokio::test]
async fn of_several_exports_in_a_folder_the_latest_is_read() {
    let place = Place::founded().await;
    place.puts("export_fiches_CSV_Standard_2027_03_01.csv", &records(2, "Boulangère, boulanger"));
    place.puts("export_fiches_CSV_Standard_2027_02_28.csv", &records(1, "Boulanger"));
    let (done, _) = place.brings_in().await;
    assert_eq!(done.expect("it is imported").tally.new, 2);
    let number = "RNCP1".parse().expect("it is a number");
    let read = certification::read(&place, &seen_by(&place.claire), number).await.expect("it is there");
    assert_eq!(read.named.title, "Boulangère, boulanger");
    assert_eq!(read.source.and_then(|source| source.snapshot_on), "2027-03-01".parse().ok());
}

#[tokio::test]
async fn a_folder_without_records_is_refused_and_nothing_is_told() {
    let place = Place::founded().await;
    place.puts("export_fiches_CSV_Certificateurs.csv", "Numero_Fiche;Nom_Certificateur\nRNCP1;Personne\n");
    let (done, told) = place.brings_in().await;
    assert_eq!(done.expect_err("it is refused").refusal(), Some(Refusal::NoRecords));
    assert_eq!(told, []);
}
