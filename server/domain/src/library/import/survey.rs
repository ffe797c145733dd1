//! The first reading: which records there are, and a digest of what each file says of them.

use std::{collections::HashMap, io};

use super::{
    File, Note, Progress, Report, Why, line,
    shape::{About, Shape},
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

/// Whether there are records to import, as far as the first lines of their file tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glance {
    /// There is no such file.
    Missing,
    /// Nothing is in it.
    Empty,
    /// It lacks a column.
    Columns,
    /// It looks like one.
    Fine,
}

/// Looks at the file of records.
pub(super) fn glance(found: &Found) -> io::Result<Glance> {
    let seen = found.read(File::Standard, |reader| {
        let mut table = Table::open(reader)?;
        Ok(match Shape::of(&table, File::Standard).is_legible() {
            _ if table.is_empty() => Glance::Empty,
            false => Glance::Columns,
            true if table.advance()? => Glance::Fine,
            true => Glance::Empty,
        })
    })?;
    Ok(seen.unwrap_or(Glance::Missing))
}

/// Reads every file once.
pub(super) fn survey(found: &Found, tell: &(dyn Fn(Progress) + Sync)) -> io::Result<Survey> {
    let mut survey = Survey::default();
    let mut digests: HashMap<Rncp, Digests> = HashMap::new();
    for (rank, file) in File::ALL.into_iter().enumerate() {
        let read = found.read(file, |reader| {
            let mut table = Table::open(reader)?;
            let legible = one(&mut table, (rank, file), &mut survey, &mut digests)?;
            Ok((legible, table.is_empty(), table.foreign, table.lines))
        })?;
        let (legible, empty, foreign, lines) = read.unwrap_or_default();
        match read {
            None => survey.report.note(file, Note::Missing, 0),
            Some(_) if empty => survey.report.note(file, Note::Empty, 0),
            Some(_) if !legible => survey.report.note(file, Note::Columns, 0),
            Some(_) => {}
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
    let shape = Shape::of(table, file);
    if !shape.is_legible() {
        return Ok(false);
    }
    for digest in digests.values_mut() {
        digest[rank] = Some(NOTHING);
    }
    let mut keys = Keys::default();
    let (mut elsewhere, mut blank, mut last) = (0, 0, None);
    while table.advance()? {
        match checked(shape.about(table), table, file, &shape, digests) {
            About::Elsewhere => elsewhere += 1,
            About::Nothing => blank += 1,
            About::Refused(why) => survey.report.refuse(file, table.line(), why),
            About::Record(found) => {
                let digest = &mut digests.entry(found).or_insert([None; 5])[rank];
                *digest = Some(table.digest(digest.unwrap_or(NOTHING)));
                last = Some(found);
                if file == File::Certifiers {
                    remember(table, &shape.said, &mut survey.names, &mut keys);
                }
            }
        }
    }
    if table.cut {
        survey.report.note(file, Note::Cut, 0);
        forget_the_rest(rank, [last, shape.named(table)], digests);
    }
    for (note, count) in [(Note::Elsewhere, elsewhere), (Note::Blank, blank)] {
        if count > 0 {
            survey.report.note(file, note, count);
        }
    }
    Ok(true)
}

/// Where a file stops in the middle of a line, what it does not say any more is not known, nor all that it says of the last records.
fn forget_the_rest(rank: usize, last: [Option<Rncp>; 2], digests: &mut HashMap<Rncp, Digests>) {
    for (number, digest) in digests.iter_mut() {
        let unsure = last.contains(&Some(*number)) && rank > 0;
        if unsure || digest[rank] == Some(NOTHING) {
            digest[rank] = None;
        }
    }
}

/// What the line is about, once what it says of its record is read.
fn checked(
    about: About,
    table: &Table<'_>,
    file: File,
    shape: &Shape,
    digests: &HashMap<Rncp, Digests>,
) -> About {
    let About::Record(found) = about else { return about };
    let read = match (file, digests.contains_key(&found)) {
        (File::Standard, true) => Err(Why::Twice),
        (File::Standard, false) => shape.columns.read(table).map(drop),
        (_, false) => Err(Why::Orphan),
        (File::Replacements, true) => {
            let each = shape.said.iter().map(|column| table.cell(*column));
            let mut named = each.filter(|cell| !cell.is_empty());
            named.try_for_each(|cell| line::number(&cell).map(drop))
        }
        (_, true) => Ok(()),
    };
    read.map_or_else(About::Refused, |()| about)
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
