//! The first reading: which records there are, and a digest of what each file says of them.

use std::{collections::HashMap, io};

use super::{
    File, Note, Progress, Report, Why,
    line::{self, Columns},
    source::Found,
    table::Table,
};
use crate::{
    library::{Rncp, certifier::name::Keys},
    text::folded,
};

/// One digest a file, in the order of [`File::ALL`]; nothing for a file that cannot be read.
pub(super) type Digests = [Option<u64>; 5];

/// What the files hold.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The records, in the order of their numbers.
    pub(super) records: Vec<(Rncp, Digests)>,
    /// The certifiers' names, folded, each with its best spelling and its SIRET.
    pub(super) names: HashMap<String, (String, String)>,
    /// Lines read.
    pub(super) lines: u64,
    /// What was refused.
    pub(super) report: Report,
    /// Whether the file of records has the columns it needs.
    pub(super) legible: bool,
}

/// Numbers at which digests begin: a record without blocks is not one whose blocks are unknown.
const NOTHING: u64 = 1;

/// Names that are remembered: the real files have three thousand.
const NAMES: usize = 200_000;

/// Reads every file once.
pub(super) fn survey(found: &Found, tell: &(dyn Fn(Progress) + Sync)) -> io::Result<Survey> {
    let mut survey = Survey::default();
    let mut digests: HashMap<Rncp, Digests> = HashMap::new();
    for (rank, file) in File::ALL.into_iter().enumerate() {
        let read = found.read(file, |reader| {
            let mut table = Table::open(reader)?;
            let legible = one(&mut table, (rank, file), &mut survey, &mut digests)?;
            Ok((legible, table.foreign, table.lines))
        })?;
        let (legible, foreign, lines) = read.unwrap_or_default();
        match (read.is_some(), legible) {
            (false, _) => survey.report.note(file, Note::Missing, 0),
            (true, false) => survey.report.note(file, Note::Columns, 0),
            _ => {}
        }
        if foreign {
            survey.report.note(file, Note::Foreign, 0);
        }
        survey.lines += lines;
        survey.legible |= legible && file == File::Standard;
        if lines > 0 {
            tell(Progress::Read(file, lines));
        }
    }
    survey.records = digests.into_iter().collect();
    survey.records.sort_unstable_by_key(|(number, _)| *number);
    Ok(survey)
}

/// Reads one file; `false` when its columns are not those that are expected.
fn one(
    table: &mut Table<'_>,
    (rank, file): (usize, File),
    survey: &mut Survey,
    digests: &mut HashMap<Rncp, Digests>,
) -> io::Result<bool> {
    let number = table.column(&["Numero_Fiche"]);
    let columns = Columns::of(table);
    let said = said(table, file);
    if number.is_none() || (file == File::Standard && !columns.are_enough()) || said.contains(&None) {
        return Ok(false);
    }
    for digest in digests.values_mut() {
        digest[rank] = Some(NOTHING);
    }
    let mut keys = Keys::default();
    let (mut elsewhere, mut blank) = (0, 0);
    while table.advance()? {
        let found = match line::number(&table.cell(number)) {
            Ok(None) => {
                elsewhere += 1;
                continue;
            }
            Ok(Some(_)) if !said.is_empty() && said.iter().all(|column| table.cell(*column).is_empty()) => {
                blank += 1;
                continue;
            }
            Ok(Some(found)) => checked(table, file, found, &columns, &said, digests),
            Err(why) => Err(why),
        };
        match found {
            Err(why) => survey.report.refuse(file, table.line(), why),
            Ok(found) => {
                let digest = &mut digests.entry(found).or_insert([None; 5])[rank];
                *digest = Some(table.digest(digest.unwrap_or(NOTHING)));
                if file == File::Certifiers {
                    remember(table, &said, &mut survey.names, &mut keys);
                }
            }
        }
    }
    for (note, count) in [(Note::Elsewhere, elsewhere), (Note::Blank, blank)] {
        if count > 0 {
            survey.report.note(file, note, count);
        }
    }
    Ok(true)
}

/// The columns of what such a file says.
pub(super) fn said(table: &Table<'_>, file: File) -> Vec<Option<usize>> {
    match file {
        File::Standard => Vec::new(),
        File::Blocks => vec![table.column(&["Bloc_Competences_Libelle"])],
        File::Ways => vec![table.column(&["Libelle_Voie_Acces", "Voie_Acces", "Si_Jury"])],
        File::Certifiers => vec![table.column(&["Nom_Certificateur"])],
        File::Replacements => {
            vec![table.column(&["Ancienne_Certification"]), table.column(&["Nouvelle_Certification"])]
        }
    }
}

/// The record that the line is about, if the line can be taken.
fn checked(
    table: &Table<'_>,
    file: File,
    found: Rncp,
    columns: &Columns,
    said: &[Option<usize>],
    digests: &HashMap<Rncp, Digests>,
) -> Result<Rncp, Why> {
    match (file, digests.contains_key(&found)) {
        (File::Standard, true) => Err(Why::Twice),
        (File::Standard, false) => columns.read(table).map(|_| found),
        (_, false) => Err(Why::Orphan),
        (File::Replacements, true) => {
            let each = said.iter().map(|column| table.cell(*column));
            let mut named = each.filter(|cell| !cell.is_empty());
            named.try_for_each(|cell| line::number(&cell).map(|_| ())).map(|()| found)
        }
        (_, true) => Ok(found),
    }
}

/// Keeps the best of the spellings that fold into one name.
fn remember(
    table: &Table<'_>,
    said: &[Option<usize>],
    names: &mut HashMap<String, (String, String)>,
    keys: &mut Keys,
) {
    let spelling = line::tidy(&table.cell(said.first().copied().flatten()));
    let siret: String =
        table.cell(table.column(&["Siret_Certificateur"])).chars().filter(char::is_ascii_digit).collect();
    let siret = if siret.len() == 14 { siret } else { String::new() };
    let key = keys.of(&spelling);
    if key.is_empty() || (names.len() >= NAMES && !names.contains_key(&key)) {
        return;
    }
    let kept = names.entry(key).or_insert_with(|| (spelling.clone(), siret.clone()));
    if better(&spelling, &kept.0) {
        kept.0 = spelling;
    }
    if kept.1.is_empty() {
        kept.1 = siret;
    }
}

/// Whether the first spelling reads better: small letters first, then accents.
fn better(one: &str, other: &str) -> bool {
    let worth = |text: &str| {
        let small = text.chars().any(char::is_lowercase);
        (small, small && folded(text) != text.to_lowercase())
    };
    worth(one) > worth(other)
}

#[cfg(test)]
mod tests {
    use super::better;

    #[test]
    fn the_spelling_that_reads_best_is_kept() {
        assert!(better("Université de Lille", "UNIVERSITE DE LILLE"));
        assert!(better("Université de Lille", "Universite de Lille"));
        assert!(!better("UNIVERSITÉ DE LILLE", "Universite de Lille"));
        assert!(!better("Université de Lille", "Université de Lille"));
    }
}
