//! `import rncp`: the certifications brought up to date from a folder of CSV files, or from their archive.

use std::{fs, path::Path, sync::Arc, time::Instant};

use domain::{
    Failure,
    library::import::{self, Note, Noted, Origin, Progress, Refusal, Source, Summary, Why},
};

use super::{no_post, say};
use crate::{
    config::ImportRncp,
    place::{self, Stopped, cannot},
    telemetry,
};

/// The daily archive has half of it.
const HEAVIEST: u64 = 256 * 1024 * 1024;

pub(super) async fn import(asked: &ImportRncp) -> Result<(), Stopped> {
    let source = source(&asked.folder)?;
    telemetry::start(&asked.keeping);
    let beside = place::without_index(&asked.keeping, no_post(), "").await?;
    let begun = Instant::now();
    let tell = |progress| {
        let seconds = begun.elapsed().as_secs_f32();
        match progress {
            Progress::Read(file, lines) => {
                say(format_args!("{seconds:6.1} s  {}: {lines} lines", file.code()))
            }
            Progress::Written(done, total) => {
                say(format_args!("{seconds:6.1} s  {done} of {total} records written"))
            }
        }
    };
    let done = import::run(&beside.community, None, source, Origin::Export, tell).await;
    beside.community.clone().close().await;
    match done {
        Ok(summary) => {
            report(&summary, begun.elapsed().as_secs_f32());
            Ok(())
        }
        Err(Failure::Refused(refusal)) => Err(Stopped::new(refused(&refusal, &asked.folder))),
        Err(Failure::Fault(fault)) => Err(cannot("go on: what is written is kept, run it again")(fault)),
    }
}

fn source(path: &Path) -> Result<Source, Stopped> {
    let name = path.display();
    let about = fs::metadata(path).map_err(|why| Stopped::new(format!("cannot read {name}: {why}")))?;
    if about.is_dir() {
        return Ok(Source::Folder(path.to_owned()));
    }
    if about.len() > HEAVIEST {
        return Err(Stopped::new(format!("{name} is larger than 256 MB: unpack it, and give the folder")));
    }
    let bytes = fs::read(path).map_err(|why| Stopped::new(format!("cannot read {name}: {why}")))?;
    match bytes.starts_with(b"PK") {
        true => Ok(Source::Archive(Arc::from(bytes))),
        false => Ok(Source::Files(vec![(name.to_string(), Arc::from(bytes))])),
    }
}

fn report(summary: &Summary, seconds: f32) {
    for noted in &summary.report.lines {
        match noted {
            Noted::Refused(file, line, why) => {
                say(format_args!("{}, line {line}: {}", file.code(), why_words(*why)))
            }
            Noted::Note(file, note, count) => {
                say(format_args!("{}: {}", file.code(), note_words(*note, *count)))
            }
        }
    }
    let kept = summary.report.lines.iter().filter(|noted| matches!(noted, Noted::Refused(..))).count() as u64;
    if summary.report.refused > kept {
        say(format_args!("… and {} more refused lines", summary.report.refused - kept));
    }
    let tally = summary.tally;
    say(format_args!(
        "{} lines read, {} refused; {} new, {} changed ({} expired, {} replaced), {} as they were; {seconds:.1} s.",
        summary.lines,
        summary.report.refused,
        tally.new,
        tally.changed,
        tally.expired,
        tally.replaced,
        summary.unchanged
    ));
}

fn why_words(why: Why) -> &'static str {
    match why {
        Why::Number => "no number of a record",
        Why::Title => "no title",
        Why::Date => "a date that is none",
        Why::State => "neither ACTIVE nor INACTIVE",
        Why::Twice => "the record was on a line before",
        Why::Orphan => "the record is not in the file of records",
        Why::Width => "not as many cells as the header has columns",
        Why::Cut => "the file ends within the line",
    }
}

fn note_words(note: Note, count: u64) -> String {
    match note {
        Note::Missing => "not there; what was known of it stays".to_owned(),
        Note::Empty => "empty; what was known of it stays".to_owned(),
        Note::Cut => "stops within a line; what it does not say any more stays".to_owned(),
        Note::Columns => "not the expected columns; what was known of it stays".to_owned(),
        Note::Foreign => "not in UTF-8; read as Windows-1252".to_owned(),
        Note::Elsewhere => format!("{count} lines are about another repertory"),
        Note::Blank => format!("{count} lines say nothing"),
    }
}

fn refused(refusal: &Refusal, path: &Path) -> String {
    let name = path.display();
    match refusal {
        Refusal::Running => {
            "another import is at work; if it was killed, run this again in a minute".to_owned()
        }
        Refusal::Overtaken => "another import has begun since: run this again".to_owned(),
        Refusal::NoRecords | Refusal::NotThere => {
            format!("{name} has no file of records (export_fiches_CSV_Standard….csv)")
        }
        Refusal::Empty => "the file of records has no record".to_owned(),
        Refusal::NoColumns => "the file of records lacks Numero_Fiche, Intitule or Actif".to_owned(),
        Refusal::Unreadable(why) => format!("cannot read the files to their end: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_an_archive_or_one_file_may_be_given() {
        let folder = tempfile::tempdir().expect("a folder");
        let given = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).expect("it is written");
            source(&path).expect("it is read")
        };
        assert!(matches!(source(folder.path()), Ok(Source::Folder(_))));
        assert!(matches!(given("export-fiches-csv.zip", b"PK\x03\x04"), Source::Archive(_)));
        let Source::Files(files) = given("Standard.csv", b"Numero_Fiche") else { panic!("it is one file") };
        assert!(files.len() == 1 && files[0].0.ends_with("Standard.csv"), "{files:?}");
        assert!(source(&folder.path().join("nothing")).is_err());
    }
}
